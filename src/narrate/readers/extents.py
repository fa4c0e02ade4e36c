"""How much text, and how much of it in links, the elements of a document have: all of them measured in one walk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from narrate.readers.elements import UNREAD

WHOLE = 0
"""The key of the whole tree's extent."""
LISTS = frozenset({"ul", "ol", "table"})
_NO_WORDS = re.compile(r"\s+|\d+\.?")


@dataclass(slots=True)
class Extent:
    """Characters: of the text, of its words without figures and spaces, and of what stands in links; and how many links."""

    length: int = 0
    words: int = 0
    linked: int = 0
    links: int = 0

    def add(self, other: Extent) -> None:
        """Count what stands in an element within this one."""
        self.length += other.length
        self.words += other.words
        self.linked += other.linked
        self.links += other.links


def walk(root: Any) -> Iterator[tuple[Any, bool]]:
    """(node, whether it begins) in document order, without processing instructions, which have no tag. Only what is open is held:
    an element may have a million in it."""
    above: list[Any] = []
    node = root
    while True:
        tag = node.tag
        if tag is not None:
            yield node, True
        inner = None if tag is None or tag in UNREAD else node.child
        if inner is not None:
            above.append(node)
            node = inner
            continue
        if tag is not None and tag not in UNREAD and not tag.startswith("-"):
            yield node, False
        while above and node.next is None:
            node = above.pop()
            yield node, False
        if not above:
            return
        node = node.next


def extents(root: Any, *, every: bool) -> dict[int, Extent]:
    """`mem_id` → extent of the lists in a tree, or of every element and, by WHOLE, of all of it."""
    found: dict[int, Extent] = {}
    if not every and root.css_first(",".join(sorted(LISTS))) is None:
        return found
    open_now = [Extent()]
    link: list[str] | None = None
    for node, entering in walk(root):
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            open_now[-1].length += len(text.strip())
            open_now[-1].words += len(_NO_WORDS.sub("", text))
            if link is not None:
                link.append(text)
        elif tag == "a" and entering and "href" in node.attributes:
            link = []
        elif tag == "a" and not entering and link is not None:
            open_now[-1].links += 1
            open_now[-1].linked += len("".join(link).strip())
            link = None
        if tag not in UNREAD and tag != "-text" and (every or tag in LISTS):
            if entering:
                open_now.append(Extent())
            else:
                found[node.mem_id] = open_now.pop()
                open_now[-1].add(found[node.mem_id])
    return found | {WHOLE: open_now[0]}
