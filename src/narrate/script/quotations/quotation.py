"""One quotation in a paragraph."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotation:
    """From the opening mark to past the closing one, in characters of the paragraph.

    `closes` is false when the paragraph ends inside the quotation.
    """

    start: int
    end: int
    closes: bool
