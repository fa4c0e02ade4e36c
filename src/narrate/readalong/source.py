"""Somebody's EPUB as the book that is made of it: its own pages and what they show, in the order that it has."""

from __future__ import annotations

import copy
import posixpath
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote

from narrate.readalong.conform import conform, set_language
from narrate.readalong.drawings import drawing
from narrate.readalong.markup import body_of, local, parsed, remove
from narrate.readalong.package import PAGE, SMIL
from narrate.readalong.redirect import redirect
from narrate.readalong.rendition import of_page
from narrate.readalong.semantics import page_breaks
from narrate.readalong.styles import LIT, Find, minds_spans, sheet
from narrate.readalong.xhtml import XHTML
from narrate.readers.archive import local as xml_local
from narrate.readers.archive import target, within, words
from narrate.readers.encoding import decode
from narrate.readers.entities import page_text
from narrate.readers.package import CONTAINER, Package, properties

_NCX, _CSS = "application/x-dtbncx+xml", "text/css"
_PAGES = frozenset({PAGE, "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_KINDS = {
    "gif": "image/gif", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml",
    "webp": "image/webp",
    "otf": "font/otf", "ttf": "font/ttf", "woff": "font/woff", "woff2": "font/woff2", "css": _CSS, "mp3": "audio/mpeg",
    "mp4": "video/mp4", "m4a": "audio/mp4", "opus": "audio/ogg; codecs=opus", "vtt": "text/vtt",
}  # fmt: skip
_CORE = frozenset(_KINDS.values()) | {"application/vnd.ms-opentype", "application/font-woff", "audio/ogg"}
_MAGIC = {b"\xff\xd8\xff": "jpg", b"\x89PNG": "png", b"GIF8": "gif"}
_SEEN = frozenset(_KINDS[ending] for ending in _MAGIC.values())
"""Kinds of pictures that are told from their bytes."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._/-]")
_WEB = re.compile(r"(?:https?://[\w.-]+(?::\d+)?(?:[/?#][\w.~:/?#\[\]@!$&'()*+,;=%-]*)?|mailto:[\w.+%@-]+)\Z", re.A | re.I)


@dataclass(frozen=True, slots=True)
class Resource:
    """A member of the book as it is delivered: its new name, its id in the manifest and its kind."""

    member: str
    name: str
    id: str
    kind: str
    is_page: bool


@dataclass
class Source:
    """An opened EPUB. `ids` holds, by page, the ids that its elements have and those that they get; `breaks`
    holds, by page, the (label, id that it has) of each place where a page of the printed book begins."""

    package: Package
    encoding: str | None = None
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    breaks: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """Every member that the book lists and has, but for what only older books need and what is made anew."""
        found: dict[str, Resource] = {}
        names: set[str] = set()
        taken: set[str] = set()
        for item in self.package.items.values():
            member = self.package.file(item)
            kind = self._kind(member, str(item.get("media-type") or ""))
            if not member or member in found or kind in (_NCX, SMIL) or member in (self.package.member, CONTAINER, "mimetype"):
                continue
            if member.startswith("META-INF/") or not (kind == PAGE or kind in _CORE or kind.startswith(("audio/ogg", "video/"))):
                continue
            name = _safe(_with_ending(member, kind), names)
            identity = _identity(str(item.get("id") or "item"), taken)
            is_page = kind in _PAGES
            found[member] = Resource(member, name, identity, PAGE if is_page else kind, is_page)
        return found

    def _kind(self, member: str, media_type: str) -> str:
        ending = member.rpartition(".")[2].lower()
        if media_type in _PAGES or ending in ("xhtml", "html", "htm"):
            return PAGE
        if ending in ("jpg", "jpeg", "png", "gif") and member:
            head = self.package.archive.read(member)[:4]
            ending = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "")
            return _KINDS.get(ending, "")
        return _KINDS.get(ending, media_type)

    @cached_property
    def spine(self) -> list[tuple[Resource, bool, str]]:
        """(page, whether it is read in a row, what is told of its side), each once."""
        found: dict[str, tuple[Resource, bool, str]] = {}
        for reference, item in self.package.spine():
            member = self.package.file(item) if item is not None else ""
            resource = self.resources.get(member)
            if resource and (resource.is_page or resource.kind == "image/svg+xml"):
                found.setdefault(member, (resource, reference.get("linear") != "no", of_page(properties(reference))))
        return list(found.values())

    @cached_property
    def listed(self) -> set[str]:
        """The members of the spine."""
        return {resource.member for resource, _, _ in self.spine}

    @cached_property
    def cover(self) -> str:
        """The member that the book calls its cover, or nothing."""
        items = self.package.items
        named = {str(e.get("content") or "") for e in within(self.package.root, "meta") if e.get("name") == "cover"}
        found = (self.package.file(item) for name, item in items.items() if "cover-image" in properties(item) or name in named)
        return next(
            (member for member in found if member in self.resources and self.resources[member].kind.startswith("image/")), ""
        )

    @property
    def identifier(self) -> str:
        """What the book calls itself, which scrambled fonts depend on; may be empty."""
        name = self.package.root.get("unique-identifier")
        identifiers = [
            e for e in self.package.root.iter() if isinstance(e.tag, str) and xml_local(e) == "identifier" and words(e)
        ]
        return next(
            (str(words(e)) for e in identifiers if e.get("id") == name), str(words(identifiers[0])) if identifiers else ""
        )

    @property
    def progression(self) -> str:
        """ltr or rtl, where the book tells."""
        direction = next((str(e.get("page-progression-direction") or "") for e in within(self.package.root, "spine")), "")
        return direction if direction in ("ltr", "rtl") else ""

    def page(self, resource: Resource, title: str, language: str = "") -> Any:
        """A page, put right, its references not yet; its root element. Title and language are for a page that has none."""
        data = self.package.archive.read(resource.member)
        root = parsed(page_text(data, self.encoding, f"{self.package.archive.path}: {resource.member}"))
        self.breaks[resource.member] = page_breaks(body_of(root))
        self.ids[resource.member] = conform(body_of(root))
        _set_head(root, title)
        set_language(root, language)
        return root

    def learn_ids(self) -> None:
        """Read all pages for their ids, which others refer to."""
        for resource in self.resources.values():
            if resource.is_page:
                self.page(resource, "")

    def redirect(self, root: Any, resource: Resource) -> None:
        """Have the references of a page lead where they should, or away with them."""
        redirect(root, *self._finders(resource))

    def _finders(self, resource: Resource) -> tuple[Find, Find]:
        return (lambda reference: self.place(reference, resource), lambda reference: self.link(reference, resource))

    def place(self, reference: str, resource: Resource) -> str | None:
        """Where a picture, a font or a style sheet lies now, as seen from what refers to it; None where it is not."""
        reference = reference.strip()
        if reference.startswith(("data:image/", "data:font/")) or (resource.kind == _CSS and reference.startswith("#")):
            return reference
        member, anchor = target(resource.member, reference) if not re.match(r"[A-Za-z][\w+.-]*:", reference) else ("", "")
        found = self.resources.get(self.package.archive.member(member)) if member else None
        if found is None or found.is_page:
            return None
        return relative(resource.name, found.name) + (f"#{quote(anchor)}" if anchor else "")

    def link(self, reference: str, resource: Resource) -> str | None:
        """Where a link leads: to a page of the reading order, to one of its elements, or out into the web."""
        reference = reference.strip()
        if re.match(r"[A-Za-z][\w+.-]*:", reference):
            return reference if _WEB.match(reference) else None
        member, anchor = target(resource.member, reference)
        found = self.resources.get(self.package.archive.member(member)) if member else None
        if found is None or found.member not in self.listed:
            return None
        here = "" if found.member == resource.member else relative(resource.name, found.name)
        known = self.ids.get(found.member, {}).get(anchor) if anchor else None
        return f"{here}#{quote(known)}" if known else here or None

    def plain_element(self, root: Any) -> str:
        """The name of an element that no style sheet of a page speaks of: put in, it does not change the page's look."""
        own = (element.text or "" for element in root.iter(f"{{{XHTML}}}style"))
        return LIT if self._sheets_mind_spans or any(minds_spans(css) for css in own) else "span"

    @cached_property
    def _sheets_mind_spans(self) -> bool:
        sheets = (resource for resource in self.resources.values() if resource.kind == _CSS)
        return any(minds_spans(self.package.archive.read(sheet.member).decode("latin-1")) for sheet in sheets)

    def content(self, resource: Resource) -> str | bytes:
        """What is no page, put right: a style sheet, a drawing; all else as it is."""
        data = self.package.archive.read(resource.member)
        if resource.kind == _CSS:
            return sheet(decode(data)[0], self._finders(resource)[0])
        return drawing(data, *self._finders(resource)) if resource.kind == _KINDS["svg"] else data


def _set_head(root: Any, title: str) -> None:
    """A title, style sheets and the size of a page that has a fixed one: nothing else."""
    head = root.find(f"{{{XHTML}}}head")
    if head is None:
        head = root.makeelement(f"{{{XHTML}}}head")
        root.insert(0, head)
    told = head.find(f"{{{XHTML}}}title")
    said = " ".join("".join(told.itertext()).split()) if told is not None else ""
    kept = [element for element in head if _stays(element)]
    for element in list(body_of(root).iter(f"{{{XHTML}}}style")):
        kept.append(copy.copy(element))
        remove(element, root)
    for element in list(head):
        head.remove(element)
    head.text = None
    head.attrib.clear()
    made = head.makeelement(f"{{{XHTML}}}title")
    made.text = said or title
    head.append(made)
    for element in kept:
        element.tail = None
        head.append(element)
    for key in list(root.attrib):
        if key not in ("lang", "dir", "class", "id") and not key.endswith(("}lang", "}prefix")):
            del root.attrib[key]


def _stays(element: Any) -> bool:
    name = local(element)
    if name == "link":
        relations = (element.get("rel") or "").lower().split()
        return "stylesheet" in relations and "alternate" not in relations and element.get("type", _CSS) == _CSS
    return name == "style" or (name == "meta" and element.get("name") == "viewport")


def _with_ending(member: str, kind: str) -> str:
    """The name of a picture ends as its kind does, which its bytes tell."""
    stem, dot, ending = member.rpartition(".")
    right = next((name for name, told in _KINDS.items() if told == kind), "")
    return f"{stem}{dot}{right}" if kind in _SEEN and _KINDS.get(ending.lower()) != kind else member


def _safe(member: str, names: set[str]) -> str:
    """A member's name as every reader takes it: the same, if it is so already."""
    stem, dot, ending = _UNSAFE.sub("_", member).rpartition(".")
    name, number = f"{stem}{dot}{ending}", 1
    while name.casefold() in names:
        number += 1
        name = f"{stem}-{number}{dot}{ending}"
    names.add(name.casefold())
    return name


def _identity(proposed: str, used: set[str]) -> str:
    """An id for the manifest that no other item has, nor anything that is made for the book (`nrt-…`, `meta-…`)."""
    name = re.sub(r"[^A-Za-z0-9._-]", "_", proposed)
    name = name if re.match(r"(?!nrt-|meta-)[A-Za-z_]", name) else f"i{name}"
    while name in used:
        name += "_"
    used.add(name)
    return name


def relative(base: str, name: str) -> str:
    """How one member refers to another."""
    return quote(posixpath.relpath(name, posixpath.dirname(base) or "."))
