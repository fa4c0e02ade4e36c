"""Spanish as it is said."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, forms, fractions, number, spelled, words

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


_COUNTED = "capítulo|libro|parte|tomo|acto|escena|canto|jornada|carta|volumen"
_COUNT = r"\d{1,3}(?:\.\d{3})+(?![\d]|[.,]\d)|\d+"
_SHORT = {"vol": "volumen", "t": "tomo", "lib": "libro", "trat": "tratado"}
_IRREGULAR = frozenset(
    {"mujeres", "leyes", "veces", "noches", "calles", "naves", "tardes", "flores", "voces", "luces", "cruces", "partes", "gentes"}
)
_MASCULINE = frozenset(
    {"días", "problemas", "mapas", "poetas", "artistas", "centinelas", "guardias", "curas", "gramas", "kilogramas", "jesuitas"}
)


def _agreeing(match: re.Match[str]) -> str:
    """Before a feminine noun doscientas and veintiuna, before others veintiún."""
    noun, count = match["noun"], number(match["count"])
    if count == 1 and len(noun) > 3 and not match["mil"]:
        feminine = noun.endswith(("a", "dad", "tad", "ión", "tud")) or f"{noun}es" in _IRREGULAR or f"{noun}s" in _IRREGULAR
        return "una" if feminine else "un"
    if (
        count == 1
        or not noun.endswith("s")
        or noun in ("es", "los", "las", "nos", "pues", "más", "antes", "después", "menos", "unos", "unas")
    ):
        return match.group()
    words = spelled(count, "es")
    if noun in _IRREGULAR or (
        noun.endswith(("as", "ones", "dades", "ades", "udes"))
        and noun not in _MASCULINE
        and not noun.endswith(("rones", "llones"))
    ):
        millions, found, rest = words.rpartition("millones ")
        words = millions + found + re.sub(r"ientos\b", "ientas", rest)
        words = re.sub(r"uno$", "una", words)
    else:
        words = re.sub(r"veintiuno$", "veintiún", words)
        words = re.sub(r"uno$", "un", words)
    return words + (match["mil"] or "")


def _and_a_half(match: re.Match[str]) -> str:
    feminine = match[2].rstrip("s").endswith("a")
    words = spelled(int(match[1]), "es")
    words = re.sub(r"uno$", "una" if feminine else "un", words)
    noun = match[2].removesuffix("s") if match[1] == "1" and match[2].endswith(("as", "os")) else match[2]
    return f"{words} {noun} y {'media' if feminine else 'medio'}"


def _century(roman: str) -> str:
    count = number(roman)
    return _ordinal(count, False) if count <= 10 else spelled(count, "es")


def _dotted_clock(match: re.Match[str]) -> str:
    hour, minutes = (match[1] or match[3]), int(match[2] or match[4])
    words = "una" if hour == "1" else spelled(int(hour), "es")
    rest = {0: "", 15: " y cuarto", 30: " y media"}.get(minutes, f" y {spelled(minutes, 'es')}")
    return words + rest


WORDING = Wording(
    code="es",
    name="spanish",
    common="el la los de y que en un una no se con por su para lo las del como más",
    abbreviations=words(
        "Tel.: Teléfono; "
        "D.: don; D.ª: doña; Dª: doña; Dña.: doña; Sr.: señor; Sra.: señora; Srta.: señorita; Sres.: señores; Sras.: señoras; "
        "Dr.: doctor; Dra.: doctora; Vd.: usted; V.: usted; Ud.: usted; Vds.: ustedes; Uds.: ustedes; VV.: ustedes; S. M.: Su "
        "Majestad; SS. MM.: Sus Majestades; S. A.: Su Alteza; S. E.: Su Excelencia; V. E.: Vuecencia; V. M.: Vuestra Majestad; "
        "Excmo.: excelentísimo; Excma.: excelentísima; Ilmo.: ilustrísimo; etc.: etcétera; p. ej.: por ejemplo; EE. UU.: "
        "Estados Unidos; a. C.: antes de Cristo; d. C.: después de Cristo; pág.: página; págs.: páginas; núm.: número; n.º: "
        "número; N.º: número; nº: número; cap.: capítulo; Cap.: capitán; Gral.: general; Cnel.: coronel; Sto.: santo; Sta.: "
        "santa; S.: san; Fr.: fray; Pbro.: presbítero; Lic.: licenciado; Prof.: profesor; Avda.: avenida; art.: artículo; "
        "aprox.: aproximadamente; Cía.: compañía; q. e. p. d.: que en paz descanse; Mr.: míster; Mrs.: míssis; Rvdo.: "
        "reverendo; tel.: teléfono; S. S.: Su Santidad; S. A. R.: Su Alteza Real; SS. AA. RR.: Sus Altezas Reales; SS. AA.: Sus "
        "Altezas; V. S.: usía; V. S. I.: usía ilustrísima; V. A.: Vuestra Alteza; M. I.: muy ilustre; Mtro.: maestro; Mons.: "
        "monseñor; Hno.: hermano; Hna.: hermana; Hnos.: hermanos; C/: calle; c/: calle; Pza.: plaza; Pl.: plaza; pral.: "
        "principal; izq.: izquierda; dcha.: derecha; P. D.: posdata; N. B.: nota bene; a. de C.: antes de Cristo; d. de C.: "
        "después de Cristo; a. de J. C.: antes de Jesucristo; d. de J. C.: después de Jesucristo; ej.: ejemplo; fol.: folio; "
        "Ntra.: nuestra; Ntro.: nuestro; Nª: nuestra; Sn.: san; Bmo.: beatísimo; Rmo.: reverendísimo; q. b. s. m.: que besa su "
        "mano; Q. B. S. M.: que besa su mano; B. L. M.: besa la mano; q. D. g.: que Dios guarde; Q. D. G.: que Dios guarde; "
        "Gob.: gobernador; Cte.: comandante; Tte.: teniente; Sgto.: sargento; Alf.: alférez; Fco.: Francisco; Fdo.: firmado; "
        "ntra.: nuestra; sto.: santo; sta.: santa; sr.: señor; sra.: señora; ilmo.: ilustrísimo; excmo.: excelentísimo; D.a: "
        "doña"
    ),
    stops=frozenset(
        {
            "etc.",
            "a.C.",
            "d.C.",
            "Vd.",
            "V.",
            "Ud.",
            "Vds.",
            "Uds.",
            "EE.UU.",
            "q.e.p.d.",
            "Cía.",
            "P.D.",
            "N.B.",
            "V.S.",
            "dcha.",
            "izq.",
            "a.deC.",
            "d.deC.",
            "a.deJ.C.",
            "d.deJ.C.",
            "q.b.s.m.",
        }
    ),
    rules=(
        (re.compile(r"(?<=\by\s)1/2(?!\w)"), lambda _: "media"),
        (re.compile(r"(?<![\w.,/])(\d+)(?:\s1/2|\s?½)\s(\w+)"), _and_a_half),
        (re.compile(r"(?<![\w/])(?:1/2|½)\s(?=\w+a\b)"), lambda _: "media "),
        (re.compile(r"\b(?:el\s)?[sS]\.(?=\s(?:[IVX]{2,}|[IVX])\b(?!\.))"), lambda m: f"{'el ' * m[0].startswith('el')}siglo"),
        (re.compile(r"\b[Pp]ág\.|\bp\.(?=\s?\d)"), lambda _: "página"),
        (re.compile(r"\bpp\.(?=\s?\d)"), lambda _: "páginas"),
        (re.compile(r"\b(vol|t|lib|trat)\.(?=\s(?:\d|[IVX]+\b))", re.I), lambda m: _SHORT[m[1].lower()]),
        (re.compile(r"\bP\.(?=\s[A-ZÁÉÍÓÚ][a-zñáéíóú]+)(?<=[eE]l P\.)"), lambda _: "padre"),
        (re.compile(r"^V\.(?=\s[A-ZÁÉÍÓÚ][a-zñáéíóú])"), lambda _: "V"),
        (re.compile(r"(?<=\b[Aa] la )(1)\.(\d\d)(?!\d|\.\d)|(?<=\b[Aa] las )(\d{1,2})\.(\d\d)(?!\d|\.\d)"), _dotted_clock),
        fractions("y", {"1/2": "medio", "1/4": "un cuarto", "3/4": "tres cuartos", "1/3": "un tercio", "2/3": "dos tercios"}),
        (re.compile(rf"\bCap\.(?=\s(?:\d|{ROMAN}\b))"), lambda _: "capítulo"),
        (re.compile(r"\b(?P<count>\d{1,2})\.?(?P<end>º|ª|ᵉʳ|er|as?(?=\s)|os?(?=\s))(?!\w)"), _written),
        (re.compile(rf"\b(?P<name>{_RULERS}|{_QUEENS})\s(?P<count>{ROMAN})(?!\w)"), _ruler),
        (re.compile(rf"\b(capítulo|libro|parte|tomo|acto|escena|canto|jornada|carta|volumen)\s({ROMAN})(?!\w)", re.I), _division),
        (
            re.compile(rf"\b([Ss]iglos?)\s({ROMAN})(?:(,\s|\s[yaó]\s|\s?[-–—]\s?)({ROMAN}))?(?!\w)"),
            lambda m: f"{m[1]} {_century(m[2])}" + (f"{m[3] if m[3].strip(' -–—') else ' a '}{_century(m[4])}" if m[4] else ""),
        ),
        (
            re.compile(rf"\b(?P<name>(?!(?:{_COUNTED})\b)[A-ZÁÉÍÓÚ][a-zñáéíóú]{{2,}})\s(?P<count>(?=[IVX]{{2}}){ROMAN})(?!\w)"),
            _ruler,
        ),
        (re.compile(r"(?<![\w.,:])(\d{1,2}):(\d\d)(?:\s?h\b\.?)?(?![\w:])"), _clock),
        (
            re.compile(rf"(?<![\w.,:])(?<!\d[ \u00a0])(?P<count>{_COUNT})(?P<mil>\smil)?(?=\s(?:de\s)?(?P<noun>[a-zñáéíóú]+)\b)"),
            _agreeing,
        ),
        (
            re.compile(
                r"(?<![\w.,])(\d*1)(?=\s(?:de\s)?(?:años|días|hombres|pesos|reales|duros|soldados|libros|año|día|hombre|peso|real|duro)\b)"
            ),
            _before_noun,
        ),
        (re.compile(r"(?<![\w.,])1(?=\s(?:hora|vez|mujer|peseta|página|legua|semana)\b)"), lambda _: "una"),
    ),
    units=forms(
        "%: por ciento; €: euro, euros; km: kilómetro, kilómetros; m: metro, metros; cm: centímetro, centímetros; kg: "
        "kilogramo, kilogramos; °C: grado Celsius, grados Celsius; °: grado, grados; pts.: peseta, pesetas; ptas.: peseta, "
        "pesetas; pta.: peseta, pesetas; cts.: céntimo, céntimos; cénts.: céntimo, céntimos; rs.: real, reales; rs. vn.: real "
        "de vellón, reales de vellón; mrs.: maravedí, maravedíes; $: dólar, dólares; £: libra, libras; km/h: kilómetro por "
        "hora, kilómetros por hora; m²: metro cuadrado, metros cuadrados; m2: metro cuadrado, metros cuadrados; km²: kilómetro "
        "cuadrado, kilómetros cuadrados; mm: milímetro, milímetros; g: gramo, gramos; l: litro, litros; ha: hectárea, "
        "hectáreas; h: hora, horas; h.: hora, horas; min: minuto, minutos"
    ),
    one="un",
    before={"§§": "párrafos", "§": "párrafo", "No.": "número", "№": "número", "Nº": "número", "Núm.": "número"},
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    short_months=words(
        "ene: enero; feb: febrero; mar: marzo; abr: abril; jun: junio; jul: julio; ago: agosto; sept: septiembre; sep: "
        "septiembre; oct: octubre; nov: noviembre; dic: diciembre"
    ),
    date="{day} de {month} de {year}",
    money="pesetas?|reales|duros|pesos?|euros?|dólares|ducados",
    money_and=" con",
    signs={"+": "más", "=": "igual a", "×": "por", "x": "por", "-": "menos"},
    between="a",
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
