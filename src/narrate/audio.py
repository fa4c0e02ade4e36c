"""The one place that drives the codecs: lameenc for MP3 (three times the speed of FFmpeg's way), PyAV for the rest.

Everything streams: blocks of `(n,)` int16 mono go in or come out, and no function holds a chapter.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from narrate.errors import ProofError
from narrate.units import Hertz, Seconds, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

FULL_SCALE = 32768.0
_HISS_CROSSES, _HISS_WAVERS = 0.3, 0.25
"""White noise crosses zero at half of its samples and wavers by 0.04; speech at a tenth, and by 0.6 to 1.2."""
AAC_FRAME = 1024
"""Samples that an AAC packet stands for."""
AAC_BLOCK = 64 * AAC_FRAME
"""Samples that the encoder is given at a time: eight frames at a time take a tenth longer, more than 64 no less."""
_AAC = {"aac_coder": "fast", "flags": "+bitexact"}
_COUNT_BYTES, _PART_BUFFER = 4, 1 << 20
_MILLIS = Fraction(1, 1000)
MP3_QUALITY = 5
"""lameenc: 0 best and slowest, 9 fastest; 5 encodes 364 times faster than real time at 22.05 kHz."""


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


def mp3_encoder(rate: Hertz, kilobits: int) -> Any:
    """A lameenc encoder for mono at a constant bit rate; it takes int16 bytes."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.set_bit_rate(kilobits)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(1)
    encoder.set_quality(MP3_QUALITY)
    encoder.silence()
    return encoder


def write_mp3(path: Path, blocks: Iterable[Samples], rate: Hertz, kilobits: int) -> int:
    """Encode to a constant-bit-rate MP3 without tags; the number of samples written."""
    encoder = mp3_encoder(rate, kilobits)
    count = 0
    with path.open("wb") as file:
        for block in gathered(blocks, rate * 10):
            file.write(encoder.encode(block.tobytes()))
            count += len(block)
        file.write(encoder.flush())
    return count


def encode_aac(path: Path, blocks: Iterable[Samples], rate: Hertz, kilobits: int) -> None:
    """Encode a chapter to AAC, to be bound later: whole frames of AAC_FRAME samples, the last one filled up with silence.
    For children of coder.py.

    The file holds the bare packets, then the size of each in two bytes and their number in four. Packets that are wrapped in
    an MP4 only to be unwrapped take half as long again to bind.
    """
    import av

    encoder: Any = av.CodecContext.create("aac", "w")
    encoder.sample_rate, encoder.format = rate, "fltp"
    _set_aac(encoder, kilobits)
    encoder.options = _AAC
    sizes = array("H")
    count = 0
    with path.open("wb") as file:

        def write(packets: Iterable[Any]) -> None:
            whole = [bytes(packet) for packet in packets]
            sizes.extend(map(len, whole))
            file.write(b"".join(whole))

        for block in gathered(blocks, AAC_BLOCK):
            lacking = -len(block) % AAC_FRAME
            whole = np.pad(block, (0, lacking)) if lacking else block
            frame = av.AudioFrame.from_ndarray(whole.reshape(1, -1), format="s16", layout="mono")
            frame.sample_rate = rate
            frame.pts = count
            count += len(whole)
            write(encoder.encode(frame))
        write(encoder.encode(None))
        file.write(sizes.tobytes())
        file.write(len(sizes).to_bytes(_COUNT_BYTES, sys.byteorder))


def _packets(part: Path) -> Iterator[Any]:
    """What `encode_aac` wrote."""
    import av

    with part.open("rb", _PART_BUFFER) as file:
        file.seek(-_COUNT_BYTES, os.SEEK_END)
        end = file.tell()
        count = int.from_bytes(file.read(), sys.byteorder)
        sizes = array("H")
        file.seek(end - sizes.itemsize * count)
        sizes.fromfile(file, count)
        file.seek(0)
        for size in sizes:
            yield av.Packet(file.read(size))


def _set_aac(encoder: Any, kilobits: int) -> None:
    """What is the same for whoever makes packets and whoever binds them."""
    encoder.layout = "mono"
    encoder.bit_rate = kilobits * 1000


def bind_m4b(path: Path, parts: list[Path], rate: Hertz, kilobits: int, chapters: list[tuple[Seconds, Seconds, str]]) -> None:
    """Join chapters of `encode_aac` into an MP4 with both chapter systems; `chapters` holds (start, end, title).

    A part's first packet holds the silence before its sound, which only the first part needs: a later one begins where the
    packet that ends the part before leaves off. Nothing is encoded twice.
    """
    import av

    marks: Any = [
        {"id": n, "start": round(a * 1000), "end": round(b * 1000), "time_base": _MILLIS, "metadata": {"title": title}}
        for n, (a, b, title) in enumerate(chapters)
    ]
    options = {"movflags": "+faststart", "brand": "M4B ", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="ipod", options=options) as container:
        container.set_chapters(marks)
        stream: Any = container.add_stream("aac", rate=rate, options=_AAC)
        _set_aac(stream, kilobits)
        place = -AAC_FRAME
        for number, part in enumerate(parts):
            for packet in islice(_packets(part), 1 if number else 0, None):
                packet.stream = stream
                packet.pts = packet.dts = place
                place += AAC_FRAME
                container.mux_one(packet)


def gathered(blocks: Iterable[Any], size: int) -> Iterator[Any]:
    """The same samples in blocks of exactly `size`, the last one shorter."""
    waiting: list[Any] = []
    length = 0
    for block in blocks:
        waiting.append(block)
        length += len(block)
        if length >= size:
            joined = np.concatenate(waiting) if len(waiting) > 1 else block
            whole = length - length % size
            for start in range(0, whole, size):
                yield joined[start : start + size]
            length -= whole
            waiting = [joined[whole:]] if length else []
    if length:
        yield np.concatenate(waiting)


_THRESHOLD = 90
"""Of 32768: about -51 dBFS. Quieter samples at the ends of a take are not speech."""
_LOOK = 4096
_KEEP_HEAD: Seconds = 0.012
_KEEP_TAIL: Seconds = 0.045


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


def resample(sound: Samples, rate: Hertz, wanted: Hertz) -> Samples:
    """The same sound at another rate."""
    if rate == wanted:
        return sound
    import av

    resampler = av.AudioResampler(format="s16", layout="mono", rate=wanted)
    frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate
    parts = [f.to_ndarray().reshape(-1) for f in [*resampler.resample(frame), *resampler.resample(None)]]
    return np.concatenate(parts).astype(np.int16)


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


def chapters(path: Path) -> list[tuple[Seconds, Seconds, str]]:
    """The chapters a file tells of: (start, end, title)."""
    import av

    with av.open(str(path)) as container:
        found = []
        for chapter in container.chapters():
            base = float(chapter["time_base"] or 0)
            found.append((chapter["start"] * base, chapter["end"] * base, str(chapter["metadata"].get("title", ""))))
        return found


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
