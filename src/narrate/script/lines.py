"""From verdicts to the script: every segment a line with its speaker, and why; the roster with its line counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import cast

from narrate.model import NARRATOR, Age, Book, Chapter, Character, Line, Script, Segment, Span
from narrate.script.analysis import Analysis
from narrate.script.evidence.context import Context, Verdict
from narrate.script.evidence.modes import modes
from narrate.script.evidence.subjects import SPEECH_TAGS, Tag
from narrate.script.identity.unnamed import is_generic
from narrate.script.languages import is_described
from narrate.script.manners.quotations import PLAIN, manners
from narrate.script.manners.telephone import heard_by_telephone
from narrate.script.names.roster import SOMEBODY, Person, Roster, age_of
from narrate.script.rules import ORDER
from narrate.script.rules.pronoun import is_ambiguous

TAG_WINS, NOUN_WINS, ANYONE_WINS = 0.85, 0.5, 0.0
"""A tag that names its speaker is overruled only by a ranker surer than this. A common noun is no name: the ranker
may know that "the detective" is Inspector Harrow, and more often that "the girl" is Nancy."""
UNRESOLVED = 0.74
"""Nobody is surer of a line whose tag speaks of somebody who is nobody of the roster ("said another"): so many of the 113 such
turns in 16 novels went to the right person."""
AMBIGUOUS = 0.74
"""Nobody is surer of a "he" or "she" that may as well mean somebody of unknown gender who was named in between."""
_PLAIN = frozenset({"said", "I said", "introduced", "parent", "revealed"})


def script_of(book: Book[Segment], analysis: Analysis, ranked: list[tuple[int, float]] | None) -> Script:
    """The script from an analysis and, for each turn, the ranker's person and confidence; without them the rules decide."""
    verdicts: list[Verdict | None] = analysis.verdicts
    if ranked is not None:
        explained = [_explained(analysis, number, *choice) for number, choice in enumerate(ranked)]
        verdicts = _answered(analysis, [_doubted(analysis, number, verdict) for number, verdict in enumerate(explained)])
    return _script(book, analysis, _by_segment(analysis, verdicts))


def _explained(analysis: Analysis, number: int, person: int, confidence: float) -> Verdict:
    """The ranker's choice in the words of the first rule that agrees with it, else as what it is: all evidence weighed."""
    context, verdict = analysis.context, analysis.verdicts[number]
    tag = context.spoken_tag(number)
    if tag is not None and tag.subject == "noun" and not tag.referents:
        confidence = min(confidence, UNRESOLVED)
    plain = verdict is not None and verdict.rule in _PLAIN and verdict.person != person
    if verdict is not None and plain and confidence < _tag_wins(context, verdict.person):
        return Verdict(verdict.person, verdict.rule, confidence, verdict.evidence)
    if verdict is None or verdict.person != person:
        agreeing = (v for rule in ORDER if (v := rule(context, number)) is not None and v.person == person)
        verdict = next(agreeing, None)
    if verdict is not None:
        return Verdict(person, verdict.rule, confidence, verdict.evidence)
    evidence = f"fits best between the turns around it: {_neighbours(analysis, number)}"
    return Verdict(person, "conversation", confidence, evidence)


def _tag_wins(context: Context, person: int) -> float:
    """How sure the ranker must be to overrule a tag that names a person."""
    if is_generic(context.document, context.roster.people[person]):
        return ANYONE_WINS
    return NOUN_WINS if context.roster.people[person].nominal and not context.document.is_short else TAG_WINS


def _doubted(analysis: Analysis, number: int, verdict: Verdict) -> Verdict:
    """The verdict, less sure where its pronoun may mean somebody else. What a person has corrected is beyond doubt."""
    if verdict.rule == "corrected" or not is_ambiguous(analysis.context, number, verdict.person):
        return verdict
    return replace(verdict, confidence=min(verdict.confidence, AMBIGUOUS))


def _answered(analysis: Analysis, verdicts: list[Verdict | None]) -> list[Verdict | None]:
    """Where a story knows one person only, but for those who are called, whoever answers is somebody else: nobody answers
    themselves. Turns in adjacent paragraphs alternate, counted from one that the narration gives to that person."""
    context = analysis.context
    tellers = context.roster.narrators
    people = [person for person in context.roster.people if person.surfaces or person.number in tellers]
    told = (p for p in people if p.number in tellers or p.narrated > 0 or any(s[0].islower() for s in p.surfaces))
    if len(list(told)) != 1:
        return verdicts
    fixed = analysis.fixed_turns
    away = [0 if n in fixed or context.tags_of(n) else None for n in range(len(verdicts))]
    adjacent = [n for n in range(1, len(verdicts)) if _answers(context, n)]
    for n in adjacent:
        if away[n] is None and (before := away[n - 1]) is not None:
            away[n] = before + 1
    for n in reversed(adjacent):
        if away[n - 1] is None and (after := away[n]) is not None:
            away[n - 1] = after + 1
    called = [{n for q in turn.quotes for m in context.vocatives[q] for n in m.referents} for turn in context.document.turns]
    nobody = [bool(turns and turns % 2) and len(people) - len(names) <= 1 for turns, names in zip(away, called, strict=True)]
    return [None if none else verdict for none, verdict in zip(nobody, verdicts, strict=True)]


def _answers(context: Context, number: int) -> bool:
    """Whether a turn stands in the paragraph after the turn before and does not go on with its quotation."""
    turn = context.turn(number)
    return turn.gap == 1 and not turn.new_scene and context.document.quotes[context.turn(number - 1).last].closes


