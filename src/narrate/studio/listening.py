"""From a cue to a sound that a browser plays: the take, recorded at once if it is not there, cut and levelled as in a chapter."""

from __future__ import annotations

import contextlib
import io
import shutil
import threading
import wave
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from narrate import sandbox
from narrate.audio import FULL_SCALE
from narrate.audio.measure import KEPT_HEAD, KEPT_TAIL, heard
from narrate.deliveries import OWN, delivery
from narrate.editing import levelled
from narrate.engines.booth import close_all, own_booth
from narrate.errors import DiskError, EngineError
from narrate.mastering import CALIBRATION, limited, voice_gain
from narrate.model import Cue, Take, Voice
from narrate.recording import Order, speak
from narrate.takes import TakeStore, take_key
from narrate.units import Decibels, Seconds, ratio

_MOST_FILES = 400
"""Clips kept ready to be played; the oldest go first, and are made anew from their takes when they are wanted."""


class Listening:
    """Makes clips. One thread speaks, in booths of its own."""

    def __init__(self, store: TakeStore) -> None:
        self.store = store
        folder = sandbox.temporary_folder()
        if folder is None:
            raise DiskError("No folder for temporary files can be written. Free some space, or set TMPDIR to one that can.")
        self._folder = folder
        self._spec = delivery(OWN).spec
        self._voice = ThreadPoolExecutor(1, thread_name_prefix="voice")
        self._levels: dict[Voice, Decibels] = {}
        self._clips: OrderedDict[str, Path] = OrderedDict()
        self._lock = threading.Lock()

    def close(self) -> None:
        """End the booths, and delete the clips."""
        self._voice.shutdown(wait=False, cancel_futures=True)
        close_all()
        shutil.rmtree(self._folder, ignore_errors=True)

    def warm(self, voice: Voice) -> None:
        """Load the engine of a voice, and find out how loud it is, before anybody waits for it."""
        self._voice.submit(self._warmed, voice)

    def clip(self, name: str, cue: Cue) -> Path:
        """A WAV file of a cue, by the name of its clip. Raises EngineError where it cannot be spoken."""
        with self._lock:
            if name in self._clips:
                self._clips.move_to_end(name)
                return self._clips[name]
        return self._voice.submit(self._made, name, cue).result()

    def _warmed(self, voice: Voice) -> None:
        with contextlib.suppress(EngineError, DiskError):
            self._level(voice)

    def _made(self, name: str, cue: Cue) -> Path:
        path = self._folder / f"{name}.wav"
        if not path.exists():
            take = self._take(cue.key, cue.text, cue.voice)
            path.write_bytes(_wav(take, self._level(cue.voice) + cue.voice.gain, self._spec.peak))
        with self._lock:
            self._clips[name] = path
            while len(self._clips) > _MOST_FILES:
                self._clips.popitem(last=False)[1].unlink(missing_ok=True)
        return path

    def _take(self, key: str, text: str, voice: Voice) -> Take:
        """The take of a text; what another engine said instead is heard and not kept."""
        take = self.store.get(key)
        if take is not None:
            return take
        (spoken,) = speak(Order(voice, ((key, text),)))
        if spoken.trouble:
            raise EngineError(f"This line cannot be spoken: {spoken.trouble}")
        self.store.put(spoken.take())
        return spoken.take()

    def _level(self, voice: Voice) -> Decibels:
        """What brings a voice to the loudness of all, as in a render."""
        if voice not in self._levels:
            mark = own_booth(voice.engine).fingerprint(voice)
            takes = [self._take(take_key(text, voice, mark), text, voice) for text in CALIBRATION]
            self._levels[voice] = voice_gain(takes, self._spec)
        return self._levels[voice]


def gap(cue: Cue) -> Seconds:
    """Seconds of silence between a cue's clip and the next: its pause is counted from where speech ends to where it begins."""
    return max(0.0, cue.pause - KEPT_TAIL - KEPT_HEAD) if cue.pause else 0.0


def spoken_length(cues: Sequence[Cue]) -> Seconds:
    """How long cues are expected to last with the pauses after them."""
    from narrate.produce.lengths import speaking_length

    return speaking_length(cues) + sum(cue.pause for cue in cues)


def _wav(take: Take, gain: Decibels, peak: Decibels) -> bytes:
    """The take cut to its speech, at its level, with no peak above the ceiling (dBTP)."""
    speech = heard(take.samples, take.sample_rate)
    sound = levelled(take.samples[speech.start : speech.stop], take.sample_rate, gain)
    ceiling = np.float32(ratio(peak) * FULL_SCALE)
    samples = np.rint(limited(sound, ceiling, take.sample_rate)).astype("<i2")
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(take.sample_rate)
        file.writeframes(samples.tobytes())
    return made.getvalue()
