"""What the narration beside a name says of its bearer's gender: the pronoun after it, and what he or she is said to be."""

from __future__ import annotations

import re
from functools import cache

from narrate.model import Gender
from narrate.script.document import Document
from narrate.script.lexicon import kin, nouns

Votes = dict[str, tuple[int, int]]
"""For each surface, how much speaks for a woman and for a man."""
_PRONOUN = re.compile(r"\b(he|his|himself|she|her|hers|herself)\b", re.I)
_REACH = 120
"""Characters."""
_SURE = 3
"""What "Mabbott, who had been butler" and "Iyer pulled herself up" weigh in pronouns: 66 of 70 such nouns in 16 novels and 291 of
305 such pronouns tell the gender rightly, of the pronouns after a name three quarters."""
_REFLEXIVE = re.compile(r"\s+(?!(?:and|but|or|as|all)\b)(?:\w+\s+){1,5}?(himself|herself)\b")


def gender_votes(document: Document, places: list[tuple[int, int, str]]) -> Votes:
    """The votes of the first pronoun after each name, which stands at most 120 characters ahead and before the next name, and of
    nouns. `places` holds (start, end, surface) in order."""
    votes: dict[str, list[int]] = {}
    starts = [start for start, _, _ in places]
    for number, (_, end, surface) in enumerate(places):
        limit = min(end + _REACH, starts[number + 1] if number + 1 < len(starts) else end + _REACH)
        ahead = document.narration[end:limit].split("\n\n")[0]
        if pronoun := _PRONOUN.search(ahead):
            votes.setdefault(surface, [0, 0])[pronoun.group(1).lower() in {"he", "his", "himself"}] += 1
        if being := _being().match(ahead):
            votes.setdefault(surface, [0, 0])[_gendered_nouns()[being.group().split()[-1]] == "male"] += _SURE
        if reflexive := _REFLEXIVE.match(ahead):
            votes.setdefault(surface, [0, 0])[reflexive[1] == "himself"] += _SURE
    return {surface: (female, male) for surface, (female, male) in votes.items()}


@cache
def _gendered_nouns() -> dict[str, Gender]:
    """Nouns of one gender; "the pleasure was general" is of nobody."""
    return {noun: gender for noun, gender in (kin() | nouns()).items() if gender != "unknown" and noun != "general"}


@cache
def _being() -> re.Pattern[str]:
    """What follows a name and says who that is: ", the butler,", ", who had been a nurse", " was a tall man"."""
    noun = "|".join(sorted(map(re.escape, _gendered_nouns()), key=len, reverse=True))
    adjectives = r"(?:[a-z-]+\s+){0,2}?"
    appositive = rf",\s+(?:the|an?|his|her|their)\s+{adjectives}(?:{noun})\b(?=[,.;:])"
    clause = rf"(?:,\s+who)?\s+(?:was|is|had\s+been)\s+(?:(?:the|an?|his|her)\s+)?{adjectives}(?:{noun})\b(?![’'-])"
    return re.compile(rf"{appositive}|{clause}")
