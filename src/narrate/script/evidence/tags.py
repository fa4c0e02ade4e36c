"""Attribution tags and action beats: who the narration around a quotation names as its speaker."""

from __future__ import annotations

import re
from dataclasses import replace

from narrate.script.document import SENTENCE_END, Mention
from narrate.script.evidence.lead_ins import LeadIns
from narrate.script.evidence.mentions import SUBJECTS
from narrate.script.evidence.subjects import FAR, REPLY, SPEECH_TAGS, TAG_KINDS, Tag
from narrate.script.lexicon import speech_verbs

_NO_ADJECTIVE = (
    "to|at|a|an|his|her|my|our|their|your|its|in|on|of|for|from|by|with|as|and|or|but|when|while|what|how|why|if|not|no|nothing|these|those|out|up"
    "|about|against|into|it|him|me|us|them|both|all|one|some|any|again|then|upon|towards?|before|after|until|till|over|i|he|she|they|so|than"
    "|like|through|behind|beside|between|without|where|who|which|because|since|though|even|only|just"
)
"""What may stand between a verb and a name, and makes the name no subject."""
_VERB_SUBJECT = re.compile(
    r"(?P<verb>\s*(?:(?:and|then|again|[a-z]+ly)\s+)*([a-z]+)(?:\s+(?:out|on|up|in|forth|back|again|at\s+last|then|now|[a-z]+ly))?\s+)"
    r"(?:(?:the\s+[a-z]+ly\s+)?(?:(?:the|this|that|(?!(?:" + _NO_ADJECTIVE + r")\s)[a-z]+(?:-[a-z]+)?)\s+){1,2}(?=[A-Z]))?"
)
_WAS_REPLY = re.compile(
    r"(?:was|were|had\s+been)\s+(?:all\s+|therefore\s+|now\s+)?"
    r"(?:the\s+)?(?P<name>(?:his|her|my)\b|[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,2}?(?:[’']|\s)s)\s+(?:[\w-]+\s+){0,3}?"
    rf"(?P<reply>{REPLY})\b"
)
_VOICE_OF = re.compile(r"[a-z]+\s+(?:in\s+|out\s+)?(?:the|a)\s+(?:[a-z-]+,?\s+){0,5}?(?:voice|tones?|accents)\s+of\s+")
_GOES_ON = re.compile(r"[\s,;—-]*(?:and|but|while|then|at which|(?:up)?on which|to which|whereat|whereupon)\b")
_FROM = re.compile(r"from\s+(?:the\s+)?(?=[A-Z])")
_DEPENDS = re.compile(
    r"\b(?:as|after|since|whom?|what|if|because|although|though|(?<!on )(?<!to )(?<!at )(?<!by )which|that)\s+(?:the\s+)?$"
)
"""What makes the clause between two quotations depend on the first one's tag; "when" and "so … that" go on with the story."""
_SO = re.compile(r"\b(?:so|such)\b")
_PAST = re.compile(r"\s+(?:[a-z]+ly\s+)?([a-z]+ed|broke|flung|put|threw|spat|shot|went)\b")


