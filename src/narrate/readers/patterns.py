"""Regular expressions that a person wrote, looked for with a limit: some go through a paragraph for ever."""

from __future__ import annotations

import time
from collections.abc import Mapping

import regex

from narrate.errors import ConfigError
from narrate.units import Seconds

PATIENCE: Seconds = 2.0
"""Of the processor, for one pattern and one story; ordinary ones take milliseconds for a novel."""


class PatternSearch:
    """The patterns of one setting for one story. `places` says where in the settings each stands."""

    def __init__(self, patterns: tuple[str, ...], places: Mapping[str, str]) -> None:
        self._patterns = [regex.compile(pattern) for pattern in patterns]
        self._left = dict.fromkeys(patterns, PATIENCE)
        self._places = places

    def finds(self, text: str) -> bool:
        """Whether one of them is in the text. Raises ConfigError, with its place, for one that takes longer than PATIENCE."""
        return any(self._matches(pattern, text) for pattern in self._patterns)

    def _matches(self, pattern: regex.Pattern[str], text: str) -> bool:
        began = time.process_time()
        try:
            if self._left[pattern.pattern] <= 0:
                raise TimeoutError
            return pattern.search(text, timeout=self._left[pattern.pattern]) is not None
        except TimeoutError:
            place = self._places.get(pattern.pattern, "voices.yaml")
            raise ConfigError(
                f"{place}: “{pattern.pattern[:80]}” is looked for without end in this story; "
                f"write it so that no stretch can be matched in several ways, as in (a|aa)+."
            ) from None
        finally:
            self._left[pattern.pattern] -= time.process_time() - began
