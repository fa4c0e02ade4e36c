"""Recording: every cue that has no take yet is spoken once, in a booth, and stored.

Workers compute, the parent stores: a worker gets an order (a few cues of one voice) and sends the samples home,
so any `concurrent.futures.Executor` will do and no disk is shared.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import TypeAlias

import numpy as np

from narrate.audio.measure import TakeAnalysis, analyse_take, is_hiss, peak
from narrate.engines import FALLBACK, PALETTE
from narrate.engines.booth import Booth, BoothError, EngineHungError, EngineKilledError, own_booth
from narrate.errors import EngineError
from narrate.model import Cue, Take, Voice
from narrate.takes import TakeStore, stand_in_key
from narrate.units import Hertz, Seconds

ORDER_SIZE = 4
"""Cues that a worker is given at a time; their takes are in memory until all are there."""
_TRIES, _TRIES_KILLED, _TRIES_HUNG = 3, 6, 2
_STORERS, _UNSTORED = 4, 6
"""Threads that write takes, and how many orders may wait for them: a slow disk must not keep the booths waiting."""
_SILENCE = 60
"""Of 32768: a take that is never louder is no speech."""
_FASTEST = 60.0
"""Characters a second: a take shorter than its text at this pace has lost something."""
_LONGEST, _SLOWEST = 4.0, 0.7
"""Seconds, and seconds a character: figures are spelled out, but no text takes longer."""
Sound: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int16]]"
_NOTHING: Sound = np.zeros(0, np.int16)


@dataclass(frozen=True, slots=True)
class Order:
    """What one worker does at a time: (key, text) pairs for one voice."""

    voice: Voice
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordedCue:
    """One cue as it came home: int16 samples and their rate, or `trouble`. `analysis` is what editing wants to know of it;
    `stand_in` tells how it was had where the voice's own engine could not say it in one piece; `died`, that it died of it or
    hung."""

    key: str
    sound: Sound
    rate: Hertz
    analysis: TakeAnalysis | None = None
    trouble: str = ""
    stand_in: str = ""
    died: bool = False

    def take(self) -> Take:
        """What is stored: under the key of what it is, which is not the cue's where it only stands in."""
        key = stand_in_key(self.key) if self.stand_in else self.key
        return Take(key, self.sound, self.rate, self.stand_in, self.analysis.words if self.analysis else ())


def speak(order: Order) -> list[RecordedCue]:
    """Record an order in the calling thread's own booth. Never raises: trouble is told cue by cue.

    What an engine cannot say is asked of it again in a fresh booth, then in two halves, then of the fallback engine, under
    the same name of the palette: what is had so stands in for the take until the next render.
    """
    return [_recorded(key, text, order.voice) for key, text in order.texts]


def _recorded(key: str, text: str, voice: Voice) -> RecordedCue:
    booth = own_booth(voice.engine)
    first = _tried(booth, text, voice, _TRIES)
    if not first.trouble:
        analysis = replace(analyse_take(first.sound, first.rate), words=first.words)
        return RecordedCue(key, first.sound, first.rate, analysis)
    voice = replace(voice, before="", after="")
    instead, how = _in_two_parts(booth, text, voice), "in two parts"
    if instead is None and voice.engine != FALLBACK and voice.name in PALETTE:
        instead = _tried(own_booth(FALLBACK), text, replace(voice, engine=FALLBACK, timbre=1.0, range=1.0), 1)
        how = f"by {FALLBACK}"
    if instead is None or instead.trouble:
        return RecordedCue(key, _NOTHING, 0, trouble=first.trouble, died=first.died)
    return RecordedCue(key, instead.sound, instead.rate, stand_in=f"{how}: {first.trouble}", died=first.died)


@dataclass(frozen=True, slots=True)
class _Tried:
    """The sound, its rate, and why it cannot be right; whether the engine died of it, or hung."""

    sound: Sound
    rate: Hertz
    trouble: str = ""
    died: bool = False
    words: tuple[Seconds, ...] = ()


def _in_two_parts(booth: Booth, text: str, voice: Voice) -> _Tried | None:
    parts = []
    for half in _halves(text):
        part = _tried(booth, half, voice, 1)
        if part.trouble:
            return None
        parts.append(part)
    return _Tried(np.concatenate([part.sound for part in parts]), parts[0].rate) if parts else None


