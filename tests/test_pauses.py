from __future__ import annotations

import pytest

from narrate.model import Line, Span
from narrate.pauses import Pauses

PAUSES = Pauses(sentence=0.6, paragraph=0.9, speaker=0.5, tag=0.2, scene=1.6, heading=1.2)
ORDINARY = "She had walked as far as the mill, and the rain was over by that time."


def said(text: str, paragraph: int = 0) -> Line:
    return Line(speaker="Olga", text=text, kind="dialogue", at=Span(0, 0), rule="", confidence=1.0, paragraph=paragraph)


def told(text: str, paragraph: int = 0) -> Line:
    return Line(speaker="Narrator", text=text, kind="narration", at=Span(0, 0), rule="", confidence=1.0, paragraph=paragraph)


def after(line: Line, following: Line | None) -> float:
    return PAUSES.after(line, following, line.text)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        (said("“Come in,”"), told("said Olga.")),
        (said("“Come in!”"), told("she cried.")),
        (said("“Is it you?”"), told(" asked Olga.")),
        (said("‘If it is late —’"), told("He shook his head.")),
        (said("“Never--”"), told("She turned.")),
        (told("She said:"), said("“Come in.”")),
        (told("She nodded, and whispered,"), said("“Now.”")),
    ],
)
def test_a_tag_is_part_of_its_sentence(line: Line, following: Line) -> None:
    assert after(line, following) == PAUSES.tag


@pytest.mark.parametrize(
    ("line", "following", "pause"),
    [
        (told(ORDINARY), said("“Yes.”"), PAUSES.speaker),
        (told(ORDINARY), said("“Yes.”", paragraph=1), PAUSES.paragraph),
        (said(f"“{ORDINARY}”"), told("Nobody answered."), PAUSES.speaker),
        (told(ORDINARY), None, 0.0),
        (
            Line(speaker="Narrator", text="One", kind="heading", at=Span(0, 0), rule="", confidence=1.0),
            told("It rained.", 1),
            PAUSES.heading,
        ),
        (
            told(ORDINARY),
            Line(
                speaker="Narrator",
                text="Later.",
                kind="narration",
                at=Span(0, 0),
                rule="",
                confidence=1.0,
                evidence="",
                paragraph=1,
                after_break=True,
            ),
            PAUSES.scene,
        ),
    ],
)
def test_what_ends_says_how_long_it_is_quiet(line: Line, following: Line | None, pause: float) -> None:
    assert after(line, following) == pytest.approx(pause, rel=0.02)


def test_a_long_sentence_is_followed_by_a_longer_pause_within_bounds() -> None:
    pauses = [PAUSES.within("word " * count + "end.") for count in (0, 1, 3, 10, 30, 60, 200)]
    assert pauses == sorted(pauses)
    assert pauses[0] == pytest.approx(0.7 * PAUSES.sentence) and pauses[-1] == pytest.approx(1.3 * PAUSES.sentence)


def test_what_trails_off_is_left_to_sound_and_what_is_cut_at_a_clause_goes_on() -> None:
    assert PAUSES.within("She looked at the sea…") > PAUSES.within("She looked at the sea.")
    assert PAUSES.within("She looked at the long grey sea,") == PAUSES.tag
