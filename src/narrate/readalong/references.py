"""References within a page, which lead to the ids that its elements have now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from narrate.readalong.markup import SVG, XLINK

_LISTS = frozenset({
    "aria-activedescendant", "aria-controls", "aria-describedby", "aria-details", "aria-errormessage", "aria-flowto",
    "aria-labelledby", "aria-owns", "headers", "itemref",
})  # fmt: skip
"""Attributes that hold ids, with spaces between them (WAI-ARIA 1.2, HTML)."""
_PAINT = re.compile(r"""url\(\s*(["']?)#([^)"']+)\1\s*\)""")


def settle_references(body: Any, ids: Mapping[str, str]) -> None:
    """`ids` are those that the elements had, each with the one that it has now. What leads to none goes."""
    for element in body.iter():
        drawn = isinstance(element.tag, str) and element.tag.startswith(f"{{{SVG}}}")
        for key, value in element.attrib.items():
            if key in _LISTS:
                _set_attribute(element, key, " ".join(ids[name] for name in value.split() if name in ids))
            elif drawn and key in ("href", f"{{{XLINK}}}href") and value.startswith("#"):
                _set_attribute(element, key, f"#{ids[value[1:]]}" if value[1:] in ids else "")
            elif drawn and "url(" in value:
                element.set(key, _PAINT.sub(lambda found: f"url(#{ids.get(found[2], found[2])})", value))


def _set_attribute(element: Any, key: str, value: str) -> None:
    if value:
        element.set(key, value)
    else:
        del element.attrib[key]
