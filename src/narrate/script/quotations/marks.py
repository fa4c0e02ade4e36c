"""Marks of which each has one side: guillemets, low ones, corners."""

from __future__ import annotations

import re

from narrate.script.quotations.quotation import Quotation


def paired(text: str, opening: str, closing: str) -> list[Quotation]:
    """Quotations by marks with two sides; one that stands within another is part of it, as far as the paragraph keeps count."""
    found, depth = _counted(text, opening, closing, nests=len(opening) == 1)
    if depth > 1 or (depth and text[: found[-1].start].strip()):
        found, _ = _counted(text, opening, closing, nests=False)
    return found


def _counted(text: str, opening: str, closing: str, nests: bool) -> tuple[list[Quotation], int]:
    """The quotations, and how many are still open where the paragraph ends."""
    found: list[Quotation] = []
    start, depth = 0, 0
    for place, mark in ((m.start(), m.group()) for m in re.finditer(f"[{opening}{closing}]", text)):
        if not depth:
            if mark in opening:
                start, depth = place, 1
        elif mark in closing and (mark != text[start] or opening == closing):
            depth -= 1
            if not depth:
                found.append(Quotation(start, place + 1, True))
        elif nests and text[max(0, place - 1) : place].isspace():
            depth += 1
    if depth:
        found.append(Quotation(start, len(text), False))
    return found, depth
