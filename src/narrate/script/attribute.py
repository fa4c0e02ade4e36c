"""Who says each line, and why: the rules are asked turn by turn, the roster is counted, the script is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import cast

from narrate.model import NARRATOR, Age, Book, Chapter, Character, Line, Script, Segment, Span
from narrate.script.corrections import Told, hold, put_right
from narrate.script.document import lay_out
from narrate.script.evidence.modes import modes
from narrate.script.evidence.subjects import SPOKEN
from narrate.script.evidence.turn_bounds import goings_on, partings
from narrate.script.identity.aliases import (
    join_by_calls,
    join_by_first_call,
    join_by_turns,
    join_halves,
    join_short_forms,
    join_the_called,
    known_speakers,
)
from narrate.script.identity.epithets import join_epithets
from narrate.script.identity.unnamed import add_unnamed, is_anybody, name_the_addressed
from narrate.script.languages import generic as abroad
from narrate.script.names.clustering import gather
from narrate.script.names.roster import Person, Roster, age_of
from narrate.script.rules import ORDER, Desk, Verdict
from narrate.script.written import as_written

TAG_WINS, NOUN_WINS = 0.85, 0.0
"""A tag that names its speaker is overruled only by a ranker surer than this. A common noun is no name: the ranker
may know that "the girl" is Nancy."""
_PLAIN = frozenset({"said", "I said", "introduced", "parent", "revealed"})
UNNAMED = "Somebody"
"""The speaker of quotations in a story where nobody is named at all."""


@dataclass
class Study:
    """A book read for its speakers: everything on the desk, and the rules' verdict for each turn."""

    desk: Desk
    verdicts: list[Verdict | None]
    held: dict[int, int]
    """Quotation → the person a correction gives it to."""
    where: str = ""


def study(book: Book[Segment], told: Told) -> Study:
    """Find the people, read the signs, ask the rules."""
    pages = lay_out(book)
    if book.language != "en":
        roster, desk = abroad.set_up(pages)
        put_right(roster, told)
        held = hold(pages, roster, told)
        return Study(desk, decide(desk, _turns_of(desk, held)), held, told.where)
    roster = gather(pages)
    add_unnamed(pages, roster)
    name_the_addressed(pages, roster)
    put_right(roster, told)
    desk = Desk.set_up(pages, roster)
    desk = Desk.set_up(pages.parted(partings(desk)), roster)
    if more := goings_on(desk):
        desk = Desk.set_up(desk.pages.joined(more), roster)
    pages = desk.pages
    if join_epithets(desk):
        desk = Desk.set_up(pages, roster)
    for join in (join_by_first_call, join_short_forms, join_by_calls, join_by_turns, join_halves):
        if join(desk, known_speakers(desk)):
            desk = Desk.set_up(pages, roster)
    guessed = [verdict.person if verdict else None for verdict in decide(desk, {})]
    if join_the_called(desk, known_speakers(desk), guessed):
        desk = Desk.set_up(pages, roster)
    put_right(roster, told)
    held = hold(pages, roster, told)
    if held:
        desk = Desk.set_up(pages, roster)
    return Study(desk, decide(desk, _turns_of(desk, held)), held, told.where)


def attribute(book: Book[Segment], told: Told) -> Script:
    """The script of a split book: a line for every segment, and the roster with its line counts."""
    if any(segment.speaker for segment in book.bodies()):
        return as_written(book, told)
    found = study(book, told)
    return script_of(book, found, _ranked(found) if book.language == "en" else None)


def _turns_of(desk: Desk, held: dict[int, int]) -> dict[int, int]:
    """Turn → person, for the turns of which the first quotation is held, or one that goes on from the paragraph before."""
    quotes = desk.pages.quotes
    found: dict[int, int] = {}
    for number, turn in enumerate(desk.pages.turns):
        begun = (q for q in turn.quotes if q in held and (q == turn.first or not quotes[q - 1].closes))
        if (first := next(begun, None)) is not None:
            found[number] = held[first]
    return found


def script_of(book: Book[Segment], found: Study, ranked: list[tuple[int, float]] | None) -> Script:
    """The script from a study and, for each turn, the ranker's person and sureness; without them the rules decide."""
    verdicts: list[Verdict | None] = found.verdicts
    if ranked is not None:
        verdicts = [_explained(found, n, *choice) for n, choice in enumerate(ranked)]
    return _script(book, found, _by_segment(found, verdicts))


def _ranked(found: Study) -> list[tuple[int, float]] | None:
    """The ranker's choice for every turn; None where there is nobody to choose from."""
    if not found.desk.pages.turns or any(verdict is None for verdict in found.verdicts):
        return None
    from narrate.script.ranking.candidates import DialogueIndex
    from narrate.script.ranking.ranker import load

    held = _turns_of(found.desk, found.held)
    index = DialogueIndex(found.desk, [(v.person, v.confidence) if v else None for v in found.verdicts], held)
    return load().rank(index, held)


