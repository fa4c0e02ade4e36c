"""Which names are one person: surfaces put together, the surest kind first."""

from __future__ import annotations

import itertools
import math
import re

from narrate.model import Gender
from narrate.script.lexicon import given_names, signs, titles
from narrate.script.names import (
    Surface,
    places_in_narration,
    pronoun_votes,
    split_title,
    surfaces,
)
from narrate.script.nicknames import formal
from narrate.script.pages import Pages
from narrate.script.roster import Person, Roster

_OFTEN = 3
_OLD_AND_YOUNG = frozenset({"old", "young"})
_MARRIED = frozenset({"mrs", "madame", "mme", "signora", "frau", "señora"})
_COUPLE = re.compile(r"\s+(?:and|or|nor)\s+")
_RANKED = frozenset({"sir", "lord", "general", "captain", "colonel", "major", "admiral"})


def _coupled(pages: Pages, found: dict[str, Surface]) -> set[tuple[str, str]]:
    """Pairs of surfaces that stand side by side, "Miss Steele and Lucy": nobody is coupled with themselves."""
    places = sorted((at, -len(text), text) for text, seen in found.items() for at in seen.at)
    longest = [place for n, place in enumerate(places) if not n or place[0] != places[n - 1][0]]
    pairs = set()
    for (at, length, one), (after, _, other) in itertools.pairwise(longest):
        if one != other and _COUPLE.fullmatch(pages.text[at - length : after]):
            pairs |= {(one, other), (other, one)}
    return pairs


def _rank_apart(title: str, kind: str) -> bool:
    """Sir Thomas is no Mr. Bertram, the admiral no Mr. Crawford."""
    return (title in _RANKED and kind == "mr") or (title == "mr" and kind in _RANKED)


