from __future__ import annotations

import io
import subprocess
import sys

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


def test_a_picture_of_too_many_pixels_is_no_cover() -> None:
    huge = io.BytesIO()
    Image.new("RGB", (6000, 6000)).save(huge, "PNG")
    assert as_jpeg(huge.getvalue()) == b""


def test_the_process_that_unpacks_may_take_so_much_memory_and_no_more() -> None:
    code = "import narrate.covers as c; c.MEMORY = 200 << 20; c.main()"
    wide = png(4900, 4900)
    held = subprocess.run([sys.executable, "-c", code], input=wide, capture_output=True, check=False)
    assert held.stdout == b"" and b"Traceback" not in held.stderr
    assert as_jpeg(wide)
