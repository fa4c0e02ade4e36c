"""The lengths that a network finds add up to the speed that is asked for, however it rounds them."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from narrate.engines import tempo

LENGTHS = np.random.RandomState(5).uniform(0.1, 9, 120).astype(np.float32)
SPEEDS = (0.7, 0.85, 1.0, 1.2, 1.4)


def network(form: str) -> onnx.ModelProto:
    """Lengths as Piper ("up") or Kokoro ("nearest") rounds them, or not rounded at all ("not")."""
    nodes = {
        "up": [
            helper.make_node("Gather", ["scales", "second"], ["scale"]),
            helper.make_node("Mul", ["lengths", "scale"], ["scaled"]),
            helper.make_node("Ceil", ["scaled"], ["frames"]),
        ],
        "nearest": [
            helper.make_node("Div", ["lengths", "speed"], ["scaled"]),
            helper.make_node("Round", ["scaled"], ["near"]),
            helper.make_node("Clip", ["near", "least"], ["frames"]),
        ],
        "not": [helper.make_node("Div", ["lengths", "speed"], ["frames"])],
    }[form]
    asked = helper.make_tensor_value_info(
        *(("scales", TensorProto.FLOAT, [3]) if form == "up" else ("speed", TensorProto.FLOAT, [1]))
    )
    given = helper.make_tensor_value_info("lengths", TensorProto.FLOAT, [1, "n"])
    made = helper.make_tensor_value_info("frames", TensorProto.FLOAT, [1, "n"])
    constants = [("second", np.array(1, np.int64))] if form == "up" else [("least", np.array(1, np.float32))]
    graph = helper.make_graph(
        nodes, "lengths", [given, asked], [made], [numpy_helper.from_array(value, name) for name, value in constants]
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)


def frames(model: onnx.ModelProto, form: str, speed: float, own: float = 1.0) -> NDArray[np.float32]:
    asked = {"scales": np.array([0, own / speed, 0], np.float32)} if form == "up" else {"speed": np.array([speed], np.float32)}
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"lengths": LENGTHS[None], **asked})[0][0]


@pytest.mark.parametrize(("form", "own"), [("up", 1.0), ("up", 1.2), ("nearest", 1.0)])
def test_a_changed_network_keeps_to_speeds_and_leaves_its_own_alone(form: str, own: float) -> None:
    changed = network(form)
    assert tempo.keep_to_speed(changed, own)
    before = frames(network(form), form, 1.0, own)
    assert np.array_equal(frames(changed, form, 1.0, own), before)
    for speed in SPEEDS:
        found = frames(changed, form, speed, own)
        assert abs(found.sum() - before.sum() / speed) <= 1
        assert np.array_equal(found, np.round(found)) and found.min() >= 1
        assert np.corrcoef(found, before)[0, 1] > 0.95
    slow = frames(network(form), form, 0.7, own)
    assert abs(slow.sum() - before.sum() / 0.7) > 1, "as it was, it did not keep to them"


def test_a_network_that_rounds_nothing_is_left_alone() -> None:
    plain, asked = network("not"), network("not")
    assert not tempo.keep_to_speed(asked, 1.0)
    assert asked == plain
