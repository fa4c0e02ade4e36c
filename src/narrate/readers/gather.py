"""A walk through HTML, gathering its words into parts: what stands in one line, what is set aside, what is a heading."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Any

from narrate.readers import marks, semantics
from narrate.readers.elements import BLOCKS, HEADS, LINE, LOWEST, UNREAD, heading_level, heading_lines, spaced
from narrate.readers.emphasis import is_emphasis
from narrate.readers.extents import Extent
from narrate.readers.furniture import CONTROLS, is_furniture, is_list_of_links, rows_of_links, weight
from narrate.readers.headings import chapter_level, is_scene_break
from narrate.readers.origins import Trace
from narrate.readers.semantics import CONTENTS, FURNITURE, GLOSS, HIDDEN, NOTE, NOTE_MARK, PAGE_NUMBER
from narrate.readers.structure import Part
from narrate.readers.stylesheet import declared

SCENE = "* * *"
"""What a rule across the page is in the reading text."""

_ARTICLES = frozenset(["article", "main"])
_MARKED = frozenset(["sup", "a", "span", "small", "i", "b", "em", "strong", "ins"])
"""Inline elements that may be a note's mark or a page's number."""
_NOTES = re.compile(
    r"\W*(?:(?:foot|end)?\s?notes?(?: (?:and|&) (?:sources|references))?|references|sources|anmerkungen)\W*", re.I
)
_ORNAMENT = re.compile(r"\W*(?:(?:scene|section)[ -]?break|ornament(?:al break)?|divider|fleuron|asterism|flourish)\W*", re.I)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_LINE_END = re.compile(r"(?<!\s)\s*\v\s*")
_UNSEEN = dict.fromkeys([0, 1, 2, 3, 4, 0xAD])
"""Hyphens that only show where a word may be broken; and the signs of `marks`, which no text has."""


@dataclass(frozen=True, slots=True)
class _Aside:
    """An element that is not read: its node, why, whether it is a block, whether headings in it are read all the same, and
    whether that it is a note is only a guess."""

    node: int
    reason: str
    block: bool
    titles: bool = False
    guessed: bool = False


class Gatherer:
    """The part that is being gathered, and why what is read now would be skipped. Nodes are told to it as they begin and end."""

    def __init__(self, page: bool, sizes: Mapping[int, Extent], look: Mapping[int, str], anchors: Container[str]) -> None:
        self._page, self._sizes, self._look, self._anchors = page, sizes, look, anchors
        self._articles = 0
        self._parts: list[Part] = []
        self._lines: set[int] = set()
        self._guesses: list[int] = []
        self._links: list[int] = []
        self._words: list[str] = []
        self.trace = Trace()
        self._aside: list[tuple[str, list[str]]] = []
        self._marks: set[str] = set()
        self._ids: list[str] = []
        self._pictures: list[str] = []
        self._initial = self._role = self._headed = ""
        self._roled = 0
        self._heading = self._pre = self._linked = self._drop = self._title = self._link = 0
        self._reasons: list[_Aside] = []
        self._inline: str | None = None

    def enter(self, node: Any) -> None:
        """A node begins, or a run of text stands here."""
        tag = node.tag
        if tag == "-text":
            self._text(node, node.text_content or "")
            return
        attributes = node.attributes
        if tag in ("img", "image", "svg"):
            self._picture(node, attributes)
        if tag in UNREAD:
            return
        block = tag in BLOCKS
        look = declared(attributes.get("style")) or self._look.get(node.mem_id)
        if block:
            self.flush()
        elif look == "line" or (look is None and marks.is_line(node, attributes)):
            self._words.append(LINE)
            self._lines.add(node.mem_id)
        elif tag == "span" and node.prev is not None and node.prev.tag == "span":
            self._words.append(marks.SEAM)
        names = (attributes.get("id"), attributes.get("name") if tag == "a" else None)
        self._ids += [name for name in names if name and name in self._anchors]
        aside = self._set_aside(node, tag, attributes, look)
        if aside:
            self._reasons.append(aside)
            if not block:
                self._inline = aside.reason
                self._words.append(marks.ASIDE)
        if not block and is_emphasis(tag, attributes, look):
            self.trace.begin_emphasis(node.mem_id)
        self._begin(node, tag, attributes)

    def _begin(self, node: Any, tag: str, attributes: dict[str, str | None]) -> None:
        """What an element says by being there."""
        if tag == "br":
            self._words.append("\n")
        elif tag == "hr":
            self._emit("scene_break", SCENE)
        elif tag in ("td", "th") and self._words:
            self._words.append(" ")
        elif tag == "pre":
            self._pre += 1
        elif tag in _ARTICLES:
            self._articles += 1
        elif tag in HEADS:
            self._heading = int(tag[1])
        elif tag == "a" and attributes.get("href") and not self._link:
            self._link = node.mem_id
        elif tag in ("p", "div") and not self._heading and (level := heading_level(node, attributes)):
            self._heading, self._title = level, node.mem_id
        if not self._roled and (apart := [t for t in semantics.terms_of(attributes) if t in semantics.KEPT_APART]):
            self._role, self._roled = apart[0], node.mem_id
        if not self._drop and tag != "img" and marks.DROP_NAME.search(attributes.get("class") or ""):
            self._drop = node.mem_id

    def leave(self, node: Any) -> None:
        """A node ends."""
        tag, key = node.tag, node.mem_id
        if tag in BLOCKS:
            self.flush()
        elif key in self._lines:
            self._words.append(LINE)
        self.trace.end_emphasis(key)
        self._pre -= tag == "pre"
        self._articles -= tag in _ARTICLES
        if tag in HEADS or key == self._title:
            self._heading = self._title = 0
        if key == self._link:
            self._link = 0
        if key == self._roled:
            self._role, self._roled = "", 0
        if key == self._drop:
            self._drop = 0
            if tag not in BLOCKS and self._words and not self._words[-1].endswith("\x02"):
                self._words.append(marks.BESIDE)
        if self._reasons and self._reasons[-1].node == key:
            self._reasons.pop()
            self._inline = next((one.reason for one in self._reasons if not one.block), None)

    def flush(self) -> None:
        """The gathered words are a part of their own; what was set aside within them follows."""
        if not (self._words or self._aside or self._pictures):
            return
        raw, self._words = self._initial + "".join(self._words), []
        self._initial = ""
        text = spaced(marks.joined(raw, heading=bool(self._heading)))
        pictures, self._pictures = self._pictures, []
        if not text and self._heading:
            text = " ".join(pictures)
        if self._drop and not self._heading and re.fullmatch(r"[\"“‘'«]?[^\W\d_]", text):
            self._initial = text + marks.BESIDE
        elif not text and (title := next((p for p in pictures if chapter_level(p)), "")):
            self._emit("heading", title, 2)
        elif not text and any(is_scene_break(p) or _ORNAMENT.fullmatch(p) for p in pictures):
            self._emit("scene_break", SCENE)
        elif not text and "\x01" in raw:
            self._initial = raw.strip(" \n\0\v")
        elif text and self._heading:
            for number, line in enumerate(heading_lines(text)):
                self._emit("heading", line, self._heading if number == 0 else LOWEST)
        elif text:
            text = _LINE_END.sub("\n", text) if LINE in text else text
            self._emit("scene_break" if is_scene_break(text) else "paragraph", text)
        if not self._initial:
            self.trace.forget()
        self._linked = 0
        aside, self._aside = self._aside, []
        for reason, words in aside:
            if said := " ".join(" ".join(words).split()):
                self._add(Part("paragraph", said, skipped=reason))

    def finished(self) -> list[Part]:
        """The parts, now that the whole document is known: what looked like notes are notes, unless they are nearly all of it;
        rows of links are contents."""
        if self._initial.strip("\x01\x02\x03 "):
            self._words.append(" ")
            self.flush()
        parts = self._parts
        story = sum(len(p.text) for p in parts if not p.skipped and p.kind == "paragraph")
        head = next((p.text for p in parts if p.kind == "heading"), "")
        if head and not _NOTES.fullmatch(head) and sum(len(parts[i].text) for i in self._guesses) > story:
            for i in self._guesses:
                parts[i] = replace(parts[i], skipped=None)
        for i in rows_of_links(parts, self._links):
            parts[i] = replace(parts[i], skipped=CONTENTS)
        return parts

    def _text(self, node: Any, text: str) -> None:
        if not self._inline and marks.in_sup(node) and (sign := marks.raised("".join(self._words[-4:])[-12:], text.strip())):
            self._words.append(sign)
            self.trace.leave(text)
        elif not self._inline and ("[" in text or "{" in text):
            for number, piece in enumerate(marks.PAGE_IN_TEXT.split(text)):
                if number % 2:
                    self._words.append(marks.ASIDE)
                    self._aside.append((PAGE_NUMBER, [piece]))
                    self.trace.leave(piece)
                elif piece:
                    self._take(piece)
        else:
            self._take(text)

    def _take(self, text: str) -> None:
        if self._inline:
            if not self._aside or self._aside[-1][0] != self._inline:
                self._aside.append((self._inline, []))
            self._aside[-1][1].append(text)
            self.trace.leave(text)
            return
        self.trace.take(text)
        text = text.translate(_UNSEEN)
        self._words.append(text.replace(LINE, "\n") if self._pre else _BLANKS.sub(" ", text))
        if self._link:
            self._linked += weight(text)

    def _emit(self, kind: Any, text: str, level: int = 0) -> None:
        why = next((one for one in self._reasons if not (one.titles and (kind == "heading" or self._role))), None)
        if why and why.guessed:
            self._guesses.append(len(self._parts))
        role, source = self._role or None, self.trace.place(text)
        self._add(Part(kind, text, level, why.reason if why else None, role=role, ids=tuple(self._ids), source=source))
        self._ids = []

    def _add(self, part: Part) -> None:
        if part.kind == "scene_break" and not part.ids and self._parts and self._parts[-1].kind == "scene_break":
            return  # a second rule under the first says no more
        if part.kind == "heading":
            self._headed = part.text
        self._parts.append(part)
        self._links.append(self._linked)

    def _picture(self, node: Any, attributes: dict[str, str | None]) -> None:
        """The words of a picture are read where it stands for a heading or for a letter."""
        words = attributes.get("alt") or attributes.get("aria-label") or ""
        if node.tag == "svg" and not words and (title := node.css_first("title")) is not None:
            words = title.text() or ""
        if words.strip() and not self._inline:
            self._pictures.append(" ".join(words.split()))
        named = bool(self._drop or marks.DROP_NAME.search(attributes.get("class") or ""))
        if not self._inline and (letter := marks.initial(words, named)):
            self._words.append(letter)

    def _set_aside(self, node: Any, tag: str, attributes: dict[str, str | None], look: str | None) -> _Aside | None:
        if any(not one.titles and not one.guessed for one in self._reasons):
            return None
        block = tag in BLOCKS
        role = semantics.meaning(semantics.terms_of(attributes))
        if role.skipped and not (role.skipped in (NOTE_MARK, PAGE_NUMBER) and not marks.is_sign(node)):
            return _Aside(node.mem_id, role.skipped, block, role.titles)
        if not block and tag in _MARKED:
            mark = self._mark(node, tag, attributes, look)
            if mark:
                return _Aside(node.mem_id, mark, block)
        elif tag in ("p", "div") and (named := marks.named_number(node, attributes)):
            return _Aside(node.mem_id, named, block)
        elif tag in marks.NOTE_BLOCKS and (marks.leads_back(node) or self._is_noted(node)):
            return _Aside(node.mem_id, NOTE, block, guessed=True)
        reason = self._reason(node, tag, attributes, look)
        return _Aside(node.mem_id, reason, block) if reason else None

    def _mark(self, node: Any, tag: str, attributes: dict[str, str | None], look: str | None) -> str | None:
        """Why a few letters among the words are not read."""
        if named := marks.named_number(node, attributes):
            return named
        before = "".join(self._words[-4:])[-12:].rstrip(marks.ASIDE)
        if not marks.is_note_mark(node, tag, attributes, before, look == "raised"):
            return None
        self._marks |= marks.leads_to(node)
        return NOTE_MARK

    def _is_noted(self, node: Any) -> bool:
        """Whether a mark among the words before leads to a block, or its text begins with one."""
        if not self._marks:
            return False
        return bool(node.tag == "li" and _NOTES.fullmatch(self._headed)) or marks.repeats(node, self._marks)

    def _reason(self, node: Any, tag: str, attributes: dict[str, str | None], look: str | None) -> str | None:
        if "hidden" in attributes or look == "unseen":
            return HIDDEN
        if tag in ("rt", "rp"):
            return GLOSS
        if tag in CONTROLS or (tag == "form" and not self._page):
            return FURNITURE
        if tag == "nav" or (tag in ("ul", "ol", "table") and is_list_of_links(self._sizes[node.mem_id])):
            return FURNITURE if self._page else CONTENTS
        if tag in BLOCKS and marks.is_note(node, tag, attributes):
            return NOTE
        if self._page and not (tag == "header" and self._articles):
            return FURNITURE if is_furniture(node, tag, attributes, self._sizes) else None
        return None
