"""One quotation in a paragraph."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotation:
    """From the opening mark to past the closing one, in characters of the paragraph.

    `closes` is false when the paragraph ends inside the quotation; `mended` says that a mark is missing in the book.
    """

    start: int
    end: int
    closes: bool
    mended: bool = False
