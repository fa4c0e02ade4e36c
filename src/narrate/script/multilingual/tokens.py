"""Words of a stretch of narration, and the subjects that begin at one of them: "Eva", "sie", "der alte Wirt"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import regex

from narrate.model import Gender
from narrate.script.languages import Language

_WORD = regex.compile(r"\p{L}+(?:-\p{Lu}\p{L}+)*")
_BREAK = regex.compile(r"[^\s'’.\-]|\.\s*\.")
_DECLINED = regex.compile(r"\p{Ll}{2,}e[nmrs]?")
"""A German adjective before its noun."""
_SUBJECTS = frozenset({"he", "she", "i", "they", "we"})
_ADJECTIVES = 3
"""Words at most between a determiner and its noun."""
_LONGEST_NAME = 5
_OWNERS: dict[str, tuple[str, Gender]] = {"his": ("he", "male"), "her": ("she", "female"), "my": ("i", "unknown")}
"""Who is meant by his, her or my voice."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its position. `broken` says that a stop or a mark stands before it, `dotted` that a dot stands after it."""

    start: int
    end: int
    text: str
    broken: bool
    dotted: bool
    before: str = ""
    """What stands between it and the word before."""

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether it has a capital."""
        return self.text[0].isupper()


PhraseKind = Literal["name", "pronoun", "noun"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name, pronoun or noun that may be a subject. `text` is as the story has it, without article; `title` is in lower case."""

    kind: PhraseKind
    text: str
    start: int
    end: int
    gender: Gender = "unknown"
    person: str = ""
    """Of a pronoun its English counterpart, of a noun its head."""
    after: int = 0
    """The number of the token after it."""


def tokens(text: str, start: int, end: int, language: Language) -> list[Token]:
    """The words of a stretch. A dot after a title or an initial breaks nothing."""
    found: list[Token] = []
    place = start
    for match in _WORD.finditer(text, start, end):
        between = text[place : match.start()]
        dotted = bool(found) and found[-1].dotted
        broken = bool(_BREAK.search(between)) or ("." in between and not dotted)
        low = match.group().lower()
        title = low in language.titles and low not in language.people and low not in language.anyone and low not in language.kin
        short = title or (len(match.group()) == 1 and match.group().isupper())
        found.append(
            Token(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                broken=broken,
                dotted=short and text[match.end() : match.end() + 1] == ".",
                before=between,
            )
        )
        place = match.end()
    return found


def written(words: list[Token]) -> str:
    """Words as the story writes them, in one line."""
    return " ".join("".join(word.before * (n > 0) + word.text for n, word in enumerate(words)).split())


def _phrase(kind: PhraseKind, words: list[Token], gender: Gender, person: str, after: int) -> Phrase:
    """The phrase that these words are."""
    start, end = words[0].start, words[-1].end
    return Phrase(kind=kind, text=written(words), start=start, end=end, gender=gender, person=person, after=after)


