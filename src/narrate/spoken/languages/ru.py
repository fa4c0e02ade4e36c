"""Russian as it is said: figures take the case and the gender of what they count, as far as the words beside them show it."""

import re

from narrate.spoken.languages.wording import ROMAN, Wording, fractions, number, spelled

_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_KINGS = (
    "П[её]тр|Павел|Павл|Никола[йяюе]|Александр|Иван|Людовик|Карл|Фридрих|Генрих|Наполеон|Густав|Филипп|Франц|Вильгельм|Георг"
    "|Пи[йяюе]|Лев|Льв"
)
_QUEENS = "Екатерин|Елизавет|Мари|Анн|Изабелл|Христин"
_DIVISIONS = {
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
_CENTURY = {"век": "n", "века": "g", "веку": "d", "веком": "i", "веке": "p", "столетие": "n", "столетия": "g", "столетии": "p"}
_YEAR = {"год": "n", "года": "g", "годом": "i", "годе": "p"}
_ENDINGS = {
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
_FEMININE = (
    "минут|секунд|книг|верст|вёрст|тысяч|копе|недел|женщин|девуш|комнат|страниц|строк|улиц|сестр|дочер|свеч|рюмк|бутылк|пул|душ"
    "|десятин|сажен"
)


def _ordinal(count: int, case: str = "n", gender: str = "m") -> str:
    return spelled(count, "ru", "ordinal", case, gender)


def _year(match: re.Match[str]) -> str:
    word = match["word"]
    before = (match["before"] or "").strip().lower()
    case = ("p" if before in ("в", "о", "об") else "d") if word == "году" else _YEAR[word]
    return f"{match['before'] or ''}{_ordinal(int(match['year']), case)} {word}"


def _decade(match: re.Match[str]) -> str:
    ending = "ых" if match["word"] in ("годов", "годах") else "ые" if match["word"] == "годы" else "ым"
    return f"{_ordinal(int(match['year']), 'g').removesuffix('ого')}{ending} {match['word']}"


def _ruler(match: re.Match[str]) -> str:
    name, queen = match["name"], re.match(_QUEENS, match["name"]) is not None
    if queen:
        case = {"а": "n", "я": "n", "ы": "g", "и": "g", "е": "d", "у": "a", "ю": "a"}.get(name[-1], "i")
    else:
        case = {"а": "g", "я": "g", "у": "d", "ю": "d", "м": "i", "е": "p"}.get(name[-1], "n")
    return f"{name} {_ordinal(number(match['count']), case, 'f' if queen else 'm').capitalize()}"


def _division(match: re.Match[str]) -> str:
    word = match[1].capitalize() if match[1].isupper() else match[1]
    return f"{word} {_ordinal(number(match[2]), 'n', _DIVISIONS[match[1].lower()])}"


def _written(match: re.Match[str]) -> str:
    if match["end"] in ("ти", "и", "х", "ми"):
        return spelled(int(match["count"]), "ru", case="g")
    case, gender = _ENDINGS[match["end"]]
    return _ordinal(int(match["count"]), case, gender)


def _short_year(match: re.Match[str]) -> str:
    before = match["before"] or ""
    located = before.strip().lower() == "в"
    return f"{before}{_ordinal(int(match['year']), 'p' if located else 'g')} {'году' if located else 'года'}"


WORDING = Wording(
    code="ru",
    abbreviations={
        "г-н": "господин",
        "г-на": "господина",
        "г-ну": "господину",
        "г-жа": "госпожа",
        "г-жи": "госпожи",
        "г-же": "госпоже",
        "г-жу": "госпожу",
        "т. е.": "то есть",
        "и т. д.": "и так далее",
        "и т. п.": "и тому подобное",
        "и др.": "и другие",
        "и пр.": "и прочее",
        "и проч.": "и прочее",
        "т. к.": "так как",
        "т. н.": "так называемый",
        "н. э.": "нашей эры",
        "до н. э.": "до нашей эры",
        "св.": "святой",
        "ул.": "улица",
        "д-р": "доктор",
        "проф.": "профессор",
        "акад.": "академик",
        "ген.": "генерал",
        "кн.": "князь",
        "гр.": "граф",
        "руб.": "рублей",
        "коп.": "копеек",
        "стр.": "страница",
        "гл.": "глава",
        "см.": "смотри",
        "ср.": "сравни",
        "напр.": "например",
        "№": "номер",
        "млн": "миллионов",
        "млрд": "миллиардов",
        "тыс.": "тысяч",
        "кв.": "квартира",
        "обл.": "область",
        "о-в": "остров",
        "с.-петербургский": "санкт-петербургский",
        "т. о.": "таким образом",
        "м. б.": "может быть",
        "вв.": "веков",
        "гг.": "годов",
    },
    stops=frozenset({"ит.д.", "ит.п.", "идр.", "ипр.", "ипроч.", "н.э.", "дон.э.", "руб.", "коп.", "гг.", "вв."}),
    initials=frozenset({"г.", "с.", "ч.", "т.", "ст.", "им.", "р."}),
    rules=(
        fractions("и", {"1/2": "половина", "1/4": "четверть", "3/4": "три четверти", "1/3": "треть", "2/3": "две трети"}),
        (
            re.compile(
                r"(?P<before>\b[Вв]\s|\b[Кк]\s|\b[Оо]б?\s|\b[Пп]о\s)?(?<!\w)(?P<year>\d{3,4})\s(?P<word>году|года|годом|год|годе)\b"
            ),
            _year,
        ),
        (re.compile(r"(?P<before>\b[Вв]\s)?(?<!\w)(?P<year>1\d{3})\sг\."), _short_year),
        (re.compile(r"(?<!\w)(?P<year>\d{2,4}0)-[еыхм]{1,2}\s(?P<word>годов|годах|годы|годам)\b"), _decade),
        (re.compile(rf"(?<![\w.,])(\d{{1,2}})\s({_MONTHS})\b"), lambda m: f"{_ordinal(int(m[1]), 'g')} {m[2]}"),
        (re.compile(rf"\b(?P<name>(?:{_KINGS})(?:[а-я]{{0,2}})|(?:{_QUEENS})[а-я]{{1,2}})\s(?P<count>{ROMAN})(?!\w)"), _ruler),
        (re.compile(rf"\b({'|'.join(_DIVISIONS)})\s({ROMAN}|\d{{1,3}})(?!\w)", re.I), _division),
        (
            re.compile(rf"(?<!\w)({ROMAN})\s({'|'.join(_CENTURY)})\b"),
            lambda m: f"{_ordinal(number(m[1]), _CENTURY[m[2]], 'n' if m[2].startswith('стол') else 'm')} {m[2]}",
        ),
        (re.compile(rf"(?<!\w)(?P<count>\d{{1,4}})-(?P<end>{'|'.join(_ENDINGS)}|ти|и|х|ми)(?!\w)"), _written),
        (re.compile(r"(?<![\w.,])(1\d{3})(?![\w]|[.,]\d)"), lambda m: spelled(int(m[1]), "ru").removeprefix("одна ")),
        (
            re.compile(r"(?<![\w.,:])(\d{1,2}):(\d\d)(?![\w:])"),
            lambda m: f"{spelled(int(m[1]), 'ru')} {spelled(int(m[2]), 'ru') if m[2] != '00' else 'ровно'}",
        ),
        (re.compile(rf"(?<![\w.,])(\d*[12])(?=\s(?:{_FEMININE}))"), lambda m: spelled(int(m[1]), "ru", gender="f")),
    ),
    units={
        "%": ("процент", "процента", "процентов"),
        "км": ("километр", "километра", "километров"),
        "м": ("метр", "метра", "метров"),
        "см": ("сантиметр", "сантиметра", "сантиметров"),
        "кг": ("килограмм", "килограмма", "килограммов"),
        "°C": ("градус Цельсия", "градуса Цельсия", "градусов Цельсия"),
        "°": ("градус", "градуса", "градусов"),
    },
    parts="Часть|Книга|Том|Раздел",
    chapters="Глава|Действие|Явление|Сцена|Песнь|Письмо|Рассказ|Акт",
    named="Пролог|Эпилог|Предисловие|Введение|Вступление|Заключение|Послесловие|Посвящение|Приложение|От автора",
    numbers=(
        r"(?:(?:двадцать|тридцать|сорок|пятьдесят)\s)?(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|\w+надцат|двадцат|тридцат|сороков"
        r"|пятидесят|последн)(?:ая|ый|ой|ое|ья|ий|ье|яя)|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|\w+надцать"
    ),
)
