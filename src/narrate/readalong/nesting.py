"""Elements where EPUB 3 does not have them: blocks in running text, lists, tables and ruby whose parts are others or elsewhere.

No text moves, so a part that stands too early or too late becomes one that may stand there and looks the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from narrate.readalong.markup import add_style, local
from narrate.readalong.tables import settle_ruby, settle_table
from narrate.readalong.xhtml import XHTML


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _words(
    "address article aside blockquote details div dl figure footer h1 h2 h3 h4 h5 h6 header hgroup hr main nav ol p pre "
    "section table ul li dt dd figcaption"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASES = {
    **dict.fromkeys(
        ("p", "span", "small", "sub", "sup", "q", "abbr", "time", "mark", "bdi", "bdo", "u", "s", "data", "summary"), ""
    ),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "font-style: italic"),
    **dict.fromkeys(("strong", "b"), "font-weight: bold"),
    **dict.fromkeys(("code", "kbd", "samp"), "font-family: monospace"),
    "pre": "white-space: pre",
}
"""Elements that hold no blocks, and how a block looks that takes the place of one."""
_PARENTS = {
    "li": ("ul", "ol"), "dt": ("dl", "div"), "dd": ("dl", "div"), "figcaption": ("figure",), "summary": ("details",),
    "caption": ("table",), "tr": ("table", "thead", "tbody", "tfoot"), "td": ("tr",), "th": ("tr",),
    **dict.fromkeys(("thead", "tbody", "tfoot", "colgroup"), ("table",)), "col": ("colgroup", "table"),
    "rt": ("ruby", "rtc"), "rp": ("ruby", "rtc"), "rtc": ("ruby",),
    "source": ("audio", "video", "picture"), "track": ("audio", "video"),
    "param": ("object",), "area": ("map",),
}  # fmt: skip
_INLINE = frozenset({"rt", "rp", "rtc", "source", "track", "param", "area"})
"""Of those, the ones that are no blocks."""
_ROWS = (("tr",), ("tr", "td"))
_ITEMS = {
    "ul": (("li",), ("li",)), "ol": (("li",), ("li",)), "dl": (("dt", "dd", "div"), ("dd",)),
    "table": (("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"), ("tr", "td")),
    "thead": _ROWS, "tbody": _ROWS, "tfoot": _ROWS, "tr": (("td", "th"), ("td",)),
}  # fmt: skip
"""What a list or a table holds, and the elements, one in the other, around all else that stands in it."""


def nest(body: Any) -> None:
    """See to it that blocks stand where blocks may, and parts of lists in lists."""
    for element in list(body.iterdescendants()):
        name, parent = local(element), element.getparent()
        if parent is None:  # taken out of its ruby
            continue
        if name == "hgroup" and not _is_heading_group(element):
            element.tag = f"{{{XHTML}}}div"
        if name in _PARENTS and local(parent) not in _PARENTS[name]:
            element.tag = f"{{{XHTML}}}{'span' if name in _INLINE else 'div'}"
        elif name == "a" and any(local(one) == "a" for one in element.iterancestors()):
            element.tag = f"{{{XHTML}}}span"
            element.attrib.pop("href", None)
        if local(element) in _ITEMS:
            _itemize(element)
        if local(element) == "ruby":
            settle_ruby(element)
        elif local(element) == "table":
            settle_table(element)
    for element in list(body.iterdescendants()):
        if local(element) in _BLOCKS:
            _raise_above(element)


def _is_heading_group(element: Any) -> bool:
    """Whether it holds one heading and beside it paragraphs alone."""
    others = [name for name in map(local, element) if name != "p"]
    bare = (element.text or "") + "".join(child.tail or "" for child in element)
    return len(others) == 1 and others[0] in _HEADINGS and not bare.strip()


def _itemize(element: Any) -> None:
    """Text and other elements in a list become its items."""
    allowed, instead = _ITEMS[local(element)]
    if (element.text or "").strip():
        first = _nested(element, instead)
        first[-1].text, element.text = element.text, None
        element.insert(0, first[0])
    for child in list(element):
        if local(child) not in allowed or (child.tail or "").strip():
            wrapped = _nested(element, instead)
            if local(child) in allowed:
                wrapped[-1].text, child.tail = child.tail, None
                child.addnext(wrapped[0])
            else:
                child.addprevious(wrapped[0])
                wrapped[-1].append(child)


def _nested(element: Any, names: Sequence[str]) -> list[Any]:
    """New elements of these names, each in the one before."""
    made = [element.makeelement(f"{{{XHTML}}}{name}") for name in names]
    for outer, inner in pairwise(made):
        outer.append(inner)
    return made


def _raise_above(block: Any) -> None:
    """Above a block may be no element that holds none: a heading keeps its rank and has its blocks as lines, all others become
    blocks."""
    above = block.getparent()
    while local(above) in _PHRASES or local(above) in _HEADINGS or local(above) in ("a", "ins", "del"):
        if local(above) in _HEADINGS:
            block.tag = f"{{{XHTML}}}span" if local(block) != "hr" else f"{{{XHTML}}}br"
            add_style(block, "display: block" if local(block) == "span" else "")
            return
        if local(above) in _PHRASES:
            add_style(above, _PHRASES[local(above)])
            above.tag = f"{{{XHTML}}}div"
        above = above.getparent()
