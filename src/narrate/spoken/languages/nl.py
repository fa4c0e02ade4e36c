"""Dutch as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, forms, number, spelled, words

_RULERS = "Willem|Lodewijk|Karel|Hendrik|Filips|Frederik|Pius|Leo|Paulus|Johannes|Napoleon|George|Eduard|Jacobus|Frans|Maurits"
_DIVISIONS = "hoofdstuk|boek|deel|bedrijf|tooneel|toneel|brief"


def _ordinal(count: int) -> str:
    return spelled(count, "nl", "ordinal")


def _division(match: re.Match[str]) -> str:
    word = match[1].capitalize() if match[1].isupper() else match[1]
    return f"{word} {spelled(number(match[2]), 'nl')}"


def _written(match: re.Match[str]) -> str:
    return _ordinal(number(match[1])) + "n" * match[2].endswith("n")


def _year(year: int) -> str:
    century, rest = divmod(year, 100)
    return f"{spelled(century, 'nl')}honderd{spelled(rest, 'nl') if rest else ''}"


WORDING = Wording(
    code="nl",
    name="dutch",
    common="de het een en van ik te dat die niet was met op zijn er voor maar aan hij ze",
    abbreviations=words(
        "Mr.: Meester; Dr.: Dokter; dr.: dokter; Prof.: Professor; prof.: professor; Mej.: Mejuffrouw; Mevr.: Mevrouw; mevr.:"
        " mevrouw; Dhr.: De heer; dhr.: de heer; Ds.: Dominee; ds.: dominee; St.: Sint; enz.: enzovoort; bv.: bijvoorbeeld; "
        "bijv.: bijvoorbeeld; d. w. z.: dat wil zeggen; o. a.: onder andere; nl.: namelijk; blz.: bladzijde; v. Chr.: voor "
        "Christus; n. Chr.: na Christus; Z. M.: Zijne Majesteit; H. M.: Hare Majesteit; nr.: nummer; No.: nummer; no.: "
        "nummer; ca.: circa"
    ),
    stops=frozenset({"enz.", "v.Chr.", "n.Chr."}),
    rules=(
        (re.compile(rf"\b({_DIVISIONS})\s({ROMAN})(?!\w)", re.I), _division),
        (re.compile(rf"\b({_RULERS})\s({ROMAN})(?!\w)"), lambda m: f"{m[1]} de {_ordinal(number(m[2])).capitalize()}"),
        (
            re.compile(rf"(?<!\w)(\d{{1,3}}|{ROMAN})(den|de|sten|ste|en|e)(?!\w)"),
            _written,
        ),
        (re.compile(r"(?<![\w.,])(1[1-9]\d\d)(?![\w]|[.,]\d)"), lambda m: _year(int(m[1]))),
    ),
    units=forms(
        "%: procent; km: kilometer; m: meter; cm: centimeter; kg: kilo; €: euro; $: dollar; £: pond; ƒ: gulden; °C: graden "
        "Celsius; °: graden"
    ),
    before={"§": "paragraaf", "№": "nummer"},
    between="tot",
    comma="komma",
    parts="Boek|Deel|Band",
    chapters="Hoofdstuk|Bedrijf|Tooneel|Toneel|Brief|Zang|Vertelling",
    named="Voorwoord|Voorrede|Proloog|Epiloog|Inleiding|Nawoord|Opdracht|Bijlage|Voorspel|Naspel",
    numbers=(
        r"eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|\w+tiende|\w+tigste|laatste"
        r"|één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|\w*tig"
    ),
)
