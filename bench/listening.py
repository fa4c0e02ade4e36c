"""A page on which a person hears in ten minutes what numbers cannot tell: each remedy before and after, by what to listen for.

    python bench/listening.py STORY.txt bench/listening.html [--engine hibari]

The lines are the story's own, in the voices that a render gives them: of each manner, ending and reading the first that is
found. All clips are in the page. A story with none of a kind shows none of it.
"""

from __future__ import annotations

import argparse
import base64
import html
import io
import wave
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from narrate.audio.measure import speech_bounds
from narrate.cli.common import settings
from narrate.editing import levelled
from narrate.engines.booth import Booth
from narrate.manners import LOUDER
from narrate.mastering import Spec, limited, voice_gain
from narrate.model import Cue, Take, Voice
from narrate.produce.plan import Options, takes_folder
from narrate.produce.planning import Planner
from narrate.takes import TakeStore
from narrate.units import ratio

FULL = 32768
BETWEEN = 0.2
"""Seconds between the parts of a sentence."""
STYLE = (
    "body{font:1rem/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "audio{height:2rem;vertical-align:middle;max-width:19rem}blockquote{margin:.5rem 0;font-style:italic}"
)
LISTEN = {
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
    "trails": "The end is drawn out and fades.",
    "breaks": "The end is cut, as if interrupted.",
    "strong": "The exclamation mark is heard.",
    "stressed": "The word in italics stands out, and no other.",
    "one breath": "What follows the quotation goes on where it stopped, and does not begin anew.",
    "short": "One word, no longer too fast.",
    "take 2": "Another reading of the same words: melody and pace.",
    "take 3": "One more.",
}


Part = tuple[str, Voice]
"""A text, and the voice that says it."""


@dataclass(frozen=True)
class Pair:
    """What to listen for, the words, and what is said before and after, part by part."""

    name: str
    words: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]


def pairs(cues: list[Cue]) -> Iterator[Pair]:
    """The first cue of every kind; long ones are easier to judge."""
    for name in LISTEN:
        if name == "one breath":
            yield from one_breath(cues)
            continue
        if name.startswith("take"):
            cue = next((c for c in cues if len(c.text) > 50 and c.performed is None), None)
            if cue:
                again = replace(cue.voice, take=int(name[-1]))
                yield Pair(name, cue.shown, ((cue.text, cue.voice),), ((cue.text, again),))
            continue
        fitting = [c for c in cues if name in remedies(c.spoken_with)]
        found = next((c for c in fitting if len(c.text) > 25), fitting[0] if fitting else None)
        if found:
            plain = replace(found.spoken_with, manner="plain", acted=1.0, take=1, ending="", stressed="")
            yield Pair(name, found.shown, ((found.text, plain),), ((found.text, found.spoken_with),))


def remedies(voice: Voice) -> list[str]:
    """What a voice does otherwise than plainly."""
    return [voice.manner, *voice.ending.split(), *(["stressed"] if voice.stressed else [])]


def one_breath(cues: list[Cue]) -> Iterator[Pair]:
    """The first sentence that two voices share: its parts alone, and as parts of the whole."""
    start = next((n for n, c in enumerate(cues) if c.spoken_with.after and not c.spoken_with.before), None)
    if start is None:
        return
    shared = cues[start : start + 1 + len(cues[start].spoken_with.after.split("\n"))]
    alone = tuple((c.text, replace(c.spoken_with, before="", after="")) for c in shared)
    yield Pair("one breath", " ".join(c.shown for c in shared), alone, tuple((c.text, c.spoken_with) for c in shared))


def clip(booth: Booth, parts: tuple[Part, ...]) -> str:
    """A clip of all parts, each at its loudness, as a data address."""
    said, rate = [], 0
    spec = Spec()
    for text, voice in parts:
        sound, rate = booth.speak(text, voice)
        gain = voice_gain([Take("", sound, rate)], spec) + LOUDER.get(voice.manner, 0.0) * voice.acted
        cut = sound[slice(*speech_bounds(sound, rate))]
        loud = limited(levelled(cut, rate, gain), np.float32(ratio(spec.peak) * FULL), rate)
        said += [loud, np.zeros(round(BETWEEN * rate), np.float32)]
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(np.rint(np.concatenate(said)).astype(np.int16).tobytes())
    return "data:audio/wav;base64," + base64.b64encode(file.getvalue()).decode()


def page(story: str, made: list[tuple[Pair, str, str]]) -> str:
    """The whole page."""
    rows = "\n".join(
        f"<section><h2>{html.escape(pair.name)}</h2><p>{html.escape(LISTEN[pair.name])}</p><blockquote>{html.escape(pair.words)}"
        f'</blockquote><p>A <audio controls preload="none" src="{before}"></audio> '
        f'B <audio controls preload="none" src="{after}"></audio></p></section>'
        for pair, before, after in made
    )
    title = html.escape(story)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Before and after: {title}</title><style>{STYLE}</style><h1>{title}</h1>"
        f"<p>A is as it was, B as it is now. Judge each by what its line says.</p>{rows}</html>\n"
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("story", type=Path)
    words.add_argument("page", type=Path)
    words.add_argument("--engine", default="hibari")
    asked = words.parse_args()
    options = Options(engine=asked.engine)
    with closing(Planner(settings(None), options, TakeStore(takes_folder(options)))) as planner:
        plan = planner.plan(asked.story)
    with Booth(asked.engine) as booth:
        made = [(p, clip(booth, p.before), clip(booth, p.after)) for p in pairs(list(plan.cues()))]
    asked.page.write_text(page(plan.script.title, made), encoding="utf-8")
    print(f"{asked.page}: {len(made)} pairs of clips")


if __name__ == "__main__":
    main()
