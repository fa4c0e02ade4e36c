"""Which capitalised words of a story are names of people, and what the story shows of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache
from itertools import pairwise

from narrate.script.document import Document
from narrate.script.lexicon import (
    ASKS,
    GIVES_NAME,
    dotted_titles,
    never_names,
    plain_speech_verbs,
    speech_verbs,
    titles,
    word_class,
)
from narrate.script.names.leading import leading_names
from narrate.script.names.speaking import capital_names, speaking_words
from narrate.script.names.surface import Surface, is_person
from narrate.script.names.titles import DESCRIBING, NOBILIARY, listed

_TOKEN = r"(?:[A-ZÀ-Þ](?:['’][A-ZÀ-Þ])?[\wà-ÿ]*[a-zà-ÿ][\wà-ÿ]*(?:-[A-ZÀ-Þa-zà-ÿ][\wà-ÿ]+)*|[A-ZÀ-Þ]\.(?=\s?[A-ZÀ-Þ]))"
_SPACE = r"(?!\s*?\n\s*?\n)\s+"
"""Between the words of a name: no name goes on in the next paragraph."""
_PARTICLE = rf"(?:{NOBILIARY}|ben|bin|of|the)"
_OPENING = re.compile(r"(?:^|[.!?…:;][\"”’')\]_]*\s+|\n\s*|[\"“‘«(\[]\s*|--|—\s?|-\s)[_*]?$")
_PLACE = re.compile(
    r"\b(?:in|(?<!look )(?<!looks )(?<!looked )(?<!looking )(?<!smiled )(?<!glanced )(?<!stared )at|near|towards|round|through"
    r"|into|leave|left|reach|reached|across|outside|within|throughout)\s+$"
)
_LOWER = re.compile(r"[a-zà-ÿ](?<![\w'’].)[a-zà-ÿ]+(?!\w)")
_TAGS = re.compile(r"[\"”’»]\s+(?:[a-z]+\s+(?:the\s+)?)?$")
"""A verb, or the name before its verb, right after a quotation: "“Yes,” said Grimshawe"; once is enough for somebody who is
not named again."""
_INVERTED = re.compile(r",_?[\"”’»]\s+[a-z]+ed\s+(?:the\s+)?$")
"""Any verb between a quotation that goes on and a name: "“Well,” drawled Grimshawe"."""
_LEADS_IN = re.compile(r"\s+(?:\w+ly\s+)?[a-z]+(?:\s+(?:out|back|again|up))?\s*[,:]?\s*[\"“‘«„']")
"""A verb after a name, right before a quotation: "Grimshawe said: “Yes.”"."""
_NO_SLIP = 2
"""So many times as often as without its -s is a name in -s no plural."""
_GIVES_NAME = re.compile(GIVES_NAME, re.I)
_NAME_IS = re.compile(r"\b(?:my\s+name(?:[’']s|\s+is)|call\s+me)\s+$", re.I)
"""What no word but a name follows."""
_ASKS = re.compile(rf"\s+{ASKS}")
_TAKES_AN_OBJECT = frozenset({"called", "calls", "repeated", "asked", "added"})
"""Verbs of speech whose next word may as well be whom or what it is said to: they count right after a quotation."""
_CALLED = re.compile(
    r"(?:^|[,\"“‘!?.;—-]\s*|\b(?:my dear|dear|dearest|oh|ah|no|yes|well|now|poor|why|good|and)[,\s]\s*)$",
    re.I,
)


@cache
def _sequence(capitals: tuple[str, ...]) -> re.Pattern[str]:
    """Titles and words with a capital, one after another; `capitals` are names written in capitals throughout."""
    token = "|".join([*(rf"{re.escape(name)}(?!\w)" for name in capitals), _TOKEN])
    title_words = "|".join(sorted({re.escape(t.capitalize()) for t in titles()}, key=len, reverse=True))
    dotted = "|".join(title.capitalize() for title in dotted_titles())
    return re.compile(
        rf"(?<![\w'’])(?:(?:(?:{dotted})\b[.'’]?{_SPACE}|(?:{title_words}){_SPACE})+(?:{NOBILIARY}{_SPACE})?)?(?:{token})"
        rf"(?:{_SPACE}(?:{_PARTICLE}{_SPACE})?(?:{token})){{0,3}}(?![a-zà-ÿ])"
    )


def surfaces(document: Document) -> dict[str, Surface]:
    """Every surface that the story shows to be a person."""
    lower = _lower_counts(document.text)
    speaking = speaking_words(document)
    found: dict[str, Surface] = {}
    for match in _sequence(capital_names(document)).finditer(document.text):
        if document.paragraph(match.start()) in document.headings:
            continue  # "Miss Sharp Begins to Take the Field": every word has a capital
        for text, start in _pieces(match, speaking):
            _count_use(document, found.setdefault(text, Surface(text)), start, start + len(text))
    leading = leading_names(document)
    for seen in found.values():
        seen.gestures += sum(at in leading for at in seen.at)
    people = {text: seen for text, seen in found.items() if is_person(seen, lower, short=document.is_short)}
    plurals = _plurals(people)
    return {text: seen for text, seen in people.items() if seen.core[-1] not in plurals}


def _plurals(people: dict[str, Surface]) -> set[str]:
    """Last names that are the plural of another's, "the Bertrams", and not a name in -s of which one slip lost the end."""
    counts: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for seen in people.values():
        counts[seen.core[-1]] += seen.count
        articles[seen.core[-1]] += seen.articles
    families = {name for name in counts if name.endswith("s") and name[:-1] in counts}
    return {name for name in families if articles[name] > 0.5 * counts[name] or counts[name] <= _NO_SLIP * counts[name[:-1]]}


