"""From a script and a cast to a cue sheet: one sentence for one voice at a time, with the pause that follows it."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from narrate.manners import EVERYBODY, LOUDER, Direction, ending_of, stressed_of
from narrate.model import NARRATOR, Book, Chapter, Cue, Line, Script, Span, Voice
from narrate.pauses import Pauses, shares_sentence
from narrate.spoken import sentence_end, stops
from narrate.units import Seconds

LONGEST_CUE = 300
"""Characters; longer sentences are cut at clauses. Engines keep their intonation, and a failed cue costs little."""
_WRAPPED = 60
"""Characters; nobody breaks the lines of prose sooner."""
_CLAUSE = re.compile(r"[;:,—–]\s+|\s--\s|\)\s+")
_NEAR = 500
"""Characters: further off nothing tells where a sentence ends."""
_RUN = re.compile(r"[.!?…]{50,}")
_HAS_WORD = re.compile(r"\w")
_LETTER = re.compile(r"(?<![\w.])([A-Z])\.\s+(?=[“\"‘'(]?[A-Z])")

_SLOWEST, _FASTEST = 0.4, 3.0
"""Of a line that is directed to be slower or faster than its voice."""
_AS_WRITTEN = Direction()


@dataclass(frozen=True)
class Staging:
    """How the words are to be said: with which pauses, with what directions for single lines (by their number in the book), and
    how much of its manners each speaker acts."""

    pauses: Pauses
    directions: Mapping[int, Direction] = field(default_factory=dict)
    acted: Mapping[str, float] = field(default_factory=dict)
    cut: Callable[[str], list[str]] | None = None
    """`sentences`, where they are known already."""
    headings: bool = True
    """Whether the titles of chapters are said."""
    heeding: Collection[str] = ()
    """Engines that can say a sentence as a whole of which each voice says a part."""

    def voice(self, line: Line, number: int, voice: Voice) -> Voice:
        """A speaker's voice as it says a line."""
        direction = self.directions.get(number, _AS_WRITTEN)
        manner, acted = direction.style or line.manner, 1.0
        if direction.style is None:
            acted = self.acted.get(line.speaker, self.acted.get(EVERYBODY, 1.0))
        if manner == "plain" or not acted:
            manner, acted = "plain", 1.0
        if direction is _AS_WRITTEN and manner == "plain":
            return voice
        speed = min(_FASTEST, max(_SLOWEST, round(voice.speed * direction.speed, 4)))
        gain = round(voice.gain + direction.gain + acted * LOUDER.get(manner, 0.0), 2)
        return replace(voice, speed=speed, gain=gain, manner=manner, acted=acted, take=direction.take)

    def pause(self, number: int, otherwise: Seconds) -> Seconds:
        """The pause after a line."""
        directed = self.directions.get(number, _AS_WRITTEN).pause
        return otherwise if directed is None else directed


def cue(
    script: Script,
    cast: Mapping[str, Voice],
    staging: Staging,
    say: Callable[[str, bool], str],
    key: Callable[[str, Voice], str],
) -> Book[Cue]:
    """The cue sheet. `say(text, heading)` gives the spoken form, `key(spoken, voice)` the name of the take."""
    number = 0
    chapters: list[Chapter[Cue]] = []
    verse, whole, printed = verses(script), staging.cut or sentences, [(one.start, one.end) for one in script.emphasis]

    def rows(text: str) -> list[str]:
        return [sentence for row in text.split("\n") for sentence in whole(row)]

    for chapter in script.chapters:
        body: list[Cue] = []
        unsaid = 0 if staging.headings else _headings(chapter)
        tied: list[bool] = []
        for place, line in enumerate(chapter.body):
            if place < unsaid:
                number += 1
                continue
            after = chapter.body[place + 1] if place + 1 < len(chapter.body) else None
            voice = cast.get(line.speaker) or cast[NARRATOR]
            instead = staging.directions.get(number, _AS_WRITTEN).say
            pieces = _pieces(line, instead, say, rows if line.paragraph in verse else whole)
            blank = Cue(key="", text="", voice=voice, speaker=line.speaker, pause=0.0, line=number, shown="")
            said = list(_cues_of(line, after, staging, blank, pieces))
            stressed = printed[bisect(printed, (line.at.start, 0)) : bisect(printed, (line.at.end, 0))]
            if stressed and voice.engine in staging.heeding and line.kind != "heading":
                said = [_with_stress(each, line, stressed) for each in said]
            body += said
            goes_on = after is not None and shares_sentence(line, after)
            tied += [goes_on and each is said[-1] for each in said]
            number += 1
        whole_said = in_one_breath(body, tied, staging.heeding)
        keyed = tuple(replace(each, key=key(each.text, each.spoken_with)) for each in whole_said)
        chapters.append(Chapter(chapter.number, chapter.title, keyed))
    return Book(script.title, script.author, script.language, tuple(chapters), script.source)


