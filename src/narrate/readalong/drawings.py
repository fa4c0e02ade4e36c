"""Drawings (SVG) that are files of their own: without scripts, and with references that lead where they should."""

from __future__ import annotations

from typing import Any

from lxml import etree

from narrate.errors import StoryError
from narrate.readalong.conform import unscript
from narrate.readalong.markup import SVG, remove
from narrate.readalong.redirect import redirect
from narrate.readalong.styles import Find
from narrate.readers.archive import xml


def drawing(data: bytes, place: Find, link: Find) -> bytes:
    """A drawing, put right; the bytes as they are where they are none."""
    try:
        root = xml(data, "")
    except StoryError:
        return data
    if root.tag != f"{{{SVG}}}svg":
        return data
    for element in list(root.iter()):
        if element.tag == f"{{{SVG}}}script":
            remove(element, root)
        elif isinstance(element.tag, str):
            unscript(element)
    redirect(root, place, link)
    made: Any = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return bytes(made)
