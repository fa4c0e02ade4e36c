"""The decoders, all PyAV: files to blocks of sound, chapters, and another sample rate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from narrate.audio import FULL_SCALE, Samples
from narrate.errors import ProofError
from narrate.units import Hertz, Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray


_FULL_SCALE = np.float32(FULL_SCALE)
_LOCAL = {"protocol_whitelist": "file"}
"""A file that only lists others, as a playlist does, fetches none of them from the network."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A sound file that is being decoded. `duration` is the container's word; `blocks` are mono, as fractions of full scale, and
    are made once."""

    rate: Hertz
    codec: str
    kilobits: int
    duration: Seconds
    blocks: Iterator[NDArray[np.float32]]


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """A file to decode from its beginning. Raises ProofError, then or while its blocks are taken, when it does not decode."""
    import av

    try:
        with av.open(str(path), options=_LOCAL) as container:
            if not container.streams.audio:
                raise ProofError(f"{path}: does not decode: there is no sound in it")
            stream = container.streams.audio[0]
            rate = int(stream.codec_context.sample_rate)
            plain = av.AudioResampler(format="fltp", layout="mono", rate=rate)
            blocks = (block for frame in container.decode(stream) for block in _mono(frame, plain))
            bits = stream.codec_context.bit_rate or container.bit_rate or 0
            duration = (container.duration or 0) / av.time_base
            yield Opened(rate, stream.codec_context.name, round(bits / 1000), duration, blocks)
    except (av.FFmpegError, IndexError, OSError) as error:
        raise ProofError(f"{path}: does not decode: {error}") from error


def _mono(frame: Any, plain: Any) -> Iterator[NDArray[np.float32]]:
    """A frame's samples; what most decoders give needs no resampler."""
    if frame.format.name == "fltp" and len(frame.planes) == 1:
        yield np.frombuffer(frame.planes[0], np.float32, frame.samples)
    elif frame.format.name == "s16" and frame.layout.nb_channels == 1:
        yield np.frombuffer(frame.planes[0], np.int16, frame.samples).astype(np.float32) / _FULL_SCALE
    else:
        yield from (part.to_ndarray()[0] for part in plain.resample(frame))


def resample(sound: Samples, rate: Hertz, target: Hertz) -> Samples:
    """The same sound at another rate."""
    if rate == target:
        return sound
    import av

    resampler = av.AudioResampler(format="s16", layout="mono", rate=target)
    frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate
    parts = [f.to_ndarray().reshape(-1) for f in [*resampler.resample(frame), *resampler.resample(None)]]
    return np.concatenate(parts).astype(np.int16)


def chapters(path: Path) -> list[tuple[Seconds, Seconds, str]]:
    """The chapters a file tells of: (start, end, title), in order of time."""
    import av

    with av.open(str(path)) as container:
        found = []
        for chapter in container.chapters():
            base = float(chapter["time_base"] or 0)
            found.append((chapter["start"] * base, chapter["end"] * base, str(chapter["metadata"].get("title", ""))))
        return sorted(found)
