"""What is said of one line: a cue for each of its sentences."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from narrate.cues.cutting import sentences
from narrate.cues.staging import AS_WRITTEN, LineCues, Staging
from narrate.cues.verse import verses
from narrate.manners import ending_of, stressed_of
from narrate.model import NARRATOR, Cue, Line, Script, Span, Voice
from narrate.pauses import shares_sentence

_HAS_WORD = re.compile(r"\w")


class LineReader:
    """Makes the cues of the lines of one script. `say(text, heading)` gives the spoken form, `key(spoken, voice)` the name of the
    take."""

    def __init__(
        self,
        script: Script,
        cast: Mapping[str, Voice],
        staging: Staging,
        say: Callable[[str, bool], str],
        key: Callable[[str, Voice], str],
    ) -> None:
        self.cast, self.staging, self.say, self.key = cast, staging, say, key
        self._verse = verses(script) if staging.verse is None else staging.verse
        self._printed = [(one.start, one.end) for one in script.emphasis]
        self._whole = staging.cut or sentences
        self._endings: dict[tuple[Voice, str], Voice] = {}

    def read(self, line: Line, after: Line | None, number: int) -> LineCues:
        """What is said of a line of this number, before the line `after`; as it is known, if it would be the same."""
        staging, voice = self.staging, self.cast.get(line.speaker) or self.cast[NARRATOR]
        said_with, direction = staging.voice(line, number, voice), staging.directions.get(number, AS_WRITTEN)
        in_verse = line.paragraph in self._verse
        made_of = (line, after, voice, said_with, direction, in_verse)
        known = staging.known.lines.get(number) if staging.known else None
        if known is None or known.made_of != made_of:
            words = (line.text, line.at, line.kind, direction.say, in_verse)
            again = known is not None and known.words == words
            pieces = known.pieces if known and again else self._pieces(line, direction.say, in_verse=in_verse)
            blank = Cue(key="", text="", voice=voice, speaker=line.speaker, pause=0.0, line=number, shown="", performed=said_with)
            cues = tuple(self._stressed(line, self._cues(line, after, blank, pieces)))
            known = LineCues(made_of, words, pieces, cues, after is not None and shares_sentence(line, after))
            if staging.known is not None:
                staging.known.lines[number] = known
        return known

    def _pieces(self, line: Line, instead: str, *, in_verse: bool) -> list[tuple[str, str, int]]:
        """What is shown and what is spoken of each sentence of a line that holds a word, and where it begins in the reading text.
        What a person has it say `instead` is cut as the line is, where it has as many sentences, and is else one piece."""
        cut = self._rows if in_verse else self._whole
        whole = cut(line.text)
        said = cut(instead) if instead else whole
        if len(said) != len(whole):
            whole, said = [line.text], [" ".join(instead.split())]
        found, place = [], 0
        for shown, words in zip(whole, said, strict=True):
            at = span_of(line.text, place, shown)
            place = at.end
            spoken = self.say(words, line.kind == "heading")
            if _HAS_WORD.search(spoken):
                same = spoken == shown  # the same words once in memory
                found.append((shown, shown if same else spoken, line.at.start + at.start))
        return found

    def _rows(self, text: str) -> list[str]:
        return [sentence for row in text.split("\n") for sentence in self._whole(row)]

    def _cues(self, line: Line, after: Line | None, blank: Cue, pieces: list[tuple[str, str, int]]) -> Iterator[Cue]:
        """The cues of a line, one for each of its pieces. `blank` is what they have in common."""
        pauses, said_with = self.staging.pauses, blank.spoken_with
        for n, (shown, spoken, start) in enumerate(pieces, 1):
            ending = "" if line.kind == "heading" else ending_of(shown)
            performed = self._ending(said_with, ending) if ending else said_with
            last = n == len(pieces)
            pause = self.staging.pause(blank.line, pauses.after(line, after, shown)) if last else pauses.within(shown)
            yield Cue(  # a novel has thousands, and replace takes three times as long
                key=self.key(spoken, performed),
                text=spoken,
                voice=blank.voice,
                speaker=blank.speaker,
                pause=pause,
                line=blank.line,
                shown=shown,
                performed=None if performed == blank.voice else performed,
                start=start,
            )

    def _ending(self, voice: Voice, ending: str) -> Voice:
        """The voice as it ends a sentence so; of a novel thousands do."""
        made = self._endings.get((voice, ending))
        if made is None:
            made = self._endings[voice, ending] = replace(voice, ending=ending)
        return made

    def _stressed(self, line: Line, cues: Iterable[Cue]) -> Iterable[Cue]:
        """The cues with the words that are stressed in print, where their engine heeds them."""
        printed = self._printed
        runs = printed[bisect(printed, (line.at.start, 0)) : bisect(printed, (line.at.end, 0))]
        for cue in cues:
            heeded = runs and line.kind != "heading" and cue.voice.engine in self.staging.heeding
            words = _stressed_words(cue, line, runs) if heeded else ""
            yield performed(cue, replace(cue.spoken_with, stressed=words), self.key) if words else cue


def performed(cue: Cue, voice: Voice, key: Callable[[str, Voice], str]) -> Cue:
    """The cue said in another way."""
    return replace(cue, performed=voice, key=key(cue.text, voice))


def _stressed_words(cue: Cue, line: Line, runs: Sequence[tuple[int, int]]) -> str:
    """Which words of a cue are stressed, of a line of which these stretches of the reading text are."""
    at = span_of(line.text, cue.start - line.at.start, cue.shown)
    start, end = line.at.start + at.start, line.at.start + at.end
    here = [(first - start, last - start) for first, last in runs if first < end and last > start]
    return stressed_of(line.text[at.start : at.end], cue.text, here) if here else ""


def span_of(text: str, start: int, sentence: str) -> Span:
    """Where a sentence stands in a text, if nothing but space is between `start` and it. Its own space may differ."""
    while text[start : start + 1].isspace():
        start += 1
    if text.startswith(sentence, start):
        return Span(start, start + len(sentence))
    end = start
    for _ in "".join(sentence.split()):
        while text[end].isspace():
            end += 1
        end += 1
    return Span(start, end)
