"""Names that stand before their words with only space between: `NORA Where is it?`, `Nora<tab>Where is it?`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CAPITAL = "A-ZÀ-ÞА-ЯЁ"
_ASIDE = r"(?:\s(?:\([^()\n]{1,80}\)|\[[^\[\]\n]{1,80}\]))?"
_GAP = r"(?:[ ]*\t[ \t]*| {3,})(?=\S)"
_ANY = rf"[{_CAPITAL}][\w’'-]*(?:[ ](?:of|the|and|de|von|van|&|[{_CAPITAL}][\w’'.-]*|#?\d+)){{0,3}}"
_APART = re.compile(rf"[ \t]*(?P<name>{_ANY}){_ASIDE}(?P<gap>{_GAP})")
_NEXT = rf"(?=[{_CAPITAL}“\"‘'(\[¿¡…—\d])"
_TOKEN = re.compile(rf"[{_CAPITAL}][\w’'-]*")
_SHOUTED = re.compile(rf"[{_CAPITAL}][{_CAPITAL}’'-]+|A")
_SPACED = re.compile(rf"{_ASIDE}[ ]{_NEXT}")
_SINGLE = frozenset({"I", "A", "O"})
_MOST_WORDS = 4
_FEWEST = 4
_SHARE, _SHARE_ORDINARY = 0.5, 0.8
"""Such a share of the lines begins with names that come again; in ordinary letters, where any name may begin a sentence, more."""
_AGAIN = 0.6
"""Of all lines that begin with a name, the share whose name begins another line too."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One way in which a line may begin with a name: where the tag begins and ends, and where the words begin. `apart`: a tab
    or a wide space follows."""

    name: str
    start: int
    end: int
    words: int
    apart: bool = False


def openings(line: str, capitals: bool) -> list[Opening]:
    """Every name that a line may begin with, the shortest first."""
    if match := _APART.match(line):
        shouted = match["name"] == match["name"].upper() and len(match["name"]) > 1
        return [Opening(match["name"], match.start("name"), match.start("gap"), match.end(), True)] if shouted >= capitals else []
    return list(_spaced(line, capitals))


def _spaced(line: str, capitals: bool) -> Iterator[Opening]:
    place = start = len(line) - len(line.lstrip())
    for _ in range(_MOST_WORDS):
        word = (_SHOUTED if capitals else _TOKEN).match(line, place)
        if not word or (capitals and line[word.end() : word.end() + 1].isalpha()):
            return
        after = _SPACED.match(line, word.end())
        if after and re.search(r"[^\W\d_]", line[after.end() :]) and not (capitals and line[after.end() :].isupper()):
            yield Opening(line[start : word.end()], start, after.end() - 1, after.end())
        if line[word.end() : word.end() + 1] != " ":
            return
        place = word.end() + 1


def names(lines: Sequence[str], capitals: bool) -> Counter[str]:
    """Who is named at the beginning of lines, and how often: of several ways to read a line, the name that begins most lines,
    then the longest that does not end with a word like "I". What the same word follows again and again ("Nora Vale") is half a
    name."""
    ways = [openings(line, capitals) for line in lines]
    counts = Counter(way.name for line in ways for way in line)
    follows: dict[str, set[str]] = defaultdict(set)
    for line, several in zip(lines, ways, strict=True):
        for way in several:
            follows[way.name].add(line[way.words :].split()[0])
    ways = [[way for way in several if len(follows[way.name]) > counts[way.name] / 2] for several in ways]
    chosen = (
        max(line, key=lambda way: (counts[way.name], way.name.split()[-1] not in _SINGLE, len(way.name))) for line in ways if line
    )
    found = Counter((way.name, way.apart) for way in chosen)
    return Counter({name: count for (name, apart), count in found.items() if count > 1 or capitals or apart})


def are_marked_so(lines: Sequence[str], capitals: bool) -> bool:
    """Whether most lines begin with names that come again."""
    found = names(lines, capitals)
    again = [count for count in found.values() if count > 1]
    share = _SHARE if capitals else _SHARE_ORDINARY
    return (
        len(again) > (not capitals)
        and len(found) > 1
        and sum(again) >= _AGAIN * found.total()
        and found.total() >= max(_FEWEST, share * len(lines))
    )
