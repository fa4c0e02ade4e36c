"""FictionBook 2: sections with titles, nested; the body of notes set aside."""

from __future__ import annotations

import base64
import binascii
import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from narrate.errors import StoryError
from narrate.model import BlockKind, Book, Contributor, Imprint, Manuscript
from narrate.readers import marks, typed_marks
from narrate.readers.archive import Archive, children, local, within, words, xml
from narrate.readers.backmatter import is_notes_heading
from narrate.readers.emphasis import ELEMENTS
from narrate.readers.gather import SCENE
from narrate.readers.headings import is_scene_break
from narrate.readers.language import language_of
from narrate.readers.markup import levelled
from narrate.readers.origins import emphasised
from narrate.readers.people import ROLES, author_line, isbn_of, people_of, role_of, series_of, subjects_of
from narrate.readers.semantics import NOTE, NOTE_MARK
from narrate.readers.structure import Part, compose

_INLINE = frozenset({"a", "strong", "emphasis", "style", "strikethrough", "sub", "sup", "code"})
_PICTURE = re.compile(rb"(<(?:\w+:)?binary\b[^<>]*(?<!/)>)([^<]*)")
"""A picture's element and its base64, which never becomes part of a tree: six times its size in memory. (UTF-16 is not seen.)"""
_ID = re.compile(rb"\sid\s*=\s*[\"']([^\"']*)")
_LINES = frozenset({"p", "v", "subtitle", "text-author", "date"})


class Fb2Reader:
    """.fb2, and .fb2.zip with one book in it."""

    name = "fb2"

    def score(self, path: Path, head: bytes) -> int:
        """By the root element, else by the name."""
        if b"<FictionBook" in head:
            return 100
        return 90 if path.name.lower().endswith((".fb2", ".fb2.zip", ".fbz")) else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The reading text of the main body."""
        data = _bytes(path)
        root = xml(_PICTURE.sub(rb"\1", data), str(path), _INLINE)
        if local(root) != "FictionBook":
            raise StoryError(f"{path}: no FictionBook: its first element is {local(root) or 'nothing'}.")
        info = next(iter(within(root, "title-info")), None)
        printed = next(iter(within(root, "publish-info")), None)
        parts: list[Part] = []
        bodies = children(root, "body")
        notes = [body for number, body in enumerate(bodies) if _holds_notes(body, number)]
        _name_marks(root, {section.get("id") for body in notes for section in body.iter() if isinstance(section.tag, str)})
        for body in bodies:
            parts += _parts(body, NOTE if body in notes else None)
        sample = "\n".join(p.text for p in parts if not p.skipped)
        people = (*(_people(info) if info is not None else ()), *_own(root))
        book: Manuscript = Book(
            _one(info, "book-title") or path.name.partition(".")[0],
            author_line(people),
            _one(info, "lang")[:2].lower() or language_of(sample),
            (),
            source=str(path),
            imprint=Imprint(
                publisher=_one(printed, "publisher"),
                date=_one(printed, "year") or _one(info, "date"),
                series=_series(info),
                cover=_cover(data, info),
                people=people,
                description=_paragraphs(info, "annotation"),
                subjects=subjects_of([_one(info, "keywords")]),
                isbn=isbn_of([_one(printed, "isbn")]),
            ),
        )
        return compose(book, levelled(typed_marks.mended(parts)))


def _bytes(path: Path) -> bytes:
    if zipfile.is_zipfile(path):
        with Archive(path) as archive:
            inside = [name for name in archive.names() if name.lower().endswith(".fb2")]
            if not inside:
                raise StoryError(f"{path}: there is no .fb2 file in it.")
            return archive.read(inside[0])
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoryError(f"{path}: cannot be read: {error.strerror or error}") from error
    if not data.strip():
        raise StoryError(f"{path}: the file is empty.")
    return data


def _holds_notes(body: Any, number: int) -> bool:
    """Whether a body is named or titled as notes."""
    title = next((words(child) for child in body if local(child) == "title"), "")
    return body.get("name") in ("notes", "comments", "footnotes") or (number > 0 and is_notes_heading(title))


def _name_marks(root: Any, notes: Collection[str | None]) -> None:
    """Links to notes, and raised figures behind a word, are marks whether the file calls them so or not."""
    for link in within(root, "a"):
        target = next((value for key, value in link.attrib.items() if key.endswith("href")), "")
        if target.startswith("#") and (target[1:] in notes or marks.is_unlinked(_before(link), words(link))):
            link.set("type", "note")
    for high in within(root, "sup"):
        if marks.is_unlinked(_before(high), words(high)):
            high.tag, high.attrib["type"] = high.tag.replace("sup", "a"), "note"


def _before(element: Any) -> str:
    """The text right before an element."""
    previous = element.getprevious()
    return ((previous.tail if previous is not None else element.getparent().text) or "")[-12:]


def _parts(body: Any, why: str | None) -> list[Part]:
    """Titles, paragraphs and breaks in order; a title's level is how deep its section lies."""
    parts: list[Part] = []
    stack: list[tuple[Any, int]] = [(child, 1) for child in reversed(body)]
    while stack:
        element, depth = stack.pop()
        name = local(element)
        if name == "title":
            lines = [words(p) for p in element if words(p)]
            if lines:
                parts.append(Part("heading", "\n".join(lines), min(depth, 6), why))
        elif name == "empty-line":
            parts.append(Part("scene_break", SCENE, skipped=why))
        elif name in _LINES:
            signs = [words(a) for a in within(element, "a") if a.get("type") == "note"]
            for mark in [a for a in within(element, "a") if a.get("type") == "note"]:
                mark.text = ""
                for child in list(mark):
                    mark.remove(child)
            text = words(element)
            if text:
                kind: BlockKind = "scene_break" if is_scene_break(text) else "paragraph"
                parts.append(Part(kind, text, skipped=why, emphasis=emphasised(text, _pieces(element))))
            parts += [Part("paragraph", mark, skipped=NOTE_MARK) for mark in signs if mark]
        elif name:
            stack += [(child, depth + (name == "section")) for child in reversed(element)]
    return parts


