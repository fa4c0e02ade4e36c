"""Who says each line, and why: the rules are asked turn by turn, the roster is counted, the script is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import cast

from narrate.model import NARRATOR, Age, Book, Chapter, Character, Line, Script, Segment, Span
from narrate.script.corrections import Corrections, apply_corrections, fixed_quotations
from narrate.script.document import document_of
from narrate.script.evidence.modes import modes
from narrate.script.evidence.subjects import SPEECH_TAGS
from narrate.script.evidence.turn_bounds import continued_paragraphs, paragraph_splits
from narrate.script.identity.aliases import (
    join_by_adjacent_calls,
    join_by_calls,
    join_by_first_call,
    join_by_turns,
    join_given_and_family_names,
    join_short_forms,
    known_speakers,
)
from narrate.script.identity.epithets import join_epithets
from narrate.script.identity.unnamed import add_unnamed, is_generic, name_addressed_relations
from narrate.script.languages import generic as abroad
from narrate.script.names.clustering import build_roster
from narrate.script.names.roster import Person, Roster, age_of
from narrate.script.rules import ORDER, Context, Verdict
from narrate.script.written import as_written

TAG_WINS, NOUN_WINS = 0.85, 0.0
"""A tag that names its speaker is overruled only by a ranker surer than this. A common noun is no name: the ranker
may know that "the girl" is Nancy."""
_PLAIN = frozenset({"said", "I said", "introduced", "parent", "revealed"})
UNNAMED = "Somebody"
"""The speaker of quotations in a story where nobody is named at all."""


@dataclass
class Analysis:
    """A book read for its speakers: everything on the desk, and the rules' verdict for each turn."""

    context: Context
    verdicts: list[Verdict | None]
    fixed: dict[int, int]
    """Quotation → the person a correction gives it to."""
    where: str = ""


def analyse(book: Book[Segment], told: Corrections) -> Analysis:
    """Find the people, read the signs, ask the rules."""
    document = document_of(book)
    if book.language != "en":
        roster, context = abroad.set_up(document)
        apply_corrections(roster, told)
        fixed = fixed_quotations(document, roster, told)
        return Analysis(context, apply_rules(context, _turns_of(context, fixed)), fixed, told.where)
    roster = build_roster(document)
    add_unnamed(document, roster)
    name_addressed_relations(document, roster)
    apply_corrections(roster, told)
    context = Context.set_up(document, roster)
    context = Context.set_up(document.split_paragraphs(paragraph_splits(context)), roster)
    if more := continued_paragraphs(context):
        context = Context.set_up(context.document.join_paragraphs(more), roster)
    document = context.document
    if join_epithets(context):
        context = Context.set_up(document, roster)
    for join in (join_by_first_call, join_short_forms, join_by_calls, join_by_turns, join_given_and_family_names):
        if join(context, known_speakers(context)):
            context = Context.set_up(document, roster)
    guessed = [verdict.person if verdict else None for verdict in apply_rules(context, {})]
    if join_by_adjacent_calls(context, known_speakers(context), guessed):
        context = Context.set_up(document, roster)
    apply_corrections(roster, told)
    fixed = fixed_quotations(document, roster, told)
    if fixed:
        context = Context.set_up(document, roster)
    return Analysis(context, apply_rules(context, _turns_of(context, fixed)), fixed, told.where)


def attribute(book: Book[Segment], told: Corrections) -> Script:
    """The script of a split book: a line for every segment, and the roster with its line counts."""
    if any(segment.speaker for segment in book.bodies()):
        return as_written(book, told)
    found = analyse(book, told)
    return script_of(book, found, _ranked(found) if book.language == "en" else None)


def _turns_of(context: Context, fixed: dict[int, int]) -> dict[int, int]:
    """Turn → person, for the turns of which the first quotation is held, or one that goes on from the paragraph before."""
    quotes = context.document.quotes
    found: dict[int, int] = {}
    for number, turn in enumerate(context.document.turns):
        begun = (q for q in turn.quotes if q in fixed and (q == turn.first or not quotes[q - 1].closes))
        if (first := next(begun, None)) is not None:
            found[number] = fixed[first]
    return found


