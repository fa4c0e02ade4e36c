"""A round trip: what an engine says is written down again by a recognizer, and the words that got lost are counted.

    pip install pocketsphinx                                          (its model is in its wheel)
    python bench/listen.py ../shared/pdnc/MansfieldPark/novel_text.txt [--cues 200] [--engines hibari,pyttsx3]
    python bench/listen.py ../shared/pdnc/MansfieldPark/novel_text.txt --palette --cues 12 --engines hibari

pocketsphinx hears an American adult best; formant synthesis, high and British voices are hard for it. So what counts is
how many words it hears from the bare library and not from narrate's engine with the same voice. It is a wavering judge, too:
of the very same sound a few milliseconds later it hears other words. So where the two sides differ, both are heard again, a
little later, twice; a word is lost that was heard from the library every time and from narrate never. The library speaks
anew each time, for some have noise in their voices. `--control` says how much of that is chance: one more take of the bare
library stands where narrate would. `--palette` counts the words that are heard from every voice of an engine's palette: how
easy each is to understand, for one who hears the narrator best.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import av
import numpy as np
from pocketsphinx import Decoder

from engines import bare_sound, own_name, texts_of
from narrate.engines import PALETTE, engine_names, missing_engines
from narrate.engines.booth import Booth
from narrate.model import Voice

HEARD_AT = 16000
LEVEL = 20000
"""Of 32768, the loudest sample."""
LATER = (0.0033, 0.0067)
"""Seconds: thirds of the recognizer's step."""
Hears = Callable[[float], set[int]]
"""The places of the words heard when the sound comes so many seconds later."""


def words_of(text: str) -> list[str]:
    """Words as the recognizer writes them."""
    return re.findall(r"[a-z']+", text.lower().replace("’", "'"))


def written_down(decoder: Decoder, sound: Any, rate: int, later: float) -> list[str]:
    """What the recognizer makes of int16 samples after `later` seconds of silence, brought to one level first: it hears loud and
    soft differently."""
    loud = np.concatenate([np.zeros(round(later * rate)), np.asarray(sound, np.float64)])
    sound = np.rint(loud * (LEVEL / max(1.0, float(np.abs(loud).max())))).astype(np.int16)
    resampler = av.AudioResampler("s16", "mono", HEARD_AT)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound)[None], "s16", "mono")
    frame.sample_rate = rate
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    raw = b"".join(bytes(piece.planes[0])[: 2 * piece.samples] for piece in pieces)
    decoder.start_utt()
    decoder.process_raw(raw, full_utt=True)
    decoder.end_utt()
    heard = decoder.hyp()
    return words_of(heard.hypstr) if heard else []


def matched(said: list[str], heard: list[str]) -> set[int]:
    """Which of the words said were heard, by position."""
    pairs = difflib.SequenceMatcher(None, said, heard, autojunk=False).get_matching_blocks()
    return {pair.a + n for pair in pairs for n in range(pair.size)}


@dataclass
class Score:
    """How many words were heard; `surely` from one side only: every time from it, never from the other."""

    words: int = 0
    narrate: int = 0
    library: int = 0
    only_narrate: int = 0
    only_library: int = 0
    surely_only_narrate: int = 0
    surely_only_library: int = 0

    def add(self, said: list[str], narrate: Hears, library: Hears) -> list[str]:
        """One cue more; the words that are lost in it."""
        here, there = narrate(0.0), library(0.0)
        self.words, self.narrate, self.library = self.words + len(said), self.narrate + len(here), self.library + len(there)
        self.only_narrate, self.only_library = self.only_narrate + len(here - there), self.only_library + len(there - here)
        if here == there:
            return []
        every_here = [here, *(narrate(later) for later in LATER)]
        every_there = [there, *(library(later) for later in LATER)]
        lost = set.intersection(*every_there).difference(*every_here)
        self.surely_only_narrate += len(set.intersection(*every_here).difference(*every_there))
        self.surely_only_library += len(lost)
        return [said[place] for place in sorted(lost)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("story", type=Path)
    options.add_argument("--cues", type=int, default=200)
    options.add_argument("--after", type=int, default=0, help="cues to leave out first: two cores can hear a part each")
    options.add_argument("--engines", default="")
    options.add_argument("--palette", action="store_true", help="every voice of the palette, no library")
    options.add_argument("--control", action="store_true", help="the bare library against itself")
    args = options.parse_args()
    missing = missing_engines()
    names = args.engines.split(",") if args.engines else [n for n in engine_names() if n not in missing and n != "scratch"]
    texts = [" ".join(text.split()) for text in texts_of(args.story, args.after + args.cues)[args.after :]]
    decoder = Decoder(samprate=HEARD_AT, loglevel="FATAL")
    print(f"{len(texts)} cues, {sum(len(words_of(t)) for t in texts):,} words\n")
    if args.palette:
        by_voice(decoder, names, texts)
        return
    print("| engine | narrate | bare library | only from the library, surely | only from narrate, surely | lost |")
    print("|---|---|---|---|---|---|")
    for name in names:
        speak, score, lost = bare_sound(name), Score(), list[str]()
        with Booth(name) as booth:
            for done, text in enumerate(texts):
                if done % 20 == 0:
                    print(f"{name}, {done} of {len(texts)}: {score}, lost {lost}", file=sys.stderr, flush=True)
                said = words_of(text)
                ours = speak(text) if args.control else booth.speak(text, Voice(name, own_name(name)))
                narrate = partial(_heard, decoder, said, partial(_again, ours))
                library = partial(_heard, decoder, said, partial(speak, text))
                lost += score.add(said, narrate, library)
        print(
            f"| {name} | {score.narrate / score.words:.1%} | {score.library / score.words:.1%} "
            f"| {score.only_library}, {score.surely_only_library} | {score.only_narrate}, {score.surely_only_narrate} "
            f"| {', '.join(lost)} |",
            flush=True,
        )


def by_voice(decoder: Decoder, engines: list[str], texts: list[str]) -> None:
    """The share of the words that is heard from every voice of the engines' palettes."""
    print("| engine | voice | words heard |\n|---|---|---|")
    for engine in engines:
        with Booth(engine) as booth:
            for name in PALETTE:
                said = [words_of(text) for text in texts]
                sounds = (booth.speak(text, Voice(engine, name)) for text in texts)
                heard = sum(len(matched(w, written_down(decoder, *s, 0.0))) for w, s in zip(said, sounds, strict=True))
                print(f"| {engine} | {name} | {heard / sum(map(len, said)):.0%} |", flush=True)


def _again(sound: tuple[Any, int]) -> tuple[Any, int]:
    return sound


def _heard(decoder: Decoder, said: list[str], speaks: Callable[[], tuple[Any, int]], later: float) -> set[int]:
    return matched(said, written_down(decoder, *speaks(), later))


if __name__ == "__main__":
    main()
