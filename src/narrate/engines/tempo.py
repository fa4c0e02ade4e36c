"""Networks that round what a sound lasts to whole frames, made to keep to a speed.

Piper rounds up to 12 ms, Kokoro to the nearest 25 ms, and most sounds last a few of those: asked for a speed of 1.2, Kokoro gives
1.14. So a network is always asked for its own speed, and the whole frames that it finds are lengthened or shortened together,
each rounding carried on to the next. At its own speed it says what it said before. (hibari's is changed by `durations`.)
"""

from __future__ import annotations

import importlib
from typing import Any

from narrate.engines.durations import SCALED

_ROUNDING = {"Ceil", "Round", "Clip"}
_STEPS = (
    ("Max", ("longer", "one"), "least"),
    ("Min", ("frames", "one"), "sound"),  # 0 for what has no frame at all
    ("Sub", ("frames", "sound"), "beyond"),
    ("ReduceSum", ("frames",), "frames/sum"),
    ("ReduceSum", ("sound",), "count"),
    ("ReduceSum", ("beyond",), "beyond/sum"),
    ("Mul", ("frames/sum", "longer"), "asked"),
    *SCALED,
    ("Add", ("scaled", "kept"), "wanted"),
    ("CumSum", ("wanted", "axis"), "ends/exact"),
    ("CumSum", ("wanted", "axis"), "starts/exact"),
    ("Add", ("ends/exact", "half"), "ends/more"),
    ("Add", ("starts/exact", "half"), "starts/more"),
    ("Floor", ("ends/more",), "ends"),
    ("Floor", ("starts/more",), "starts"),
    ("Sub", ("ends", "starts"), "lasting"),
)
"""Operation, what it takes, what it makes; `Round` would bring two ends that lie a frame apart together."""


def keep_to_speed(network: Any, own: float) -> bool:
    """Change an onnx network, in place; False where it is not built as expected and left alone.

    Expected is that the lengths of sounds are divided by the input `speed`, or multiplied by one of `scales`, and rounded then.
    `own` is the speed or scale at which the network says what it said before. A sound keeps at least a frame, where speech is
    slowed so much more; what it lasts beyond that is scaled, so that the sum is right.
    """
    users = {name: node for node in network.graph.node for name in node.input}
    scales = {"speed"} | {node.output[0] for node in network.graph.node if node.op_type == "Gather" and node.input[0] == "scales"}
    for node in network.graph.node:
        place = next((n for n, name in enumerate(node.input) if name in scales), None)
        last = _last_rounding(users, node)
        if node.op_type in {"Mul", "Div"} and place is not None and last is not node:
            asked, node.input[place] = node.input[place], _own("own")
            lasting, last.output[0] = last.output[0], _own("frames")
            ratio = (asked, _own("own")) if node.op_type == "Mul" else (_own("own"), asked)
            _extend(network.graph, own, ratio, lasting)
            return True
    return False


def session(network: Any) -> Any:
    """A network, ready to run on one core; the same sums in the same order each time."""
    runtime = importlib.import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return runtime.InferenceSession(network.SerializeToString(), options, providers=["CPUExecutionProvider"])


def _last_rounding(users: dict[str, Any], node: Any) -> Any:
    """The last of the roundings right behind a node; itself where there are none."""
    while (user := users.get(node.output[0])) is not None and user.op_type in _ROUNDING:
        node = user
    return node


def _extend(graph: Any, own: float, ratio: tuple[str, str], lasting: str) -> None:
    """Add the nodes that make, of the frames at the network's own speed, those that are asked for."""
    helper = importlib.import_module("onnx").helper
    for name, value in (("own", own), ("none", 0.0), ("half", 0.5), ("one", 1.0)):
        graph.initializer.append(helper.make_tensor(_own(name), helper.TensorProto.FLOAT, [], [value]))
    graph.initializer.append(helper.make_tensor(_own("axis"), helper.TensorProto.INT64, [], [-1]))
    graph.node.append(helper.make_node("Div", ratio, [_own("longer")]))
    for operation, takes, makes in _STEPS:
        more = {"keepdims": 0} if operation == "ReduceSum" else {"exclusive": 1} if makes == "starts/exact" else {}
        graph.node.append(helper.make_node(operation, [_own(name) for name in takes], [_own(makes)], **more))
    graph.node.append(helper.make_node("Identity", [_own("lasting")], [lasting]))


def _own(name: str) -> str:
    return f"tempo/{name}"
