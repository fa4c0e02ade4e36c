"""What files say of a book and of the people behind it, put into one form whatever the format calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from narrate.model import Contributor

AUTHOR, NARRATOR, OTHER = "aut", "nrt", "ctb"
_ROLES = {
    "author": "aut", "writer": "aut", "creator": "aut", "cre": "aut", "by": "aut",
    "translator": "trl", "illustrator": "ill", "artist": "ill", "editor": "edt", "narrator": "nrt", "reader": "nrt",
    "spk": "nrt", "contributor": "ctb", "publisher": "pbl",
    "translated": "trl", "illustrated": "ill", "edited": "edt", "narrated": "nrt", "read": "nrt", "written": "aut",
    "illustrations": "ill", "drawings": "ill", "translation": "trl",
}  # fmt: skip
ROLES = ("translator", "illustrator", "editor", "narrator")
"""Words for what people do by which formats name their fields."""
_SEVERAL = re.compile(r"\s*;\s*|\s+&\s+|(?<=[a-zà-ÿ.]) and (?=[A-ZÀ-Þ][\w.’'-]*\s[A-ZÀ-Þ])(?<=\w\w and )")
_PARTED = re.compile(r"[\s,;/&+]+(?:and\s+)?")
_DID = re.compile(r"(?P<role>\w+)(?:\s(?:and|&)\s(?P<also>\w+))? by\s+(?P<name>\S.*)", re.I)
_IS = re.compile(r"(?P<name>\S.*?)\s*(?:\((?P<role>[\w ,&/]{3,40})\)|\[(?P<code>[\w ,&/]{3,40})\]|,\s(?P<word>[a-z]{5,11}))")
_ISBN = re.compile(r"(?<!\d)(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?!\d)")


def role_of(name: str) -> str:
    """The MARC relator code for a code or a word, in any case."""
    word = name.strip().lower().rpartition("/")[2].rpartition(":")[2]
    return _ROLES.get(word, word if re.fullmatch("[a-z]{3}", word) else OTHER)


def roles_of(names: str) -> list[str]:
    """The codes of one role, or of several that stand in one place: "aut ill", "author and illustrator"."""
    parts = [part for part in _PARTED.split(names.strip()) if part and part.lower() != "and"]
    codes = [role_of(part) for part in parts]
    several = len(parts) > 1 and OTHER not in codes
    return list(dict.fromkeys(codes)) if several else [role_of(names)]


def people_of(names: str, role: str = AUTHOR, sort: str = "") -> list[Contributor]:
    """The people that a line names, one entry for each of their roles; "A; B", "A & B" and "Ann Bell and Carl Dunn" are two.
    A role that stands beside a name, "(translator)", "translated by", counts more than `role`."""
    found = [" ".join(name.split()) for name in _SEVERAL.split(names) if name.strip()]
    sorts = [" ".join(name.split()) for name in _SEVERAL.split(sort) if name.strip()]
    people = []
    for number, told in enumerate(found):
        name, roles = _without_role(told, role)
        people += [Contributor(name, one, sorts[number] if len(sorts) == len(found) else "") for one in roles]
    return people


def _without_role(text: str, role: str) -> tuple[str, list[str]]:
    """A name without the role that is told with it, and the roles."""
    if match := _DID.fullmatch(text):
        names = [word for word in (match["role"], match["also"]) if word]
    elif match := _IS.fullmatch(text):
        names = [match["role"] or match["code"] or match["word"]]
    else:
        return text, [role]
    roles = [code for words in names for code in roles_of(words)]
    return (match["name"], roles) if all(code in _ROLES.values() and code != OTHER for code in roles) else (text, [role])


def author_line(people: Iterable[Contributor]) -> str:
    """The authors in one line; where the file names none, the editors."""
    people = list(people)
    for role in (AUTHOR, "edt"):
        if names := list(dict.fromkeys(person.name for person in people if person.role == role)):
            return ", ".join(names)
    return ""


def plain(markup: str) -> str:
    """A description's words, a line for each of its paragraphs."""
    if "<" in markup or "&" in markup:
        markup = re.sub(r"<(?:/?(?:p|div|li|h\d|ul|ol|blockquote)\b[^<>]*|br\s*/?)>", "\n", markup)
        from narrate.readers.markup import tree_of

        body = tree_of(markup).body
        markup = (body.text() or "") if body is not None else ""
    lines = (" ".join(line.split()) for line in markup.split("\n"))
    return "\n".join(line for line in lines if line)


def isbn_of(texts: Iterable[str]) -> str:
    """The first right ISBN in these texts, without hyphens, one of 13 figures before one of 10; else nothing."""
    found = [re.sub(r"[- ]", "", m[0]).upper() for text in texts for m in _ISBN.finditer(text)]
    right = [isbn for isbn in found if _checks(isbn)]
    return next((isbn for isbn in right if len(isbn) == 13), right[0] if right else "")


def _checks(isbn: str) -> bool:
    """Whether the last figure is what the others make it."""
    if len(isbn) == 13:
        return isbn.isdigit() and sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(isbn)) % 10 == 0
    return isbn[:9].isdigit() and sum((10 if c == "X" else int(c)) * (10 - i) for i, c in enumerate(isbn)) % 11 == 0


def series_of(name: str, number: str) -> str:
    """ "Days #2": a number is written without noughts behind its point."""
    name = " ".join(name.split())
    if re.fullmatch(r"\d{1,6}(?:\.\d{1,4})?", number.strip()):
        number = f"{float(number):g}"
    return f"{name} #{number.strip()}" if name and number.strip() else name


def subjects_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Subjects as they are told, each once; a line of keywords is several."""
    found = [
        " ".join(one.split()) for text in texts for one in re.split(r"[,;]\s+" if "," in text or ";" in text else r"$", text)
    ]
    return once(one for one in found if one)


def once(subjects: Iterable[str]) -> tuple[str, ...]:
    """Each subject once, as it is first written: "Doors" and "doors" are one."""
    first: dict[str, str] = {}
    for subject in subjects:
        first.setdefault(subject.casefold(), subject)
    return tuple(first.values())
