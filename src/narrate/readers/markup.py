"""HTML and its kin as parts, in reading order: what is no part of the story carries its reason, nothing is dropped unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from narrate.readers.headings import CHAPTER, PART, TITLE, Headings, chapter_level, is_scene_break
from narrate.readers.structure import Part

FURNITURE = "page furniture"
CONTENTS = "table of contents"
NOTE = "note"
NOTE_MARK = "note mark"
PAGE_NUMBER = "page number"
HIDDEN = "hidden text"
GLOSS = "reading aid"
SCENE = "* * *"
"""What a rule across the page is in the reading text."""

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_UNREAD = frozenset({
    "head", "script", "style", "template", "noscript", "svg", "math", "audio", "video", "canvas", "object", "iframe", "map",
    "-comment",
})  # fmt: skip
_CONTROLS = frozenset(["form", "button", "select", "textarea", "input", "label", "option"])
_TYPES = {
    "footnote": NOTE, "footnotes": NOTE, "endnote": NOTE, "endnotes": NOTE, "rearnote": NOTE, "rearnotes": NOTE,
    "noteref": NOTE_MARK, "pagebreak": PAGE_NUMBER, "toc": CONTENTS, "landmarks": CONTENTS, "page-list": CONTENTS,
    "copyright-page": "copyright page", "index": "index", "loi": CONTENTS, "lot": CONTENTS,
}  # fmt: skip
_PAGE_TYPES = frozenset(["aside", "footer", "nav"])
_PAGE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|sharedaddy|social|comments?|comment-?list|respond|related|sidebar|newsletter|subscribe|advert\w*|ads?"
    r"|adsbygoogle|promo|cookies?|breadcrumbs?|pagination|pager|navbar|menu|byline|post-?meta|entry-?meta|post-flair|post-tags|widget)"
    r"(?:$|[\s_-])",
    re.I,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MOST = 0.5
"""An element with this share of the page's text is the page, whatever it is called."""
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]+|[a-z])[\])]?")
_LINKS = 4
_OPEN_ENDED = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)/>"
)


def parts_of(markup: str, *, page: bool = False, xml: bool = False) -> list[Part]:
    """The parts of a document. `page` says that it is a web page, with navigation, buttons and comments around the story;
    `xml` that empty elements may be closed with a slash. Depth is no matter: nothing here calls itself."""
    if xml:
        markup = _OPEN_ENDED.sub(r"<\1\2></\1>", markup)
    body = LexborHTMLParser(markup).body
    if body is None:
        return []
    reading = _Reading(page, _length(body) if page else 0)
    for node, entering in _walk(body):
        if entering:
            reading.enter(node)
        else:
            reading.leave(node)
    reading.flush()
    return reading.parts


def levelled(parts: Sequence[Part]) -> list[Part]:
    """The parts with their headings ranked as parts, chapters and titles: by their numbers, else by their depth in the document.
    A document without headings is judged by its looks, like a plain text."""
    told = [i for i, p in enumerate(parts) if p.kind == "heading" and not p.skipped]
    if not told:
        return _by_looks(parts)
    by_number = {i: chapter_level(parts[i].text) for i in told}
    chapters = [parts[i].level for i in told if by_number[i] == CHAPTER]
    rest = told[1:] if [parts[i].level for i in told].count(parts[told[0]].level) == 1 else told
    depths = [parts[i].level for i in rest]
    usual = min(chapters) if chapters else min((d for d in depths if depths.count(d) > 1), default=min(depths, default=0))
    ranked = list(parts)
    for i in told:
        depth = parts[i].level
        level = by_number[i] or (CHAPTER if depth == usual else PART if depth < usual else TITLE)
        if i == told[0] and i not in rest and not by_number[i]:
            level = TITLE  # the story's own title
        ranked[i] = replace(parts[i], level=level)
    return ranked


def _by_looks(parts: Sequence[Part]) -> list[Part]:
    headings = Headings([p.text for p in parts])
    levels = [0 if p.skipped or p.kind != "paragraph" else headings.level(i) for i, p in enumerate(parts)]
    return [replace(p, kind="heading", level=level) if level else p for p, level in zip(parts, levels, strict=True)]


def _walk(root: Any) -> Iterator[tuple[Any, bool]]:
    """(node, whether it begins) in document order."""
    stack = [(root, True)]
    while stack:
        node, entering = stack.pop()
        yield node, entering
        if entering and node.tag not in _UNREAD:
            stack.append((node, False))
            stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))


def _length(node: Any) -> int:
    return sum(len(n.text_content.strip()) for n in node.traverse(include_text=True) if n.tag == "-text")


