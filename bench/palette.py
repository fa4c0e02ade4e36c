"""The palette's voices measured: how far apart they are as speakers, how good they are predicted to sound, their pitch.

    pip install speechmos librosa && pip download --no-deps resemblyzer     (its wheel holds the speaker encoder's weights)
    python bench/palette.py ENGINE RESEMBLYZER.whl                every voice of the palette against every other
    python bench/palette.py hibari RESEMBLYZER.whl --search 3000  look for hibari's colours for so many seconds, then choose

Quality is DNSMOS's overall score (1 to 5), predicted, not heard. Distance is the cosine between Resemblyzer's embeddings,
whose little network is evaluated here with NumPy: the same person is mostly above 0.85. Both are for choosing, not for boasting.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import random
import struct
import sys
import time
import zipfile
from collections import OrderedDict
from dataclasses import asdict
from pathlib import Path
from typing import Any

import librosa
import numpy as np
from speechmos import dnsmos

from narrate.engines import PALETTE, load_engine
from narrate.engines.booth import Booth
from narrate.engines.colours import COLOURS, Colour
from narrate.model import Voice

TEXT = (
    "I have read the letter twice, and I still don't know what to say. He walked down to the harbour, where the boats lay "
    "side by side in the dark. Nobody had opened that window since the winter before last."
)
RATE, LAYERS, SIZE = 16000, 3, 256
LEAST = 3.1
"""Predicted quality of who may join the palette: what is chosen as best of many is a little worse on other words."""
WOMAN, MAN, CHILD = ((-4.0, 3.0), (0.86, 1.12)), ((-13.0, -7.0), (0.77, 0.93)), ((1.0, 4.5), (1.02, 1.18))
"""Semitones from the packaged voice, and 1 / the tract's length."""
ROLES = [role for role in PALETTE if role not in ("narrator", "telephone")]
TRIES, STEPS = 12, 6000
LEAST_CHOICE = 5
"""Candidates for a role."""
WINDOW, STEP = 160, 60
"""Frames of ten milliseconds that are embedded at a time."""


Portrait = dict[str, Any]


