from __future__ import annotations

import io
import subprocess
import sys

import pytest
from PIL import Image

from narrate.covers import LARGEST, as_jpeg, drawn
from narrate.covers.drawn import SIDE
from narrate.covers.lettering import LEADING, Lettering, readable
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


@pytest.mark.parametrize(
    "title, author, language",
    [("The Door", "Ann Bell", "en"), ("Дверь", "", "ru"), ("الباب – 1001", "سمر", "ar"), ("门", "安", "zh")],
)
def test_a_cover_is_drawn_in_any_script(title: str, author: str, language: str) -> None:
    made = drawn(title, author, language)
    assert made == drawn(title, author, language), "the same words give the same bytes"
    with Image.open(io.BytesIO(made)) as found:
        assert (found.format, found.size) == ("JPEG", (SIDE, SIDE))
        inside, frame = found.convert("L").crop((200, 200, 2200, 1600)), found.convert("L").crop((0, 0, 100, SIDE))
    assert inside.getextrema()[1] > 200, "there are letters"
    assert frame.getextrema()[1] < 100, "and none outside the frame"


def test_a_title_that_is_cut_says_so() -> None:
    title = "What the ferryman told nobody " * 10
    assert drawn(title, "", "en") != drawn(title[:240], "", "en")
    assert drawn(title, "", "en") == drawn(f"{title[:239].rstrip()}…", "", "en")


@pytest.mark.parametrize("title", ["Pride and Prejudice in Three", "Преступление и наказание в трёх частях"])
def test_no_line_is_much_shorter_than_the_others(title: str) -> None:
    _, lines = Lettering(650, "en").fit(title, 1800, 1100, range(300, 39, -10))
    assert len(lines) > 1 and min(map(len, lines)) > 0.5 * max(map(len, lines))


def test_what_no_font_has_is_not_drawn() -> None:
    assert drawn("\U00012000\U00012001", "", "en") == drawn("   ", "Ann", "en") == b""
    assert readable("The Door ☃") and not readable("\U00012000")


@pytest.mark.parametrize(
    "text",
    [
        "Word",
        "x" * 240,
        "Two words " * 20,
        "天地玄黄、宇宙洪荒。" * 20,
        "ال" * 100,
        "Ein Donaudampfschifffahrtsgesellschaftskapitän",
    ],
)
def test_lines_fit_their_box_whatever_is_written(text: str) -> None:
    letters = Lettering(650, "en")
    size, lines = letters.fit(text, 1800, 1100, range(300, 39, -10))
    assert all(letters._width(line, size) <= 1800 for line in lines)
    assert len(lines) * size * LEADING <= 1100 and size >= 40
    assert lines[-1].endswith("…") or "".join("".join(lines).split()) == "".join(text.split())
