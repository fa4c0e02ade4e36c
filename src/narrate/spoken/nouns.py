"""Whether a quantity belongs to the noun behind it: "a $20 bill" is a twenty-dollar bill, "$20 in cash" twenty dollars."""

from __future__ import annotations

import re

from narrate.spoken.tables import words

_SINGULAR = re.compile(
    r"(?:^|[\s“\"‘(—])(?:an?|the|this|that|each|every|another|one|his|her|my|our|your|their|its|two|three|four|five|six|"
    r"ten|no|some|any)"
    r"(?:\s(?:crisp|new|old|single|whole|small|big|huge|mere|paltry|crumpled|cool|full|nice|modest|private|brand-new|extra))?\s$",
    re.I,
)
_NOT_NOUNS = words(
    "a about above across after again ago ahead all alone along although always an and any apart apiece are as at "
    "away back be because been before behind being below between but by can could did do down during each either "
    "else even ever every extra for from gone had has have he her here his how i if in inside into is it its just "
    "later left less like many may me might more most much must my near nearly never next no nor not now of off on "
    "once one only or our out over owed own owing paid past per plus right round she should since so some soon "
    "still such than that the their them then there these they this those though through till to today together "
    "tomorrow tonight too total toward towards under until up upon us very via was we were what when where which "
    "while who whom will with within without worth would yesterday yet you your due short spent stolen missing lost "
    "was is went came lay lies cost costs made makes saved earned given gave bought had seemed rather cheaper "
    "dearer richer poorer down better worse wasn’t isn’t didn’t couldn’t wouldn’t wasn't isn't didn't couldn't "
    "wouldn't long wide high tall deep thick old north south east west northeast northwest southeast southwest "
    "above"
)
_COUNTABLE = words(
    "bill bills note notes coin coins ticket tickets stamp stamps fine fines cheque cheques check checks loan loans "
    "reward deal deals banknote banknotes gold piece pieces chip chips question prize prizes bag bags sack sacks "
    "box boxes film films camera cameras lens lenses shells cannon gun guns pistol nail nails screw screws bolt bolts pipe pipes "
    "wind winds gust gusts battery batteries bulb bulbs steak steaks bottle bottles jug jugs hat hats engine engines bike bikes "
    "rounds bullet bullets file files drive drives disk disks "
    "board boards plank planks blade blades pole poles"
)
_NEXT = re.compile(r"\s([a-z][a-z’'-]*)")
_PARTICIPLE = re.compile(r"(?:ed|ing|en)$")


def modifies(text: str, start: int, end: int) -> bool:
    """Whether the quantity at text[start:end] stands before a noun that it describes."""
    behind = _NEXT.match(text, end)
    if not behind or behind[1] in _NOT_NOUNS:
        return False
    if behind[1] in _COUNTABLE:
        return True
    before = _SINGULAR.search(text[max(0, start - 24) : start])
    return before is not None and not (_PARTICIPLE.search(behind[1]) and before[0].strip().lower() not in {"a", "an"})


def describing(amount: str, unit: str) -> str:
    """five, pound → five-pound; of more words without marks: sixty-four thousand dollar."""
    return f"{amount}-{unit}" if " " not in amount else f"{amount} {unit}"
