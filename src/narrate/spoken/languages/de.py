"""German as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, fractions, number, spelled

_MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_RULERS = (
    "Ludwig|Friedrich|Wilhelm|Heinrich|Karl|Otto|Georg|Leopold|Joseph|Josef|Franz|Maximilian|Napoleon|Pius|Leo|Johannes|Paul|"
    "Christian|Gustav|Alexander|Nikolaus|Peter|Philipp|Rudolf|Ferdinand|Eduard|Richard|Jakob|Albrecht|August|Benedikt|Gregor|Papst"
)
_WOMEN = "Katharina|Elisabeth|Maria|Margarethe|Christine|Isabella|Anna"
_BENT = r"(?:[Aa]m|[Vv]om|[Zz]um|[Bb]eim|[Ii]m|[Dd]en|[Dd]em|[Dd]es|[Bb]is|[Ss]eit|[Ss]einem|[Ii]hrem|[Mm]einem|[Dd]er)"


def _ordinal(count: int, ending: str) -> str:
    return f"{spelled(count, 'de', 'ordinal')[:-1]}{ending}"


def _dated(match: re.Match[str]) -> str:
    before = match["before"] or ""
    bent = before.strip().lower() not in ("", "der")
    return f"{before}{_ordinal(int(match['day']), 'en' if bent else 'e')} {match['month']}"


_DATIVE = frozenset({"unter", "von", "mit", "zu", "bei", "nach", "seit", "aus", "vor", "neben"})
_ACCUSATIVE = frozenset({"für", "gegen", "durch", "ohne", "um"})


def _ruler(match: re.Match[str]) -> str:
    """The case is that of the preposition before, or the genitive that the name shows."""
    name, before = match["name"], match["before"].strip().lower()
    owned = re.fullmatch(f"{_RULERS}|{_WOMEN}", name) is None
    woman = re.fullmatch(_WOMEN, name.removesuffix("s") if owned else name) is not None
    given = before in _DATIVE
    taken = before in _ACCUSATIVE and not woman
    if woman:
        article = "der" if owned or given else "die"
    else:
        article = "des" if owned else "dem" if given else "den" if taken else "der"
    ending = "en" if owned or given or taken else "e"
    return f"{match['before']}{name} {article} {_ordinal(number(match['count']), ending).capitalize()}"


def _counted_noun(match: re.Match[str]) -> str:
    before = match["before"]
    strong = before.strip().lower() in ("", "ein", "kein", "mein", "sein")
    direct = before.strip().lower() in ("der", "die", "das")
    noun = match["noun"]
    ending = (
        {"Jahrhundert": "es", "Kapitel": "es", "Buch": "es", "Stockwerk": "es"}.get(noun, "er")
        if strong
        else "e"
        if direct
        else "en"
    )
    if strong and noun in ("Auflage", "Klasse", "Strophe", "Szene", "Abteilung"):
        ending = "e"
    return f"{before}{_ordinal(number(match['count']), ending)} {noun}"


def _clock(match: re.Match[str]) -> str:
    minutes = int(match[2])
    return f"{spelled(int(match[1]), 'de') if match[1] != '1' else 'ein'} Uhr" + (f" {spelled(minutes, 'de')}" if minutes else "")


WORDING = Wording(
    code="de",
    abbreviations={
        "Dr.": "Doktor",
        "Hr.": "Herr",
        "Hrn.": "Herrn",
        "Fr.": "Frau",
        "Frl.": "Fräulein",
        "Prof.": "Professor",
        "Nr.": "Nummer",
        "St.": "Sankt",
        "z. B.": "zum Beispiel",
        "u. s. w.": "und so weiter",
        "usw.": "und so weiter",
        "d. h.": "das heißt",
        "u. a.": "unter anderem",
        "d. i.": "das ist",
        "bzw.": "beziehungsweise",
        "vgl.": "vergleiche",
        "ca.": "circa",
        "etc.": "et cetera",
        "usf.": "und so fort",
        "u. dgl.": "und dergleichen",
        "z. T.": "zum Teil",
        "v. Chr.": "vor Christus",
        "n. Chr.": "nach Christus",
        "evtl.": "eventuell",
        "geb.": "geboren",
        "gest.": "gestorben",
        "Str.": "Straße",
        "Kap.": "Kapitel",
        "Bd.": "Band",
        "S. M.": "Seine Majestät",
        "Ew.": "Euer",
        "inkl.": "inklusive",
        "Jh.": "Jahrhundert",
        "Mio.": "Millionen",
        "Mrd.": "Milliarden",
        "Tel.": "Telefon",
        "i. d. R.": "in der Regel",
        "o. ä.": "oder ähnlich",
        "Lt.": "Leutnant",
        "Hptm.": "Hauptmann",
        "Maj.": "Major",
        "Gen.": "General",
        "Dipl.-Ing.": "Diplomingenieur",
    },
    stops=frozenset({"usw.", "u.s.w.", "etc.", "usf.", "u.dgl.", "u.a.", "v.Chr.", "n.Chr.", "o.ä."}),
    ordinal_dot=True,
    rules=(
        (re.compile(r"(?:1/2|½)(?=\s\d{1,2}\sUhr\b)"), lambda match: "halb"),
        (re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,])"), lambda match: spelled(number(match[0]), "de")),
        fractions(
            "", {"1/2": "einhalb", "1/4": "ein viertel", "3/4": "drei viertel", "1/3": "ein drittel", "2/3": "zwei drittel"}
        ),
        (re.compile(rf"(?P<before>\b{_BENT}\s)?(?<![\w.])(?P<day>\d{{1,2}})\.\s(?P<month>{_MONTHS})\b"), _dated),
        (
            re.compile(
                rf"(?P<before>(?:\b\w+\s)?)(?<!\w)(?P<name>(?:{_RULERS}|{_WOMEN})s?)\s(?P<count>{ROMAN})\.?(?=\W|$)(?!\.\w)"
            ),
            _ruler,
        ),
        (re.compile(r"(?<![\w.,])(10\d\d|1\d\d)(?![\w]|[.,]\d)"), lambda m: spelled(int(m[1]), "de").removeprefix("ein")),
        (
            re.compile(
                rf"(?P<before>(?:\b(?:[Dd]as|[Dd]ie|[Dd]er|[Ii]m|[Dd]em|[Dd]es|[Aa]m|[Dd]en|[Zz]um|[Vv]om|[Ee]in|[Ss]ein)\s)?)(?<![\w.])"
                rf"(?P<count>\d{{1,3}}|{ROMAN})\.\s(?P<noun>Jahrhunderts?|Kapitels?|Buch(?:es)?|Band(?:es)?|Teils?|Akt(?:es)?|Auflage|Klasse"
                r"|Stock(?:werk)?|Strophe|Szene|Abteilung|Tag|Geburtstag|Regiment|Armee)\b"
            ),
            _counted_noun,
        ),
        (
            re.compile(rf"\b(Kapitel|Buch|Band|Teil|Akt|Szene|Abschnitt|Gesang)\s({ROMAN})(?![\w])\.?", re.I),
            lambda m: f"{m[1].capitalize()} {spelled(number(m[2]), 'de')}" + ("." if m.group().endswith(".") else ""),
        ),
        (re.compile(r"(?<![\d.:])(\d{1,2})[.:](\d\d)\sUhr\b"), _clock),
        (
            re.compile(r"(?<![\w.,])(1[1-9]\d\d)(?![\w]|[.,]\d)"),
            lambda m: spelled(int(m[1]), "de", "year"),
        ),
        (re.compile(r"(?<![\w.,])1(?=\sUhr\b)"), lambda _: "ein"),
    ),
    units={
        "%": ("Prozent", "Prozent"),
        "€": ("Euro", "Euro"),
        "km": ("Kilometer", "Kilometer"),
        "m": ("Meter", "Meter"),
        "cm": ("Zentimeter", "Zentimeter"),
        "kg": ("Kilogramm", "Kilogramm"),
        "°C": ("Grad Celsius", "Grad Celsius"),
        "°": ("Grad", "Grad"),
        "§": ("Paragraph", "Paragraphen"),
        "Mk.": ("Mark", "Mark"),
        "fl.": ("Gulden", "Gulden"),
    },
    one="ein",
    comma="Komma",
    parts="Buch|Teil|Theil|Band|Abteilung|Abtheilung",
    chapters="Kapitel|Capitel|Abschnitt|Akt|Aufzug|Szene|Gesang|Brief|Abenteuer|Geschichte|Erzählung",
    named="Vorwort|Vorrede|Prolog|Epilog|Nachwort|Einleitung|Schluss|Schluß|Vorspiel|Nachspiel|Zwischenspiel|Widmung|Anhang",
    numbers=(
        r"(?:erst|zweit|dritt|viert|fünft|sechst|sieb(?:en)?t|acht|neunt|zehnt|elft|zwölft|\w+zehnt|\w+(?:zig|ßig)st|letzt)e[srn]?"
        r"|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+zehn|\w*(?:zig|ßig)"
    ),
)
