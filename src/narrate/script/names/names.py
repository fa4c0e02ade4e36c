"""Which capitalised words of a story are names of people, and what the story shows of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from narrate.script.document import Document
from narrate.script.lexicon import given_names, never_names, plain_speech_verbs, titles, word_class
from narrate.script.names.titles import given_part, listed, split_title

_TOKEN = r"(?:[A-ZÀ-Þ](?:['’][A-ZÀ-Þ])?[\wà-ÿ]*[a-zà-ÿ][\wà-ÿ]*(?:-[A-ZÀ-Þa-zà-ÿ][\wà-ÿ]+)*|[A-ZÀ-Þ]\.(?=\s?[A-ZÀ-Þ]))"
_PARTICLE = r"(?:de la|de|du|des|del|della|di|von|van der|van|la|le|ben|bin|of|the)"
_OPENING = re.compile(r"(?:^|[.!?…:;][\"”’')\]_]*\s+|\n\s*|[\"“‘«(\[]\s*|--|—\s?|-\s)[_*]?$")
_PLACE = re.compile(
    r"\b(?:in|(?<!look )(?<!looks )(?<!looked )(?<!looking )(?<!smiled )(?<!glanced )(?<!stared )at|near|towards|round|through"
    r"|into|leave|left|reach|reached|across|outside|within|throughout)\s+$"
)
_TAGS = re.compile(r"[\"”’»]\s+[a-z]+\s+(?:the\s+)?$")
"""A verb right after a quotation: "“Yes,” said Grimshawe"; once is enough for somebody who is not named again."""
_CALLED = re.compile(
    r"(?:^|[,\"“‘!?.;—-]\s*|\b(?:my dear|dear|dearest|oh|ah|no|yes|well|now|poor|why|good|and)[,\s]\s*)$",
    re.I,
)


_CRIES, _CRIES_UNKNOWN = 3, 4
"""So often at the beginning of a sentence and never within one is no name: a given name that is a common word, or any word."""

_OFTEN_NAMED, _CALLED_BY_CHANCE, _MOSTLY = 10, 0.04, 0.8
_A_PLACE, _A_PLACE_NAMED_AS_PEOPLE = 0.15, 0.4
"""Of all times that a place is named, how often at least it stands after "in" and the like: a name that nobody bears, or one
that people bear, too."""

_DOTTED = (
    "Mr",
    "Mrs",
    "Mis",
    "Ms",
    "Dr",
    "St",
    "M",
    "Mme",
    "Mlle",
    "Prof",
    "Capt",
    "Col",
    "Gen",
    "Rev",
    "Sgt",
    "Sergt",
    "Lieut",
    "Messrs",
)


@dataclass
class Surface:
    """One way of writing a name, and how the story uses it."""

    text: str
    count: int = 0
    inside: int = 0
    said: int = 0
    tags: int = 0
    acts: int = 0
    called: int = 0
    place: int = 0
    article: int = 0
    narrated: int = 0
    at: list[int] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        """The leading title, lower-cased and without its dot."""
        return split_title(self.text)[0]

    @property
    def core(self) -> list[str]:
        """The words after the titles."""
        return split_title(self.text)[1]


@cache
def _sequence() -> re.Pattern[str]:
    title_words = "|".join(sorted({re.escape(t.capitalize()) for t in titles()}, key=len, reverse=True))
    dotted = "|".join(_DOTTED)
    return re.compile(
        rf"(?<![\w'’])(?:(?:{dotted})\b[.'’]?\s+|(?:{title_words})\s+)*{_TOKEN}(?:\s+(?:{_PARTICLE}\s+)?{_TOKEN}){{0,3}}(?![a-zà-ÿ])"
    )


def surfaces(document: Document) -> dict[str, Surface]:
    """Every surface that the story shows to be a person."""
    lower = _lower_counts(document.text)
    speaking = _speaking_words(document)
    found: dict[str, Surface] = {}
    for match in _sequence().finditer(document.text):
        if document.paragraph(match.start()) in document.headings:
            continue  # "Miss Sharp Begins to Take the Field": every word has a capital
        for text, start in _pieces(match, speaking):
            _count_use(document, found.setdefault(text, Surface(text)), start, start + len(text))
    people = {text: seen for text, seen in found.items() if _is_person(seen, lower)}
    singular = {seen.core[-1] for seen in people.values() if seen.core}
    return {text: seen for text, seen in people.items() if not (text.endswith("s") and seen.core[-1][:-1] in singular)}


def _lower_counts(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for match in re.finditer(r"(?<![\w'’])[a-zà-ÿ]{2,}(?!\w)", text):
        word = match.group()
        counts[word] = counts.get(word, 0) + 1
    return counts


def _speaking_words(document: Document) -> frozenset[str]:
    """Words that are no names as a rule but speak in this story: "said Pooh", "said Mother", "said the President"."""
    verbs = "|".join(sorted(plain_speech_verbs()))
    counts: dict[str, int] = {}
    pattern = rf"\b(?:{verbs})\s+(?:the\s+)?([A-Z][a-z]+)\b(?!\.?\s+[A-Z])|(?<=[a-z,;]\s)([A-Z][a-z]+)\s+(?:{verbs})\b"
    for match in re.finditer(pattern, document.narration):
        word = (match.group(1) or match.group(2)).lower()
        counts[word] = counts.get(word, 0) + 1
    for pronoun in ("he", "she", "i", "they", "we", "it", "you", "god"):
        counts.pop(pronoun, None)
    return frozenset(word for word, count in counts.items() if count >= 3 and (word in never_names() or word in titles()))


def _pieces(match: re.Match[str], speaking: frozenset[str]) -> list[tuple[str, int]]:
    """The match without its openers ("But Elizabeth") and possessives, cut where a word is no name."""
    words = [(_bare(m.group()), match.start() + m.start(), m.group()) for m in re.finditer(r"\S+", match.group())]
    runs: list[list[tuple[str, int]]] = [[]]
    for word, place, raw in words:
        bare = listed(word)
        small = word[:1].islower()
        if (bare in never_names() and bare not in titles() and bare not in speaking) or (small and not runs[-1]):
            if small and runs[-1] and bare in {"of", "the", "la"}:
                runs[-1].append((word, place))
                continue
            runs.append([])
            continue
        if bare in titles() and runs[-1] and listed(runs[-1][-1][0]) not in titles():
            runs.append([])
        runs[-1].append((word, place))
        if raw != word:
            runs.append([])
    pieces: list[tuple[str, int]] = []
    for run in runs:
        while run and (run[-1][0][:1].islower() or (len(run) > 1 and listed(run[-1][0]) in {*titles(), "st"})):
            run.pop()
        if not run:
            continue
        alone = listed(run[0][0])
        if len(run) == 1 and alone not in speaking and (alone in titles() or alone in never_names() or len(alone) < 2):
            continue
        pieces.append((" ".join(word for word, _ in run), run[0][1]))
    return pieces


def _bare(word: str) -> str:
    """The word without underscores and possessive; a title ("Mis' Molly") has none."""
    return word if listed(word) in titles() else re.sub(r"_*(?:['’]s|['’])?_*$", "", word)


def _count_use(document: Document, seen: Surface, start: int, end: int) -> None:
    text = document.text
    before, after = text[max(0, start - 25) : start], text[end : end + 30]
    seen.count += 1
    seen.at.append(start)
    seen.inside += not _OPENING.search(text[max(0, start - 6) : start]) and start > 0
    seen.article += bool(re.search(r"\b[Tt]he\s+$", before))
    seen.place += bool(_PLACE.search(before))
    if document.quoted[start]:
        seen.called += bool(re.match(r"\s*[,!?.;…—-]", after) and _CALLED.search(before))
        return
    seen.narrated += 1
    nearby = re.match(r"\s+(?:\w+ly\s+)?([a-z]+)", after)
    ahead = re.search(r"([a-z]+)\s+(?:the\s+)?$", before)
    if (nearby and nearby.group(1) in plain_speech_verbs()) or (
        ahead
        and ahead.group(1) in plain_speech_verbs()
        and ahead.group(1) not in {"called", "calls", "repeated", "asked", "added"}
    ):
        seen.said += 1
        seen.tags += bool(_TAGS.search(before))
    elif nearby and nearby.group(1) in word_class("acts"):
        seen.acts += 1


def _is_person(seen: Surface, lower: dict[str, int]) -> bool:
    title, core = split_title(seen.text)
    if not core or not core[0][:1].isupper():
        return False
    known = (core[0] if len(core) == 1 else given_part(core[0])).lower().rstrip(".") in given_names()
    word = core[-1].lower()
    if title is None and len(core) == 1:
        common = lower.get(word, 0)
        if common > 2 * seen.count and seen.article < 0.5 * seen.count and min(seen.said, seen.inside) < 2:
            return False  # a Rose who is said to speak may well be named in a book in which everybody rose
        if common > 0.5 * seen.count and seen.inside < 0.5 * seen.count and not known:
            return False
        if len(word) < 3 and not known:
            return False
        cry = (common and _CRIES) if known else _CRIES_UNKNOWN
        if cry and seen.count >= cry and not (seen.inside or seen.said or seen.acts):
            return False  # "Faith, …", "Woe!": nobody is called at the beginning of a sentence every time
    if (
        title is None
        and seen.inside == 0
        and seen.said < 1
        and seen.called < 2
        and not (known and (seen.count >= 2 or seen.acts or seen.called))
    ):
        return False
    if seen.place > (0.7 if known else 0.3) * seen.count and seen.said < 0.04 * seen.count + 1:
        return False
    if title is None and _is_place(seen, known):
        return False
    if (
        title is None
        and seen.said == 0
        and seen.acts == 0
        and not (known and (seen.count >= 2 or seen.called))
        and seen.called < 3
    ):
        return False
    evidence = 3 * (title is not None) + 2 * seen.said + 0.4 * (seen.tags > 0) + 0.4 * seen.acts + 1.2 * seen.called + 1.5 * known
    return evidence >= (1.4 if known else 2.2)


def _is_place(seen: Surface, known: bool) -> bool:
    """A town or a ship: often named, never said to speak nor called, and often after "in", or always "the Santa Teresa"."""
    if seen.said or seen.count < _OFTEN_NAMED or seen.called > _CALLED_BY_CHANCE * seen.count:
        return False
    if len(seen.core) > 1 and seen.article >= _MOSTLY * seen.count:
        return True
    return seen.place >= (_A_PLACE_NAMED_AS_PEOPLE if known else _A_PLACE) * seen.count


def pronoun_votes(document: Document, places: list[tuple[int, int, str]]) -> dict[str, tuple[int, int]]:
    """For each surface, how often the first third-person pronoun after it in narration is (female, male).

    `places` holds (start, end, surface) in order. Looks 120 characters ahead, to the next name at most.
    """
    votes: dict[str, list[int]] = {}
    starts = [start for start, _, _ in places]
    for number, (_, end, surface) in enumerate(places):
        limit = min(end + 120, starts[number + 1] if number + 1 < len(starts) else end + 120)
        ahead = document.narration[end:limit].split("\n\n")[0]
        match = re.search(r"\b(he|his|himself|she|her|hers|herself)\b", ahead, re.I)
        if match:
            votes.setdefault(surface, [0, 0])[match.group(1).lower() in {"he", "his", "himself"}] += 1
    return {surface: (female, male) for surface, (female, male) in votes.items()}


def places_in_narration(document: Document, found: dict[str, Surface]) -> list[tuple[int, int, str]]:
    """(start, end, surface) of every name in narration, in order."""
    return sorted((at, at + len(text), text) for text, seen in found.items() for at in seen.at if not document.quoted[at])


def between(places: list[int], start: int, end: int) -> slice:
    """The part of a sorted list that lies in [start, end)."""
    return slice(bisect_left(places, start), bisect_left(places, end))


_COUPLE = re.compile(r"\s+(?:and|or|nor)\s+")


def coordinated(document: Document, found: dict[str, Surface]) -> Counter[tuple[str, str]]:
    """How often two surfaces stand side by side, in this order, "Miss Steele and Lucy": nobody is coupled with themselves."""
    places = sorted((at, -len(text), text) for text, seen in found.items() for at in seen.at)
    longest = [place for n, place in enumerate(places) if not n or place[0] != places[n - 1][0]]
    pairs = ((one, other) for one, other in pairwise(longest) if one[2] != other[2])
    return Counter((one[2], other[2]) for one, other in pairs if _COUPLE.fullmatch(document.text[one[0] - one[1] : other[0]]))
