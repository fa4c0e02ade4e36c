"""Tags in the narration around a quotation: a verb of speech with its subject, whichever stands first, or a subject alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from narrate.model import Gender
from narrate.script.document import Document
from narrate.script.evidence.subjects import TagKind
from narrate.script.languages import Language, language
from narrate.script.multilingual.tokens import Phrase, Phrases, Token, tokens

_CLAUSE = 160
"""Characters of a tag that are looked at."""
_FIRST_WORDS = 8
"""Words after a quotation among which the verb of its tag stands."""
_BETWEEN = 3
"""Words at most between a verb and the subject after it."""
_COLON = re.compile(r":[\s»«„“”\"—–‚‘-]*$")


@dataclass(frozen=True, slots=True)
class FoundTag:
    """A tag before the people are known. Without a phrase its subject goes unsaid, and `gender` is what the verb tells."""

    kind: TagKind
    phrase: Phrase | None
    verb: str
    gender: Gender
    place: int


class TagFinder:
    """Finds the tags of every quotation of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language: Language = language(document.language)
        self.phrases = Phrases(self.language)
        self._governing = self.language.prepositions | self.language.contracted
        self._past = re.compile(self.language.past) if self.language.past else None

    def find(self) -> list[list[FoundTag]]:
        """For each quotation its tags, surest first."""
        document = self.document
        tags: list[list[FoundTag]] = [[] for _ in document.quotes]
        for turn in document.turns:
            start, end = document.paragraphs[turn.paragraph]
            for q in turn.quotes:
                quote = document.quotes[q]
                stop = document.quotes[q + 1].start if q < turn.last else end
                begin = document.quotes[q - 1].end if q > turn.first else start
                after = self._after(quote.end, stop)
                lead = self._lead(begin, quote.start, q > turn.first)
                if not lead and q == turn.first and turn.paragraph and not document.text[begin : quote.start].strip(" —–-"):
                    lead = self._paragraph_before(turn.paragraph - 1)
                led = any(tag.kind in ("before", "colon") for tag in lead)
                tags[q] = [*lead, *after] if led else [*after, *lead]
        return tags

    def _after(self, start: int, stop: int) -> list[FoundTag]:
        """The tag after a quotation: its sentence, up to the next quotation."""
        text = self.document.text
        if not text[start:stop].strip():
            return []
        end = self._sentence_end(start, min(stop, start + _CLAUSE))
        found = tokens(text, start, end, self.language)
        if not found:
            return []
        goes_on = not found[0].capital or self.language.nouns_have_capitals
        if goes_on and (verb := self._verb(found)) is not None:
            return [self._with_verb(found, verb, "verb-subject", "beat-after" if found[0].capital else "subject-verb")]
        subject = self._first_subject(found, 0, 3)
        if subject is None:
            return []
        kind: TagKind = "subject-verb" if not found[0].capital and self._past else "beat-after"
        return [FoundTag(kind, subject, "", subject.gender, subject.start)]

    def _sentence_end(self, start: int, stop: int) -> int:
        match = self.document.sentence_pattern.search(self.document.text, start + 1, stop)
        return match.start() + 1 if match else stop

    def _verb(self, words: list[Token]) -> int | None:
        """The number of the tag's verb: one of speech, else any in the past, else whatever stands before a subject."""
        first = words[:_FIRST_WORDS]
        for n, word in enumerate(first):
            if word.low in self.language.verbs and not word.capital:
                return n
        for n, word in enumerate(first):
            if self._past and self._past.fullmatch(word.low) and not word.capital:
                return n
        follows = self.phrases.at(words, 1) if len(words) > 1 and not words[1].broken else None
        plain = not words[0].capital and words[0].low not in (self.language.prepositions | self.language.determiners.keys())
        return 0 if follows and follows.kind != "noun" and plain and words[0].low not in self.language.never_names else None

    def _with_verb(self, words: list[Token], verb: int, after: TagKind, before: TagKind) -> FoundTag:
        """The tag of a verb: `after` if its subject follows it or goes unsaid, `before` if it stands before."""
        word = words[verb]
        gender = self._gender_of(word.low)
        subject = self._subject_beside(words, verb, gender) or self._subject_after(words, verb, gender)
        if subject is not None:
            return FoundTag(after, subject, word.text, gender, subject.start)
        subject = self._first_subject(words, 0, verb, gender)
        if subject is not None:
            return FoundTag(before, subject, word.text, gender, subject.start)
        return FoundTag(after, None, word.text, gender, word.start)

    def _subject_after(self, words: list[Token], verb: int, gender: Gender) -> Phrase | None:
        n, last = verb, min(len(words), verb + 2 + _BETWEEN)
        while (n := n + 1) < last:
            word = words[n]
            if (after := self.phrases.after_oblique(words, n)) is not None and not word.broken:
                n, last = after - 1, min(len(words), after + 1 + _BETWEEN)
                continue
            if word.broken and n > verb + 1:
                return None
            if word.broken or word.low in self._governing:
                return None
            phrase = self.phrases.at(words, n)
            if phrase is not None and phrase.kind == "pronoun" and (name := self._name_beside(words, phrase)):
                return name
            if phrase is not None and self._may_be_subject(phrase, gender):
                return phrase
        return None

    def _subject_beside(self, words: list[Token], verb: int, gender: Gender) -> Phrase | None:
        """Who stands right before a verb, whatever follows it: "Er rief Eva", "Eva schlug die Hände zusammen"."""
        if verb == 0 or words[verb].broken or not self.phrases.nouns:
            return None
        first = max([0, *(n for n in range(verb) if words[n].broken)])
        for n in range(first, verb):
            phrase = self.phrases.at(words, n)
            if phrase and phrase.after == verb:
                governed = n > first and words[n - 1].low in self._governing
                acts = not governed and self._is_somebody(phrase) and self._may_be_subject(phrase, gender)
                return phrase if acts else None
        return None

    def _is_somebody(self, phrase: Phrase) -> bool:
        """Whether it is no noun, or one for people as far as the language's are known."""
        return phrase.kind != "noun" or self.phrases.is_person((phrase.person or phrase.text).lower())

    def _name_beside(self, words: list[Token], pronoun: Phrase) -> Phrase | None:
        """The name right after a pronoun, which then is the object: "unterbrach sie Werner"."""
        if not self.language.nouns_have_capitals or pronoun.after >= len(words) or words[pronoun.after].broken:
            return None
        return self.phrases.name(words, pronoun.after)

    def _first_subject(self, words: list[Token], first: int, end: int, gender: Gender = "unknown") -> Phrase | None:
        """The first phrase that no preposition stands before."""
        n = first
        while n < min(end, len(words)):
            if (after := self.phrases.after_oblique(words, n)) is not None:
                n = after
                continue
            phrase = self.phrases.at(words, n)
            if phrase is None:
                n += 1
                continue
            governed = n > 0 and not words[n].broken and words[n - 1].low in self._governing
            if not governed and self._may_be_subject(phrase, gender):
                return phrase if self._is_somebody(phrase) else replace(phrase, gender="unknown")
            n = max(n + 1, phrase.after)
        return None

    def _may_be_subject(self, phrase: Phrase, gender: Gender) -> bool:
        """Whether the verb agrees with it, and its case is no other than the nominative's."""
        phrase_gender = phrase.gender
        if (
            phrase.kind == "name"
            and self.language.oblique
            and re.fullmatch(self.language.oblique, phrase.text.split()[-1].lower())
        ):
            return False
        if phrase.kind == "pronoun" and gender != "unknown":
            return phrase_gender in (gender, "unknown") and phrase.person != "they"
        return gender == "unknown" or phrase_gender in (gender, "unknown")

    def _gender_of(self, verb: str) -> Gender:
        return next((gender for pattern, gender in self.language.past_genders if re.fullmatch(pattern, verb)), "unknown")

    def _lead(self, begin: int, end: int, follows: bool) -> list[FoundTag]:
        """The narration before a quotation in its own paragraph; `follows`: another quotation stands before it."""
        if not self.document.text[begin:end].strip(" —–-.,\n"):
            return []
        return self._leading(begin, end, "before", "lead", needs_colon=follows)

    def _paragraph_before(self, paragraph: int) -> list[FoundTag]:
        start, end = self.document.paragraphs[paragraph]
        last = bisect_left(self.document.quote_starts, end) - 1
        quotes = [q.end for q in self.document.quotes[max(0, last) : last + 1] if q.start >= start]
        start = max([start, *quotes])
        text = self.document.text[start:end].rstrip()
        if not text or not text.endswith((":", ",", "—", "–")):
            return []
        return self._leading(start, end, "colon", "colon-lead")

    def _leading(self, begin: int, end: int, speech: TagKind, silent: TagKind, needs_colon: bool = False) -> list[FoundTag]:
        text = self.document.text
        start = self._last_sentence(begin, end)
        words = tokens(text, start, end, self.language)
        verbs = [n for n, word in enumerate(words) if word.low in self.language.verbs and not word.capital]
        colon = bool(_COLON.search(text[start:end]))
        if verbs and (colon or not needs_colon):
            if who := self._relative(words, verbs[-1]):
                return [FoundTag(speech, who, words[verbs[-1]].text, who.gender, who.start)]
            tag = self._with_verb(words, verbs[-1], speech, speech)
            if tag.phrase is None and start > begin:
                sentence = tokens(text, self._last_sentence(begin, start - 1), start, self.language)
                if subject := self._first_subject(sentence, 0, len(sentence)):
                    return [FoundTag(silent, subject, "", subject.gender, subject.start)]
            return [tag]
        subject = self._first_subject(words, 0, len(words))
        return [FoundTag(silent, subject, "", subject.gender, subject.start)] if subject else []

    def _relative(self, words: list[Token], verb: int) -> Phrase | None:
        """Who right before a relative pronoun speaks: "Elle appela le vieux garde, qui lui dit :"."""
        pronoun = next((n for n in range(verb - 1, 0, -1) if words[n].low in self.language.relatives), 0)
        phrases = (self.phrases.at(words, n) for n in range(pronoun))
        return next((p for p in phrases if p and p.after == pronoun and p.kind != "pronoun" and self._is_somebody(p)), None)

    def _last_sentence(self, begin: int, end: int) -> int:
        stops = [m.end() for m in self.document.sentence_pattern.finditer(self.document.text, begin, end) if m.end() < end - 2]
        return stops[-1] if stops else begin