def _explained(found: Study, number: int, person: int, sure: float) -> Verdict:
    """The ranker's choice in the words of the first rule that agrees with it, else as what it is: all signs weighed."""
    verdict = found.verdicts[number]
    if verdict is not None and verdict.rule in _PLAIN and verdict.person != person:
        wins = NOUN_WINS if is_anybody(found.desk.pages, found.desk.roster.people[verdict.person]) else TAG_WINS
        if sure < wins:
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


def decide(desk: Desk, held: dict[int, int]) -> list[Verdict | None]:
    """One verdict a turn, in reading order, each seeing the speakers before it. `held` turns are decided already."""
    verdicts: list[Verdict | None] = []
    desk.speakers.clear()
    for number in range(len(desk.pages.turns)):
        if number in held:
            verdicts.append(Verdict(held[number], "corrected", 1.0, ""))
            desk.speakers.append(held[number])
            continue
        verdict = next((v for rule in ORDER if (v := rule(desk, number)) is not None), None)
        verdicts.append(verdict)
        desk.speakers.append(verdict.person if verdict else None)
    return verdicts


def _by_segment(study: Study, verdicts: list[Verdict | None]) -> dict[int, Verdict]:
    """A quotation has its turn's speaker unless its own tag, or a person, names somebody else."""
    desk = study.desk
    found: dict[int, Verdict] = {}
    for turn, verdict in zip(desk.pages.turns, verdicts, strict=True):
        for q in turn.quotes:
            own = next(
                (t for t in desk.tags[q] if t.kind in SPOKEN and t.subject == "name" and len(t.numbers) == 1),
                None,
            )
            decided = verdict
            if own and desk.roster.people[own.numbers[0]].nominal:
                own = None  # "thought the poor child" is Alice, who has been speaking
            if own and verdict and own.numbers[0] != verdict.person and turn.first != q:
                decided = Verdict(own.numbers[0], "said", 0.8, f"{own.verb} {own.surface}")
            if q in study.held:
                decided = Verdict(study.held[q], "corrected", 1.0, f"{study.where} says so")
            if decided:
                found[desk.pages.quotes[q].segment] = decided
    return found


def _script(book: Book[Segment], study: Study, verdicts: dict[int, Verdict]) -> Script:
    roster = study.desk.roster
    how = {quote.segment: mode for quote, mode in zip(study.desk.pages.quotes, modes(study.desk), strict=True)}
    chapters: list[Chapter[Line]] = []
    counts: Counter[str] = Counter()
    index = 0
    for chapter in book.chapters:
        lines: list[Line] = []
        for segment in chapter.body:
            line = _line(segment, roster, verdicts.get(index))
            if segment.kind == "dialogue":
                counts[line.speaker] += 1
                line = replace(line, mode=how.get(index, "speech"))
            lines.append(line)
            index += 1
        chapters.append(Chapter(chapter.number, chapter.title, tuple(lines)))
    characters = [_character(p, counts[p.name]) for p in roster.people if counts[p.name]]
    if counts[UNNAMED]:
        characters.append(Character(UNNAMED, lines=counts[UNNAMED]))
    characters.sort(key=lambda c: (-c.lines, c.name))
    notes = book.notes
    if book.language != "en":
        notes = (*notes, f"speakers in “{book.language}” are found by position and turns alone; the full reading is for English")
    return Book(
        book.title, book.author, book.language, tuple(chapters), book.source, book.text, tuple(characters), book.skipped, notes,
        book.imprint,
    )  # fmt: skip


def _line(segment: Segment, roster: Roster, verdict: Verdict | None) -> Line:
    text = segment.text.strip()
    start = segment.at.start + len(segment.text) - len(segment.text.lstrip())
    at, rest = Span(start, start + len(text)), (segment.paragraph, segment.after_break)
    if segment.kind != "dialogue":
        return Line(NARRATOR, text, segment.kind, at, segment.kind, 1.0, "", *rest)
    if verdict is None:
        return Line(UNNAMED, text, "dialogue", at, "nobody named", 0.0, "", *rest)
    name = roster.people[verdict.person].name
    return Line(name, text, "dialogue", at, verdict.rule, round(verdict.confidence, 3), verdict.evidence, *rest)


def _character(person: Person, lines: int) -> Character:
    aliases = tuple(sorted(s for s in person.surfaces if s != person.name and (s[0].isupper() or s.startswith("the "))))
    return Character(person.name, aliases, person.gender, cast(Age, age_of(person)), lines)