def weights(wheel: Path) -> dict[str, Any]:
    """The speaker encoder's weights, from the old format that torch wrote them in: no code of the file is run."""
    with zipfile.ZipFile(wheel) as archive:
        file = io.BytesIO(archive.read("resemblyzer/pretrained.pt"))

    class Reader(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            if name == "OrderedDict":
                return OrderedDict
            return (lambda *parts: parts) if name.startswith("_rebuild_tensor") else type(name, (), {})

        def persistent_load(self, told: Any) -> Any:
            return told[2]

    for _ in range(3):
        Reader(file).load()
    model, keys = Reader(file).load(), Reader(file).load()
    raw = {key: file.read(4 * struct.unpack("<q", file.read(8))[0]) for key in keys}
    found = {}
    for name, (key, offset, shape, strides, *_) in model["model_state"].items():
        flat = np.frombuffer(raw[key], np.float32)[offset:]
        found[name] = np.lib.stride_tricks.as_strided(flat, shape, [4 * s for s in strides]).copy() if shape else flat[0]
    return found


def embed(encoder: dict[str, Any], sound: Any) -> Any:
    """A speaker's portrait, `(256,)`, of length 1."""
    sound = sound / max(1e-9, float(np.sqrt((sound**2).mean()))) * 10 ** (-30 / 20)
    mel = librosa.feature.melspectrogram(y=sound, sr=RATE, n_fft=400, hop_length=160, n_mels=40).astype(np.float32).T
    x = np.stack([mel[at : at + WINDOW] for at in range(0, max(1, len(mel) - WINDOW + 1), STEP)])
    for layer in range(LAYERS):
        inward, again = encoder[f"lstm.weight_ih_l{layer}"], encoder[f"lstm.weight_hh_l{layer}"]
        given = x @ inward.T + encoder[f"lstm.bias_ih_l{layer}"] + encoder[f"lstm.bias_hh_l{layer}"]
        hidden = cell = np.zeros((len(x), SIZE), np.float32)
        heard = []
        for frame in range(x.shape[1]):
            i, f, g, o = np.split(given[:, frame] + hidden @ again.T, 4, axis=1)
            cell = _gate(f) * cell + _gate(i) * np.tanh(g)
            hidden = _gate(o) * np.tanh(cell)
            heard.append(hidden)
        x = np.stack(heard, axis=1)
    out = np.maximum(0, x[:, -1] @ encoder["linear.weight"].T + encoder["linear.bias"])
    mean = (out / np.linalg.norm(out, axis=1, keepdims=True)).mean(axis=0)
    return mean / np.linalg.norm(mean)


def _gate(x: Any) -> Any:
    return 0.5 * (np.tanh(0.5 * x) + 1)


def portrait(encoder: dict[str, Any], sound: Any, rate: int) -> Portrait:
    """Predicted quality, pitch in Hz, and the speaker's embedding."""
    loud = sound.astype(np.float32)
    loud /= max(1.0, float(np.abs(loud).max())) * 1.25
    plain = librosa.resample(loud, orig_sr=rate, target_sr=RATE)
    pitch = float(np.median(librosa.yin(plain, fmin=60, fmax=420, sr=RATE)))
    return {"quality": float(dnsmos.run(plain, RATE)["ovrl_mos"]), "pitch": pitch, "embedding": embed(encoder, plain)}


def search(encoder: dict[str, Any], seconds: float) -> None:
    """Colours at random, each heard and measured; then those of them that make the palette's people most unlike each other."""
    engine, chance = load_engine("hibari"), random.Random(3)
    fixed = {name: spoken(encoder, engine, name) for name in ("narrator", "telephone")}
    found: list[tuple[Colour, Portrait]] = []
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        COLOURS["candidate"] = colour = any_colour(chance)
        found.append((colour, spoken(encoder, engine, "candidate")))
        print(f"{len(found)} heard", end="\r", file=sys.stderr)
    good = [(colour, heard) for colour, heard in found if heard["quality"] >= LEAST]
    for role, at in chosen(good, [heard["embedding"] for heard in fixed.values()], chance).items():
        colour, heard = good[at]
        told = {name: value for name, value in asdict(colour).items() if value != getattr(Colour(), name)}
        print(f"{role:12} {heard['quality']:.2f} {heard['pitch']:4.0f} Hz   {json.dumps(told)}")


def any_colour(chance: random.Random) -> Colour:
    """A woman, a man or a child, as far from the packaged voice as still sounds like somebody."""
    (low, high), (small, large) = chance.choice((WOMAN, WOMAN, WOMAN, MAN, MAN, CHILD))
    tract = round(chance.uniform(small, large), 2)
    return Colour(
        pitch=round(chance.uniform(low, high), 1),
        tract=tract,
        mouth=round(tract + chance.uniform(-0.1, 0.1), 2),
        contrast=chance.choice((0.6, 0.75, 0.9, 1.0, 1.15)),
        range=chance.choice((0.7, 0.85, 1.0, 1.2, 1.4)),
        tilt=float(chance.choice((-2, -1, 0, 1, 2, 3))),
        breath=float(chance.choice((-3, 0, 0, 3, 5))),
    )


def fits(role: str, colour: Colour) -> bool:
    """Whether a colour may play a role of the palette: the old are not bright, girls are higher than boys."""
    kind = CHILD if role in ("girl", "boy") else MAN if "man" in role.split("-") else WOMAN
    (low, high), (small, large) = kind
    if not (low <= colour.pitch <= high and small <= colour.tract <= large):
        return False
    middle = (colour.tract + colour.mouth) / 2
    return {
        "old": colour.breath >= 0 and colour.tilt <= 1 and colour.pitch <= (0.5 if kind is WOMAN else 0),
        "girl": colour.pitch >= 2 and middle >= 1.04,
        "boy": colour.pitch <= 3.2,
    }.get(role.split("-")[0], kind is MAN or middle >= 0.9)


def chosen(good: list[tuple[Colour, Portrait]], fixed: list[Any], chance: random.Random) -> dict[str, int]:
    """For every role one of the candidates, so that the nearest pairs are as far apart as can be (simulated annealing)."""
    faces = np.array([heard["embedding"] for _, heard in good] + fixed)
    near = faces @ faces.T
    pools = {role: [n for n, (colour, _) in enumerate(good) if fits(role, colour)] for role in ROLES}
    if lacking := [role for role, pool in pools.items() if len(pool) < LEAST_CHOICE]:
        raise SystemExit(f"Of {len(good)} good voices too few for {', '.join(lacking)}: search longer.")

    def cost(cast: dict[str, int]) -> float:
        who = [*cast.values(), *range(len(good), len(faces))]
        pairs = np.sort(near[np.ix_(who, who)][np.triu_indices(len(who), 1)])[::-1]
        return float(2 * pairs[0] + 2 * pairs[:6].mean() + 2 * pairs[:20].mean())

    best: tuple[float, dict[str, int]] = (np.inf, {})
    for _ in range(TRIES):
        cast = {role: chance.choice(pool) for role, pool in pools.items()}
        now, heat = cost(cast), 0.05
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
        best = min(best, (now, cast), key=lambda one: one[0])
    return best[1]


def spoken(encoder: dict[str, Any], engine: Any, name: str) -> Portrait:
    heard = bytearray()
    rate = engine.synthesize(TEXT, Voice(engine.name, name), heard.extend)
    return portrait(encoder, np.frombuffer(bytes(heard), np.int16), rate)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("engine")
    words.add_argument("encoder", type=Path)
    words.add_argument("--search", type=float, default=0)
    asked = words.parse_args()
    encoder = weights(asked.encoder)
    if asked.search:
        return search(encoder, asked.search)
    with Booth(asked.engine) as booth:
        found = {name: portrait(encoder, *booth.speak(TEXT, Voice(asked.engine, name))) for name in PALETTE}
    print(f"{'voice':12} quality  pitch   nearest")
    for name, mine in found.items():
        near = sorted(((float(mine["embedding"] @ found[n]["embedding"]), n) for n in PALETTE if n != name), reverse=True)[:3]
        print(f"{name:12} {mine['quality']:7.2f} {mine['pitch']:4.0f} Hz   " + "   ".join(f"{n} {c:.2f}" for c, n in near))
    return None


if __name__ == "__main__":
    main()
