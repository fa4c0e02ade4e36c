"""Voice files of a few kilobytes that the real libraries load: a tone for every sound, of the right length, with a little noise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from narrate.bank import LABEL, sum_of

FRAME = 256
SYMBOLS = "_^$ !',-.:;?abcdefghijklmnopqrstuvwxyzæðŋɐɑɒɔəɚɛɜɡɪɹɾʃʊʌʒˈˌːθᵻ"
"""Piper's first three are its marks for padding, beginning and end."""


def _tones(
    pitches: str, repeats: str, more: list[onnx.NodeProto], rate: int, count: int
) -> tuple[list[onnx.NodeProto], list[Any]]:
    """Nodes from a pitch `(1, n)` and a number of repeats `(1,)` to `sound`, `(1, 1, samples)`; and their constants."""
    time = np.arange(FRAME, dtype=np.float32) * np.float32(2 * np.pi / rate)
    constants = {
        "table": np.linspace(120, 900, count, dtype=np.float32),
        "time": time,
        "last": np.array([2], np.int64),
        "frame": np.array([1, -1, 1, FRAME], np.int64),
        "line": np.array([1, 1, -1], np.int64),
        "level": np.array(0.3, np.float32),
        "one": np.array([1], np.int64),
    }
    nodes = [
        *more,
        helper.make_node("Unsqueeze", [pitches, "last"], ["high"]),
        helper.make_node("Mul", ["high", "time"], ["angle"]),
        helper.make_node("Sin", ["angle"], ["wave"]),
        helper.make_node("Mul", ["wave", "level"], ["quiet"]),
        helper.make_node("Reshape", ["quiet", "frame"], ["framed"]),
        helper.make_node("Concat", ["one", "one", repeats, "one"], ["times"], axis=0),
        helper.make_node("Tile", ["framed", "times"], ["long"]),
        helper.make_node("Reshape", ["long", "line"], ["sound"]),
    ]
    return nodes, [numpy_helper.from_array(value, name) for name, value in constants.items()]


def _saved(path: Path, nodes: list[onnx.NodeProto], inputs: list[Any], outputs: list[Any], constants: list[Any]) -> None:
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(path))


def _piper_settings(language: str, speakers: int) -> dict[str, Any]:
    return {
        "audio": {"sample_rate": 22050},
        "espeak": {"voice": language},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "num_symbols": len(SYMBOLS),
        "num_speakers": speakers,
        "speaker_id_map": {f"p{number}": number for number in range(speakers)} if speakers > 1 else {},
        "phoneme_id_map": {symbol: [number] for number, symbol in enumerate(SYMBOLS)},
    }


def piper(folder: Path, name: str, speakers: int = 1, language: str = "en-us") -> Path:
    """A Piper voice: NAME.onnx and NAME.onnx.json; the model's path. The language is eSpeak NG's name of it."""
    folder.mkdir(parents=True, exist_ok=True)
    more = [helper.make_node("Gather", ["table", "input"], ["tone"])]
    constants = [numpy_helper.from_array(np.array(v, k), n) for n, v, k in (
        ("four", 4, np.float32), ("which", [1], np.int64), ("noisy", [0], np.int64), ("shift", 15, np.float32), ("faint", 0.01, np.float32),
    )]  # fmt: skip
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if speakers > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
        more += [
            helper.make_node("Cast", ["sid"], ["who"], to=TensorProto.FLOAT),
            helper.make_node("Mul", ["who", "shift"], ["higher"]),
            helper.make_node("Add", ["tone", "higher"], ["pitch"]),
        ]
    more += [
        helper.make_node("Gather", ["scales", "which"], ["slowness"]),
        helper.make_node("Mul", ["slowness", "four"], ["slow"]),
        helper.make_node("Ceil", ["slow"], ["whole"]),
        helper.make_node("Cast", ["whole"], ["repeats"], to=TensorProto.INT64),
    ]
    nodes, tone_constants = _tones("pitch" if speakers > 1 else "tone", "repeats", more, 22050, len(SYMBOLS))
    nodes += [
        helper.make_node("RandomNormalLike", ["sound"], ["hiss"], dtype=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "noisy"], ["much"]),
        helper.make_node("Mul", ["hiss", "much"], ["some"]),
        helper.make_node("Mul", ["some", "faint"], ["little"]),
        helper.make_node("Add", ["sound", "little"], ["output"]),
    ]
    model = folder / f"{name}.onnx"
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "t"])]
    _saved(model, nodes, inputs, outputs, [*constants, *tone_constants])
    Path(f"{model}.json").write_text(json.dumps(_piper_settings(language, speakers)), encoding="utf-8")
    return model


def kokoro(folder: Path, styles: list[str]) -> Path:
    """A Kokoro model, its pitch moved by the style, and the styles' file; the model's path."""
    folder.mkdir(parents=True, exist_ok=True)
    more = [
        helper.make_node("Gather", ["table", "tokens"], ["tone"]),
        helper.make_node("ReduceMean", ["style"], ["mean"], keepdims=0),
        helper.make_node("Add", ["tone", "mean"], ["pitch"]),
        helper.make_node("Div", ["four", "speed"], ["slow"]),
        helper.make_node("Ceil", ["slow"], ["whole"]),
        helper.make_node("Cast", ["whole"], ["repeats"], to=TensorProto.INT64),
    ]
    nodes, constants = _tones("pitch", "repeats", more, 24000, 200)
    nodes.append(helper.make_node("Reshape", ["sound", "flat"], ["audio"]))
    constants += [
        numpy_helper.from_array(np.array([4], np.float32), "four"),
        numpy_helper.from_array(np.array([-1], np.int64), "flat"),
    ]
    inputs = [
        helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
        helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
    ]
    model = folder / "kokoro-v1.0.int8.onnx"
    _saved(model, nodes, inputs, [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["t"])], constants)
    tables = {name: np.full((510, 1, 256), 7.0 * number, np.float32) for number, name in enumerate(styles)}
    with (folder / "voices-v1.0.bin").open("wb") as file:
        np.savez(file, **tables)  # type: ignore[arg-type]
    return model


def shelve(folder: Path, engine: str, gender: str = "unknown", language: str = "en") -> None:
    """Label a folder of files as an installed voice."""
    sums = {file.name: sum_of(file) for file in sorted(folder.iterdir())}
    label = {"name": folder.name, "engine": engine, "gender": gender, "licence": "none", "language": language, "files": sums}
    (folder / LABEL).write_text(json.dumps(label), encoding="utf-8")
