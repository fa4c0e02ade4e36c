"""How tables of words are written down."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a line of them."""
    return frozenset(listed.split())
