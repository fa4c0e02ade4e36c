"""XML of very many elements: those within lines lose their tags while they are parsed, and keep their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

MAX_INLINE = 100_000
"""Elements within lines from which on they are unwrapped: each would take half a kilobyte of memory."""


class Unwrapping:
    """The target of a parser of lxml: builds the tree, of the elements with these local names only the first MAX_INLINE. One that
    says its `type` stays: it may be a note."""

    def __init__(self, inline: frozenset[str]) -> None:
        self._inline = inline
        self._seen = 0
        self._tree = etree.TreeBuilder()
        self._kept: list[bool] = []

    def start(self, tag: str, attributes: Mapping[str, str], spaces: Mapping[str, str]) -> None:
        """An element begins."""
        inline = tag.rpartition("}")[2] in self._inline and "type" not in attributes
        self._seen += inline
        self._kept.append(not inline or self._seen <= MAX_INLINE)
        if self._kept[-1]:
            self._tree.start(tag, dict(attributes), {prefix or None: space for prefix, space in spaces.items()})

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._kept.pop():
            self._tree.end(tag)

    def data(self, text: str) -> None:
        """Words stand here."""
        self._tree.data(text)

    def close(self) -> Any:
        """The root element."""
        return self._tree.close()
