"""Zip files that strangers packed: read in memory, a little at a time, never extracted; and their XML, read without its traps."""

from __future__ import annotations

import lzma
import posixpath
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote

from lxml import etree

from narrate.errors import StoryError
from narrate.readers.encoding import decode, xml_encoding
from narrate.readers.entities import expanded
from narrate.readers.mending import mended
from narrate.readers.unwrapping import MAX_INLINE, Unwrapping

MAX_MEMBER, MAX_TOTAL, MAX_MEMBERS = 64 << 20, 512 << 20, 20_000
MAX_TEXT = 64 << 20
"""Bytes that the members with a story's text may unpack to, together."""
MAX_RATIO, RATIO_FROM = 200, 10 << 20
"""A member that grows more than so many times, once it has come to so many bytes, is a bomb."""
_STEP = 1 << 20
_DAMAGE = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, MemoryError, struct.error,
    zipfile.BadZipFile, zlib.error, lzma.LZMAError,
)  # fmt: skip
"""What zipfile and the decompressors raise for bytes that are no archive, or not the one that its directory describes."""


class Archive:
    """A zip file whose members are found by the path that a reference names. Of two members of one name the first counts;
    links are no members."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGE as error:
            raise StoryError(f"{path}: damaged, or not the kind of file that its name says ({error}).") from error
        entries = self._zip.infolist()
        if len(entries) > MAX_MEMBERS:
            raise StoryError(f"{path}: {len(entries):,} files inside are more than a book has.")
        if _overlap(entries):
            raise StoryError(f"{path}: files inside share their bytes, as in archives made to flood a disk; not opened.")
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._alike: dict[str, str] = {}
        self.doubled: list[str] = []
        """Members whose name, capitals aside, another had before them."""
        seen: set[str] = set()
        for entry in entries:
            if stat.S_ISLNK(entry.external_attr >> 16) or entry.is_dir():
                continue
            name = posixpath.normpath(entry.filename.replace("\\", "/")).lstrip("/")
            if name.casefold() in seen:
                self.doubled.append(name)
            seen.add(name.casefold())
            self._members.setdefault(name, entry)
            self._alike.setdefault(_alike(name), name)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()

    def names(self) -> list[str]:
        """The members in the order of the archive."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return self.member(name) != ""

    def member(self, name: str) -> str:
        """The member of that name, else the one that is called so but for capitals, percent signs and how accents are
        written; empty where there is none."""
        return name if name in self._members else self._alike.get(_alike(name), "")

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises StoryError when it is missing, encrypted, damaged or a bomb."""
        entry = self._members.get(self.member(name))
        if entry is None:
            raise StoryError(f"{self.path}: damaged: {name} is not in it.")
        if entry.flag_bits & 1:
            raise StoryError(f"{self.path}: protected by a password; save a copy without it.")
        found = bytearray()
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(_STEP):
                    found += piece
                    self._read += len(piece)
                    swollen = len(found) > RATIO_FROM and len(found) > MAX_RATIO * max(1, entry.compress_size)
                    if swollen or len(found) > MAX_MEMBER or self._read > MAX_TOTAL:
                        raise StoryError(f"{self.path}: {name} unpacks to more than a book holds; not opened.")
        except _DAMAGE as error:
            raise StoryError(f"{self.path}: damaged at {name} ({error}).") from error
        return bytes(found)

    def weigh(self, names: Iterable[str]) -> None:
        """Raises StoryError when these members' text, as the directory has it, is more than a story has."""
        total = sum(self._members[name].file_size for name in set(names) if name in self._members)
        if total > MAX_TEXT:
            raise StoryError(f"{self.path}: its text unpacks to {total >> 20:,} MB, more than a story has ({MAX_TEXT >> 20} MB).")


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether a member's bytes begin before those of the member before it end."""
    placed = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    return any(start + size > after for (start, size), (after, _) in pairwise(placed) if after > start)


def _alike(name: str) -> str:
    """What names have in common that Windows, macOS and readers of books take for the same."""
    return unicodedata.normalize("NFC", unquote(name)).casefold()


def target(base: str, reference: str) -> tuple[str, str]:
    """(member, anchor) that a reference in the member `base` leads to; ("", anchor) when it leads out of the archive."""
    place, _, anchor = reference.strip().partition("#")
    place = unquote(place).replace("\\", "/")
    if "://" in place or place.startswith("//"):
        return "", unquote(anchor)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), place)) if place else base
    # above the root is the root: readers clamp such references, as the EPUB standard has it
    return re.sub(r"^(?:(?:\.\.)?/)+", "", joined), unquote(anchor)


def xml(data: bytes, where: str, inline: frozenset[str] = frozenset()) -> Any:
    """The root element. No external entity or network is touched, slips are mended; of the document's own entities those of mere
    text are read, within bounds. Of very many elements with the local names `inline` only the first keep their tags.

    Raises StoryError when there is nothing to mend, and for text in entities that are not read.
    """
    data = _with_entities(data, where)
    try:
        root = _parsed(data, inline)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        again = mended(decode(data, xml_encoding(data))[0])
        if not again:
            raise StoryError(f"{where}: damaged: {str(error).splitlines()[0][:160]}") from None
        root = _parsed(again.encode(), inline, mending=True)
    etree.strip_elements(root, etree.Entity, with_tail=False)
    return root


def _with_entities(data: bytes, where: str) -> bytes:
    if b"<!ENTITY" not in data[:_STEP]:
        return data
    text = decode(data, xml_encoding(data))[0]
    expanded_text = expanded(text, where)
    return data if expanded_text == text else expanded_text.encode("utf-8", "replace")


def _parsed(data: bytes, inline: frozenset[str], *, mending: bool = False) -> Any:
    """What was mended declares no entities, so that it may be of any size."""
    parser = etree.XMLParser(
        target=Unwrapping(inline) if inline and data.count(b"<") > MAX_INLINE else None,
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=mending, recover=mending, remove_comments=True,
    )  # fmt: skip
    return etree.fromstring(data, parser)


def local(element: Any) -> str:
    """An element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> list[Any]:
    """The children of that local name."""
    return [child for child in element if local(child) == name]


def within(element: Any, name: str) -> list[Any]:
    """All descendants of that local name, in document order."""
    return [child for child in element.iter() if local(child) == name]


def words(element: Any) -> str:
    """The element's text on one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
