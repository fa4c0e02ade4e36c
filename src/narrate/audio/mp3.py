"""MP3 through lameenc, three times as fast as FFmpeg's way, with the Info frame that lameenc leaves out.

That first frame tells a decoder how many samples the encoder put before and after the sound, so that exactly what was
recorded is played; without it every file begins two frames late.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from narrate.audio import Samples, gathered
from narrate.units import Hertz

MP3_QUALITY = 5
"""lameenc: 0 best and slowest, 9 fastest; 5 encodes 364 times faster than real time at 22.05 kHz."""
_DELAY = 576
"""Samples that LAME puts before the sound (ENCDELAY in its encoder.h)."""
_MPEG_1_FROM: Hertz = 32_000
_KILOBITS = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Of a second, by bitrate index from 1, in layer III of MPEG 1 and of MPEG 2 (ISO 11172-3, 13818-3)."""
_HEADER, _XING, _LAME = 4, 120, 36
"""Bytes of a frame's header, of the Info part and of LAME's part in it."""
_HAS_ALL, _CONSTANT = 15, 1
_UNPROTECTED, _RATE_BITS = 1, 0x0C


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
    """Encode to a constant-bit-rate MP3 without tags; the number of samples written, which a decoder that knows the Info
    frame plays, no more and no less."""
    encoder, info = mp3_encoder(rate, kilobits), _Info(rate, kilobits)
    with path.open("wb") as file:
        file.write(bytes(info.size))
        for block in gathered(blocks, rate * 10):
            file.write(info.counted(encoder.encode(block.tobytes()), len(block)))
        file.write(info.counted(encoder.flush(), 0))
        file.seek(0)
        file.write(info.frame())
    return info.samples


class _Info:
    """The Info frame of a stream, which has to pass through here first."""

    def __init__(self, rate: Hertz, kilobits: int) -> None:
        import anycrc

        mpeg_1 = rate >= _MPEG_1_FROM
        self._frame_samples, self._side_info = (1152, 17) if mpeg_1 else (576, 9)
        self._bytes_a_frame = self._frame_samples * kilobits * 125 / rate
        self._end = _HEADER + self._side_info + _XING + _LAME
        sizes = {index: self._frame_samples * k * 125 // rate for index, k in enumerate(_KILOBITS[mpeg_1], 1) if k >= kilobits}
        self._index, self.size = next((index, size) for index, size in sizes.items() if size >= self._end)
        self._kilobits, self._crc = kilobits, anycrc.Model("CRC16-ARC")
        self._first, self._bytes, self._digest = b"", 0, 0
        self.samples = 0

    def counted(self, stream: bytes, samples: int) -> bytes:
        """The next bytes of the stream, as they are, that so many samples went into."""
        self._first = self._first or stream[:_HEADER]
        self._digest = self._crc.calc(stream, self._digest)
        self._bytes += len(stream)
        self.samples += samples
        return stream

    def frame(self) -> bytes:
        """The frame, as long as it was said to be."""
        frames = round(self._bytes / self._bytes_a_frame)
        padding = frames * self._frame_samples - _DELAY - self.samples
        sync, version, rate, mode = self._first
        header = bytes([sync, version | _UNPROTECTED, self._index << 4 | rate & _RATE_BITS, mode])
        toc = bytes(256 * percent // 100 for percent in range(100))
        whole = self._bytes + self.size
        parts = [
            header, bytes(self._side_info),
            b"Info", _number(_HAS_ALL, 4), _number(frames, 4), _number(whole, 4), toc, _number(100 - 10 * MP3_QUALITY, 4),
            b"LAME3.100", _number(_CONSTANT, 1), bytes(1 + 4 + 2 + 2 + 1), _number(min(self._kilobits, 255), 1),
            _number(_DELAY << 12 | padding, 3), bytes(1 + 1 + 2), _number(whole, 4), _number(self._digest, 2),
        ]  # fmt: skip
        tag = b"".join(parts)
        return (tag + _number(self._crc.calc(tag), 2)).ljust(self.size, b"\0")


def _number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "big")
