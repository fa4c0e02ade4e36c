"""Which names are one person: surfaces put together, the surest kind first."""

from __future__ import annotations

import re
from collections import Counter

from narrate.script.document import Document
from narrate.script.lexicon import given_names, word_class
from narrate.script.names.genders import NameGenders
from narrate.script.names.names import coordinated, places_in_narration, pronoun_votes, surfaces
from narrate.script.names.nicknames import are_variants, is_full_form, is_pet_form
from narrate.script.names.roster import Person, Roster
from narrate.script.names.sisters import elder_of, eldest
from narrate.script.names.surface import Surface
from narrate.script.names.titles import DESCRIBING, MARRIED, NOBLE, rank_apart, split_title

_OFTEN = 3
_MEANT = 0.1
_OLD_AND_YOUNG = frozenset({"old", "young"})
_MISSES = re.compile(r"\b(?:Miss|Misses)\s+([A-Z][\w’'-]+?)(?:s|(?<=[sxzh])es)\b")
_DOCTOR_AND_MISTER = frozenset({"dr", "mr"})


class _NameClusters:
    """Puts surfaces together, the surest kind first: full names, given names, titled names, bare surnames."""

    def __init__(self, document: Document, found: dict[str, Surface]) -> None:
        self.found = found
        self.genders = NameGenders(found, pronoun_votes(document, places_in_narration(document, found)))
        self.people: list[Person] = []
        self.gender = {text: self.genders.of(text) for text in found}
        self.sentences = {
            text: {document.sentence(at) for at in seen.at if not document.quoted[at]} for text, seen in found.items()
        }
        self.coordinated = coordinated(document, found)
        self.whole = {(seen.core[0], seen.core[-1]) for seen in found.values() if len(seen.core) > 1 and seen.count >= _OFTEN}
        """The first and the last part of every name that is often written whole."""
        self.sisters = {name for name, times in Counter(_MISSES.findall(document.text)).items() if times > 1}
        self.misses = Counter({s.core[0]: s.count for s in found.values() if s.title == "miss" and len(s.core) == 1})
        """How often there is a "Miss Louisa", by what follows the Miss."""

    def apart(self, one: str, other: str) -> bool:
        """Two surfaces named in the same sentence of narration, more than by accident, are two people.

        Writers do vary a name within a sentence ("Mary … Miss Crawford"), so a given name and a Miss or Mr of
        the same family need more to be told apart.
        """
        if self.coordinated[one, other] or self.coordinated[other, one]:
            return True
        if one in other or other in one or (one, other) in self.whole or (other, one) in self.whole:
            return False
        a, b = self.sentences[one], self.sentences[other]
        together = len(a & b)
        least, share = 2, 0.04
        titles_of_both = {self.found[one].title, self.found[other].title}
        if titles_of_both in ({None, "miss"}, {None, "mr"}) or self._shorter_miss(one, other):
            least, share = (3, 0.2) if "miss" in titles_of_both else (2, 0.1)
        return together >= least and together > share * min(len(a), len(b))

    def _shorter_miss(self, one: str, other: str) -> bool:
        """ "Miss Rebecca Sharp … Miss Sharp": once in full, then shorter."""
        short, long = sorted((self.found[one], self.found[other]), key=lambda seen: len(seen.core))
        return short.title == long.title == "miss" and short.core == long.core[-1:]

    def fits(self, person: Person, text: str) -> bool:
        gender = self.gender[text]
        title = split_title(text)[0] or ""
        if self._ranked_apart(person, text, title):
            return False
        surname = split_title(text)[1][-1]
        if title in _DOCTOR_AND_MISTER and person.kinds & _DOCTOR_AND_MISTER - {title} and self._both(surname):
            return False
        if "unknown" not in (gender, person.gender) and gender != person.gender:
            return False
        return not any(self.apart(text, other) for other in person.surfaces)

    def _ranked_apart(self, person: Person, text: str, title: str) -> bool:
        """Captain William Dobbin and Mr. William Dobbin are one, but Sir Thomas Bertram and Mr. Thomas Bertram are not."""
        if title in person.kinds or not any(rank_apart(title, kind) for kind in person.kinds):
            return False
        core = split_title(text)[1]
        return len(core) == 1 or person.first != core[0] or bool(NOBLE & {title, *person.kinds})

    def _both(self, surname: str) -> bool:
        """Whether the narration speaks of a Dr. and of a Mr. of this surname: brothers, then."""
        narrated: Counter[str | None] = Counter()
        for seen in self.found.values():
            if seen.title in _DOCTOR_AND_MISTER and seen.core[-1] == surname:
                narrated[seen.title] += seen.narrated
        return all(narrated[title] >= _OFTEN for title in _DOCTOR_AND_MISTER)

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
        wives_apart = [p for p in same if self._own_name(p, text)]
        if not self.join(wives_apart, text, title or "full"):
            self.new(text, first, last, title or "full")

    def _own_name(self, person: Person, text: str) -> bool:
        """ "Mrs. Sam Reeve" is not Sam Reeve, unless Sam is a woman."""
        married = {title in MARRIED for title in (self.found[text].title, *person.kinds)}
        return len(married) == 1 or {person.gender, self.gender[text]} == {"female"}

    def _same_given(self, person: Person, first: str, text: str) -> bool:
        """Thomas and Tom may be one, but Thomas Gradgrind and Tom Gradgrind, both often named so, are father and son if the
        narration ever speaks of them together."""
        if person.first == first:
            return True
        if person.first is None or not are_variants(person.first, first):
            return False
        seldom = min(self.found[text].count, person.count) < _OFTEN
        return self.gender[text] == "female" or seldom or not self._beginning(first) & self._beginning(person.first)

    def _beginning(self, first: str) -> set[int]:
        """The sentences of narration with a name that begins so."""
        return set().union(*(self.sentences[text] for text, seen in self.found.items() if seen.core[0] == first))

    def given_name(self, text: str) -> bool:
        gender, [name] = self.gender[text], split_title(text)[1]
        same = [p for p in self.people if p.first == name and self.fits(p, text)]
        if not same:
            near = (p for p in self._familiar() if p.first and gender in (p.gender, "unknown") and are_variants(p.first, name))
            same = [p for p in near if self.fits(p, text)]
        return self.join(same or self._pet(text), text, "given")

    def _familiar(self) -> list[Person]:
        """Those who may be called by a short name: nobody is who is only ever "Lady Margaret"."""
        return [p for p in self.people if p.kinds != {"lady"}]

    def _pet(self, text: str) -> list[Person]:
        pets = [p for p in self.people if any(is_pet_form(text, s) for s in p.surfaces) and self.fits(p, text)]
        return pets if len(pets) == 1 else []

    def titled(self, text: str) -> None:
        title, core = split_title(text)
        title = title or ""
        word, gender = core[0], self.gender[text]
        choices: list[Person] = []
        listed_first = word.lower() in given_names() and word not in self.genders.surnames
        is_first = listed_first or any(p.first == word and p.last for p in self.people)
        given = title in ("mr", "mrs", "dr") and is_first and not any(p.last == word for p in self.people)
        if given or title in word_class("first-name titles"):
            fitting = [p for p in self.people if p.first and p.gender in (gender, "unknown")]
            known = [p for p in fitting if p.first == word] or [p for p in fitting if are_variants(p.first or "", word)]
            same = known or [p for p in self.people if word in p.surfaces and title not in _OLD_AND_YOUNG]
            choices = [p for p in same if self.fits(p, text)]
        if not choices:
            wanted = (gender,) if gender != "unknown" else ("male", "female", "unknown")
            family = [p for p in self.people if p.last == word and p.first and p.gender in wanted]
            if title == "miss":
                family = [p for p in family if not p.kinds & MARRIED or p.kinds & {"miss", "given"}]
                family = elder_of(family, self.misses, speaks_of_sisters=word in self.sisters)
            if title == "lady":
                family = [p for p in family if "lady" in p.kinds]
            if title in MARRIED:
                single = f"Miss {word}" in self.found
                family = [p for p in family if "miss" not in p.kinds and not (single and not p.kinds & MARRIED)]
            fitting = self._narrated_only([p for p in family if self.fits(p, text)])
            if title == "mr" and {f"Old {text}", f"Young {text}"} <= set(self.found):
                fitting = []  # father and son: plain Mr. Emerson is the father, young Mr. Emerson is George
            if title == "mr" and len(fitting) > 1:
                elders = [p for p in fitting if p.first and is_full_form(p.first)]
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
                and not (p.kinds - {title}) & word_class("ranks")
                and not (title in word_class("ranks") and p.kinds - {title})
                and not (gender == "female" and bool(p.kinds & MARRIED) != (title in MARRIED))
            ]
        if not self.join(choices, text, title):
            self.new(text, None, word, title)

    def misses_are_eldest(self) -> None:
        """Join each "Miss Bertram" who is nobody yet with the eldest of the sisters, if it is known who that is."""
        for miss in [p for p in self.people if p.kinds == {"miss"} and p.first is None]:
            elder = eldest(miss.last or "", self.people, self.coordinated)
            if elder and all(self.fits(elder, text) for text in miss.surfaces):
                for text in sorted(miss.surfaces):
                    self.join([elder], text, "miss")
                self.people.remove(miss)

    def _narrated_only(self, family: list[Person]) -> list[Person]:
        """Those whom the narration names: of a Mr. Orlando Ladislaw people only talk, once. All of them if it names nobody."""
        return [p for p in family if any(self.found[s].narrated for s in p.surfaces)] or family

    def described(self, text: str) -> None:
        """ "Poor Strether" is Strether, whoever that is by now."""
        [word] = split_title(text)[1]
        named = [p for p in self.people if word in p.surfaces] or [p for p in self.people if word in (p.first, p.last)]
        if not self.join([p for p in named if self.fits(p, text)], text, split_title(text)[0] or ""):
            self.titled(text)

    def surname(self, text: str) -> None:
        gender, [name] = self.gender[text], split_title(text)[1]
        family = [p for p in self.people if p.last == name and self.fits(p, text)]
        exact = [p for p in family if p.gender == gender != "unknown"]
        men = [p for p in family if p.gender == "male"] if gender != "female" else []
        # "said Gradgrind" is Mr. Gradgrind, not his son Tom
        head = sorted(men, key=lambda p: (-self._by_surname(p, name), -p.count, p.number))[:1]
        others = [p for p in family if not p.kinds & (MARRIED | {"miss"})]
        if not self.join(head or exact or others or self._pet(text) or self._seldom(text), text, "surname"):
            self.new(text, name, None, "given")

    def _by_surname(self, person: Person, surname: str) -> int:
        """How often somebody is named by title and surname alone."""
        return sum(self.found[s].count for s in person.surfaces if self.found[s].title and self.found[s].core == [surname])

    def _seldom(self, text: str) -> list[Person]:
        """Who has a name of which this, or theirs, is a short form that is seldom used: "Sidney" is Sid."""
        near = [
            p
            for p in self._familiar()
            if p.first and are_variants(p.first, text) and min(p.count, self.found[text].count) < _OFTEN
        ]
        return [p for p in near if self.gender[text] in (p.gender, "unknown") and self.fits(p, text)]