def _tried(booth: Booth, text: str, voice: Voice, tries: int) -> _Tried:
    """What an engine says, each further try in a fresh booth. One that is killed is asked more often: that is no fault of the
    text. One that hangs is asked twice, for each time costs a listener's patience."""
    trouble, died, done = "", False, 0
    while done < tries:
        done += 1
        try:
            sound, rate = booth.speak(text, voice)
        except BoothError as error:
            trouble, died = str(error), True
            if tries > 1:
                tries = {EngineKilledError: _TRIES_KILLED, EngineHungError: _TRIES_HUNG}.get(type(error), _TRIES)
            continue
        except EngineError as error:
            return _Tried(_NOTHING, 0, str(error))
        trouble, died = doubt(text, sound, rate, voice), False
        if not trouble:
            return _Tried(sound, rate, words=tuple(booth.word_starts))
        booth.close()
    return _Tried(_NOTHING, 0, trouble, died)


def _halves(text: str) -> tuple[str, ...]:
    """The text cut at the stop or space nearest its middle; nothing for a single word."""
    places = [m.end() for m in re.finditer(r"[.!?;:,]\s+", text)] or [m.end() for m in re.finditer(r"\s+", text)]
    places = [place for place in places if text[:place].strip() and text[place:].strip()]
    if not places:
        return ()
    cut = min(places, key=lambda place: abs(place - len(text) / 2))
    return text[:cut], text[cut:]


def doubt(text: str, sound: Sound, rate: Hertz, voice: Voice) -> str:
    """Why this cannot be the sound of this text; empty when it may be."""
    letters = sum(c.isalnum() for c in text)
    if not letters:
        return ""
    if not len(sound) or peak(sound) <= _SILENCE:
        return "the engine returned silence"
    if voice.manner != "whisper" and is_hiss(sound, rate):
        return "the engine returned noise"
    seconds = len(sound) / rate
    if seconds < letters / (_FASTEST * max(1.0, voice.speed)):
        return f"the engine returned {seconds:.2f} s of sound, too little for the text"
    if seconds > _LONGEST + len(text) * _SLOWEST / min(1.0, voice.speed):
        return f"the engine returned {seconds:.0f} s of sound, too much for the text"
    return ""


def orders(cues: Iterable[Cue], have: Callable[[str], bool]) -> list[Order]:
    """The cues without a take, each key once, in reading order, grouped by voice where they stand together."""
    seen: set[str] = set()
    found: list[Order] = []
    open_orders: dict[Voice, list[tuple[str, str]]] = {}
    for cue in cues:
        if cue.key in seen or have(cue.key):
            continue
        seen.add(cue.key)
        voice = cue.spoken_with
        texts = open_orders.setdefault(voice, [])
        texts.append((cue.key, cue.text))
        if len(texts) == ORDER_SIZE:
            found.append(Order(voice, tuple(open_orders.pop(voice))))
    found += [Order(voice, tuple(texts)) for voice, texts in open_orders.items()]
    return found


def record(
    batch: Iterable[Order],
    store: TakeStore,
    pool: Executor,
    window: int,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[RecordedCue]:
    """Carry out orders with at most `window` in flight; yields each cue once its take is stored (or has failed).

    When `stop` says so no new order is begun, and what is in hand is finished.
    """
    waiting = deque(batch)
    flying: set[Future[list[RecordedCue]]] = set()
    storing: set[Future[list[RecordedCue]]] = set()
    finished: SimpleQueue[Future[list[RecordedCue]]] = SimpleQueue()

    def watch(among: set[Future[list[RecordedCue]]], future: Future[list[RecordedCue]]) -> None:
        among.add(future)
        future.add_done_callback(finished.put)

    with ThreadPoolExecutor(_STORERS, thread_name_prefix="store") as storers:
        try:
            while True:
                while waiting and len(flying) < window and len(storing) < _UNSTORED and not stop():
                    watch(flying, pool.submit(speak, waiting.popleft()))
                if not flying and not storing:
                    return
                future = finished.get()
                if future in flying:
                    flying.remove(future)
                    watch(storing, storers.submit(_stored, future.result(), store))
                else:
                    storing.remove(future)
                    yield from future.result()
        finally:
            for future in flying:
                future.cancel()


def _stored(home: list[RecordedCue], store: TakeStore) -> list[RecordedCue]:
    """Put what came home into the store: on threads of its own, for a synced file costs as much time as half a take."""
    for spoken in home:
        if not spoken.trouble:
            store.put(spoken.take())
    return home
