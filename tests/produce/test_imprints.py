"""What voices.yaml says of a book's publication, in place of what its file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.config import Publication, load
from narrate.engines import PALETTE
from narrate.errors import ConfigError
from narrate.model import Book, Contributor, Imprint
from narrate.produce.imprints import with_publication

FILE = Imprint(
    "Press",
    "1899-01-01",
    "Boxes",
    b"old",
    (Contributor("Ann Bell"), Contributor("Ty Dough", "trl"), Contributor("Su Bake", "nrt")),
)
BOOK = Book("The Door", "Ann Bell", "en", (), imprint=FILE)


def said(tmp_path: Path, text: str) -> Publication:
    file = tmp_path / "voices.yaml"
    file.write_text(f"stories:\n  x:\n    {text}\n", encoding="utf-8")
    return load(file, PALETTE, ["scratch"]).story("x", "scratch").publication


def test_what_nobody_says_stays_but_for_another_recordings_narrator() -> None:
    found = with_publication(BOOK, Publication(), "x")
    assert (found.title, found.author, found.language) == ("The Door", "Ann Bell", "en")
    assert found.imprint.names_of("trl") == ("Ty Dough",) and found.imprint.names_of("nrt") == ()
    assert (found.imprint.year, found.imprint.series, found.imprint.cover) == ("1899", "Boxes", b"old")


def test_everything_can_be_said_better(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    lines = (
        "title: A",
        'author: "Jo Day; Mo Fry"',
        "series: {name: Loaves, number: 2.0}",
        "description: Hot.",
        "cover: a.png",
        "language: de",
        "year: 812",
        "narrators: [Una, Duo]",
    )
    found = with_publication(BOOK, said(tmp_path, "\n    ".join(lines)), "x")
    imprint = found.imprint
    assert (found.title, found.author, found.language) == ("A", "Jo Day, Mo Fry", "de")
    assert (imprint.names_of("aut"), imprint.names_of("trl"), imprint.names_of("nrt")) == (
        ("Jo Day", "Mo Fry"),
        ("Ty Dough",),
        ("Una", "Duo"),
    )
    assert (imprint.series, imprint.description, imprint.year, imprint.publisher) == ("Loaves #2", "Hot.", "0812", "Press")
    assert imprint.cover.endswith(b"and so on")


def test_an_author_that_only_the_text_names_is_a_person_too() -> None:
    found = with_publication(Book("The Door", "Ann Bell & Jo Day", "en", ()), Publication(), "x")
    assert found.imprint.names_of("aut") == ("Ann Bell", "Jo Day")


@pytest.mark.parametrize(
    "name, told", [("no.png", "no such file"), ("x.txt", "not a JPEG"), (".", "a folder"), ("/dev/zero", "a device")]
)
def test_a_cover_that_is_none_is_told_with_its_place(name: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("words")
    with pytest.raises(ConfigError, match=rf"voices.yaml:3:12: cover: .*{told}"):
        with_publication(BOOK, said(tmp_path, f"cover: {name}"), "x")


@pytest.mark.parametrize("text", ["year: 99999", "language: English", "series: {number: 2}", "narrators: Ann"])
def test_mistakes_are_told_with_their_place(text: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"voices.yaml:3:\d+: stories\.x"):
        said(tmp_path, text)
