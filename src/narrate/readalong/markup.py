"""A page of somebody's book as XHTML that EPUB 3 takes: what it may not hold becomes what it may, and looks the same."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from lxml import etree

from narrate.readalong.xhtml import OPS, XHTML
from narrate.readers.elements import UNREAD
from narrate.readers.extents import walk
from narrate.readers.markup import tree_of
from narrate.readers.origins import solid

SVG, MATHML = "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"
XLINK, XML = "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
_PREFIXES = {"epub": OPS, "xlink": XLINK, "xml": XML}
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_DEEPEST = 100
"""Elements in each other: parsers of XML stop at 256."""
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_PROLOGUE = re.compile(r"\A\ufeff?\s*(?:<\?xml.*?\?>)?(?:\s|<!--.*?-->)*(?:<!DOCTYPE(?:[^<>\[]|\[.*?\]\s*(?=>))*>)?", re.S | re.I)
_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z", re.A)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parsed(text: str) -> Any:
    """The root element of a page, whose letters are counted as the reader counts them. What is no XML, or would be counted
    otherwise, is built from what the reader saw."""
    root = _as_xml(text)
    seen = tree_of(text, xml=True)
    if root is not None and body_of(root) is not None:
        counted = "".join(solid(node.text_content or "") for node in _texts(seen.body))
        if "".join(solid(told) for told, _, _ in slots(body_of(root))) == counted:
            return root
    return _as_seen(seen)


def body_of(root: Any) -> Any:
    """The element that holds what is shown, or None."""
    return root.find(f"{{{XHTML}}}body")


def local(element: Any) -> str:
    """The name of an element of HTML; empty for comments and for elements of other kinds."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    return name if space == f"{{{XHTML}" else ""


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


def add_style(element: Any, style: str) -> None:
    """Say one more thing of an element's look; what it says itself comes after, and wins."""
    if style:
        own = element.get("style") or ""
        element.set("style", f"{style}; {own}" if own else style)


def slots(body: Any) -> list[tuple[str, Any, bool]]:
    """Every text of a page that is read, in order: (text, element, whether it follows the element instead of opening it)."""
    found: list[tuple[str, Any, bool]] = []
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        element, after = stack.pop()
        if after:
            if element.tail:
                found.append((element.tail, element, True))
            continue
        if element is not body:
            stack.append((element, True))
        if is_read(element):
            if element.text:
                found.append((element.text, element, False))
            stack.extend((child, False) for child in reversed(element))
    return found


def is_read(element: Any) -> bool:
    """Whether what stands in an element may be read aloud."""
    return isinstance(element.tag, str) and etree.QName(element).localname not in UNREAD


def _texts(body: Any) -> list[Any]:
    return [node for node, entering in walk(body) if entering and node.tag == "-text"] if body is not None else []


def _as_xml(text: str) -> Any:
    bare = _ENTITY.sub(_character, _FORBIDDEN.sub("", _PROLOGUE.sub("", text, count=1)))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(bare.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag == "html":
        for element in root.iter(etree.Element):
            if not element.tag.startswith("{"):
                element.tag = f"{{{XHTML}}}{element.tag}"
    return root if root.tag == f"{{{XHTML}}}html" else None


def _character(match: re.Match[str]) -> str:
    character = html5.get(f"{match[1]};")
    return match[0] if match[1] in _PREDEFINED or character is None else "".join(f"&#{ord(letter)};" for letter in character)


def _as_seen(tree: Any) -> Any:
    """The tree that the reader walks through, as XHTML."""
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    seen = tree.css_first("html")
    _copy_attributes(seen, root)
    head, body = etree.SubElement(root, f"{{{XHTML}}}head"), etree.SubElement(root, f"{{{XHTML}}}body")
    for made, node in ((head, tree.head), (body, tree.body)):
        if node is not None:
            _copy_attributes(node, made)
            _copy_children(node, made)
    return root


def _copy_children(top: Any, target: Any) -> None:
    """The nodes below one; of those that lie too deep only the text."""
    stack = [(child, target, XHTML, 0) for child in reversed(list(top.iter(include_text=True)))]
    while stack:
        node, parent, space, depth = stack.pop()
        if node.tag == "-text":
            _append_text(parent, _FORBIDDEN.sub("", node.text_content or ""))
        elif not node.tag.startswith("-"):
            space = {"svg": SVG, "math": MATHML}.get(node.tag, space)
            name = node.tag if _NAME.match(node.tag) else "span"
            element = etree.SubElement(parent, f"{{{space}}}{name}") if depth < _DEEPEST or name in UNREAD else parent
            if element is not parent:
                _copy_attributes(node, element)
            inner = XHTML if name == "foreignObject" or "html" in (node.attributes.get("encoding") or "") else space
            stack.extend((child, element, inner, depth + 1) for child in reversed(list(node.iter(include_text=True))))


def _copy_attributes(node: Any, element: Any) -> None:
    for key, value in (node.attributes if node is not None else {}).items():
        prefix, _, name = key.rpartition(":")
        if _NAME.match(name) and (not prefix or prefix in _PREFIXES) and key != "xmlns" and prefix != "xmlns":
            element.set(f"{{{_PREFIXES[prefix]}}}{name}" if prefix else name, _FORBIDDEN.sub("", value or ""))


def _append_text(parent: Any, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
