"""XML that is none, made well-formed with all its words: what a parser's own recovery would drop after its first mistake."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

MAX_DEPTH = 200
"""Deeper elements lose their tags: parsers stop at 256."""
_MAX_ATTRIBUTES = 200
_MARK = re.compile(
    r"<(?:!--.*?(?:-->|\Z)|!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|[!?][^<>]*+>"
    r"|(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]*+)(?P<rest>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>)",
    re.S,
)
_ATTRIBUTE = re.compile(r"(?P<name>[A-Za-z_][\w.:-]*+)\s*+=\s*+(?P<value>\"[^\"]*+\"|'[^']*+'|[^\s\"']++)")
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FAR_REFERENCE = re.compile(r"&#x?[0-9a-f]{9,};?", re.I)


def mended(markup: str) -> str:
    """Well-formed XML with the first element as its root: end tags without a beginning are left out, elements without an end
    end with what they stand in, whatever is no tag is text. Empty where there is no element."""
    out: list[str] = []
    opened: list[str] = []
    counts: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    place = 0
    for mark in _MARK.finditer(markup):
        name = mark["name"]
        if opened:
            out += [_text(markup[place : mark.start()]), escape(_valid(mark["data"] or ""))]
        place = mark.end()
        if name is None:
            continue
        if mark["end"]:
            if dropped[name]:
                dropped[name] -= 1
            elif counts[name] - (opened[:1] == [name]) > 0:
                out += _ended(opened, counts, name)
        elif len(opened) >= MAX_DEPTH:
            dropped[name] += not mark["rest"].endswith("/")
        else:
            empty = bool(opened) and mark["rest"].endswith("/")
            out.append(f"<{name}{_attributes(mark['rest'])}{'/' * empty}>")
            if not empty:
                opened.append(name)
                counts[name] += 1
    if not opened:
        return ""
    return "".join([*out, _text(markup[place:]), *(f"</{name}>" for name in reversed(opened))])


def _ended(opened: list[str], counts: Counter[str], name: str) -> list[str]:
    """The end tags up to the nearest element of that name."""
    tags = []
    while True:
        last = opened.pop()
        counts[last] -= 1
        tags.append(f"</{last}>")
        if last == name:
            return tags


def _attributes(rest: str) -> str:
    found = {m["name"]: m["value"].strip("\"'") for m in islice(_ATTRIBUTE.finditer(rest), _MAX_ATTRIBUTES)}
    return "".join(f" {name}={quoteattr(_unescaped(value))}" for name, value in found.items())


def _text(text: str) -> str:
    return escape(_unescaped(text))


def _unescaped(text: str) -> str:
    return _valid(html.unescape(_FAR_REFERENCE.sub("\ufffd", text)) if "&" in text else text)


def _valid(text: str) -> str:
    return _NO_CHARACTER.sub("", text)
