"""What leads in to a quotation: "When they had gone, Ann had an idea, and said to Maria," names Ann."""

from __future__ import annotations

import re
from itertools import pairwise

from narrate.script.document import SENTENCE_END, Mention
from narrate.script.evidence.mentions import SUBJECTS
from narrate.script.evidence.phrases import DETERMINER, person_phrase
from narrate.script.evidence.subjects import (
    BESIDE,
    DETERMINED,
    FAR,
    INDEFINITE,
    REPLY,
    Subjects,
    Tag,
    TagKind,
)
from narrate.script.lexicon import speech_infinitives, speech_verbs, word_class

_OWN_REPLY = re.compile(
    rf"(?P<whose>[’']s|\ss|[’']|\b(?:his|her|my))\s+(?:[\w-]+\s+){{0,3}}?(?P<reply>{REPLY})"
    r"(?:\s+(?:was|were|is|of|would\s+be|had\s+been|being)(?:\s+(?:only|simply|merely|this|that|a|to\s+\w+))?)?[\s,:;—-]*$"
)
"""What leads in without a verb of speech: "Elizabeth's reply was"."""
_OWN_QUOTATION = re.compile(r"(?P<whose>[’']s|(?<=s)[’'])[\s—-]*$")
_OWN_VOICE_BEFORE = re.compile(r"\bvoice\s+of\s+(?:the\s+)?$")
_WHOSE_VOICE = re.compile(r",\s+whose\s+(?:[\w-]+\s+){0,3}voice\s")
_SUBORDINATE = r"(?:just\s+|even\s+)?(?:when|as|after|while|before|if|though|although|since|until|till|because|once|directly)"
_SUBJECT = rf"(?=(?:the\s+)?[A-Z]|he\b|she\b|I\b|they\b|(?:{_SUBORDINATE}|{DETERMINER})\s)"
_CLAUSE = re.compile(
    rf"[;:]|--|—|,\s+(?:and|but|while|when|then|so|for|until|till)\s+(?:(?:then|at\s+once|at\s+last|[a-z]+ly)\s+)?{_SUBJECT}"
    rf"|\b(?:whereupon|(?:up)?on\s+which|until|till|(?:so|such)\b[^.,;:]{{1,80}}?\bthat)\s+{_SUBJECT}"
)
_CLAUSE_OPENS = re.compile(
    r"(?:[,;:—]|--|\b(?:and|but|then|so|when|while|as|until|till|for|that))\s+(?:(?:then|almost|now|here|[a-z]+ly)\s+){0,3}"
    r"(?:the\s+)?(?:(?:poor|old|young|little|dear)\s+)?$"
)
_HEARD = re.compile(
    r"\b(?:heard?|hearing|hears|made|makes|making|let|lets)\s+(?:poor\s+|old\s+|young\s+|little\s+|dear\s+|the\s+)*$"
)
_HEARD_SAY = re.compile(r"\s+(?:[a-z]+ly\s+|then\s+|only\s+)?([a-z]+)\b")
_AND = re.compile(r"\band\s+(?:[a-z]+ly\s+|then\s+)?\Z")
_CLAUSE_AND = re.compile(r"\b(?:and|but)\s+\Z")
_ACTS = re.compile(r"\s+(?:[a-z]+ly\s+)?(?:[a-z]+ed|" + "|".join(sorted(word_class("acts"))) + r")\b")
_SPOKE = re.compile(r"\b(?:spoke|answered|replied)(?:\s+(?:up|again|at last|first|[a-z]+ly))?\.\Z")
"""What leads in to a quotation although the sentence ends: "whereupon Ann spoke. “Well, …”"."""
_WHO = re.compile(r",?\s+who\b")
_FIRST_CLAUSE = re.compile(
    rf"\W*(?:(?:and|but|then|so|however|now|meanwhile),?\s+)?(?:{_SUBORDINATE}|on|in|at|with|without|(?!king|some|any|every|noth|morn|even)[a-z]+ing)\b[^;:]*?,\s+",
    re.I,
)
"""A clause before the one that says who speaks: "When they had gone, Ben …"."""
_SUBORDINATE_OPENS = re.compile(rf"\W*(?:(?:and|but|then|so)\s+)?{_SUBORDINATE}\b", re.I)
_ENDS_CLAUSE = re.compile(r"(?:,|\b(?:in|out|up|down|off|back|away|home|by|over|again|there|here|inside|outside))\s+(?:the\s+)?$")
"""What may stand before the subject of the main clause, after one that depends on it; a comma is often left out."""
_DOES = re.compile(r"\s+(?:[a-z]+ly\s+)?(?:was|were|had|is|[a-z]+ed|" + "|".join(sorted(word_class("acts"))) + r")\b")
_OPENING_WORDS = 2
"""So few words stand between the opening of a sentence and the subject of the clause that it opens with."""
_SUBORDINATOR = re.compile(r"\b(?:who|whom|which|what|that|as|when|where|while|how|if|than|because|before|after|till|until)\s+$")
_LONG = 1000
"""Characters: a first clause is not longer. (A paragraph may be millions long.)"""


