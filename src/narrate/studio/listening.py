"""From a cue to a sound that a browser plays: the take, recorded at once if it is not there, cut and levelled as in a chapter."""

from __future__ import annotations

import contextlib
import io
import shutil
import threading
import wave
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from narrate import sandbox
from narrate.audio import FULL_SCALE
from narrate.audio.measure import KEPT_HEAD, KEPT_TAIL, analyse_take
from narrate.deliveries import LISTENING, delivery
from narrate.editing import Levels, levelled
from narrate.engines.booth import close_all, own_booth
from narrate.errors import DiskError, EngineError
from narrate.mastering import CALIBRATION, limited, voice_gain
from narrate.model import Cue, Take, Voice
from narrate.recording import Order, speak
from narrate.takes import TakeStore, is_by_another, take_key, unperformed
from narrate.units import Decibels, Hertz, Seconds, ratio

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
        self._spec = delivery(LISTENING).spec
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

    def fingerprint(self, voice: Voice) -> str:
        """An engine's fingerprint of a voice, asked where its booth is warm. Raises EngineError where there is no such voice."""
        return self._voice.submit(lambda: own_booth(voice.engine).fingerprint(unperformed(voice))).result()

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
            take = self._take(cue.key, cue.text, cue.spoken_with)
            path.write_bytes(self._wav(take, cue))
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

    def _wav(self, take: Take, cue: Cue) -> bytes:
        """The take cut to its speech, as loud as in a chapter, with no peak above the ceiling."""
        speech = analyse_take(take.samples, take.sample_rate)
        performed = cue.spoken_with
        if performed.manner != "plain" or is_by_another(take):
            gain = Levels(self._spec.speech, {}).alone(performed, [speech.powers])
        else:
            gain = self._level(cue.voice) + performed.gain
        sound = levelled(take.samples[speech.start : speech.stop], take.sample_rate, gain)
        ceiling = np.float32(ratio(self._spec.peak) * FULL_SCALE)
        return _file(np.rint(limited(sound, ceiling, take.sample_rate)).astype("<i2").tobytes(), take.sample_rate)

    def _level(self, voice: Voice) -> Decibels:
        """What brings a voice to the loudness of all, as in a render."""
        if voice not in self._levels:
            mark = own_booth(voice.engine).fingerprint(unperformed(voice))
            takes = [self._take(take_key(text, voice, mark), text, voice) for text in CALIBRATION]
            self._levels[voice] = voice_gain(takes, self._spec)
        return self._levels[voice]


def gap(cue: Cue) -> Seconds:
    """Seconds of silence between a cue's clip and the next: its pause is counted from where speech ends to where it begins."""
    return max(0.0, cue.pause - KEPT_TAIL - KEPT_HEAD) if cue.pause else 0.0


def _file(samples: bytes, rate: Hertz) -> bytes:
    """A WAV file of 16-bit mono."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
    return made.getvalue()
