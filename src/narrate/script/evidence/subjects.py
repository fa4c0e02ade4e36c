"""Tags, and whom a few words of narration name: "Ben", "he", "the old man", "Brenda's solicitor", "a woman's voice"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from narrate.model import Gender
from narrate.script.document import SENTENCE_END, Document, Mention
from narrate.script.evidence.kinship import Kinship
from narrate.script.evidence.mentions import PRONOUN_GENDER, SUBJECTS, Mentions
from narrate.script.evidence.phrases import DETERMINER, person_phrase, two_adjectives
from narrate.script.lexicon import ASKS, kin, nouns, speech_infinitives, speech_verbs, word_class
from narrate.script.names.roster import Roster

TagKind = Literal["verb-subject", "subject-verb", "before", "colon", "lead", "colon-lead", "beat-after", "beat-before"]
TAG_KINDS: tuple[TagKind, ...] = (
    "verb-subject",
    "subject-verb",
    "before",
    "colon",
    "lead",
    "colon-lead",
    "beat-after",
    "beat-before",
)
"""Surest first."""
SPEECH_TAGS: frozenset[TagKind] = frozenset({"verb-subject", "subject-verb", "before", "colon"})
"""The kinds with a verb of speech."""
DETERMINED = re.compile(rf"\b{DETERMINER}\s", re.I)
_NOUN_END = (
    r"(?=\s*(?:[,.;:!?\"“”’)…]|--|—|–|$)|\s+(?:[a-z]+(?:ly|ing|ed)(?!-)|said|and|in|with|who|to|at|from|as|of|on|was|had|rather|quite|very|for|over"
    r"|is|has|then|again|came|went|told|spoke|began|sang|cut|put|gave|rang|by|when|while|before|after"
    r"|a|an|the|whose|which|that|just|but|or|if|upon|into|out|up|down|back|through|towards?|under|behind|across|without|like|still)\b)"
)
_ENDS = re.compile(_NOUN_END)
_NOUN_PHRASE = re.compile(
    rf"({DETERMINER})\s+((?:[\w'’-]+\s+){{0,3}}?)([\w'’-]+?)(['’]s\s+(?:voice|mother|father|wife|husband|sister|brother|friend))?{_NOUN_END}",
    re.I,
)
INDEFINITE = re.compile(
    r"(?:the\s+other|the\s+latter|the\s+former|an?other|a\s+third|one\s+of\s+(?:them|the\s+\w+)|some(?:one|body)"
    r"|some\s+one|(?:a|an|the|his|her|another)\s+(?:[\w’'-]+,?\s+){0,3}?voice)\b",
    re.I,
)
"""Somebody of whom the words say no more."""
SOMEONE = re.compile(r"some\s?(?:one|body)(?:\s+else)?", re.I)
"""A speaker whom the story does not want to name."""
UNSEEN = "somebody unseen"
"""What the roster knows such a speaker by: words that stand in no story, for "he saw somebody" speaks of nobody who talks."""
OTHER = "the other of several"
"""What the roster knows "the other" by who speaks right after "one of the girls"."""
NTH = re.compile(
    r"the\s+(first|second|third|fourth|fifth)(?=\s*(?:[,.;:!?…]|--|—|–|$)|\s+(?:who|and|with|in|as|at|from|to|again)\b)", re.I
)
"""One of several who come in together: "said the first". The roster knows them by `nth_of_several`."""
OF_SOMEBODY = re.compile(
    r"the\s+[a-z]+[’']s\s+(?:wife|husband|widow|mother|father|son|daughter|sister|brother|man|boy|maid)", re.I
)
"""Told by somebody who has no name either: "the baker's wife"."""
_NEWCOMER = frozenset({"the newcomer", "the new-comer", "the new arrival", "the latecomer"})
SOMEBODYS_VOICE = re.compile(r"(?:a|an|another)\s+(?:[\w'’-]+,?\s+){0,4}?(woman|man|girl|boy|child)[’']s\s+voice\b", re.I)
_OWN_VOICE = re.compile(rf"({DETERMINER}\s+([a-z-]+))['’]s\s+(?:[a-z]+\s+)?voice\b", re.I)
REPLY = (
    "reply|answer|response|remark|comment|exclamation|explanation|question|greeting|rejoinder|retort|thought|cry|verdict|observation|consolation"
    "|speech|address|words|reasoning|admission|demand|salutation|assurance|conclusion|protest|opinion|contribution|summary|inquiry|enquiry|declaration|reproach|complaint|whisper|murmur|suggestion|warning|command|order"
)
_IT_WAS = re.compile(r"It\s+was\s+(?:the\s+)?(?=[A-Z])")
_CALLED = re.compile(
    r"(?:the|a|an)\s+\w+\s+(?:(?:whom?\s+)?(?:they|everyone|everybody|he|she|I)\s+)?(?:called|named)\s+(?=[A-Z])"
)
_WORD = re.compile(r"\b[a-z]+\b")
_ASKS = re.compile(ASKS)
_BE = frozenset({"am", "is", "was", "were", "are", "m", "s"})
_IS_LIKE = re.compile(r"\s+(?:all\s+|just\s+|so\s+)?like[,:.]?\s*\Z")
"""What follows in "she was like, “No!”", up to the quotation or the end of the sentence: there it is said."""
BESIDE = re.compile(r"\s+(?:[a-z]+ly\s+|at\s+(?:once|last)\s+|then\s+|thus\s+|here\s+|now\s+|only\s+|had\s+)?")
_MORE_NAME = re.compile(r"(?:[A-Z][\w’'-]*\.?\s+){1,3}")
_WHOSE = re.compile(rf"[’']s?\s+(?:[a-z-]+\s+and\s+[a-z-]+\s+|(?:[a-z-]+\s+){{0,2}}?)([a-z-]+){_NOUN_END}")
_HELPED = re.compile(
    r"\b(?:would|could|did|to|might|must|should|not|only|never)\s+(?:only\s+|not\s+|often\s+|then\s+|always\s+)?$"
)
FAR = 40
"""Characters: what helps a verb stands so near before it."""
_LONGEST = 200
"""Characters of a noun and its adjectives; a run of blanks may be longer than any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Evidence of who speaks a quotation. `referents` are the people a name may mean; empty for pronouns and unknown nouns.

    `gender` is the pronoun's or the noun's; `first` marks "I"; `surface` is in the story's words.
    """

    kind: TagKind
    subject: Literal["name", "pronoun", "noun"]
    referents: tuple[int, ...] = ()
    gender: Gender = "unknown"
    first_person: bool = False
    verb: str = ""
    surface: str
    place: int


class Subjects:
    """Finds the subjects of tags: mentions, and common nouns that nobody has mentioned."""

    def __init__(self, document: Document, roster: Roster, mentions: Mentions) -> None:
        self.document, self.roster, self.mentions = document, roster, mentions
        self.kinship = Kinship(roster, mentions)

    def tag(self, kind: TagKind, mention: Mention, verb: str) -> Tag:
        """A tag whose subject is a name or a pronoun."""
        if mention.named:
            meant = self._meant(mention.surface, mention.start) if verb else None
            referents = mention.referents if meant is None else (meant,)
            return Tag(kind=kind, subject="name", referents=referents, verb=verb, surface=mention.surface, place=mention.start)
        gender = PRONOUN_GENDER.get(mention.surface, "unknown")
        return Tag(
            kind=kind,
            subject="pronoun",
            gender=gender,
            first_person=mention.surface in ("i", "my"),
            verb=verb,
            surface=mention.surface,
            place=mention.start,
        )

    def noun(self, kind: TagKind, start: int, stop: int, verb: str, verb_at: int | None = None) -> Tag | None:
        """The common-noun subject that begins exactly here: "the old man", "his mother", "the agonized Harriet".

        A noun that is no word for a person counts only beside its verb ("the passenger said", `verb_at`).
        """
        if found := self._unseen(kind, start, stop, verb):
            return found
        stop = min(stop, start + _LONGEST)
        called = _CALLED.match(self.document.text, start, stop)
        named = (m for m in self.mentions.within(called.end(), called.end() + 1) if m.named) if called else iter(())
        if (name := next(named, None)) is not None:
            return self.tag(kind, name, verb)
        patterns = (two_adjectives(), person_phrase(), _NOUN_PHRASE) if verb else (person_phrase(), _NOUN_PHRASE)
        match = next((hit for pattern in patterns if (hit := pattern.match(self.document.text, start, stop))), None)
        if not match:
            return None
        surface = " ".join(match.group().split())
        apposed = (m for m in self.mentions.within(match.end(), match.end() + 2) if m.named and not m.quoted)
        if verb and (name := next(apposed, None)) is not None and surface.split()[-1].lower() in kin():
            return self.tag(kind, name, verb)  # said her brother Leo
        inside = (m for m in self.mentions.within(start, match.end()) if m.named and m.surface[0].isupper() and not m.quoted)
        name = next(inside, None)
        if name is not None and name.end >= match.end():
            return self.tag(kind, name, verb)
        if match.re is two_adjectives() and "," not in surface and not OF_SOMEBODY.fullmatch(surface):
            surface = f"{surface.split()[0]} {surface.split()[-1]}"  # "the angry and astonished clerk" is the clerk
        words = surface.lower().split()
        meant = self._meant(surface, start) if verb else None
        numbers = self.roster.lookup(surface) if meant is None else (meant,)
        if numbers:
            return Tag(kind=kind, subject="name", referents=numbers, verb=verb, surface=surface, place=match.start())
        if words[-1] not in nouns() and words[-1] not in kin():
            beside = (
                verb_at is None or BESIDE.fullmatch(self.document.text, match.end(), verb_at) or surface.split()[-1].istitle()
            )
            if not verb or not beside or words[-1] in word_class("things") or set(words[1:]) & word_class("function"):
                return None
        elif words[-1] in word_class("things") or set(words[1:]) & word_class("function"):
            return None
        return Tag(
            kind=kind, subject="noun", gender=nouns().get(words[-1], "unknown"), verb=verb, surface=surface, place=match.start()
        )

    def _meant(self, surface: str, place: int) -> int | None:
        """Whom kin or a rank means, and "the newcomer": whom the paragraph before, which nobody speaks in, names first."""
        if surface.lower() not in _NEWCOMER:
            return self.kinship.meant(surface, place)
        paragraph = self.document.paragraph(place)
        before = self.mentions.within(*self.document.paragraphs[max(0, paragraph - 1)])
        first = next((m for m in before if m.named), None)
        return None if first is None or first.quoted or len(first.referents) > 1 else first.referents[0]

    def _unseen(self, kind: TagKind, start: int, stop: int, verb: str) -> Tag | None:
        """A voice, or somebody of whom the words say no more."""
        voice = SOMEBODYS_VOICE.match(self.document.text, start, stop)
        if voice and verb:
            # a voice without a body is somebody of its own
            surface = f"a {voice.group(1).lower()}’s voice"
            return self._of_noun(kind, surface, voice.start(), nouns()[voice.group(1).lower()], verb)
        own = _OWN_VOICE.match(self.document.text, start, stop)
        if own and verb and own[2].lower() in kin():  # his mother's voice is his mother
            return self._of_noun(kind, own[1], own.start(), kin()[own[2].lower()], verb)
        nth = NTH.match(self.document.text, start, stop)
        if nth and kind == "verb-subject":
            surface = f"the {nth[1].lower()}"
            someone = Tag(kind=kind, subject="noun", verb=verb, surface=surface, place=nth.start())
            return self._resolved(someone, nth_of_several(surface))
        indefinite = INDEFINITE.match(self.document.text, start, stop)
        if indefinite and (kind == "verb-subject" or _ENDS.match(self.document.text, indefinite.end(), stop)):
            surface = " ".join(indefinite.group().split())
            if surface.endswith("voice") and (whose := PRONOUN_GENDER.get(surface.split()[0].lower())):
                return Tag(kind=kind, subject="pronoun", gender=whose, verb=verb, surface=surface, place=indefinite.start())
            if surface.endswith("voice") and verb and (seen := self._next_mention(indefinite.end())):
                return self.tag(kind, seen, verb)
            gender = PRONOUN_GENDER.get(surface.split()[0].lower(), "unknown")
            unseen = bool(verb) and SOMEONE.fullmatch(surface)
            someone = Tag(kind=kind, subject="noun", gender=gender, verb=verb, surface=surface, place=indefinite.start())
            if surface.lower() == "the other":
                return self._resolved(someone, OTHER)
            return self._resolved(someone, UNSEEN if unseen else "the voice" if surface.endswith("voice") else surface)
        return None

    def _next_mention(self, place: int) -> Mention | None:
        """Who heads the sentence after a voice is heard, within the paragraph: "said a voice behind them. Ann had followed", or
        "It was Ann"."""
        document = self.document
        end = document.paragraphs[document.paragraph(place)][1]
        stop = SENTENCE_END.search(document.text, place, end)
        if stop is None:
            return None
        was = _IT_WAS.match(document.text, stop.end(), end)
        head = was.end() if was else stop.end()
        return next((m for m in self.mentions.within(head, head + 1) if m.named and not m.quoted), None)

    def bare(self, kind: TagKind, place: int, stop: int, verb: str) -> Tag | None:
        """A common noun without its article, as a household calls somebody: "said nanny"."""
        word = _WORD.match(self.document.text, place, stop)
        if not word or word.group() not in nouns() | kin() or not _ENDS.match(self.document.text, word.end(), stop):
            return None
        surface = f"the {word.group()}"
        gender = nouns().get(word.group()) or kin()[word.group()]
        return self._of_noun(kind, surface, place, gender, verb)

    def belonging(self, kind: TagKind, owner: Mention, verb: str) -> Tag | None:
        """Somebody who is named by whose they are: "Brenda's solicitor"."""
        whose = _WHOSE.match(self.document.text, owner.end)
        if not owner.named or not whose or whose[1] in word_class("things"):
            return None
        surface = f"the {whose[1]}"
        gender = nouns().get(whose[1]) or kin().get(whose[1], "unknown")
        return self._of_noun(kind, surface, owner.start, gender, verb)

    def stands_at(self, place: int, mention: Mention) -> bool:
        """Whether a subject begins at a place, or with more of its name than we know: "broke in Mr. Beachfield Davis"."""
        if not mention.named:
            return mention.start == place and mention.surface in SUBJECTS
        return mention.start == place or (
            place < mention.start and bool(_MORE_NAME.fullmatch(self.document.text, place, mention.start))
        )

    def verbs(self, start: int, stop: int) -> list[tuple[int, str]]:
        """Where the verbs of speech are, and in which form a tag uses them."""
        text, found = self.document.text, []
        for match in _WORD.finditer(text, start, stop):
            word = match.group()
            if word in speech_verbs():
                found.append((match.start(), word))
            elif word in _BE and _IS_LIKE.match(text, match.end(), stop):
                found.append((match.start(), "said"))
            elif word == "wanted" and _ASKS.match(text, match.start(), stop):
                found.append((match.start(), "asked"))
            elif word in speech_infinitives() and _HELPED.search(text, max(start, match.start() - FAR), match.start()):
                found.append((match.start(), speech_infinitives()[word]))
        return found

    def _of_noun(self, kind: TagKind, surface: str, place: int, gender: Gender, verb: str) -> Tag:
        """A tag whose subject is a common noun."""
        return self._resolved(Tag(kind=kind, subject="noun", gender=gender, verb=verb, surface=surface, place=place), surface)

    def _resolved(self, tag: Tag, noun: str) -> Tag:
        """The tag with those whom a common noun may mean: it is a name once the roster knows it."""
        numbers = self.roster.lookup(noun)
        return replace(tag, subject="name", referents=numbers) if numbers else tag


def nth_of_several(surface: str) -> str:
    """What the roster knows "the first" by: words that stand in no story."""
    return f"{surface} of several"
