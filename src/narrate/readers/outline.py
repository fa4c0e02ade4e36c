"""What an EPUB lists of itself: its contents as they are nested, the pages of the printed book, and its landmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborNode

from narrate.readers.archive import children, local, within, words, xml
from narrate.readers.package import NCX, Package

_TERMS = {"title-page": "titlepage", "text": "bodymatter", "start": "bodymatter", "acknowledgements": "acknowledgments"}
"""What the guide of EPUB 2 calls otherwise than EPUB 3."""
_TERM = re.compile(r"[a-z]+(?:-[a-z]+)*\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: its title, and the member and the anchor that it leads to, both empty for a heading. `depth` counts the
    lines that it stands below, `kind` is what a landmark is: a term of `epub:type`."""

    title: str
    member: str
    anchor: str
    depth: int = 0
    kind: str = ""


def contents(package: Package) -> list[Entry]:
    """The lines of the table of contents that lead to something in the book."""
    return [entry for entry in outline(package) if entry.member]


def outline(package: Package) -> list[Entry]:
    """The whole table of contents: the navigation document, else the NCX."""
    return _listed(package, "toc") or _ncx(package, "navPoint")


def pages(package: Package) -> list[Entry]:
    """Where the pages of the printed book begin."""
    return _listed(package, "page-list") or _ncx(package, "pageTarget")


def landmarks(package: Package) -> list[Entry]:
    """The landmarks of EPUB 3, else the guide of EPUB 2."""
    found = _listed(package, "landmarks") or list(_guide(package))
    return [entry for entry in found if _TERM.match(entry.kind)]


def _guide(package: Package) -> Iterator[Entry]:
    for reference in within(package.root, "reference"):
        kind = str(reference.get("type") or "").lower().removeprefix("other.")
        title = " ".join(str(reference.get("title") or kind).split())
        yield Entry(title, *package.place(reference.get("href")), kind=_TERMS.get(kind, kind))


def _listed(package: Package, kind: str) -> list[Entry]:
    """A list of the first navigation document that has it."""
    for member in package.navigations():
        navs = [nav for nav in package.page(member).css("nav") if kind in _kind(nav)]
        if navs and (found := list(_links(package, member, navs[0]))):
            return found
    return []


def _kind(nav: LexborNode) -> list[str]:
    """What a list is; one that does not say so is the table of contents."""
    kind = (nav.attributes.get("epub:type") or nav.attributes.get("role") or "toc").lower()
    return [term.removeprefix("doc-").replace("pagelist", "page-list") for term in kind.split()]


def _links(package: Package, member: str, nav: LexborNode) -> Iterator[Entry]:
    for line in nav.css("a[href], li > span"):
        pictured = " ".join(image.attributes.get("alt") or "" for image in line.css("img"))
        title = " ".join((line.text() or "").split()) or " ".join(pictured.split())
        href = line.attributes.get("href")
        place = package.place(href, member) if href else ("", "")
        if title:
            yield Entry(title, *place, _depth(line, nav), (line.attributes.get("epub:type") or "").lower().partition(" ")[0])


def _depth(line: LexborNode, nav: LexborNode) -> int:
    depth, above = -1, line.parent
    while above is not None and above.mem_id != nav.mem_id:
        depth += above.tag in ("ol", "ul")
        above = above.parent
    return max(0, depth)


def _ncx(package: Package, name: str) -> list[Entry]:
    spine = next(iter(within(package.root, "spine")), None)
    named = package.items.get(str(spine.get("toc"))) if spine is not None else None
    for item in [named, *package.items.values()]:
        if item is not None and (item is named or item.get("media-type") == NCX) and (member := package.file(item)):
            root = xml(package.archive.read(member), f"{package.archive.path}: {member}")
            return list(_points(within(root, name), package, member))
    return []


def _points(points: list[Any], package: Package, member: str) -> Iterator[Entry]:
    for point in points:
        label = next(iter(children(point, "navLabel")), None)
        content = next(iter(children(point, "content")), None)
        if label is not None and content is not None and (title := words(label)):
            depth = sum(local(above) == "navPoint" for above in point.iterancestors())
            yield Entry(title, *package.place(content.get("src"), member), depth)
