"""What a manner and the number of a take change in a voice, for every engine; how far each follows is its own affair."""

from __future__ import annotations

from dataclasses import dataclass, replace

from narrate.manners import Manner
from narrate.model import Voice

Band = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Acting:
    """How a line departs from a voice's plain reading. `speed`, `range` (of intonation), `tract` and `mouth` (as in a hibari
    colour) are factors; `pitch` is in semitones, and `slope` so many more at the end than at the beginning; `tilt` is dB an
    octave, above 0 brighter; `whisper` is the share of voice that becomes breath; `band` are the Hz that are let through."""

    speed: float = 1.0
    pitch: float = 0.0
    range: float = 1.0
    tilt: float = 0.0
    tract: float = 1.0
    mouth: float = 1.0
    slope: float = 0.0
    whisper: float = 0.0
    band: Band | None = None


PLAIN = Acting()
LINE: Band = (300.0, 3400.0)
"""Hz that a telephone lets through."""
_WIRELESS: Band = (250.0, 4500.0)
_MANNERS: dict[Manner, Acting] = {
    "whisper": Acting(speed=0.93, range=0.7, tilt=-2.5, tract=1.07, mouth=1.03, whisper=1.0),
    "murmur": Acting(speed=0.98, pitch=-1.0, range=0.75, tilt=-2.0),
    "small": Acting(speed=0.95, pitch=0.8, range=0.7, tilt=-1.5),
    "shout": Acting(speed=0.95, pitch=2.0, range=1.25, tilt=1.0, tract=1.03, mouth=1.03),
    "exclaim": Acting(pitch=1.0, range=1.2, tilt=0.7),
    "angry": Acting(speed=1.04, pitch=0.8, range=1.2, tilt=1.2),
    "cold": Acting(speed=0.95, pitch=-0.7, range=0.65, tilt=0.4),
    "glad": Acting(speed=1.03, pitch=1.0, range=1.25, tilt=0.5),
    "sad": Acting(speed=0.91, pitch=-0.8, range=0.75, tilt=-0.8),
    "sob": Acting(speed=0.9, pitch=0.8, range=0.85, tilt=-0.8, whisper=0.3),
    "laugh": Acting(speed=1.03, pitch=1.2, range=1.35, tilt=0.3),
    "thought": Acting(speed=0.97, range=0.85, tilt=-0.6),
    "writing": Acting(speed=0.96, range=0.85),
    "reading": Acting(speed=0.96, range=0.9),
    "telephone": Acting(band=LINE),
    "radio": Acting(band=_WIRELESS),
}
_READINGS = (
    Acting(speed=0.93, range=1.2, slope=-1.5),
    Acting(speed=1.07, range=0.9, pitch=0.5, slope=1.2),
    Acting(speed=0.94, range=0.8, pitch=-0.6, slope=1.0),
    Acting(speed=1.06, range=1.3, slope=-1.0),
    Acting(speed=0.9, range=1.1, pitch=0.6, slope=-2.0),
    Acting(speed=1.1, range=0.85, pitch=-0.5, slope=1.5),
)
"""The second take and those after it. Each is longer or shorter than the first by 6 % and more: so much is heard. The key of a
take holds its number alone, so this table may not change."""
_ROUND = 0.4
"""Semitones between a reading and the same one a round of them later; after four they begin again lower."""


def acting(voice: Voice) -> Acting:
    """What a voice is asked for: its manner as much as it is acted, and the reading that its take's number means."""
    if voice.manner == "plain" and voice.take == 1:
        return PLAIN
    manner = _scaled(_MANNERS.get(voice.manner, PLAIN), voice.acted)
    if voice.take == 1:
        return manner
    times, which = divmod(voice.take - 2, len(_READINGS))
    reading = _READINGS[which]
    return replace(
        manner,
        speed=manner.speed * reading.speed,
        range=manner.range * reading.range,
        pitch=manner.pitch + reading.pitch + _ROUND * (times % 4 - (1 if times else 0)),
        slope=reading.slope,
    )


def _scaled(manner: Acting, much: float) -> Acting:
    """A manner acted so many times as much; a band is there or not."""
    return Acting(
        speed=1 + (manner.speed - 1) * much,
        pitch=manner.pitch * much,
        range=1 + (manner.range - 1) * much,
        tilt=manner.tilt * much,
        tract=1 + (manner.tract - 1) * much,
        mouth=1 + (manner.mouth - 1) * much,
        whisper=min(1.0, manner.whisper * much),
        band=manner.band,
    )
