"""What a page says of its parts: types of EPUB, and for each the role that assistive technology knows."""

from __future__ import annotations

import re
from typing import Any

from narrate.readalong.markup import local
from narrate.readalong.roles import may_have
from narrate.readalong.xhtml import OPS

TYPE = f"{{{OPS}}}type"
_VOCABULARIES = ("msv", "prism", "")
"""What any page may use without saying so."""
_SECTIONS = frozenset({
    "abstract", "acknowledgments", "afterword", "appendix", "bibliography", "chapter", "colophon", "conclusion", "credit",
    "credits", "dedication", "endnotes", "epigraph", "epilogue", "errata", "footnote", "foreword", "glossary", "index",
    "introduction", "notice", "pagebreak", "part", "preface", "prologue", "pullquote", "qna", "subtitle", "tip", "toc",
})  # fmt: skip
"""Types whose role is "doc-" and the type; a few others are called differently (W3C, EPUB Type to ARIA Role)."""
_LINKS = {"backlink": "doc-backlink", "biblioref": "doc-biblioref", "glossref": "doc-glossref", "noteref": "doc-noteref"}
_LINKS["referrer"] = "doc-backlink"
_ROLES = {**{name: f"doc-{name}" for name in _SECTIONS}, **_LINKS, "help": "doc-tip", "page-list": "doc-pagelist"}
_ANY = frozenset({"section", "div", "p", "blockquote", "span", "pre", "em", "i", "b", "strong", "small"})
_TYPED = _ANY | {"a", "aside", "nav", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
"""Elements that get a role with their type."""
_RUNNING = frozenset({"header", "footer"})
"""At the head or foot of a part of the page. Where that part has a role, they would be taken for the whole page's."""


def common_types(types: str) -> str:
    """Those of an element's types that a page may use which declares no vocabulary."""
    return " ".join(one for one in types.split() if one.rpartition(":")[0] in _VOCABULARIES)


def settle_types(body: Any) -> None:
    """Take out types of vocabularies that the page does not declare, and give each part without a role the one of its type."""
    page = body.getparent()
    prefixes = (page.get(f"{{{OPS}}}prefix") if page is not None else None) or ""
    declared = {*_VOCABULARIES, *re.findall(r"([^\s:]+):\s", prefixes)}
    for element in body.iter():
        types = (element.get(TYPE) or "").split()
        kept = [one for one in types if one.rpartition(":")[0] in declared]
        if kept != types:
            element.set(TYPE, " ".join(kept))
            if not kept:
                del element.attrib[TYPE]
        if local(element):
            _settle_role(element)
        if kept and not element.get("role") and element is not body:
            _give_role(element, kept)
        if local(element) in _RUNNING and not element.get("role") and local(element.getparent()) != "body":
            element.set("role", "presentation")


def _settle_role(element: Any) -> None:
    """Keep the roles that an element of its kind may have."""
    given = element.get("role")
    kept = " ".join(role for role in (given or "").split() if may_have(local(element), role))
    if kept:
        element.set("role", kept)
    elif given is not None:
        del element.attrib["role"]


def page_breaks(body: Any) -> list[tuple[str, str]]:
    """(label, id) of each place where a page of the printed book begins, of those that say so and have an id."""
    return [
        (_page_label(element), element.get("id"))
        for element in body.iter()
        if isinstance(element.tag, str)
        and element.get("id")
        and ("pagebreak" in (element.get(TYPE) or "").split() or "doc-pagebreak" in (element.get("role") or "").split())
    ]


def _page_label(element: Any) -> str:
    texts = (element.get("aria-label"), element.get("title"), "".join(element.itertext()), element.get("id"))
    return next((label for text in texts if (label := " ".join((text or "").split()))), "page")


def _give_role(element: Any, types: list[str]) -> None:
    name = local(element)
    role = next((_ROLES[one] for one in types if one in _ROLES), "")
    if name in _TYPED and may_have(name, role) and (name == "a") == (role in _LINKS.values()):
        element.set("role", role)
        if role == "doc-pagebreak" and not element.get("aria-label"):
            element.set("aria-label", _page_label(element))
