from __future__ import annotations

from dataclasses import replace

import pytest

from narrate.model import Book, Chapter, Cue, Voice
from narrate.produce.ledger import Ledger, Length
from narrate.produce.lengths import chapter_length, chapter_lengths

VOICE = Voice("scratch", "narrator")


def chapter(number: int, text: str) -> Chapter[Cue]:
    return Chapter(
        number, str(number), (Cue(key=text, text=text, voice=VOICE, speaker="Narrator", pause=0.5, line=number, shown=text),)
    )


FIRST, SECOND = chapter(1, "The mill stood still that year. " * 9), chapter(2, "Nobody asked the miller why. " * 4)
SHEET = Book("Mill", "", "en", (FIRST, SECOND))
NOTHING = Ledger({}, ())


def test_nothing_measured_is_as_the_voices_pace_says() -> None:
    assert list(chapter_lengths(SHEET.chapters, NOTHING, NOTHING.outdated(SHEET))) == [
        chapter_length(FIRST),
        chapter_length(SECOND),
    ]


def test_a_chapter_that_is_as_it_was_lasts_as_long_as_it_did_and_others_by_as_much_longer() -> None:
    before = NOTHING.rendered(SHEET, SHEET.chapters, ()).lasting({1: Length(22.0, 20.0)})
    edited = replace(SHEET, chapters=(FIRST, chapter(2, "Nobody asked the miller anything. " * 5)))
    first, second = chapter_lengths(edited.chapters, before, before.outdated(edited))
    assert first == 22.0
    assert second == pytest.approx(1.1 * chapter_length(edited.chapters[1]))


def test_what_is_known_of_other_chapters_stays() -> None:
    before = NOTHING.rendered(SHEET, SHEET.chapters, ()).lasting({1: Length(22.0, 20.0)}).lasting({2: Length(9.0, 10.0)})
    assert before.lengths == (Length(22.0, 20.0), Length(9.0, 10.0))
