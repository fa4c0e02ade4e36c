"""EPUB 2 and 3: documents in the order of the spine, chapters from the book's own table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from narrate.errors import StoryError
from narrate.model import Book, Imprint, Manuscript
from narrate.readers.archive import Archive, children, target, within, words, xml
from narrate.readers.encoding import decode, mend
from narrate.readers.language import language_of
from narrate.readers.markup import CONTENTS, levelled, parts_of
from narrate.readers.structure import Part, compose
from narrate.units import printable

COPYRIGHT_PAGE = "copyright page"
OUT_OF_ORDER = "not in reading order"
_DOCUMENTS = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"}
_NO_CHAPTER = re.compile(
    r"(?:front |book )?cover|(?:half[- ]?)?title(?:[- ]?page)?|copyright.*|(?:table of )?contents|landmarks|list of .*"
    r"|the project gutenberg.*",
    re.I,
)
_KINDS = {"toc": CONTENTS, "copyright-page": COPYRIGHT_PAGE, "copyright": COPYRIGHT_PAGE, "index": "index", "cover": "cover page"}
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Algorithms that scramble fonts only; any other means that the book itself is locked."""


@dataclass(frozen=True)
class _Entry:
    """A line of the table of contents: title, where it leads, and how deep it stands (0 is the outermost)."""

    title: str
    member: str
    anchor: str


