"""How manners come out, in numbers: how much of a whisper is voiced, which words are heard, how good it is predicted to sound.

    pip install speechmos librosa pocketsphinx praat-parselmouth
    python bench/manners.py [--engine hibari] [--voices narrator,man-1,woman-3] [--manners plain,whisper,shout]

Frames of 10 ms within 30 dB of the loudest are looked at; Praat says which of them are voiced, pocketsphinx which words it hears,
DNSMOS how good 9.01 s of it are (it dislikes noise, so of a whisper it tells little).
"""

from __future__ import annotations

import argparse
from itertools import product
from typing import Any, cast

import numpy as np
import parselmouth
from listen import HEARD_AT, matched, words_of, written_down
from pocketsphinx import Decoder
from quality import score

from narrate.engines.booth import Booth
from narrate.manners import Manner
from narrate.model import Voice

TEXTS = (
    "I have read the letter twice, and I still don't know what to say.",
    "Nobody must hear us now, so come a little closer to the window.",
    "They had been married for a year before she learned that he could not swim.",
    "Put the lamp out and follow me down to the harbour before the morning comes.",
    "There is somebody standing behind the door of the garden house.",
    "Tell the doctor that my brother will be with him on Tuesday by the early train.",
    "We ought to leave before the rain begins, and the road is very long.",
    "The judge put on his glasses and turned a page or two before he answered.",
)
AUDIBLE = -30.0


def voiced(sound: Any, rate: int) -> tuple[int, int]:
    """How many audible frames are voiced, and how many there are."""
    heard = parselmouth.Sound(sound.astype(float) / 32768, rate)
    pitch = heard.to_pitch(time_step=0.01, pitch_floor=60, pitch_ceiling=500)
    around = round(0.01 * rate)
    places = [round(time * rate) for time in pitch.xs()]
    powers = [float(np.mean((sound[max(0, at - around) : at + around] / 32768.0) ** 2)) for at in places]
    loud = 10 * np.log10(np.maximum(powers, 1e-12))
    audible = loud > loud.max() + AUDIBLE
    return int(((pitch.selected_array["frequency"] > 0) & audible).sum()), int(audible.sum())


def table(engine: str, voices: list[str], manners: list[str]) -> None:
    """A row for every voice and manner."""
    decoder = Decoder(samprate=HEARD_AT, loglevel="FATAL")
    print("\n| voice | manner | voiced | words heard | DNSMOS |\n|---|---|---|---|---|")
    with Booth(engine) as booth:
        for name, manner in product(voices, manners):
            voice = Voice(engine, name, manner=cast("Manner", manner))
            taken = [booth.speak(text, voice) for text in TEXTS]
            frames = [voiced(*take) for take in taken]
            said = [words_of(text) for text in TEXTS]
            heard = sum(len(matched(w, written_down(decoder, *t, 0.0))) for w, t in zip(said, taken, strict=True))
            share = sum(f[0] for f in frames) / sum(f[1] for f in frames)
            good = score(np.concatenate([t[0] for t in taken]), taken[0][1])
            print(f"| {name} | {manner} | {share:.1%} | {heard / sum(map(len, said)):.0%} | {good:.2f} |", flush=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--engine", default="hibari")
    words.add_argument("--voices", default="narrator,man-1,woman-3")
    words.add_argument("--manners", default="plain,whisper,murmur,shout")
    asked = words.parse_args()
    table(asked.engine, asked.voices.split(","), asked.manners.split(","))


if __name__ == "__main__":
    main()
