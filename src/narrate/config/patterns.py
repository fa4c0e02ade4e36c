"""How large a regular expression becomes: what is repeated a counted number of times is laid out that often."""

from __future__ import annotations

import re

MOST_STEPS = 50_000
"""Compiling takes about 600 bytes and 3 µs for each: a million steps would be 600 MB."""
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\()|(?P<close>\))|\{(?P<least>\d*),?(?P<most>\d*)\}|.", re.DOTALL)
_DIGITS = 9
"""Of a count; a longer one is too much whatever it says."""


def steps(pattern: str) -> int:
    """About how many steps a pattern is compiled to; it need not be a right one."""
    groups, last = [0], 0
    for token in _TOKEN.finditer(pattern):
        counts = [int(count[:_DIGITS]) for count in token.group("least", "most") if count]
        if token["open"]:
            groups.append(0)
        elif token["close"] and len(groups) > 1:
            last = max(1, groups.pop())
            groups[-1] += last
        elif counts:
            groups[-1] += last * (max(1, *counts) - 1)
            last *= max(1, *counts)
        else:
            last = 1
            groups[-1] += 1
    return sum(groups)
