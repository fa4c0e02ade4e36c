"""hibari's network taught to keep to a speed.

It rounds what a phoneme lasts to 25 ms, and most last 50: asked for a speed of 1.2 it gives 1.1. Here the rounding is replaced by
one that carries over to the next phoneme what it takes from one, so that the sum is right. The network is a protobuf message,
and messages that follow each other are one: nodes are added behind it, and no library is needed for that.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_PREDICTED = "/Sub_output_0"
"""How long each phoneme lasts at speed 1, in steps of 25 ms, as fractions: `(phonemes,)`."""
_ROUNDED, _UNUSED = "/Round_output_0", "/Round_output_X"
"""The same at the speed that was asked for, rounded; after this the network lets none be shorter than a step."""
_LASTING = "/Clip_output_0"
"""How long each phoneme lasts in the end, in steps."""
STEP = 0.025
"""Seconds."""
FRAMES_A_STEP = 2
"""Of the network's spectra."""
_SOONER = 0.04
"""Seconds. Measured against pocketsphinx, see docs/notebook/sound.md."""
_GRAPH = 7
_NODE, _INITIALIZER, _RESULT = 1, 5, 12
_INPUT, _OUTPUT, _OPERATION, _ATTRIBUTE = 1, 2, 4, 5
_DIMENSIONS, _KIND, _NAME, _RAW = 1, 2, 8, 9
"""Fields of ModelProto, GraphProto, NodeProto and TensorProto in onnx.proto."""
_FLOAT, _INT64 = 1, 7
_CONSTANTS = (
    ("one", _FLOAT, struct.pack("<f", 1), True),
    ("none", _FLOAT, struct.pack("<f", 0), True),
    ("pause", _FLOAT, struct.pack("<f", 5), True),
    ("first", _INT64, struct.pack("<q", 0), True),
    ("last", _INT64, struct.pack("<q", -1), True),
    ("axis", _INT64, struct.pack("<q", 0), False),
)
"""Name, kind, value, and whether it is a list of one."""
SCALED = (
    ("Mul", ("count", "least"), "least/sum"),
    ("Sub", ("asked", "least/sum"), "left"),
    ("Max", ("left", "none"), "left/over"),
    ("Max", ("beyond/sum", "one"), "beyond/some"),
    ("Div", ("left/over", "beyond/some"), "factor"),
    ("Mul", ("beyond", "factor"), "scaled"),
    ("Mul", ("sound", "least"), "kept"),
)
"""What a sound lasts beyond the `least` step is scaled, so that all together last as long as `asked`. tempo.py does the same."""
_NODES = (
    ("Max", (_PREDICTED, "one"), "long"),
    ("Sub", ("pause", "long"), "not/pause"),
    ("Max", ("not/pause", "none"), "not/pause/over"),
    ("Min", ("not/pause/over", "one"), "sound"),  # 1 for a sound, 0 for a pause
    ("Mul", ("sound", "long"), "sounds"),
    ("Sub", ("long", "sounds"), "pauses"),
    ("Div", ("pauses", "speed"), "pauses/asked"),
    ("Sub", ("sounds", "sound"), "beyond"),
    ("ReduceSum", ("beyond",), "beyond/sum"),
    ("ReduceSum", ("sound",), "count"),
    ("ReduceSum", ("sounds",), "sounds/sum"),
    ("Div", ("sounds/sum", "speed"), "asked"),
    ("Div", ("one", "speed"), "slower"),
    ("Max", ("slower", "one"), "least"),
    *SCALED,
    ("Add", ("scaled", "kept"), "sounds/wanted"),
    ("Add", ("sounds/wanted", "pauses/asked"), "wanted"),
    ("CumSum", ("wanted", "axis"), "place"),
    ("Round", ("place",), "ends"),
    ("Slice", ("ends", "first", "last"), "ends/but/last"),
    ("Concat", ("none", "ends/but/last"), "starts"),
    ("Sub", ("ends", "starts"), _ROUNDED),
)
"""Operation, what it takes, what it makes."""


def exact(network: bytes) -> bytes:
    """The network with durations that add up, and as its last result the durations: `(phonemes,)` float32, in steps. Raises
    ValueError when it is not built as expected.

    Each sound keeps at least a step; what it lasts beyond that is scaled so that all together last as long as asked. Where
    speech is slowed, the step is longer too. What lasts five steps or more is a pause, and scaled as a whole.
    """
    made = _field(_OUTPUT, _ROUNDED.encode())
    if network.count(made) != 1 or _field(_OUTPUT, _PREDICTED.encode()) not in network:
        raise ValueError("the network's durations are not where they were")
    return network.replace(made, _field(_OUTPUT, _UNUSED.encode())) + _field(_GRAPH, b"".join(_added()))


def word_starts(phonemes: Sequence[str], durations: Sequence[float]) -> list[float]:
    """When each word begins, in seconds: with the space before it, and a little sooner, as ears have it. `durations` has one
    entry more at either end, for the quiet there."""
    found: list[float] = []
    place = space = durations[0]
    between = True
    for sign, steps in zip(phonemes, durations[1:], strict=False):
        if sign == " ":
            between, space = True, place
        elif between and sign.isalpha():
            found.append(max(0.0, (space if found else place) * STEP - _SOONER))
            between = False
        place += steps
    return found


def _added() -> Iterator[bytes]:
    for name, kind, value, is_list in _CONSTANTS:
        dimensions = _number(_DIMENSIONS, 1) if is_list else b""
        tensor = dimensions + _number(_KIND, kind) + _field(_NAME, _own(name)) + _field(_RAW, value)
        yield _field(_INITIALIZER, tensor)
    for operation, takes, makes in _NODES:
        yield _field(_NODE, _node(operation, takes, makes))
    yield _field(_RESULT, _field(1, _LASTING.encode()))


def _node(operation: str, takes: Sequence[str], makes: str) -> bytes:
    node = b"".join(_field(_INPUT, _own(name)) for name in takes)
    node += _field(_OUTPUT, _own(makes)) + _field(_OPERATION, operation.encode())
    if operation == "Concat":  # the only one that wants to be told its axis so: the attribute's name, value and type
        node += _field(_ATTRIBUTE, _field(1, b"axis") + _number(3, 0) + _number(20, 2))
    return node


def _own(name: str) -> bytes:
    return (name if name in {_PREDICTED, _ROUNDED, "speed"} else f"exact/{name}").encode()


def _field(number: int, content: bytes) -> bytes:
    """A field that holds bytes: its key, their count, they themselves."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; all but the last have the eighth set."""
    made = b""
    while value > 127:
        made, value = made + bytes([value & 127 | 128]), value >> 7
    return made + bytes([value])
