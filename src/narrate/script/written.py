"""Scripts that came with their speakers: nothing is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from narrate.model import NARRATOR, Book, Chapter, Character, Gender, Line, Misfit, Script, Segment, Span
from narrate.script.corrections import Corrections, named_lines, nobody
from narrate.script.keys import LineKeys
from narrate.script.lexicon import nouns
from narrate.script.names.titles import name_gender


def as_written(book: Book[Segment], corrections: Corrections) -> Script:
    """A line for every segment, said by whom the file names, but where voices.yaml names somebody else. Names that it puts
    together are one person; names that differ only in capitals are too, under the spelling that comes first."""
    segments = list(book.bodies())
    spoken = [number for number, segment in enumerate(segments) if segment.kind == "dialogue" and segment.speaker]
    keys = LineKeys([(segment.text, segment.kind == "dialogue" and bool(segment.speaker)) for segment in segments])
    found, misfits = named_lines(keys, spoken, corrections)
    corrected = {spoken[place]: name for place, name in found.items()}
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    chapters: list[Chapter[Line]] = []
    number = 0
    for chapter in book.chapters:
        lines = []
        for segment in chapter.body:
            said = corrected.get(number) or (segment.speaker if segment.kind == "dialogue" else None)
            speaker = _spelled(said, names, corrections) if said else NARRATOR
            counts[speaker] += speaker != NARRATOR
            lines.append(_line(segment, speaker, corrections.where if number in corrected else ""))
            number += 1
        chapters.append(Chapter(chapter.number, chapter.title, tuple(lines)))
    characters = tuple(
        Character(name, gender=_gender(name, corrections), lines=count)
        for name, count in sorted((+counts).items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return Book(
        book.title,
        book.author,
        book.language,
        tuple(chapters),
        source=book.source,
        text=book.text,
        characters=characters,
        skipped=book.skipped,
        notes=tuple(note for note in book.notes if not note.startswith("quotation marks")),
        imprint=book.imprint,
        emphasis=book.emphasis,
        misfits=(*misfits, *_of_nobody(names, {s.speaker for s in segments if s.speaker}, corrections)),
    )


def _spelled(label: str, names: dict[str, str], corrections: Corrections) -> str:
    name = corrections.aliases.get(label, label)
    return NARRATOR if name == NARRATOR else names.setdefault(name.casefold(), name)


def _line(segment: Segment, speaker: str, where: str) -> Line:
    """`where` is the file that corrects the speaker, if one does."""
    text = segment.text.strip()
    start = segment.at.start + len(segment.text) - len(segment.text.lstrip())
    rule, why = ("written", "the script says so") if speaker != NARRATOR else (segment.kind, "")
    if where:
        rule, why = "corrected", f"{where} says so"
    at = Span(start, start + len(text))
    return Line(
        speaker=speaker,
        text=text,
        kind=segment.kind,
        at=at,
        rule=rule,
        confidence=1.0,
        evidence=why,
        paragraph=segment.paragraph,
        after_break=segment.after_break,
    )


def _of_nobody(names: Mapping[str, str], named: Collection[str], corrections: Corrections) -> list[Misfit]:
    """The corrections that speak of nobody: genders of none of the script's `names`, and other names of none that it prints."""
    printed = {name.casefold() for name in named}
    lacking = [("gender", name) for name in corrections.genders if name.casefold() not in names]
    lacking += [("aliases", name) for name in corrections.aliases if name.casefold() not in printed]
    return [nobody(table, name, sorted({*names.values(), *named}), corrections.where) for table, name in lacking]


def _gender(name: str, corrections: Corrections) -> Gender:
    """As corrected; else by title ("Mrs."), given name, or noun ("Old Woman")."""
    gender = corrections.genders.get(name) or name_gender(name)
    return gender if gender != "unknown" else nouns().get(name.split()[-1].lower(), "unknown")
