"""A scratch track: a tone of about the right length per text, the same on every machine. For dry runs and tests."""

from __future__ import annotations

import hashlib

import numpy as np

from narrate.engines import PALETTE, Out, Pace, VoiceEntry
from narrate.engines.acting import acting
from narrate.errors import EngineError
from narrate.model import Voice
from narrate.units import Hertz, samples

RATE: Hertz = 22050
_SECONDS_A_CHARACTER = 0.06
_LEVEL = 3000
_CHARACTERS = 20.1
"""A second, with spaces: a sixth of a story."""


class ScratchEngine:
    """Hums each text at a pitch of its voice. The tone is made of integers, so its bytes are the same everywhere."""

    name = "scratch"
    rate = RATE

    def voices(self) -> tuple[VoiceEntry, ...]:
        """The palette, nothing else."""
        return tuple(
            VoiceEntry(name=n, palette=n, gender=gender, age=age, language="en", note="a hum")
            for n, (gender, age) in PALETTE.items()
        )

    def pace(self, voice: Voice) -> Pace:
        """Spaces are not hummed."""
        return Pace(_CHARACTERS * acting(voice).speed)

    def fingerprint(self, voice: Voice) -> str:
        """The version of the hum."""
        return "scratch-2"

    def language(self, voice: Voice) -> str:
        """A hum is no language."""
        return voice.language

    def choose(self, voice: Voice) -> None:
        """Only the palette's names are voices."""
        if voice.name not in PALETTE:
            raise EngineError(f"scratch has no voice “{voice.name}”.")

    def synthesize(self, text: str, voice: Voice, out: Out) -> Hertz:
        """A triangle wave with a little of the text's hash in its period."""
        self.choose(voice)
        spoken = sum(not c.isspace() for c in text)
        style = acting(voice)
        length = samples(max(0.05, spoken * _SECONDS_A_CHARACTER) / (voice.speed * style.speed), RATE)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        base = 160 + 12 * list(PALETTE).index(voice.name)
        period = max(8, round(RATE / (base * 2 ** ((voice.pitch + style.pitch) / 12)))) + digest[0] % 4
        phase = np.arange(length, dtype=np.int64) % period
        wave = np.abs(2 * _LEVEL - 4 * _LEVEL * phase // period) - _LEVEL
        out(wave.astype(np.int16).tobytes())
        return RATE
