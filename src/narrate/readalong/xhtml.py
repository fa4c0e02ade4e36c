"""Text for XML: what it may hold, escaped; and the frame of a page."""

from __future__ import annotations

import re
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"


def text(value: str) -> str:
    """The text as content or as the value of an attribute, without the characters that XML has no place for."""
    return escape(_FORBIDDEN.sub("", value))


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def page(title: str, body: str, language: str, style: str) -> str:
    """A page of EPUB 3; `style` is where its style sheet lies."""
    attributes = f'lang="{text(language)}" xml:lang="{text(language)}" dir="{direction(language)}"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" xmlns:epub="{OPS}" {attributes}>\n'
        f'<head>\n<title>{text(title)}</title>\n<link rel="stylesheet" type="text/css" href="{style}"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
