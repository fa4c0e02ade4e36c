"""Portuguese as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, forms, number, spelled, words

_RULERS = (
    "João|Pedro|Afonso|Affonso|Manuel|Luís|Luiz|Filipe|Carlos|Fernando|Sancho|Henrique|Pio|Leão|Paulo|Gregório|Napoleão|Jorge"
    "|Guilherme|José|Miguel"
)
_QUEENS = "Maria|Isabel|Catarina"
_DIVISIONS = "cap[ií]tulo|livro|parte|tomo|volume|acto|ato|cena|scena|canto|carta"
_SMALL = 10
"""Rulers and centuries up to it have an ordinal, later ones are counted: Pedro segundo, Luís catorze."""


def _ordinal(count: int, feminine: bool = False) -> str:
    word = spelled(count, "pt", "ordinal")
    return " ".join(f"{part[:-1]}a" for part in word.split()) if feminine else word


def _numbered(count: int, feminine: bool = False) -> str:
    return _ordinal(count, feminine) if count <= _SMALL else spelled(count, "pt")


def _ruler(match: re.Match[str]) -> str:
    return f"{match[1]} {_numbered(number(match[2]), match[1] in _QUEENS.split('|'))}"


def _division(match: re.Match[str]) -> str:
    word = match[1].capitalize() if match[1].isupper() else match[1]
    count = number(match[2])
    first = _ordinal(1, word.lower() in ("parte", "cena", "scena", "carta"))
    return f"{word} {first if count == 1 else spelled(count, 'pt')}"


WORDING = Wording(
    code="pt",
    name="portuguese",
    common="o a os de e que não um uma com por se para em do da no na mais como",
    abbreviations=words(
        "Sr.: Senhor; sr.: senhor; Sra.: Senhora; sra.: senhora; Sr.ª: Senhora; Srs.: Senhores; D.: Dom; Dr.: Doutor; dr.: "
        "doutor; Dra.: Doutora; Prof.: Professor; V. Ex.ª: Vossa Excelência; V. Exa.: Vossa Excelência; S. M.: Sua Majestade;"
        " Exmo.: Excelentíssimo; etc.: et cetera; pág.: página; cap.: capítulo; vol.: volume; a. C.: antes de Cristo; d. C.: "
        "depois de Cristo; n.º: número; N.º: número"
    ),
    stops=frozenset({"etc.", "a.C.", "d.C."}),
    rules=(
        (re.compile(r"\bD\.(?=\s(?:[A-Z]\w+a|Beatriz|Inês|Isabel|Leonor|Mercês)\b)"), lambda _: "Dona"),
        (re.compile(rf"\b({_DIVISIONS})\s({ROMAN})(?!\w)", re.I), _division),
        (
            re.compile(rf"\b({_RULERS}|{_QUEENS})\s({ROMAN})(?!\w)"),
            lambda m: f"{m[1]} {_numbered(number(m[2]), m[1] in _QUEENS)}",
        ),
        (re.compile(rf"\b([Ss]éculo)\s({ROMAN})(?!\w)"), lambda m: f"{m[1]} {_numbered(number(m[2]))}"),
        (re.compile(r"(?<!\w)(\d{1,3})\.?([ºª])(?!\w)"), lambda m: _ordinal(int(m[1]), m[2] == "ª")),
    ),
    units=forms(
        "%: por cento; km: quilómetro, quilómetros; m: metro, metros; cm: centímetro, centímetros; kg: quilo, quilos; €: "
        "euro, euros; $: dólar, dólares; £: libra, libras; °C: grau Celsius, graus Celsius; °: grau, graus"
    ),
    one="um",
    before={"§": "parágrafo", "№": "número", "nº": "número"},
    between="a",
    comma="vírgula",
    parts="Livro|Parte|Tomo|Volume",
    chapters="Capítulo|Capitulo|Acto|Ato|Cena|Scena|Canto|Carta|Conto|Episódio",
    named="Prólogo|Epílogo|Prefácio|Introdução|Conclusão|Dedicatória|Advertência|Apêndice|Preâmbulo|Posfácio",
    numbers=(
        r"primeir[oa]|segund[oa]|terceir[oa]|quart[oa]|quint[oa]|sext[oa]|s[ée]tim[oa]|oitav[oa]|non[oa]|d[ée]cim[oa](?:\s\w+)?|[úu]ltim[oa]"
        r"|vigésim[oa](?:\s\w+)?|um|uma|dois|duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|catorze|quinze|dezasseis"
        r"|dez\w+|vinte(?:\se\s\w+)?|trinta(?:\se\s\w+)?"
    ),
)
