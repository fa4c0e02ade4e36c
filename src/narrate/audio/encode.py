"""AAC and MP4 through PyAV; MP3 has a module of its own."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from narrate.audio import Samples, gathered
from narrate.units import Hertz, Seconds

AAC_FRAME = 1024
"""Samples that an AAC packet stands for."""
AAC_BLOCK = 64 * AAC_FRAME
"""Samples that the encoder is given at a time: eight frames at a time take a tenth longer, more than 64 no less."""
_AAC = {"aac_coder": "fast", "flags": "+bitexact"}
_COUNT_BYTES, _PART_BUFFER = 4, 1 << 20
_MILLIS = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Coding:
    """How a stream is encoded: `kilobits` are a second's, `language` is three letters."""

    rate: Hertz
    kilobits: int
    language: str = "und"


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


def bind_m4b(path: Path, parts: list[Path], coding: Coding, chapters: list[tuple[Seconds, Seconds, str]]) -> None:
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
        stream: Any = container.add_stream("aac", rate=coding.rate, options=_AAC)
        stream.metadata["language"] = coding.language
        _set_aac(stream, coding.kilobits)
        place = -AAC_FRAME
        for number, part in enumerate(parts):
            for packet in islice(_packets(part), 1 if number else 0, None):
                packet.stream = stream
                packet.pts = packet.dts = place
                place += AAC_FRAME
                container.mux_one(packet)
