"""What an older or a careless page has and XHTML of EPUB 3 does not: turned into what it has, with the same look and all text.

No text that may be read aloud comes, goes or moves, so letters are counted the same before and after.
"""

from __future__ import annotations

import re
from typing import Any

from narrate.readalong.markup import MATHML, SVG, XML, add_style, local, remove
from narrate.readalong.nesting import nest
from narrate.readalong.references import settle_references
from narrate.readalong.roles import PROPERTIES
from narrate.readalong.semantics import settle_types
from narrate.readalong.xhtml import OPS, XHTML


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GLOBAL = (
    _words("id class style title lang dir hidden tabindex accesskey translate role itemid itemprop itemref itemscope itemtype")
    | PROPERTIES
)
_OWN = {
    "a": "href hreflang rel target type download", "area": "alt coords href shape", "audio": "src controls loop preload muted",
    "blockquote": "cite", "canvas": "width height", "col": "span", "colgroup": "span", "data": "value", "del": "cite datetime",
    "details": "open", "embed": "src type width height", "iframe": "src name width height", "img": "src alt width height usemap",
    "ins": "cite datetime", "li": "value", "link": "href rel type media", "map": "name", "meta": "name content", "meter": "value",
    "object": "data type name width height", "ol": "start reversed type", "param": "name value", "progress": "value max",
    "q": "cite", "source": "src type", "style": "type media", "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope",
    "time": "datetime", "track": "src kind srclang label", "video": "src poster controls loop preload muted width height",
}  # fmt: skip
_KNOWN = _words(
    "a abbr address area article aside audio b bdi bdo blockquote body br canvas caption cite code col colgroup data dd del "
    "details dfn div dl dt em embed figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img ins kbd li main "
    "map mark nav object ol p param picture pre q rp rt rtc ruby s samp section small source span strong sub summary sup table "
    "tbody td tfoot th thead time tr track u ul var video wbr"
)
_GONE = _words("script noscript template base link meta basefont bgsound frame frameset noframes applet keygen isindex")
_GONE_ELSEWHERE = frozenset({f"{{{SVG}}}script", f"{{{OPS}}}case"})
"""Of a switch, the case that no reader knows; its default stays."""
_INSTEAD = {
    "acronym": ("abbr", ""), "big": ("span", "font-size: larger"), "center": ("div", "text-align: center"), "dir": ("ul", ""),
    "font": ("span", ""), "strike": ("s", ""), "tt": ("span", "font-family: monospace"),
    "menu": ("ul", ""), "xmp": ("pre", ""), "listing": ("pre", ""), "nobr": ("span", "white-space: nowrap"),
    "form": ("div", ""), "dialog": ("div", ""), "fieldset": ("div", ""), "legend": ("div", ""),
}  # fmt: skip
_STYLES = {
    "align": "text-align", "bgcolor": "background-color", "color": "color", "face": "font-family", "valign": "vertical-align",
    "clear": "clear", "width": "width", "height": "height", "text": "color",
}  # fmt: skip
_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_INTEGERS = frozenset({"width", "height", "colspan", "rowspan", "span", "start", "value", "tabindex"})
_DAY = r"\d{4,}(?:-\d\d){0,2}"
_CLOCK = r"\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d)?"
_FORMS = {
    "dir": re.compile("ltr|rtl|auto"),
    "datetime": re.compile(
        rf"\d{{4,}}(?:-\d\d){{0,2}}|(?:\d{{4,}}-\d\d-\d\d[T ])?{_CLOCK}|\d\d-\d\d|\d{{4,}}-W\d\d|P[\dDTHMS.]+"
    ),
    "scope": re.compile("row|col|rowgroup|colgroup"),
}
"""How the values of some attributes are written."""
_SPACE = re.compile(r"\s")
_LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def conform(body: Any) -> dict[str, str]:
    """Put a body right, in place; its ids (a link's name is one too), each with the one that it has now."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or local(element) in _GONE or element.tag in _GONE_ELSEWHERE:
            remove(element, body)
    for element in list(body.iter()):
        if not element.tag.startswith((f"{{{SVG}}}", f"{{{MATHML}}}")):
            _rename(element)
            _set_attributes(element)
        else:
            unscript(element)
    nest(body)
    settle_types(body)
    ids = _ids(body)
    settle_references(body, ids)
    return ids


def _rename(element: Any) -> None:
    name = local(element) or element.tag.rpartition("}")[2]
    instead, style = _INSTEAD.get(name, (name if name in _KNOWN else "span", ""))
    if instead == "bdo" and not element.get("dir"):
        instead = "span"
    if name == "font" and (size := element.get("size")):
        style = _font_size(size)
    element.tag = f"{{{XHTML}}}{instead}"
    add_style(element, style)


def _font_size(size: str) -> str:
    match = re.fullmatch(r"([+-]?)(\d)", size.strip())
    if not match:
        return ""
    step = int(match[2]) if not match[1] else 3 + int(match[1] + match[2])
    return f"font-size: {_SIZES[max(0, min(6, step - 1))]}"


def _set_attributes(element: Any) -> None:
    """Keep the attributes that an element may have; of what others say of its look make a style."""
    name = local(element)
    allowed = _GLOBAL | set(_OWN.get(name, "").split())
    attributes = dict(element.attrib)
    if element.get("dir"):
        element.set("dir", element.get("dir").strip().lower())
    for key, value in element.attrib.items():
        space, _, bare = key.rpartition("}")
        if space:
            if space[1:] not in (XML, OPS) or bare not in ("lang", "type"):
                del element.attrib[key]
        elif (bare not in allowed and not bare.startswith("data-")) or _is_wrong(element, bare, value):
            del element.attrib[key]
            if bare in _STYLES and (told := _css_value(bare, value)):
                add_style(element, f"{_STYLES[bare]}: {told}")
    if name == "a" and attributes.get("name") and not attributes.get("id"):
        element.set("id", attributes["name"])
    if name == "img" and "alt" not in attributes:
        element.set("alt", "")
    set_language(element)


def set_language(element: Any, otherwise: str = "") -> None:
    """Tell an element's language as XML and as HTML do; `otherwise` is that of one which tells none that there could be."""
    language = element.get(f"{{{XML}}}lang") or element.get("lang") or ""
    language = language if _LANGUAGE.fullmatch(language) else otherwise
    for key in ("lang", f"{{{XML}}}lang"):
        if language:
            element.set(key, language)
        else:
            element.attrib.pop(key, None)


