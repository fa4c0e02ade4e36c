"""How alike the voices of an engine's palette are as speakers: the table that casting goes by.

    pip install librosa && pip download --no-deps resemblyzer     (its wheel holds the speaker encoder's weights)
    python bench/likeness.py RESEMBLYZER.whl hibari pyttsx3       writes src/narrate/likeness.toml

Numbers are cosines of Resemblyzer's embeddings, the mean over three texts; one voice with other words has 0.97, and above 0.85
two are mostly one person to it. Engines that are not named keep what the table says of them. OMP_NUM_THREADS=1 makes it
several times faster on a busy machine.
"""

from __future__ import annotations

import argparse
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from palette import RATE, TEXTS, embed, weights
from scipy.signal import resample_poly

from narrate.engines import PALETTE
from narrate.engines.booth import Booth
from narrate.model import Voice

TABLE = Path(__file__).resolve().parents[1] / "src" / "narrate" / "likeness.toml"
HEAD = (
    "# How alike two voices of an engine's palette are, from 0 to 1. Written by bench/likeness.py; of kokoro only the nearest\n"
    "# are there.\n"
)


TUNED = {"hibari": {"woman-3-1": Voice("hibari", "woman-3", pitch=-1)}}
"""Voices that voices.yaml tunes in pitch or timbre, as likeness.py calls them."""


def faces(encoder: dict[str, Any], engine: str) -> dict[str, Any]:
    """Every voice's portrait, `(256,)`, of length 1."""
    found = {}
    with Booth(engine) as booth:
        for name, voice in ({name: Voice(engine, name) for name in PALETTE} | TUNED.get(engine, {})).items():
            sums = np.zeros(256)
            for text in TEXTS:
                sound, rate = booth.speak(text, voice)
                loud = sound.astype(np.float32) / (1.25 * max(1.0, float(np.abs(sound).max())))
                sums = sums + embed(encoder, resample_poly(loud, RATE, rate).astype(np.float32))
            found[name] = sums / np.linalg.norm(sums)
            print(engine, name, flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("engines", nargs="+")
    args = parser.parse_args()
    known: dict[str, Any] = tomllib.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}
    encoder = weights(args.encoder)
    for engine in args.engines:
        made = faces(encoder, engine)
        known[engine] = {f"{a} {b}": round(float(made[a] @ made[b]), 2) for a, b in combinations(made, 2)}
        rows = [f"[{name}]\n" + "\n".join(f'"{pair}" = {like}' for pair, like in known[name].items()) for name in sorted(known)]
        TABLE.write_text(HEAD + "\n" + "\n\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
