"""Spoken credits: what is said before the first chapter and after the last, each a file of its own, as stores ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrate.config import SpokenCredits
from narrate.cues.cutting import sentences
from narrate.model import NARRATOR, Chapter, Cue, Script, Voice
from narrate.script.languages import CreditWords, language
from narrate.units import Seconds
from narrate.writers.credits import authors_of

_ENGLISH = CreditWords("By {author}.", "Read by {narrator}.", "The end.")
_GAP = re.compile(r"\{(\w+)\}")
_ENDED = re.compile(r"[.!?…]\W*$")
_BETWEEN = ", "


@dataclass(frozen=True)
class CreditsBuilder:
    """Who says them: the voice, the pause between two sentences, the spoken form of a sentence, and the name of its take."""

    voice: Voice
    pause: Seconds
    say: Callable[[str, bool], str]
    key: Callable[[str, Voice], str]

    def chapter(self, number: int, title: str, text: str) -> Chapter[Cue]:
        """One chapter of the cue sheet that says a text."""
        shown = [sentence for row in text.splitlines() for sentence in sentences(row)]
        spoken = [self.say(sentence, False) for sentence in shown]
        pauses = [self.pause] * (len(shown) - 1) + [0.0]
        return Chapter(
            number,
            title,
            tuple(
                Cue(
                    key=self.key(said, self.voice),
                    text=said,
                    voice=self.voice,
                    speaker=NARRATOR,
                    pause=pause,
                    line=-1,
                    shown=text,
                )
                for text, said, pause in zip(shown, spoken, pauses, strict=True)
            ),
        )


def credits_of(
    script: Script, settings: SpokenCredits, narrators: Sequence[str], builder: CreditsBuilder
) -> tuple[Chapter[Cue], ...]:
    """The opening credits as chapter 0 and the closing ones as that after the last, each unless its text is empty."""
    words = _ENGLISH if script.language == "en" else language(script.language).credits
    facts = {
        "title": script.title,
        "author": _BETWEEN.join(authors_of(script.author, script.imprint)),
        "narrator": _BETWEEN.join(narrators),
        "subtitle": script.imprint.subtitle,
        "series": script.imprint.series.replace(" #", ", "),
        "year": script.imprint.year,
    }
    usual = " ".join(_filled(("{title}" if _ENDED.search(script.title) else "{title}.", words.author, words.narrator), facts))
    last = len(script.chapters) + 1
    texts = (
        (0, words.opening, usual if settings.opening is None else settings.opening),
        (last, words.closing, f"{usual} {words.end}" if settings.closing is None else settings.closing),
    )
    made = ((number, title, _GAP.sub(lambda gap: facts[gap[1]], text).strip()) for number, title, text in texts)
    return tuple(builder.chapter(number, title, text) for number, title, text in made if text)


def _filled(sentences: Sequence[str], facts: Mapping[str, str]) -> Iterator[str]:
    for sentence in sentences:
        if all(facts[name] for name in _GAP.findall(sentence)):
            yield _GAP.sub(lambda gap: facts[gap[1]], sentence)
