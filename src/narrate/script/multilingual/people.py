"""The people of a story in another language: whom tags name, whom speakers call, and who has a title."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

import regex

from narrate.model import Gender
from narrate.script.document import Document
from narrate.script.evidence.subjects import SPEECH_TAGS
from narrate.script.languages import Language, language
from narrate.script.multilingual.name_usage import NameKey, NameUsage
from narrate.script.multilingual.names import FAR_MORE, Name, stem
from narrate.script.multilingual.speaking_nouns import SpeakingNouns
from narrate.script.multilingual.tags import FoundTag
from narrate.script.multilingual.tokens import Phrase, Phrases, Token, tokens
from narrate.script.names.roster import Roster

_CALLED_OFTEN, _NAMED_OFTEN, _TOLD_OFTEN = 2, 3, 2
_BY_CHANCE, _NEAR_OFTEN = 2, 3
"""Uses of two names side by side at most, and paragraphs that have both apart at least, of two people."""
_MOST_PLACES, _MOST_ARTICLES = 0.4, 0.4
_MOST_OPENINGS, _MOST_OWNED = 0.9, 0.1
_OPENING = regex.compile(r"(?:^|[.!?…:\n])[\s«»„“”‘’\"'(¡¿—–-]*$|^[\s«»„“”‘’\"'(¡¿—–-]*$")
_CALL = regex.compile(r"(?:^|[,!?.;…:—–-])[\s«»„“\"¡¿—–-]*$")
_CALL_END = regex.compile(r"[\s»«“”\"’']*(?:[,!?.;…—–-]|$)")


@dataclass
class Bearer:
    """Somebody who has several names."""

    keys: list[NameKey]
    gender: Gender
    count: int = 0


class People:
    """Finds the people of one document."""

    def __init__(self, document: Document, tags: list[list[FoundTag]]) -> None:
        self.document, self.tags = document, tags
        self.language: Language = language(document.language)
        self.seen: dict[NameKey, NameUsage] = defaultdict(NameUsage)
        self.lower: Counter[str] = Counter()
        self.capitals: Counter[str] = Counter()
        self._knows_people = bool(self.language.people) and not self.language.past
        """Whether being told of shows a person; where verbs tell who acts, they show it better (Russian: +0.02)."""
        self._nobody = self.language.people.keys() | self.language.voices | self.language.things
        self._phrases = Phrases(self.language)
        self._survey()
        self._read_tags()

    def roster(self) -> Roster:
        """Everybody whom a tag names, who is called by a name, or has a title; the most often named first."""
        roster = Roster([])
        bearers = self._bearers()
        for bearer in sorted(bearers, key=lambda b: (-b.count, b.keys)):
            self._enter(roster, bearer)
        written = self.capitals if self.language.nouns_have_capitals else self.lower
        SpeakingNouns(self.tags, self._phrases, written).add(roster)
        roster.index()
        return roster

    def _survey(self) -> None:
        """Count every name of the story with what stands beside it, and the words in lower case."""
        for number, (start, end) in enumerate(self.document.paragraphs):
            found = tokens(self.document.text, start, end, self.language)
            self.lower.update(word.text for word in found if not word.capital)
            self.capitals.update(word.text for word in found if word.capital)
            n = 0
            while n < len(found) and number not in self.document.headings:
                phrase = self._phrases.name(found, n)
                if phrase is None or not any(word.capital for word in found[n : phrase.after]):
                    n += 1
                    continue
                self._count(phrase, found, n)
                self.seen[self._key(phrase.text)].paragraphs.add(number)
                n = phrase.after

    def _count(self, phrase: Phrase, tokens: list[Token], n: int) -> None:
        text = self.document.text
        usage = self.seen[self._key(phrase.text)]
        before = tokens[n - 1].low if n and not tokens[n].broken else ""
        usage.forms[phrase.text] += 1
        usage.narrated += not self.document.quoted[phrase.start]
        usage.mid_sentence += bool(before)
        article = self._phrases.article_before(tokens, n)
        bent = article in self.language.oblique_determiners or article in self.language.indefinite
        usage.articles += bent or before in self.language.determiners or before in self.language.contracted
        owned = article in self.language.indefinite or self.language.pronouns.get(article) == "his"
        usage.possessed += owned and not self.document.quoted[phrase.start]
        between = text[tokens[n - 1].end : phrase.start] if n else ""
        usage.sentence_initial += not before and _OPENING.search(between) is not None
        usage.locatives += before in self.language.places
        if self.document.quoted[phrase.start]:
            ends = _CALL_END.match(text, phrase.end, phrase.end + 3)
            usage.vocatives += bool(ends and _CALL.search(text, max(0, phrase.start - 6), phrase.start))

    def _key(self, text: str) -> NameKey:
        name = Name(text, self.language)
        return NameKey(name.by_title, any(title in self.language.married for title in name.titles), name.stems)

    def _read_tags(self) -> None:
        for tag in (tag for found in self.tags for tag in found):
            if tag.phrase is None or tag.phrase.kind != "name":
                continue
            usage = self.seen[self._key(tag.phrase.text)]
            sure = tag.kind == "verb-subject" or not self.language.nouns_have_capitals
            spoke = tag.kind in SPEECH_TAGS and bool(tag.verb) and tag.verb not in self.language.sounding
            usage.inverted_tags += spoke and sure
            usage.speech_tags += spoke
            bare = tag.phrase.text.removesuffix("s")  # "Arnims Stimme"
            usage.subjects[bare if bare in usage.forms else tag.phrase.text] += 1
            usage.genders[tag.gender] += tag.gender != "unknown"

    def _is_person(self, key: NameKey, usage: NameUsage) -> bool:
        name = Name(usage.name, self.language)
        count = usage.count
        if len(name.core) == 1 and name.core[0].lower() in self._nobody:
            return False  # "Herr Vetter", "Stimme"
        if len(name.core) == 1 and self.lower[name.core[0].lower()] > 0.5 * count:
            return False
        if usage.locatives > _MOST_PLACES * count and usage.inverted_tags < 0.1 * count:
            return False
        if self.language.nouns_have_capitals and not name.titles and self._is_common_noun(usage):
            return False
        listed = name.by_list != "unknown"
        if self.language.people and not (listed or name.titles) and self._only_opens(name, usage):
            return False
        return bool(
            usage.inverted_tags
            or (usage.vocatives >= _CALLED_OFTEN and (usage.narrated or listed or not self._knows_people))
            or (usage.subjects and (listed or (usage.mid_sentence >= _NAMED_OFTEN and self._acts_as_people_do(name, usage))))
            or (name.titles and key.gender != "unknown")
            or (usage.mid_sentence >= _NAMED_OFTEN and (listed or (len(name.core) > 1 and self._plainly_named(name))))
            or (self._knows_people and self._is_told_of(usage, listed))
        )

    def _acts_as_people_do(self, name: Name, usage: NameUsage) -> bool:
        """Whether the subject of a tag speaks, where every noun has a capital and things are subjects, too."""
        return (
            not self.language.nouns_have_capitals
            or usage.speech_tags > 1
            or bool(usage.speech_tags and (name.titles or not usage.articles))
        )

    def _is_two_people(self, key: NameKey) -> bool:
        """Whether two names stand side by side by chance: "vroeg Joris Willem". Together they are rare, apart often near."""
        if len(key.stems) != 2 or key.gender != "unknown" or self.seen[key].count > _BY_CHANCE:
            return False
        one, other = (self.seen.get(NameKey("unknown", False, (stem,))) for stem in key.stems)
        return bool(one and other and len(one.paragraphs & other.paragraphs) >= _NEAR_OFTEN)

    def _is_common_noun(self, usage: NameUsage) -> bool:
        """Whether a noun of a language that writes all with capitals stands so often after an article that it is no name."""
        rare = usage.count < _NAMED_OFTEN * 2 and usage.articles and not usage.vocatives
        often = usage.articles > _MOST_ARTICLES * usage.count
        return bool(rare or often or (usage.possessed > 1 and usage.possessed > _MOST_OWNED * usage.count))

    def _only_opens(self, name: Name, usage: NameUsage) -> bool:
        """Whether a word has its capital from where it stands: it opens sentences alone, or nearly so and is written small too.

        Asked where the nouns for people are known; elsewhere a wrong name at least keeps two speakers apart.
        """
        if usage.sentence_initial == usage.count:
            return True
        small = len(name.core) == 1 and self.lower[name.core[0].lower()] > 0
        return small and usage.sentence_initial > _MOST_OPENINGS * usage.count

    def _is_told_of(self, usage: NameUsage, has_given_name: bool) -> bool:
        """Whether narration names somebody who never speaks with a tag; `has_given_name`: by a given name."""
        plain = not self.language.nouns_have_capitals
        if usage.narrated >= _TOLD_OFTEN and has_given_name and (usage.mid_sentence or plain):
            return True
        if (
            plain
            and min(usage.mid_sentence, usage.narrated) >= _NAMED_OFTEN
            and usage.sentence_initial
            and not (usage.locatives or usage.articles)
        ):
            return True
        return bool(usage.vocatives and usage.narrated and (has_given_name or plain))

    def _plainly_named(self, name: Name) -> bool:
        return not self.language.nouns_have_capitals and name.by_ending != "unknown"

    def gender_of(self, key: NameKey) -> Gender:
        """What titles, else verbs, else the name itself tell."""
        if key.gender != "unknown":
            return key.gender
        usage = self.seen[key]
        male, female = usage.genders["male"], usage.genders["female"]
        if max(male, female) > 2 * min(male, female):
            return "male" if male > female else "female"
        return Name(usage.name, self.language).by_ending if self.language.past_genders else "unknown"

    def _bearers(self) -> list[Bearer]:
        """Names put together: the full ones first, then the titled, then the bare."""
        usages = {key: usages for key, usages in self.seen.items() if usages.count and key.stems}
        people = [key for key in usages if self._is_person(key, usages[key]) and not self._is_two_people(key)]
        plain = [key for key in people if key.gender == "unknown" and not self.language.nouns_have_capitals]
        bare = {key.stems[0] for key in plain if len(key.stems) == 1}
        if self._knows_people:
            more = [key for key in usages.keys() - set(people) if len(key.stems) > 1 and key.stems[0] in bare]
            people += [key for key in more if not self._is_two_people(key)]
        people.sort(key=lambda key: (-min(2, len(key.stems)), key.gender == "unknown", -self.seen[key].count, key))
        bearers: list[Bearer] = []
        for key in people:
            gender = self.gender_of(key)
            bearer = self._owner(bearers, key, gender)
            if bearer is None:
                bearer = Bearer([], gender)
                bearers.append(bearer)
            bearer.keys.append(key)
            bearer.count += self.seen[key].count
            if bearer.gender == "unknown":
                bearer.gender = gender
        return bearers

    def _owner(self, bearers: list[Bearer], key: NameKey, gender: Gender) -> Bearer | None:
        """Whose name it is too: who has all its words, or has a name of which it is a short form."""
        fitting = [
            b
            for b in bearers
            if {b.gender, gender} != {"male", "female"} and self._shares(b, key.stems) and not self._is_another(b, key)
        ]
        fitting.sort(key=lambda b: -b.count)
        if not fitting or (len(key.stems) > 1 and len(fitting) > 1 and fitting[0].count < FAR_MORE * fitting[1].count):
            return None
        return fitting[0]

    def _is_another(self, bearer: Bearer, key: NameKey) -> bool:
        """Whether one is a married woman, and the other is known to be none or has a given name."""
        wives = any(own.married for own in bearer.keys)
        return (
            bearer.gender != "male" and key.married != wives and (key.married or (len(key.stems) == 1 and key.gender == "female"))
        )

    def _shares(self, bearer: Bearer, stems: tuple[str, ...]) -> bool:
        for _, _, own in bearer.keys:
            if len(stems) > 1 and len(own) > 1:
                if set(stems) <= set(own) or set(own) <= set(stems) or stems[:2] == own[:2]:
                    return True
            elif len(stems) == 1 and (stems[0] in own or self._full_forms(stems[0]) & {own[0], *self._full_forms(own[0])}):
                return True
        return False

    def _full_forms(self, short: str) -> set[str]:
        return self._short_forms.get(short, set())

    @cached_property
    def _short_forms(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for short, full in self.language.diminutives.items():
            found[stem(short, self.language)] |= {stem(name, self.language) for name in full}
        return found

    def _enter(self, roster: Roster, bearer: Bearer) -> None:
        usages = [self.seen[key] for key in bearer.keys]
        best = max(usages, key=lambda s: (bool(s.subjects), s.count))
        person = roster.add(best.name, {form for s in usages for form in s.forms}, bearer.gender)
        person.count = bearer.count
        person.called = sum(s.vocatives for s in usages)
        person.narrated = person.count - person.called
