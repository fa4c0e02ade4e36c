"""What a page has around its text: navigation, buttons, lists of links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from narrate.readers.structure import Part

CONTROLS = frozenset(["form", "button", "select", "textarea", "input", "label", "option"])
_PAGE_TYPES = frozenset(["aside", "footer", "nav"])
_PAGE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|sharedaddy|social|comments?|comment-?list|respond|related|sidebar|newsletter|subscribe|advert\w*|ads?"
    r"|adsbygoogle|promo|cookies?|breadcrumbs?|pagination|pager|navbar|menu|byline|post-?meta|entry-?meta|post-flair|post-tags|widget)"
    r"(?:$|[\s_-])",
    re.I,
)
_MOST = 0.5
"""An element with this share of the page's text is the page, whatever it is called."""
_LINKS = 4
"""So many links without a word between them are a list of what there is."""
_CONTENTS = re.compile(r"\W*(?:table of )?contents\W*", re.I)


def is_furniture(node: Any, tag: str, attributes: dict[str, str | None], total: int) -> bool:
    """Whether an element of a web page, which has `total` letters, stands around its story."""
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if tag in _PAGE_TYPES or _is_banner(node, tag) or _PAGE_WORDS.search(named):
        return length(node) < _MOST * total
    return False


def _is_banner(node: Any, tag: str) -> bool:
    """A page's head, not that of an article."""
    if tag != "header":
        return False
    above = node.parent
    while above is not None:
        if above.tag in ("article", "main"):
            return False
        above = above.parent
    return node.css_first("h1") is None


def is_list_of_links(node: Any) -> bool:
    """Several links and hardly a word beside them."""
    links = node.css("a[href]")
    if len(links) < _LINKS:
        return False
    linked = sum(len((link.text() or "").strip()) for link in links)
    return linked > 0 and linked >= 0.8 * len(re.sub(r"\s+|\d+\.?", "", node.text() or ""))


def rows_of_links(parts: Sequence[Part], links: Sequence[int]) -> list[int]:
    """The parts that are nothing but links, several on end, with the heading that says "Contents"."""
    found: list[int] = []
    run: list[int] = []
    for i, part in enumerate([*parts, None]):
        whole = part is not None and links[i] > 0 and links[i] >= 0.8 * weight(part.text)
        if part is not None and (part.skipped or (run and part.kind == "heading") or (whole and part.kind == "paragraph")):
            run.append(i)
            continue
        linked = [k for k in run if not parts[k].skipped and parts[k].kind == "paragraph"]
        before = next((k for k in range(run[0] - 1, -1, -1) if not parts[k].skipped), None) if run else None
        titled = before is not None and bool(_CONTENTS.fullmatch(parts[before].text))
        if len(linked) >= _LINKS or (titled and len(linked) > 1):
            found += [k for k in range(linked[0], linked[-1] + 1) if not parts[k].skipped]
        run = []
    return found


def weight(text: str) -> int:
    """How much a text says: its length without blanks and numbers."""
    return len(re.sub(r"\s+|\d+\.?", "", text))


def length(node: Any) -> int:
    """The letters in an element, with single spaces between."""
    return sum(len(n.text_content.strip()) for n in node.traverse(include_text=True) if n.tag == "-text")
