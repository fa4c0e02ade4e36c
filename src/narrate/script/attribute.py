"""Who says each line, and why: what happens in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from narrate.model import Book, Script, Segment
from narrate.script.analysis import Analysis, Survey, turns_of
from narrate.script.corrections import Corrections, apply_corrections, corrected_people, fixed_quotations, unknown_names
from narrate.script.document import Document, document_of
from narrate.script.evidence.context import Context
from narrate.script.evidence.turn_bounds import continued_paragraphs, paragraph_splits
from narrate.script.identity.addressed import join_addressed_epithets
from narrate.script.identity.aliases import (
    join_by_adjacent_calls,
    join_by_calls,
    join_by_first_call,
    join_by_turns,
)
from narrate.script.identity.epithets import join_epithets
from narrate.script.identity.gender_evidence import settle_genders
from narrate.script.identity.introduced import join_by_introduction
from narrate.script.identity.learned_joins import join_voices
from narrate.script.identity.name_forms import join_given_and_family_names, join_short_forms
from narrate.script.identity.relations import join_called_relations, join_titled_relations, name_addressed_relations
from narrate.script.identity.unnamed import add_unnamed
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
    return decide(survey(book, corrections), corrections)


def survey(book: Book[Segment], corrections: Corrections) -> Survey:
    """Find the people and read the tags, with all corrections but those of lines."""
    if any(segment.speaker for segment in book.bodies()):
        return Survey(book, Roster([]), None)
    document, read = document_of(book), _reading(book.language)
    if read is None:
        named, context = generic.read_context(document)
        context = replace(context, roster=named.copy())
    else:
        if book.language == "en":
            named = _named_and_unnamed(document)
        else:
            document = document.split_paragraphs(reading.answers(document))
            named = reading.build_roster(document)
        roster = named.copy()
        apply_corrections(roster, corrections)
        context = _with_aliases_joined(_with_turn_bounds(document, roster, read), read)
    apply_corrections(context.roster, corrections)
    return Survey(book, named, context)


def decide(survey: Survey, corrections: Corrections) -> Script:
    """Who says each line of a surveyed book."""
    book = survey.book
    if survey.context is None:
        return as_written(book, corrections)
    analysis = _analysed(survey, survey.context, corrections)
    ranking = ranked(analysis) if _reading(book.language) else None
    if ranking is None or book.language != "en":
        return script_of(book, analysis, ranking)
    return finished(book, analysis, ranking, corrections)


def finished(book: Book[Segment], analysis: Analysis, ranking: list[tuple[int, float]], corrections: Corrections) -> Script:
    """The script by each turn's person and confidence, with what only everybody's turns together show: genders, and voices that
    are one person's."""
    speakers = [person for person, _ in ranking]
    corrected = corrected_people(analysis.context.roster, corrections)
    settle_genders(analysis.context, speakers, corrected)
    join_voices(analysis.context, speakers, corrected)
    return script_of(book, analysis, ranking)


def analyse(book: Book[Segment], corrections: Corrections) -> Analysis:
    """What is known of a book that names no speakers, before they are ranked."""
    surveyed = survey(book, corrections)
    if surveyed.context is None:
        raise ValueError("the book names its speakers")
    return _analysed(surveyed, surveyed.context, corrections)


def _analysed(survey: Survey, context: Context, corrections: Corrections) -> Analysis:
    """Take in the corrected lines, and ask the rules. The survey stays as it is."""
    document, roster, read = context.document, context.roster.copy(), _reading(survey.book.language)
    misfits = unknown_names(document, survey.roster, corrections)
    fixed, unfit = fixed_quotations(document, roster, corrections)
    context = read(document, roster) if fixed and read else replace(context, roster=roster, speakers=[])
    verdicts = apply_rules(context, turns_of(context, fixed))
    return Analysis(context, verdicts, fixed, corrections.where, (*unfit, *misfits))


def _reading(language: str) -> Reading | None:
    """How a document in a language is read; None where no word of it is known."""
    if language == "en":
        return Context.read
    return reading.read_context if is_described(language) else None


def _named_and_unnamed(document: Document) -> Roster:
    """Everybody the text names, and the people it gives no name."""
    roster = build_roster(document)
    add_unnamed(document, roster)
    name_addressed_relations(document, roster)
    join_addressed_epithets(document, roster)
    return roster


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
    joins = (
        join_called_relations,
        join_titled_relations,
        join_by_introduction,
        join_by_first_call,
        join_short_forms,
        join_by_calls,
        join_by_turns,
        join_given_and_family_names,
    )
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
