"""What a page has around its text: navigation, buttons, lists of links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from narrate.readers.extents import WHOLE, Extent
from narrate.readers.structure import Part

CONTROLS = frozenset(["button", "select", "textarea", "input", "label", "option"])
_PAGE_TYPES = frozenset(["aside", "footer", "form", "nav"])
_PAGE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|sharedaddy|social|comments?|comment-?list|respond|related|sidebar|newsletter|subscribe|advert\w*|ads?"
    r"|adsbygoogle|promo|cookies?|breadcrumbs?|pagination|pager|navbar|menu|byline|post-?meta|entry-?meta|post-flair|post-tags|tags|widget)"
    r"(?:$|[\s_-])",
    re.I,
)
_MOST = 0.5
"""An element with this share of the page's text is the page, whatever it is called."""
_LINKS = 4
"""So many links without a word between them are a list of what there is."""
_CONTENTS = re.compile(r"\W*(?:table of )?contents\W*", re.I)


def is_furniture(node: Any, tag: str, attributes: dict[str, str | None], sizes: Mapping[int, Extent]) -> bool:
    """Whether an element of a web page stands around its story. A page's head does, that of an article does not."""
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    banner = tag == "header" and node.css_first("h1") is None
    if tag in _PAGE_TYPES or banner or _PAGE_WORDS.search(named):
        return sizes[node.mem_id].length < _MOST * sizes[WHOLE].length
    return False


def is_list_of_links(extent: Extent) -> bool:
    """Several links and hardly a word beside them."""
    return extent.links >= _LINKS and extent.linked > 0 and extent.linked >= 0.8 * extent.words


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
        if len(linked) >= _LINKS or (titled and linked):
            found += [k for k in range(linked[0], linked[-1] + 1) if not parts[k].skipped]
        run = []
    return found


def weight(text: str) -> int:
    """How much a text says: its length without blanks and numbers."""
    return len(re.sub(r"\s+|\d+\.?", "", text))
