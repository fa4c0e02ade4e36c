"""Who says each line, and why: what happens in which order."""

from __future__ import annotations

from collections.abc import Callable

from narrate.model import Book, Misfit, Script, Segment
from narrate.script.analysis import Analysis, turns_of
from narrate.script.corrections import Corrections, apply_corrections, corrected_people, fixed_quotations, unknown_names
from narrate.script.document import Document, document_of
from narrate.script.evidence.context import Context
from narrate.script.evidence.turn_bounds import continued_paragraphs, paragraph_splits
from narrate.script.identity.aliases import (
    join_by_adjacent_calls,
    join_by_calls,
    join_by_first_call,
    join_by_turns,
)
from narrate.script.identity.epithets import join_epithets
from narrate.script.identity.gender_evidence import settle_genders
from narrate.script.identity.learned_joins import join_voices
from narrate.script.identity.name_forms import join_given_and_family_names, join_short_forms
from narrate.script.identity.unnamed import add_unnamed, name_addressed_relations
from narrate.script.languages import is_described
from narrate.script.lines import script_of
from narrate.script.multilingual import generic, reading
from narrate.script.multilingual.epithets import join_epithets as multilingual_epithets
from narrate.script.names.build import build_roster
from narrate.script.names.roster import Roster
from narrate.script.rules import apply_rules
from narrate.script.written import as_written

Reading = Callable[[Document, Roster], Context]
"""How a document is read with its people: mentions, tags and calls."""


def attribute(book: Book[Segment], corrections: Corrections) -> Script:
    """The script of a split book: a line for every segment, and the roster with its line counts."""
    if any(segment.speaker for segment in book.bodies()):
        return as_written(book, corrections)
    analysis = analyse(book, corrections)
    known = book.language == "en" or is_described(book.language)
    found = ranked(analysis) if known else None
    if found is None or book.language != "en":
        return script_of(book, analysis, found)
    return finished(book, analysis, found, corrections)


def finished(book: Book[Segment], analysis: Analysis, found: list[tuple[int, float]], corrections: Corrections) -> Script:
    """The script by each turn's person and confidence, with what only everybody's turns together show: genders, and voices that
    are one person's."""
    speakers = [person for person, _ in found]
    corrected = corrected_people(analysis.context.roster, corrections)
    settle_genders(analysis.context, speakers, corrected)
    join_voices(analysis.context, speakers, corrected)
    return script_of(book, analysis, found)


def analyse(book: Book[Segment], corrections: Corrections) -> Analysis:
    """Find the people, read the tags, ask the rules."""
    document = document_of(book)
    read = Context.read if book.language == "en" else reading.read_context
    if book.language == "en":
        roster, misfits = _named_and_unnamed(document, corrections)
    elif is_described(book.language):
        document = document.split_paragraphs(reading.answers(document))
        roster = reading.build_roster(document)
        misfits = unknown_names(document, roster, corrections)
        apply_corrections(roster, corrections)
    else:
        return _by_position(document, corrections)
    context = _with_turn_bounds(document, roster, read)
    context = _with_aliases_joined(context, read)
    apply_corrections(roster, corrections)
    fixed, unfit = fixed_quotations(context.document, roster, corrections)
    if fixed:
        context = read(context.document, roster)
    verdicts = apply_rules(context, turns_of(context, fixed))
    return Analysis(context, verdicts, fixed, corrections.where, (*unfit, *misfits))


def _by_position(document: Document, corrections: Corrections) -> Analysis:
    """The same in a language of which no word is known."""
    roster, context = generic.read_context(document)
    misfits = unknown_names(document, roster, corrections)
    apply_corrections(roster, corrections)
    fixed, unfit = fixed_quotations(context.document, roster, corrections)
    verdicts = apply_rules(context, turns_of(context, fixed))
    return Analysis(context, verdicts, fixed, corrections.where, (*unfit, *misfits))


def _named_and_unnamed(document: Document, corrections: Corrections) -> tuple[Roster, tuple[Misfit, ...]]:
    """Everybody the text names, and the people it gives no name; and the corrections that speak of nobody."""
    roster = build_roster(document)
    add_unnamed(document, roster)
    name_addressed_relations(document, roster)
    misfits = unknown_names(document, roster, corrections)
    apply_corrections(roster, corrections)
    return roster, misfits


def _with_turn_bounds(document: Document, roster: Roster, read: Reading) -> Context:
    """Paragraphs with two speakers are split, and speeches over several paragraphs joined, once tags have shown them."""
    context = read(document, roster)
    context = read(document.split_paragraphs(paragraph_splits(context)), roster)
    if more := continued_paragraphs(context):
        context = read(context.document.join_paragraphs(more), roster)
    return context


def _with_aliases_joined(context: Context, read: Reading) -> Context:
    """Two names of one person are joined, the surest evidence first; each time mentions and tags are read anew. What is read from
    names or words is for English."""
    document, roster = context.document, context.roster
    english = document.language == "en"
    if (join_epithets if english else multilingual_epithets)(context):
        context = read(document, roster)
    joins = (join_by_first_call, join_short_forms, join_by_calls, join_by_turns, join_given_and_family_names)
    for join in joins if english else (join_by_first_call, join_by_calls, join_by_turns):
        if join(context, context.named_speakers()):
            context = read(document, roster)
    guessed = [verdict.person if verdict else None for verdict in apply_rules(context, {})]
    if join_by_adjacent_calls(context, context.named_speakers(), guessed):
        context = read(document, roster)
    return context


def ranked(analysis: Analysis) -> list[tuple[int, float]] | None:
    """The ranker's choice for every turn; None where there is nobody to choose from."""
    if not analysis.context.document.turns or any(verdict is None for verdict in analysis.verdicts):
        return None
    from narrate.script.ranking.candidates import DialogueIndex
    from narrate.script.ranking.ranker import load

    fixed = analysis.fixed_turns
    index = DialogueIndex(analysis.context, [(v.person, v.confidence) if v else None for v in analysis.verdicts], fixed)
    return load().rank(index, fixed)
