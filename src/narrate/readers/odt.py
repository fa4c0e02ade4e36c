"""OpenDocument texts (LibreOffice): headings by outline level, notes set aside, deleted text left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from narrate.model import BlockKind, Book, Imprint, Manuscript
from narrate.readers import typed_marks
from narrate.readers.archive import Archive, children, local, within, words, xml
from narrate.readers.headings import is_scene_break
from narrate.readers.language import language_of
from narrate.readers.markup import levelled
from narrate.readers.origins import emphasised
from narrate.readers.people import ROLES, author_line, people_of, plain, role_of, subjects_of
from narrate.readers.semantics import CONTENTS, INDEX, NOTE
from narrate.readers.structure import Part, compose

_NAME = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}name"
_MEDIA = b"application/vnd.oasis.opendocument.text"
_UNREAD = frozenset({"tracked-changes", "forms", "sequence-decls", "annotation", "note"})
_INLINE = frozenset({
    "a", "span", "bookmark", "bookmark-start", "bookmark-end", "reference-mark", "reference-mark-start", "reference-mark-end",
    "soft-page-break",
})  # fmt: skip
_SPACES = {"s": " ", "tab": " ", "line-break": "\n"}
_SLANTED, _BOLD = ("italic", "oblique"), ("bold", "600", "700", "800", "900")
_SMALL_NUMBER = re.compile(r"[1-9][0-9]?")


class OdtReader:
    """.odt files."""

    name = "odt"

    def score(self, path: Path, head: bytes) -> int:
        """By the media type at the start of the archive, else by the name of a zip file."""
        if head[30:].startswith(b"mimetype" + _MEDIA):
            return 100
        return 80 if head.startswith(b"PK\x03\x04") and path.suffix.lower() == ".odt" else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The document's reading text."""
        with Archive(path) as archive:
            root = xml(archive.read("content.xml"), f"{path}: content.xml", _INLINE)
            styles = xml(archive.read("styles.xml"), f"{path}: styles.xml") if "styles.xml" in archive else None
            meta = xml(archive.read("meta.xml"), f"{path}: meta.xml") if "meta.xml" in archive else None
        body = next((e for office in within(root, "body") for e in office if local(e) == "text"), None)
        parts = levelled(typed_marks.mended(_parts(body, _emphatic(styles, root))) if body is not None else [])
        metadata = {local(e): words(e) for e in meta.iter() if isinstance(e.tag, str) and len(e) == 0} if meta is not None else {}
        own = [(str(e.get(_NAME) or "").lower(), words(e)) for e in _all(meta, "user-defined")]
        people = tuple(people_of(metadata.get("initial-creator") or metadata.get("creator", "")))
        people += tuple(one for role, said in own if role in ROLES for one in people_of(said, role_of(role)))
        book: Manuscript = Book(
            metadata.get("title") or path.stem,
            author_line(people),
            metadata.get("language", "")[:2].lower() or language_of("\n".join(p.text for p in parts if not p.skipped)),
            (),
            source=str(path),
            imprint=Imprint(
                date=(metadata.get("creation-date") or metadata.get("date", ""))[:4],
                people=people,
                description=plain(metadata.get("description", "")),
                subjects=subjects_of(words(e) for name in ("subject", "keyword") for e in _all(meta, name)),
            ),
        )
        return compose(book, parts)


def _all(meta: Any, name: str) -> list[Any]:
    return within(meta, name) if meta is not None else []


def _emphatic(*documents: Any) -> frozenset[str]:
    """The names of the styles that slant letters or make them bold, by themselves or by the style that they build on."""
    emphatic: set[str] = set()
    for style in [one for document in documents if document is not None for one in within(document, "style")]:
        attributes = {name.rpartition("}")[2]: value for name, value in style.attrib.items()}
        looks = {k.rpartition("}")[2]: v for props in children(style, "text-properties") for k, v in props.attrib.items()}
        slanted, bold = looks.get("font-style"), looks.get("font-weight")
        inherits = slanted is None and bold is None and attributes.get("parent-style-name") in emphatic
        if attributes.get("family") == "text" and (slanted in _SLANTED or bold in _BOLD or inherits):
            emphatic.add(attributes.get("name", ""))
    return frozenset(emphatic)


def _parts(body: Any, emphatic: Collection[str]) -> list[Part]:
    """Paragraphs and headings in document order, wherever they stand: lists, tables, sections, frames."""
    parts: list[Part] = []
    stack: list[tuple[Any, str | None]] = [(child, None) for child in reversed(body)]
    while stack:
        element, why = stack.pop()
        name = local(element)
        if name in ("p", "h"):
            notes: list[str] = []
            pieces = list(_pieces(element, notes, emphatic))
            text = "".join(piece for piece, _ in pieces).strip()
            if text:
                level = _count(element, "outline-level")
                if name == "h":
                    parts.append(Part("heading", " ".join(text.split()), level, why))
                else:
                    kind: BlockKind = "scene_break" if is_scene_break(text) else "paragraph"
                    parts.append(Part(kind, text, skipped=why, emphasis=emphasised(text, pieces)))
            parts += [Part("paragraph", note, skipped=NOTE) for note in notes if note]
        elif name in ("table-of-content", "alphabetical-index"):
            stack += [(child, CONTENTS if name[0] == "t" else INDEX) for child in reversed(element)]
        elif name not in _UNREAD:
            stack += [(child, why) for child in reversed(element)]
    return parts


def _count(element: Any, name: str) -> int:
    """The attribute of that local name where it is a number from 1 to 99, else 1."""
    value = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
    return int(value) if _SMALL_NUMBER.fullmatch(value) else 1


def _pieces(element: Any, notes: list[str], emphatic: Collection[str]) -> Iterator[tuple[str, bool]]:
    """A paragraph's text piece by piece, and whether it is printed with emphasis; its notes are put aside. Depth is no matter:
    nothing here calls itself."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, emphasis = stack.pop()
        name = "" if isinstance(node, str) else local(node)
        if isinstance(node, str):
            yield node, emphasis
        elif name in _SPACES:
            yield _SPACES[name] * (_count(node, "c") if name == "s" else 1), emphasis
        elif name == "note":
            notes.append(words(node))
        elif name and (name not in _UNREAD or node is element):
            style = next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == "style-name"), "")
            within_it = emphasis or (name == "span" and style in emphatic)
            for child in reversed(node):
                stack += [(child.tail or "", within_it), (child, within_it)]
            yield node.text or "", within_it
