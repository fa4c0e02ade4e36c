"""What stands among a story's words in HTML and is none of them: note marks, numbers of printed pages, notes; and the
letters that stand there as pictures."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice
from typing import Any

from narrate.readers.semantics import LINE_NUMBER, PAGE_NUMBER

_SIGN = r"[*†‡§¶]{1,4}|[↩↑⏎]\ufe0e?|[a-z]|\d{1,4}(?:\s?[,–-]\s?\d{1,3})*"
_MARK = re.compile(rf"[\[({{]?\s*(?:{_SIGN}|[ivx]{{1,5}})\s*[\])}}]?[.,]?|\[?(?:foot|end)?note:?\s\d{{1,3}}\]", re.I)
_UNLINKED = re.compile(r"[\[(]?(?:[*†‡§¶]{1,4}|\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)[\])]?")
_MARK_NAME = re.compile(
    r"(?:foot|end|rear)note[-_ ]?(?:ref|link|mark|marker|anchor|call|number|num|symbol)|note[-_]?(?:ref|mark|call|anchor|link)"
    r"|(?:^|[\s_-])(?:fn|ftn|edn|en)[-_]?(?:ref|mark|link|anchor)?(?:$|[\s_\d-])|superscript|(?:^|[\s_-])sup(?:er)?(?:$|[\s_-])",
    re.I,
)
_NOTE_PLACE = re.compile(r"#.*(?:note|\bfn|ftn|edn|_en|endn)", re.I)
_NOTES_NAME = re.compile(r"(?:^|[\s_-])(?<!has[-_])(?<!with[-_])(?:id)?(?:foot|end|rear)-?notes?(?:$|[\s_-]|\d)", re.I)
_NOTE_ID = re.compile(r"_?(?:fn|ftn|edn|en|note|footnote|endnote)[-_:.]?\d+", re.I)
_PAGE_NAME = re.compile(
    r"(?:^|[\s_-])(?:page-?(?:num(?:ber)?s?|no|break|marker|ref)|pg-?num(?:ber)?|pagebreak|pb|folio|epub-page)(?:$|[\s_\d-])"
    r"|^(?:page|pg|p)[-_.]?(?:\d{1,4}|[ivxlc]+)$",
    re.I,
)
_LINE_NUMBER = re.compile(r"(?:^|[\s_-])(?:line-?|verse-?|v|l)(?:no|nos|num|nums|number|numbers)(?:$|[\s_\d-])", re.I)
_PAGE = re.compile(r"[\[({|]?\s*(?:(?:page|pg|pag|p|s)\.?\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*[\])}|]?", re.I)
PAGE_IN_TEXT = re.compile(r"(\[(?:page|pg\.?|p\.)\s*(?:\d{1,4}|[ivxlc]{1,7})\]|\{(?:pg\.?\s*)?\d{1,4}\})", re.I)
"""Page numbers that somebody typed among the words; one group, so that `split` keeps them."""
_UNIT = re.compile(r"(?:^|[^\w])(?:[b-zA-HJ-Z]|[cdkm]m|ft|yd|mc|ha)$")
_FORMER = re.compile(r"(?:^|\D)\d{4}$")
DROP_NAME = re.compile(
    r"(?:^|[\s_-])(?:drop-?(?:ped)?-?(?:cap|letter)s?|dcap|lettrine|initial|first-?letter|drop)(?:$|[\s_\d-])", re.I
)
_LETTER = re.compile(
    r"(?:(?:the|an?|drop(?:ped)?|decorat\w+|ornament\w*|illuminat\w+|illustrat\w+|capital|initial|cap|letter|dropcap)[\s:,-]+)*"
    r"(?P<letter>[\"“‘'«]?[^\W\d_])[\"”’']?\.?",
    re.I,
)
_DROPPED = re.compile("\x01(.{1,2})\x02(\\s?)(?=(.?)(.?))", re.S)
_BESIDE = re.compile("([^\\W\\d_])\x03\\s+(?=[^\\W\\d_])")
_PARTED = re.compile('([.!?…,;:”’"\\])])\0+(?=[^\\W_]|[“‘"(])')
_LETTER_MARK = re.compile(r"[a-z]")
_STOPS = frozenset('.,;:!?…”’")')
_RAISED = {"2": "²", "3": "³"}
NOTE_BLOCKS = frozenset({"p", "li", "dd", "tr"})
_FEW = 24
"""Elements and runs of text within a mark."""
_NAMING = frozenset({"span", "b", "strong", "i", "em"})
_SPEAKER_NAME = re.compile(r"(?:^|\s)(?:speaker|persona|(?:character|speaker|stage)-?name|character)(?:\s|$)", re.I)
_LINE_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:verse|poem|poetry|stanza)[-_]?lines?|lines?|ln|verse|row|(?:chap(?:ter)?|part|head(?:ing)?)?[-_]?"
    r"(?:num(?:ber)?|title|subtitle|label|name))(?:$|[\s_\d-])",
    re.I,
)
_SEAM = re.compile(r"(?<=[.!?;:,])\x04(?=[^\W\d_])")
_HEADING_SEAM = re.compile(r"(?<=[a-z\d.!?;:,])\x04(?=[A-Z“\"‘])")
_BEFORE_STOP = re.compile("\\s+\0+(?=[.,;:!?)\\]])")
ASIDE, BESIDE, SEAM = "\0", "\x03", "\x04"
"""Where something was set aside among words; where a large initial ends; where two spans touch."""


def is_sign(node: Any) -> bool:
    """Whether an element says no more than a number or a sign, and no word of the story."""
    text = " ".join(_glance(node).split())
    return len(text) < 20 and (not re.search(r"[^\W\d_]{2}", text) or bool(_MARK.fullmatch(text) or _PAGE.fullmatch(text)))


def is_note_mark(node: Any, tag: str, attributes: dict[str, str | None], before: str, raised: bool) -> bool:
    """Whether an inline element only leads to a note. `before` is the text on its left, `raised` that it is printed above
    the line."""
    named = bool(_MARK_NAME.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"))
    high = raised or tag == "sup" or in_sup(node)
    text = _glance(node) if high or named or tag in ("a", "small") else ""
    if not text or len(text) > 20 or not _MARK.fullmatch(text):
        return False
    link = attributes.get("href") if tag == "a" else _first_link(node)
    high = high or node.css_first("sup") is not None
    glued = before[-1:].strip() != "" and before[-1:] not in "([“‘—–-"
    if link is not None and "#" in link:
        sign = text[0] in "[({" or not text.isalnum()
        return high or named or sign or bool(_NOTE_PLACE.search(link)) or glued
    if tag == "a" and attributes.get("href"):
        return False
    ended = tag == "small" and before[-1:] in _STOPS
    return (high or named or ended) and glued and is_unlinked(before, text)


def is_unlinked(before: str, text: str) -> bool:
    """Whether a raised sign beside a word or a stop is a note's mark though it leads nowhere: no power, no ending of a word."""
    if not before.strip() or before[-1:].isspace():
        return False
    letter = before[-1:] in _STOPS and _LETTER_MARK.fullmatch(text)
    return bool(letter or _UNLINKED.fullmatch(text)) and not _is_power(before, text)


