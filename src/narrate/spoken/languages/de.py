"""German as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, forms, fractions, number, spelled, words

_MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_RULERS = (
    "Ludwig|Friedrich|Wilhelm|Heinrich|Karl|Otto|Georg|Leopold|Joseph|Josef|Franz|Maximilian|Napoleon|Pius|Leo|Johannes|Paul|"
    "Christian|Gustav|Alexander|Nikolaus|Peter|Philipp|Rudolf|Ferdinand|Eduard|Richard|Jakob|Albrecht|August|Benedikt|Gregor|Papst"
)
_WOMEN = "Katharina|Elisabeth|Maria|Margarethe|Christine|Isabella|Anna"
_COUNTED = (
    "Kapitel|Capitel|Buch|Band|Bd|Teil|Theil|Akt|Act|Aufzug|Szene|Scene|Abschnitt|Gesang|Heft|Nummer|Tafel|Psalm|Tom|Lektion"
)
_WITH_DATIVE = (
    r"(?:[Ii]n|[Aa]n|[Aa]uf|[Aa]us|[Bb]ei|[Mm]it|[Nn]ach|[Ss]eit|[Vv]on|[Zz]u|[Uu]nter|[Vv]or|[Nn]eben|[Hh]inter|[Üü]ber)"
)
_DETERMINER = (
    r"(?:[Dd](?:er|ie|as|em|en|es)|[Aa]m|[Ii]m|[Vv]om|[Zz]u[mr]|[Bb]eim|[Bb]is zum|[Jj]ede[rsmn]?|[Dd]iese[rsmn]?|[Ii]ns"
    r"|(?:[Mm]|[Dd]|[Ss]|[Kk])?ein(?:e[rmns]?)?|[Ii]hre?[rmns]?|[Uu]nse?re?[rmns]?)"
)
_STRONG = r"(?:(?:[MmDdSsKk])?ein|[Ii]hr|[Uu]nser)"
_NEUTER = (
    r"\s(?:Wort|Mal|Kind|Buch|Jahr|Kapitel|Glas|Haus|Bild|Regiment|Bataillon|Pferd"
    r"|Werk|Stück|Gedicht|Gesicht|Zimmer|Fest|Lied|Tor|\w+(?:chen|lein))\b"
)
"""After an article that shows no case: mein erstes Wort, mein erster Tag."""
_OPENING = (
    r"\s(?:Wenn|Er|Sie|Es|Ich|Wir|Ihr|Du|Man|Der|Die|Das|Ein|Eine|Und|Aber|Da|Dann|Als|Nun|So|Am|Im|In|Auf|Doch|Denn"
    r"|Was|Wer|Wie)\b"
)
"""Opens a sentence, and is no noun: the dot before was its stop."""
_BENT = r"(?:[Aa]m|[Vv]om|[Zz]um|[Bb]eim|[Ii]m|[Dd]en|d\.|[Dd]em|[Dd]es|[Bb]is|[Ss]eit|[Ss]einem|[Ii]hrem|[Mm]einem|[Dd]er)"


def _ordinal(count: int, ending: str) -> str:
    return f"{spelled(count, 'de', 'ordinal')[:-1]}{ending}"


_LISTED = re.compile(r"\d\.\s(?:und|oder|bis)\s$")
"""A figure before that has the same case."""


def _dated(match: re.Match[str]) -> str:
    before = match["before"] or ""
    bent = before.strip().lower() not in ("", "der") or _LISTED.search(match.string[: match.start()]) is not None
    before = "den " if before == "d. " else before
    alone = not before and not bent and not re.search(r"\w\s$", match.string[: match.start()])
    return f"{before}{_ordinal(int(match['day']), 'en' if bent else 'er' if alone else 'e')} {match['month']}"


_DATIVE = frozenset({"unter", "von", "mit", "zu", "bei", "nach", "seit", "aus", "vor", "neben"})
_ACCUSATIVE = frozenset({"für", "gegen", "durch", "ohne", "um"})


def _ruler(match: re.Match[str]) -> str:
    """The case is that of the preposition before, or the genitive that the name shows."""
    name, before = match["name"], match["before"].strip().lower()
    owned = re.fullmatch(f"(?:{_RULERS}|{_WOMEN})s", name) is not None
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
    if _LISTED.search(match.string[: match.start()]):
        ending = "en"
    elif strong and noun in ("Auflage", "Klasse", "Strophe", "Szene", "Abteilung"):
        ending = "e"
    return f"{before}{_ordinal(number(match['count']), ending)} {noun}"


def _clock(match: re.Match[str]) -> str:
    minutes = int(match[2])
    return f"{spelled(int(match[1]), 'de') if match[1] != '1' else 'ein'} Uhr" + (f" {spelled(minutes, 'de')}" if minutes else "")


def _counted(match: re.Match[str]) -> str:
    """An ordinal before or without its noun; it bends after all but the nominative's articles."""
    before = match["before"]
    direct = re.fullmatch(r"(?:[Dd](?:er|ie|as)|[Jj]ede[rs]?|[Dd]iese[rs]?|\w*eine|[Ii]hre|[Ii]ns)", before) and not match["over"]
    neuter = re.match(_NEUTER, match.string[match.end() :])
    ending = ("es" if neuter else "er") if re.fullmatch(_STRONG, before) else "e" if direct else "en"
    stop = "" if match["more"] is not None and not re.match(_OPENING, match.string[match.end() :]) else "."
    return f"{match['over'] or ''}{before}{match['space']}{_ordinal(int(match['count']), ending)}{stop}"


