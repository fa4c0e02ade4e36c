"""EPUB 2 and 3: documents in the order of the spine, chapters from the book's own table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from narrate.errors import StoryError
from narrate.model import Book, Manuscript, Span
from narrate.readers.archive import Archive, within, xml
from narrate.readers.dublin import TitlePage
from narrate.readers.encoding import decode
from narrate.readers.entities import page_text
from narrate.readers.frontmatter import is_imprint
from narrate.readers.headings import chapter_level
from narrate.readers.language import language_of
from narrate.readers.markup import levelled, opens_with_picture, parts_of, tree_of
from narrate.readers.outline import Entry, contents
from narrate.readers.package import Package, opened, properties
from narrate.readers.scraps import refuse_blocks
from narrate.readers.semantics import BIBLIOGRAPHY, CONTENTS, COPYRIGHT, INDEX, LISTS, NOTE, meaning
from narrate.readers.structure import BETWEEN, Part, compose
from narrate.units import printable

OUT_OF_ORDER = "not in reading order"
OTHER_BOOKS = "other books"
_DOCUMENTS = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"}
_NO_CHAPTER = re.compile(
    r"(?:front |book )?cover|(?:half[- ]?)?title(?:[- ]?page)?|copyright.*|(?:table of )?contents|landmarks|list of .*"
    r"|the project gutenberg.*",
    re.I,
)
_LABELS = {
    "titlepage": r"(?:half[- ]?)?title[- ]?page", "cover": r"(?:front |book )?cover(?: page)?",
    "copyright": r"copyright(?: page| notice| information)?|imprint|legal(?: notice)?", "colophon": "colophon",
    "toc": r"(?:table of )?contents",
}  # fmt: skip
_OTHER_BOOKS = re.compile(
    r"(?:also|other (?:books|titles|works)|more(?: books)?|books|also available) (?:by|from) .*|newsletter", re.I
)
_PAGE_WORDS, _LINE_WORDS = 600, 25
"""A page of front matter has at most so many words; a list of something at most so many in a line."""
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Algorithms that scramble fonts only; any other means that the book itself is locked."""

_HEAD = 20_000
"""Characters in which a document says what it is."""


