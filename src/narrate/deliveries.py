"""Where audio is delivered to, and what it must be like there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from narrate.audio.loudness import SILENCE
from narrate.errors import ConfigError, did_you_mean
from narrate.mastering import Spec
from narrate.proofing import Finding, Limits
from narrate.units import Decibels, Hertz

_NEAR: Decibels = 0.5
"""An encoded file that is nearer to the aim is good."""
_SAFE: Decibels = 0.1
_SAFE_MP3: Decibels = 0.4
"""How far below the limit peaks are brought when they were nearer to it: of the same MP3 two releases of FFmpeg's decoder were
0.3 dB apart at its highest peak. Of Opus two decoders were 0.0001 dB apart, of FLAC there is but one reading."""
MOST: Decibels = 6.0
"""A chapter is turned up or down by so much at most: what needs more has something else wrong with it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How sound is mastered and encoded for a place, and what each finished file is held against, from its beginning to its end.

    Without a `rate` the engines' own is kept; `kilobits` are a second's. `aim` is what a chapter is brought to as a whole, in
    LUFS or as the RMS in dBFS; None leaves it as its voices make it. `credits` says whether the place asks for spoken ones,
    `formats` names the only ones that it takes; it takes any where that is empty.
    """

    name: str
    spec: Spec
    limits: Limits
    rate: Hertz | None = None
    kilobits: int = 64
    aim: tuple[Literal["loudness", "rms"], Decibels] | None = None
    credits: bool = False
    formats: tuple[str, ...] = ()

    def require_formats(self, names: Iterable[str]) -> None:
        """Raises ConfigError for a format that the place does not take."""
        others = [name for name in names if self.formats and name not in self.formats]
        if others:
            only = ", ".join(self.formats)
            raise ConfigError(
                f"--delivery {self.name} is for a place that takes {only} alone, a file for each chapter, and not "
                f"{', '.join(others)}. Use --formats {only} without --single, or another --delivery."
            )

    def aims_at(self, kind: Literal["loudness", "rms"]) -> bool:
        """Whether chapters are brought to a level of this kind."""
        return self.aim is not None and self.aim[0] == kind

    def gain(self, loudness: Decibels, rms: Decibels) -> Decibels:
        """What brings a chapter that was measured so to the aim; rounded so that it never wavers."""
        if self.aim is None or loudness <= SILENCE:
            return 0.0
        kind, wanted = self.aim
        lacking = wanted - {"loudness": loudness, "rms": rms}[kind]
        return round(min(MOST, max(-MOST, lacking)), 1)

    def again(self, finding: Finding) -> tuple[Decibels, Decibels] | None:
        """How much louder, and with how much lower a ceiling, a file that was measured so is encoded anew; None where it is good.
        Encoders add to peaks, and some take from the loudness."""
        gain = self.gain(finding.loudness_lufs, finding.rms_db)
        over = max(
            measured - limit
            for measured, limit in ((finding.true_peak_db, self.limits.true_peak), (finding.peak_db, self.limits.peak))
            if limit is not None
        )
        over = round(over + (_SAFE_MP3 if finding.file.endswith(".mp3") else _SAFE), 1)
        lacking = gain if abs(gain) > _NEAR else 0.0
        return (lacking, max(0.0, over)) if over > 0 or lacking else None


_DELIVERIES = {
    delivery.name: delivery
    for delivery in (
        # one's own players and servers: small files at the engine's rate. MP3 at 64 kbit/s adds 0.5 dB to the peaks of most
        # chapters; those to which it adds more, up to 2.3 dB, are encoded again
        Delivery(
            "listening",
            spec=Spec(speech=-19.0, peak=-2.4),
            limits=Limits(loudness=(-20.0, -18.0), true_peak=-1.0),
            aim=("loudness", -19.0),
        ),
        # Audible: ACX's audio submission requirements, as of August 2026; Findaway asks for the same. Encoding adds up to a
        # decibel to a peak. The RMS is of the whole file, its pauses included.
        Delivery(
            "acx",
            spec=Spec(speech=-19.0, peak=-3.8),
            rate=44100,
            kilobits=192,
            aim=("rms", -21.4),
            credits=True,
            formats=("mp3",),
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
        # what the large podcast directories ask for
        Delivery(
            "podcast",
            spec=Spec(speech=-16.0, peak=-2.8),
            rate=44100,
            kilobits=96,
            limits=Limits(loudness=(-17.0, -15.0), true_peak=-1.0),
            aim=("loudness", -16.0),
        ),
        # for whoever masters it: nothing under the voices, and so soft that the limiter has nothing to do
        Delivery("raw", spec=Spec(speech=-26.0, peak=-3.4, room=SILENCE), kilobits=128, limits=Limits(true_peak=-1.0)),
    )
}
LISTENING = "listening"
_FORMERLY = {"own": LISTENING}


def delivery_names() -> list[str]:
    """Every delivery."""
    return list(_DELIVERIES)


def delivery(name: str) -> Delivery:
    """A delivery by name. Raises ConfigError."""
    name = _FORMERLY.get(name, name)
    if name not in _DELIVERIES:
        close = did_you_mean(name, delivery_names())
        raise ConfigError(f"There is no delivery “{name}”{close}; there are: {', '.join(delivery_names())}.")
    return _DELIVERIES[name]