def _glued(match: re.Match[str]) -> str:
    """60er, 20jährig, 12a: a letter or two are read for themselves."""
    figures, rest = int(match[1]), match[2]
    words = spelled(figures, "de", "year") if 1100 <= figures < 2000 else spelled(figures, "de")
    return f"{words} {rest}" if len(rest) == 1 else words + rest


def _one(match: re.Match[str]) -> str:
    feminine = re.search(r"(?:ung|heit|keit|schaft|ion|tät|e|Mark|Frau|Nacht|Hand)$", match["noun"]) is not None
    return f"{'eine' if feminine else 'ein'} {match['noun']}"


def _and_a_half(match: re.Match[str]) -> str:
    return "anderthalb" if match[1] == "1" else f"{spelled(int(match[1]), 'de')}einhalb"


WORDING = Wording(
    code="de",
    name="german",
    common="der die das und ist nicht ein eine ich sie er mit den dem zu von auf es war sich",
    abbreviations=words(
        "Dr.: Doktor; Hr.: Herr; Hrn.: Herrn; Fr.: Frau; Frl.: Fräulein; Prof.: Professor; Nr.: Nummer; St.: Sankt; z. B.: zum "
        "Beispiel; u. s. w.: und so weiter; usw.: und so weiter; d. h.: das heißt; u. a.: unter anderem; d. i.: das ist; bzw.: "
        "beziehungsweise; vgl.: vergleiche; ca.: circa; etc.: et cetera; usf.: und so fort; u. dgl.: und dergleichen; z. T.: "
        "zum Teil; v. Chr.: vor Christus; n. Chr.: nach Christus; evtl.: eventuell; geb.: geboren; gest.: gestorben; Str.: "
        "Straße; Kap.: Kapitel; Bd.: Band; S. M.: Seine Majestät; Ew.: Euer; inkl.: inklusive; Jh.: Jahrhundert; Mio.: "
        "Millionen; Mrd.: Milliarden; Tel.: Telefon; i. d. R.: in der Regel; o. ä.: oder ähnlich; Lt.: Leutnant; Hptm.: "
        "Hauptmann; Maj.: Major; Gen.: General; Dipl.-Ing.: Diplomingenieur; Nro.: Nummer; No.: Nummer; sog.: sogenannt; i. J.: "
        "im Jahre; d. J.: dieses Jahres; d. M.: dieses Monats; v. J.: vorigen Jahres; v. M.: vorigen Monats; Se.: Seine; Sr.: "
        "Seiner; Kgl.: Königlich; kgl.: königlich; k. k.: kaiserlich-königlich; k. u. k.: kaiserlich und königlich; med.: "
        "medicinae; jur.: juris; phil.: philosophiae; theol.: theologiae; Geh.: Geheimer; Frhr.: Freiherr; Frh.: Freiherr; "
        "Frhrn.: Freiherren; Gf.: Graf; v. d.: von der; v.: von; Joh.: Johann; Seb.: Sebastian; Friedr.: Friedrich; Wilh.: "
        "Wilhelm; Chr.: Christian; gez.: gezeichnet; P. S.: Postskriptum; NB.: nota bene; N. B.: nota bene; d. Ä.: der Ältere; "
        "z. Zt.: zur Zeit; z. Z.: zur Zeit; a. d.: an der; a. M.: am Main; a. Rh.: am Rhein; o. d. T.: ob der Tauber; Vgl.: "
        "vergleiche; d. Verf.: der Verfasser; Anm.: Anmerkung; Abt.: Abteilung; Aufl.: Auflage; Abb.: Abbildung; Jahrh.: "
        "Jahrhundert; u. A.: und andere; u. v. a.: und viele andere; m. E.: meines Erachtens; resp.: respektive; Hl.: Heilige; "
        "hl.: heilige; Min.: Minuten; Std.: Stunden"
    ),
    stops=frozenset({"usw.", "u.s.w.", "etc.", "usf.", "u.dgl.", "u.a.", "P.S.", "N.B.", "NB.", "v.Chr.", "n.Chr.", "o.ä."}),
    ordinal_dot=True,
    rules=(
        (re.compile(r"(?<![\d/])(?:1/2|½)\s?(?=\d{1,2}\sUhr\b)"), lambda match: "halb "),
        (re.compile(r"(?<![\d/])(?:1/4|¼)\s?(?=\d{1,2}\sUhr\b)"), lambda match: "viertel "),
        (re.compile(r"(?<![\d/])(?:3/4|¾)\s?(?=\d{1,2}\sUhr\b)"), lambda match: "drei viertel "),
        (re.compile(r"(?<![\d/])(\d{1,2})(?:\s1/2|\s?½)(?![/\d])"), _and_a_half),
        (re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,])"), lambda match: spelled(number(match[0]), "de")),
        fractions(
            "", {"1/2": "einhalb", "1/4": "ein viertel", "3/4": "drei viertel", "1/3": "ein drittel", "2/3": "zwei drittel"}
        ),
        (re.compile(rf"(?P<before>\b{_BENT}\s)?(?<!\d)(?<!\d\.)(?<!\w)(?P<day>\d{{1,2}})\.\s(?P<month>{_MONTHS})\b"), _dated),
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
                r"|Stock(?:werk)?|Strophe|Szene|Scene|Abteilung|Tag|Geburtstag|Regiment|Armee)\b"
            ),
            _counted_noun,
        ),
        (
            re.compile(rf"\b(Kapitel|Buch|Band|Teil|Theil|Akt|Act|Szene|Scene|Abschnitt|Gesang)\s({ROMAN})(?![\w])\.?", re.I),
            lambda m: f"{m[1].capitalize()} {spelled(number(m[2]), 'de')}" + ("." if m.group().endswith(".") else ""),
        ),
        (re.compile(r"(?<![\d.:])(\d{1,2})[.:](\d\d)\sUhr\b"), _clock),
        (re.compile(r"(?<=\b[Uu]m )(\d{1,2})\.([0-5]\d)(?![\d.])"), _clock),
        (re.compile(r"(?<=[a-zß])(str)\.(?=\s\d|,|$)"), lambda _: "straße"),
        (re.compile(r"(?<![\d.:,])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])"), _clock),
        (
            re.compile(
                rf"(?P<over>\b{_WITH_DATIVE}\s)?\b(?P<before>{_DETERMINER})(?P<space>\s)(?P<count>\d{{1,3}})\."
                r"(?P<more>(?=\s(?:\w|d\.)))?(?=\W|$)(?!\s\d)"
            ),
            _counted,
        ),
        (
            re.compile(
                rf"(?P<before>\b)(?P<name>(?!(?:{_COUNTED})\b)[A-ZÄÖÜ][a-zäöüß]{{2,}})\s(?P<count>(?=[IVX]{{2}}){ROMAN})\.(?!\w)"
            ),
            _ruler,
        ),
        (re.compile(r"(?<![\w.,-])(\d{1,4})-?([a-zäöü]+)(?!\w)"), _glued),
        (
            re.compile(rf"(?<![\w.,])(?<!Nummer )(?<!Seite )(?<!Tafel )1\s(?P<noun>(?!(?:{_COUNTED}|Uhr)\b)[A-ZÄÖÜ][a-zäöüß]+)"),
            _one,
        ),
        (
            re.compile(r"(?<![\w.,])(1[1-9]\d\d)(?![\w]|[.,]\d)"),
            lambda m: spelled(int(m[1]), "de", "year"),
        ),
        (re.compile(r"(?<![\w.,])1(?=\sUhr\b)"), lambda _: "ein"),
    ),
    units=forms(
        "%: Prozent; €: Euro; km: Kilometer; m: Meter; cm: Zentimeter; kg: Kilogramm; °C: Grad Celsius; °: Grad; Mk.: Mark; M.: "
        "Mark; Pf.: Pfennig; Pfg.: Pfennig; fl.: Gulden; Fl.: Gulden; kr.: Kreuzer; Kr.: Kronen; Fr.: Franken; Frs.: Franken; "
        "Fr: Franken; Rp.: Rappen; Thlr.: Taler; Tlr.: Taler; Rthlr.: Reichstaler; Sgr.: Silbergroschen; Gr.: Groschen; gr.: "
        "Groschen; Ctr.: Zentner; Pfd.: Pfund; ℔: Pfund; $: Dollar; £: Pfund; J.: Jahre, Jahren; km/h: Kilometer pro Stunde; "
        "m²: Quadratmeter; km²: Quadratkilometer; m³: Kubikmeter; mm: Millimeter; g: Gramm; l: Liter; ha: Hektar; Std.: Stunde, "
        "Stunden; Min.: Minute, Minuten; Sek.: Sekunde, Sekunden"
    ),
    before={"§§": "Paragraphen", "§": "Paragraph", "S.": "Seite", "Nr": "Nummer", "Z.": "Zeile", "№": "Nummer", "Bl.": "Blatt"},
    months=tuple(_MONTHS.replace("Jänner|", "").split("|")),
    short_months=words(
        "Jan: Januar; Jän: Jänner; Febr: Februar; Feb: Februar; Mrz: März; Apr: April; Jun: Juni; Jul: Juli; Aug: August; Sept: "
        "September; Sep: September; Okt: Oktober; Oct: Oktober; Nov: November; Dez: Dezember; Dec: Dezember"
    ),
    date="{day}. {month} {year}",
    money="Mark|Taler|Gulden|Euro|Franken|Kronen|Reichsmark|Dollar",
    signs={"+": "plus", "=": "gleich", "×": "mal", "x": "mal", "-": "minus"},
    between="bis",
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
