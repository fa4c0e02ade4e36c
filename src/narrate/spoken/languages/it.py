"""Italian as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, forms, number, spelled, words

_RULERS = (
    "Vittorio Emanuele|Umberto|Carlo|Carlo Alberto|Carlo Felice|Ferdinando|Francesco|Federico|Enrico|Luigi|Filippo|Pio|Leone"
    "|Paolo|Giovanni|Gregorio|Clemente|Benedetto|Innocenzo|Sisto|Urbano|Napoleone|Guglielmo|Giorgio|Alessandro|Nicola|Pietro|Cosimo"
)
_DIVISIONS = "capitolo|libro|parte|tomo|volume|atto|scena|canto|lettera"


def _ordinal(count: int, feminine: bool = False) -> str:
    word = spelled(count, "it", "ordinal")
    return f"{word[:-1]}a" if feminine else word


def _division(match: re.Match[str]) -> str:
    word = match[1].capitalize() if match[1].isupper() else match[1]
    return f"{word} {_ordinal(number(match[2]), word.lower() in ('parte', 'scena', 'lettera'))}"


WORDING = Wording(
    code="it",
    name="italian",
    common="il la di e che un una non per con si lo gli della del era come le nel mi",
    abbreviations=words(
        "Sig.: Signor; sig.: signor; Sig.ra: Signora; sig.ra: signora; Sigg.: Signori; Dott.: Dottor; dott.: dottor; Prof.: "
        "Professor; prof.: professor; Cav.: Cavalier; cav.: cavalier; Avv.: Avvocato; avv.: avvocato; Ing.: Ingegner; On.: "
        "Onorevole; S.: San; S. M.: Sua Maestà; S. E.: Sua Eccellenza; D.: Don; ecc.: eccetera; pag.: pagina; cap.: capitolo;"
        " vol.: volume; a. C.: avanti Cristo; d. C.: dopo Cristo; n.: numero; N.: numero"
    ),
    stops=frozenset({"ecc.", "a.C.", "d.C."}),
    rules=(
        (re.compile(rf"\b({_DIVISIONS})\s({ROMAN})(?!\w)", re.I), _division),
        (re.compile(rf"\b({_RULERS})\s({ROMAN})(?!\w)"), lambda m: f"{m[1]} {_ordinal(number(m[2]))}"),
        (re.compile(rf"\b([Ss]ecolo)\s({ROMAN})(?!\w)"), lambda m: f"{m[1]} {_ordinal(number(m[2]))}"),
        (re.compile(rf"(?<!\w)({ROMAN})\s(secolo)\b"), lambda m: f"{_ordinal(number(m[1]))} {m[2]}"),
        (re.compile(r"(?<!\w)(\d{1,3})([ºª°])(?!\w|\s?[CF]\b)"), lambda m: _ordinal(int(m[1]), m[2] == "ª")),
    ),
    units=forms(
        "%: per cento; km: chilometro, chilometri; m: metro, metri; cm: centimetro, centimetri; kg: chilogrammo, chilogrammi;"
        " €: euro; $: dollaro, dollari; £: sterlina, sterline; °C: grado Celsius, gradi Celsius; °: grado, gradi"
    ),
    one="un",
    before={"§": "paragrafo", "n°": "numero", "№": "numero"},
    between="a",
    comma="virgola",
    parts="Libro|Parte|Tomo|Volume",
    chapters="Capitolo|Atto|Scena|Canto|Lettera|Episodio|Racconto",
    named="Prologo|Epilogo|Prefazione|Introduzione|Conclusione|Dedica|Avvertenza|Appendice|Proemio|Post scriptum",
    numbers=(
        r"prim[oa]|second[oa]|terz[oa]|quart[oa]|quint[oa]|sest[oa]|settim[oa]|ottav[oa]|non[oa]|decim[oa](?:\s\w+)?|ultim[oa]|\w+esim[oa]"
        r"|uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|dicia?\w+|vent\w+"
        r"|trent\w+"
    ),
)
