"""Fonts that a book holds scrambled, as their makers want it: which they are, by the names that they have now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from narrate.readalong.source import Resource
from narrate.readalong.xhtml import text
from narrate.readers.archive import Archive, within, xml

ENCRYPTED = "META-INF/encryption.xml"
_FRAME = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:enc="http://www.w3.org/2001/04/xmlenc#">\n{}\n</encryption>\n'
)
_FONT = (
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/>'
    '<enc:CipherData><enc:CipherReference URI="{}"/></enc:CipherData></enc:EncryptedData>'
)


def scrambled(archive: Archive, resources: Mapping[str, Resource]) -> str:
    """The document that says which fonts are scrambled; empty where none is."""
    if ENCRYPTED not in archive:
        return ""
    root = xml(archive.read(ENCRYPTED), f"{archive.path}: {ENCRYPTED}")
    lines = list(_fonts(root, archive, resources))
    return _FRAME.format("\n".join(lines)) if lines else ""


def _fonts(root: Any, archive: Archive, resources: Mapping[str, Resource]) -> Iterator[str]:
    for told in within(root, "EncryptedData"):
        how = next((str(method.get("Algorithm")) for method in within(told, "EncryptionMethod")), "")
        where = next((str(reference.get("URI") or "") for reference in within(told, "CipherReference")), "")
        found = resources.get(archive.member(where))
        if how and found:
            yield _FONT.format(text(how), quote(found.name))
