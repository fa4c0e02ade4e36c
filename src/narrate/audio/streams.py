"""Opus and FLAC, each a whole file that FFmpeg's own container writes; the tags come later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from narrate.audio import Samples, gathered
from narrate.audio.encode import encode_aac
from narrate.units import Hertz

OPUS_RATE: Hertz = 48_000
"""The only rate of Opus that holds all of speech; what comes at another is resampled."""
_OPUS = {"application": "audio", "frame_duration": "60", "compression_level": "5", "flags": "+bitexact"}
"""Packets of 60 ms: a fifth smaller than those of 20 ms, and for speech as good. "voip" filters speech, which takes up to a
decibel from its loudness, and takes four times as long."""
_FLAC = {"compression_level": "5", "flags": "+bitexact"}
_SECONDS = 10
"""At a time."""


def encode_opus(path: Path, blocks: Iterable[Samples], rate: Hertz, kilobits: int) -> None:
    """Encode to Ogg Opus at about so many kilobits a second; exactly the samples that came are played. For children of
    coder.py."""
    _encode(path, "libopus", _resampled(blocks, rate, OPUS_RATE), {**_OPUS, "b": str(kilobits * 1000)})


def encode_flac(path: Path, blocks: Iterable[Samples], rate: Hertz, kilobits: int) -> None:
    """Encode to FLAC, which loses nothing and has the size it has. For children of coder.py."""
    _encode(path, "flac", _resampled(blocks, rate, rate), _FLAC)


ENCODERS: dict[str, Callable[[Path, Iterable[Samples], Hertz, int], None]] = {
    "aac": encode_aac,
    "flac": encode_flac,
    "opus": encode_opus,
}


def _resampled(blocks: Iterable[Samples], rate: Hertz, target: Hertz) -> Iterator[Any]:
    """Frames at the wanted rate."""
    import av

    resampler = av.AudioResampler(format="s16", layout="mono", rate=target)
    place = 0
    for block in gathered(blocks, rate * _SECONDS):
        frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts = rate, place
        place += len(block)
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _encode(path: Path, codec: str, frames: Iterator[Any], options: dict[str, str]) -> None:
    import av

    first = next(frames)
    form = {"libopus": "opus"}.get(codec, codec)
    with av.open(str(path), "w", format=form, options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream(codec, rate=first.sample_rate, options=options)
        stream.layout, stream.format = "mono", "s16"
        for frame in chain([first], frames):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
