"""How a book wants its pages laid out: what EPUB 3 still knows of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from narrate.readalong.xhtml import text
from narrate.readers.archive import within, words

_SETTINGS = {
    "rendition:layout": ("reflowable", "pre-paginated"),
    "rendition:orientation": ("auto", "landscape", "portrait"),
    "rendition:spread": ("auto", "both", "landscape", "none"),
    "rendition:flow": ("auto", "paginated", "scrolled-continuous", "scrolled-doc"),
}
_SIDES = ("left", "right", "center")
_OF_PAGE = {
    **{f"{name}-{value}": name for name, values in _SETTINGS.items() for value in values},
    **{f"rendition:page-spread-{side}": "side" for side in _SIDES},
    **{f"page-spread-{side}": "side" for side in _SIDES[:2]},
    "rendition:align-x-center": "align",
}
"""What may be said of a page; of the same thing only once."""


def _current(told: str) -> str:
    """`portrait`, of a spread, is called `both` now."""
    return told.replace("rendition:spread-portrait", "rendition:spread-both")


def of_book(root: Any) -> Iterator[str]:
    """What a package document says of all pages, as its lines in the new one."""
    found: dict[str, str] = {}
    for element in within(root, "meta"):
        name, value = str(element.get("property") or ""), words(element) or ""
        value = _current(f"{name}-{value}").removeprefix(f"{name}-")
        if value in _SETTINGS.get(name, ()) and not element.get("refines"):
            found.setdefault(name, value)
    yield from (f'<meta property="{name}">{text(value)}</meta>' for name, value in found.items())


def of_page(properties: Iterable[str]) -> str:
    """What a reference to a page says of it."""
    found: dict[str, str] = {}
    for told in map(_current, properties):
        if told in _OF_PAGE:
            found.setdefault(_OF_PAGE[told], told)
    return " ".join(found.values())