class LeadIns(Subjects):
    """Reads what stands before a quotation."""

    def before(self, begin: int, end: int, speech_kind: TagKind, beat_kind: TagKind) -> list[Tag]:
        """The tag in the text from `begin` to a quotation at `end`: of `speech_kind` where somebody is said to speak, of
        `beat_kind` where the quotation only follows."""
        text = self.document.text
        tail = text[begin:end].rstrip()
        within = (match.end() for match in SENTENCE_END.finditer(text, begin, end))
        last = max((place for place in within if place < begin + len(tail)), default=begin)
        sentence = text[last:end]
        direct = tail.endswith((",", ":", ";", "--", "-", "—", "–")) or tail[-1:] not in ".!?;\"')_…”’"
        direct = direct or _SPOKE.search(text, last, begin + len(tail)) is not None
        people = [m for m in self.mentions.within(last, end) if not m.quoted and (m.named or m.surface in SUBJECTS)]
        verbs = self.verbs(last, end)
        start = last + len(sentence) - len(sentence.lstrip())
        if direct and (tag := self._own_words(last, end, speech_kind) or self.voice_or_sound(last, end, speech_kind)):
            return [tag]
        last_to_act = self._last_to_act(people) if direct else None
        if last_to_act and not (verbs and verbs[-1][0] > last_to_act.start):
            return [self.tag(beat_kind, last_to_act, "")]
        if direct and verbs:
            return self._lead_clause(start, verbs[-1], people, end, speech_kind)
        kind: TagKind = beat_kind if direct else "beat-before"
        if people:
            return [self.tag(kind, self._main_subject(start, people), "")]
        noun = self.noun(kind, start, end, "")
        return [noun] if noun else []

    def _main_subject(self, start: int, people: list[Mention]) -> Mention:
        """Who acts in a sentence: the first of it, but in "When she came out Ann was at the desk" Ann."""
        text, first = self.document.text, people[0]
        if not _SUBORDINATE_OPENS.match(text, start) or text[start : first.start].count(" ") > _OPENING_WORDS:
            return first
        main = (
            m for m in people[1:] if _ENDS_CLAUSE.search(text, max(start, m.start - FAR), m.start) and _DOES.match(text, m.end)
        )
        return next(main, first)

    def _last_to_act(self, people: list[Mention]) -> Mention | None:
        """Who acts last before a quotation, if others act before: "Ann sighed and Ben clenched his fists, “…”" is Ben's."""
        text = self.document.text
        for before, mention in reversed(list(pairwise(people))):
            coordinated = re.fullmatch(r",?\s+(?:and|but)\s+", text[before.end : mention.start])
            if not coordinated and _CLAUSE_AND.search(text, before.end, mention.start) and _ACTS.match(text, mention.end):
                return mention
        return None

    def _lead_clause(self, start: int, verb: tuple[int, str], people: list[Mention], end: int, kind: TagKind) -> list[Tag]:
        """Whoever does the verb of a sentence that begins at `start` and leads in."""
        before = [m for m in people if m.end <= verb[0]]
        opening = self.noun(kind, start, end, verb[1], verb[0])
        if opening and not (before and before[0].start <= opening.place):
            return [opening]
        if found := self._beside(start, verb, before, kind) or self._of_clause(start, verb, before, end, kind):
            return [found]
        after = (m for m in people if verb[0] <= m.start < verb[0] + 18)
        return [self.tag(kind, m, verb[1]) for m in after][:1]

    def _beside(self, start: int, verb: tuple[int, str], before: list[Mention], kind: TagKind) -> Tag | None:
        """The subject right before the verb: a pronoun, a name that heads its clause, a common noun, or the "who" of somebody."""
        text = self.document.text
        beside = [
            m
            for m in before
            if BESIDE.fullmatch(text, m.end, verb[0]) and (m.surface in SUBJECTS or self._heads_clause(start, m))
        ]
        beside += [m for m in before if self._is_relative_subject(m, before, verb[0])]
        noun = self._noun_beside(kind, start, verb)
        if noun and not (beside and beside[-1].start > noun.place):
            return noun
        return self.tag(kind, beside[-1], verb[1]) if beside else None

    def _of_clause(self, start: int, verb: tuple[int, str], before: list[Mention], end: int, kind: TagKind) -> Tag | None:
        """The subject of the last clause before the verb, else the first of the sentence."""
        text = self.document.text
        opens = start + max((m.end() for m in _CLAUSE.finditer(text[start : verb[0]])), default=0)
        near = (m.start for m in before if m.start < start + _LONG)
        opens = next((place for place in near if place > opens and _FIRST_CLAUSE.fullmatch(text, opens, place)), opens)
        nearest = [m for m in before if m.start >= opens]
        if _SUBORDINATE_OPENS.match(text, opens):
            nearest = [m for m in nearest[1:] if m.surface in SUBJECTS and not self._is_subordinate(m)][-1:] or nearest
        heading = self.noun(kind, opens, end, verb[1], verb[0]) if opens > start else None
        if heading and not (nearest and nearest[0].start <= heading.place):
            return heading
        return self.tag(kind, (nearest or before)[0], verb[1]) if before else None

    def voice_or_sound(self, start: int, end: int, kind: TagKind) -> Tag | None:
        """Whoever is heard, or made, to speak: "Ann then heard Ben say, in a low voice,"."""
        text = self.document.text
        for mention in reversed([m for m in self.mentions.within(start, end) if not m.quoted]):
            if _HEARD.search(text, max(start, mention.start - FAR), mention.start):
                verb = _HEARD_SAY.match(text, mention.end, end)
                if verb and (verb[1] in speech_infinitives() or (verb[1].endswith("ing") and verb[1] in speech_verbs())):
                    return self.tag(kind, mention, speech_infinitives().get(verb[1], verb[1]))
        return None

    def _own_words(self, start: int, end: int, kind: TagKind) -> Tag | None:
        """Whoever's the words or the voice are that lead in: "Elizabeth's reply was,"; "He bowed to Ben's “…”"; "came the voice
        of Ben, still cheerful:"; "Ben, whose clear voice said"."""
        text = self.document.text
        for mention in reversed([m for m in self.mentions.within(start, end) if m.named and not m.quoted]):
            if _OWN_VOICE_BEFORE.search(text, max(start, mention.start - FAR), mention.start) or _WHOSE_VOICE.match(
                text, mention.end, end
            ):
                return self.tag(kind, mention, "said")
        found = _OWN_REPLY.search(text, start, end) or _OWN_QUOTATION.search(text, max(start, end - FAR), end)
        places = (found.start("whose"), found.end("whose")) if found else ()
        owners = (m for m in self.mentions.within(start, end) if not m.quoted and m.end in places and m.surface not in SUBJECTS)
        owner = next(owners, None)
        return self.tag(kind, owner, found.groupdict().get("reply") or "said") if found and owner else None

    def _noun_beside(self, kind: TagKind, start: int, verb: tuple[int, str]) -> Tag | None:
        """A common noun right before its verb: "At the end of the day the old man said"."""
        text = self.document.text
        stop = verb[0] + len(re.split(r"[^a-z]", text[verb[0] : verb[0] + FAR], maxsplit=1)[0])
        for found in reversed(list(DETERMINED.finditer(text, max(start, verb[0] - FAR), verb[0]))):
            phrase = person_phrase().match(text, found.start(), verb[0]) or INDEFINITE.match(text, found.start(), verb[0])
            if phrase and BESIDE.fullmatch(text, phrase.end(), verb[0]):
                return self.noun(kind, found.start(), stop, verb[1], verb[0])
        return None

    def _is_relative_subject(self, mention: Mention, others: list[Mention], verb: int) -> bool:
        """Whether a mention is the "who" of the verb: "She met Ben, who, coming nearer, said"."""
        who = _WHO.match(self.document.text, mention.end, verb)
        if not who or any(who.end() <= m.start for m in others):
            return False
        return not _AND.search(self.document.text, who.end(), verb)

    def _is_subordinate(self, mention: Mention) -> bool:
        """Whether a mention is the subject of a clause that depends on another word: "what she had seen"."""
        return bool(_SUBORDINATOR.search(self.document.text, max(0, mention.start - FAR), mention.start))

    def _heads_clause(self, start: int, mention: Mention) -> bool:
        """Whether nothing but a comma or a joining word stands before a mention: "When she had gone, Ben said"."""
        near = max(start, mention.start - FAR)
        return mention.start == start or bool(_CLAUSE_OPENS.search(self.document.text, near, mention.start))
