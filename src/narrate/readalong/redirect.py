"""References of a page or a drawing: each leads to where that lies in the new book, or goes."""

from __future__ import annotations

from typing import Any

from narrate.readalong.markup import SVG, XLINK, local, remove
from narrate.readalong.styles import Find, declarations, sheet
from narrate.readalong.xhtml import XHTML

_SHOWN = {**dict.fromkeys(("img", "source", "audio", "video", "track", "embed", "iframe"), "src"), "object": "data"}
_TELLING = frozenset({"img", "embed", "iframe", "object", "source", "track"})
"""Of what is shown, those that show nothing without a reference."""
_CHOICES = frozenset({"source", "track"})
"""Elements that may stand in what plays, and nowhere else."""


def redirect(root: Any, place: Find, link: Find) -> None:
    """Put all references in a tree right, in place. `place` finds pictures, fonts and the like, `link` pages and addresses."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or (element.getparent() is None and element is not root):
            continue
        _redirect(element, place, link)
        if style := element.get("style"):
            element.set("style", declarations(style, place))
            if not element.get("style"):
                del element.attrib["style"]
        if local(element) == "style" or element.tag == f"{{{SVG}}}style":
            element.text = sheet("".join(element.itertext()), place)
            del element[:]


def _redirect(element: Any, place: Find, link: Find) -> None:
    name = local(element)
    if name in ("a", "area") and element.get("href") is not None:
        _set(element, "href", link(element.get("href")))
    if name == "link":
        found = place(element.get("href") or "")
        if found is None:
            remove(element, element.getparent())
        else:
            element.set("href", found)
    for key in ("cite", "longdesc", "poster"):
        if name and element.get(key) is not None:
            del element.attrib[key]
    if name in _SHOWN and (element.get(_SHOWN[name]) is not None or name in _TELLING):
        choosing = name == "source" and local(element.getparent()) == "picture"
        found = None if choosing else place(element.get(_SHOWN[name]) or "")
        if found is None:
            _empty(element, name)
        else:
            element.set(_SHOWN[name], found)
    if element.tag.startswith(f"{{{SVG}}}"):
        _redirect_drawn(element, place, link)


def _redirect_drawn(element: Any, place: Find, link: Find) -> None:
    for key in (f"{{{XLINK}}}href", "href"):
        reference = element.get(key)
        if reference is not None and not reference.startswith("#"):
            _set(element, key, link(reference) if element.tag == f"{{{SVG}}}a" else place(reference))


def _set(element: Any, key: str, value: str | None) -> None:
    if value is None:
        del element.attrib[key]
    else:
        element.set(key, value)


def _empty(element: Any, name: str) -> None:
    """What shows something that is not there becomes what stands in it for that case, with the same id."""
    if name in _CHOICES:
        remove(element, element.getparent())
        return
    inside = any(local(child) in ("p", "div") for child in element)
    for child in [child for child in element if local(child) in (*_CHOICES, "param")]:
        remove(child, element)
    for key in [key for key in element.attrib if key not in ("id", "class", "title")]:
        del element.attrib[key]
    element.tag = f"{{{XHTML}}}{'div' if inside else 'span'}"
