"""Where audio is delivered to, and what it must be like there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from narrate.errors import ConfigError, did_you_mean
from narrate.mastering import Spec
from narrate.proofing import NO_LIMITS, Limits
from narrate.units import Hertz

_MASTERED = Spec()


@dataclass(frozen=True, slots=True)
class Delivery:
    """How sound is mastered and encoded for a place, and what a finished file is held against: where it is `strict`, as soon
    as it is written, from beginning to end. Without a `rate` the engines' own is kept; `kilobits` are a second's."""

    name: str
    spec: Spec = _MASTERED
    rate: Hertz | None = None
    kilobits: int = 64
    limits: Limits = NO_LIMITS
    strict: bool = False


_DELIVERIES = {
    delivery.name: delivery
    for delivery in (
        Delivery("own", limits=Limits(true_peak=-1.0)),  # one's own players and servers: small files at the engine's rate
        # Audible: ACX's audio submission requirements, as of August 2026; Findaway asks for the same.
        Delivery(
            "acx",
            spec=replace(_MASTERED, peak=-4.5),  # encoding adds up to a decibel, and the limit is −3
            rate=44100,
            kilobits=192,
            strict=True,
            limits=Limits(
                codec="mp3",
                rate=44100,
                kilobits=192,
                rms=(-23.0, -18.0),
                peak=-3.0,
                floor=-60.0,
                head=(0.5, 1.0),
                tail=(1.0, 5.0),
                longest=120 * 60.0,
            ),
        ),
    )
}
OWN = "own"


def delivery_names() -> list[str]:
    """Every delivery."""
    return list(_DELIVERIES)


def delivery(name: str) -> Delivery:
    """A delivery by name. Raises ConfigError."""
    if name not in _DELIVERIES:
        close = did_you_mean(name, delivery_names())
        raise ConfigError(f"There is no delivery “{name}”{close}; there are: {', '.join(delivery_names())}.")
    return _DELIVERIES[name]
