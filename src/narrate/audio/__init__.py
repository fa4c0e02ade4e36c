"""Sound as samples: decoded, encoded and measured. Blocks of `(n,)` int16 mono stream through; no function holds a chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Samples: TypeAlias = "NDArray[np.int16]"
FULL_SCALE = 32768.0


def gathered(blocks: Iterable[Any], size: int) -> Iterator[Any]:
    """The same samples in blocks of exactly `size`, the last one shorter."""
    waiting: list[Any] = []
    length = 0
    for block in blocks:
        waiting.append(block)
        length += len(block)
        if length >= size:
            joined = np.concatenate(waiting) if len(waiting) > 1 else block
            whole = length - length % size
            for start in range(0, whole, size):
                yield joined[start : start + size]
            length -= whole
            waiting = [joined[whole:]] if length else []
    if length:
        yield np.concatenate(waiting)