def _neighbours(analysis: Analysis, number: int) -> str:
    people = analysis.context.roster.people
    named = []
    for other, side in ((number - 1, "before"), (number + 1, "after")):
        verdict = analysis.verdicts[other] if 0 <= other < len(analysis.verdicts) else None
        if verdict is not None:
            named.append(f"{people[verdict.person].name} {side}")
    return ", ".join(named) or "nobody else speaks near"


def _by_segment(analysis: Analysis, verdicts: list[Verdict | None]) -> dict[int, Verdict]:
    """A quotation has its turn's speaker unless its own tag, or a person, names somebody else."""
    context = analysis.context
    found: dict[int, Verdict] = {}
    for turn, verdict in zip(context.document.turns, verdicts, strict=True):
        for q in turn.quotes:
            own, decided = _own_tag(analysis, q), verdict
            if own and verdict and own.referents[0] != verdict.person and turn.first != q:
                decided = Verdict(own.referents[0], "said", 0.8, f"{own.verb} {own.surface}")
            if q in analysis.fixed:
                decided = Verdict(analysis.fixed[q], "corrected", 1.0, f"{analysis.where} says so")
            if decided:
                found[context.document.quotes[q].segment] = decided
    return found


def _own_tag(analysis: Analysis, quote: int) -> Tag | None:
    """The tag by which a quotation names its speaker; none if it gives no name: "thought the poor child" is Alice, who has been
    speaking."""
    people = analysis.context.roster.people
    tags = (t for t in analysis.context.tags[quote] if t.kind in SPEECH_TAGS and t.subject == "name" and len(t.referents) == 1)
    tag = next(tags, None)
    return None if tag is None or people[tag.referents[0]].nominal else tag


def _script(book: Book[Segment], analysis: Analysis, verdicts: dict[int, Verdict]) -> Script:
    context = analysis.context
    mode_of = {quote.segment: mode for quote, mode in zip(context.document.quotes, modes(context), strict=True)}
    how = manners(context, book.language)
    told_of = {quote.segment: evidence for quote, evidence in zip(context.document.quotes, how, strict=True)}
    chapters: list[Chapter[Line]] = []
    counts: Counter[str] = Counter()
    index = 0
    for chapter in book.chapters:
        lines: list[Line] = []
        for segment in chapter.body:
            line = _line(segment, context.roster, verdicts.get(index))
            if segment.kind == "dialogue":
                counts[line.speaker] += 1
                evidence = told_of.get(index, PLAIN)
                line = replace(line, mode=mode_of.get(index, "speech"), manner=evidence.manner, manner_evidence=evidence.evidence)
            lines.append(line)
            index += 1
        chapters.append(Chapter(chapter.number, chapter.title, heard_by_telephone(lines, book.language)))
    return Book(
        book.title,
        book.author,
        book.language,
        tuple(chapters),
        source=book.source,
        text=book.text,
        characters=_characters(context.roster, counts),
        skipped=book.skipped,
        notes=_notes(book),
        imprint=book.imprint,
        emphasis=book.emphasis,
        misfits=analysis.misfits,
    )


def _characters(roster: Roster, counts: Counter[str]) -> tuple[Character, ...]:
    """Everybody who speaks, most lines first; who tells the story is among them even where nobody quotes them."""
    people = [p for p in roster.people if p.surfaces or p.name == SOMEBODY or p.number in roster.narrators]
    speaking = [p for p in people if counts[p.name] or p.number in roster.narrators]
    characters = [_character(p, counts[p.name], roster) for p in speaking]
    if counts[SOMEBODY] and all(p.name != SOMEBODY for p in roster.people):
        characters.append(Character(SOMEBODY, lines=counts[SOMEBODY]))
    return tuple(sorted(characters, key=lambda c: (-c.lines, c.name)))


def _notes(book: Book[Segment]) -> tuple[str, ...]:
    if book.language == "en":
        return book.notes
    if is_described(book.language):
        return (*book.notes, f"speakers in “{book.language}” are found less surely than in English")
    return (*book.notes, f"speakers in “{book.language}” are found by position and turns alone; the full reading is for English")


def _line(segment: Segment, roster: Roster, verdict: Verdict | None) -> Line:
    text = segment.text.strip()
    start = segment.at.start + len(segment.text) - len(segment.text.lstrip())
    line = Line(
        speaker=NARRATOR,
        text=text,
        kind=segment.kind,
        at=Span(start, start + len(text)),
        rule=segment.kind,
        confidence=1.0,
        paragraph=segment.paragraph,
        after_break=segment.after_break,
    )
    if segment.kind != "dialogue":
        return line
    if verdict is None:
        return replace(line, speaker=SOMEBODY, rule="nobody named", confidence=0.0)
    speaker, confidence = roster.people[verdict.person].name, round(verdict.confidence, 3)
    return replace(line, speaker=speaker, rule=verdict.rule, confidence=confidence, evidence=verdict.evidence)


def _character(person: Person, lines: int, roster: Roster) -> Character:
    aliases = tuple(sorted(s for s in person.surfaces if s != person.name and (s[0].isupper() or s.startswith("the "))))
    tells = person.number in roster.narrators
    return Character(
        name=person.name,
        aliases=aliases,
        gender=person.gender,
        age=cast(Age, age_of(person)),
        lines=lines,
        tells=tells,
        joins=tuple(person.joins),
        perhaps=tuple(person.perhaps),
    )
