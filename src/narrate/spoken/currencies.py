"""Coins that are named by letters: DM 50, 20 kr., 5 USD, 50 gns."""

from __future__ import annotations

import re

_SIGNS = {
    "USD": "US$",
    "GBP": "£",
    "EUR": "€",
    "JPY": "¥",
    "INR": "₹",
    "CAD": "C$",
    "AUD": "A$",
    "NZD": "NZ$",
    "RUB": "₽",
    "KRW": "₩",
}
_NAMES = {
    "CHF": ("Swiss franc", "Swiss francs"), "SEK": ("Swedish krona", "Swedish kronor"),
    "NOK": ("Norwegian krone", "Norwegian kroner"), "DKK": ("Danish krone", "Danish kroner"),
    "DM": ("Deutschmark", "Deutschmarks"), "RM": ("Reichsmark", "Reichsmarks"), "PLN": ("zloty", "zlotys"),
    "kr": ("krone", "kroner"), "Kr": ("krone", "kroner"),
    "gns": ("guinea", "guineas"), "gs": ("guinea", "guineas"), "R$": ("real", "reais"),
}  # fmt: skip
_AMOUNT = r"\d{1,3}(?:,\d{3})+|\d{1,9}"
_AFTER = re.compile(
    rf"(?<![\w.,£$€])(?P<whole>{_AMOUNT})(?P<part>\.\d\d)?\s?(?P<code>CHF|SEK|NOK|DKK|DM|PLN|[kK]r\.?|gns\.?|gs\.)(?![\w-])"
)
_BEFORE = re.compile(
    rf"(?<![\w.])(?P<code>CHF|SEK|NOK|DKK|DM|RM|PLN|[kK]r\.?|R\$)\s?(?P<whole>{_AMOUNT})(?P<part>\.\d\d)?(?!\w|\.\d)"
)
_CODED = re.compile(
    rf"(?<![\w.])(?:({'|'.join(_SIGNS)})\s?((?:{_AMOUNT})(?:\.\d\d)?)(?!\w)|((?:{_AMOUNT})(?:\.\d\d)?)\s?({'|'.join(_SIGNS)})(?!\w))"
)
_STOP = re.compile(r"$|[”\"’)]|\s+[“\"A-Z]")
LOOK = re.compile(r"\d\s?(?:[A-Z]{2,3}\b|[kK]r\b|gn?s\b)|(?:[A-Z]{2,3}|[kK]r\.?|R\$)\s?\d")


def read(text: str) -> str:
    """Coins by name, or with the sign that money.read knows."""
    text = _CODED.sub(lambda m: f"{_SIGNS[m[1] or m[4]]}{m[2] or m[3]}", text)
    return _BEFORE.sub(_with_name, _AFTER.sub(_with_name, text))


def _with_name(match: re.Match[str]) -> str:
    """20 kr. → 20 kroner, with a stop where its dot ended the sentence too."""
    code = match["code"]
    one, many = _NAMES[code.rstrip(".")]
    stop = "." if code.endswith(".") and match.group().endswith(".") and _STOP.match(match.string, match.end()) else ""
    part = match["part"] or ""
    return f"{match['whole']}{part} {one if match['whole'] == '1' and not part else many}{stop}"
