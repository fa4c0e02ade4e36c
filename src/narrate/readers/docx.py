"""Word documents: headings by their styles, insertions kept, deletions and hidden text set aside by Word's own rules."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from narrate.errors import StoryError
from narrate.model import Book, Contributor, Imprint, Manuscript
from narrate.readers.archive import Archive, local, within, words, xml
from narrate.readers.language import language_of
from narrate.readers.markup import levelled, parts_of, tree_of
from narrate.readers.people import ROLES, author_line, people_of, plain, role_of, subjects_of
from narrate.readers.scraps import refuse_scraps
from narrate.readers.semantics import HIDDEN
from narrate.readers.structure import Part, compose

_DOCUMENT = "word/document.xml"
_CUSTOM = "docProps/custom.xml"
_STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        "r[style-name='Emphasis'] => em",
        "br[type='page'] =>",
        "comment-reference =>",
    )
)
_SAMPLE = 20_000
_MOST_PARAGRAPHS = 100_000
"""With 2.8 kB each in mammoth they take 280 MB; the longest novels have 15,000."""
_MOST_RUNS = 400_000
"""Pieces of text of one look; Word's own have three to ten in a paragraph."""
_MOST_FIELDS = 20
"""In each other; mammoth looks through all that are open at each run."""
_INLINE = frozenset({"bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd"})


class DocxReader:
    """Word's .docx through mammoth, which reads it into simple HTML."""

    name = "docx"

    def score(self, path: Path, head: bytes) -> int:
        """A zip file of that name, or one that begins as Word's do."""
        if not head.startswith(b"PK\x03\x04"):
            return 0
        return 90 if path.suffix.lower() in (".docx", ".docm") else 70 if b"word/" in head else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The document's reading text; hidden text is no part of it, and is told."""
        import mammoth

        with Archive(path) as archive:
            document = xml(archive.read(_DOCUMENT), f"{path}: {_DOCUMENT}", _INLINE)
            custom = xml(archive.read(_CUSTOM), f"{path}: {_CUSTOM}") if _CUSTOM in archive else None
            props = xml(archive.read("docProps/core.xml"), str(path)) if "docProps/core.xml" in archive else None
            _refuse_many(document, path)
            refuse_scraps(_paragraphs(document), path)
            etree.strip_tags(document, *(f"{{*}}{name}" for name in _INLINE))
            _level_fields(document)
            packed, hidden = _repacked(archive, document)
        try:
            markup = mammoth.convert_to_html(io.BytesIO(packed), style_map=_STYLES, convert_image=_no_image).value
        except RecursionError:
            raise StoryError(f"{path}: tables or runs stand in each other too deep to be read; save it as ODT.") from None
        except Exception as error:
            raise StoryError(f"{path}: damaged: {' '.join(str(error).split())[:160]}") from error
        parts = levelled(parts_of(tree_of(markup)))
        parts += [Part("paragraph", text, skipped=HIDDEN) for text in hidden]
        title = next((p.text for p in parts[:1] if p.kind == "heading"), "")
        properties = {local(e): words(e) for e in props} if props is not None else {}
        people = (*people_of(properties.get("creator", "")), *_contributors(custom))
        story = "\n".join(p.text for p in parts[:200])[:_SAMPLE]
        book: Manuscript = Book(
            properties.get("title") or title or path.stem,
            author_line(people),
            (properties.get("language") or "")[:2].lower() or language_of(story),
            (),
            source=str(path),
            imprint=Imprint(
                date=properties.get("created", "")[:10],
                people=people,
                description=plain(properties.get("description", "")),
                subjects=subjects_of([properties.get("subject", ""), properties.get("keywords", "")]),
            ),
        )
        return compose(book, parts)


def _paragraphs(document: Any) -> Iterator[str]:
    """The text of every paragraph; what stands in another's counts alone."""
    pieces: list[list[str]] = []
    for element in document.iter():
        name = local(element)
        if name == "p":
            pieces.append([])
        elif name == "t" and pieces:
            pieces[-1].append(element.text or "")
    return map("".join, pieces)


def _refuse_many(document: Any, path: Path) -> None:
    for tag, what, most in (("p", "paragraphs", _MOST_PARAGRAPHS), ("r", "runs", _MOST_RUNS)):
        if (count := sum(1 for _ in document.iter(f"{{*}}{tag}"))) > most:
            raise StoryError(f"{path}: {count:,} {what} are more than can be read of Word's; save it as ODT or split it.")


def _level_fields(document: Any) -> None:
    """Take out the marks of fields that are open in too many others; their text stays."""
    depth = 0
    for mark in within(document, "fldChar"):
        kind = next((value for name, value in mark.attrib.items() if name.endswith("fldCharType")), "")
        depth += kind == "begin"
        if depth > _MOST_FIELDS:
            mark.getparent().remove(mark)
        depth = max(0, depth - (kind == "end"))


def _contributors(custom: Any) -> list[Contributor]:
    """Translators and others in the properties that somebody added."""
    fields = [(str(e.get("name") or "").lower(), words(e)) for e in custom] if custom is not None else []
    return [one for role, said in fields if role in ROLES for one in people_of(said, role_of(role))]


def _no_image(_: Any) -> list[Any]:
    return []


def _repacked(archive: Archive, document: Any) -> tuple[bytes, list[str]]:
    """The archive with only what has text, as checked bytes, and the hidden text that was taken out of it."""
    import zipfile

    hidden = []
    for run in within(document, "r"):
        if any(local(mark) == "vanish" and _on(mark) for props in run if local(props) == "rPr" for mark in props):
            text = words(run)
            if text:
                hidden.append(text)
            for child in [c for c in run if local(c) != "rPr"]:
                run.remove(child)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for name in archive.names():
            if name == _DOCUMENT:
                out.writestr(name, etree.tostring(document, xml_declaration=True, encoding="UTF-8"))
            elif re.fullmatch(r"\[Content_Types\]\.xml|(?:.*/)?_rels/.*|word/[^/]*\.xml", name):
                out.writestr(name, archive.read(name))
    return packed.getvalue(), hidden


def _on(mark: Any) -> bool:
    value = next((v for k, v in mark.attrib.items() if k.endswith("val")), "true")
    return value not in ("0", "false", "off")
