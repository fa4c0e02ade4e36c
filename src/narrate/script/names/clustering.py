"""Which names are one person: what each kind of name may be joined with."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from narrate.script.document import Document
from narrate.script.lexicon import given_names, word_class
from narrate.script.names.gender_votes import gender_votes
from narrate.script.names.genders import NameGenders
from narrate.script.names.names import coordinated, places_in_narration
from narrate.script.names.nicknames import are_variants, is_full_form
from narrate.script.names.people import People
from narrate.script.names.roster import Person
from narrate.script.names.sisters import elder_of, eldest
from narrate.script.names.surface import Surface
from narrate.script.names.titles import MARRIED, NOBLE, rank_apart, split_title

_OFTEN = 3
_OFTEN_WHOLE, _FAR_OFTENER = 10, 4
"""So often one of a family is named with both names, and so many times as often as all others together. In 75 books eleven
people are found so rightly, and one wrongly: a colonel, whose son is a captain."""
_OLD_AND_YOUNG = frozenset({"old", "young"})
_MISSES = re.compile(r"\b(?:Miss|Misses)\s+([A-Z][\w’'-]+?)(?:s|(?<=[sxzh])es)\b")
_DOCTOR_AND_MISTER = frozenset({"dr", "mr"})


class NameClusters:
    """Puts surfaces together, the surest kind first: full names, given names, titled names, bare surnames."""

    def __init__(self, document: Document, surfaces: dict[str, Surface]) -> None:
        self.found = surfaces
        self.genders = NameGenders(surfaces, gender_votes(document, places_in_narration(document, surfaces)))
        self.people = People()
        self.gender = {text: self.genders.of(text) for text in surfaces}
        self.sentences = {
            text: {document.sentence(at) for at in surface.at if not document.quoted[at]} for text, surface in surfaces.items()
        }
        self.coordinated = coordinated(document, surfaces)
        self.whole = {
            (surface.core[0], surface.core[-1])
            for surface in surfaces.values()
            if len(surface.core) > 1 and surface.count >= _OFTEN
        }
        """The first and the last part of every name that is often written whole."""
        self.sisters = {name for name, times in Counter(_MISSES.findall(document.text)).items() if times > 1}
        self.misses = Counter({s.core[0]: s.count for s in surfaces.values() if s.title == "miss" and len(s.core) == 1})
        """How often there is a "Miss Louisa", by what follows the Miss."""
        self.narrated: Counter[tuple[str | None, str]] = Counter()
        """How often the narration has a title and a last name."""
        self.beginnings: dict[str, set[int]] = defaultdict(set)
        """The sentences of narration with a name that begins so."""
        for text, surface in surfaces.items():
            self.narrated[surface.title, surface.core[-1]] += surface.narrated
            self.beginnings[surface.core[0]] |= self.sentences[text]
        self.tails = {core[at:] for core in (tuple(s.core) for s in surfaces.values()) for at in range(1, len(core))}
        """What ends somebody's longer name."""

    def apart(self, one: str, other: str) -> bool:
        """Two surfaces named in the same sentence of narration, more than by accident, are two people.

        Writers do vary a name within a sentence ("Mary … Miss Crawford"), so a given name and a Miss or Mr of
        the same family need more to be told apart.
        """
        if self.coordinated[one, other] or self.coordinated[other, one]:
            return True
        called = {name.rsplit("-the-", 1)[-1] for name in (one, other) if "-the-" in name}
        if one in other or other in one or (one, other) in self.whole or (other, one) in self.whole:
            return False
        if any(name in one and name in other for name in called):
            return False  # Winnie-the-Pooh and Pooh Bear
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
        """Whether nothing speaks against a surface being one more of a person's: title, gender, or a sentence that names both."""
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
        return all(self.narrated[title, surname] >= _OFTEN for title in _DOCTOR_AND_MISTER)

    def new(self, text: str, first: str | None, last: str | None, kind: str) -> None:
        """A person of their own; `kind` is the title, else the kind of name."""
        person = Person(len(self.people), text, {text}, self.gender[text], first=first, last=last, kinds={kind})
        person.count = self.found[text].count
        self.people.add(person)

    def join(self, choices: list[Person], text: str, kind: str) -> bool:
        """Give a surface to the most named of these people; False if there are none."""
        if not choices:
            return False
        person = max(choices, key=lambda p: (p.count, -p.number))
        self.people.call(person, text)
        person.kinds.add(kind)
        person.count += self.found[text].count
        if person.gender == "unknown":
            person.gender = self.gender[text]
        return True

    def full_name(self, text: str) -> None:
        """Given name and surname: somebody of the family with that given name, else a person of their own."""
        title, core = split_title(text)
        first, last = core[0].rstrip("."), core[-1]
        if " " not in text:
            self.new(text, last, None, "full")  # Winnie-the-Pooh is Pooh, and of no family
            return
        family = self.people.namesakes(first, last)
        same = [p for p in family if p.first and self._same_given(p, first, text) and self.fits(p, text)]
        if not same and title and tuple(core) in self.tails:
            family = [*self.people.of_last(last), *(p for p in self.people.of_first(first) if p.last is None)]
            same = [p for p in family if self._ends_so(p, core) and self.fits(p, text)]
        wives_apart = [p for p in same if self._own_name(p, text)]
        if not self.join(wives_apart, text, title or "full"):
            self.new(text, first, last, title or "full")

    def _ends_so(self, person: Person, core: list[str]) -> bool:
        """Whether these words end a longer name of a person: Princess Bint Salim is Leila Bint Salim."""
        names = (self.found[text].core for text in person.surfaces)
        return any(len(name) > len(core) and name[-len(core) :] == core for name in names)

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
        return self.gender[text] == "female" or seldom or not self.beginnings[first] & self.beginnings[person.first]

    def given_name(self, text: str) -> bool:
        """A bare given name, or a form of one; False if nobody has it."""
        gender, [name] = self.gender[text], split_title(text)[1]
        same = [p for p in self.people.of_first(name) if self.fits(p, text)]
        if not same:
            near = (p for p in self._familiar(name) if gender in (p.gender, "unknown"))
            same = [p for p in near if self.fits(p, text)]
        return self.join(same or self._pet(text), text, "given")

    def _familiar(self, name: str) -> list[Person]:
        """Those who may be called by a short name: nobody is who is only ever "Lady Margaret"."""
        return [p for p in self.people.variants(name) if p.kinds != {"lady"}]

    def _pet(self, text: str) -> list[Person]:
        pets = [p for p in self.people.pets(text) if self.fits(p, text)]
        return pets if len(pets) == 1 else []

    def titled(self, text: str) -> None:
        """A title and one name, be it given ("Miss Jane") or of a family ("Mrs. Reeve")."""
        title, [word, *_] = split_title(text)
        title = title or ""
        choices: list[Person] = []
        if self._stands_before_given(title, word):
            choices = self._of_given_name(title, word, text)
        choices = choices or self._of_family(title, word, text) or self._of_family_alone(title, word, text)
        if not self.join(choices, text, title):
            self.new(text, None, word, title)

    def _stands_before_given(self, title: str, word: str) -> bool:
        """Whether what follows a title is a given name: by the title, or because the story has such a given name and no such
        family."""
        listed_first = word.lower() in given_names() and word not in self.genders.surnames
        is_first = listed_first or any(p.last for p in self.people.of_first(word))
        given = title in ("mr", "mrs", "dr") and is_first and not self.people.of_last(word)
        return given or title in word_class("first-name titles")

    def _of_given_name(self, title: str, word: str, text: str) -> list[Person]:
        known: list[Person] = []
        for people in (self.people.of_first(word), self.people.variants(word)):
            known = known or [p for p in people if p.gender in (self.gender[text], "unknown")]
        same = known or (self.people.called(word) if title not in _OLD_AND_YOUNG else [])
        return [p for p in same if self.fits(p, text)]

    def _of_family(self, title: str, word: str, text: str) -> list[Person]:
        """The one member of the family, known by a given name, who has this title."""
        gender = self.gender[text]
        wanted = (gender,) if gender != "unknown" else ("male", "female", "unknown")
        family = [p for p in self.people.of_last(word) if p.first and p.gender in wanted]
        if title == "miss":
            family = [p for p in family if not p.kinds & MARRIED or p.kinds & {"miss", "given"}]
            family = elder_of(family, self.misses, speaks_of_sisters=word in self.sisters)
        if title == "lady":
            family = [p for p in family if "lady" in p.kinds]
        if title in MARRIED:
            known_miss = any("miss" in p.kinds for p in self.people.of_last(word))
            single = f"Miss {word}" in self.found and not known_miss
            family = [p for p in family if "miss" not in p.kinds and not (single and not p.kinds & MARRIED)]
        fitting = self._narrated_only([p for p in family if self.fits(p, text)])
        if title == "mr" and {f"Old {text}", f"Young {text}"} <= self.found.keys():
            return []  # father and son: plain Mr. Emerson is the father, young Mr. Emerson is George
        if title == "mr" and len(fitting) > 1:
            elders = [p for p in fitting if p.first and is_full_form(p.first)]
            fitting = elders if len(elders) == 1 else fitting
        alone = len(fitting) == 1 and (title == "mr" or sum(p.count >= 5 for p in family) <= 1)
        return fitting if alone else self._named_whole(family, fitting, word)

    def _named_whole(self, family: list[Person], fitting: list[Person], surname: str) -> list[Person]:
        """Whom of the fitting the narration names with both names, far oftener than all others of the family: "Mr. Hartley" is
        Simon Hartley, and not his brother Ned; nobody if there is one of whom no given name is known."""
        most = max(fitting, key=lambda p: self._wholly(p, surname), default=None)
        if most is None or (times := self._wholly(most, surname)) < _OFTEN_WHOLE:
            return []
        if any(not p.first and p.gender == most.gender for p in self.people.of_last(surname)):
            return []
        return [most] if times >= _FAR_OFTENER * sum(self._wholly(p, surname) for p in family if p is not most) else []

    def _wholly(self, person: Person, surname: str) -> int:
        """How often the narration names somebody with given name and surname; "Mrs. John Hartley" is named by her husband's."""
        whole = (self.found[text] for text in person.surfaces)
        return sum(s.narrated for s in whole if len(s.core) > 1 and s.core[-1] == surname and s.title not in MARRIED)

    def _of_family_alone(self, title: str, word: str, text: str) -> list[Person]:
        """Those of the family of whom no given name is known."""
        gender, ranks = self.gender[text], word_class("ranks")
        return [
            p
            for p in self.people.of_last(word)
            if not p.first
            and (p.gender in (gender, "unknown") or title in p.kinds)
            and self.fits(p, text)
            and not (p.kinds - {title}) & ranks
            and not (title in ranks and p.kinds - {title})
            and not (gender == "female" and bool(p.kinds & MARRIED) != (title in MARRIED))
        ]

    def all_people(self) -> list[Person]:
        """Everybody, once each "Miss Bertram" who is nobody yet is the eldest of the sisters, if it is known who that is."""
        joined: list[Person] = []
        for miss in [p for p in self.people if p.kinds == {"miss"} and p.first is None]:
            elder = eldest(self.people.of_last(miss.last), self.people.of_last(None), self.coordinated)
            if elder and all(self.fits(elder, text) for text in miss.surfaces):
                for text in sorted(miss.surfaces):
                    self.join([elder], text, "miss")
                joined.append(miss)
        return self.people.without(joined)

    def _narrated_only(self, family: list[Person]) -> list[Person]:
        """Those whom the narration names: of a Mr. Orlando Ladislaw people only talk, once. All of them if it names nobody."""
        return [p for p in family if any(self.found[s].narrated for s in p.surfaces)] or family

    def described(self, text: str) -> None:
        """ "Poor Strether" is Strether, whoever that is by now."""
        [word] = split_title(text)[1]
        named = self.people.called(word) or [*self.people.of_first(word), *self.people.of_last(word)]
        if not self.join([p for p in named if self.fits(p, text)], text, split_title(text)[0] or ""):
            self.titled(text)

    def surname(self, text: str) -> None:
        """A bare surname: the head of the family that has it, else a name of its own."""
        gender, [name] = self.gender[text], split_title(text)[1]
        family = [p for p in self.people.of_last(name) if self.fits(p, text)]
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
        near = [p for p in self._familiar(text) if min(p.count, self.found[text].count) < _OFTEN]
        return [p for p in near if self.gender[text] in (p.gender, "unknown") and self.fits(p, text)]