class TagReader(LeadIns):
    """Reads the tags of every quotation of a book."""

    def read(self) -> list[list[Tag]]:
        """For each quotation its tags, surest first."""
        tags: list[list[Tag]] = [[] for _ in self.document.quotes]
        for number, turn in enumerate(self.document.turns):
            start, end = self.document.paragraphs[turn.paragraph]
            for q in turn.quotes:
                quote = self.document.quotes[q]
                stop = self.document.quotes[q + 1].start if q < turn.last else end
                begin = self.document.quotes[q - 1].end if q > turn.first else start
                found = self._after(quote.end, stop)
                if self.document.text[begin : quote.start].strip():
                    leads = self.before(begin, quote.start, "before", "lead")
                    if q > turn.first:
                        leads = self._not_dependent(tags[q - 1], leads)
                    found = [] if self._next_step(leads, quote.end, stop) else found
                    found += leads
                elif q == turn.first and turn.paragraph and self._is_lead_in(turn.paragraph - 1, number):
                    leads = self.before(*self.document.paragraphs[turn.paragraph - 1], "colon", "colon-lead")
                    found = [] if self._next_step(leads, quote.end, stop) else found
                    found += leads
                elif q == turn.first and turn.paragraph and self._breaks_off(turn.paragraph - 1):
                    leads = self.before(*self.document.paragraphs[turn.paragraph - 1], "colon", "colon-lead")
                    found += [tag for tag in leads if tag.kind in SPEECH_TAGS]
                tags[q] = sorted(found, key=lambda tag: TAG_KINDS.index(tag.kind))
        return tags

    def _next_step(self, leads: list[Tag], end: int, stop: int) -> bool:
        """Whether the narration after a quotation that somebody is said to speak is the story's next step: "Ben said, “Look,” and
        Ann asked him why", "Ben said, “Look.” Ann asked him why"."""
        text = self.document.text
        if not any(tag.kind in SPEECH_TAGS for tag in leads):
            return False
        ended = text[max(0, end - 4) : end].rstrip("\"”’'»_")[-1:] in tuple(".!?…")
        begins = text[end:stop].lstrip(" \n_")[:1]
        return bool(_GOES_ON.match(text, end, stop)) or (ended and not begins.islower())

    def _not_dependent(self, tags: list[Tag], leads: list[Tag]) -> list[Tag]:
        """The leads between two quotations, where the first has its tag there: in "“No,” said Ben, as Ann left, “stay”" Ann says
        nothing."""
        own = next((tag for tag in tags if tag.kind in SPEECH_TAGS), None)
        if own is None or not leads or leads[0].place <= own.place:
            return leads
        between = self.document.text[own.place : leads[0].place]
        if SENTENCE_END.search(between) or not (depends := _DEPENDS.search(between)):
            return leads
        return leads if depends[0].startswith("that") and _SO.search(between) else [replace(own, kind=leads[0].kind)]

    def _is_lead_in(self, paragraph: int, turn: int) -> bool:
        if turn and self.document.turns[turn - 1].paragraph == paragraph:
            start = self.document.quotes[self.document.turns[turn - 1].last].end
        else:
            start = self.document.paragraphs[paragraph][0]
        tail = self.document.text[start : self.document.paragraphs[paragraph][1]].rstrip()
        return tail.endswith((":", ":--", ":—", "--", "—", ","))

    def _breaks_off(self, paragraph: int) -> bool:
        """Whether a paragraph of narration ends without a mark: "and then Syme said", its colon lost."""
        tail = self.document.text[slice(*self.document.paragraphs[paragraph])].rstrip()
        return tail[-1:].islower() and bool(self.document.narration[self.document.paragraphs[paragraph][1] - 1].strip())

    def _after(self, start: int, stop: int) -> list[Tag]:
        text = self.document.text
        if not text[start:stop].strip():
            return []
        end = SENTENCE_END.search(text, start, stop)
        stop = end.start() + 1 if end else stop
        clause = text[start:stop]
        lead = start + len(clause) - len(clause.lstrip(" \n\t,;-—–"))
        people = [m for m in self.mentions.within(start, stop) if not m.quoted]
        lower = text[lead : lead + 1].islower()
        if (sender := _FROM.match(text, lead, stop)) and (subject := next((m for m in people if m.start == sender.end()), None)):
            return [self.tag("verb-subject", subject, "from")]
        heard = self.voice_or_sound(start, stop, "subject-verb")
        if heard and heard.place < lead + FAR and not self.verbs(start, heard.place):
            return [heard]
        voice = _VOICE_OF.match(text, lead, stop)
        subject = next((m for m in people if voice and m.named and m.start == voice.end()), None)
        if subject:
            return [self.tag("verb-subject", subject, "said")]
        match = _VERB_SUBJECT.match(text, lead, stop)
        if match and lower and self._is_speech(match, people):
            places = (match.end("verb"), match.end(), lead + len(match.group().rstrip()) + 1)
            for place in places:
                subject = next((m for m in people if self.stands_at(place, m)), None)
                if subject:
                    return [self.belonging("verb-subject", subject, match[2]) or self.tag("verb-subject", subject, match[2])]
            for place in places[:2]:
                noun = self.noun("verb-subject", place, stop, match[2]) or self.bare("verb-subject", place, stop, match[2])
                if noun:
                    return [noun]
        reply = _WAS_REPLY.match(text, lead, stop)
        subject = next((m for m in people if reply and m.start == reply.start("name")), None)
        if reply and subject:
            return [self.tag("verb-subject", subject, reply["reply"])]
        return self._subject_verb(start, lead, stop, people)

    @staticmethod
    def _is_speech(match: re.Match[str], people: list[Mention]) -> bool:
        """A verb of speech; or any verb before a name right after a quotation: "“Charlotte!” flashed Lucy"."""
        verb = match[2]
        named = any(m.named and m.start == match.end() and m.surface[0].isupper() for m in people)
        return verb in speech_verbs() or (
            verb.endswith("ed") and named and match.group()[match.end("verb") - match.start() :] in ("", "the ")
        )

    def _subject_verb(self, start: int, lead: int, stop: int, people: list[Mention]) -> list[Tag]:
        subjects = [m for m in people if m.named or m.surface in SUBJECTS]
        first = subjects[0] if subjects else None
        verbs = self.verbs(start, stop)
        noun = self.noun("beat-after", lead, stop, "")
        if noun and (first is None or first.start >= noun.place):
            verb = next((v for v in verbs if v[0] >= noun.place), None)
            if verb and verb[0] - noun.place < 45:
                found = self.noun("subject-verb", lead, stop, verb[1], verb[0])
                return [found] if found else []
        unknown = self.noun("subject-verb", lead, stop, verbs[0][1], verbs[0][0]) if verbs and not noun else None
        if unknown and (first is None or first.start > verbs[0][0]):
            return [unknown]
        if first is not None:
            verb = next((v for v in verbs if v[0] >= first.end), None)
            if verb and verb[0] - first.end < 45 and first.start - lead < 25:
                return [self.tag("subject-verb", first, verb[1])]
            if first.start == lead and (acts := self._carries_on(start, first)):
                return [self.tag("subject-verb", first, acts)]
            if first.start - lead < 30 and not (noun and noun.place < first.start):
                return [self.tag("beat-after", first, "")]
        return [noun] if noun else []

    def _carries_on(self, quoted: int, subject: Mention) -> str | None:
        """The verb of a subject that goes on with the quotation's own sentence: whatever it is, it stands for speaking.
        "“Had you ever let her—” she flashed out"; "“No, at home,” Katharine hazarded"."""
        text = self.document.text
        comma = text[max(0, quoted - 4) : quoted].rstrip("\"”’'»_").endswith(",")
        verb = _PAST.match(text, subject.end)
        return verb[1] if verb and (comma or text[subject.start].islower()) else None