def script_of(book: Book[Segment], found: Analysis, ranked: list[tuple[int, float]] | None) -> Script:
    """The script from a study and, for each turn, the ranker's person and sureness; without them the rules decide."""
    verdicts: list[Verdict | None] = found.verdicts
    if ranked is not None:
        verdicts = [_explained(found, n, *choice) for n, choice in enumerate(ranked)]
    return _script(book, found, _by_segment(found, verdicts))


def _ranked(found: Analysis) -> list[tuple[int, float]] | None:
    """The ranker's choice for every turn; None where there is nobody to choose from."""
    if not found.context.document.turns or any(verdict is None for verdict in found.verdicts):
        return None
    from narrate.script.ranking.candidates import DialogueIndex
    from narrate.script.ranking.ranker import load

    fixed = _turns_of(found.context, found.fixed)
    index = DialogueIndex(found.context, [(v.person, v.confidence) if v else None for v in found.verdicts], fixed)
    return load().rank(index, fixed)


def _explained(found: Analysis, number: int, person: int, sure: float) -> Verdict:
    """The ranker's choice in the words of the first rule that agrees with it, else as what it is: all signs weighed."""
    verdict = found.verdicts[number]
    if verdict is not None and verdict.rule in _PLAIN and verdict.person != person:
        wins = NOUN_WINS if is_generic(found.context.document, found.context.roster.people[verdict.person]) else TAG_WINS
        if sure < wins:
            return Verdict(verdict.person, verdict.rule, sure, verdict.evidence)
    if verdict is None or verdict.person != person:
        agreeing = (v for rule in ORDER if (v := rule(found.context, number)) is not None and v.person == person)
        verdict = next(agreeing, None)
    if verdict is not None:
        return Verdict(person, verdict.rule, sure, verdict.evidence)
    return Verdict(person, "conversation", sure, f"fits best between the turns around it: {_around(found, number)}")


def _around(found: Analysis, number: int) -> str:
    people = found.context.roster.people
    shown = []
    for other in (number - 1, number + 1):
        verdict = found.verdicts[other] if 0 <= other < len(found.verdicts) else None
        if verdict is not None:
            shown.append(f"{people[verdict.person].name} {'before' if other < number else 'after'}")
    return ", ".join(shown) or "nobody else speaks near"


def apply_rules(context: Context, fixed: dict[int, int]) -> list[Verdict | None]:
    """One verdict a turn, in reading order, each seeing the speakers before it. `held` turns are decided already."""
    verdicts: list[Verdict | None] = []
    context.speakers.clear()
    for number in range(len(context.document.turns)):
        if number in fixed:
            verdicts.append(Verdict(fixed[number], "corrected", 1.0, ""))
            context.speakers.append(fixed[number])
            continue
        verdict = next((v for rule in ORDER if (v := rule(context, number)) is not None), None)
        verdicts.append(verdict)
        context.speakers.append(verdict.person if verdict else None)
    return verdicts


def _by_segment(analysis: Analysis, verdicts: list[Verdict | None]) -> dict[int, Verdict]:
    """A quotation has its turn's speaker unless its own tag, or a person, names somebody else."""
    context = analysis.context
    found: dict[int, Verdict] = {}
    for turn, verdict in zip(context.document.turns, verdicts, strict=True):
        for q in turn.quotes:
            own = next(
                (t for t in context.tags[q] if t.kind in SPEECH_TAGS and t.subject == "name" and len(t.referents) == 1),
                None,
            )
            decided = verdict
            if own and context.roster.people[own.referents[0]].nominal:
                own = None  # "thought the poor child" is Alice, who has been speaking
            if own and verdict and own.referents[0] != verdict.person and turn.first != q:
                decided = Verdict(own.referents[0], "said", 0.8, f"{own.verb} {own.surface}")
            if q in analysis.fixed:
                decided = Verdict(analysis.fixed[q], "corrected", 1.0, f"{analysis.where} says so")
            if decided:
                found[context.document.quotes[q].segment] = decided
    return found


def _script(book: Book[Segment], analysis: Analysis, verdicts: dict[int, Verdict]) -> Script:
    roster = analysis.context.roster
    how = {quote.segment: mode for quote, mode in zip(analysis.context.document.quotes, modes(analysis.context), strict=True)}
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
