"""What Audiobookshelf takes a book for: from the tags that ffprobe tells, from its folders, and from `metadata.json`.

Its server is no package, so that its rules stand here in our words: which tag it takes first, how it parts people, how it reads
the folders `Author/Series/Vol 2 - Title`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from narrate.units import safe_name

_TAGS = {
    "title": ("album", "talb", "tal"),
    "subtitle": ("subtitle", "tit3", "tt3"),
    "authors": ("artist", "tpe1", "tp1", "albumartist", "album_artist", "tpe2"),
    "narrators": ("composer", "tcom", "tcm"),
    "publishedYear": ("date", "tyer", "tye"),
    "publisher": ("publisher", "tpub", "tpb"),
    "description": ("description", "desc", "comment", "comm", "com"),
    "series": ("series",),
    "number": ("series-part",),
    "isbn": ("isbn",),
    "language": ("language", "lang"),
}
"""A field, and the tags that it is taken from, the first that is there; each in small letters or in capitals."""
_VOLUME = re.compile(r"(?:Vol|Volume|Book)\.? (?P<number>[\d.]+) - (?P<title>.+)")


def people(text: str) -> list[str]:
    """The people that it sees in a tag: parted by semicolons, else by "&", else by commas, which may also stand in a name."""
    if ";" in text:
        return [name.strip() for name in text.split(";") if name.strip()]
    names = [name.strip() for part in text.split("&") for name in part.split(",") if name.strip()]
    turned = len(names) > 1 and " " not in names[0]
    return [f"{first} {last}" for last, first in zip(names[::2], names[1::2], strict=False)] if turned else names


def from_tags(tags: Mapping[str, str]) -> dict[str, Any]:
    """The book by the tags of one of its files."""
    found: dict[str, Any] = {}
    for name, keys in _TAGS.items():
        found[name] = next((tags[k] for key in keys for k in (key, key.upper()) if tags.get(k)), "")
    number = found.pop("number")
    series = [f"{found['series']} #{number}" if number else found["series"]] if found["series"] else []
    return {**found, "authors": people(found["authors"]), "narrators": people(found["narrators"]), "series": series}


def from_folders(book: Path) -> dict[str, Any]:
    """The book by its folder and the two above, which are the author's and perhaps the series'."""
    told = _VOLUME.fullmatch(book.name)
    author = book.parents[1].name if told else book.parent.name
    series = [f"{book.parent.name} #{told['number']}"] if told else []
    return {"title": told["title"] if told else book.name, "authors": people(author), "series": series}


def differences(file: Path, tags: Mapping[str, str]) -> list[str]:
    """Where tags and folders tell another book than the metadata.json beside the file, which counts most."""
    told = json.loads((file.parent / "metadata.json").read_text(encoding="utf-8"))
    heard = from_tags(tags)
    wanted = {name: told[name] or type(heard[name])() for name in heard if name != "language"}
    found = [f"{name}: {heard[name]!r}, not {said!r}" for name, said in wanted.items() if not _same(heard[name], said)]
    folders = from_folders(file.parent)
    unknown = not told["authors"] and folders["authors"] == ["Unknown Author"]
    people_named = [[safe_name(name) for name in names] for names in (folders["authors"], told["authors"])]
    found += [] if unknown or people_named[0] == people_named[1] else [f"its folder is {folders['authors']}'s"]
    named = [safe_name(series) for series in told["series"]]
    found += [] if folders["series"] in ([], named) else [f"its folder is of {folders['series']}"]
    return found + ([] if heard["language"] else ["no language"])


def _same(heard: Any, told: Any) -> bool:
    """A long description is cut in a tag, at a word."""
    if isinstance(told, str) and isinstance(heard, str):
        heard, told = " ".join(heard.split()), " ".join(told.split())
        return bool(heard == told or (heard.endswith("…") and told.startswith(heard[:-1])))
    return bool(heard == told)
