"""Polish as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, forms, number, spelled, words

_MONTHS = "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
_MEN = "tom|akt"
_WOMEN = "część|księga|scena|pieśń"
_DIVISIONS = f"rozdział|{_MEN}|{_WOMEN}"


def _ordinal(count: int, ending: str = "y") -> str:
    """An ordinal in the ending of its gender and case: y, a, ego. Hundreds before the last two figures stay."""
    head = spelled(count - count % 100, "pl") + " " if count > 100 and count % 100 else ""
    bent = [_bent(word, ending) for word in spelled(count % 100 or count, "pl", "ordinal").split()]
    return head + " ".join(bent)


def _bent(word: str, ending: str) -> str:
    """ "trzeci" keeps its i; "drugi" loses it before a, and not before e."""
    if ending == "y":
        return word
    stem = word if word == "trzeci" or (word == "drugi" and ending == "ego") else word[:-1]
    return stem + ending


def _division(match: re.Match[str]) -> str:
    word = match[1].capitalize() if match[1].isupper() else match[1]
    return f"{word} {_ordinal(number(match[2]), 'a' if word.lower() in _WOMEN.split('|') else 'y')}"


WORDING = Wording(
    code="pl",
    name="polish",
    common="i w nie na się że z to jest do jak ale co on po tak ja był za od",
    abbreviations=words(
        "np.: na przykład; itd.: i tak dalej; itp.: i tym podobne; tzn.: to znaczy; tj.: to jest; m. in.: między innymi; dr.:"
        " doktor; prof.: profesor; ks.: ksiądz; św.: święty; ul.: ulica; nr.: numer; str.: strona; s.: strona; p. n. e.: "
        "przed naszą erą; n. e.: naszej ery; zł.: złotych"
    ),
    stops=frozenset({"itd.", "itp.", "p.n.e.", "n.e.", "zł."}),
    initials=frozenset({"r.", "w.", "p.", "pp."}),
    rules=(
        (re.compile(rf"\b({_DIVISIONS})\s({ROMAN})(?!\w)", re.I), _division),
        (re.compile(rf"(?<![\w.,])(\d{{1,2}})\s({_MONTHS})\b"), lambda m: f"{_ordinal(int(m[1]), 'ego')} {m[2]}"),
    ),
    units=forms(
        "%: procent; km: kilometr, kilometry, kilometrów; kg: kilogram, kilogramy, kilogramów; zł: złoty, złote, złotych"
    ),
    before={"§": "paragraf", "№": "numer", "nr": "numer"},
    comma="przecinek",
    parts="Część|Księga|Tom",
    chapters="Rozdział|Akt|Scena|Pieśń|Opowiadanie",
    named="Prolog|Epilog|Przedmowa|Wstęp|Wprowadzenie|Zakończenie|Posłowie|Dedykacja|Dodatek",
    numbers=(
        r"(?:(?:dwudziest|trzydziest|czterdziest)[yae]\s)?(?:pierwsz|drug|trzec|czwart|piąt|szóst|siódm|ósm|dziewiąt|dziesiąt|\w+nast|dwudziest"
        r"|trzydziest|ostatn)(?:y|a|i|ia|e|ie)|jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|\w+naście"
    ),
)
