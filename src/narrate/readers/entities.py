"""A document's own entities: text that its head declares once, and that stands wherever its name does."""

from __future__ import annotations

import re
from collections import Counter

from narrate.errors import StoryError
from narrate.readers.encoding import decode, mend, xml_encoding

_HEAD = re.compile(r"\ufeff?\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--.*?-->)*<!DOCTYPE[^\[>]*\[.*?\]\s*>", re.S | re.I)
_DECLARED = re.compile(r"<!ENTITY\s+([\w:][\w:.-]*)\s+(?:\"([^\"]*)\"|'([^']*)'|(?:SYSTEM|PUBLIC)\s)")
_ENTITY = re.compile(r"&([\w:][\w:.-]*);")
_PREDEFINED = ("amp", "lt", "gt", "quot", "apos")
_PREFIX = re.compile(r"""\sxmlns:([\w.-]+)\s*=\s*["'](http://www\.w3\.org/(?:1999/xhtml|2000/svg|1998/Math/MathML))["']""")
_LONGEST_HEAD = 1 << 20
_MOST_EXPANDED = 8 << 20


def expanded(text: str, where: str) -> str:
    """A document without the declarations at its head, the text of its own entities in their places; those that lie in other
    files are left out. Without declarations it stays as it is.

    Raises StoryError for entities that hold others, and for more text than a story has.
    """
    head = _HEAD.match(text, 0, _LONGEST_HEAD)
    if not head:
        return text
    body = text[head.end() :]
    counts = Counter(_ENTITY.findall(body))
    declared = _DECLARED.findall(head[0])
    own = {name: one or other for name, one, other in declared if counts[name] and name not in _PREDEFINED}
    if nested := next((name for name, said in own.items() if "<" in said or re.search(r"&(?!#)", said)), ""):
        raise StoryError(f"{where}: its text is in the entity “{nested}”, which holds others; save the story without entities.")
    if sum(counts[name] * len(said) for name, said in own.items()) > _MOST_EXPANDED:
        raise StoryError(f"{where}: its entities make more text than a story has; save the story without entities.")
    return _ENTITY.sub(lambda found: own.get(found[1], found[0]), body)


def page_text(data: bytes, encoding: str | None, where: str) -> str:
    """A page of a book as text, in its own encoding where none is given, its entities in their places."""
    return _unprefixed(expanded(mend(decode(data, encoding or xml_encoding(data))[0]), where))


def _unprefixed(text: str) -> str:
    """A page whose elements of HTML, formulas and drawings have no prefix: parsers of HTML know them by their bare names."""
    for prefix, space in dict(_PREFIX.findall(text)).items():
        name = re.escape(prefix)
        text = re.sub(rf"<{name}:(svg|math)(?=[\s/>])(?![^<>]*\sxmlns\s*=)", rf'<\1 xmlns="{space}"', text)
        text = re.sub(rf"(</?){name}:(?=[A-Za-z])", r"\1", text)
    return text
