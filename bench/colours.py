"""Looks for the colours that make hibari's one voice a palette of people: unlike each other, well predicted, understood.

    pip install speechmos librosa pocketsphinx && pip download --no-deps resemblyzer
    python bench/colours.py RESEMBLYZER.whl --heard FILE [--seconds 3000]

Voices are made at random and measured on one text, in rounds: at first mostly anywhere, then mostly beside those that would be
chosen so far, today's among them. Whoever any of many choices takes is measured on three texts and heard by a recognizer; of
those that are good on all of them the palette is chosen. What it prints goes into engines/colours.py; `bench/palette.py --held`
then measures it on words that chose nothing. What was measured is kept in FILE: run again to search on.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from listen import HEARD_AT, matched, words_of, written_down
from palette import TEXTS, Portrait, portrait, together, weights
from pocketsphinx import Decoder

from narrate.engines import PALETTE, Engine, load_engine
from narrate.engines.colours import COLOURS, Colour
from narrate.model import Voice

ROUNDS = 3
MORE_ANYWHERE, ANYWHERE = 0.75, 0.25
"""Of the voices of the first and of the later rounds so many are made anywhere."""
LEAST, LEAST_CHILD, LEAST_OF_ALL = 3.1, 3.0, 2.95
"""Predicted quality of who is measured further, and on the worst of all texts of who may join."""
CLEAR, CLEAR_CHILD = 0.8, 0.6
"""Share of words that the recognizer must hear: it learned from adults."""
WOMAN, MAN, CHILD = ((-4.0, 3.0), (0.86, 1.12)), ((-13.0, -7.0), (0.77, 0.93)), ((1.0, 4.5), (1.02, 1.18))
"""Semitones from the packaged voice, and 1 / the tract's length."""
SMALLEST = 1.15
"""Mouths beyond this are liked by the prediction of quality, but of their words the recognizer hears a quarter."""
LINE = ((-9.0, 0.0), (0.84, 1.05))
"""The same for who is heard through a telephone."""
LINES = 40
PACES = {"old-woman": 0.86, "old-man": 0.86, "boy": 1.04}
ROLES = [role for role in PALETTE if role not in ("narrator", "telephone")]
LOOSE = ("contrast", "range", "tilt")
CHOICES, STEPS, LEAST_CHOICE = 12, 6000, 2
Heard = tuple[Colour, Portrait]


class Lacking(SystemExit):
    """There is nobody for a role."""


class Studio:
    """Speaks colours and measures them, each once: what was measured before is in the file."""

    def __init__(self, encoder: dict[str, Any], file: Path) -> None:
        self.encoder, self.engine, self.file = encoder, load_engine("hibari"), file
        self.decoder = Decoder(samprate=HEARD_AT, loglevel="FATAL")
        self.known: dict[tuple[Colour, bool], Portrait] = {}
        for line in file.read_text().splitlines() if file.exists() else ():
            told = json.loads(line)
            self.known[Colour(**told["colour"]), "clear" in told] = {**told, "embedding": np.array(told["embedding"])}

    def first(self, colour: Colour) -> Portrait:
        """On the first text alone."""
        return self._once(colour, False)

    def whole(self, colour: Colour) -> Portrait:
        """On all texts, and how much of them is understood."""
        return self._once(colour, True)

    def _once(self, colour: Colour, whole: bool) -> Portrait:
        if (colour, whole) not in self.known:
            found = self._measured(colour, TEXTS if whole else TEXTS[:1])
            with self.file.open("a") as file:
                file.write(json.dumps({**found, "embedding": found["embedding"].tolist(), "colour": asdict(colour)}) + "\n")
            self.known[colour, whole] = found
        return self.known[colour, whole]

    def _measured(self, colour: Colour, texts: Sequence[str]) -> Portrait:
        sounds = [spoken(self.engine, colour, text) for text in texts]
        found = together([portrait(self.encoder, *sound) for sound in sounds])
        if len(texts) == 1:
            return found
        words = [words_of(text) for text in texts]
        heard = sum(len(matched(w, written_down(self.decoder, *s, 0.0))) for w, s in zip(words, sounds, strict=True))
        return {**found, "clear": heard / sum(map(len, words))}


