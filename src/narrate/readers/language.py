"""Which language a text is in, by the small words that every page of it has. Each language's own file lists them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from narrate.spoken.languages import codes, wording

_ENGLISH = (
    "the of and to a in that was he it his her with as had not for on at she i you my me is be but have are this said they "
    "were we what so"
)
_SAMPLE = 20_000
_FEW = 0.05
_MOST = 0.5
"""More of the letters than this are Cyrillic in a Cyrillic text, whatever it quotes, and in no other that quotes one."""
_CYRILLIC = "ru"
"""What a Cyrillic text is in that shows no language: a few words, a name."""


def language_of(text: str) -> str:
    """Two letters; `en` where no language is clearly shown."""
    sample = text[:_SAMPLE]
    if len(re.findall(r"[\u3040-\u30ff]", sample)) > 0.1 * len(sample):
        return "ja"
    letters = re.findall(r"[^\W\d_]", sample)
    cyrillic = sum(map(_is_cyrillic, letters)) > _MOST * len(letters)
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    least = _CYRILLIC if cyrillic else "en"
    shares = {
        code: sum(words[word] for word in common) / max(1, words.total())
        for code, common in _common_words().items()
        if any(map(_is_cyrillic, "".join(common))) == cyrillic
    }
    best = max(shares, key=lambda code: (shares[code], code == least))
    if cyrillic:
        return best
    return best if shares[best] >= max(_FEW, 1.2 * shares["en"]) else "en"


def language_named(name: str) -> str:
    """Two letters for a language by its English name; empty where nobody has described it."""
    return _names().get(name.strip().lower(), "")


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u04ff"


@cache
def _common_words() -> dict[str, frozenset[str]]:
    texts = {"en": _ENGLISH, **{code: known.common for code in codes() if (known := wording(code))}}
    return {code: frozenset(text.split()) for code, text in texts.items()}


@cache
def _names() -> dict[str, str]:
    return {"english": "en", **{known.name: code for code in codes() if (known := wording(code))}}
