"""Russian numbers and titles take the case and the gender of what they stand with, as far as the words beside them show it."""

import re

from narrate.spoken.languages.wording import number, spelled

MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
KINGS = (
    "Иоанн|Константин|Михаил|Ф[её]дор|Борис|Оттон|Рудольф|Максимилиан|Людвиг|Бонифаци[йяюе]|Григори[йяюе]|Стефан|Христиан|Эдуард|Ричард"
    "|Яков|П[её]тр|Павел|Павл|Никола[йяюе]|Александр|Иван|Людовик|Карл|Фридрих|Генрих|Наполеон|Густав|Филипп|Франц|Вильгельм|Георг"
    "|Пи[йяюе]|Лев|Льв"
)
QUEENS = "Екатерин|Елизавет|Мари|Анн|Изабелл|Христин"
DIVISIONS = {
    "глава": "f",
    "главы": "f",
    "часть": "f",
    "книга": "f",
    "сцена": "f",
    "песнь": "f",
    "том": "m",
    "раздел": "m",
    "действие": "n",
    "явление": "n",
    "письмо": "n",
    "акт": "m",
    "выпуск": "m",
}
CENTURY = {"век": "n", "века": "g", "веку": "d", "веком": "i", "веке": "p", "столетие": "n", "столетия": "g", "столетии": "p"}
_YEAR = {"год": "n", "года": "g", "годом": "i", "годе": "p"}
ENDINGS = {
    "й": ("n", "m"),
    "ый": ("n", "m"),
    "ий": ("n", "m"),
    "ой": ("n", "m"),
    "я": ("n", "f"),
    "ая": ("n", "f"),
    "е": ("n", "n"),
    "ое": ("n", "n"),
    "го": ("g", "m"),
    "ого": ("g", "m"),
    "му": ("d", "m"),
    "ому": ("d", "m"),
    "м": ("p", "m"),
    "ом": ("p", "m"),
    "ю": ("a", "f"),
    "ую": ("a", "f"),
}
FEMININE = (
    "минут|секунд|книг|верст|вёрст|тысяч|копе|недел|женщин|девуш|комнат|страниц|строк|улиц|сестр|дочер|свеч|рюмк|бутылк|пул|душ"
    "|десятин|сажен"
)


def ordinal(count: int, case: str = "n", gender: str = "m") -> str:
    """An ordinal; `case` is one of nagdip, `gender` of mfn."""
    return spelled(count, "ru", "ordinal", case, gender)


def year(match: re.Match[str]) -> str:
    """A year before the word year, in its case."""
    word = match["word"]
    before = (match["before"] or "").strip().lower()
    case = ("p" if before in ("в", "о", "об") else "d") if word == "году" else _YEAR[word]
    return f"{match['before'] or ''}{ordinal(int(match['year']), case)} {word}"


def decade(match: re.Match[str]) -> str:
    """1840-х before годах: the forties."""
    ending = "ых" if match["word"] in ("годов", "годах") else "ые" if match["word"] == "годы" else "ым"
    return f"{ordinal(int(match['year']), 'g').removesuffix('ого')}{ending} {match['word']}"


def ruler(match: re.Match[str]) -> str:
    """A ruler's count, in the case that the name's ending shows."""
    name, queen = match["name"], re.match(rf"(?:{QUEENS})[а-я]{{1,2}}$", match["name"]) is not None
    if queen:
        case = {"а": "n", "я": "n", "ы": "g", "и": "g", "е": "d", "у": "a", "ю": "a"}.get(name[-1], "i")
    else:
        case = {"а": "g", "я": "g", "у": "d", "ю": "d", "м": "i", "е": "p"}.get(name[-1], "n")
    return f"{name} {ordinal(number(match['count']), case, 'f' if queen else 'm').capitalize()}"


def division(match: re.Match[str]) -> str:
    """A counted part of a book: глава первая."""
    word = match[1].capitalize() if match[1].isupper() else match[1]
    return f"{word} {ordinal(number(match[2]), 'n', DIVISIONS[match[1].lower()])}"


def written(match: re.Match[str]) -> str:
    """Figures with an ending: 3-го."""
    if match["end"] == "ю" and re.match(r"\s\w+[ая]ми\b", match.string[match.end() :]):
        return spelled(int(match["count"]), "ru", case="i")
    if match["end"] in ("ти", "и", "х", "ми"):
        return spelled(int(match["count"]), "ru", case="g")
    case, gender = ENDINGS[match["end"]]
    return ordinal(int(match["count"]), case, gender)


def short_year(match: re.Match[str]) -> str:
    """A year before г."""
    before = match["before"] or ""
    case, word = {"в": ("p", "году"), "к": ("d", "году")}.get(before.strip().lower(), ("g", "года"))
    return f"{before}{ordinal(int(match['year']), case)} {word}"


CITY = {
    "в": "городе", "во": "городе", "из": "города", "под": "городом", "близ": "города", "к": "городу", "до": "города",
    "от": "города", "около": "города",
}  # fmt: skip
_TOWNS = r"Москв|Киев|Тул|Казан|Одесс|Риг|Твер|Самар|Рязан|Пенз|\w+(?:ск|град|бург|поль|город)(?:а|е|у|ом)?$"
VOLUME = {"ч": "часть", "т": "том"}
PREPOSITION = (
    "(?i:без|от|до|из|около|для|после|против|среди|кроме|свыше|более|менее|больше|меньше|к|о|об|в|на|с|со|по|при|за|через"
    "|под|над|между|у)"
)
_GENITIVE = frozenset(
    {"без", "от", "до", "из", "около", "для", "после", "против", "среди", "кроме",
     "свыше", "более", "менее", "больше", "меньше", "у"}
)  # fmt: skip
_LOCATED = frozenset({"в", "на", "о", "об", "при"})


