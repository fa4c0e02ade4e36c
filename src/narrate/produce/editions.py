"""What a book is called in its files: titles of chapters, names, languages and credits for tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from narrate.covers import as_jpeg, drawn
from narrate.edition import Edition, Track
from narrate.model import NARRATOR, Book, Chapter, Cue, Imprint, Script, Voice
from narrate.produce.plan import Plan
from narrate.units import clip_bytes, printable, safe_name
from narrate.writers.credits import SYNTHETIC

_TITLE_BYTES = 120
_CODES = dict(
    re.findall(
        "(..)=(...)",
        "ar=ara bg=bul ca=cat cs=ces cy=cym da=dan de=deu el=ell en=eng es=spa et=est eu=eus fa=fas fi=fin fr=fra ga=gle gl=glg "
        "he=heb hi=hin hr=hrv hu=hun is=isl it=ita ja=jpn ko=kor la=lat lt=lit lv=lav nb=nob nl=nld no=nor pl=pol pt=por ro=ron "
        "ru=rus sk=slk sl=slv sr=srp sv=swe tr=tur uk=ukr vi=vie zh=zho",
    )
)
"""ISO 639-1 to 639-2."""


def edition_of(plan: Plan, tracks: tuple[Track, ...], imprint: Imprint) -> Edition:
    """The edition of a book with these tracks."""
    book = plan.script
    return Edition(
        title=book.title,
        author=book.author,
        narrators=narrators_of(imprint, plan.cast[NARRATOR]),
        language=book.language,
        language_code=_CODES.get(book.language, "und"),
        engines=tuple(dict.fromkeys(voice.engine for voice in plan.cast.values())),
        chapters=len(plan.sheet.chapters) + len(plan.credits),
        first=min(chapter.number for chapter in (*plan.credits, *plan.sheet.chapters)),
        file_name=plan.layout.name,
        tracks=tracks,
        imprint=imprint,
        story=plan.story,
    )


def narrators_of(imprint: Imprint, narrator: Voice) -> tuple[str, ...]:
    """Who is told to read the book: those that a person names, or the narrator's voice."""
    return imprint.names_of("nrt") or (f"{narrator.engine.capitalize()} {narrator.name} – {SYNTHETIC}",)


def cover_of(book: Script) -> bytes:
    """The book's own cover as every player takes it, or one that is drawn."""
    return as_jpeg(book.imprint.cover) or drawn(book.title, book.author, book.language)


def part_of(plan: Plan, edition: Edition) -> Edition:
    """The edition of a file that holds only some chapters says so, in its title and in the file's name."""
    if plan.whole:
        return edition
    some = plan.some
    name = safe_name(f"{clip_bytes(edition.file_name, _TITLE_BYTES - len(some.encode()))} ({some})")
    return replace(edition, title=f"{edition.title} ({some})", file_name=name)


def file_names(titles: Mapping[int, str]) -> dict[int, str]:
    """What each chapter's file is called, without ending: `03 - The Boat`."""
    digits = max(2, len(str(max(titles))))
    return {number: f"{number:0{digits}} - {safe_name(clip_bytes(title, 90))}" for number, title in titles.items()}


def chapter_titles(sheet: Book[Cue], credits: Iterable[Chapter[Cue]]) -> dict[int, str]:
    """Titles fit for tags, by the chapters' numbers: never empty, never twice, never the book's own, at most 120 bytes."""
    titles: dict[int, str] = {}
    for chapter in (*sheet.chapters, *credits):
        title = clip_bytes(printable(chapter.title), _TITLE_BYTES - 10).strip() or f"Chapter {chapter.number}"
        if title == sheet.title:
            title = "Complete story" if len(sheet.chapters) == 1 else f"{title} ({chapter.number})"
        while title in titles.values():
            title = f"{title} ({chapter.number})"
        titles[chapter.number] = title
    return titles
