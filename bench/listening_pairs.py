"""What the listening page compares: for each remedy the same words as they were said before and as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from narrate.engines.colours import COLOURS
from narrate.manners import MANNERS, ending_of
from narrate.model import Cue, Voice
from narrate.units import Seconds

BETWEEN: Seconds = 0.2
LONG = 25
"""Characters: longer lines are easier to judge."""
LISTEN = {
    "levels": "Everybody is equally loud; nobody makes you reach for the volume.",
    "trims": "The first sound of each sentence (h, f, s, th) is whole.",
    "pauses": "Unhurried, and not always alike; the tag belongs to its quotation.",
    "speed": "Asked for 1.2: B is a fifth faster, A only a tenth.",
    "colours": "Clearer and less buzzing; the same person.",
    "one breath": "What follows the quotation goes on where it stopped, and does not begin anew.",
    "trails": "The end is drawn out and fades.",
    "breaks": "The end is cut, as if interrupted.",
    "strong": "The exclamation mark is heard.",
    "asks": "The end rises as a question does.",
    "stressed": "The word in italics stands out, and no other.",
    "short": "One word, no longer too fast.",
    "whisper": "No voice at all, only breath; every word still clear.",
    "murmur": "Softer, darker, closer; not merely turned down.",
    "small": "Thin and timid, a little higher.",
    "shout": "Effort: higher and brighter, not distorted.",
    "exclaim": "A little livelier than plain speech, no more.",
    "angry": "Sharper and quicker.",
    "cold": "Flat and even, a little slow.",
    "glad": "Lively, a little higher.",
    "sad": "Slow and falling.",
    "sob": "Breath in the voice; still the same person.",
    "laugh": "Bright and lively; there is no laughter in it.",
    "thought": "Gently apart from what is said aloud.",
    "writing": "Gently apart from what is said aloud.",
    "reading": "Gently apart from what is said aloud.",
    "telephone": "The same person through a wire.",
    "radio": "The same person through a loudspeaker.",
    "take 2": "Another reading of the same words: melody and pace.",
    "take 3": "One more.",
}
OURS = {
    "trails": "I had hoped that you would stay a little longer…",
    "breaks": "If you had only told me before the—",
    "strong": "I will not have it in this house!",
    "asks": "Is the doctor still in the garden?",
    "stressed": "I said that she was the last to leave the house.",
    "short": "No.",
}
"""For what a story has none of; manners have one line for all of them."""
ACTED = "Put the lamp out and follow me down to the harbour before the morning comes."
STRESSED = "3"
"""The number of the stressed word in our line."""
HEADS = ("H", "F", "S", "Th")
FORMER_PAUSES = (0.37, 0.65)
"""Seconds after a sentence and after a paragraph, before."""
PASSAGE = 6
SLOWER = 1.1
"""What hibari gave before when 1.2 was asked for."""


@dataclass(frozen=True)
class Part:
    """A text, the voice that says it, and the pause after it."""

    text: str
    voice: Voice
    pause: Seconds = BETWEEN


@dataclass(frozen=True)
class Side:
    """One clip: `by_power` and `absolute` are how voices were levelled and takes trimmed before; what is not `calibrated` is
    levelled by itself."""

    parts: tuple[Part, ...]
    by_power: bool = False
    absolute: bool = False
    calibrated: bool = False


@dataclass(frozen=True)
class Pair:
    """What to listen for (`kind`, of LISTEN), its heading, the words, and both sides."""

    kind: str
    name: str
    words: str
    before: Side
    after: Side


def pairs(cues: list[Cue]) -> Iterator[Pair]:
    """Every kind in the order of LISTEN."""
    first = next(cue for cue in cues if len(cue.text) > LONG and cue.performed is None)
    makers = {"levels": levels, "trims": trims, "pauses": pauses, "speed": speed, "colours": colours, "one breath": one_breath}
    for kind in LISTEN:
        if kind in makers:
            yield from makers[kind](cues)
        elif kind.startswith("take"):
            again = replace(first.voice, take=int(kind[-1]))
            yield of_line(kind, first.shown, first.voice, again, first.text)
        else:
            yield remedy(kind, cues, first.voice)


def of_line(kind: str, words: str, before: Voice, after: Voice, text: str) -> Pair:
    """One line in two ways."""
    return Pair(kind, kind, words, Side((Part(text, before),)), Side((Part(text, after),)))


def remedy(kind: str, cues: list[Cue], teller: Voice) -> Pair:
    """The first line of a manner or an ending; long ones are easier to judge."""
    fitting = [c for c in cues if kind in remedies(c.spoken_with)]
    found = next((c for c in fitting if len(c.text) > LONG), fitting[0] if fitting else None)
    if found:
        plain = replace(found.spoken_with, manner="plain", acted=1.0, take=1, ending="", stressed="")
        return of_line(kind, found.shown, plain, found.spoken_with, found.text)
    text = OURS.get(kind, ACTED)
    told: dict[str, Voice] = {manner: replace(teller, manner=manner) for manner in MANNERS}
    after = told.get(kind) or replace(teller, ending=ending_of(text), stressed=STRESSED if kind == "stressed" else "")
    return of_line(kind, text, teller, after, text)


def remedies(voice: Voice) -> list[str]:
    """What a voice does otherwise than plainly."""
    return [voice.manner, *voice.ending.split(), *(["stressed"] if voice.stressed else [])]


def levels(cues: list[Cue]) -> Iterator[Pair]:
    """Everybody's first plain line of some length."""
    first: dict[Voice, Cue] = {}
    for cue in cues:
        if len(cue.text) > LONG and cue.performed is None:
            first.setdefault(cue.voice, cue)
    parts = tuple(Part(cue.text, voice) for voice, cue in first.items())
    words = " / ".join(cue.shown for cue in first.values())
    yield Pair("levels", "levels", words, Side(parts, by_power=True, calibrated=True), Side(parts, calibrated=True))


