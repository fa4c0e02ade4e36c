"""Where names stand in a text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from narrate.script.evidence.mentions import places

WORDS = [
    "Mr.",
    "Mr",
    "J.D.",
    "JD",
    "Knightley",
    "D’Arcy",
    "Jean-Paul",
    "Jean",
    "the",
    "The",
    "old",
    "girl",
    "Duke",
    "duke",
    "\n",
    ",",
]
FORENAMES, SURNAMES = st.sampled_from(["Mr.", "J.D.", "Jean-Paul"]), st.sampled_from(["", " Knightley", " D’Arcy", " Jean"])
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
NAMES = st.sets(st.builds("{}{}".format, FORENAMES, SURNAMES) | SURNAMES.map(str.strip).filter(bool))
NOUNS = st.sets(st.sampled_from(["the girl", "the old girl", "the old", "girl", "the Duke"]))


def one_by_one(text: str, surfaces: list[str], flags: re.RegexFlag) -> list[tuple[int, int]]:
    """The same, by trying every surface everywhere."""
    found: list[tuple[int, int]] = []
    for start in range(len(text)):
        if (found and start < found[-1][1]) or re.match(r"[\w'’-]", text[max(0, start - 1) : start]):
            continue
        for surface in surfaces:
            pattern = re.escape(surface).replace(r"\ ", r"\s+").replace(r"\.", r"\.?")
            if (match := re.compile(rf"{pattern}(?!\w)", flags).match(text, start)) and match.group():
                found.append(match.span())
                break
    return found


@given(TEXTS, NAMES, NOUNS)
def test_looking_words_up_finds_what_trying_every_name_everywhere_finds(text: str, names: set[str], nouns: set[str]) -> None:
    for surfaces, flags in ((names, re.NOFLAG), (nouns, re.I)):
        longest_first = sorted(surfaces, key=lambda s: (-len(s), s))
        assert list(places(text, longest_first, flags)) == one_by_one(text, longest_first, flags)


def test_a_name_of_dots_alone_is_no_trouble() -> None:
    assert list(places("... Mr. Knightley", ["...", "Mr. Knightley"], re.NOFLAG)) == [(0, 3), (4, 17)]