def build_roster(document: Document) -> Roster:
    """The named people of the story, most often named first."""
    found = surfaces(document)
    clusters = _NameClusters(document, found)
    by_count = sorted(found, key=lambda text: (-found[text].count, text))
    bare = [t for t in by_count if found[t].title is None and len(found[t].core) == 1]
    full = [t for t in by_count if len(found[t].core) > 1]
    for text in sorted(full, key=lambda t: " " in t):
        clusters.full_name(text)
    surnames = clusters.genders.surnames
    left = [text for text in bare if found[text].core[0] in surnames or not clusters.given_name(text)]
    titled = [t for t in by_count if found[t].title is not None and len(found[t].core) == 1]
    described = [t for t in titled if found[t].title in DESCRIBING and not _old_and_young(found, found[t].core[0])]
    for text in titled:
        if text not in described:
            clusters.titled(text)
    for text in left:
        clusters.surname(text)
    for text in described:
        clusters.described(text)
    clusters.misses_are_eldest()
    return _numbered(clusters)


def _old_and_young(found: dict[str, Surface], name: str) -> bool:
    """Whether the story tells an old one of this name from a young one."""
    return {f"Old {name}", f"Young {name}"} <= set(found)


def _described(seen: list[Surface]) -> frozenset[str]:
    """What stands before a name often enough to mean it: a servant's one "Master Franklin" makes nobody a child."""
    words: Counter[str] = Counter()
    for surface in seen:
        words.update(dict.fromkeys({"old", "little", "master"} & set(surface.text.lower().split()), surface.count))
    return frozenset(word for word, count in words.items() if count >= _MEANT * sum(surface.count for surface in seen))


def _numbered(clusters: _NameClusters) -> Roster:
    roster = Roster([])
    for old in sorted(clusters.people, key=lambda p: (-p.count, p.name)):
        seen = [clusters.found[text] for text in sorted(old.surfaces)]
        gender = old.gender
        if gender == "unknown":
            female, male = (sum(clusters.genders.votes.get(s.text, (0, 0))[n] for s in seen) for n in (0, 1))
            gender = "male" if male > max(1, female) else "female" if female > max(1, male) else "unknown"
        name = max(seen, key=lambda s: (s.count, len(s.text), s.text)).text
        person = roster.add(name, old.surfaces, gender)
        person.count, person.kinds, person.first, person.last = old.count, old.kinds, old.first, old.last
        person.described = _described(seen)
        person.called = sum(s.called for s in seen)
        person.narrated = sum(s.narrated for s in seen)
    roster.index()
    return roster
