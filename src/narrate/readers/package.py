"""An EPUB's package document: what the book has, in which order, and where its cover is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from narrate.errors import StoryError
from narrate.readers.archive import Archive, target, within, xml
from narrate.readers.encoding import decode
from narrate.readers.markup import tree_of

_SHOWN = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp")
NCX = "application/x-dtbncx+xml"
CONTAINER = "META-INF/container.xml"


@dataclass
class Package:
    """An opened package document; `items` are the manifest's by their ids."""

    archive: Archive
    member: str
    root: Any
    items: dict[str, Any] = field(default_factory=dict)

    def place(self, reference: str | None, base: str = "") -> tuple[str, str]:
        """(member, anchor) that a reference in `base`, by default the package itself, leads to; ("", …) where nothing is."""
        member, anchor = target(base or self.member, reference or "")
        return self.archive.member(member), anchor

    def file(self, item: Any) -> str:
        """The member of an item of the manifest, or nothing."""
        return self.place(item.get("href"))[0] if item.get("href") else ""

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Member → its media type."""
        return {self.file(item): str(item.get("media-type") or "") for item in reversed(self.items.values())}

    def spine(self) -> Iterator[tuple[Any, Any]]:
        """Every reference of the reading order with its item, or None where the manifest has none."""
        for reference in within(self.root, "itemref"):
            yield reference, self.items.get(str(reference.get("idref")))

    def guide(self) -> Iterator[tuple[str, str, str]]:
        """(type, member, anchor) of what the guide of EPUB 2 and the landmarks of EPUB 3 point to."""
        for reference in within(self.root, "reference"):
            yield (str(reference.get("type") or "").lower().removeprefix("other."), *self.place(reference.get("href")))
        for member in self.navigations():
            for link in self.page(member).css("nav a[href]"):
                kind = (link.attributes.get("epub:type") or "").lower()
                if kind:
                    yield (kind.split()[0], *self.place(link.attributes.get("href"), member))

    def navigations(self) -> Iterator[str]:
        """The navigation documents of EPUB 3."""
        for item in self.items.values():
            if "nav" in properties(item) and (member := self.file(item)):
                yield member

    def page(self, member: str) -> LexborHTMLParser:
        """A member that is a page, parsed."""
        return tree_of(decode(self.archive.read(member))[0], xml=True)


def properties(item: Any) -> list[str]:
    """What the manifest says of an item: nav, cover-image, …"""
    return str(item.get("properties") or "").split()


def opened(archive: Archive) -> Package:
    """The package document that the container names, else the first there is. Raises StoryError when there is none."""
    member = ""
    if CONTAINER in archive:
        root = xml(archive.read(CONTAINER), f"{archive.path}: {CONTAINER}")
        paths = [archive.member(target("", str(e.get("full-path") or ""))[0]) for e in within(root, "rootfile")]
        member = next((path for path in paths if path), "")
    member = member or next((name for name in archive.names() if name.lower().endswith(".opf")), "")
    if not member:
        raise StoryError(f"{archive.path}: no EPUB: there is no package document in it.")
    package = Package(archive, member, xml(archive.read(member), f"{archive.path}: {member}"))
    package.items = {str(e.get("id")): e for e in within(package.root, "item")}
    return package


def cover(package: Package) -> bytes:
    """The cover's picture, wherever the book names it: as EPUB 3 does, as EPUB 2's readers do, in the guide or the landmarks, by
    its name, or as the only thing on the first page. Empty where there is none."""
    for member in _named_covers(package):
        if data := _picture(package, member):
            return data
    return b""


def _named_covers(package: Package) -> Iterator[str]:
    """Members that may be the cover or show it, the surest first."""
    items = package.items
    yield from (package.file(item) for item in items.values() if "cover-image" in properties(item))
    named = [str(e.get("content") or "").strip() for e in within(package.root, "meta") if e.get("name") == "cover"]
    for name in named:
        yield package.file(items[name]) if name in items else package.place(name)[0]
    by_name = {key.lower(): item for key, item in items.items()}
    yield from (package.file(by_name[key]) for key in ("cover-image", "coverimage", "cover-img", "cover") if key in by_name)
    yield from (member for kind, member, _ in package.guide() if kind in ("cover", "cover-image", "coverpage"))
    for item in items.values():
        stem = str(item.get("href") or "").rpartition("/")[2].lower()
        if stem.startswith("cover") and stem.endswith(_SHOWN):
            yield package.file(item)
    first = next((package.file(item) for _, item in package.spine() if item is not None), "")
    if first and not _has_words(package, first):
        yield first


def _picture(package: Package, member: str) -> bytes:
    """A picture, or the first that a page shows."""
    if not member:
        return b""
    if _is_picture(package, member):
        return package.archive.read(member)
    if not member.lower().endswith(("html", "htm", "xml", ".svg")):
        return b""
    tree = package.page(member)
    for node in tree.css("img, image"):
        found, _ = package.place(
            next((node.attributes.get(k) for k in ("src", "xlink:href", "href") if node.attributes.get(k)), ""), member
        )
        if found and _is_picture(package, found):
            return package.archive.read(found)
    return b""


def _is_picture(package: Package, member: str) -> bool:
    """Of a kind that covers are made of; drawings (SVG) are not."""
    if member.lower().endswith(_SHOWN):
        return True
    kind = package.kinds.get(member, "")
    return kind.startswith("image/") and "svg" not in kind


def _has_words(package: Package, member: str) -> bool:
    if _is_picture(package, member):
        return False
    body = package.page(member).body
    return body is not None and bool((body.text() or "").strip())
