"""Elements that are not read and that nothing closes: what follows them is, for a browser shows it."""

from __future__ import annotations

import re

_UNREAD = "object|audio|video|canvas|map|svg|math|foreignobject|button|form|label|nav|select|textarea|option|rt|rp"
_WHOLE = {"ruby": ("rt", "rp"), "select": ("option",), "datalist": ("option",)}
"""Element → those in it that its end closes too."""
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_UNREAD}|ruby|datalist)\b(?P<rest>[^<>]*+)>", re.I)
_FOREIGN = frozenset({"svg", "math", "foreignobject"})
"""A slash at the end of their tags closes them in HTML too."""


def without_unclosed(markup: str) -> str:
    """The markup without the tags of such elements, which would hold all that follows."""
    waiting: dict[str, list[tuple[int, int]]] = {}
    for tag in _TAG.finditer(markup):
        name = tag["name"].lower()
        if tag["end"]:
            for inner in _WHOLE.get(name, ()):
                waiting.pop(inner, None)
            del waiting.get(name, [])[-1:]
        elif not (name in _FOREIGN and tag["rest"].endswith("/")):
            waiting.setdefault(name, []).append(tag.span())
    spans = sorted(span for name, row in waiting.items() if name not in ("ruby", "datalist") for span in row)
    if not spans:
        return markup
    places = [0, *(place for span in spans for place in span), len(markup)]
    return "".join(markup[start:end] for start, end in zip(places[::2], places[1::2], strict=True))