class _Reading:
    """A walk through a document: the part that is being gathered, and why what is read now would be skipped."""

    def __init__(self, page: bool, total: int) -> None:
        self.parts: list[Part] = []
        self._page, self._total = page, total
        self._words: list[str] = []
        self._aside: list[tuple[str, str]] = []
        self._ids: list[str] = []
        self._heading = 0
        self._pre = 0
        self._inline: str | None = None
        self._reasons: list[tuple[int, str, bool]] = []

    def enter(self, node: Any) -> None:
        tag = node.tag
        if tag == "-text":
            self._text(node.text_content or "")
            return
        if tag in _UNREAD:
            return
        attributes = node.attributes
        block = tag in _BLOCKS
        if block:
            self.flush()
        if attributes.get("id"):
            self._ids.append(attributes["id"])
        if tag == "a" and attributes.get("name"):
            self._ids.append(attributes["name"])
        reason = self._reason(node, tag, attributes)
        if reason:
            self._reasons.append((node.mem_id, reason, block))
            if not block:
                self._inline = reason
        if tag == "br":
            self._words.append("\n")
        elif tag == "hr":
            self._emit("scene_break", SCENE)
        elif tag in ("td", "th") and self._words:
            self._words.append(" ")
        elif tag == "pre":
            self._pre += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = int(tag[1])

    def leave(self, node: Any) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self.flush()
        if tag == "pre":
            self._pre -= 1
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = 0
        if self._reasons and self._reasons[-1][0] == node.mem_id:
            self._reasons.pop()
            self._inline = next((r for _, r, block in self._reasons if not block), None)

    def flush(self) -> None:
        """The gathered words are a part of their own; what was set aside within them follows."""
        text, self._words = _spaced("".join(self._words)), []
        if text:
            if self._heading:
                self._emit("heading", " ".join(text.split()), self._heading)
            else:
                self._emit("scene_break" if is_scene_break(text) else "paragraph", text)
        aside, self._aside = self._aside, []
        for reason, words in aside:
            if words.strip():
                self.parts.append(Part("paragraph", " ".join(words.split()), skipped=reason))

    def _text(self, text: str) -> None:
        if self._inline:
            if self._aside and self._aside[-1][0] == self._inline:
                text = f"{self._aside.pop()[1]} {text}"
            self._aside.append((self._inline, text))
        elif self._pre:
            self._words.append(text)
        else:
            self._words.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def _emit(self, kind: Any, text: str, level: int = 0) -> None:
        skipped = self._reasons[0][1] if self._reasons else None
        self.parts.append(Part(kind, text, level, skipped, ids=tuple(self._ids)))
        self._ids = []

    def _reason(self, node: Any, tag: str, attributes: dict[str, str | None]) -> str | None:
        types = f"{attributes.get('epub:type') or ''} {(attributes.get('role') or '').replace('doc-', '')}".split()
        told = next((_TYPES[t] for t in types if t in _TYPES), None)
        if told:
            return told
        if "hidden" in attributes or _UNSEEN.search(attributes.get("style") or ""):
            return HIDDEN
        if tag in ("rt", "rp"):
            return GLOSS
        if tag in ("sup", "a") and _is_note_mark(node, tag, attributes):
            return NOTE_MARK
        if tag in _CONTROLS:
            return FURNITURE
        if tag in ("ul", "ol", "table", "nav") and _is_contents(node):
            return FURNITURE if self._page else CONTENTS
        if tag == "nav":
            return FURNITURE if self._page else CONTENTS
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if re.search(r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])", named, re.I) and tag in _BLOCKS:
            return NOTE
        if self._page and (tag in _PAGE_TYPES or _is_banner(node, tag) or _PAGE_WORDS.search(named)):
            return FURNITURE if _length(node) < _MOST * self._total else None
        return None


def _is_banner(node: Any, tag: str) -> bool:
    """A page's head, not that of an article."""
    if tag != "header":
        return False
    above = node.parent
    while above is not None:
        if above.tag in ("article", "main"):
            return False
        above = above.parent
    return node.css_first("h1") is None


def _is_note_mark(node: Any, tag: str, attributes: dict[str, str | None]) -> bool:
    text = (node.text() or "").strip()
    if not _MARK.fullmatch(text):
        return False
    if tag == "sup":
        return node.css_first("a") is not None
    inside = node.parent is not None and node.parent.tag == "sup"
    raised = node.css_first("sup") is not None
    bracketed = text[0] in "[(" or not text.isalnum()
    return "#" in (attributes.get("href") or "") and (inside or raised or bracketed)


def _is_contents(node: Any) -> bool:
    """Several links and hardly a word beside them."""
    links = node.css("a[href]")
    if len(links) < _LINKS:
        return False
    linked = sum(len((link.text() or "").strip()) for link in links)
    return linked > 0 and linked >= 0.8 * len(re.sub(r"\s+|\d+\.?", "", node.text() or ""))


def _spaced(text: str) -> str:
    """Trimmed lines; a space that lines, elements or typing left double is one."""
    lines = (re.sub(r"[ \t\f\r]+", " ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(lines).strip().strip("\u200b\ufeff")