def trims(cues: list[Cue]) -> Iterator[Pair]:
    """A plain line for each of the soft sounds that lines begin with."""
    found = [next((c for c in cues if c.text.startswith(head) and len(c.text) > LONG), None) for head in HEADS]
    parts = tuple(Part(cue.text, cue.voice) for cue in found if cue)
    yield Pair("trims", "trims", " / ".join(c.shown for c in found if c), Side(parts, absolute=True), Side(parts))


def pauses(cues: list[Cue]) -> Iterator[Pair]:
    """A passage that begins with two voices in one sentence."""
    start = next((n for n, c in enumerate(cues) if c.spoken_with.after), 0)
    passage = cues[start : start + PASSAGE]
    now = tuple(Part(cue.text, cue.spoken_with, cue.pause) for cue in passage)
    sentence, paragraph = FORMER_PAUSES
    before = tuple(replace(part, pause=paragraph if part.pause > sentence * 2 else sentence) for part in now)
    words = " ".join(cue.shown for cue in passage)
    yield Pair("pauses", "pauses", words, Side(before, calibrated=True), Side(now, calibrated=True))


def speed(cues: list[Cue]) -> Iterator[Pair]:
    """The first long line, hurried."""
    cue = max(cues[:PASSAGE], key=lambda cue: len(cue.text))
    yield of_line("speed", cue.shown, replace(cue.voice, speed=SLOWER), replace(cue.voice, speed=1.2), cue.text)


def colours(cues: list[Cue]) -> Iterator[Pair]:
    """Every colour that has minimum phases, before and after, where hibari speaks."""
    if cues[0].voice.engine == "hibari":
        for name in [name for name, colour in COLOURS.items() if colour.minimum]:
            before, after = Voice("hibari", f"{name} (before)"), Voice("hibari", name)
            yield replace(of_line("colours", ACTED, before, after, ACTED), name=f"colours: {name}")


def one_breath(cues: list[Cue]) -> Iterator[Pair]:
    """The first sentence that two voices share: its parts alone, and as parts of the whole."""
    start = next((n for n, c in enumerate(cues) if c.spoken_with.after and not c.spoken_with.before), None)
    if start is None:
        return
    shared = cues[start : start + 1 + len(cues[start].spoken_with.after.split("\n"))]
    alone = tuple(Part(c.text, replace(c.spoken_with, before="", after="")) for c in shared)
    together = tuple(Part(c.text, c.spoken_with) for c in shared)
    yield Pair("one breath", "one breath", " ".join(c.shown for c in shared), Side(alone), Side(together))
