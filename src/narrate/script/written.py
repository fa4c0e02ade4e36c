"""Scripts that came with their speakers: nothing is guessed."""

from __future__ import annotations

from collections import Counter

from narrate.model import NARRATOR, Book, Chapter, Character, Gender, Line, Script, Segment, Span
from narrate.script.corrections import Corrections
from narrate.script.lexicon import nouns
from narrate.script.names.titles import name_gender


def as_written(book: Book[Segment], corrections: Corrections) -> Script:
    """A line for every segment, said by whom the file names. Names that voices.yaml puts together are one person;
    names that differ only in capitals are too, under the spelling that comes first."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    chapters: list[Chapter[Line]] = []
    for chapter in book.chapters:
        lines = []
        for segment in chapter.body:
            speaker = NARRATOR
            if segment.kind == "dialogue" and segment.speaker:
                said = corrections.aliases.get(segment.speaker, segment.speaker)
                speaker = names.setdefault(said.casefold(), said)
                counts[speaker] += 1
            text = segment.text.strip()
            start = segment.at.start + len(segment.text) - len(segment.text.lstrip())
            at = Span(start, start + len(text))
            rule, why = ("written", "the script says so") if speaker != NARRATOR else (segment.kind, "")
            lines.append(Line(speaker, text, segment.kind, at, rule, 1.0, why, segment.paragraph, segment.after_break))
        chapters.append(Chapter(chapter.number, chapter.title, tuple(lines)))
    characters = tuple(
        Character(name, gender=corrections.genders.get(name, _gender(name)), lines=count)
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    notes = tuple(note for note in book.notes if not note.startswith("quotation marks"))
    return Book(
        book.title,
        book.author,
        book.language,
        tuple(chapters),
        source=book.source,
        text=book.text,
        characters=characters,
        skipped=book.skipped,
        notes=notes,
        imprint=book.imprint,
    )


def _gender(name: str) -> Gender:
    """By title ("Mrs."), given name, or noun ("Old Woman")."""
    known = name_gender(name)
    return known if known != "unknown" else nouns().get(name.split()[-1].lower(), "unknown")
