"""What voices.yaml says of spoken credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

GAPS = ("title", "author", "narrator", "subtitle", "series", "year")
"""What may stand between braces in a text."""
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def _fillable(text: str) -> str:
    for found in _BRACES.finditer(text):
        if found[1] not in GAPS:
            raise ValueError(f"“{found[0]}” is none of {{{'}, {'.join(GAPS)}}}")
    return text


Text = Annotated[str, Field(max_length=5000), AfterValidator(_fillable)]


class CreditsTable(BaseModel):
    """What is said before the first chapter and after the last."""

    model_config = ConfigDict(extra="forbid", strict=False)

    opening: Text | None = Field(
        default=None, description="Before the first chapter; empty: nothing. {title}, {author}, {narrator}, … are filled in."
    )
    closing: Text | None = Field(default=None, description="After the last chapter; empty: nothing.")


@dataclass(frozen=True, slots=True)
class SpokenCredits:
    """Whether credits are spoken, None for as the delivery has it, and their texts, None for the usual ones. `headings` says
    whether the titles of chapters are read aloud."""

    enabled: bool | None = None
    opening: str | None = None
    closing: str | None = None
    headings: bool = True


def spoken_credits(tables: Iterable[bool | CreditsTable | None], headings: Iterable[bool | None]) -> SpokenCredits:
    """What several tables say together, the last one the most: a table of texts turns credits on."""
    found = SpokenCredits()
    for one in tables:
        if isinstance(one, CreditsTable):
            told = {name: text for name, text in one.model_dump().items() if text is not None}
            found = replace(found, enabled=True, **told)
        elif one is not None:
            found = replace(found, enabled=one)
    for heading in headings:
        found = found if heading is None else replace(found, headings=heading)
    return found
