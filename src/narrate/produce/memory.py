"""Scripts already worked out: what a story's file says and who says what in it are found once, and remembered beside the takes
until the story, the corrections, or anything that is installed changes."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, astuple, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from narrate.errors import DiskError
from narrate.installation import fingerprint
from narrate.model import Book, Chapter, Character, Contributor, Imprint, Join, Line, Manuscript, Misfit, Script, Skip, Span
from narrate.produce.sealed import DamagedError, read_sealed, write_sealed
from narrate.produce.story_cache import StoryCache
from narrate.units import Seconds

FOLDER = "scripts"
_UNUSED: Seconds = 60 * 86_400.0
"""After so long a time in which nobody asked for it, what is remembered goes."""


class Memory:
    """Manuscripts and scripts in a folder of the take store, each under the hash of all that it was made from."""

    def __init__(self, takes: Path, cache: StoryCache | None = None) -> None:
        self.folder = takes / FOLDER
        self.cache = cache
        self.damaged = ""
        """What is told of a file that could not be used."""

    def manuscript(self, made_of: Callable[[], str], read: Callable[[], Manuscript]) -> tuple[str, Manuscript]:
        """A manuscript as it was read, under a digest of it; without its chapters where it is remembered. `made_of` names
        all that reading depends on, and nothing where that cannot be told."""
        made = made_of()
        if made and (head := self._read(f"{made}.head")):
            with contextlib.suppress(TypeError, KeyError, ValueError):
                return head["key"], _head(head)
        return self.read(made_of, read)

    def read(self, made_of: Callable[[], str], read: Callable[[], Manuscript]) -> tuple[str, Manuscript]:
        """The same, read now and remembered."""
        made = made_of()
        manuscript = read()
        key = _digest(manuscript)
        if made and made == made_of():  # nobody wrote to the file meanwhile
            self._write(f"{made}.head", {"key": key, **_packed_head(manuscript)})
        return key, manuscript

    def script(self, key: str, head: Manuscript, decided_by: list[Any]) -> Script | None:
        """The script of a manuscript with this digest, if it was worked out before with the same corrections."""
        if packed := self._read(_name(key, head, decided_by)):
            with contextlib.suppress(TypeError, KeyError, ValueError):
                return _unpacked(head, packed)
        return None

    def keep(self, key: str, manuscript: Manuscript, decided_by: list[Any], script: Script) -> Script:
        """Remember a script."""
        self._write(_name(key, manuscript, decided_by), _packed(script))
        return script

    def forget(self) -> int:
        """Delete everything that is remembered; how many files there were."""
        files = list(self.folder.glob("*.json"))
        for file in files:
            file.unlink(missing_ok=True)
        return len(files)

    def _read(self, name: str) -> dict[str, Any] | None:
        file = self.folder / f"{name}.json"
        try:
            content = read_sealed(file)
            if content is not None:
                with contextlib.suppress(OSError):
                    os.utime(file)  # it is used
            return content
        except DamagedError:
            self.damaged = f"{file} was damaged; who says what was found out anew."
            return None

    def _write(self, name: str, content: Mapping[str, Any]) -> None:
        with contextlib.suppress(OSError, DiskError):
            write_sealed(self.folder / f"{name}.json", content)
            for file in self.folder.glob("*.json"):
                if time.time() - file.stat().st_mtime > _UNUSED:
                    file.unlink()


def _name(key: str, head: Manuscript, decided_by: list[Any]) -> str:
    made = [fingerprint(), key, head.title, head.author, head.language, decided_by]
    return hashlib.sha256(json.dumps(made).encode()).hexdigest()[:40]


def _digest(manuscript: Manuscript) -> str:
    blocks = [[b.kind, b.at.start, b.at.end, b.level, b.skipped, b.opens, b.speaker, b.role] for b in manuscript.bodies()]
    chapters = [[chapter.title, len(chapter.body)] for chapter in manuscript.chapters]
    about = [manuscript.title, manuscript.author, manuscript.language, manuscript.notes, chapters, blocks]
    digest = hashlib.sha256(json.dumps(about).encode())
    digest.update(manuscript.text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _packed_head(manuscript: Manuscript) -> dict[str, Any]:
    imprint = manuscript.imprint
    return {
        "title": manuscript.title,
        "author": manuscript.author,
        "language": manuscript.language,
        "source": manuscript.source,
        "text": manuscript.text,
        "notes": manuscript.notes,
        "emphasis": [astuple(span) for span in manuscript.emphasis],
        "imprint": {**asdict(imprint), "cover": base64.b64encode(imprint.cover).decode()},
    }


def _head(packed: dict[str, Any]) -> Manuscript:
    imprint_fields = packed["imprint"]
    people = tuple(Contributor(**person) for person in imprint_fields["people"])
    imprint = Imprint(
        **{
            **imprint_fields,
            "cover": base64.b64decode(imprint_fields["cover"]),
            "people": people,
            "subjects": tuple(imprint_fields["subjects"]),
        }
    )
    title, author, language = packed["title"], packed["author"], packed["language"]
    head: Manuscript = Book(title, author, language, (), source=packed["source"], text=packed["text"])
    emphasis = tuple(Span(start, end) for start, end in packed["emphasis"])
    return replace(head, notes=tuple(packed["notes"]), imprint=imprint, emphasis=emphasis)


def _packed(script: Script) -> dict[str, Any]:
    return {
        "chapters": [[c.number, c.title, [_packed_line(line, script.text) for line in c.body]] for c in script.chapters],
        "characters": [astuple(c) for c in script.characters],
        "skipped": [astuple(s) for s in script.skipped],
        "notes": script.notes,
        "misfits": [astuple(misfit) for misfit in script.misfits],
    }


_FIELDS = [field.name for field in fields(Line)]
_fields = attrgetter(*_FIELDS)


def _packed_line(line: Line, text: str) -> tuple[Any, ...]:
    """A line without its text, where that is what stands at its place."""
    speaker, said, kind, at, *rest = _fields(line)  # astuple takes ten times as long, and a novel has thousands
    return (speaker, None if text[at.start : at.end] == said else said, kind, (at.start, at.end), *rest)


def _unpacked(manuscript: Manuscript, packed: dict[str, Any]) -> Script:
    def line(speaker: str, text: str | None, kind: Any, at: list[int], *rest: Any) -> Line:
        start, end = at
        said = manuscript.text[start:end] if text is None else text
        return Line(**dict(zip(_FIELDS, (speaker, said, kind, Span(start, end), *rest), strict=True)))

    chapters = tuple(Chapter(number, title, tuple(line(*one) for one in body)) for number, title, body in packed["chapters"])
    characters = tuple(_character(*one) for one in packed["characters"])
    skipped = tuple(Skip(text, Span(*at), reason) for text, at, reason in packed["skipped"])
    return Book(
        manuscript.title,
        manuscript.author,
        manuscript.language,
        chapters,
        source=manuscript.source,
        text=manuscript.text,
        characters=characters,
        skipped=skipped,
        notes=tuple(packed["notes"]),
        imprint=manuscript.imprint,
        emphasis=manuscript.emphasis,
        misfits=tuple(
            Misfit(told, tuple((entry, line) for entry, line in found), many) for told, found, many in packed["misfits"]
        ),
    )


def _character(name: str, aliases: list[str], gender: Any, age: Any, lines: int, tells: bool, *joins: list[Any]) -> Character:
    surely, perhaps = (tuple(Join(*join) for join in one) for one in joins)
    return Character(
        name=name, aliases=tuple(aliases), gender=gender, age=age, lines=lines, tells=tells, joins=surely, perhaps=perhaps
    )
