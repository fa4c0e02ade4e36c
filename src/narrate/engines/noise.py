"""Networks that add noise of their own, made to add the same noise to every cue.

ONNX Runtime's noise generator goes on from cue to cue and cannot be set back. So before a network is loaded, each of its
sources of noise is replaced by the beginning of one table of normal numbers, in the shape that is asked for.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

SEED = 1
NUMBERS = 1 << 20
"""In the table; a longer sound goes through it again. Piper takes 192 for each hundredth of a second: a minute's worth."""


def make_still(network: Any) -> None:
    """Change an onnx network, in place, so that it has the same noise for every cue."""
    onnx: Any = importlib.import_module("onnx")
    nodes = []
    for node in network.graph.node:
        nodes += _from_table(onnx.helper, node) if node.op_type == "RandomNormalLike" else [node]
    if len(nodes) != len(network.graph.node):
        del network.graph.node[:]
        network.graph.node.extend(nodes)
        # the old generator's stream is the one that NumPy promises never to change
        table = np.random.RandomState(SEED).standard_normal(NUMBERS).astype(np.float32)
        constants = {"noise": table, "noise/count": [NUMBERS], "noise/most": [NUMBERS - 1], "noise/from": [0]}
        network.graph.initializer.extend(
            onnx.numpy_helper.from_array(np.asarray(value, getattr(value, "dtype", np.int64)), name)
            for name, value in constants.items()
        )


def _from_table(helper: Any, node: Any) -> list[Any]:
    """Nodes that give what a source of noise gives: as many numbers of the table as the shape of its input holds."""
    like, made = node.input[0], node.output[0]
    attributes = {attribute.name: attribute.f for attribute in node.attribute}
    steps = ("shape", "size", "more", "times", "long", "part", "scale", "wide", "mean", "moved")
    at = {step: f"{made}/{step}" for step in steps}
    return [
        helper.make_node("Shape", [like], [at["shape"]]),
        helper.make_node("ReduceProd", [at["shape"]], [at["size"]], keepdims=1),
        helper.make_node("Add", [at["size"], "noise/most"], [at["more"]]),
        helper.make_node("Div", [at["more"], "noise/count"], [at["times"]]),
        helper.make_node("Tile", ["noise", at["times"]], [at["long"]]),
        helper.make_node("Slice", [at["long"], "noise/from", at["size"]], [at["part"]]),
        helper.make_node("Constant", [], [at["scale"]], value_float=attributes.get("scale", 1.0)),
        helper.make_node("Constant", [], [at["mean"]], value_float=attributes.get("mean", 0.0)),
        helper.make_node("Mul", [at["part"], at["scale"]], [at["wide"]]),
        helper.make_node("Add", [at["wide"], at["mean"]], [at["moved"]]),
        helper.make_node("Reshape", [at["moved"], at["shape"]], [made]),
    ]