def _lower_counts(text: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for line in text.splitlines():
        counts.update(_LOWER.findall(line))
    return counts


def _pieces(match: re.Match[str], speaking: frozenset[str]) -> list[tuple[str, int]]:
    """The match without its openers ("But Elizabeth") and possessives, cut where a word is no name."""
    words = [(_bare(m.group()), match.start() + m.start(), m.group()) for m in re.finditer(r"\S+", match.group())]
    runs: list[list[tuple[str, int]]] = [[]]
    for (word, place, raw), following in zip(words, [*(listed(word) for word, _, _ in words[1:]), ""], strict=True):
        bare = listed(word)
        small = word[:1].islower()
        plain = bare in never_names() and bare not in titles() and not {bare, f"{bare} {following}"} & speaking
        if (plain and not (_is_titled(runs[-1]) and _may_be_a_name(bare))) or (small and not runs[-1]):
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


def _is_titled(run: list[tuple[str, int]]) -> bool:
    """Whether a title stands last, after which any word with a capital is a name: "Aunt May", "Mr. March"."""
    return bool(run) and listed(run[-1][0]) in titles() and listed(run[-1][0]) not in DESCRIBING


def _may_be_a_name(word: str) -> bool:
    """Whether a word that is none as a rule may be a name after a title: May and March, but not "the" and "that"."""
    return word not in word_class("function") | word_class("openers")


def _bare(word: str) -> str:
    """The word without underscores and possessive; a title ("Mis' Molly") has none."""
    return word if listed(word) in titles() else re.sub(r"_*(?:['’]s|['’])?_*$", "", word)


def _count_use(document: Document, surface: Surface, start: int, end: int) -> None:
    text = document.text
    before, after = text[max(0, start - 25) : start], text[end : end + 30]
    surface.count += 1
    surface.at.append(start)
    surface.mid_sentence += not _OPENING.search(text[max(0, start - 6) : start]) and start > 0
    surface.articles += bool(re.search(r"\b[Tt]he\s+$", before))
    surface.locatives += bool(_PLACE.search(before))
    if document.quoted[start]:
        surface.given += bool(_NAME_IS.search(before))
        surface.vocatives += bool(re.match(r"\s*[,!?.;…—-]", after) and (_CALLED.search(before) or _GIVES_NAME.search(before)))
        return
    surface.narrated += 1
    nearby = re.match(r"\s+(?:\w+ly\s+)?([a-z]+)", after)
    ahead = re.search(r"([a-z]+)\s+(?:the\s+)?$", before)
    tagged = bool(_TAGS.search(before)) or (document.is_short and bool(_LEADS_IN.match(after)))
    # in a short story whoever confesses or urges beside a quotation speaks; in a novel they are named again
    verbs = speech_verbs() if tagged and document.is_short else plain_speech_verbs()
    if (
        (nearby and (nearby.group(1) in verbs or _ASKS.match(after)))
        or (ahead and ahead.group(1) in verbs and (tagged or ahead.group(1) not in _TAKES_AN_OBJECT))
        or (document.is_short and _INVERTED.search(before))
    ):
        surface.speaks += 1
        surface.tags += tagged
    elif nearby and document.is_short and (nearby.group(1) in word_class("gestures") or _is_gesturing(after)):
        surface.gestures += 1
    elif nearby and nearby.group(1) in word_class("acts"):
        surface.acts += 1


def _is_gesturing(after: str) -> bool:
    """Whether somebody "was laughing"."""
    doing = re.match(r"\s+(?:was|is)\s+(?:\w+ly\s+)?([a-z]+ing)\b", after)
    return doing is not None and doing.group(1) in word_class("gesturing")


def places_in_narration(document: Document, surfaces: dict[str, Surface]) -> list[tuple[int, int, str]]:
    """(start, end, surface) of every name in narration, in order."""
    return sorted(
        (at, at + len(text), text) for text, surface in surfaces.items() for at in surface.at if not document.quoted[at]
    )


def between(places: list[int], start: int, end: int) -> slice:
    """The part of a sorted list that lies in [start, end)."""
    return slice(bisect_left(places, start), bisect_left(places, end))


_COUPLE = re.compile(r"\s+(?:and|or|nor)\s+")


def coordinated(document: Document, surfaces: dict[str, Surface]) -> Counter[tuple[str, str]]:
    """How often two surfaces stand side by side, in this order, "Miss Steele and Lucy": nobody is coupled with themselves."""
    places = sorted((at, -len(text), text) for text, surface in surfaces.items() for at in surface.at)
    longest = [place for n, place in enumerate(places) if not n or place[0] != places[n - 1][0]]
    pairs = ((one, other) for one, other in pairwise(longest) if one[2] != other[2])
    return Counter((one[2], other[2]) for one, other in pairs if _COUPLE.fullmatch(document.text[one[0] - one[1] : other[0]]))
