"""Markup no deeper, with no more marks within its lines, and no tag with more attributes, than a parser takes in its stride.

An HTML parser looks through everything that is open at each tag, and through all attributes at each attribute: a megabyte of
`<div>` takes it minutes. So what lies deeper than browsers go loses its tags, as it does there, and keeps its words. Each element
takes half a kilobyte of memory: in a document of very many, those that say no more than their own name lose their tags too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from itertools import islice

from narrate.readers.unwrapping import MAX_INLINE

MAX_DEPTH = 500
"""Browsers stop at 512."""
_MAX_TAG, _MAX_ATTRIBUTES = 10_000, 200
"""Characters of a tag from which on its attributes are counted, and how many of them are kept."""
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<rest>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++))?+")
_NEXT = re.compile(r"<(?:/?[A-Za-z]|!--)")
_TEXT_ONLY = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes"})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "html", "head", "body",
})  # fmt: skip
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})
"""What is left open of these is opened anew in every paragraph that follows."""
MAX_FORMATS = 4
"""So many at once may be open; they say nothing of what is read aloud."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hgroup", "li", "main", "menu", "nav", "ol", "p", "pre", "search",
    "section", "summary", "table", "ul",
}  # fmt: skip
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup"})
_MAX_MOVED = 100
"""Pieces of text beside the cells of tables that a parser moves before the table: each copies all that were moved before it."""
_INLINE = _FORMATTING | {
    "a",
    "abbr",
    "acronym",
    "bdo",
    "cite",
    "dfn",
    "ins",
    "kbd",
    "mark",
    "q",
    "samp",
    "span",
    "sub",
    "time",
    "var",
}
_BARE = re.compile(r"(?:\s++(?:id|name|title|lang|xml:lang|dir)\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'/]++))*+\s*+/?", re.I)
"""Attributes that say nothing of how an element is read."""
_ANCHOR = re.compile(r"\s(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'/]+))", re.I)
_UNMARKED = "-"
"""Before the name of an open element that has lost its tags."""
_ENDED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    **dict.fromkeys(("dd", "dt"), (frozenset({"dd", "dt"}), frozenset({"dl"}))),
    **dict.fromkeys(("td", "th"), (_CELLS, frozenset({"tr", "table"}))),
    "tr": (_CELLS | {"tr"}, frozenset({"table"})),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (_CELLS | {"tr", "thead", "tbody", "tfoot"}, frozenset({"table"}))),
    **dict.fromkeys(("option", "optgroup"), (frozenset({"option"}), frozenset({"select"}))),
    "a": (frozenset({"a", f"{_UNMARKED}a"}), frozenset({"table", "td", "th"})),
}
"""Element → what it ends by beginning, as far up as the nearest of these."""
_PARAGRAPH = frozenset({"p"}), frozenset({"table", "td", "th", "caption", "button", "object"})


def shallow(markup: str, anchors: Container[str] = ()) -> str:
    """The markup without the tags that would lie deeper than MAX_DEPTH, without bare elements beyond MAX_INLINE but for those
    named in `anchors`, and with the first attributes of endless tags."""
    pieces: list[str] = []
    place = 0
    before = 0
    nesting = _Nesting(anchors)
    for tag in _tags(markup):
        if nesting.begins_cell(markup[before : tag.start()]):
            pieces += [markup[place:before], "<td>"]
            place = before
        before = tag.end()
        instead = None if nesting.takes(tag) else "<br>" if tag["name"].lower() in _BLOCKS else ""
        if instead is None and tag.end() - tag.start() > _MAX_TAG:
            instead = _first_attributes(tag)
        if instead is not None:
            pieces += [markup[place : tag.start()], instead]
            place = tag.end()
    if nesting.begins_cell(markup[before:]):
        pieces += [markup[place:before], "<td>"]
        place = before
    return "".join([*pieces, markup[place:]]) if pieces else markup


