"""What is known of a book before its speakers are ranked."""

from __future__ import annotations

from dataclasses import dataclass

from narrate.model import Book, Misfit, Segment
from narrate.script.evidence.context import Context, Verdict
from narrate.script.names.roster import Roster


@dataclass(frozen=True)
class Survey:
    """A book as it is read before a person's word on single lines is taken in. `roster` holds the people that the text alone
    shows; `context` is None for a book that names its speakers. Nobody changes it: it may serve again."""

    book: Book[Segment]
    roster: Roster
    context: Context | None


@dataclass
class Analysis:
    """A book read for its speakers: its context, and the rules' verdict for each turn."""

    context: Context
    verdicts: list[Verdict | None]
    fixed: dict[int, int]
    """Quotation → the person a correction gives it to."""
    where: str = ""
    """The file of the corrections."""
    misfits: tuple[Misfit, ...] = ()

    @property
    def fixed_turns(self) -> dict[int, int]:
        """Turn → person: see `turns_of`."""
        return turns_of(self.context, self.fixed)


def turns_of(context: Context, fixed: dict[int, int]) -> dict[int, int]:
    """Turn → person, for the turns of which the first quotation is fixed, or one that goes on from the paragraph before."""
    quotes = context.document.quotes
    found: dict[int, int] = {}
    for number, turn in enumerate(context.document.turns):
        begun = (q for q in turn.quotes if q in fixed and (q == turn.first or not quotes[q - 1].closes))
        if (first := next(begun, None)) is not None:
            found[number] = fixed[first]
    return found