def _pieces(element: Any) -> Iterator[tuple[str, bool]]:
    """The text of an element piece by piece, and whether it is printed with emphasis."""
    open_now = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        emphasis = local(node) in ELEMENTS
        open_now += emphasis * (1 if event == "start" else -1)
        if event == "start":
            yield node.text or "", open_now > 0
        elif node is not element:
            yield node.tail or "", open_now > 0


def _one(element: Any, name: str) -> str:
    if element is None:
        return ""
    found = children(element, name)
    return words(found[0]) if found else ""


def _person(author: Any) -> str:
    named = [_one(author, part) for part in ("first-name", "middle-name", "last-name")]
    return " ".join(n for n in named if n) or _one(author, "nickname")


def _people(info: Any) -> Iterator[Contributor]:
    """Authors and translators, with the names that lists are sorted by."""
    for kind in ("author", "translator"):
        for element in children(info, kind):
            first, last = _one(element, "first-name"), _one(element, "last-name")
            if name := _person(element):
                yield Contributor(name, role_of(kind), f"{last}, {first}" if first and last else "")


def _own(root: Any) -> Iterator[Contributor]:
    """Narrators and others whom the file tells in words of its own."""
    for element in within(root, "custom-info"):
        role = (element.get("info-type") or "").lower()
        if role in ROLES:
            yield from people_of(words(element), role_of(role))


def _paragraphs(info: Any, name: str) -> str:
    found = children(info, name) if info is not None else []
    return "\n".join(words(p) for e in found for p in e if words(p))


def _series(info: Any) -> str:
    sequences = children(info, "sequence") if info is not None else []
    if not sequences:
        return ""
    return series_of(sequences[0].get("name") or "", sequences[0].get("number") or "")


def _cover(data: bytes, info: Any) -> bytes:
    images = [i for page in (children(info, "coverpage") if info is not None else []) for i in within(page, "image")]
    targets = {v.lstrip("#") for image in images for k, v in image.attrib.items() if k.endswith("href")}
    for picture in _PICTURE.finditer(data):
        name = _ID.search(picture[1])
        if name and name[1].decode("utf-8", "replace") in targets:
            try:
                return base64.b64decode(b"".join(picture[2].split()), validate=True)
            except (binascii.Error, ValueError):
                return b""
    return b""
