"""How hibari's sentences go up and down, by its network's own pitch: tags of shared sentences, questions, and lines of one word.

Used by sound.py. The network's pitch runs on where nothing sounds: only frames within 25 dB of the loudest count.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrate.audio.measure import speech_bounds
from narrate.engines.hibari import RATE, HibariEngine
from narrate.manners import ending_of
from narrate.model import NARRATOR, Cue, Voice
from narrate.produce.plan import Plan
from narrate.units import ratio

FRAMES = 80
"""A second, of the network's answer."""
AUDIBLE = ratio(-25)
ONSET = 16
"""Frames: 0.2 s."""
FINAL = 8
WHOLE = 30
"""Characters: a narrator's sentence that is no shorter is one of those that a tag's onset is compared with."""
STATEMENTS = 25
VERBS = ("Is", "Was")
SUBJECTS = ("the doctor", "your brother", "the old lady", "her uncle", "the captain")
PLACES = (
    "in the garden",
    "at home",
    "ready for the journey",
    "still asleep",
    "on the evening train",
    "angry with me",
    "a friend of the family",
    "out of danger",
    "afraid of the water",
    "alone in the house",
)
WORDS = (
    "No Yes Never Why Come Here What Who Where Stop Wait Please Thanks Good Sure Well Oh Ah Now Then Go Look Listen Nothing "
    "Maybe Perhaps Mother Father Really Always Hello Goodbye Sorry Quiet Enough Nobody Indeed True Five Home"
)
ASKED, CRIED = {"Why", "What", "Who", "Where", "Really"}, {"Stop", "Go", "Look"}


class PitchedEngine(HibariEngine):
    """hibari, and the pitch of what it said last."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: list[list[Any]] = []

    def _synthesized(self, heard: list[Any], *how: Any) -> Any:
        self._answers.append(heard)
        return super()._synthesized(heard, *how)

    def said(self, text: str, voice: Voice) -> NDArray[np.int16]:
        """The sound of a text."""
        self._answers = []
        heard = bytearray()
        self.synthesize(text, voice, heard.extend)
        return np.frombuffer(bytes(heard), np.int16)

    def pitch(self, text: str, voice: Voice) -> NDArray[np.float64]:
        """Semitones of every audible voiced frame of a text, in order; the network's own, before a colour moves it."""
        self.said(text, voice)
        f0 = np.concatenate([answer[-1] for answer in self._answers])
        loud = np.concatenate([np.exp(np.minimum(answer[0], 7)).sum(axis=0) for answer in self._answers])
        heard = f0[(loud > loud.max() * AUDIBLE) & (f0 > 50)]
        found: NDArray[np.float64] = 12 * np.log2(heard.astype(np.float64) / 100)
        return found


def onsets(plans: list[Plan]) -> None:
    """Where the narrator's parts of shared sentences begin, alone and in one breath, over the middle of the narrator's others."""
    engine, found = PitchedEngine(), {"alone": list[float](), "in one breath": list[float]()}
    for plan in plans:
        told = [cue for cue in plan.cues() if cue.speaker == NARRATOR]
        middle = float(np.median(np.concatenate([engine.pitch(c.text, c.spoken_with) for c in told if is_whole(c)][:STATEMENTS])))
        for cue in (cue for cue in told if cue.spoken_with.before):
            shared = cue.spoken_with
            for name, voice in (("alone", replace(shared, before="", after="")), ("in one breath", shared)):
                found[name].append(float(np.median(engine.pitch(cue.text, voice)[:ONSET])) - middle)
    print("\n| tags | mean onset, semitones | median | how many |\n|---|---|---|---|")
    for name, heights in found.items():
        print(f"| {name} | {np.mean(heights):+.1f} | {np.median(heights):+.1f} | {len(heights)} |")


def is_whole(cue: Cue) -> bool:
    """Whether a cue is a sentence of its own."""
    return not cue.spoken_with.before and not cue.spoken_with.after and len(cue.text) >= WHOLE


def questions() -> None:
    """Yes/no questions against the same words as statements: how much higher they end."""
    engine, higher = PitchedEngine(), list[float]()
    for verb, subject, place in product(VERBS, SUBJECTS, PLACES):
        levels = []
        for text in (f"{verb} {subject} {place}?", f"{subject.capitalize()} {verb.lower()} {place}."):
            pitch = engine.pitch(text, Voice("hibari", "narrator", ending=ending_of(text)))
            levels.append(float(np.median(pitch[-FINAL:]) - np.median(pitch)))
        higher.append(levels[0] - levels[1])
    rise = float(np.mean(np.array(higher) >= 2))
    print(f"\n{len(higher)} questions end {np.mean(higher):+.1f} semitones from their statements; {rise:.0%} by 2 or more above")


def one_word(voices: list[str], scored: Any) -> None:
    """How long forty lines of one word last, and how good they are predicted to sound, repeated to 9.01 s."""
    engine = PitchedEngine()
    print("\n| lines of one word | seconds | DNSMOS | lowest |\n|---|---|---|---|")
    for name in voices:
        lasting, good = list[float](), list[float]()
        for word in WORDS.split():
            text = word + ("?" if word in ASKED else "!" if word in CRIED else ".")
            sound = engine.said(text, Voice("hibari", name, ending=ending_of(text)))
            start, stop = speech_bounds(sound, RATE)
            lasting.append((stop - start) / RATE)
            good += [scored(sound, RATE)] if scored else []
        told = f"{np.mean(good):.2f} | {min(good):.2f}" if good else "speechmos is not installed | "
        print(f"| {name} | {np.mean(lasting):.2f} | {told} |", flush=True)
