"""The variables of a loaded C library, kept as they were when it was loaded, to be put back.

A library that cannot be told to forget what it did is as if it had just been loaded when its variables are what they were
then. What it had from the heap must be given back before: nothing points there any more after.
"""

from __future__ import annotations

import ctypes
import mmap
from typing import Any

from narrate.errors import EngineError

_LOADED, _MADE_READ_ONLY, _WRITABLE = 1, 0x6474E552, 2
"""PT_LOAD, PT_GNU_RELRO and PF_W of elf.h."""


class _Segment(ctypes.Structure):
    """A program header of elf.h; the flags stand elsewhere where an address has 32 bits."""

    _wide = ctypes.sizeof(ctypes.c_void_p) == 8
    _places = ("file", "start", "physical", "in_file", "size")
    _fields_ = [
        ("kind", ctypes.c_uint32),
        *([("flags", ctypes.c_uint32)] if _wide else []),
        *((name, ctypes.c_size_t) for name in _places),
        *([] if _wide else [("flags", ctypes.c_uint32)]),
        ("align", ctypes.c_size_t),
    ]


class _Object(ctypes.Structure):
    """What dl_iterate_phdr (link.h) tells of a loaded library first."""

    _fields_ = [
        ("base", ctypes.c_size_t),
        ("name", ctypes.c_char_p),
        ("segments", ctypes.POINTER(_Segment)),
        ("count", ctypes.c_uint16),
    ]


class Statics:
    """The variables of the library that holds `function`, as they are now. Raises EngineError where the system does not say
    where they lie. `kept` holds pairs of an address and the bytes there."""

    def __init__(self, function: Any) -> None:
        within = ctypes.cast(function, ctypes.c_void_p).value or 0
        self.kept = [(start, ctypes.string_at(start, size)) for start, size in _ranges(within)]
        if not self.kept:
            raise EngineError("This system does not say where a library's variables lie.")

    def put_back(self) -> None:
        """Make every variable what it was."""
        for start, content in self.kept:
            ctypes.memmove(start, content, len(content))


def _ranges(within: int) -> list[tuple[int, int]]:
    """(address, size) of what the library around an address may write to."""
    found: list[tuple[int, int]] = []

    def visit(info: Any, _size: int, _data: int | None) -> int:
        library = info.contents
        segments = [library.segments[n] for n in range(library.count)]
        loaded = [(library.base + s.start, s.size, s.flags) for s in segments if s.kind == _LOADED]
        if not any(start <= within < start + size for start, size, _ in loaded):
            return 0
        fixed = [library.base + s.start + s.size for s in segments if s.kind == _MADE_READ_ONLY]
        fixed = [end - end % mmap.PAGESIZE for end in fixed]  # of the last page the rest stays writable
        for start, size, flags in loaded:
            if flags & _WRITABLE:
                begin = max([start, *(end for end in fixed if start < end <= start + size)])
                found.append((begin, start + size - begin))
        return 1

    ask = getattr(ctypes.CDLL(None), "dl_iterate_phdr", None)
    if ask:
        ask(ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Object), ctypes.c_size_t, ctypes.c_void_p)(visit), None)
    return found
