"""Files that users' reports were made into: what is heard of each, where the shared folder is there."""

from __future__ import annotations

import pytest

from narrate import readers
from narrate.cues.cutting import sentences
from narrate.script import coverage, read_through
from narrate.spoken import say
from tests.conftest import shared

RAIN = "The rain had not stopped for three days, and the river was high under the bridge."
SPRING = "Nobody in the village could remember such a spring, not even the old ferryman."
FOX = "A fox came down to the water every night and looked across to the other bank."
MILLER = "The miller shut his door and counted his sacks, and found that one was missing."
HEARD = {
    "12-note-mark-at-paragraph-end.txt": [
        "The rain had not stopped for three days.", "The river was high.", "Nobody could remember such a spring.",
    ],
    "14-first-paragraph-lost.txt": [
        "It was the worst winter that the Hales had ever known.",
        "It was the worst winter that the Dunns had ever known, too, and they had known a good many.",
        "So the two families shared a fire.",
    ],
    "35-page-numbers-become-chapters.txt": [
        "The ferryman mended his rope and said that it would hold for another year.", "Nobody believed him.",
        "On Sunday the church was full, and on Monday the church was empty again.",
        "Somebody had chalked a circle on the wall.",
    ],
    "36-ornaments.txt": [
        "The rain had not stopped for three days.", "“It will,”", "said Tom.", "“Will it?”", "asked Ann.", "“It must,”", "said Tom.",
        "It did.",
    ],
    "50-note-numbers.epub": [
        "Chapter one", "The mill burned down in the spring.", "Nobody knew why.", "The ferryman had been asleep.", "It rained.",
    ],
    "51-page-numbers.html": [
        "The Mill", "Chapter one", RAIN, "Nobody could remember such a spring.", "The miller shut his door and counted his sacks.",
    ],
    "52-page-numbers.epub": ["Chapter one", "The rain had not stopped for three days, and the river was high.", SPRING],
    "53-drop-cap-image.html": [
        "The Mill", "Chapter one", "When the water fell at last, there was a boat in the field.", "The end came soon.",
        "The miller shut his door.",
    ],
    "54-spans-run-together.epub": [
        "Chapter three", "The Boat", RAIN, "Roses are red violets are blue", "Chapter four", "The Well", SPRING,
    ],
    "55-contents-page.epub": ["Chapter one", RAIN, "Chapter two", SPRING, "Chapter three", FOX, "Chapter four", MILLER],
    "56-endnotes.epub": ["Chapter one", RAIN, SPRING, "Chapter two", FOX, MILLER],
    "57-title-is-a-picture.epub": ["Chapter One: The Door", RAIN, SPRING, "Chapter Two: The Well", FOX, MILLER],
    "58-href-in-another-case.epub": ["Chapter one", RAIN, "Chapter two", SPRING],
    "59-cover-in-the-guide.epub": ["Chapter one", RAIN, "Chapter two", SPRING],
    "60-chapter-01.epub": ["one", RAIN, "Chapter two", SPRING, "three. The Fox", FOX],
    "61-half-title-twice.epub": ["The Long Door", RAIN, "The Well", SPRING],
}  # fmt: skip
"""File → its sentences, as they are spoken."""


@pytest.mark.parametrize("name", sorted(HEARD))
def test_what_is_heard(name: str) -> None:
    script = read_through(readers.read(shared("cases") / name))
    heard = [(sentence, line.kind == "heading") for line in script.bodies() for sentence in sentences(line.text)]
    spoken = [said for sentence, heading in heard if (said := say(sentence, heading=heading))]
    assert spoken == HEARD[name]
    assert coverage(script) == 1.0


def test_words_broken_at_line_ends() -> None:
    book = readers.read(shared("cases") / "34-line-end-hyphens.txt")
    words = set(book.text.split())
    assert {"doctor", "mother-in-law", "village"} <= words
    assert not any(word.endswith("-") for word in words)


def test_a_songs_first_verse_is_sung() -> None:
    book = readers.read(shared("cases") / "14b-verse-lost.txt")
    assert not any(block.skipped for block in book.bodies())


def test_a_cover_that_only_the_guide_names() -> None:
    assert readers.read(shared("cases") / "59-cover-in-the-guide.epub").imprint.cover.startswith(b"\x89PNG")


def test_every_reported_file_is_read_whole() -> None:
    for path in sorted(shared("cases").iterdir()):
        if path.suffix != ".md":
            book = readers.read(path)
            told = "".join(book.text[block.at.start : block.at.end] for block in book.bodies())
            assert "".join(told.split()) == "".join(book.text.split()), path.name
