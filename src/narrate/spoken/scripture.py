"""Books of the Bible: which of several, and chapter and verse. 1 Kings 2:3 → First Kings two three."""

from __future__ import annotations

import re

from narrate.spoken import numbers

_SEVERAL = "Samuel|Kings|Chronicles|Corinthians|Thessalonians|Timothy|Peter|John|Maccabees|Esdras"
_BOOKS = (
    f"{_SEVERAL}|Genesis|Exodus|Leviticus|Numbers|Deuteronomy|Joshua|Judges|Ruth|Ezra|Nehemiah|Esther|Job|Psalms?|Proverbs"
    "|Ecclesiastes|Isaiah|Jeremiah|Lamentations|Ezekiel|Daniel|Hosea|Joel|Amos|Obadiah|Jonah|Micah|Nahum|Habakkuk|Zephaniah"
    "|Haggai|Zechariah|Malachi|Matthew|Mark|Luke|Acts|Romans|Galatians|Ephesians|Philippians|Colossians|Titus|Philemon"
    "|Hebrews|James|Jude|Revelation|Qur[’']an|Quran|Koran|Sura|Surah"
)
_SHORT = {
    "Gen": "Genesis", "Ex": "Exodus", "Exod": "Exodus", "Lev": "Leviticus", "Num": "Numbers", "Deut": "Deuteronomy",
    "Josh": "Joshua",
    "Ps": "Psalm", "Pss": "Psalms", "Prov": "Proverbs", "Eccles": "Ecclesiastes", "Isa": "Isaiah", "Jer": "Jeremiah",
    "Ezek": "Ezekiel",
    "Dan": "Daniel", "Hos": "Hosea", "Mic": "Micah", "Zech": "Zechariah", "Mal": "Malachi", "Matt": "Matthew", "Rom": "Romans",
    "Gal": "Galatians", "Eph": "Ephesians", "Phil": "Philippians", "Col": "Colossians", "Heb": "Hebrews", "Rev": "Revelation",
    "Sam": "Samuel", "Chron": "Chronicles", "Cor": "Corinthians", "Thess": "Thessalonians", "Tim": "Timothy", "Pet": "Peter",
    "Lk": "Luke", "Jn": "John", "Mk": "Mark", "Eccl": "Ecclesiastes", "Neh": "Nehemiah", "Judg": "Judges", "Lam": "Lamentations",
    "Hab": "Habakkuk", "Zeph": "Zephaniah", "Hag": "Haggai",
}  # fmt: skip
_ABBREVIATED = re.compile(rf"\b({'|'.join(_SHORT)})\.\s(?=\d{{1,3}}(?::\d|\b(?!\s?[A-Z])))")
"""Before a chapter and its verse, or a chapter and no word: Rev. 12 Hale is nobody."""
_ONE_OF_SEVERAL = re.compile(rf"\b([1-3]|I{{1,3}})\s(?=(?:{_SEVERAL})\b)(?!I\s(?:{_SEVERAL})\b(?!\s\d))")
_VERSE = re.compile(rf"\b({_BOOKS})\s(\d{{1,3}}):([1-9]\d{{0,2}})(?:\s?[-–]\s?([1-9]\d{{0,2}}))?(?![\d:]|\s?[ap]\.?m\b)")
_IN_ROMANS = re.compile(rf"\b({_BOOKS}|(?:{'|'.join(_SHORT)})\.)\s([ivxlc]{{1,8}})[.:,]\s?(\d{{1,3}})(?=[\s.,;:)–-]|$)")
_WHICH = {"1": "First", "2": "Second", "3": "Third", "I": "First", "II": "Second", "III": "Third"}
LOOK = re.compile(rf"(?:{_BOOKS})\s[\divxlc]|(?:{'|'.join(_SHORT)})\.\s[\divxlc]|(?:[1-3]|I{{1,3}})\s(?:{_SEVERAL})")
"""A text without this names no place in the Bible."""


def read(text: str) -> str:
    """Every place in the Bible in words."""
    text = _IN_ROMANS.sub(_in_romans, text)
    text = _ABBREVIATED.sub(lambda m: f"{_SHORT[m[1]]} ", text)
    text = _ONE_OF_SEVERAL.sub(lambda m: f"{_WHICH[m[1]]} ", text)
    return _VERSE.sub(_verse, text)


def _in_romans(match: re.Match[str]) -> str:
    """Luke xv. 11 → Luke 15:11."""
    chapter = numbers.roman(match[2])
    book = _SHORT.get(match[1].rstrip("."), match[1])
    return f"{book} {chapter}:{match[3]}" if chapter else match[0]


def _verse(match: re.Match[str]) -> str:
    book, chapter, first, last = match.groups()
    place = f"{book} {numbers.cardinal(int(chapter))} {numbers.cardinal(int(first))}"
    return f"{place} to {numbers.cardinal(int(last))}" if last else place
