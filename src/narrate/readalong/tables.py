"""Tables and ruby in the order that EPUB 3 wants of their parts.

No text moves: a part in a wrong place becomes one that may stand there, and is shown where it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from narrate.readalong.markup import add_style, local, remove
from narrate.readalong.xhtml import XHTML

_ORDER = {"caption": 0, "col": 1, "colgroup": 1, "thead": 2, "tbody": 3, "tr": 3, "tfoot": 4}
_SHOWN = {"caption": "table-caption", "thead": "table-header-group", "tfoot": "table-footer-group"}
_RUBY = re.compile("(?:B+(?:T+|P(?:TP)+))+")
_RUBY_SHOWN = {"ruby": "ruby", "rt": "ruby-text", "rp": "none"}


def settle_table(table: Any) -> None:
    """Caption, columns, head, bodies, foot, in this order. Rows beside bodies stand in one of their own."""
    _gather(table, "col", "colgroup")
    columns = [child for child in table if local(child) == "colgroup"]
    for child in reversed(columns):
        table.insert(1 if len(table) and local(table[0]) == "caption" else 0, child)
    if any(local(child) in ("thead", "tbody", "tfoot") for child in table):
        _gather(table, "tr", "tbody")
    reached, seen = 0, set()
    for number, child in enumerate(table):
        name = local(child)
        is_last = number == len(table) - 1
        early = name == "tfoot" and not is_last
        if name in _SHOWN and (early or name in seen or _ORDER[name] < reached):
            add_style(child, f"display: {_SHOWN[name]}" if name not in seen else "")
            child.tag = f"{{{XHTML}}}tbody"
            if name == "caption":
                _fill(child)
        seen.add(name)
        reached = max(reached, _ORDER.get(local(child), 0))


def _gather(table: Any, name: str, around: str) -> None:
    """Have each run of children of a name in an element."""
    for found, run in groupby(list(table), key=local):
        if found == name:
            children = list(run)
            made = table.makeelement(f"{{{XHTML}}}{around}")
            children[0].addprevious(made)
            made.extend(children)


def _fill(body: Any) -> None:
    """Have what is in a body in a cell."""
    row = body.makeelement(f"{{{XHTML}}}tr")
    cell = body.makeelement(f"{{{XHTML}}}td")
    row.append(cell)
    cell.text, body.text = body.text, None
    cell.extend(list(body))
    body.append(row)


def settle_ruby(ruby: Any) -> None:
    """Words, then what stands beside them, again and again; what cannot be so is only shown so."""
    for container in ruby.findall(f"{{{XHTML}}}rtc"):
        _open(container)
    parts = "".join(_parts(ruby))
    if _RUBY.fullmatch(parts):
        return
    if _RUBY.fullmatch(f"{parts}T"):
        ruby.append(ruby.makeelement(f"{{{XHTML}}}rt"))
        return
    for element in (ruby, *ruby):
        if shown := _RUBY_SHOWN.get(local(element)):
            element.tag = f"{{{XHTML}}}span"
            add_style(element, f"display: {shown}")


def _parts(ruby: Any) -> Iterator[str]:
    """B for words, T for what stands beside them, P for a parenthesis around that."""
    yield "B" * bool((ruby.text or "").strip())
    for child in ruby:
        yield {"rt": "T", "rp": "P"}.get(local(child), "B")
        yield "B" * bool((child.tail or "").strip())


def _open(container: Any) -> None:
    """What stands beside a word comes out of its container; text in it alone is such itself."""
    inside = list(container)
    if any(local(child) != "rt" for child in inside) or not inside:
        for child in inside:
            child.tag = f"{{{XHTML}}}span" if local(child) == "rt" else child.tag
        container.tag = f"{{{XHTML}}}rt"
        return
    if container.get("id") and not inside[0].get("id"):
        inside[0].set("id", container.get("id"))
    for child in inside:
        container.addprevious(child)
    remove(container, None)
