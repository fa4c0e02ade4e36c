"""The author's own pages, read aloud: a narrated edition of an EPUB, styled as it was."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import etree

from narrate.edition import Edition, TimedLine
from narrate.readalong import fresh, rendition
from narrate.readalong.chapters import Chapter
from narrate.readalong.clips import Clip, touching
from narrate.readalong.lighting import Lit, Stretch, light
from narrate.readalong.listed import Lists
from narrate.readalong.markup import MATHML, SVG, body_of
from narrate.readalong.overlay import Sounding, smil, total_duration
from narrate.readalong.package import CONTAINER, PAGE, SMIL, Item, Package, Reference, identifier
from narrate.readalong.places import MovedError, Places, in_order
from narrate.readalong.scrambled import ENCRYPTED, scrambled
from narrate.readalong.source import Resource, Source, relative
from narrate.readalong.xhtml import XHTML, text
from narrate.readers.archive import Archive, local, within, words
from narrate.readers.epub import EpubReader, placed
from narrate.readers.package import opened
from narrate.readers.people import isbn_of
from narrate.units import Seconds
from narrate.writers.zipped import Zipped

_HEAD_BYTES = 4096
_UNNAMED = "An edition in print, which this book does not name"


def is_own(story: Path | None) -> bool:
    """Whether a story brings pages of its own."""
    if story is None or not story.is_file():
        return False
    with story.open("rb") as file:
        return EpubReader().score(story, file.read(_HEAD_BYTES)) > 0


@dataclass(frozen=True, slots=True)
class _Heard:
    """An element of a page that is heard from then on."""

    page: str
    target: str
    start: Seconds


@dataclass
class OwnPages:
    """One book on its way into a zip file. Raises MovedError, before anything is written, where its pages do not hold what is
    heard."""

    source: Source
    edition: Edition
    chapters: Sequence[Chapter]
    folder: str = ""
    _lines: list[tuple[int, TimedLine]] = field(default_factory=list)
    _stretches: dict[str, list[Stretch]] = field(default_factory=lambda: defaultdict(list))
    _heard: dict[int, list[_Heard]] = field(default_factory=lambda: defaultdict(list))
    _items: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder = posixpath.dirname(self.source.package.member)
        places = Places([(at, part) for at, part in placed(self.source.package) if part.member])
        for number, chapter in enumerate(self.chapters):
            for line in chapter.transcript().lines:
                member, found = places.find(line.at, line.text)
                self._stretches[member] += [(first, last, len(self._lines)) for first, last in found]
                self._lines.append((number, line))
        self.source.learn_ids()

    def write(self, book: Zipped) -> None:
        """All members but the media type."""
        book.add("META-INF/container.xml", CONTAINER.format(text(self._name("package.opf"))))
        if fonts := scrambled(self.source.package.archive, self.source.resources):
            book.add(ENCRYPTED, fonts)
        book.add(self._name("lit.css"), fresh.LIT)
        kept = {resource.id: resource for resource in self.source.resources.values()}
        pages = {resource.id: self._add(book, resource) for resource in kept.values()}
        overlays = self._overlays(book, kept)
        for name, (resource, told) in pages.items():
            overlay = f"nrt-{name}-smil" if name in overlays else ""
            self._items.append(Item(name, self._href(resource.name), resource.kind, told, overlay))
        self._items += [
            Item("nrt-lit", self._href(self._name("lit.css")), "text/css"),
            Item("nrt-nav", self._href(self._name("nav.xhtml")), PAGE, "nav"),
        ]
        listed = Lists(self.source, self._name("nav.xhtml")).navigation(self.edition.title)
        book.add(self._name("nav.xhtml"), listed.document(self.edition, "lit.css"))
        book.add(self._name("package.opf"), self._package(paged=bool(listed.pages)).document(self.edition))

    def _name(self, name: str) -> str:
        return posixpath.join(self.folder, "narrated", name)

    def _href(self, name: str) -> str:
        return relative(self._name("package.opf"), name)

    def _add(self, book: Zipped, resource: Resource) -> tuple[Resource, str]:
        """Write a member; it, and what the manifest says of it."""
        if not resource.is_page:
            book.add(resource.name, self.source.content(resource))
            return resource, "cover-image" if resource.member == self.source.cover else ""
        root = self.source.page(resource, self.edition.title, self.edition.language)
        stretches = in_order(self._stretches.pop(resource.member, []))
        if stretches:
            self._light(root, stretches, resource)
        self.source.redirect(root, resource)
        if stretches:
            href = relative(resource.name, self._name("lit.css"))
            etree.SubElement(root.find(f"{{{XHTML}}}head"), f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href=href)
        book.add(resource.name, etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"))
        return resource, " ".join(_properties(root))

    def _light(self, root: Any, stretches: list[Stretch], resource: Resource) -> None:
        before = body_of(root)
        prefix = "nrt"
        while any(name.startswith(prefix) for name in self.source.ids[resource.member].values()):
            prefix += "-"
        body, lit = light(before, stretches, prefix, self.source.plain_element(root))
        body.tail = before.tail
        root.replace(before, body)
        for number, group in groupby(lit, key=lambda one: one.number):
            chapter, line = self._lines[number]
            self._heard[chapter] += _in_turn(resource.id, list(group), line)

    def _overlays(self, book: Zipped, resources: dict[str, Resource]) -> set[str]:
        """Write the overlays and the sound; the ids of the pages that are heard."""
        parts: dict[str, list[Sounding]] = defaultdict(list)
        for number, chapter in enumerate(self.chapters):
            elements = sorted(self._heard[number], key=lambda one: one.start)
            if not elements:
                continue
            file = self._name(f"{chapter.name}{chapter.sound.suffix}")
            book.add_file(file, chapter.sound)
            self._items.append(Item(f"nrt-{chapter.name}-sound", self._href(file), chapter.kind))
            clips = touching([(f"{one.page}\n{one.target}", one.start) for one in elements], chapter.track.duration)
            for page, group in groupby(clips, key=lambda clip: clip.target.split("\n")[0]):
                own = [Clip(clip.target.split("\n")[1], clip.start, clip.end) for clip in group]
                parts[page].append(Sounding(relative(self._name("x"), file), own))
        for number, (page, soundings) in enumerate(parts.items(), 1):
            file = self._name(f"p{number:04}.smil")
            book.add(file, smil(relative(file, resources[page].name), "bodymatter", soundings))
            self._items.append(Item(f"nrt-{page}-smil", self._href(file), SMIL, lasts=total_duration(soundings)))
        return set(parts)

    def _package(self, *, paged: bool) -> Package:
        source = self.source
        spine = [Reference(resource.id, linear, told) for resource, linear, told in source.spine]
        root = source.package.root
        more = [*_source_and_rights(root, self.edition.imprint.isbn, paged=paged), *rendition.of_book(root)]
        pictures = any(item.kind.startswith("image/") for item in self._items)
        name = source.identifier or identifier(self.edition)
        return Package(self._items, spine, name, pictures=pictures, progression=source.progression, more=more, paged=paged)


def _source_and_rights(root: Any, isbn: str, *, paged: bool) -> Iterator[str]:
    """What the book says of where its text and its page numbers come from, and of its rights. A source that is its ISBN is told
    anyhow. Of one that is `paged` something has to be said of its page numbers."""
    core = [e for e in root.iter() if isinstance(e.tag, str) and "dc/elements" in e.tag and words(e)]
    sources = [words(e) for e in core if local(e) == "source"]
    rights = [words(e) for e in core if local(e) == "rights"]
    yield from (f"<dc:source>{text(one)}</dc:source>" for one in dict.fromkeys(sources) if not isbn or isbn_of([one]) != isbn)
    yield from (f"<dc:rights>{text(one)}</dc:rights>" for one in dict.fromkeys(rights))
    metas = within(root, "meta")
    paginated = {
        str(e.get("refines")).lstrip("#") for e in metas if e.get("property") == "source-of" and words(e) == "pagination"
    }
    printed = [words(e) for e in metas if e.get("property") == "pageBreakSource" and words(e)]
    printed += [words(e) for e in core if e.get("id") in paginated] + [_UNNAMED] * paged
    yield from (f'<meta property="pageBreakSource">{text(one)}</meta>' for one in printed[:1])


def _in_turn(page: str, lit: list[Lit], line: TimedLine) -> Iterator[_Heard]:
    """The elements of a line, each heard as long as it has letters."""
    whole, before = sum(one.letters for one in lit), 0
    for one in lit:
        yield _Heard(page, one.id, line.start + (line.end - line.start) * before / whole)
        before += one.letters


def _properties(root: Any) -> Iterator[str]:
    """What a manifest has to say of a page."""
    if root.find(f".//{{{MATHML}}}math") is not None:
        yield "mathml"
    if root.find(f".//{{{SVG}}}svg") is not None:
        yield "svg"


def bind(book: Zipped, edition: Edition, chapters: Sequence[Chapter]) -> bool:
    """Write an edition with its story's own pages; nothing at all, and False, where they do not hold what is heard."""
    assert edition.story
    with Archive(edition.story) as archive:
        try:
            pages = OwnPages(Source(opened(archive)), edition, chapters)
        except MovedError:
            return False
        pages.write(book)
    return True
