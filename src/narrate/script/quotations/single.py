"""Single quotation marks, told from apostrophes by what stands on both sides of them."""

from __future__ import annotations

import re

from narrate.script.quotations.quotation import Quotation

_SINGLE_OPEN = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–\-_“\"*]))[‘'](?=[\w“\"_….—–(-]|[’'][^\W\d_])")
SPACED = re.compile(
    r"(?:(?<=^)|(?<=[\s(\[—–]))[‘'] (?=\S)(?P<said>(?:[^‘’']|(?<=\S)[‘’'](?=\S))*[,.!?…—–-]) [’'](?=$|[\s,.;:)\]—–])"
)
"""‘ What? ’, as French typesetters space their marks; apostrophes stand within words."""
_APOSTROPHE_WORD = re.compile(
    r"[’'](?:tis|twas|twere|twill|twould|em|un|ud|ere|eard|ow|im|is|er|ave|ad|as|e|n|til|till|cause|bout|gainst|mongst|neath|pon|fore"
    r"|round|cross|way|ome|ouse|ad|ope|and|all|alf|ead|eart|ell|elp|undred|old|orse|ard|ate|appen|it|ole|twixt|s|d|ll|\d\ds?)\b",
    re.I,
)
_MARK = re.compile(r"[’'‘]")
_ELIDED = frozenset({"o", "th", "an", "wi", "i", "ol", "t", "d"})
_WORD_BEFORE_MARK = re.compile(r"[\w,;:.!?…]")


def single(text: str) -> list[Quotation]:
    """The quotations of a paragraph in single marks."""
    if spaced := [Quotation(*match.span(), True) for match in SPACED.finditer(text)]:
        return spaced
    found: list[Quotation] = []
    place = 0
    while match := _SINGLE_OPEN.search(text, place):
        start = match.start()
        if _APOSTROPHE_WORD.match(text, start) and not re.match(r"[‘'][A-Z]", text[start : start + 2]):
            place = start + 1
            continue
        end = _single_close(text, start + 1)
        if end is None:
            rest = text[start + 1 :]
            if not rest.strip() or (start > 0 and not re.search(r"[.!?—,]", rest)):
                break
            found.append(Quotation(start, len(text), False))
            break
        found.append(Quotation(start, end + 1, True))
        place = end + 1
    return found


def _single_close(text: str, start: int) -> int | None:
    """The closing mark: after a stop and before a space for certain, after a word only if nothing better follows."""
    weak: int | None = None
    depth_open = start
    for match in _MARK.finditer(text, start):
        place = match.start()
        before, after = text[place - 1], text[place + 1 : place + 2]
        if match.group() == "‘" or (
            place > depth_open and _SINGLE_OPEN.match(text, place) and not _APOSTROPHE_WORD.match(text, place)
        ):
            if weak is not None:
                return weak
            continue
        if after.isalnum():
            continue
        if before in '.,!?;:…—–-_)”"*':
            if before in "-–" and weak is None and after.isalpha():
                continue
            return place
        if before.isspace() or not _WORD_BEFORE_MARK.match(before):
            continue
        word = re.search(r"[\w’']+$", text[max(0, place - 15) : place])
        elided = word is not None and (word.group().lower() in _ELIDED or word.group().lower().endswith("in"))
        plural = before == "s" and bool(re.match(r"\s+[a-z]", text[place + 1 : place + 4]))
        if weak is None and not elided and not plural:
            weak = place
    return weak