class Phrases:
    """Reads the subjects of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.has_articles = bool(language.determiners)
        self._forms = [(regex.compile(pattern), gender) for pattern, gender in language.person_forms]
        unseen: dict[str, Gender] = dict.fromkeys(sorted(language.voices), "unknown")
        self.nouns = {**language.people, **language.anyone, **unseen}
        self._things = language.voices | language.things
        self._common = self.nouns.keys() | self._things

    def at(self, words: list[Token], n: int) -> Phrase | None:
        """The subject that begins at a word."""
        word = words[n]
        canonical = self.language.pronouns.get(word.low)
        if canonical in _SUBJECTS:
            gender: Gender = "male" if canonical == "he" else "female" if canonical == "she" else "unknown"
            return _phrase("pronoun", [word], gender, canonical, n + 1)
        if word.low in self.language.oblique_determiners:
            return None
        if word.low in self.language.determiners and n + 1 < len(words) and not words[n + 1].broken:
            return self._determined(words, n)
        return self.name(words, n) or self._bare_noun(words, n)

    def after_oblique(self, words: list[Token], n: int) -> int | None:
        """The number of the token after what a determiner of nobody who acts stands before: "dem alten Küfer"."""
        if words[n].low not in self.language.oblique_determiners:
            return None
        for at in range(n + 1, min(len(words), n + 2 + _ADJECTIVES)):
            if words[at].broken:
                return at
            if words[at].capital:
                named = self.name(words, at)
                return named.after if named else at + 1
        return n + 1

    def article_before(self, words: list[Token], n: int) -> str:
        """What stands right before a word; where every noun has a capital, before its adjectives: "einen langen Blick"."""
        before = n - 1
        while (
            self.language.nouns_have_capitals
            and 0 < before >= n - _ADJECTIVES
            and not words[before + 1].broken
            and _DECLINED.fullmatch(words[before].text)
            and not self._is_function_word(words[before].low)
        ):
            before -= 1
        return words[before].low if before >= 0 and not words[before + 1].broken else ""

    def _is_function_word(self, low: str) -> bool:
        return low in self.language.verbs or low in self.language.determiners or low in self.language.pronouns

    def name(self, words: list[Token], n: int) -> Phrase | None:
        """A name with its titles: "Frau von Stein", "don Luis", "Anna Petrowna"."""
        end, gender, titled = self._titles(words, n)
        first = end
        while end < len(words) and end - first < _LONGEST_NAME and (end == n or not words[end].broken):
            word = words[end]
            if word.low in self.language.particles and not word.capital and (end > first or titled):
                follows = words[end + 1] if end + 1 < len(words) else None
                if follows and not follows.broken and (follows.capital or follows.low in self.language.particles):
                    end += 1
                    continue
                break
            if not self._is_name_word(word) or (end > first and word.low in self.language.titles):
                break
            end += 1
        while end > first and not words[end - 1].capital:
            end -= 1
        if end == first:
            return None
        if self._is_genitive(words, n, end):
            return _phrase("noun", words[n : end + 1], self.nouns[words[end].low], "", end + 1)
        return _phrase("name", words[n:end], gender, "", end + self._owned_thing(words, end))

    def _is_genitive(self, words: list[Token], n: int, end: int) -> bool:
        """Whether a name only says whose somebody is: "Jakobs Frau"."""
        follows = words[end] if end < len(words) else None
        somebody = follows is not None and follows.low in self.nouns and follows.low not in self.language.voices
        owned = follows is not None and not follows.broken and follows.capital and somebody
        return self.language.nouns_have_capitals and owned and words[end - 1].low.endswith("s") and end == n + 1

    def _owned_thing(self, words: list[Token], end: int) -> bool:
        """Whether a name tells whose voice or hand follows it: then its bearer acts."""
        follows = words[end] if end < len(words) and self.language.nouns_have_capitals else None
        return follows is not None and not follows.broken and follows.low in self._things and words[end - 1].low.endswith("s")

    def _titles(self, words: list[Token], n: int) -> tuple[int, Gender, bool]:
        """Where the titles that begin here end, and the gender that they tell."""
        end = n
        gender: Gender = "unknown"
        while end + 1 < len(words) and words[end].low in self.language.titles and not words[end + 1].broken:
            follows = words[end + 1]
            names = follows.capital and follows.low not in self.language.never_names
            if words[end].low in self.language.kin and follows.low in self.language.particles:
                break
            if not (names or follows.low in self.language.titles or follows.low in self.language.particles):
                break
            gender = self.language.titles[words[end].low] if gender == "unknown" else gender
            end += 1
        return end, gender, end > n

    def _is_name_word(self, word: Token) -> bool:
        low = word.low
        return (
            word.capital
            and (len(word.text) > 1 or word.dotted)
            and low not in self.language.never_names
            and low not in self.language.determiners
            and low not in self.language.pronouns
            and low not in self.language.contracted
            and not (self.language.nouns_have_capitals and low in self._common and low not in self.language.titles)
        )

    def _determined(self, words: list[Token], n: int) -> Phrase | None:
        """What an article stands before: "die alte Frau", "el cura", "la Zita", "l'abbé Bernard"."""
        article = self.language.determiners[words[n].low]
        for at in range(n + 1, min(len(words), n + 2 + _ADJECTIVES)):
            word = words[at]
            if not word.broken and word.low in self.language.particles and (called := self._after_particles(words, at)):
                return replace(called, start=words[n].start, gender=article)
            if word.broken or word.low in self.language.prepositions or word.low in self.language.verbs:
                return None
            titled = word.low in self.language.titles and (name := self.name(words, at)) and name.after > at + 1
            if titled and name:
                return name
            head = word.capital if self.language.nouns_have_capitals else word.low in self.nouns
            if head:
                return self._noun(words, n, at, article)
            if word.capital and (name := self.name(words, at)):
                return replace(name, kind="name", gender=article)
        return None

    def _after_particles(self, words: list[Token], n: int) -> Phrase | None:
        """The name after the particles that begin here: "die kleine de la Tour"."""
        while n + 1 < len(words) and words[n].low in self.language.particles and not words[n + 1].broken:
            n += 1
        return self.name(words, n) if self.language.nouns_have_capitals and words[n].capital else None

    def _noun(self, words: list[Token], n: int, at: int, article: Gender) -> Phrase:
        owner = self.language.pronouns.get(words[n].low, "")
        if owner in _OWNERS and words[at].low in self._things:
            person, gender = _OWNERS[owner]
            return _phrase("pronoun", words[n : at + 1], gender, person, at + 1)
        likely_gender = self.noun_gender(words[at].low, "unknown" if self._may_be_plural(words[n], words[at]) else article)
        while (
            at + 1 < len(words)
            and not words[at + 1].broken
            and words[at + 1].low in self.nouns
            and not self.language.nouns_have_capitals
        ):
            at += 1
        return _phrase("noun", words[n : at + 1], likely_gender, words[at].text, at + 1)

    def noun_gender(self, noun: str, article: Gender) -> Gender:
        """The gender of whoever a noun in lower case stands for, given what its article tells."""
        if noun in self.language.voices or not self.is_person(noun):
            return "unknown"
        known = self.nouns.get(noun, self.language.titles.get(noun, "unknown"))
        by_form = next((gender for pattern, gender in self._forms if pattern.fullmatch(noun)), known)
        gender = known if noun in self.nouns or known != "unknown" else by_form
        return article if gender == "unknown" else gender

    def is_person(self, noun: str) -> bool:
        """Whether a noun in lower case is for people, as far as the language's are known."""
        noun = noun.rpartition(" ")[2]
        if not self.nouns or noun in self.nouns or noun in self.language.titles:
            return True
        return noun not in self.language.things and any(pattern.fullmatch(noun) for pattern, _ in self._forms)

    def _may_be_plural(self, article: Token, noun: Token) -> bool:
        """Whether an article that women and all plurals have ("die") stands before what may be several."""
        return self.language.nouns_have_capitals and article.low.endswith("e") and not noun.low.endswith(("in", "e"))

    def _bare_noun(self, words: list[Token], n: int) -> Phrase | None:
        """A noun without its article: "сказал старик"; "sagte Mutter"."""
        word = words[n]
        unnamed = self.language.nouns_have_capitals and (not word.capital or word.low in self.language.voices)
        if word.low not in self.nouns or unnamed:
            return None
        return _phrase("noun", [word], self.nouns[word.low], word.text, n + 1)
