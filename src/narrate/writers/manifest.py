"""publication.json, as the W3C's Audiobooks describe a book, and the page that lists its contents."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from narrate.edition import Edition
from narrate.units import Seconds
from narrate.writers.credits import SYNTHETIC, Credits

MANIFEST, CONTENTS, COVER = "publication.json", "index.html", "cover.jpg"
KINDS = {"mp3": "audio/mpeg", "opus": "audio/ogg", "flac": "audio/flac", "m4b": "audio/mp4"}
"""Media types of sound, by the ending of a file's name."""
_PROFILE = "https://www.w3.org/TR/audiobooks/"
_CONTEXT = ("https://schema.org", "https://www.w3.org/ns/pub-context")


def manifest(edition: Edition, files: Sequence[str], *, contents: bool) -> dict[str, Any]:
    """The manifest of an edition with a sound file for each track, by paths that are relative to it; `contents` says that the
    page of contents lies beside it."""
    credits, imprint = Credits(edition), edition.imprint
    optional = {
        "author": _people(credits.authors),
        "translator": _people(imprint.names_of("trl")),
        "publisher": [{"type": "Organization", "name": imprint.publisher}] if imprint.publisher else [],
        "datePublished": imprint.year,
        "description": credits.description,
    }
    return {
        "@context": [*_CONTEXT, {"language": edition.language}],
        "conformsTo": _PROFILE,
        "type": "Audiobook",
        "name": edition.title,
        **{name: value for name, value in optional.items() if value},
        "readBy": _people(edition.narrators),  # a person or an organization: there is no type for what is neither
        "inLanguage": [edition.language],
        "duration": _lasting(sum(track.duration for track in edition.tracks)),
        "abridged": False,
        "accessMode": ["auditory"],
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": ["auditory"]}],
        "accessibilityFeature": ["tableOfContents"] if contents else ["none"],
        "accessibilityHazard": ["none"],
        "accessibilitySummary": f"Read aloud by a {SYNTHETIC}, with a sound file for each chapter.",
        "readingOrder": [
            {
                "type": "LinkedResource",
                "url": quote(file),
                "encodingFormat": KINDS[file.rpartition(".")[2]],
                "name": track.title,
                "duration": _lasting(track.duration),
            }
            for track, file in zip(edition.tracks, files, strict=True)
        ],
        "resources": list(_resources(edition, contents=contents)),
    }


def contents_page(edition: Edition, files: Sequence[str]) -> str:
    """HTML that links to each chapter's sound: where reading begins, and the table of contents."""
    title = escape(edition.title)
    items = "\n".join(
        f'<li><a href="{escape(quote(file))}">{escape(track.title)}</a></li>'
        for track, file in zip(edition.tracks, files, strict=True)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(edition.language)}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<link rel="publication" href="{MANIFEST}">\n</head>\n<body>\n<h1>{title}</h1>\n'
        f'<nav role="doc-toc" aria-label="Contents">\n<ol>\n{items}\n</ol>\n</nav>\n</body>\n</html>\n'
    )


def _people(names: Sequence[str]) -> list[dict[str, str]]:
    return [{"type": "Person", "name": name} for name in names]


def _lasting(seconds: Seconds) -> str:
    """An ISO 8601 duration."""
    return f"PT{round(seconds, 3):.3f}S"


def _resources(edition: Edition, *, contents: bool) -> Sequence[dict[str, str]]:
    found = []
    if contents:
        found.append({"type": "LinkedResource", "url": CONTENTS, "encodingFormat": "text/html", "rel": "contents"})
    if edition.imprint.cover:
        found.append({"type": "LinkedResource", "url": COVER, "encodingFormat": "image/jpeg", "rel": "cover", "name": "Cover"})
    return found
