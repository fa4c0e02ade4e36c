"""French as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, forms, fractions, number, spelled, words

_RULERS = (
    "Louis|Charles|Henri|François|Philippe|Napoléon|Jean|Pie|Léon|Paul|Clément|Grégoire|Innocent|Benoît|Alexandre|Nicolas|"
    "Guillaume|Frédéric|Georges|Édouard|Jacques|Léopold|Albert|Richard|Ferdinand|Joseph|Pierre"
)
_COUNTED = "chapitre|livre|partie|tome|acte|scène|chant|lettre|volume"
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


_SHORT = {"vol": "volume", "t": "tome", "liv": "livre", "ch": "chapitre", "art": "article"}


def _half_past(match: re.Match[str]) -> str:
    if not match[2]:
        return match.group()
    return f"{_feminine(match)} heure{'s' * (match[1] != '1')} et demie"


def _and_a_half(match: re.Match[str]) -> str:
    feminine = match[2].rstrip("s").endswith("e")
    return f"{_feminine(match) if feminine else spelled(int(match[1]), 'fr')} {match[2]} et demi{'e' * feminine}"


def _feminine(match: re.Match[str]) -> str:
    return re.sub(r"un$", "une", spelled(int(match[1]), "fr"))


WORDING = Wording(
    code="fr",
    name="french",
    common="le la les de des et un une que qui dans il elle est pas pour sur avec se ne",
    abbreviations=words(
        "M.: monsieur; MM.: messieurs; Mme: madame; Mme.: madame; Mlle.: mademoiselle; Dr.: docteur; St.: saint; Mmes: "
        "mesdames; Mlle: mademoiselle; Mlles: mesdemoiselles; Mgr: monseigneur; Dr: docteur; Vve: veuve; St: saint; Ste: "
        "sainte; etc.: et cetera; c.-à-d.: c'est-à-dire; p. ex.: par exemple; cf.: confer; J.-C.: Jésus-Christ; av. J.-C.: "
        "avant Jésus-Christ; apr. J.-C.: après Jésus-Christ; av.: avenue; apr.: après; n°: numéro; N°: numéro; pp.: pages; "
        "chap.: chapitre; S. M.: Sa Majesté; S. A.: Son Altesse; S. E.: Son Excellence; N.-D.: Notre-Dame; Cie: compagnie; "
        "env.: environ; id.: idem; s. v. p.: s'il vous plaît; Pr: professeur; Mr: monsieur; Mrs: madame; Mgr.: monseigneur; R. "
        "P.: révérend père; S. S.: Sa Sainteté; LL. MM.: Leurs Majestés; S. A. R.: Son Altesse Royale; S. A. I.: Son Altesse "
        "Impériale; S. Exc.: Son Excellence; S. Ém.: Son Éminence; V. M.: Votre Majesté; ex.: exemple; P.-S.: post-scriptum; P. "
        "S.: post-scriptum; N. B.: nota bene; tél.: téléphone; bd: boulevard; Bd: boulevard; boul.: boulevard; fg: faubourg; "
        "Fg: faubourg; c-à-d.: c'est-à-dire; c. à d.: c'est-à-dire; Vte: vicomte; Cte: comte; Ctesse: comtesse; m. à m.: mot à "
        "mot; t. s. v. p.: tournez s'il vous plaît; suiv.: suivantes; cap.: capitaine; lieut.: lieutenant; gén.: général; dép.: "
        "département"
    ),
    stops=frozenset({"etc.", "J.-C.", "av.J.-C.", "apr.J.-C.", "s.v.p.", "t.s.v.p.", "P.-S.", "P.S.", "N.B."}),
    initials=frozenset({"h.", "p.", "t.", "ch.", "vol.", "liv."}),
    rules=(
        (re.compile(r"(?<![\w.,])(\d{1,2})(?:\s(heures?|h\.?)|(?=\sà))?\s?(?:1/2|½)(?!\w)"), _half_past),
        (re.compile(r"\b(midi|minuit)\s(?:1/2|½)(?!\w)"), lambda m: f"{m[1]} et demi"),
        (re.compile(r"(?<![\w.,/])(\d+)(?:\s1/2|\s?½)\s(\w+)"), _and_a_half),
        (
            re.compile(r"(?<![\w.,])(\w+)\s(\w+)(?:\set)?\s(?:1/2|½)(?!\w)"),
            lambda m: f"{m[1]} {m[2]} et demi" + "e" * (m[2].rstrip("s")[-1:] == "e"),
        ),
        (re.compile(r"(?<![\d/])(?:1/2|½)\s(\w+)"), lambda m: f"un{'e' * m[1].rstrip('s').endswith(('e', 'fois'))} demi-{m[1]}"),
        fractions("et", {"1/2": "un demi", "1/4": "un quart", "3/4": "trois quarts", "1/3": "un tiers", "2/3": "deux tiers"}),
        (re.compile(r"\bMe(?=\s[A-ZÉ][a-zé]{2,})"), lambda _: "maître"),
        (re.compile(r"\bp\.(?=\s?\d)"), lambda _: "page"),
        (re.compile(r"\b([Vv]ol|[Tt]|[Ll]iv|[Cc]h|[Aa]rt)\.(?=\s(?:\d|[IVX]+\b))"), lambda m: _SHORT[m[1].lower()]),
        (re.compile(r"\b([XVI]+(?:e|ème)|[xvi]{2,}e)\ss\.(?!\w)"), lambda m: f"{m[1]} siècle"),
        (re.compile(r"\b([xvi]+)(?=(?:e|ᵉ)\s(?:siècle|arrondissement))"), lambda m: m[1].upper()),
        (
            re.compile(r"(?<=in-)(4|8|12|16|18)°?(?!\w)"),
            lambda m: {"4": "quarto", "8": "octavo"}.get(m[1], spelled(int(m[1]), "fr")),
        ),
        (re.compile(r"(?<!\w)2(?:n?d)(e?s?)(?!\w)"), lambda m: f"second{m[1]}"),
        (
            re.compile(
                rf"\b(?![LC]es?\b)(?P<count>{ROMAN}|\d{{1,3}})\s?(?P<end>ers|er|ères?|res?|ièmes?|ᵉʳ|èmes?|es|e|ᵉ)(?!\w)(?=\s|$|[.,;:!?)»-])"
            ),
            _written,
        ),
        (re.compile(rf"\b(?P<name>{_RULERS}|{_QUEENS})\s(?P<count>{ROMAN})(?!\w)"), _ruler),
        (re.compile(rf"\b(chapitre|livre|partie|tome|acte|scène|chant|lettre|volume)\s({ROMAN})(?!\w)", re.I), _division),
        (re.compile(r"(?<![\w.,])(\d{1,2})\s?h(?:\.(?=\s[\da-zà-ÿ]))?(?:\s?(\d\d))?(?!\w)"), _clock),
        (re.compile(r"(?<![\w.,:])([01]?\d|2[0-4])[:](\d\d)(?![\w:])"), _clock),
        (
            re.compile(
                r"(?<![\w.,])(?<!\d[ \u00a0\u202f])(\d*1)(?=\s(?:heures?|fois|minutes?|années?|pages?|livres?|lieues?"
                r"|femmes?|filles?|voix|personnes?|dames?|"
                r"journées?|nuits?|semaines?|têtes?|voitures?|pièces?|lettres?|maisons?|chambres?|bouteilles?|toises?|piastres?|tonnes?|âmes)\b)"
            ),
            _feminine,
        ),
        (re.compile(rf"\b(?P<name>(?!(?:{_COUNTED})\b)[A-ZÉÈ][a-zà-ÿ]{{2,}})\s(?P<count>(?=[IVX]{{2}}){ROMAN})(?!\w)"), _ruler),
    ),
    units=forms(
        "%: pour cent; €: euro, euros; fr.: franc, francs; frs: franc, francs; fr: franc, francs; F: franc, francs; c.: "
        "centime, centimes; cent.: centime, centimes; £: livre sterling, livres sterling; $: dollar, dollars; km/h: kilomètre à "
        "l'heure, kilomètres à l'heure; m²: mètre carré, mètres carrés; km²: kilomètre carré, kilomètres carrés; m³: mètre "
        "cube, mètres cubes; mm: millimètre, millimètres; g: gramme, grammes; l: litre, litres; ha: hectare, hectares; min: "
        "minute, minutes; min.: minute, minutes; km: kilomètre, kilomètres; m: mètre, mètres; cm: centimètre, centimètres; kg: "
        "kilogramme, kilogrammes; °C: degré Celsius, degrés Celsius; °: degré, degrés"
    ),
    before={
        "§§": "paragraphes",
        "§": "paragraphe",
        "nos": "numéros",
        "No": "numéro",
        "Nos": "numéros",
        "nᵒ": "numéro",
        "№": "numéro",
        "f°": "folio",
    },
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    short_months=words(
        "janv: janvier; jan: janvier; févr: février; fév: février; avr: avril; juil: juillet; sept: septembre; oct: octobre; "
        "nov: novembre; déc: décembre"
    ),
    date="{day} {month} {year}",
    money="francs?|euros?|livres?|dollars?|écus|louis",
    signs={"+": "plus", "=": "égale", "×": "fois", "x": "fois", "-": "moins"},
    between="à",
    comma="virgule",
    parts="Livre|Partie|Tome|Volume",
    chapters="Chapitre|Acte|Scène|Chant|Lettre|Conte|Épisode",
    named="Préface|Prologue|Épilogue|Epilogue|Avant-propos|Introduction|Conclusion|Postface|Dédicace|Préambule|Appendice",
    numbers=(
        r"premi(?:er|ère)|seconde?|derni(?:er|ère)|[\w-]+ième|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:-\w+)?|onze|douze|treize"
        r"|quatorze|quinze|seize|vingt(?:[ -]\w+){0,2}|trente(?:[ -]\w+){0,2}|quarante(?:[ -]\w+){0,2}|cinquante(?:[ -]\w+){0,2}"
    ),
)