def leads_to(mark: Any) -> set[str]:
    """What a note's mark says, and with a # before it the anchor that it leads to."""
    link = (mark.attributes.get("href") or "") if mark.tag == "a" else _first_link(mark) or ""
    return {(mark.text() or "").strip(" []()"), f"#{link.partition('#')[2]}"} - {"", "#"}


def repeats(block: Any, marks: Collection[str]) -> bool:
    """Whether a block is where one of the marks that were seen leads, or begins with what it says."""
    first = _first_child(block)
    while first is not None and first.tag in ("td", "th", "p", "div"):
        first = _first_child(first)
    if f"#{block.attributes.get('id')}" in marks or first is None:
        return bool(first) and f"#{block.attributes.get('id')}" in marks
    text = _glance(first) if first.tag != "-text" else (first.text_content or "").strip()
    if first.tag == "a" and f"#{first.attributes.get('id') or first.attributes.get('name')}" in marks:
        return True
    if first.tag in ("sup", "span") and text.strip(" []()") in marks:
        return True
    sign = re.match(r"[*†‡§¶]+|\d{1,3}(?=[\s.)])" if first.tag == "small" else r"[*†‡§¶]+", text)
    return sign is not None and sign[0] in marks


def raised(before: str, text: str) -> str | None:
    """A raised figure or letter that is said, as the sign that says so: m², N°."""
    if text in _RAISED and _is_power(before, text):
        return _RAISED[text]
    return "º" if text == "o" and before[-1:] in ("N", "n") and not before[-2:-1].isalnum() else None


def _glance(node: Any) -> str:
    """The text of an element with few others in it, else nothing: how deep a file nests is no matter."""
    inner = list(islice(node.traverse(include_text=True), _FEW + 1))
    return "".join(one.text_content or "" for one in inner if one.tag == "-text").strip() if len(inner) <= _FEW else ""


