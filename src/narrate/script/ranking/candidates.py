"""Looks at a whole book for the ranker: its sights, the candidates of every turn, and a row of features for each."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from narrate.script.document import Mention
from narrate.script.evidence.context import Desk
from narrate.script.evidence.coreference import Reader
from narrate.script.names.roster import Roster, age_of
from narrate.script.ranking.features import Frame
from narrate.script.ranking.turn_features import Sight, sight

BACK, AHEAD, RECENT = 18, 2, 10
"""Candidates are named in so many paragraphs before and after, or among so many most recently named."""
STRETCH = 2560
"""Turns that are ranked together: no annotated novel has so many."""
_EXPECTED = 300
"""Words that everybody is taken to have said as all people say them, besides those they are known for."""
Worded: TypeAlias = tuple[int, list[tuple[str, int, float]]]
"""How many words a turn has; and each with how often it stands there, and how often among all words of the dialogue."""
_STOP = re.compile(r"[.!?…][\"”’]?\s")


class Table:
    """The rows of a stretch of turns. The numbers of row i, as many as there are NAMES, stand one after the other in `numbers`;
    it belongs to the turn `turns[i]` and the person `people[i]`. Turns stand in order, the first is `first`."""

    def __init__(self, first: int = 0) -> None:
        self.first = first
        self.numbers = array("f")
        self.turns: list[int] = []
        self.people: list[int] = []


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+", text.lower()))


class Looker:
    """Looks at a whole book: sights, candidates, rows."""

    def __init__(self, desk: Desk, rules: list[tuple[int, float] | None], held: Mapping[int, int]) -> None:
        """`rules` holds the rules' verdict for each turn; `held` tells the speakers of turns that are beyond doubt."""
        self.desk, self.rules = desk, rules
        self.roster: Roster = desk.roster
        self.sights = [sight(desk, n) for n in range(len(desk.pages.turns))]
        for number, person in held.items():
            self.sights[number].known = person
        self.known = [s.known for s in self.sights]
        self.reader = Reader(desk, self.known)
        self.glimpses = self.reader.read()
        self.genders = [desk.gender(p.number) for p in self.roster.people]
        self.children = {p.number for p in self.roster.people if p.surfaces and age_of(p) == "child"}
        self._mentions()
        self._runs()
        self._styles()
        self.talk = Counter(k for k in (s.known for s in self.sights) if k is not None)

    def _mentions(self) -> None:
        self.narrated: dict[int, list[Mention]] = defaultdict(list)
        self.order: list[Mention] = []
        self.stood_for: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.heads: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for mention in (m for m in self.desk.mentions.all if not m.quoted):
            who = self.reader.antecedents.get(mention.start) if not mention.named else None
            if who is not None:
                self.stood_for[mention.paragraph].append((mention.start, who))
            elif len(mention.numbers) == 1:
                who = mention.numbers[0]
            if who is not None and mention.opens:
                self.heads[mention.paragraph].append((mention.start, who))
        for mention in self.desk.mentions.all:
            if mention.named and not mention.quoted:
                self.narrated[mention.paragraph].append(mention)
                self.order.append(mention)
        self.quoted: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.desk.mentions.all:
            if mention.named and mention.quoted:
                self.quoted[mention.paragraph].append(mention)

    def _runs(self) -> None:
        run = 0
        self.run_turns: dict[int, list[int]] = defaultdict(list)
        for s in self.sights:
            turn = self.desk.turn(s.number)
            if s.number and (turn.gap > 2 or turn.fresh):
                run = s.number
            s.run = run
            self.run_turns[run].append(s.number)
        self.run_known = {r: Counter(k for n in turns if (k := self.known[n]) is not None) for r, turns in self.run_turns.items()}

    def _styles(self) -> None:
        self.all_words: Counter[str] = Counter()
        self.own_words: dict[int, Counter[str]] = defaultdict(Counter)
        for s in self.sights:
            words = _words(s.text)
            self.all_words.update(words)
            if s.known is not None:
                self.own_words[s.known].update(words)
        self.total = self.all_words.total() + 1
        self.own_total = {n: c.total() for n, c in self.own_words.items()}

    def lead_in(self, number: int) -> int | None:
        """Whom the last sentence of the narration before an untagged turn is about, if it is in this scene: the first of its
        people who is named, or meant by "he", "she", "I" or an opening "her"."""
        turn = self.desk.turn(number)
        if turn.gap < 2 or turn.fresh or turn.paragraph == 0 or self.desk.spoken_tag(number) is not None:
            return None
        start, end = self.desk.pages.paragraphs[turn.paragraph - 1]
        stops = [m.end() for m in _STOP.finditer(self.desk.pages.text, start, end) if m.end() < end - 2]
        for mention in self.desk.mentions.within(stops[-1] if stops else start, end):
            if mention.quoted or not (mention.named or mention.opens or mention.surface in ("he", "she", "i")):
                continue
            who = mention.numbers[0] if len(mention.numbers) == 1 else self.reader.antecedents.get(mention.start)
            if who is not None:
                return who
        return None

    def opener(self, number: int) -> int | None:
        """Who heads the paragraph of narration before a turn whose tag has a pronoun of that gender: "Ben sat down. … “Well?” he
        said"."""
        tag, turn = self.desk.spoken_tag(number), self.desk.turn(number)
        if tag is None or tag.subject != "pronoun" or tag.first or turn.gap < 2 or turn.fresh or not turn.paragraph:
            return None
        told = self.desk.mentions.within(*self.desk.pages.paragraphs[turn.paragraph - 1])
        heads = (m.numbers[0] for m in told if m.opens and not m.quoted and len(m.numbers) == 1)
        who = next(heads, None)
        return who if who is not None and self.desk.gender(who) in (tag.gender, "unknown") else None

    def worded(self, number: int) -> Worded:
        """A turn's words."""
        counts = _words(self.sights[number].text)
        told = [(word, count, (self.all_words[word] + 0.5) / self.total) for word, count in counts.items()]
        return counts.total(), told

    def style(self, person: int, number: int, worded: Worded) -> float:
        """Log odds per root word that a turn's words are theirs; 0 for people with few known words."""
        own = self.own_words.get(person)
        if own is None:
            return 0.0
        length, words = worded
        mine = self.sights[number].known == person
        total = self.own_total[person] - length * mine
        if total < 50:
            return 0.0
        score = length * math.log(_EXPECTED / (total + _EXPECTED))  # if none of them had ever been theirs
        for word, count, base in words:
            if said := own.get(word, 0) - count * mine:
                score += count * math.log1p(said / (_EXPECTED * base))
        return score / math.sqrt(max(1, length))

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The book's turns in stretches (first, end) of at most STRETCH, cut where a scene begins if there is one: so the rows
        of a very long book are never all there at once."""
        first = 0
        while len(self.sights) - first > STRETCH:
            scenes = (n for n in range(first + STRETCH, first + STRETCH // 2, -1) if self.desk.turn(n).fresh)
            end = next(scenes, first + STRETCH)
            yield first, end
            first = end
        yield first, len(self.sights)

    def table(self, first: int = 0, end: int | None = None) -> Table:
        """The rows of a stretch of turns, or of the whole book."""
        made = Table(first)
        previous = self.sights[first - 1].candidates if first else []
        for s in self.sights[first:end]:
            recent = self._recent(s)
            s.candidates = self._candidates(s, recent, previous)
            previous = s.candidates
            frame = Frame(self, s, recent)
            for person in s.candidates:
                made.numbers.extend(frame.row(person))
                made.turns.append(s.number)
                made.people.append(person)
        return made

    def _recent(self, s: Sight) -> dict[int, tuple[int, Mention]]:
        """Person → (rank, last mention in narration before the quotation), most recent first."""
        found: dict[int, tuple[int, Mention]] = {}
        low, high = 0, len(self.order)
        while low < high:
            middle = (low + high) // 2
            if self.order[middle].start < s.start:
                low = middle + 1
            else:
                high = middle
        for mention in reversed(self.order[max(0, low - 120) : low]):
            for number in mention.numbers:
                found.setdefault(number, (len(found), mention))
        return found

    def _candidates(self, s: Sight, recent: dict[int, tuple[int, Mention]], previous: list[int]) -> list[int]:
        found: dict[int, None] = {}
        for paragraph in range(s.paragraph - BACK, s.paragraph + AHEAD + 1):
            for mention in (*self.narrated.get(paragraph, ()), *self.quoted.get(paragraph, ())):
                found.update(dict.fromkeys(mention.numbers))
        for number in range(max(0, s.number - 12), min(len(self.sights), s.number + 4)):
            if self.known[number] is not None:
                found[self.known[number]] = None  # type: ignore[index]
        for tag in s.tags:
            found.update(dict.fromkeys(tag.numbers))
        found.update(dict.fromkeys(list(recent)[:RECENT]))
        found.update(dict.fromkeys(n for n, _ in self.run_known[s.run].most_common(5)))
        if (teller := self.roster.teller(s.start)) is not None:
            found[teller] = None
        turn = self.desk.turn(s.number)
        if turn.gap == 1 and s.number and not self.desk.pages.quotes[self.desk.turn(s.number - 1).last].closes:
            found.update(dict.fromkeys(previous))
        rule = self.rules[s.number]
        if rule is not None:
            found[rule[0]] = None
        return sorted(found)
