"""What a book is called in its files: titles of chapters, names, languages and credits for tags."""

from __future__ import annotations

from dataclasses import replace

from narrate.edition import Edition, Track
from narrate.model import NARRATOR, Book, Cue, Imprint
from narrate.produce.plan import Plan
from narrate.units import clip_bytes, printable, safe_name

_TITLE_BYTES = 120
_CODES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "it": "ita", "ru": "rus"}


def edition_of(plan: Plan, tracks: tuple[Track, ...], imprint: Imprint) -> Edition:
    """The edition of a book with these tracks."""
    book, narrator = plan.script, plan.cast[NARRATOR]
    return Edition(
        title=book.title,
        author=book.author,
        narrators=(f"{narrator.engine} {narrator.name} (synthetic voice)",),
        language=book.language,
        language_code=_CODES.get(book.language, "und"),
        engines=tuple(dict.fromkeys(voice.engine for voice in plan.cast.values())),
        chapters=len(plan.sheet.chapters),
        file_name=plan.folder.name,
        tracks=tracks,
        imprint=imprint,
    )


def part_of(plan: Plan, edition: Edition) -> Edition:
    """The edition of a file that holds only some chapters says so, in its title and in the file's name."""
    if plan.whole:
        return edition
    some = plan.some
    name = safe_name(f"{clip_bytes(edition.file_name, _TITLE_BYTES - len(some.encode()))} ({some})")
    return replace(edition, title=f"{edition.title} ({some})", file_name=name)


def chapter_titles(sheet: Book[Cue]) -> list[str]:
    """Titles fit for tags: never empty, never twice, never the book's own, at most 120 bytes."""
    titles: list[str] = []
    for chapter in sheet.chapters:
        title = clip_bytes(printable(chapter.title), _TITLE_BYTES - 10).strip() or f"Chapter {chapter.number}"
        if title == sheet.title:
            title = "Complete story" if len(sheet.chapters) == 1 else f"{title} ({chapter.number})"
        while title in titles:
            title = f"{title} ({chapter.number})"
        titles.append(title)
    return titles
