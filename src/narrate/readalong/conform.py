"""What an older or a careless page has and XHTML of EPUB 3 does not: turned into what it has, with the same look and all text.

No text that may be read aloud comes, goes or moves, so letters are counted the same before and after.
"""

from __future__ import annotations

import re
from typing import Any

from narrate.readalong.markup import MATHML, SVG, XML, local
from narrate.readalong.references import settle_references
from narrate.readalong.semantics import settle_types
from narrate.readalong.xhtml import OPS, XHTML


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GLOBAL = _words(
    "id class style title lang dir hidden tabindex accesskey translate role itemid itemprop itemref itemscope itemtype"
)
_OWN = {
    "a": "href hreflang rel target type download", "area": "alt coords href shape", "audio": "src controls loop preload muted",
    "bdo": "", "blockquote": "cite", "col": "span", "colgroup": "span", "data": "value", "del": "cite datetime",
    "details": "open", "embed": "src type width height", "iframe": "src name width height", "img": "src alt width height usemap",
    "ins": "cite datetime", "li": "value", "link": "href rel type media", "map": "name", "meta": "name content", "meter": "value",
    "object": "data type name width height", "ol": "start reversed type", "param": "name value", "progress": "value max",
    "q": "cite", "source": "src type", "style": "type media", "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope",
    "time": "datetime", "track": "src kind srclang label", "video": "src poster controls loop preload muted width height",
}  # fmt: skip
_KNOWN = _words(
    "a abbr address area article aside audio b bdi bdo blockquote body br caption cite code col colgroup data dd del "
    "details dfn div dl dt em embed figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img ins kbd li main "
    "map mark nav object ol p param pre q rp rt ruby s samp section small source span strong sub summary sup table "
    "tbody td tfoot th thead time tr track u ul var video wbr"
)
_GONE = _words("script noscript template base link meta basefont bgsound frame frameset noframes applet canvas keygen isindex")
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
_BLOCKS = _words(
    "address article aside blockquote details div dl figure footer h1 h2 h3 h4 h5 h6 header hgroup hr main nav ol p pre "
    "section table ul li dt dd figcaption"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASES = {
    **dict.fromkeys(
        ("p", "span", "small", "sub", "sup", "q", "abbr", "time", "mark", "bdi", "bdo", "u", "s", "data", "summary"), ""
    ),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "font-style: italic"),
    **dict.fromkeys(("strong", "b"), "font-weight: bold"),
    **dict.fromkeys(("code", "kbd", "samp"), "font-family: monospace"),
    "pre": "white-space: pre",
}
"""Elements that hold no blocks, and how a block looks that takes the place of one."""
_PARENTS = {
    "li": ("ul", "ol"), "dt": ("dl", "div"), "dd": ("dl", "div"), "figcaption": ("figure",), "summary": ("details",),
    "caption": ("table",), "tr": ("table", "thead", "tbody", "tfoot"), "td": ("tr",), "th": ("tr",),
}  # fmt: skip
_ITEMS = {"ul": (("li",), "li"), "ol": (("li",), "li"), "dl": (("dt", "dd", "div"), "dd")}
_SPACE = re.compile(r"\s")
_LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def conform(body: Any) -> dict[str, str]:
    """Put a body right, in place; its ids (a link's name is one too), each with the one that it has now."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or local(element) in _GONE:
            remove(element, body)
    for element in list(body.iter()):
        if not element.tag.startswith((f"{{{SVG}}}", f"{{{MATHML}}}")):
            _rename(element)
            _set_attributes(element)
        else:
            _unscript(element)
    _nest(body)
    settle_types(body)
    ids = _ids(body)
    settle_references(body, ids)
    return ids


def remove(element: Any, body: Any) -> None:
    """Take an element out of a tree, and leave what follows it."""
    parent = element.getparent()
    if parent is None or element is body:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _rename(element: Any) -> None:
    name = local(element) or element.tag.rpartition("}")[2]
    instead, style = _INSTEAD.get(name, (name if name in _KNOWN else "span", ""))
    if instead in ("input", "button", "select", "textarea", "label"):
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


def add_style(element: Any, style: str) -> None:
    """Say one more thing of an element's look; what it says itself comes after, and wins."""
    if style:
        own = element.get("style") or ""
        element.set("style", f"{style}; {own}" if own else style)