class EpubReader:
    """Electronic books without a lock."""

    name = "epub"

    def score(self, path: Path, head: bytes) -> int:
        """By the media type at the start of the archive, else by the name of a zip file, or of a file that should be one."""
        if head[30:58] == b"mimetypeapplication/epub+zip":
            return 100
        return 80 if path.suffix.lower() == ".epub" else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The reading text of the whole spine; what the spine leaves out is told in the notes."""
        with Archive(path) as archive:
            _unlocked(archive)
            package = opened(archive)
            parts, notes = _gathered(package, encoding)
            notes += [f"{printable(name)} is in the file twice; the first was read" for name in archive.doubled]
            book = _bare(path, TitlePage(package), parts, notes)
        return compose(book, parts)


def placed(package: Package, encoding: str | None = None) -> Iterator[tuple[Span, Part]]:
    """The parts of an opened book, and where each stands in the reading text that `EpubReader.read` makes of it."""
    place = 0
    for part in _gathered(package, encoding)[0]:
        yield Span(place, place + len(part.text)), part
        place += len(part.text) + len(BETWEEN)


def _gathered(package: Package, encoding: str | None) -> tuple[list[Part], list[str]]:
    """The parts in reading order, with the chapters that open there, and what there is to note."""
    entries = contents(package)
    anchors: dict[str, set[str]] = {}
    for entry in entries:
        anchors.setdefault(entry.member, set()).add(entry.anchor)
    spine = _Spine(package, encoding, _whole_pages(package, entries), anchors)
    spine.read()
    return spine.opened([e for e in entries if not _NO_CHAPTER.fullmatch(e.title)]), spine.notes


def _unlocked(archive: Archive) -> None:
    if "META-INF/encryption.xml" in archive:
        root = xml(archive.read("META-INF/encryption.xml"), f"{archive.path}: META-INF/encryption.xml")
        methods = [e.get("Algorithm", "") for e in within(root, "EncryptionMethod")]
        if any(method not in _FONTS for method in methods):
            raise StoryError(f"{archive.path}: locked by its shop (DRM); narrate reads only books without a lock.")


def _whole_pages(package: Package, entries: list[Entry]) -> dict[str, str]:
    """Documents that the guide, the landmarks or the table of contents call by what they are, to that term."""
    found = {member: kind for kind, member, anchor in package.guide() if member and not anchor}
    for entry in entries:
        term = next((term for term, names in _LABELS.items() if re.fullmatch(names, entry.title, re.I)), "")
        term = OTHER_BOOKS if _OTHER_BOOKS.fullmatch(entry.title) else term
        if term:
            found.setdefault(entry.member, term)
    return found


@dataclass
class _Spine:
    """The documents of a book as parts, read one after the other. `anchors` are those that its contents lead to, by document.
    `starts` says where each document ("") and each of these begins, `pictured` which documents begin with a picture."""

    package: Package
    encoding: str | None
    pages: dict[str, str]
    anchors: dict[str, set[str]]
    parts: list[Part] = field(default_factory=list)
    starts: dict[tuple[str, str], int] = field(default_factory=dict)
    pictured: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)

    def read(self) -> None:
        """Every document that the book lists and has, once: the standard forbids to name one again."""
        listed = self._listed()
        self.package.archive.weigh(listed)
        for number, (member, why) in enumerate(listed.items()):
            outer = number < 6 or number < 0.15 * len(listed) or number >= len(listed) - 3
            self._document(member, why, outer)

    def _listed(self) -> dict[str, str | None]:
        """The members with text in the order of the spine, and why one is not read."""
        found: dict[str, str | None] = {}
        odd: dict[str, None] = {}
        for reference, item in self.package.spine():
            member = self.package.file(item) if item is not None else ""
            if item is None:
                odd[f"the book lists {reference.get('idref')} as a chapter, which it does not have"] = None
            elif not member:
                odd[f"the book lists {item.get('href')} as a chapter, which is not in the file"] = None
            elif item.get("media-type") not in _DOCUMENTS and not member.lower().endswith(("html", "htm", "xml")):
                odd[f"{member} is a picture or of a kind that has no text to read"] = None
            elif member in found:
                odd[f"the book lists {member} as a chapter more than once; it is read once"] = None
            else:
                found[member] = _why(reference, item)
        self.notes += odd
        return found

    def _document(self, member: str, why: str | None, outer: bool) -> None:
        data = self.package.archive.read(member)
        text = page_text(data, self.encoding, f"{self.package.archive.path}: {member}")
        refuse_blocks(text, self.package.archive.path)
        top = tree_of(text[:_HEAD], xml=True)
        if opens_with_picture(top):
            self.pictured.add(member)
        links = [
            link.attributes.get("href") for link in top.css("link[href]") if "stylesheet" in (link.attributes.get("rel") or "")
        ]
        anchors = self.anchors.get(member, set())
        tree = tree_of(text, xml=True, anchors=anchors)
        found = parts_of(tree, sheets=[self._sheet(member, href) for href in links if href], anchors=anchors)
        found = _as_page(found, self.pages.get(member, ""))
        if outer and _is_imprint_page(found):
            found = [p if p.skipped or _is_title(p) else replace(p, skipped=COPYRIGHT) for p in found]
        self.starts.setdefault((member, ""), len(self.parts))
        for part in found:
            for name in part.ids:
                self.starts.setdefault((member, name), len(self.parts))
            self.parts.append(replace(part, skipped=part.skipped or why, member=member))

    def _sheet(self, member: str, href: str) -> str:
        place, _ = self.package.place(href, member)
        if place not in self.sheets:
            self.sheets[place] = decode(self.package.archive.read(place))[0] if place else ""
        return self.sheets[place]

    def opened(self, entries: list[Entry]) -> list[Part]:
        """The parts with chapters opened where the table of contents points; without one, by their headings. A title that the
        book shows as a picture is read as the table of contents has it."""
        parts = self.parts
        places: dict[int, list[Entry]] = {}
        for entry in entries:
            at = self.starts.get((entry.member, entry.anchor), self.starts.get((entry.member, "")))
            if at is not None and at < len(parts):
                places.setdefault(at, []).append(entry)
        if len(places) < 2 and any(p.kind == "heading" and not p.skipped for p in parts[max(places, default=0) + 1 :]):
            return levelled(parts)
        ranked = levelled(parts) if not places else [replace(p, level=3 if p.kind == "heading" else 0) for p in parts]
        made: list[Part] = []
        for i, part in enumerate(ranked):
            here = places.get(i, [])
            title = ", ".join(dict.fromkeys(entry.title for entry in here)) or None
            if here and not _has_heading(ranked, i) and any(self._is_picture(entry) for entry in here):
                made.append(Part("heading", here[-1].title, 3, opens=title))
                title = None
            made.append(replace(part, opens=title))
        return made

    def _is_picture(self, entry: Entry) -> bool:
        """Whether the entry leads to a document's beginning, and that is a picture."""
        start = self.starts.get((entry.member, ""))
        return entry.member in self.pictured and self.starts.get((entry.member, entry.anchor), start) == start