def _is_power(before: str, text: str) -> bool:
    """m², 10³ and their kin."""
    return text.isdigit() and bool(_UNIT.search(before) or (before[-1:].isdigit() and not _FORMER.search(before)))


def _first_link(node: Any) -> str | None:
    link = node.css_first("a")
    return (link.attributes.get("href") or "#") if link is not None else None


def in_sup(node: Any) -> bool:
    """Whether a node stands right within a raised element."""
    return node.parent is not None and node.parent.tag == "sup"


def named_number(node: Any, attributes: dict[str, str | None]) -> str | None:
    """What number an element is, of a page or of a line, if it is named so and says nothing else."""
    names = [name for key in ("class", "id", "name") if (name := attributes.get(key))]
    why = PAGE_NUMBER if any(_PAGE_NAME.search(name) for name in names) else None
    why = why or (LINE_NUMBER if any(_LINE_NUMBER.search(name) for name in names) else None)
    text = " ".join(_glance(node).split()) if why else ""
    return why if 0 < len(text) < 20 and _PAGE.fullmatch(text) else None


def is_note(node: Any, tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether a block is named as a note, or as the place of several."""
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if _NOTES_NAME.search(named):
        return True
    known = tag in ("li", "p", "div", "aside", "dd") and _NOTE_ID.fullmatch(attributes.get("id") or "")
    return bool(known) and node.css_first('a[href*="#"]') is not None


def leads_back(node: Any) -> bool:
    """Whether a block begins with the number of a note that links back to its mark, and goes on."""
    first = node
    for _ in range(6):
        inner = _first_child(first)
        if inner is None or inner.tag == "-text":
            return False
        first = inner
        if first.tag == "a" and "#" in (first.attributes.get("href") or ""):
            text = _glance(first)
            return 0 < len(text) < 12 and bool(_MARK.fullmatch(text)) and len((node.text() or "").split()) > 1
    return False


def _first_child(node: Any) -> Any:
    """The first that is no blank text."""
    child = node.child
    while child is not None and child.tag in ("-text", "-comment") and not (child.text_content or "").strip():
        child = child.next
    return child


def initial(alternative: str, named: bool) -> str:
    """The sign for a letter that stands as a picture, to be resolved by `joined`; empty where the picture is none. `named` says
    that its element is called a dropped capital."""
    match = _LETTER.fullmatch(alternative.strip())
    plain = match is not None and len(alternative.strip()) <= 2
    return f"\x01{match['letter']}\x02" if match and (plain or named or len(alternative) > 4) else ""


def is_line(node: Any, attributes: dict[str, str | None]) -> bool:
    """Whether a span is one of several side by side that are called lines, or a number and its title; or names who speaks."""
    if node.tag in _NAMING and _SPEAKER_NAME.search(attributes.get("class") or ""):
        return True
    if node.tag != "span" or not _LINE_NAME.search(attributes.get("class") or ""):
        return False
    beside = (_beside(node.prev, "prev"), _beside(node.next, "next"))
    return any(one is not None and one.tag == "span" and _LINE_NAME.search(one.attributes.get("class") or "") for one in beside)


def _beside(node: Any, way: str) -> Any:
    """The nearest node that is no space, on one side."""
    while node is not None and node.tag == "-text" and not (node.text_content or "").strip():
        node = getattr(node, way)
    return node


def joined(text: str, *, heading: bool = False) -> str:
    """The text with its initials joined to their words, and the spaces around what was set aside put right; a line ends (`\\v`)
    where two spans touch that are no one word."""
    if SEAM in text:
        text = (_HEADING_SEAM if heading else _SEAM).sub("\v", text).replace(SEAM, "")
    if "\x01" in text:
        text = _DROPPED.sub(_placed, text)
    if BESIDE in text:
        text = _BESIDE.sub(lambda m: m[1] + (" " if m[1] in "AIO" else ""), text).replace(BESIDE, "")
    if ASIDE in text:
        text = _BEFORE_STOP.sub("", text)
        text = _PARTED.sub(r"\1 ", text).replace(ASIDE, "")
    return text


def _placed(match: re.Match[str]) -> str:
    letter, space, first, second = match.groups()
    if not (first.isalpha() or first in ("’", "'")):
        return space
    if space:
        return letter + space if letter[-1] in "AIO" and first != letter[-1] else space
    again = first.lower() == letter[-1].lower() and first.isupper() and not second.isupper()
    return "" if again else letter