class _Nesting:
    """What is open at a place, as a parser of HTML has it."""

    def __init__(self, anchors: Container[str]) -> None:
        self._anchors = anchors
        self._inline = 0
        self._open: list[str] = []
        self._known: Counter[str] = Counter()
        self._formats: list[str] = []
        self._dropped: Counter[str] = Counter()
        self._moved = 0

    def begins_cell(self, text: str) -> bool:
        """Whether this text, the next in the document, is given a cell, for it stands beside the cells of a table and is one of
        many; the cell then counts."""
        if not self._open or self._open[-1] not in _ROWS or not text.strip():
            return False
        self._moved += 1 + text.count("<")
        if self._moved <= _MAX_MOVED:
            return False
        self._open.append("td")
        self._known["td"] += 1
        return True

    def takes(self, tag: re.Match[str]) -> bool:
        """Whether this tag stays; it then counts."""
        name = tag["name"].lower()
        if name in _VOID:
            return True
        if tag["end"]:
            return self._ends(name)
        self._end_others(name)
        mine, most = (self._formats, MAX_FORMATS) if name in _FORMATTING else (self._open, MAX_DEPTH)
        if len(mine) >= most:
            self._dropped[name] += 1
            return False
        key = f"{_UNMARKED}{name}" if name in _INLINE and self._is_idle(tag) else name
        mine.append(key)
        self._known[key] += 1
        return key == name

    def _is_idle(self, tag: re.Match[str]) -> bool:
        """Whether an element within a line is one of very many, and says nothing but its own name."""
        self._inline += 1
        if self._inline <= MAX_INLINE or not _BARE.fullmatch(tag["rest"]):
            return False
        return not any(name in self._anchors for found in _ANCHOR.findall(tag["rest"]) for name in found if name)

    def _ends(self, name: str) -> bool:
        if self._dropped[name]:
            self._dropped[name] -= 1
            return False
        mine = self._formats if name in _FORMATTING else self._open
        keys = (name, f"{_UNMARKED}{name}")
        if not any(self._known[key] for key in keys):
            return True
        place = next(i for i in range(len(mine) - 1, -1, -1) if mine[i] in keys)
        own = mine[place] == name
        self._close(mine, place, place + 1 if name in _FORMATTING else len(mine))
        return own

    def _close(self, mine: list[str], start: int, end: int) -> None:
        self._known.subtract(mine[start:end])
        del mine[start:end]

    def _end_others(self, name: str) -> None:
        if name in _BLOCKS:
            self._end(*_PARAGRAPH)
            if name in _HEADINGS and self._open and self._open[-1] in _HEADINGS:
                self._close(self._open, len(self._open) - 1, len(self._open))
        if name in _ENDED:
            self._end(*_ENDED[name])

    def _end(self, ended: frozenset[str], within: frozenset[str]) -> None:
        if not any(self._known[name] for name in ended):
            return
        keep = len(self._open)
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place] in within:
                break
            if self._open[place] in ended:
                keep = place
        self._close(self._open, keep, len(self._open))


def _tags(markup: str) -> Iterator[re.Match[str]]:
    """The tags in order; none in comments or in elements that hold only text. What never ends ends the search."""
    place = 0
    while match := _NEXT.search(markup, place):
        if match[0] == "<!--":
            place = markup.find("-->", match.end() - 2) + 3
            if place < 3:
                return
            continue
        tag = _TAG.match(markup, match.start())
        if tag is None:
            return
        yield tag
        place = tag.end()
        if not tag["end"] and tag["name"].lower() in _TEXT_ONLY:
            closing = re.compile(rf"</{re.escape(tag['name'])}\b", re.I).search(markup, place)
            if closing is None:
                return
            place = closing.start()


def _first_attributes(tag: re.Match[str]) -> str:
    kept = islice(_ATTRIBUTE.finditer(tag["rest"]), _MAX_ATTRIBUTES)
    return " ".join([f"<{tag['end']}{tag['name']}", *(attribute[0] for attribute in kept)]) + ">"