def _cues_of(line: Line, after: Line | None, staging: Staging, blank: Cue, pieces: list[tuple[str, str, int]]) -> Iterator[Cue]:
    """The cues of a line, one for each of its pieces. `blank` is what they have in common."""
    pauses, said_with = staging.pauses, staging.voice(line, blank.line, blank.voice)
    for n, (shown, spoken, start) in enumerate(pieces, 1):
        ending = "" if line.kind == "heading" else ending_of(shown)
        performed = replace(said_with, ending=ending) if ending else said_with
        other = None if performed == blank.voice else performed
        last = n == len(pieces)
        pause = staging.pause(blank.line, pauses.after(line, after, shown)) if last else pauses.within(shown)
        yield Cue(  # a novel has thousands, and replace takes three times as long
            key="",
            text=spoken,
            voice=blank.voice,
            speaker=blank.speaker,
            pause=pause,
            line=blank.line,
            shown=shown,
            performed=other,
            start=start,
        )


def _with_stress(cue: Cue, line: Line, runs: Sequence[tuple[int, int]]) -> Cue:
    """A cue of a line of which these stretches of the reading text are stressed."""
    at = span_of(line.text, cue.start - line.at.start, cue.shown)
    start, end = line.at.start + at.start, line.at.start + at.end
    here = [(first - start, last - start) for first, last in runs if first < end and last > start]
    words = stressed_of(line.text[at.start : at.end], cue.text, here)
    return replace(cue, performed=replace(cue.spoken_with, stressed=words)) if words else cue


def _headings(chapter: Chapter[Line]) -> int:
    """How many lines of a chapter are its title; none of one that has nothing else."""
    return next((place for place, line in enumerate(chapter.body) if line.kind != "heading"), 0)


def in_one_breath(body: Sequence[Cue], tied: Sequence[bool], heeding: Collection[str]) -> list[Cue]:
    """The cues of a chapter, each with what others say in its sentence, where their engine heeds that. `tied` says which cues
    share their sentence with the next."""
    made: list[Cue] = []
    start = 0
    for end, goes_on in enumerate(tied, 1):
        if goes_on and end < len(body) and body[end].line == body[end - 1].line + 1:
            continue
        run, start = body[start:end], end
        engines = {each.voice.engine for each in run}
        texts = [each.text for each in run]
        if len(run) == 1 or len(engines) > 1 or not engines.issubset(heeding) or len(" ".join(texts)) > LONGEST_CUE:
            made += run
            continue
        for n, each in enumerate(run):
            within = replace(each.spoken_with, before="\n".join(texts[:n]), after="\n".join(texts[n + 1 :]))
            made.append(replace(each, performed=within))
    return made


