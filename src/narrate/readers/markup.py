"""HTML and its kin as parts, in reading order: what is no part of the story carries its reason, nothing is dropped unseen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from narrate.readers import typed_marks
from narrate.readers.extents import extents, walk
from narrate.readers.gather import Gatherer
from narrate.readers.headings import CHAPTER, PART, TITLE, Headings, chapter_level
from narrate.readers.origins import spans_of
from narrate.readers.pages import rejoined
from narrate.readers.shallow import shallow
from narrate.readers.structure import Part
from narrate.readers.stylesheet import looks
from narrate.readers.unclosed import without_unclosed

_OPEN_ENDED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)/>"
)


def parts_of(
    tree: LexborHTMLParser, *, page: bool = False, sheets: Sequence[str] = (), anchors: Container[str] = ()
) -> list[Part]:
    """The parts of a document. `page` says that it is a web page, with navigation, buttons and comments around the story;
    `sheets` are the style sheets that it refers to; `anchors` those that are looked for in the parts' `ids`.
    Depth is no matter: nothing here calls itself."""
    body = tree.body
    if body is None:
        return []
    own = [node.text() or "" for node in tree.css("style")]
    reading = Gatherer(page, extents(body, every=page), looks(tree, [*sheets, *own]), anchors)
    for node, entering in walk(body):
        if entering:
            reading.enter(node)
        else:
            reading.leave(node)
    reading.flush()
    emphasis = reading.trace.emphasis
    parts = typed_marks.mended(rejoined(reading.finished()))
    return [replace(p, emphasis=spans_of(p.text, p.source, emphasis)) for p in parts] if emphasis else parts


def tree_of(markup: str, *, xml: bool = False, anchors: Container[str] = ()) -> LexborHTMLParser:
    """The document, parsed. `xml` says that empty elements may be closed with a slash: in HTML one would hold all that follows.
    `anchors` are those that a document of very many keeps."""
    markup = _OPEN_ENDED.sub(r"<\1\2></\1>", markup) if xml else markup
    return LexborHTMLParser(shallow(without_unclosed(markup), anchors))


def opens_with_picture(tree: LexborHTMLParser) -> bool:
    """Whether a picture stands before the first word of a document."""
    body = tree.body
    for node in body.traverse(include_text=True) if body is not None else ():
        if node.tag in ("img", "svg", "image"):
            return True
        if node.tag == "-text" and (node.text_content or "").strip():
            return False
    return False


def levelled(parts: Sequence[Part]) -> list[Part]:
    """The parts with their headings ranked as parts, chapters and titles: by their numbers, else by their depth in the document.
    A document without headings is judged by its looks, like a plain text."""
    headings = [i for i, p in enumerate(parts) if p.kind == "heading" and not p.skipped]
    if not headings:
        return _by_looks(parts)
    by_number = {i: chapter_level(parts[i].text) for i in headings}
    chapters = [parts[i].level for i in headings if by_number[i] == CHAPTER]
    rest = headings[1:] if [parts[i].level for i in headings].count(parts[headings[0]].level) == 1 else headings
    depths = [parts[i].level for i in rest]
    often = [depth for depth, times in Counter(depths).items() if times > 1]
    usual = min(chapters or often or depths, default=0)
    ranked = list(parts)
    for i in headings:
        depth = parts[i].level
        level = by_number[i] or (CHAPTER if depth == usual else PART if depth < usual else TITLE)
        if i == headings[0] and i not in rest and not by_number[i]:
            level = TITLE  # the story's own title
        ranked[i] = replace(parts[i], level=level)
    return ranked


def _by_looks(parts: Sequence[Part]) -> list[Part]:
    headings = Headings([p.text for p in parts])
    levels = [0 if p.skipped or p.kind != "paragraph" else headings.level(i) for i, p in enumerate(parts)]
    return [replace(p, kind="heading", level=level) if level else p for p, level in zip(parts, levels, strict=True)]
