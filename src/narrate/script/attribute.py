"""Who says each line, and why: the rules are asked turn by turn, the roster is counted, the script is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import cast

from narrate.model import NARRATOR, Age, Book, Chapter, Character, Line, Script, Segment, Span
from narrate.script.aliases import join_by_calls, join_by_first_call, join_by_turns, join_halves, known_speakers
from narrate.script.epithets import join_epithets
from narrate.script.nominals import add_unnamed, name_the_addressed
from narrate.script.pages import lay_out
from narrate.script.roster import Person, Roster, age_of, gather
from narrate.script.rules import ORDER, Desk, Verdict
from narrate.script.tags import SPOKEN

TAG_WINS = 0.7
"""A tag that names its speaker is overruled only by a ranker surer than this (it knows that "the girl" is Nancy)."""
_PLAIN = frozenset({"said", "I said", "introduced", "continued", "parent"})
UNNAMED = "Somebody"
"""The speaker of quotations in a story where nobody is named at all."""


@dataclass
class Study:
    """A book read for its speakers: everything on the desk, and the rules' verdict for each turn."""

    desk: Desk
    verdicts: list[Verdict | None]


def study(book: Book[Segment]) -> Study:
    """Find the people, read the signs, ask the rules."""
    pages = lay_out(book)
    roster = gather(pages)
    add_unnamed(pages, roster)
    name_the_addressed(pages, roster)
    desk = Desk.set_up(pages, roster)
    if join_epithets(desk):
        desk = Desk.set_up(pages, roster)
    for join in (join_by_first_call, join_by_calls, join_by_turns, join_halves):
        if join(desk, known_speakers(desk)):
            desk = Desk.set_up(pages, roster)
    return Study(desk, decide(desk))


def attribute(book: Book[Segment]) -> Script:
    """The script of a split book: a line for every segment, and the roster with its line counts."""
    found = study(book)
    return script_of(book, found, _ranked(found) if book.language == "en" else None)


def script_of(book: Book[Segment], found: Study, ranked: list[tuple[int, float]] | None) -> Script:
    """The script from a study and, for each turn, the ranker's person and sureness; without them the rules decide."""
    verdicts: list[Verdict | None] = found.verdicts
    if ranked is not None:
        verdicts = [_explained(found, n, *choice) for n, choice in enumerate(ranked)]
    return _script(book, found.desk.roster, _by_segment(found.desk, verdicts))


def _ranked(found: Study) -> list[tuple[int, float]] | None:
    """The ranker's choice for every turn; None where there is nobody to choose from."""
    if not found.desk.pages.turns or any(verdict is None for verdict in found.verdicts):
        return None
    from narrate.script.features import Looker
    from narrate.script.ranker import load

    looker = Looker(found.desk, [(v.person, v.confidence) if v else None for v in found.verdicts])
    return load().rank(looker, looker.table())


def _explained(found: Study, number: int, person: int, sure: float) -> Verdict:
    """The ranker's choice in the words of the first rule that agrees with it, else as what it is: all signs weighed."""
    verdict = found.verdicts[number]
    if verdict is not None and verdict.rule in _PLAIN and verdict.person != person and sure < TAG_WINS:
        return Verdict(verdict.person, verdict.rule, sure, verdict.evidence)
    if verdict is None or verdict.person != person:
        agreeing = (v for rule in ORDER if (v := rule(found.desk, number)) is not None and v.person == person)
        verdict = next(agreeing, None)
    if verdict is not None:
        return Verdict(person, verdict.rule, sure, verdict.evidence)
    return Verdict(person, "conversation", sure, f"fits best between the turns around it: {_around(found, number)}")


def _around(found: Study, number: int) -> str:
    people = found.desk.roster.people
    shown = []
    for other in (number - 1, number + 1):
        verdict = found.verdicts[other] if 0 <= other < len(found.verdicts) else None
        if verdict is not None:
            shown.append(f"{people[verdict.person].name} {'before' if other < number else 'after'}")
    return ", ".join(shown) or "nobody else speaks near"


def decide(desk: Desk) -> list[Verdict | None]:
    """One verdict a turn, in reading order, each seeing the speakers before it."""
    verdicts: list[Verdict | None] = []
    for number in range(len(desk.pages.turns)):
        verdict = next((v for rule in ORDER if (v := rule(desk, number)) is not None), None)
        verdicts.append(verdict)
        desk.speakers.append(verdict.person if verdict else None)
    return verdicts


def _by_segment(desk: Desk, verdicts: list[Verdict | None]) -> dict[int, Verdict]:
    """A quotation has its turn's speaker unless its own tag names somebody else."""
    found: dict[int, Verdict] = {}
    for turn, verdict in zip(desk.pages.turns, verdicts, strict=True):
        for q in turn.quotes:
            own = next(
                (t for t in desk.tags[q] if t.kind in SPOKEN and t.subject == "name" and len(t.numbers) == 1),
                None,
            )
            decided = verdict
            if own and verdict and own.numbers[0] != verdict.person and turn.first != q:
                decided = Verdict(own.numbers[0], "said", 0.8, f"{own.verb} {own.surface}")
            if decided:
                found[desk.pages.quotes[q].segment] = decided
    return found


def _script(book: Book[Segment], roster: Roster, verdicts: dict[int, Verdict]) -> Script:
    chapters: list[Chapter[Line]] = []
    counts: Counter[str] = Counter()
    index = 0
    for chapter in book.chapters:
        lines: list[Line] = []
        for segment in chapter.body:
            line = _line(segment, roster, verdicts.get(index))
            counts[line.speaker] += line.kind == "dialogue"
            lines.append(line)
            index += 1
        chapters.append(Chapter(chapter.number, chapter.title, tuple(lines)))
    speaking = [p for p in roster.people if counts[p.name]]
    characters = [_character(p, counts[p.name]) for p in speaking]
    if counts[UNNAMED]:
        characters.append(Character(UNNAMED, lines=counts[UNNAMED]))
    characters.sort(key=lambda c: (-c.lines, c.name))
    return Book(
        book.title,
        book.author,
        book.language,
        tuple(chapters),
        book.source,
        book.text,
        tuple(characters),
        book.skipped,
        book.notes,
    )


def _line(segment: Segment, roster: Roster, verdict: Verdict | None) -> Line:
    text = segment.text.strip()
    start = segment.at.start + len(segment.text) - len(segment.text.lstrip())
    at = Span(start, start + len(text))
    if segment.kind != "dialogue":
        return Line(NARRATOR, text, segment.kind, at, segment.kind, 1.0, "", segment.paragraph, segment.after_break)
    if verdict is None:
        return Line(UNNAMED, text, "dialogue", at, "nobody named", 0.0, "", segment.paragraph, segment.after_break)
    name = roster.people[verdict.person].name
    return Line(
        name,
        text,
        "dialogue",
        at,
        verdict.rule,
        round(verdict.confidence, 3),
        verdict.evidence,
        segment.paragraph,
        segment.after_break,
    )


def _character(person: Person, lines: int) -> Character:
    aliases = tuple(sorted(s for s in person.surfaces if s != person.name))
    return Character(person.name, aliases, person.gender, cast(Age, age_of(person)), lines)
