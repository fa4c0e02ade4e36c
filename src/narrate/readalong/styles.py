"""Style sheets of somebody's book: kept as they are, but for what EPUB 3 refuses and for references that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import tinycss2

Find = Callable[[str], str | None]
"""What a reference is to be now; None where it leads nowhere."""
_REFUSED = frozenset({"direction", "unicode-bidi"})
_SPANS = re.compile(r"(?<![\w.#:-])span(?![\w-])(?=[^{};]*[,{])", re.I)
_PLACES = re.compile(":(?:first|last|only)-child")
LIT = "data"
"""An element that style sheets do not speak of: what is lit, in pages whose style sheets mind spans."""
_NESTED = frozenset({"media", "supports", "document"})


def sheet(css: str, find: Find) -> str:
    """A style sheet that may stand in the book."""
    return "".join(_rules(tinycss2.parse_stylesheet(css), find))


def declarations(css: str, find: Find) -> str:
    """The same for what a style attribute says."""
    return _safe_declarations(tinycss2.parse_declaration_list(css, skip_comments=True, skip_whitespace=True), find)


def minds_spans(css: str) -> bool:
    """Whether a style sheet may speak of a `span` that is put into a page, or of what is between elements."""
    return ">" in css or bool(_SPANS.search(css))


def _rules(rules: list[Any], find: Find) -> list[str]:
    made: list[str] = []
    for rule in rules:
        if rule.type in ("whitespace", "comment"):
            made.append(rule.serialize())
        elif rule.type == "qualified-rule":
            solid = _selectors(rule.prelude)
            if solid and not any(token.type == "error" for token in rule.prelude):
                inside = _safe_declarations(
                    tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True), find
                )
                made.append(f"{solid} {{ {inside} }}")
        elif rule.type == "at-rule":
            made.append(_at_rule(rule, find))
    return made


def _selectors(prelude: list[Any]) -> str:
    """The selectors of a rule. Between an element and one that it holds may now be one that is lit, and no path has two."""
    made: list[str] = []
    for selector in _split(prelude, ","):
        parts = [tinycss2.serialize(tokens) for tokens in _split(selector, ">")]
        made.append(">".join(parts).strip())
        for number in range(1, len(parts)):
            place = "".join(_PLACES.findall((parts[number].split() or [""])[0]))
            made.append(f"{'>'.join(parts[:number])}> {LIT}{place} >{'>'.join(parts[number:])}".strip())
    return ", ".join(made)


def _split(tokens: list[Any], sign: str) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == sign:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _at_rule(rule: Any, find: Find) -> str:
    name, prelude = rule.lower_at_keyword, rule.prelude
    if name == "charset":
        return ""
    if name == "import":
        return f"@import {tinycss2.serialize(prelude).strip()};" if _redirect(prelude, find, strings=True) else ""
    if rule.content is None:
        return f"@{rule.at_keyword}{tinycss2.serialize(prelude)};"
    if name in _NESTED:
        inside = "".join(_rules(tinycss2.parse_rule_list(rule.content), find))
    elif name in ("font-face", "page"):
        inside = _safe_declarations(tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True), find)
    else:
        inside = tinycss2.serialize(rule.content)
    return f"@{rule.at_keyword}{tinycss2.serialize(prelude)}{{ {inside} }}" if inside.strip() or name != "font-face" else ""


def _safe_declarations(declarations: list[Any], find: Find) -> str:
    return " ".join(
        f"{one.name}:{tinycss2.serialize(one.value)}{' !important' if one.important else ''};"
        for one in declarations
        if one.type == "declaration" and one.lower_name not in _REFUSED and one.value and _redirect(one.value, find)
    )


def _redirect(tokens: list[Any], find: Find, *, strings: bool = False) -> bool:
    """Put references in tokens right, in place; whether all of them lead somewhere. `strings` says that strings are such."""
    for token in tokens:
        if token.type == "error":
            return False
        if token.type == "url" or (token.type == "string" and strings):
            place = find(token.value)
            if place is None:
                return False
            token.value, token.representation = place, f'url("{place}")' if token.type == "url" else f'"{place}"'
        if token.type == "function" and not _redirect(token.arguments, find, strings=token.lower_name == "url"):
            return False
    return True