def spoken(engine: Engine, colour: Colour, text: str) -> tuple[Any, int]:
    """A text in a colour: samples and rate."""
    COLOURS["candidate"] = colour
    heard = bytearray()
    rate = engine.synthesize(text, Voice("hibari", "candidate"), heard.extend)
    return np.frombuffer(bytes(heard), np.int16), rate


def any_colour(chance: random.Random, kind: Any, telephone: bool = False) -> Colour:
    """Somebody, as far from the packaged voice as still sounds like a person."""
    (low, high), (small, large) = kind
    tract = round(chance.uniform(small, large), 2)
    return Colour(
        pitch=round(chance.uniform(low, high), 1),
        tract=tract,
        mouth=round(tract + chance.uniform(-0.1, 0.1), 2),
        contrast=chance.choice((0.6, 0.75, 0.9, 1.0, 1.15)),
        range=chance.choice((0.7, 0.85, 1.0, 1.2, 1.4)),
        tilt=float(chance.choice((-2, -1, 0, 1, 2, 3))),
        telephone=telephone,
    )


def beside(one: Colour, chance: random.Random) -> Colour:
    """Somebody like this one."""
    tract = round(one.tract + chance.gauss(0, 0.02), 2)
    other = {name: value for name, value in asdict(any_colour(chance, WOMAN)).items() if name in LOOSE and chance.random() < 0.25}
    mouth = round(tract + one.mouth - one.tract + chance.gauss(0, 0.02), 2)
    return replace(one, pitch=round(one.pitch + chance.gauss(0, 0.7), 1), tract=tract, mouth=mouth, **other)


def fits(role: str, colour: Colour, heard: Portrait) -> bool:
    """Whether a colour may play a role of the palette: the old are not bright, girls are higher than boys."""
    kind = CHILD if role in ("girl", "boy") else MAN if "man" in role.split("-") else WOMAN
    (low, high), (small, large) = kind
    if not (low <= colour.pitch <= high and small <= colour.tract <= large):
        return False
    if kind is not CHILD and heard.get("clear", 1.0) < CLEAR:
        return False
    middle = (colour.tract + colour.mouth) / 2
    return {
        "old": colour.tilt <= 1 and colour.pitch <= (0.5 if kind is WOMAN else 0),
        "girl": colour.pitch >= 2 and middle >= 1.04,
        "boy": colour.pitch <= 3.2,
    }.get(role.split("-")[0], kind is MAN or middle >= 0.9)


def chosen(good: list[Heard], fixed: list[Portrait], chance: random.Random) -> dict[str, Heard]:
    """For every role one of the candidates, so that the nearest pairs are as far apart as can be (simulated annealing). Raises
    Lacking where there are not enough to choose from."""
    faces = np.array([heard["embedding"] for _, heard in good] + [heard["embedding"] for heard in fixed])
    near = faces @ faces.T
    pools = {role: [n for n, (colour, heard) in enumerate(good) if fits(role, colour, heard)] for role in ROLES}
    if lacking := [role for role, pool in pools.items() if len(pool) < LEAST_CHOICE]:
        raise Lacking(f"Of {len(good)} good voices too few for {', '.join(lacking)}: search on.")

    def cost(cast: dict[str, int]) -> float:
        who = [*cast.values(), *range(len(good), len(faces))]
        pairs = np.sort(near[np.ix_(who, who)][np.triu_indices(len(who), 1)])[::-1]
        return float(pairs[0] + pairs[:6].mean() + pairs[:20].mean())

    cast: dict[str, int] = {}
    for role in sorted(ROLES, key=lambda role: len(pools[role])):
        cast[role] = chance.choice([n for n in pools[role] if n not in cast.values()] or pools[role])
    now, heat = cost(cast), 0.025
    for _ in range(STEPS):
        role = chance.choice(ROLES)
        other = chance.choice(pools[role])
        if other in cast.values():
            continue
        moved = {**cast, role: other}
        then = cost(moved)
        if then < now or chance.random() < np.exp((now - then) / heat):
            cast, now = moved, then
        heat *= 0.999
    return {role: good[n] for role, n in cast.items()}


