"""The palette's voices measured: how far apart they are as speakers, how good they are predicted to sound, their pitch.

    pip install speechmos librosa && pip download --no-deps resemblyzer     (its wheel holds the speaker encoder's weights)
    python bench/palette.py ENGINE RESEMBLYZER.whl          every voice of the palette against every other, on three texts
    python bench/palette.py ENGINE RESEMBLYZER.whl --held   the same on two texts by which no voice was chosen

Quality is DNSMOS's overall score (1 to 5), predicted, not heard, on the worst of the texts. Distance is the cosine between
Resemblyzer's embeddings, whose little network is evaluated here with NumPy: the same person is mostly above 0.85. Both are for
choosing, not for boasting.
"""

from __future__ import annotations

import argparse
import io
import pickle
import struct
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import librosa
import numpy as np
from speechmos import dnsmos

from narrate.engines import PALETTE
from narrate.engines.booth import Booth
from narrate.model import Voice

TEXTS = (
    "I have read the letter twice, and I still don't know what to say. He walked down to the harbour, where the boats lay "
    "side by side in the dark. Nobody had opened that window since the winter before last.",
    "We ought to leave before the rain comes, said the farmer, and he looked at the sky over the hills. She gave him no answer. "
    "There was bread on the table, a jug of milk, and an old brown dog under the chair.",
    "Why do you ask? It was a long road, and my shoes were thin. The judge put on his glasses, turned a page or two, and told "
    "the clerk to fetch the other witness from the hall downstairs.",
)
"""Those by which hibari's colours were chosen (bench/colours.py)."""
HELD = (
    "They had been married for a year before she learned that he could not swim. The lake was calm, the boat was small, and "
    "neither of them had thought to bring an oar. Well, she said, somebody will have to ask that fisherman.",
    "Good morning, Captain! The parcel came on Tuesday by the early train, with half of its string missing. Put it by the stove "
    "where it can dry, and tell me what the doctor thinks of your brother's foot.",
)
"""Those by which nothing was chosen."""
RATE, LAYERS, SIZE = 16000, 3, 256
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


def together(portraits: list[Portrait]) -> Portrait:
    """One voice on several texts: the lowest quality, the middle pitch, the mean embedding."""
    face = sum(one["embedding"] for one in portraits)
    pitch = float(np.median([one["pitch"] for one in portraits]))
    return {"quality": min(one["quality"] for one in portraits), "pitch": pitch, "embedding": face / np.linalg.norm(face)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("encoder", type=Path)
    parser.add_argument("--held", action="store_true", help="on texts by which no voice was chosen")
    args = parser.parse_args()
    encoder, texts = weights(args.encoder), HELD if args.held else TEXTS
    with Booth(args.engine) as booth:
        found = {
            name: together([portrait(encoder, *booth.speak(t, Voice(args.engine, name))) for t in texts]) for name in PALETTE
        }
    print(f"{'voice':12} quality  pitch   nearest")
    for name, mine in found.items():
        near = sorted(((float(mine["embedding"] @ found[n]["embedding"]), n) for n in PALETTE if n != name), reverse=True)[:3]
        print(f"{name:12} {mine['quality']:7.2f} {mine['pitch']:4.0f} Hz   " + "   ".join(f"{n} {c:.2f}" for c, n in near))


if __name__ == "__main__":
    main()