@dataclass
class _Package:
    """An opened package document."""

    member: str
    root: Any
    items: dict[str, Any] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The first Dublin Core element of a name."""
        found = [words(e) for e in within(self.root, name) if "dc/elements" in str(e.tag)]
        return next((text for text in found if text), "")

    def meta(self, name: str) -> str:
        """A `<meta>` of EPUB 2 (name, content) or 3 (property, text)."""
        for element in within(self.root, "meta"):
            if element.get("name") == name:
                return str(element.get("content") or "").strip()
            if element.get("property") == name:
                return words(element)
        return ""


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
            package = _package(archive)
            notes = [f"{printable(name)} is in the file twice; the first was read" for name in archive.doubled]
            parts, starts = _spine(archive, package, encoding, notes)
            entries = [e for e in _contents(archive, package) if not _NO_CHAPTER.fullmatch(e.title)]
            parts = _opened(parts, starts, entries)
            book = _bare(path, archive, package, parts, notes)
        return compose(book, parts)


def _unlocked(archive: Archive) -> None:
    if "META-INF/encryption.xml" in archive:
        root = xml(archive.read("META-INF/encryption.xml"), f"{archive.path}: META-INF/encryption.xml")
        methods = [e.get("Algorithm", "") for e in within(root, "EncryptionMethod")]
        if any(method not in _FONTS for method in methods):
            raise StoryError(f"{archive.path}: locked by its shop (DRM); narrate reads only books without a lock.")


def _package(archive: Archive) -> _Package:
    member = ""
    if "META-INF/container.xml" in archive:
        root = xml(archive.read("META-INF/container.xml"), f"{archive.path}: META-INF/container.xml")
        paths = [target("", str(e.get("full-path") or ""))[0] for e in within(root, "rootfile")]
        member = next((p for p in paths if p in archive), "")
    member = member or next((name for name in archive.names() if name.lower().endswith(".opf")), "")
    if not member:
        raise StoryError(f"{archive.path}: no EPUB: there is no package document in it.")
    package = _Package(member, xml(archive.read(member), f"{archive.path}: {member}"))
    package.items = {str(e.get("id")): e for e in within(package.root, "item")}
    return package


def _spine(
    archive: Archive, package: _Package, encoding: str | None, notes: list[str]
) -> tuple[list[Part], dict[tuple[str, str], int]]:
    """All parts, and where each document ("") and each of its anchors begins."""
    parts: list[Part] = []
    starts: dict[tuple[str, str], int] = {}
    kinds = _kinds(package)
    for reference in within(package.root, "itemref"):
        item = package.items.get(str(reference.get("idref")))
        if item is None:
            notes.append(f"the book lists {reference.get('idref')} as a chapter, which it does not have")
            continue
        member, _ = target(package.member, str(item.get("href") or ""))
        if member not in archive:
            notes.append(f"the book lists {item.get('href')} as a chapter, which is not in the file")
            continue
        if item.get("media-type") not in _DOCUMENTS and not member.lower().endswith(("html", "htm", "xml")):
            notes.append(f"{member} is a picture or of a kind that has no text to read")
            continue
        found = _document(archive.read(member), encoding)
        why = kinds.get(member)
        if "nav" in str(item.get("properties") or "").split():
            why = CONTENTS
        if reference.get("linear") == "no":
            why = why or OUT_OF_ORDER
        starts[member, ""] = len(parts)
        for part in found:
            for name in part.ids:
                starts.setdefault((member, name), len(parts))
            parts.append(replace(part, skipped=part.skipped or why))
    return parts, starts


def _document(data: bytes, encoding: str | None) -> list[Part]:
    declared = re.search(rb"<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", data[:200])
    text, _ = decode(data, encoding or (declared[1].decode("ascii") if declared else None))
    found = parts_of(mend(text), xml=True)
    body = LexborHTMLParser(text[:20_000]).body
    kind = (body.attributes.get("epub:type") or "") if body is not None else ""
    why = next((_KINDS[k] for k in kind.split() if k in _KINDS), None)
    return [replace(part, skipped=part.skipped or why) for part in found]


def _kinds(package: _Package) -> dict[str, str]:
    """Documents that the guide of EPUB 2 knows as contents, copyright page and the like."""
    found = {}
    for reference in within(package.root, "reference"):
        why = _KINDS.get(str(reference.get("type") or "").lower().replace("copyright-page", "copyright"))
        member, anchor = target(package.member, str(reference.get("href") or ""))
        if why and not anchor:
            found[member] = why
    return found


def _contents(archive: Archive, package: _Package) -> list[_Entry]:
    """The table of contents: the navigation document, else the NCX."""
    for item in package.items.values():
        if "nav" in str(item.get("properties") or "").split():
            member, _ = target(package.member, str(item.get("href") or ""))
            entries = _navigation(archive, member) if member in archive else []
            if entries:
                return entries
    spine = next(iter(within(package.root, "spine")), None)
    named = package.items.get(str(spine.get("toc"))) if spine is not None else None
    for item in [named, *package.items.values()]:
        if item is not None and (item is named or item.get("media-type") == "application/x-dtbncx+xml"):
            member, _ = target(package.member, str(item.get("href") or ""))
            if member in archive:
                return _ncx(archive, member)
    return []


def _navigation(archive: Archive, member: str) -> list[_Entry]:
    tree = LexborHTMLParser(decode(archive.read(member))[0])
    navs = [n for n in tree.css("nav") if "toc" in (n.attributes.get("epub:type") or n.attributes.get("role") or "toc")]
    found = []
    for link in navs[0].css("a[href]") if navs else []:
        place, anchor = target(member, link.attributes.get("href") or "")
        found.append(_Entry(" ".join((link.text() or "").split()), place, anchor))
    return [entry for entry in found if entry.title]


def _ncx(archive: Archive, member: str) -> list[_Entry]:
    root = xml(archive.read(member), f"{archive.path}: {member}")
    found = []
    for point in within(root, "navPoint"):
        label = next(iter(children(point, "navLabel")), None)
        content = next(iter(children(point, "content")), None)
        if label is not None and content is not None:
            place, anchor = target(member, str(content.get("src") or ""))
            found.append(_Entry(words(label), place, anchor))
    return [entry for entry in found if entry.title]


def _opened(parts: list[Part], starts: dict[tuple[str, str], int], entries: list[_Entry]) -> list[Part]:
    """The parts with chapters opened where the table of contents points; without one, by their headings."""
    places: dict[int, list[str]] = {}
    for entry in entries:
        at = starts.get((entry.member, entry.anchor), starts.get((entry.member, "")))
        if at is None:
            continue
        while at < len(parts) and parts[at].skipped:
            at += 1
        if at < len(parts):
            places.setdefault(at, []).append(entry.title)
    if len(places) < 2 and any(p.kind == "heading" and not p.skipped for p in parts[max(places, default=0) + 1 :]):
        return levelled(parts)
    ranked = levelled(parts) if not places else [replace(p, level=3 if p.kind == "heading" else 0) for p in parts]
    return [replace(p, opens=_joined(places[i])) if i in places else p for i, p in enumerate(ranked)]


def _joined(titles: list[str]) -> str:
    return ", ".join(dict.fromkeys(titles))


def _bare(path: Path, archive: Archive, package: _Package, parts: list[Part], notes: list[str]) -> Manuscript:
    """The book's title page, so to speak: everything but its text."""
    language = package.first("language").replace("_", "-").partition("-")[0].lower()
    series = package.meta("calibre:series") or package.meta("belongs-to-collection")
    number = package.meta("calibre:series_index") or package.meta("group-position")
    imprint = Imprint(
        publisher=package.first("publisher"),
        date=package.first("date")[:10],
        series=f"{series} #{number}" if series and number else series,
        cover=_cover(archive, package),
    )
    sample = "\n".join(p.text for p in parts if not p.skipped)
    return Book(
        package.first("title") or path.stem,
        ", ".join(dict.fromkeys(_authors(package))),
        language if re.fullmatch("[a-z]{2}", language) else language_of(sample),
        (),
        source=str(path),
        notes=tuple(notes),
        imprint=imprint,
    )


def _authors(package: _Package) -> list[str]:
    """Creators that are authors, or of whom nothing is said."""
    roles = {e.get("refines", "").lstrip("#"): words(e) for e in within(package.root, "meta") if e.get("property") == "role"}
    found = []
    for creator in within(package.root, "creator"):
        role = next((v for k, v in creator.attrib.items() if _local_name(k) == "role"), None) or roles.get(
            creator.get("id") or "-"
        )
        if role in (None, "aut") and words(creator):
            found.append(words(creator))
    return found


def _local_name(attribute: str) -> str:
    """An attribute's name without its namespace."""
    return attribute.rpartition("}")[2]


def _cover(archive: Archive, package: _Package) -> bytes:
    named = package.meta("cover")
    for key, item in package.items.items():
        if "cover-image" in str(item.get("properties") or "").split() or (named and key == named):
            member, _ = target(package.member, str(item.get("href") or ""))
            if member in archive and str(item.get("media-type") or "").startswith("image/"):
                return archive.read(member)
    return b""
