"""French as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, fractions, number, spelled

_RULERS = (
    "Louis|Charles|Henri|François|Philippe|Napoléon|Jean|Pie|Léon|Paul|Clément|Grégoire|Innocent|Benoît|Alexandre|Nicolas|"
    "Guillaume|Frédéric|Georges|Édouard|Jacques|Léopold|Albert|Richard|Ferdinand|Joseph|Pierre"
)
_QUEENS = "Élisabeth|Elisabeth|Catherine|Marie|Isabelle|Christine"


def _ordinal(count: int, feminine: bool = False) -> str:
    return ("première" if feminine else "premier") if count == 1 else spelled(count, "fr", "ordinal")


def _written(match: re.Match[str]) -> str:
    feminine, many = match["end"].startswith(("re", "ère")), match["end"].endswith("s")
    return _ordinal(number(match["count"]), feminine) + "s" * many


def _ruler(match: re.Match[str]) -> str:
    count = number(match["count"])
    feminine = re.fullmatch(_QUEENS, match["name"]) is not None
    return f"{match['name']} {_ordinal(1, feminine) if count == 1 else spelled(count, 'fr')}"


def _clock(match: re.Match[str]) -> str:
    hour = spelled(int(match[1]), "fr") if match[1] != "1" else "une"
    words = f"{hour} heure{'s' * (int(match[1]) > 1)}"
    return words + (f" {spelled(int(match[2]), 'fr')}" if match[2] and int(match[2]) else "")


def _division(match: re.Match[str]) -> str:
    count, kind = number(match[2]), match[1].lower()
    word = match[1].capitalize() if match[1].isupper() else match[1]
    first = count == 1 and kind not in ("partie", "lettre")
    return f"{word} {_ordinal(1, kind == 'scène') if first else spelled(count, 'fr')}"


WORDING = Wording(
    code="fr",
    abbreviations={
        "M.": "monsieur",
        "MM.": "messieurs",
        "Mme": "madame",
        "Mme.": "madame",
        "Mlle.": "mademoiselle",
        "Dr.": "docteur",
        "St.": "saint",
        "Mmes": "mesdames",
        "Mlle": "mademoiselle",
        "Mlles": "mesdemoiselles",
        "Mgr": "monseigneur",
        "Dr": "docteur",
        "Vve": "veuve",
        "St": "saint",
        "Ste": "sainte",
        "etc.": "et cetera",
        "c.-à-d.": "c'est-à-dire",
        "p. ex.": "par exemple",
        "cf.": "confer",
        "J.-C.": "Jésus-Christ",
        "av.": "avant",
        "apr.": "après",
        "n°": "numéro",
        "N°": "numéro",
        "pp.": "pages",
        "chap.": "chapitre",
        "S. M.": "Sa Majesté",
        "S. A.": "Son Altesse",
        "S. E.": "Son Excellence",
        "N.-D.": "Notre-Dame",
        "Cie": "compagnie",
        "env.": "environ",
        "id.": "idem",
        "s. v. p.": "s'il vous plaît",
        "Pr": "professeur",
        "Mr": "monsieur",
        "Mrs": "madame",
    },
    stops=frozenset({"etc.", "J.-C.", "s.v.p."}),
    rules=(
        fractions("et", {"1/2": "un demi", "1/4": "un quart", "3/4": "trois quarts", "1/3": "un tiers", "2/3": "deux tiers"}),
        (re.compile(r"\bMe(?=\s[A-ZÉ][a-zé]{2,})"), lambda _: "maître"),
        (re.compile(r"\bp\.(?=\s?\d)"), lambda _: "page"),
        (re.compile(r"\bvol\.(?=\s(?:\d|[IVX]+\b))"), lambda _: "volume"),
        (
            re.compile(
                rf"\b(?![LC]es?\b)(?P<count>{ROMAN}|\d{{1,3}})\s?(?P<end>ers|er|ères?|res?|ièmes?|ᵉʳ|èmes?|es|e|ᵉ)(?!\w)(?=\s|$|[.,;:!?)»-])"
            ),
            _written,
        ),
        (re.compile(rf"\b(?P<name>{_RULERS}|{_QUEENS})\s(?P<count>{ROMAN})(?!\w)"), _ruler),
        (re.compile(rf"\b(chapitre|livre|partie|tome|acte|scène|chant|lettre|volume)\s({ROMAN})(?!\w)", re.I), _division),
        (re.compile(r"(?<![\w.,])(\d{1,2})\s?h(?:\s?(\d\d))?(?!\w)"), _clock),
        (re.compile(r"(?<![\w.,])1(?=\s(?:heure|fois|minute|année|page|livre|lieue)\b)"), lambda _: "une"),
    ),
    units={
        "%": ("pour cent", "pour cent"),
        "€": ("euro", "euros"),
        "fr.": ("franc", "francs"),
        "km": ("kilomètre", "kilomètres"),
        "m": ("mètre", "mètres"),
        "cm": ("centimètre", "centimètres"),
        "kg": ("kilogramme", "kilogrammes"),
        "°C": ("degré Celsius", "degrés Celsius"),
        "°": ("degré", "degrés"),
    },
    comma="virgule",
    parts="Livre|Partie|Tome|Volume",
    chapters="Chapitre|Acte|Scène|Chant|Lettre|Conte|Épisode",
    named="Préface|Prologue|Épilogue|Epilogue|Avant-propos|Introduction|Conclusion|Postface|Dédicace|Préambule|Appendice",
    numbers=(
        r"premi(?:er|ère)|seconde?|derni(?:er|ère)|[\w-]+ième|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:-\w+)?|onze|douze|treize"
        r"|quatorze|quinze|seize|vingt(?:[ -]\w+){0,2}|trente(?:[ -]\w+){0,2}|quarante(?:[ -]\w+){0,2}|cinquante(?:[ -]\w+){0,2}"
    ),
)
