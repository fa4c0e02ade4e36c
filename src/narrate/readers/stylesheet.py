"""What a book's own style sheets say: which elements stand on a line of their own, which are unseen, which are raised,
which are in italics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal

import tinycss2
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

Look = Literal["line", "unseen", "raised", "italic", "plain"]
MAX_SHEET, MAX_RULES = 1 << 20, 300
"""Characters of a style sheet, and rules in it, beyond which it is not looked at."""
_LINES = frozenset({"block", "flex", "grid", "list-item", "table", "table-row", "table-caption", "flow-root"})
_RAISED = frozenset({"super", "text-top", "top"})
_SLANTED = frozenset({"italic", "oblique"})
_TELLING = ("display", "vertical-align", "visibility", *_SLANTED)


def looks(tree: LexborHTMLParser, sheets: Iterable[str]) -> dict[int, Look]:
    """Node (its `mem_id`) → how the sheets want it seen. Later rules win; how specific a rule is does not count, nor what it says
    of media other than the page."""
    found: dict[int, Look] = {}
    for sheet in sheets:
        for selector, look in rules(sheet):
            try:
                nodes = tree.css(selector)
            except SelectolaxError:
                continue
            seen_looks = {node.mem_id: look for node in nodes}
            found.update(seen_looks if look != "italic" else {one: look for one in seen_looks if one not in found})
    return found


def declared(style: str | None) -> Look | None:
    """What the `style` attribute of an element says."""
    if not style or not any(word in style for word in _TELLING):
        return None
    return _look(tinycss2.parse_blocks_contents(style))


@lru_cache(maxsize=64)
def rules(sheet: str) -> tuple[tuple[str, Look], ...]:
    """Selector and look of every rule that tells one."""
    if len(sheet) > MAX_SHEET or not any(word in sheet for word in _TELLING):
        return ()
    found = []
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and (look := _look(tinycss2.parse_blocks_contents(rule.content))):
            found += [(selector, look) for selector in _selectors(rule.prelude)]
    return tuple(dict.fromkeys(found))[:MAX_RULES]


def _look(declarations: Iterable[Any]) -> Look | None:
    look: Look | None = None
    for one in declarations:
        if one.type != "declaration":
            continue
        value = next((token.lower_value for token in one.value if token.type == "ident"), "")
        if one.lower_name == "display":
            look = "line" if value in _LINES else "unseen" if value == "none" else "plain"
        elif one.lower_name == "visibility" and value == "hidden":
            look = "unseen"
        elif one.lower_name == "vertical-align" and value in _RAISED and look is None:
            look = "raised"
        elif one.lower_name == "font-style" and value in _SLANTED and look is None:
            look = "italic"
    return look


def _selectors(prelude: list[Any]) -> Iterator[str]:
    """The selectors between the commas; none that speaks of a part or a state of an element."""
    text = ""
    for token in [*prelude, None]:
        if token is None or token == ",":
            if text.strip() and ":" not in text:
                yield text.strip()
            text = ""
        else:
            text += ":" if _nested(token) else token.serialize()


def _nested(token: Any) -> bool:
    """Whether a token holds others deeper than an attribute's: only selectors of states do."""
    inside = getattr(token, "content", None) or getattr(token, "arguments", None) or ()
    return token.type == "() block" or any(hasattr(one, "content") or hasattr(one, "arguments") for one in inside)