def _why(reference: Any, item: Any) -> str | None:
    if "nav" in properties(item):
        return CONTENTS
    return OUT_OF_ORDER if reference.get("linear") == "no" else None


def _as_page(parts: list[Part], term: str) -> list[Part]:
    """A document that the book calls a title page, its contents and the like, set aside if it looks like one."""
    role = meaning([term])
    reason = OTHER_BOOKS if term == OTHER_BOOKS else role.skipped
    sizes = [len(p.text.split()) for p in parts if not p.skipped]
    lists = reason in (CONTENTS, INDEX, LISTS, BIBLIOGRAPHY) and sum(sizes) < _LINE_WORDS * len(sizes)
    if not reason or not (lists or sum(sizes) <= _PAGE_WORDS or reason == NOTE):
        return parts
    return [p if p.skipped or (role.titles and p.kind == "heading") else replace(p, skipped=reason) for p in parts]


def _is_imprint_page(parts: list[Part]) -> bool:
    """Whether a document is what the publisher prints, and nothing of the story stands in it."""
    read_parts = [p for p in parts if not p.skipped]
    few = sum(len(p.text.split()) for p in read_parts) <= _PAGE_WORDS
    return (
        few
        and any(is_imprint(p.text) for p in read_parts)
        and not any(p.kind == "heading" and chapter_level(p.text) for p in read_parts)
    )


def _is_title(part: Part) -> bool:
    """A heading that may be the book's title."""
    return part.kind == "heading" and not re.match(r"copyright|colophon|imprint|credits", part.text, re.I)


def _has_heading(parts: list[Part], at: int) -> bool:
    """Whether a heading is read before the first paragraph from here on."""
    ahead = takewhile(lambda p: p.skipped or p.kind != "paragraph", parts[at:])
    return any(p.kind == "heading" and not p.skipped for p in ahead)


def _bare(path: Path, title_page: TitlePage, parts: list[Part], notes: list[str]) -> Manuscript:
    """The book's title page, so to speak: everything but its text."""
    sample = "\n".join(p.text for p in parts if not p.skipped)
    language = title_page.language()
    return Book(
        title_page.title() or path.stem,
        title_page.author(),
        language if re.fullmatch("[a-z]{2}", language) else language_of(sample),
        (),
        source=str(path),
        notes=tuple(notes),
        imprint=title_page.imprint(),
    )
