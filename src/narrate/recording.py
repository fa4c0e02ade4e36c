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

from narrate.audio.measure import is_hiss, peak, speech_bounds
from narrate.engines import FALLBACK, PALETTE
from narrate.engines.booth import Booth, BoothError, own_booth
from narrate.errors import EngineError
from narrate.model import Cue, Take, Voice
from narrate.takes import TakeStore
from narrate.units import Hertz

ORDER_SIZE = 4
"""Cues that a worker is given at a time; their takes are in memory until all are there."""
_TRIES = 3
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
class Spoken:
    """One cue as it came home: int16 samples and their rate, or `trouble`. `speech` is where speech begins and ends in it;
    `help` tells how it was had where the voice's own engine could not say it in one piece."""

    key: str
    sound: Sound
    rate: Hertz
    speech: tuple[int, int] = (0, 0)
    trouble: str = ""
    help: str = ""


def speak(order: Order) -> list[Spoken]:
    """Record an order in the calling thread's own booth. Never raises: trouble is told cue by cue.

    What an engine cannot say is asked of it again in a fresh booth, then in two halves, then of the fallback engine, under
    the same name of the palette.
    """
    return [_recorded(key, text, order.voice) for key, text in order.texts]


def _recorded(key: str, text: str, voice: Voice) -> Spoken:
    booth = own_booth(voice.engine)
    sound, rate, trouble = _tried(booth, text, voice, _TRIES)
    if not trouble:
        return Spoken(key, sound, rate, speech_bounds(sound, rate))
    halves = _halves(text)
    if halves:
        parts = [_tried(booth, half, voice, 1) for half in halves]
        if not any(part[2] for part in parts):
            sound = np.concatenate([part[0] for part in parts])
            rate = parts[0][1]
            return Spoken(key, sound, rate, speech_bounds(sound, rate), help="spoken in two parts")
    if voice.engine != FALLBACK and voice.name in PALETTE:
        other = replace(voice, engine=FALLBACK, timbre=1.0, range=1.0)
        sound, rate, still = _tried(own_booth(FALLBACK), text, other, 1)
        if not still:
            return Spoken(key, sound, rate, speech_bounds(sound, rate), help=f"spoken by {FALLBACK}: {trouble}")
    return Spoken(key, _NOTHING, 0, trouble=trouble)


def _tried(booth: Booth, text: str, voice: Voice, tries: int) -> tuple[Sound, Hertz, str]:
    """The sound, its rate, and why it cannot be right; each further try in a fresh booth."""
    trouble = ""
    for _ in range(tries):
        try:
            sound, rate = booth.speak(text, voice)
        except BoothError as error:
            trouble = str(error)
            continue
        except EngineError as error:
            return _NOTHING, 0, str(error)
        trouble = doubt(text, sound, rate, voice)
        if not trouble:
            return sound, rate, ""
        booth.close()
    return _NOTHING, 0, trouble


def _halves(text: str) -> tuple[str, str] | None:
    """The text cut at the stop or space nearest its middle; None for a single word."""
    places = [m.end() for m in re.finditer(r"[.!?;:,]\s+", text)] or [m.end() for m in re.finditer(r"\s+", text)]
    places = [place for place in places if text[:place].strip() and text[place:].strip()]
    if not places:
        return None
    cut = min(places, key=lambda place: abs(place - len(text) / 2))
    return text[:cut], text[cut:]


def doubt(text: str, sound: Sound, rate: Hertz, voice: Voice) -> str:
    """Why this cannot be the sound of this text; empty when it may be."""
    letters = sum(c.isalnum() for c in text)
    if not letters:
        return ""
    if not len(sound) or peak(sound) <= _SILENCE:
        return "the engine returned silence"
    if is_hiss(sound, rate):
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
        texts = open_orders.setdefault(cue.voice, [])
        texts.append((cue.key, cue.text))
        if len(texts) == ORDER_SIZE:
            found.append(Order(cue.voice, tuple(open_orders.pop(cue.voice))))
    found += [Order(voice, tuple(texts)) for voice, texts in open_orders.items()]
    return found


def record(
    batch: Iterable[Order],
    store: TakeStore,
    pool: Executor,
    window: int,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Spoken]:
    """Carry out orders with at most `window` in flight; yields each cue once its take is stored (or has failed).

    When `stop` says so no new order is begun, and what is in hand is finished.
    """
    waiting = deque(batch)
    flying: set[Future[list[Spoken]]] = set()
    storing: set[Future[list[Spoken]]] = set()
    finished: SimpleQueue[Future[list[Spoken]]] = SimpleQueue()

    def watch(among: set[Future[list[Spoken]]], future: Future[list[Spoken]]) -> None:
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


def _stored(home: list[Spoken], store: TakeStore) -> list[Spoken]:
    """Put what came home into the store: on threads of its own, for a synced file costs as much time as half a take."""
    for spoken in home:
        if not spoken.trouble:
            store.put(Take(spoken.key, spoken.sound, spoken.rate))
    return home
