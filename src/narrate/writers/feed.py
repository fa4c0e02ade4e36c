"""A podcast of a book: RSS with an episode for each chapter, as Podcasting 2.0 describes it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as Xml

from narrate.edition import Edition
from narrate.errors import ConfigError
from narrate.units import Seconds
from narrate.writers import Place
from narrate.writers.credits import SYNTHETIC, Credits
from narrate.writers.manifest import KINDS

_PODCAST = "https://podcastindex.org/namespace/1.0"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_ATOM = "http://www.w3.org/2005/Atom"
_FEEDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Podcasting 2.0's space of names for feeds."""
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""When the first episode is dated; each other a minute later, so that they keep their order and the same book its bytes."""
_LONGEST = 128
"""Characters of a person's name."""
_CAPTIONS = ((".vtt", "text/vtt"), (".srt", "application/x-subrip"))
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Episode:
    """A sound file beside the feed; `marks` names the file beside it that lists its chapters, where it holds several."""

    title: str
    file: Path
    lasts: Seconds
    marks: str = ""


def checked_url(url: str) -> str:
    """Where a feed may lie, without a slash at its end. Raises ConfigError."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        good = False
    if not good or not url.isprintable() or re.search(r"\s", url):
        raise ConfigError(
            f"--feed-url {url}: the address of the folder --out on the web is wanted, as https://example.org/books."
        )
    return url.rstrip("/")


def feed(edition: Edition, episodes: Sequence[Episode], folder: str) -> str:
    """The feed of an edition that lies at the address `folder`/feed.xml, beside its sound, captions and cover."""
    for prefix, name in (("podcast", _PODCAST), ("itunes", _ITUNES), ("atom", _ATOM)):
        Xml.register_namespace(prefix, name)
    rss = Xml.Element("rss", {"version": "2.0"})
    channel, credits = Xml.SubElement(rss, "channel"), Credits(edition)
    address = f"{folder}/feed.xml"
    guid = uuid.uuid5(_FEEDS, address.partition("://")[2])
    _add(channel, "title", edition.title)
    _add(channel, "link", f"{folder}/")
    _add(channel, f"{{{_ATOM}}}link", "", href=address, rel="self", type="application/rss+xml")
    _add(channel, "description", credits.description or f"Read by a {SYNTHETIC}.")
    _add(channel, "language", edition.language)
    _add(channel, f"{{{_ITUNES}}}author", credits.author or credits.narrator)
    _add(channel, f"{{{_ITUNES}}}type", "serial")
    _add(channel, f"{{{_ITUNES}}}explicit", "false")
    arts = _add(channel, f"{{{_ITUNES}}}category", "", text="Arts")
    _add(arts, f"{{{_ITUNES}}}category", "", text="Books")
    if edition.imprint.cover:
        _add(channel, f"{{{_ITUNES}}}image", "", href=f"{folder}/cover.jpg")
    _add(channel, f"{{{_PODCAST}}}guid", str(guid))
    _add(channel, f"{{{_PODCAST}}}medium", "audiobook")
    for name, role in [*((name, "author") for name in credits.authors), *((name, "narrator") for name in edition.narrators)]:
        _add(channel, f"{{{_PODCAST}}}person", name[:_LONGEST], role=role, group="writing" if role == "author" else "cast")
    for number, episode in enumerate(episodes, 1):
        _episode(_add(channel, "item", ""), episode, number, folder, str(uuid.uuid5(guid, str(number))))
    Xml.indent(rss, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(rss, encoding="unicode")}\n'


def chapter_marks(places: Sequence[Place]) -> dict[str, Any]:
    """Where chapters begin, as Podcasting 2.0 lists them."""
    return {"version": "1.2.0", "chapters": [{"startTime": round(start, 3), "title": title} for start, _, title in places]}


def _episode(item: Any, episode: Episode, number: int, folder: str, guid: str) -> None:
    sound = f"{folder}/{quote(episode.file.name)}"
    _add(item, "title", episode.title)
    _add(item, "guid", guid, isPermaLink="false")
    _add(item, "pubDate", format_datetime(_FIRST + timedelta(minutes=number)))
    size = str(episode.file.stat().st_size)
    _add(item, "enclosure", "", url=sound, length=size, type=KINDS[episode.file.suffix[1:]])
    _add(item, f"{{{_ITUNES}}}episode", str(number))
    _add(item, f"{{{_ITUNES}}}duration", str(round(episode.lasts)))
    if episode.marks:
        _add(item, f"{{{_PODCAST}}}chapters", "", url=f"{folder}/{episode.marks}", type="application/json+chapters")
    for suffix, kind in _CAPTIONS:
        name = quote(episode.file.with_suffix(suffix).name)
        _add(item, f"{{{_PODCAST}}}transcript", "", url=f"{folder}/{name}", type=kind, rel="captions")


def _add(parent: Any, name: str, content: str, **attributes: str) -> Any:
    """A child with a text, without the characters that XML has no place for."""
    child = Xml.SubElement(parent, name, {key: _FORBIDDEN.sub("", value) for key, value in attributes.items()})
    child.text = _FORBIDDEN.sub("", content) or None
    return child
