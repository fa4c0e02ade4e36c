"""A round trip: what an engine says is written down again by a recognizer, and the words that got lost are counted.

    pip install pocketsphinx                                          (its model is in its wheel)
    python bench/listen.py ../shared/pdnc/MansfieldPark/novel_text.txt [--cues 200] [--engines hibari,pyttsx3]

pocketsphinx hears an American adult best; formant synthesis, high and British voices are hard for it. So what counts is
how many words it hears from the bare library and not from narrate's engine with the same voice.
"""

from __future__ import annotations

import argparse
import difflib
import re
from pathlib import Path
from typing import Any

import av
import numpy as np
from pocketsphinx import Decoder

from engines import bare_sound, own_name, texts_of
from narrate.engines import engine_names, missing_engines
from narrate.engines.booth import Booth
from narrate.model import Voice

HEARD_AT = 16000
LEVEL = 20000
"""Of 32768, the loudest sample."""


def words_of(text: str) -> list[str]:
    """Words as the recognizer writes them."""
    return re.findall(r"[a-z']+", text.lower().replace("’", "'"))


def written_down(decoder: Decoder, sound: Any, rate: int) -> list[str]:
    """What the recognizer makes of int16 samples, brought to one level first: it hears loud and soft differently."""
    loud = np.asarray(sound, np.float64)
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


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("story", type=Path)
    options.add_argument("--cues", type=int, default=200)
    options.add_argument("--engines", default="")
    asked = options.parse_args()
    missing = missing_engines()
    names = asked.engines.split(",") if asked.engines else [n for n in engine_names() if n not in missing and n != "scratch"]
    texts = [" ".join(text.split()) for text in texts_of(asked.story, asked.cues)]
    decoder = Decoder(samprate=HEARD_AT, loglevel="FATAL")
    print(f"{len(texts)} cues, {sum(len(words_of(t)) for t in texts):,} words\n")
    print("| engine | narrate | bare library | heard only from the library | only from narrate |\n|---|---|---|---|---|")
    for name in names:
        speak = bare_sound(name)
        both = ours = theirs = total = 0
        with Booth(name) as booth:
            for text in texts:
                said = words_of(text)
                here = matched(said, written_down(decoder, *booth.speak(text, Voice(name, own_name(name)))))
                there = matched(said, written_down(decoder, *speak(text)))
                both, ours, theirs, total = both + len(here & there), ours + len(here), theirs + len(there), total + len(said)
        print(f"| {name} | {ours / total:.1%} | {theirs / total:.1%} | {theirs - both} | {ours - both} |", flush=True)


if __name__ == "__main__":
    main()