def _is_pet_form(one: str, other: str) -> bool:
    """Kit and Kitty, Skaggs and Skaggsy."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and bool(re.fullmatch(re.escape(short) + rf"(?:{short[-1]}|s|t)?(?:y|ie|ey)", long))


class _Clusters:
    """Puts surfaces together, the surest kind first: full names, given names, titled names, bare surnames."""

    def __init__(self, pages: Pages, found: dict[str, Surface]) -> None:
        self.found = found
        self.votes = pronoun_votes(pages, places_in_narration(pages, found))
        self.people: list[Person] = []
        self.gender = {text: self._gender(text) for text in found}
        self.sentences = {text: {pages.sentence(at) for at in seen.at if not pages.quoted[at]} for text, seen in found.items()}
        self.coupled = _coupled(pages, found)

    def _gender(self, text: str) -> Gender:
        title, core = split_title(text)
        told = titles().get(title, "unknown") if title else "unknown"
        if told != "unknown":
            return told
        female, male = self.votes.get(text, (0, 0))
        lean = math.log((male + 0.7) / (female + 0.7)) * min(1.0, (male + female) / 6 + 0.3) * 1.3
        known = given_names().get(core[0].lower(), "unknown")
        if title is None and len(core) == 1 and known == "unknown" and {f"Mr. {text}", f"Mr {text}"} & set(self.found):
            lean += 2.0
        lean += 1.6 if known == "male" else -1.6 if known == "female" else 0.0
        return "male" if lean > 0.6 else "female" if lean < -0.6 else "unknown"

    def apart(self, one: str, other: str) -> bool:
        """Two surfaces named in the same sentence of narration, more than by accident, are two people.

        Writers do vary a name within a sentence ("Mary … Miss Crawford"), so a given name and a Miss or Mr of
        the same family need more to be told apart.
        """
        if (one, other) in self.coupled:
            return True
        if one in other or other in one:
            return False
        a, b = self.sentences[one], self.sentences[other]
        together = len(a & b)
        varied = {self.found[one].title, self.found[other].title} & {"miss", "mr"} and None in (
            self.found[one].title,
            self.found[other].title,
        )
        return together >= 2 and together > (0.1 if varied else 0.04) * min(len(a), len(b))

    def fits(self, person: Person, text: str) -> bool:
        gender = self.gender[text]
        title = split_title(text)[0] or ""
        if any(_rank_apart(title, kind) for kind in person.kinds):
            return False
        if "unknown" not in (gender, person.gender) and gender != person.gender:
            return False
        return not any(self.apart(text, other) for other in person.surfaces)

    def new(self, text: str, first: str | None, last: str | None, kind: str) -> None:
        person = Person(len(self.people), text, {text}, self.gender[text], first=first, last=last, kinds={kind})
        person.count = self.found[text].count
        self.people.append(person)

    def join(self, choices: list[Person], text: str, kind: str) -> bool:
        if not choices:
            return False
        person = max(choices, key=lambda p: (p.count, -p.number))
        person.surfaces.add(text)
        person.kinds.add(kind)
        person.count += self.found[text].count
        if person.gender == "unknown":
            person.gender = self.gender[text]
        return True

    def full_name(self, text: str) -> None:
        title, core = split_title(text)
        first, last = core[0].rstrip("."), core[-1]
        if " " not in text:
            self.new(text, last, None, "full")  # Winnie-the-Pooh is Pooh, and of no family
            return
        family = [p for p in self.people if p.last == last or (p.last is None and p.first == first)]
        same = [p for p in family if p.first and self._same_given(p, first, text) and self.fits(p, text)]
        wives_apart = [p for p in same if not ((title in _MARRIED) and p.gender == "male")]
        if not self.join(wives_apart, text, title or "full"):
            self.new(text, first, last, title or "full")

    def _same_given(self, person: Person, first: str, text: str) -> bool:
        """Thomas and Tom may be one, but Thomas Gradgrind and Tom Gradgrind, both often named so, are father and son."""
        if person.first == first:
            return True
        if person.first is None or formal(person.first) != formal(first):
            return False
        return min(self.found[text].count, person.count) < _OFTEN

    def given_name(self, text: str) -> bool:
        gender = self.gender[text]
        same = [p for p in self.people if p.first == text and self.fits(p, text)]
        if not same and formal(text) != text.lower():
            same = [
                p
                for p in self.people
                if p.first and formal(p.first) == formal(text) and self.fits(p, text) and gender in (p.gender, "unknown")
            ]
        return self.join(same or self._pet(text), text, "given")

    def _pet(self, text: str) -> list[Person]:
        pets = [p for p in self.people if any(_is_pet_form(text, s) for s in p.surfaces) and self.fits(p, text)]
        return pets if len(pets) == 1 else []

    def titled(self, text: str) -> None:
        title, core = split_title(text)
        title = title or ""
        word, gender = core[0], self.gender[text]
        choices: list[Person] = []
        given = title in ("mr", "mrs", "dr") and word.lower() in given_names() and not any(p.last == word for p in self.people)
        if given or title in signs("first-name titles"):
            known = [p for p in self.people if p.first == word and p.gender in (gender, "unknown")]
            same = known or [p for p in self.people if word in p.surfaces and title not in _OLD_AND_YOUNG]
            choices = [p for p in same if self.fits(p, text)]
        if not choices:
            wanted = (gender,) if gender != "unknown" else ("male", "female", "unknown")
            family = [p for p in self.people if p.last == word and p.first and p.gender in wanted]
            if title == "lady":
                family = [p for p in family if "lady" in p.kinds]
            if title in _MARRIED:
                single = f"Miss {word}" in self.found
                family = [p for p in family if "miss" not in p.kinds and not (single and not p.kinds & _MARRIED)]
            fitting = [p for p in family if self.fits(p, text)]
            if title == "mr" and {f"Old {text}", f"Young {text}"} <= set(self.found):
                fitting = []  # father and son: plain Mr. Emerson is the father, young Mr. Emerson is George
            if title == "mr" and len(fitting) > 1:
                elders = [p for p in fitting if p.first and formal(p.first) == p.first.lower()]
                fitting = elders if len(elders) == 1 else fitting
            if len(fitting) == 1 and (title == "mr" or sum(p.count >= 5 for p in family) <= 1):
                choices = fitting
        if not choices:
            choices = [
                p
                for p in self.people
                if p.last == word
                and not p.first
                and (p.gender in (gender, "unknown") or title in p.kinds)
                and self.fits(p, text)
                and not (p.kinds - {title}) & signs("ranks")
                and not (title in signs("ranks") and p.kinds - {title})
                and not (gender == "female" and bool(p.kinds & _MARRIED) != (title in _MARRIED))
            ]
        if not self.join(choices, text, title):
            self.new(text, None, word, title)

    def surname(self, text: str) -> None:
        gender = self.gender[text]
        family = [p for p in self.people if p.last == text and self.fits(p, text)]
        exact = [p for p in family if p.gender == gender != "unknown"]
        men = [p for p in family if p.gender == "male"] if gender != "female" else []
        # "said Gradgrind" is Mr. Gradgrind, not his son Tom
        heads = [p for p in men if {f"Mr. {text}", f"Mr {text}"} & p.surfaces]
        others = [p for p in family if not p.kinds & (_MARRIED | {"miss"})]
        if not self.join(heads or exact or men or others or self._pet(text), text, "surname"):
            self.new(text, text, None, "given")


def gather(pages: Pages) -> Roster:
    """The named people of the story, most often named first."""
    found = surfaces(pages)
    clusters = _Clusters(pages, found)
    by_count = sorted(found, key=lambda text: (-found[text].count, text))
    bare = [t for t in by_count if found[t].title is None and len(found[t].core) == 1]
    full = [t for t in by_count if len(found[t].core) > 1]
    for text in sorted(full, key=lambda t: " " in t):
        clusters.full_name(text)
    left = [text for text in bare if not clusters.given_name(text)]
    for text in by_count:
        if found[text].title is not None and len(found[text].core) == 1:
            clusters.titled(text)
    for text in left:
        clusters.surname(text)
    return _numbered(clusters)


def _numbered(clusters: _Clusters) -> Roster:
    roster = Roster([])
    for old in sorted(clusters.people, key=lambda p: (-p.count, p.name)):
        seen = [clusters.found[text] for text in sorted(old.surfaces)]
        gender = old.gender
        if gender == "unknown":
            female = sum(clusters.votes.get(s.text, (0, 0))[0] for s in seen)
            male = sum(clusters.votes.get(s.text, (0, 0))[1] for s in seen)
            gender = "male" if male > max(1, female) else "female" if female > max(1, male) else "unknown"
        name = max(seen, key=lambda s: (s.count, len(s.text), s.text)).text
        person = roster.add(name, old.surfaces, gender)
        person.count, person.kinds, person.first, person.last = old.count, old.kinds, old.first, old.last
        person.called = sum(s.called for s in seen)
        person.narrated = sum(s.narrated for s in seen)
    roster.index()
    return roster
