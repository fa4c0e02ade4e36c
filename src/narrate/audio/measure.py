"""What a sound is like: levels, where speech begins and ends, and what a finished file shows when it is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from narrate.audio import FULL_SCALE, Samples, gathered
from narrate.errors import ProofError
from narrate.units import Hertz, Seconds, samples

_HISS_CROSSES, _HISS_WAVERS = 0.3, 0.25
"""White noise crosses zero at half of its samples and wavers by 0.04; speech at a tenth, and by 0.6 to 1.2."""
_THRESHOLD = 90
"""Of 32768: about -51 dBFS. Quieter samples at the ends of a take are not speech."""
_LOOK = 4096
_KEEP_HEAD: Seconds = 0.012
_KEEP_TAIL: Seconds = 0.045


@dataclass(frozen=True, slots=True)
class Measured:
    """What decoding a file to its end shows. Levels in dBFS; the duration counts decoded samples; `floor` is the RMS of the
    quietest half second; `head` and `tail` are seconds without speech at the ends."""

    duration: Seconds
    rate: Hertz
    codec: str
    kilobits: int
    peak: float
    rms: float
    floor: float
    head: Seconds
    tail: Seconds


def peak(sound: Samples) -> int:
    """The largest sample, 0 to 32768; 0 for no sound."""
    return max(int(sound.max()), -int(sound.min())) if len(sound) else 0


def is_hiss(sound: Samples, rate: Hertz) -> bool:
    """Whether a sound of half a second or more is steady noise: it crosses zero as often as noise does, and is as loud in every
    fiftieth of a second as in the next. Speech does neither for so long."""
    frame = rate // 50
    if len(sound) < 25 * frame or np.count_nonzero((sound[1:] ^ sound[:-1]) < 0) <= _HISS_CROSSES * len(sound):
        return False
    frames = sound[: len(sound) // frame * frame].astype(np.float32).reshape(-1, frame)
    loudness = np.sqrt((frames**2).mean(axis=1))
    return float(loudness.std()) < _HISS_WAVERS * float(loudness.mean())


def speech_bounds(sound: Samples, rate: Hertz) -> tuple[int, int]:
    """Where speech begins and ends, with a little room; the whole of a sound that is quiet throughout."""
    first = _first_loud(sound)
    if first is None:
        return 0, len(sound)
    last = len(sound) - (_first_loud(sound[::-1]) or 0)
    return max(0, first - samples(_KEEP_HEAD, rate)), min(len(sound), last + samples(_KEEP_TAIL, rate))


def _first_loud(sound: Samples) -> int | None:
    """Where the first sample above the threshold is: near the beginning, so not all of a take is looked at."""
    for start in range(0, len(sound), _LOOK):
        part = sound[start : start + _LOOK]
        loud = (part > _THRESHOLD) | (part < -_THRESHOLD)
        at = int(loud.argmax())
        if loud[at]:
            return start + at
    return None


def measure(path: Path, first: Seconds | None = None) -> Measured:
    """Decode a whole file, or its first seconds. Raises ProofError when it does not decode.

    With `first`, levels are those of that part, and the duration is what the container says.
    """
    import av

    count, peak, power, floor = 0, 0.0, 0.0, np.inf
    first_heard, last_heard = -1, -1
    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            codec, rate = stream.codec_context.name, int(stream.codec_context.sample_rate)
            resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate)
            said = (container.duration or 0) / av.time_base
            decoded = (plain.to_ndarray()[0] for frame in container.decode(stream) for plain in resampler.resample(frame))
            bits = stream.codec_context.bit_rate or container.bit_rate or 0
            for block in gathered(decoded, rate // 2):
                loudness, here = np.abs(block), float(np.vdot(block, block))
                heard = np.flatnonzero(loudness > _THRESHOLD / FULL_SCALE)
                if len(heard):
                    first_heard = count + int(heard[0]) if first_heard < 0 else first_heard
                    last_heard = count + int(heard[-1])
                peak, power, count = max(peak, float(loudness.max())), power + here, count + len(block)
                floor = min(floor, here / len(block)) if len(block) == rate // 2 else floor
                if first is not None and count >= first * rate:
                    break
    except (av.FFmpegError, IndexError, OSError) as error:
        raise ProofError(f"{path}: does not decode: {error}") from error
    if not count:
        raise ProofError(f"{path}: holds no sound.")
    lasts, rms = count / rate if first is None else said, (power / count) ** 0.5
    floor = rms if np.isinf(floor) else floor**0.5
    head, tail = (first_heard / rate, (count - 1 - last_heard) / rate) if first_heard >= 0 else (lasts, lasts)
    return Measured(lasts, rate, codec, round(bits / 1000), decibels(peak), decibels(rms), decibels(floor), head, tail)


def decibels(amplitude: float) -> float:
    """Full scale is 0; silence is -120, not minus infinity."""
    return float(20 * np.log10(max(amplitude, 1e-6)))


def level(sound: Samples, rate: Hertz) -> float:
    """The RMS in dBFS of the parts that are loud enough to be speech; -120 for silence."""
    frame = max(1, rate // 50)
    whole = len(sound) - len(sound) % frame
    if not whole:
        return -120.0
    frames = sound[:whole].astype(np.float64).reshape(-1, frame) / FULL_SCALE
    power = (frames**2).mean(axis=1)
    loud = power[power > power.max() * 1e-3]
    return decibels(float(loud.mean()) ** 0.5) if power.max() > 0 else -120.0