def _is_wrong(element: Any, key: str, value: str) -> bool:
    name = local(element)
    if name == "li" and key == "value":
        return not re.fullmatch(r"-?\d+", value) or local(element.getparent()) != "ol"
    if key in _INTEGERS and name != "data":
        return not re.fullmatch(r"\d+", value)
    if key in _FORMS:
        return not _FORMS[key].fullmatch(value)
    return (key in ("class", "id", "role") and not value.strip()) or (name == "ol" and key == "type" and value not in "1aAiI")


def _css_value(key: str, value: str) -> str:
    value = value.strip()
    if key in ("width", "height"):
        return f"{value}px" if re.fullmatch(r"\d+", value) else value if re.fullmatch(r"\d+(?:\.\d+)?%", value) else ""
    if key == "clear" and value.lower() == "all":
        return "both"
    if key == "face":
        return ", ".join(f"'{family.strip()}'" for family in re.sub(r"[^\w ,-]", "", value).split(",") if family.strip())
    return value if re.fullmatch(r"#?[A-Za-z0-9-]+", value) else ""


def unscript(element: Any) -> None:
    """Take what an element does out of it."""
    for key in list(element.attrib):
        if key.startswith("on") or (key == "style" and not element.get(key).strip()):
            del element.attrib[key]


def _ids(body: Any) -> dict[str, str]:
    """Make ids what HTML takes for one, each once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for element in body.iter():
        name = element.get("id")
        if name is None:
            continue
        if name in found:
            del element.attrib["id"]
            continue
        valid = _SPACE.sub("_", name)
        while valid in taken:
            valid += "_"
        found[name] = valid
        taken.add(valid)
        element.set("id", valid)
    return found
