"""Common nouns that are said to speak: "der Müller", "une voix", "el cura"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from narrate.model import Gender
from narrate.script.evidence.subjects import SPEECH_TAGS
from narrate.script.multilingual.names import FAR_MORE, Name, stem
from narrate.script.multilingual.tags import FoundTag
from narrate.script.multilingual.tokens import Phrases
from narrate.script.names.roster import Person, Roster

_OFTEN = 2
"""Tags of a noun that is no known word for people, and yet somebody."""


class SpeakingNouns:
    """The common nouns that tags of one document name. `written`: the words that a noun's other cases are sought among."""

    def __init__(self, tags: list[list[FoundTag]], phrases: Phrases, forms: Iterable[str]) -> None:
        self.tags, self._phrases, self._written = tags, phrases, forms
        self.language = phrases.language

    def add(self, roster: Roster) -> None:
        """Put them into the roster; a title alone is the one person there who has it."""
        phrases: dict[str, Counter[str]] = defaultdict(Counter)
        genders: dict[str, Gender] = {}
        often = self._count()
        for tag in (tag for found in self.tags for tag in found):
            if tag.phrase is None or tag.phrase.kind != "noun" or tag.kind not in SPEECH_TAGS or not tag.verb:
                continue
            head = tag.phrase.person or tag.phrase.text
            if self._is_name_after_all(roster, head) or not self._speaks(tag, head.lower(), often):
                continue
            anyone = head.lower() in self.language.anyone or head.lower() in self.language.voices
            key = head if not anyone else tag.phrase.text.lower()
            phrases[key][tag.phrase.text] += 1
            genders.setdefault(key, tag.phrase.gender if tag.phrase.gender != "unknown" else tag.gender)
        for key, found in sorted(phrases.items(), key=lambda item: (-item[1].total(), item[0])):
            owner = self._titled(roster, key.lower())
            if owner is not None:
                owner.surfaces |= self._forms(key)
                continue
            name = max(found, key=lambda text: (found[text], text))
            name = name[0].lower() + name[1:] if name.split()[0].lower() in self.language.determiners else name
            person = roster.add(name, self._forms(key), genders[key], nominal=True)
            person.count = found.total()

    def _count(self) -> Counter[str]:
        """How often each noun that may be a man's stands after a verb that things do not do."""
        tags = (tag for found in self.tags for tag in found)
        return Counter(
            tag.phrase.person.lower()
            for tag in tags
            if tag.phrase
            and tag.kind == "verb-subject"
            and tag.verb in self.language.verbs - self.language.sounding
            and self.language.determiners.get(tag.phrase.text.split()[0].lower()) == "male"
        )

    def _is_name_after_all(self, roster: Roster, head: str) -> bool:
        """ "Der gute Holm" is Holm."""
        return any(head in person.surfaces for person in roster.people if not person.nominal)

    def _speaks(self, tag: FoundTag, head: str, often: Counter[str]) -> bool:
        """Whether a noun stands for somebody: a word for people, or one that speaks time and again."""
        if not self._phrases.nouns or not self.language.person_forms:
            known = head in {*self.language.people, *self.language.anyone, *self.language.voices}
            return known or (tag.kind == "verb-subject" and tag.verb in self.language.verbs)
        if self._phrases.is_person(head):
            return head.rpartition(" ")[2] in self._phrases.nouns or tag.verb not in self.language.sounding
        return head not in self.language.things and often[head] >= _OFTEN

    def _titled(self, roster: Roster, head: str) -> Person | None:
        """The one person who has a title that the noun stands for."""
        own = (head,) if head in self.language.titles and head in self.language.people else ()
        titles = {*self.language.stand_ins.get(head, ()), *own}
        owners = [p for p in roster.people if any(titles.intersection(Name(s, self.language).titles) for s in p.surfaces)]
        owners.sort(key=lambda p: -p.count)
        alone = owners and (len(owners) == 1 or owners[0].count >= FAR_MORE * owners[1].count)
        return owners[0] if alone else None

    def _forms(self, noun: str) -> set[str]:
        """A noun with its cases that the story has."""
        if " " in noun or not self.language.endings:
            return {noun}
        same = stem(noun, self.language)
        return {noun, *(word for word in self._written if word[:3] == noun[:3] and stem(word, self.language) == same)}
