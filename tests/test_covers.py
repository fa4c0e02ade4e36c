from __future__ import annotations

import io

from PIL import Image

from narrate.covers import LARGEST, as_jpeg
from tests.conftest import shared


def png(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", (width, height), (200, 30, 30, 128)).save(made, "PNG")
    return made.getvalue()


def test_any_picture_becomes_a_moderate_jpeg() -> None:
    with Image.open(io.BytesIO(as_jpeg(png(3200, 1000)))) as found:
        assert (found.format, found.size) == ("JPEG", (LARGEST, 500))


def test_what_is_no_picture_is_no_cover() -> None:
    assert as_jpeg(b"") == as_jpeg(b"no picture") == as_jpeg(png(5, 5)[:40]) == b""


def test_a_bomb_is_no_cover() -> None:
    assert as_jpeg((shared("inputs/hostile") / "pngbomb_50000.png").read_bytes()) == b""