def search(studio: Studio, seconds: float) -> dict[str, Heard]:
    """The palette but its narrator, who is the voice as its authors made it."""
    chance = random.Random(len(studio.known))
    narrator, line = Colour(), best_line(studio)
    fixed = [studio.first(narrator), studio.first(line[0])]
    today = [replace(COLOURS[role], pace=1.0) for role in ROLES]
    for colour in today:
        studio.first(colour)
    began = time.monotonic()
    for turn in range(ROUNDS):
        try:
            parents = [colour for colour, _ in chosen(good_ones(studio), fixed, chance).values()]
        except Lacking:
            parents = today
        while time.monotonic() - began < seconds * (turn + 1) / ROUNDS:
            anywhere = chance.random() < (ANYWHERE if turn else MORE_ANYWHERE)
            kind = chance.choice((WOMAN, WOMAN, MAN, CHILD))
            studio.first(any_colour(chance, kind) if anywhere else beside(chance.choice(parents), chance))
            print(f"{len(studio.known)} measured", end="\r", file=sys.stderr)
    good = good_ones(studio)
    likely = {colour for _ in range(CHOICES) for colour, _ in chosen(good, fixed, chance).values()}
    print(f"{len(studio.known)} measured, {len(good)} of them good, {len(likely)} of these chosen at least once", flush=True)
    for colour in sorted(likely, key=str):
        studio.whole(colour)
    last = good_ones(studio, whole=True)
    print(f"{len(last)} good and clear on all texts\n", flush=True)
    ends = [studio.whole(narrator), line[1]]
    casts = [chosen(last, ends, chance) for _ in range(CHOICES)]
    best = min(casts, key=lambda cast: nearest([*(heard for _, heard in cast.values()), *ends]))
    return {**best, "telephone": line}


def good_ones(studio: Studio, *, whole: bool = False) -> list[Heard]:
    """Who is good on the first text and was not found wanting on the others; or only whom all texts found good."""
    found = [(colour, heard) for (colour, all_texts), heard in studio.known.items() if all_texts == whole and colour != Colour()]
    found = [(c, heard) for c, heard in found if not c.telephone and max(c.mouth, c.tract) <= SMALLEST]
    if not whole:
        found = [(c, heard) for c, heard in found if heard["quality"] >= (LEAST_CHILD if is_child(c) else LEAST)]
    return [(c, heard) for c, heard in found if (c, True) not in studio.known or passes(c, studio.known[c, True])]


def is_child(colour: Colour) -> bool:
    """Whether this may be a child's voice."""
    return colour.pitch >= CHILD[0][0] and colour.tract >= CHILD[1][0]


def passes(colour: Colour, heard: Portrait) -> bool:
    """Whether somebody is good and clear enough on all texts."""
    return bool(heard["quality"] >= LEAST_OF_ALL and heard["clear"] >= (CLEAR_CHILD if is_child(colour) else CLEAR))


def best_line(studio: Studio) -> Heard:
    """Who is best predicted through a telephone, on the worst of the texts, of those that are understood."""
    chance = random.Random(3)
    tried = [(colour, studio.whole(colour)) for colour in (any_colour(chance, LINE, telephone=True) for _ in range(LINES))]
    best = max(tried, key=lambda one: (one[1]["clear"] >= CLEAR, one[1]["quality"]))
    print(f"telephone {best[1]['quality']:.2f}, {best[1]['clear']:.0%} of the words heard: {told(best[0])}", flush=True)
    return best


def nearest(heard: list[Portrait]) -> float:
    """How near the two are that are nearest to each other."""
    faces = np.array([one["embedding"] for one in heard])
    return float((faces @ faces.T)[np.triu_indices(len(faces), 1)].max())


def told(colour: Colour) -> str:
    """What differs from the packaged voice."""
    return ", ".join(f"{name}={value}" for name, value in asdict(colour).items() if value != getattr(Colour(), name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("--heard", type=Path, required=True, help="where measurements are kept")
    parser.add_argument("--seconds", type=float, default=3000)
    args = parser.parse_args()
    found = search(Studio(weights(args.encoder), args.heard), args.seconds)
    for role, (colour, heard) in found.items():
        colour = replace(colour, pace=PACES.get(role, 1.0))
        print(f'"{role}": Colour({told(colour)}),  # {heard["quality"]:.2f}, {heard["pitch"]:.0f} Hz, {heard["clear"]:.0%}')
    print(f"nearest two {nearest([heard for _, heard in found.values()]):.2f}")


if __name__ == "__main__":
    main()
