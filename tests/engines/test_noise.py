"""The same noise for every cue, whatever came before and however much is asked for."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper

from narrate.engines import noise


def network(**more: float) -> onnx.ModelProto:
    """Noise in the shape of its input."""
    node = helper.make_node("RandomNormalLike", ["like"], ["made"], dtype=TensorProto.FLOAT, **more)
    shape = ["a", "b", "c"]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("like", "made")]
    graph = helper.make_graph([node], "noise", ends[:1], ends[1:])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)


def still(**more: float) -> onnxruntime.InferenceSession:
    """The same, its noise from the table."""
    made = network(**more)
    noise.make_still(made)
    return onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])


@pytest.mark.parametrize("shape", [(1, 192, 7), (1, 1, 1), (3, 1, noise.NUMBERS // 2)])
def test_noise_is_normal_and_the_same_again(shape: tuple[int, ...]) -> None:
    session = still()
    (first,) = session.run(None, {"like": np.zeros(shape, np.float32)})
    session.run(None, {"like": np.zeros((2, 3, 4), np.float32)})
    (again,) = session.run(None, {"like": np.ones(shape, np.float32)})
    assert first.shape == shape
    assert np.array_equal(first, again)
    if first.size > 1000:
        assert abs(first.mean()) < 0.1 and abs(first.std() - 1) < 0.1


def test_a_source_of_its_own_mean_and_scale_keeps_them() -> None:
    session = still(mean=5.0, scale=2.0)
    (sound,) = session.run(None, {"like": np.zeros((1, 192, 100), np.float32)})
    assert abs(sound.mean() - 5) < 0.1 and abs(sound.std() - 2) < 0.1


def test_a_network_without_noise_is_left_alone() -> None:
    model = network()
    model.graph.node[0].CopyFrom(helper.make_node("Identity", ["like"], ["made"]))
    before = model.SerializeToString()
    noise.make_still(model)
    assert model.SerializeToString() == before