def verses(script: Script) -> frozenset[int]:
    """The paragraphs, by number, whose lines end where their author ended them: in most of them the next line's first word
    would still have had room."""
    rows: dict[int, list[str]] = {}
    for chapter in script.chapters:
        for number, lines in groupby(chapter.body, key=lambda line: line.paragraph):
            first, *more = lines
            start, end = first.at.start, [first, *more][-1].at.end
            if script.text.find("\n", start, end) >= 0 and first.kind != "heading":
                rows[number] = [row for row in script.text[start:end].split("\n") if row.strip()]
    lengths = sorted(len(row.rstrip()) for each in rows.values() for row in each)
    width = lengths[len(lengths) * 19 // 20] if lengths else 0  # not the longest: one line that runs over is no width of a page
    return frozenset(number for number, each in rows.items() if _ended_early(each, max(width, _WRAPPED)))


def _ended_early(rows: list[str], width: int) -> bool:
    room = [len(row.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) <= width for row, after in pairwise(rows)]
    return 2 * sum(room) > len(room)


def _pieces(
    line: Line, instead: str, say: Callable[[str, bool], str], cut: Callable[[str], list[str]]
) -> list[tuple[str, str, int]]:
    """What is shown and what is spoken of each sentence of a line that holds a word, and where it begins in the reading text.
    What a person has it say `instead` is cut as the line is, where it has as many sentences, and is else one piece."""
    whole = cut(line.text)
    said = cut(instead) if instead else whole
    if len(said) != len(whole):
        whole, said = [line.text], [" ".join(instead.split())]
    found, place = [], 0
    for shown, words in zip(whole, said, strict=True):
        at = span_of(line.text, place, shown)
        place = at.end
        spoken = say(words, line.kind == "heading")
        if _HAS_WORD.search(spoken):
            same = spoken == shown  # the same words once in memory
            found.append((shown, shown if same else spoken, line.at.start + at.start))
    return found


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


def sentences(text: str, language: str = "en") -> list[str]:
    """The text in speakable sentences that join back to it but for space; none longer than LONGEST_CUE, no word cut
    unless it alone is longer."""
    found: list[list[str]] = []
    ends = sentence_end(language)
    for sentence in _between(text, ends) if ends else _whole(text):
        if found and sentence and not _HAS_WORD.search(sentence):
            found[-1].append(sentence)
            continue
        found += [[piece] for piece in _short(sentence) if piece]
    return [" ".join(pieces) for pieces in found]


def _between(text: str, ends: re.Pattern[str]) -> list[str]:
    """The text cut where sentences end."""
    return [text[a:b].strip() for a, b in pairwise([0, *(match.end() for match in ends.finditer(text)), len(text)]) if a < b]


def _whole(text: str) -> list[str]:
    """nupunkt's sentences, but that a title stays with its name (Lt. Hale) and a letter may end one (Plan B. The others left)."""
    spans: list[tuple[int, int]] = []
    for start, end in _spans(text):
        if spans and stops.goes_on(text[max(spans[-1][0], spans[-1][1] - _NEAR) : spans[-1][1]].rstrip(), text[start:end]):
            start = spans.pop()[0]
        spans.append((start, end))
    return [text[a:b].strip() for start, end in spans for a, b in _parted(text, start, end)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """nupunkt's sentences; a run of stops, which takes it for ever, is one of its own."""
    from nupunkt import sent_spans

    place = 0
    for run in [*_RUN.finditer(text), None]:
        last = run.start() if run else len(text)
        yield from ((place + start, place + end) for start, end in sent_spans(text[place:last]))
        if run:
            yield run.span()
            place = run.end()


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span cut behind letters that end sentences; most have none."""
    cuts = [
        match.end()
        for match in _LETTER.finditer(text, start, end)
        if stops.ends_sentence(
            text[max(start, match.start() - _NEAR) : match.start()], match[1], text[match.end() : min(end, match.end() + _NEAR)]
        )
    ]
    return list(pairwise([start, *cuts, end]))


def _short(sentence: str) -> list[str]:
    """A sentence cut into pieces of at most LONGEST_CUE characters: at a clause, else at a space, else anywhere."""
    pieces: list[str] = []
    start = 0
    while len(sentence) - start > LONGEST_CUE:
        window = sentence[start : start + LONGEST_CUE]
        clauses = [m.end() for m in _CLAUSE.finditer(window) if m.end() > LONGEST_CUE // 3]
        space = max(window.rfind(" "), window.rfind("\n"))
        cut = clauses[-1] if clauses else space + 1 if space > 0 else LONGEST_CUE
        pieces.append(sentence[start : start + cut].strip())
        start += cut
    pieces.append(sentence[start:].strip())
    return pieces