def _set_attributes(element: Any) -> None:
    """Keep the attributes that an element may have; of what others say of its look make a style."""
    name = local(element)
    allowed = _GLOBAL | set(_OWN.get(name, "").split())
    attributes = dict(element.attrib)
    for key, value in attributes.items():
        space, _, bare = key.rpartition("}")
        if space:
            if space[1:] not in (XML, OPS) or bare not in ("lang", "type"):
                del element.attrib[key]
        elif (bare not in allowed and not bare.startswith(("data-", "aria-"))) or _is_wrong(name, bare, value):
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


def _is_wrong(name: str, key: str, value: str) -> bool:
    if key in _INTEGERS and not (name == "li" and key == "value" and re.fullmatch(r"-?\d+", value)):
        return not re.fullmatch(r"\d+", value)
    if key == "dir":
        return value not in ("ltr", "rtl", "auto")
    return key in ("class", "id", "role") and not value.strip()


def _css_value(key: str, value: str) -> str:
    value = value.strip()
    if key in ("width", "height"):
        return f"{value}px" if re.fullmatch(r"\d+", value) else value if re.fullmatch(r"\d+(?:\.\d+)?%", value) else ""
    if key == "clear" and value.lower() == "all":
        return "both"
    if key == "face":
        return ", ".join(f"'{family.strip()}'" for family in re.sub(r"[^\w ,-]", "", value).split(",") if family.strip())
    return value if re.fullmatch(r"#?[A-Za-z0-9-]+", value) else ""


def _unscript(element: Any) -> None:
    for key in list(element.attrib):
        if key.startswith("on") or (key == "style" and not element.get(key).strip()):
            del element.attrib[key]


def _nest(body: Any) -> None:
    """See to it that blocks stand where blocks may, and parts of lists in lists."""
    for element in list(body.iterdescendants()):
        name, parent = local(element), element.getparent()
        if name == "hgroup" and not _is_heading_group(element):
            element.tag = f"{{{XHTML}}}div"
        if name in _PARENTS and local(parent) not in _PARENTS[name]:
            element.tag = f"{{{XHTML}}}div"
        elif name == "a" and any(local(one) == "a" for one in element.iterancestors()):
            element.tag = f"{{{XHTML}}}span"
            element.attrib.pop("href", None)
        if local(element) in _ITEMS:
            _itemize(element)
    for element in list(body.iterdescendants()):
        if local(element) in _BLOCKS:
            _raise_above(element)


def _is_heading_group(element: Any) -> bool:
    """Whether it holds one heading and beside it paragraphs alone."""
    others = [name for name in map(local, element) if name != "p"]
    bare = (element.text or "") + "".join(child.tail or "" for child in element)
    return len(others) == 1 and others[0] in _HEADINGS and not bare.strip()


def _itemize(element: Any) -> None:
    """Text and other elements in a list become its items."""
    allowed, instead = _ITEMS[local(element)]
    if (element.text or "").strip():
        first = element.makeelement(f"{{{XHTML}}}{instead}")
        first.text, element.text = element.text, None
        element.insert(0, first)
    for child in list(element):
        if local(child) not in allowed or (child.tail or "").strip():
            wrapped = element.makeelement(f"{{{XHTML}}}{instead}")
            if local(child) in allowed:
                wrapped.text, child.tail = child.tail, None
                child.addnext(wrapped)
            else:
                child.addprevious(wrapped)
                wrapped.append(child)


def _raise_above(block: Any) -> None:
    """Above a block may be no element that holds none: a heading keeps its rank and has its blocks as lines, all others become
    blocks."""
    above = block.getparent()
    while local(above) in _PHRASES or local(above) in _HEADINGS or local(above) in ("a", "ins", "del"):
        if local(above) in _HEADINGS:
            block.tag = f"{{{XHTML}}}span" if local(block) != "hr" else f"{{{XHTML}}}br"
            add_style(block, "display: block" if local(block) == "span" else "")
            return
        if local(above) in _PHRASES:
            add_style(above, _PHRASES[local(above)])
            above.tag = f"{{{XHTML}}}div"
        above = above.getparent()


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
