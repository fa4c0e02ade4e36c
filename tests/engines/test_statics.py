"""A library's variables, put back."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import pytest

from narrate.engines.espeak import espeak
from narrate.engines.statics import Statics
from narrate.errors import EngineError

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no library is put back there")
PACE = 1
"""eSpeak NG's number for words a minute."""


def test_what_a_library_was_told_since_is_forgotten() -> None:
    library = espeak().anew()
    usual = library.espeak_GetParameter(PACE, 1)
    statics = Statics(library.espeak_SetParameter)
    for pace in (usual + 40, usual + 80):
        library.espeak_SetParameter(PACE, pace, 0)
        assert library.espeak_GetParameter(PACE, 1) == pace
        statics.put_back()
        assert library.espeak_GetParameter(PACE, 1) == usual


@pytest.mark.skipif(not Path("/proc/self/maps").is_file(), reason="memory cannot be looked at here")
def test_all_that_is_put_back_may_be_written_to() -> None:
    kept = Statics(espeak().anew().espeak_Initialize).kept
    writable = []
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, rights, *_ = line.split()
        if rights.startswith("rw"):
            writable.append(tuple(int(end, 16) for end in span.split("-")))
    assert sum(len(content) for _, content in kept) > 1000
    for start, content in kept:
        inside = sum(max(0, min(end, start + len(content)) - max(begin, start)) for begin, end in writable)
        assert inside == len(content)


def test_what_lies_in_no_library_has_no_variables() -> None:
    with pytest.raises(EngineError, match="where a library's variables lie"):
        Statics(ctypes.create_string_buffer(8))
