"""A page on which a person hears in ten minutes what numbers cannot tell: each remedy before and after, by what to listen for.

    python bench/listening.py STORY.txt bench/listening.html [--engine hibari]

The lines are the story's own, in the voices that a render gives them: of each kind the first that is found, and a line of ours
where the story has none. All clips are in the page.
"""

from __future__ import annotations

import argparse
import base64
import html
import io
import wave
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from listening_pairs import LISTEN, Pair, Side, pairs
from numpy.typing import NDArray

from narrate.audio.measure import level, speech_bounds
from narrate.cli.common import settings
from narrate.editing import levelled
from narrate.engines import load_engine
from narrate.engines.booth import Booth
from narrate.engines.colours import COLOURS
from narrate.manners import LOUDER
from narrate.mastering import CALIBRATION, Spec, limited, voice_gain
from narrate.model import Take, Voice
from narrate.produce.plan import Options, takes_folder
from narrate.produce.planning import Planner
from narrate.takes import TakeStore
from narrate.units import Decibels, Hertz, ratio

FULL = 32768
SPEC = Spec()
LOUD_BEFORE: Decibels = -21.5
"""dBFS of one sentence's speech, by which voices were levelled before: the narrator is then as loud as now."""
THRESHOLD = 90
"""Of 32768: what was louder counted as speech before, however soft the take."""
MARGINS = (0.012, 0.045)
STYLE = (
    "body{font:1rem/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "audio{height:2rem;vertical-align:middle;max-width:19rem}blockquote{margin:.5rem 0;font-style:italic}"
)
Sound: TypeAlias = "tuple[NDArray[np.int16], Hertz]"


class Speaker:
    """Speaks parts of clips, and knows how loud each voice is."""

    def __init__(self, booth: Booth) -> None:
        self._booth, self._gains = booth, dict[tuple[Voice, bool], Decibels]()

    def said(self, text: str, voice: Voice) -> Sound:
        """In another colour, if the voice's name is followed by “(before)”: as it was before minimum phases."""
        name, _, before = voice.name.partition(" (")
        if not before:
            return self._booth.speak(text, voice)
        COLOURS[voice.name] = replace(COLOURS[name], minimum=False)
        heard = bytearray()
        rate = load_engine(voice.engine).synthesize(text, voice, heard.extend)
        return np.frombuffer(bytes(heard), np.int16), rate

    def gain(self, voice: Voice, by_power: bool) -> Decibels:
        """By the loudness of four sentences, or by the power of one of them, as before."""
        plain = Voice(voice.engine, voice.name, speed=voice.speed, pitch=voice.pitch)
        if (plain, by_power) not in self._gains:
            takes = [Take("", *self.said(text, plain)) for text in CALIBRATION[: 1 if by_power else None]]
            found = LOUD_BEFORE - level(takes[0].samples, takes[0].sample_rate) if by_power else voice_gain(takes, SPEC)
            self._gains[plain, by_power] = found
        return self._gains[plain, by_power]

    def clip(self, side: Side) -> str:
        """A side as a data address."""
        said, rate = [np.zeros(0, np.float32)], 0
        bounds: Callable[..., tuple[int, int]] = absolute_bounds if side.absolute else speech_bounds
        for part in side.parts:
            sound, rate = self.said(part.text, part.voice)
            gain = self.gain(part.voice, side.by_power) if side.calibrated else voice_gain([Take("", sound, rate)], SPEC)
            gain += LOUDER.get(part.voice.manner, 0.0) * part.voice.acted
            cut = sound[slice(*bounds(sound, rate))]
            said += [limited(levelled(cut, rate, gain), np.float32(ratio(SPEC.peak) * FULL), rate)]
            said += [np.zeros(round(part.pause * rate), np.float32)]
        return as_address(np.rint(np.clip(np.concatenate(said), -FULL, FULL - 1)).astype(np.int16), rate)


def absolute_bounds(sound: NDArray[np.int16], rate: Hertz) -> tuple[int, int]:
    """Where speech begins and ends by one threshold for all takes."""
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > THRESHOLD)
    head, tail = (round(margin * rate) for margin in MARGINS)
    return (max(0, int(loud[0]) - head), int(loud[-1]) + tail) if len(loud) else (0, len(sound))


def as_address(sound: NDArray[np.int16], rate: Hertz) -> str:
    """A WAV file as a data address."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(sound.tobytes())
    return "data:audio/wav;base64," + base64.b64encode(file.getvalue()).decode()


def page(story: str, made: list[tuple[Pair, str, str]]) -> str:
    """The whole page."""
    rows = "\n".join(
        f"<section><h2>{html.escape(pair.name)}</h2><p>{html.escape(LISTEN[pair.kind])}</p><blockquote>{html.escape(pair.words)}"
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


def made(engine: str, found: Iterator[Pair]) -> Iterator[tuple[Pair, str, str]]:
    """Each pair with its two clips."""
    with Booth(engine) as booth:
        speaker = Speaker(booth)
        for pair in found:
            yield pair, speaker.clip(pair.before), speaker.clip(pair.after)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("story", type=Path)
    words.add_argument("page", type=Path)
    words.add_argument("--engine", default="hibari")
    asked = words.parse_args()
    options = Options(engine=asked.engine)
    with closing(Planner(settings(None), options, TakeStore(takes_folder(options)))) as planner:
        plan = planner.plan(asked.story)
    clips = list(made(asked.engine, pairs(list(plan.cues()))))
    asked.page.write_text(page(plan.script.title, clips), encoding="utf-8")
    print(f"{asked.page}: {len(clips)} pairs of clips")


if __name__ == "__main__":
    main()