def cardinal(figures: str, noun: str, case: str = "") -> str:
    """A number in a case, and in the gender of its noun where that matters."""
    count = int(figures)
    gender = "f" if re.match(FEMININE, noun) and str(count)[-1] in "12" and str(count)[-2:-1] != "1" else ""
    words = spelled(count, "ru", case=case, gender=gender)
    return words.removeprefix("одна ") if count // 1000 == 1 and not case else words


def in_case(match: re.Match[str]) -> str:
    """A number in the case of what it counts: by the ending of a plural, by a preposition that takes only the genitive."""
    before, noun = (match["before"] or "").lower(), match["noun"] or ""
    several = re.search(r"(?P<p>[ая]х)$|(?P<i>(?:[ая]ми|ьми))$|(?P<d>[ая]м)$", noun)
    if several and before:
        case = next(name for name, found in several.groupdict().items() if found)
        if not (case == "p" and before not in _LOCATED):
            return _said_in(match, case)
    if before in _GENITIVE and (before != "у" or noun) and not re.match(_YEARS, noun):
        return _said_in(match, "g")
    if before == "к" and not noun:
        return _said_in(match, "d")
    if before in ("на", "в") and re.fullmatch(r"этаже|классе|ряду|полку|томе|акте|номере", noun):
        return match.group().replace(match["count"], ordinal(int(match["count"]), "p"), 1)
    return match.group()


def _said_in(match: re.Match[str], case: str) -> str:
    words = cardinal(match["count"], match["noun"] or "", case)
    return f"{match['before']} {words}{match['next'] or ''}"


_YEARS = rf"год[ауе]?$|г$|{MONTHS}"


def years(match: re.Match[str]) -> str:
    """Two years before гг."""
    word, before = match["word"], match["before"] or ""
    located = bool(before) or word == "годах"
    case = "p" if located else "g" if word == "годов" else "n"
    noun = {"p": "годах", "g": "годов", "n": "годы"}[case]
    return f"{before}{ordinal(int(match['year']), case)} — {ordinal(int(match['last']), case)} {noun}"


def centuries(match: re.Match[str]) -> str:
    """Two centuries in Roman figures."""
    word, before = match["word"], match["before"] or ""
    case = "p" if before or word == "веках" else "g"
    noun = {"p": "веках", "g": "веков"}[case]
    first, last = (ordinal(number(count), case) for count in (match[2], match[4]))
    return f"{before}{first}{' и ' if 'и' in match['dash'] else ' — '}{last} {noun}"


def short_century(match: re.Match[str]) -> str:
    """A century before в."""
    before = match["before"] or ""
    return f"{before}{ordinal(number(match[2]), 'p' if before else 'n')} {'веке' if before else 'век'}"


def compound(match: re.Match[str]) -> str:
    """Twenty years old is one word, with the number in the genitive."""
    count = int(match["figures"])
    first = {1: "одно", 100: "сто", 90: "девяносто", 1000: "тысяче"}.get(count) or spelled(count, "ru", case="g").replace(" ", "")
    return first + match["rest"]


def mister(match: re.Match[str]) -> str:
    """Mister before a name, in the name's case; two letters are gentlemen."""
    title, name = match["title"], match["next"]
    if len(title) == 2:
        return "Господа" if title[0].isupper() else "господа"
    if re.match(_TOWNS, name):
        return "город"
    ends = (
        ("а", "господина"),
        ("у", "господину"),
        ("ым", "господином"),
        ("ом", "господином"),
        ("е", "господине"),
        ("ого", "господина"),
        ("ому", "господину"),
    )
    said = next((words for ending, words in reversed(ends) if name.endswith(ending) and name[0].isupper()), "господин")
    return said.capitalize() if title.isupper() else said


_BENT = {"а": "g", "я": "g", "у": "d", "ю": "d", "ом": "i", "ем": "i", "е": "p"}


def father(match: re.Match[str]) -> str:
    """о. before the name of a priest, in its case."""
    name = re.match(r"\s(\w+)", match.string[match.end() :])
    ending = name[1] if name else ""
    case = next((case for end, case in _BENT.items() if ending.endswith(end)), "n")
    return {"n": "отец", "g": "отца", "d": "отцу", "i": "отцом", "p": "отце"}[case]


def saint(match: re.Match[str]) -> str:
    """св. before a name, in its case and gender."""
    name = match["name"]
    if name.endswith(("на", "га", "ия", "фья", "ара", "лла", "ида", "ера", "ита", "кла")):
        return "святая"
    return "святой" if name.endswith(("ы", "и")) or not name.endswith(("а", "я", "у", "ю")) else "святого"


def decades(match: re.Match[str]) -> str:
    """60-е, 60-х before годы, годах."""
    stem = ordinal(int(match["year"]), "g").removesuffix("ого")
    return f"{stem}ы{match['end']} {match['word']}"
