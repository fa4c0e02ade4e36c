"""Spanish as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, fractions, number, spelled

_RULERS = (
    "Felipe|Carlos|Fernando|Alfonso|Luis|Enrique|Juan|Pedro|Jaime|Sancho|Ramiro|Napoleón|Pío|León|Pablo|Clemente|Gregorio|Benedicto|"
    "Alejandro|Nicolás|Guillermo|Federico|Jorge|Eduardo|Francisco|José|Amadeo|Inocencio"
)
_QUEENS = "Isabel|Catalina|María|Cristina|Juana"
_FEMININE = frozenset({"parte", "escena", "jornada", "carta"})


def _ordinal(count: int, feminine: bool) -> str:
    words = spelled(count, "es", "ordinal")
    return f"{words[:-1]}a" if feminine else words


def _ruler(match: re.Match[str]) -> str:
    count, feminine = number(match["count"]), re.fullmatch(_QUEENS, match["name"]) is not None
    return f"{match['name']} {_ordinal(count, feminine) if count <= 10 else spelled(count, 'es')}"


def _division(match: re.Match[str]) -> str:
    count, feminine = number(match[2]), match[1].lower() in _FEMININE
    word = match[1].capitalize() if match[1].isupper() else match[1]
    return f"{word} {_ordinal(1, feminine) if count == 1 else spelled(count, 'es')}"


def _written(match: re.Match[str]) -> str:
    end = match["end"]
    if end in ("er", "ᵉʳ"):
        return _ordinal(int(match["count"]), False).removesuffix("o")
    return _ordinal(int(match["count"]), end in ("ª", "a", "as"))


def _clock(match: re.Match[str]) -> str:
    hour = "una" if match[1] == "1" else spelled(int(match[1]), "es")
    minutes = int(match[2])
    return hour + (
        " y cuarto" if minutes == 15 else " y media" if minutes == 30 else f" y {spelled(minutes, 'es')}" if minutes else ""
    )


def _before_noun(match: re.Match[str]) -> str:
    return re.sub(r"uno$", "un", re.sub(r"veintiuno$", "veintiún", spelled(int(match[1]), "es")))


WORDING = Wording(
    code="es",
    abbreviations={
        "D.": "don",
        "D.ª": "doña",
        "Dª": "doña",
        "Dña.": "doña",
        "Sr.": "señor",
        "Sra.": "señora",
        "Srta.": "señorita",
        "Sres.": "señores",
        "Sras.": "señoras",
        "Dr.": "doctor",
        "Dra.": "doctora",
        "Vd.": "usted",
        "V.": "usted",
        "Ud.": "usted",
        "Vds.": "ustedes",
        "Uds.": "ustedes",
        "VV.": "ustedes",
        "S. M.": "Su Majestad",
        "SS. MM.": "Sus Majestades",
        "S. A.": "Su Alteza",
        "S. E.": "Su Excelencia",
        "V. E.": "Vuecencia",
        "V. M.": "Vuestra Majestad",
        "Excmo.": "excelentísimo",
        "Excma.": "excelentísima",
        "Ilmo.": "ilustrísimo",
        "etc.": "etcétera",
        "p. ej.": "por ejemplo",
        "EE. UU.": "Estados Unidos",
        "a. C.": "antes de Cristo",
        "d. C.": "después de Cristo",
        "pág.": "página",
        "págs.": "páginas",
        "núm.": "número",
        "n.º": "número",
        "N.º": "número",
        "nº": "número",
        "cap.": "capítulo",
        "Cap.": "capitán",
        "Gral.": "general",
        "Cnel.": "coronel",
        "Sto.": "santo",
        "Sta.": "santa",
        "S.": "san",
        "Fr.": "fray",
        "Pbro.": "presbítero",
        "Lic.": "licenciado",
        "Prof.": "profesor",
        "Avda.": "avenida",
        "art.": "artículo",
        "aprox.": "aproximadamente",
        "Cía.": "compañía",
        "q. e. p. d.": "que en paz descanse",
        "Mr.": "míster",
        "Mrs.": "míssis",
        "Rvdo.": "reverendo",
        "tel.": "teléfono",
    },
    stops=frozenset({"etc.", "a.C.", "d.C.", "Vd.", "V.", "Ud.", "Vds.", "Uds.", "EE.UU.", "q.e.p.d.", "Cía."}),
    rules=(
        fractions("y", {"1/2": "medio", "1/4": "un cuarto", "3/4": "tres cuartos", "1/3": "un tercio", "2/3": "dos tercios"}),
        (re.compile(rf"\bCap\.(?=\s(?:\d|{ROMAN}\b))"), lambda _: "capítulo"),
        (re.compile(r"\b(?P<count>\d{1,2})\.?(?P<end>º|ª|ᵉʳ|er|as?(?=\s)|os?(?=\s))(?!\w)"), _written),
        (re.compile(rf"\b(?P<name>{_RULERS}|{_QUEENS})\s(?P<count>{ROMAN})(?!\w)"), _ruler),
        (re.compile(rf"\b(capítulo|libro|parte|tomo|acto|escena|canto|jornada|carta|volumen)\s({ROMAN})(?!\w)", re.I), _division),
        (re.compile(rf"\b(siglos?)\s({ROMAN})(?!\w)"), lambda m: f"{m[1]} {spelled(number(m[2]), 'es')}"),
        (re.compile(r"(?<![\w.,:])(\d{1,2}):(\d\d)(?![\w:])"), _clock),
        (
            re.compile(
                r"(?<![\w.,])(\d*1)(?=\s(?:de\s)?(?:años|días|hombres|pesos|reales|duros|soldados|libros|año|día|hombre|peso|real|duro)\b)"
            ),
            _before_noun,
        ),
        (re.compile(r"(?<![\w.,])1(?=\s(?:hora|vez|mujer|peseta|página|legua|semana)\b)"), lambda _: "una"),
    ),
    units={
        "%": ("por ciento", "por ciento"),
        "€": ("euro", "euros"),
        "km": ("kilómetro", "kilómetros"),
        "m": ("metro", "metros"),
        "cm": ("centímetro", "centímetros"),
        "kg": ("kilogramo", "kilogramos"),
        "°C": ("grado Celsius", "grados Celsius"),
        "°": ("grado", "grados"),
        "pts.": ("peseta", "pesetas"),
    },
    one="un",
    comma="coma",
    parts="Libro|Parte|Tomo|Volumen|Jornada",
    chapters="Capítulo|Capitulo|Acto|Escena|Canto|Carta|Cuento|Episodio",
    named="Prólogo|Epílogo|Prefacio|Introducción|Conclusión|Dedicatoria|Advertencia|Apéndice|Preámbulo|Posdata",
    numbers=(
        r"primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[ée]ptim[oa]|octav[oa]|noven[oa]|d[ée]cim[oa](?:\s\w+)?|undécim[oa]"
        r"|duodécim[oa]|[úu]ltim[oa]|\w+ésim[oa](?:\s\w+)?|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince"
        r"|dieci\w+|veint\w+|treinta(?:\sy\s\w+)?|cuarenta(?:\sy\s\w+)?|cincuenta(?:\sy\s\w+)?"
    ),
)
