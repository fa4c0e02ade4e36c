"""The package document of EPUB 3: what a book is, what it is made of and in which order it is read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from narrate.edition import Edition
from narrate.readalong.overlay import seconds
from narrate.readalong.xhtml import direction, text
from narrate.writers.credits import Credits

OPF, SMIL = "application/oebps-package+xml", "application/smil+xml"
PAGE = "application/xhtml+xml"
_NAMES = uuid.UUID("5f1c0f0b-6d0c-5a53-9d0e-2b8a1c7e4f10")
"""The space of names in which a book has its identifier."""
MODIFIED = "2000-01-01T00:00:00Z"
"""EPUB wants to be told when a book was changed last. The same book gives the same bytes, whenever it is made."""
ACTIVE, PLAYING = "-epub-media-overlay-active", "-epub-media-overlay-playing"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>\n'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/>\n</rootfiles>\n</container>\n'
)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the manifest. `overlay` is the id of the item that says when the page is heard, `lasts` how long an overlay
    plays, in milliseconds."""

    id: str
    href: str
    kind: str
    properties: str = ""
    overlay: str = ""
    lasts: int | None = None
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A page of the reading order."""

    id: str
    linear: bool = True
    properties: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """All that a package document says beside the edition. `features` are what its pages offer to readers who do not see or
    hear, `pictures` says that pictures tell some of it; `more` is metadata ready made."""

    items: Sequence[Item]
    spine: Sequence[Reference]
    identifier: str
    title: str = ""
    pictures: bool = False
    progression: str = ""
    more: Sequence[str] = field(default_factory=tuple)
    paged: bool = False
    """Whether it lists the pages of the printed book."""

    def document(self, edition: Edition) -> str:
        """The document as text."""
        progression = f' page-progression-direction="{self.progression}"' if self.progression else ""
        parts = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="meta-id" '
            f'xml:lang="{text(edition.language)}" dir="{direction(edition.language)}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *self._metadata(edition),
            "</metadata>",
            "<manifest>",
            *map(_item, self.items),
            "</manifest>",
            f"<spine{progression}>",
            *map(_reference, self.spine),
            "</spine>",
            "</package>\n",
        ]
        return "\n".join(parts)

    def _metadata(self, edition: Edition) -> Iterator[str]:
        yield f'<dc:identifier id="meta-id">{text(self.identifier)}</dc:identifier>'
        yield from _titles(edition)
        yield f"<dc:language>{text(edition.language)}</dc:language>"
        yield from _people(edition)
        yield from _publication(edition)
        yield f'<meta property="dcterms:modified">{MODIFIED}</meta>'
        yield from self.more
        yield from self._overlays(edition)
        yield from self._access(edition)

    def _overlays(self, edition: Edition) -> Iterator[str]:
        lasting = [(item.id, item.lasts) for item in self.items if item.lasts is not None]
        yield from (f'<meta property="media:duration" refines="#{name}">{seconds(lasts)}</meta>' for name, lasts in lasting)
        yield f'<meta property="media:duration">{seconds(sum(lasts for _, lasts in lasting))}</meta>'
        yield from (f'<meta property="media:narrator">{text(name)}</meta>' for name in edition.narrators)
        yield f'<meta property="media:active-class">{ACTIVE}</meta>'
        yield f'<meta property="media:playback-active-class">{PLAYING}</meta>'

    def _access(self, edition: Edition) -> Iterator[str]:
        """What schema.org calls accessibility metadata."""
        modes = ["textual", "auditory", *(["visual"] if self.pictures else [])]
        told = [("accessMode", mode) for mode in modes]
        told += [("accessModeSufficient", ",".join(modes))] + [("accessModeSufficient", one) for one in ("textual", "auditory")]
        features = ["synchronizedAudioText", "tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"]
        features += ["pageBreakMarkers", "pageNavigation"] * self.paged
        told += [("accessibilityFeature", feature) for feature in features] + [("accessibilityHazard", "none")]
        summary = f"Text and narration go side by side. Read aloud by a synthetic voice: narrate, {', '.join(edition.engines)}."
        told.append(("accessibilitySummary", summary))
        yield from (f'<meta property="schema:{name}">{text(value)}</meta>' for name, value in told)


def identifier(edition: Edition) -> str:
    """The same for the same book, whatever is heard of it."""
    identity = [edition.title, edition.author, edition.language, *(track.title for track in edition.tracks)]
    return uuid.uuid5(_NAMES, "\n".join(identity)).urn


def _titles(edition: Edition) -> Iterator[str]:
    imprint = edition.imprint
    yield f'<dc:title id="meta-title">{text(edition.title)}</dc:title>'
    yield '<meta refines="#meta-title" property="title-type">main</meta>'
    if imprint.title_sort:
        yield f'<meta refines="#meta-title" property="file-as">{text(imprint.title_sort)}</meta>'
    if imprint.subtitle:
        yield f'<dc:title id="meta-subtitle">{text(imprint.subtitle)}</dc:title>'
        yield '<meta refines="#meta-subtitle" property="title-type">subtitle</meta>'


def _people(edition: Edition) -> Iterator[str]:
    """Authors as creators, all others as contributors, with their roles."""
    people = [(one.name, one.role, one.sort) for one in edition.imprint.people if one.role != "nrt"]
    if not any(role == "aut" for _, role, _ in people):
        people = [(name, "aut", "") for name in Credits(edition).authors] + people
    people += [(name, "nrt", "") for name in edition.narrators]
    for number, (name, role, sort) in enumerate(people, 1):
        kind = "creator" if role == "aut" else "contributor"
        yield f'<dc:{kind} id="meta-person{number}">{text(name)}</dc:{kind}>'
        yield f'<meta refines="#meta-person{number}" property="role" scheme="marc:relators">{text(role)}</meta>'
        if sort:
            yield f'<meta refines="#meta-person{number}" property="file-as">{text(sort)}</meta>'


def _publication(edition: Edition) -> Iterator[str]:
    imprint = edition.imprint
    fields = [("publisher", imprint.publisher), ("date", imprint.year), ("description", imprint.description)]
    fields += [("subject", subject) for subject in imprint.subjects]
    fields += [("source", f"urn:isbn:{imprint.isbn}" if imprint.isbn else "")]
    yield from (f"<dc:{name}>{text(value)}</dc:{name}>" for name, value in fields if value.strip())
    series, number = imprint.part_of
    if series:
        yield f'<meta property="belongs-to-collection" id="meta-series">{text(series)}</meta>'
        yield '<meta refines="#meta-series" property="collection-type">series</meta>'
        if number:
            yield f'<meta refines="#meta-series" property="group-position">{text(number)}</meta>'


def _item(item: Item) -> str:
    more = [("properties", item.properties), ("media-overlay", item.overlay), ("fallback", item.fallback)]
    attributes = "".join(f' {name}="{text(value)}"' for name, value in more if value)
    return f'<item id="{text(item.id)}" href="{text(item.href)}" media-type="{text(item.kind)}"{attributes}/>'


def _reference(page: Reference) -> str:
    linear = "" if page.linear else ' linear="no"'
    properties = f' properties="{text(page.properties)}"' if page.properties else ""
    return f'<itemref idref="{text(page.id)}"{linear}{properties}/>'
