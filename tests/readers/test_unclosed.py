"""What is left open is no end of a story: a browser shows what follows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate import readers
from tests import books

FIRST, LAST = "The lamp was lit.", "“Come in,” said Maria."


@pytest.mark.parametrize(
    "tag", ["svg><foreignObject", "object", "object/", "button", "form", "label", "nav", "select", "textarea", "rt"]
)
@pytest.mark.parametrize("file", ["odd.html", "odd.epub"])
def test_what_follows_an_element_that_nothing_closes_is_read(tmp_path: Path, tag: str, file: str) -> None:
    body = f"<p>{FIRST}</p><{tag}>x<p>Nobody came.</p><p>{LAST}</p>"
    data = books.epub({"x": body}) if file == "odd.epub" else f"<html><body>{body}</body></html>".encode()
    (tmp_path / file).write_bytes(data)
    found = [block.text for block in readers.read(tmp_path / file).bodies() if not block.skipped]
    assert (found[0], found[-1]) == (FIRST, LAST)


def test_what_is_closed_is_set_aside_and_may_hold_the_page(tmp_path: Path) -> None:
    ruby = "<ruby>漢<rt>kan</ruby>"
    menu = "<select><option>One<option>Two</select><svg><text>b</text><path/></svg><object>c</object>"
    (tmp_path / "odd.html").write_text(f"<form><p>{FIRST} {ruby}</p>{menu}<p>{LAST}</p><button>Send</button></form>")
    found = [block.text for block in readers.read(tmp_path / "odd.html").bodies() if not block.skipped]
    assert found == [f"{FIRST} 漢", LAST]
