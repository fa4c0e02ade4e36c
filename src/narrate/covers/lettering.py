"""Words in any script, set to fit: which font has a sign, where a line breaks, which way it runs."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_PACKAGES = ("fontpkg_noto_serif", "manimgx_fonts", "manimgx_fonts_cjk")
"""Those with Noto fonts, the one that is wanted first; the last one is an extra."""
_SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
_CJK_FACES = {"ja": 0, "ko": 1, "zh": 2}
"""In a collection of Noto's: the same sign is drawn as each language writes it."""
_ELLIPSIS = "…"
_CLOSING = "、。，．：；？！」』】）〉》”’"
"""No line begins with one of these."""
_MEASURED = 100
"""The size of letters that are measured; all others are as much wider."""
_LEAST = 0.4
"""Of the largest size."""
_STEPS = 20
"""Widths that are tried for lines of one length."""
LEADING = 1.28
"""Of the size of letters, from line to line."""


class Lettering:
    """Letters of one weight (400 regular, 700 bold) in whatever fonts have them, for texts in one language."""

    def __init__(self, weight: int, language: str) -> None:
        self._weight, self._face = weight, _CJK_FACES.get(language, 0)

    def fit(self, text: str, width: int, height: int, sizes: range) -> tuple[int, list[str]]:
        """The largest of these sizes, the largest first, in which a text fits, and its lines. A word is broken only where that
        keeps the text from being small; what fits at no size ends with an ellipsis."""
        for breaking in (False, True):
            for size in sizes:
                lines, broken = self._lines(text, size, width)
                if len(lines) * size * LEADING <= height and (breaking or (not broken and size >= sizes[0] * _LEAST)):
                    return size, self._evened(text, size, width, lines)
        lines = lines[: max(1, int(height / (sizes[-1] * LEADING)))]
        return sizes[-1], [*lines[:-1], lines[-1][:-1].rstrip() + _ELLIPSIS]

    def _evened(self, text: str, size: int, width: int, lines: list[str]) -> list[str]:
        """As many lines, about as wide as each other, so that no last letter stands alone."""
        for narrower in range(width // _STEPS, width, width // _STEPS):
            evened, broken = self._lines(text, size, narrower)
            if len(evened) == len(lines) and not broken:
                return evened
        return lines

    def draw(self, canvas: Any, line: str, middle: tuple[int, int], size: int, colour: str) -> None:
        """Draw a line around a point. Runs of one font stand from right to left in a line that begins so."""
        runs = self._runs(line)
        if _from_right(line):
            runs.reverse()
        place = middle[0] - sum(self._font(font, size).getlength(text) for font, text in runs) / 2
        for font, text in runs:
            drawn = self._font(font, size)
            canvas.text((place, middle[1]), text, font=drawn, fill=colour, anchor="lm")
            place += drawn.getlength(text)

    def _lines(self, text: str, size: int, width: int) -> tuple[list[str], bool]:
        """The lines, and whether a word had to be broken."""
        lines, broken = [""], False
        for part in _parts(text):
            if self._width((lines[-1] + part).strip(), size) <= width:
                lines[-1] += part
                continue
            lines.append(part.lstrip())
            while self._width(lines[-1].rstrip(), size) > width:
                broken, word = True, lines.pop()
                fits = max(1, bisect_right(range(1, len(word)), width, key=lambda n: math.ceil(self._width(word[:n], size))))
                lines += [word[:fits], word[fits:]]
        return [line.strip() for line in lines if line.strip()] or [""], broken

    def _width(self, line: str, size: int) -> float:
        measured: float = sum(self._font(font, _MEASURED).getlength(text) for font, text in self._runs(line))
        return measured * size / _MEASURED

    def _runs(self, line: str) -> list[tuple[Path, str]]:
        """The line in runs of one font, in the order of reading; signs that no font has are left out."""
        runs: list[tuple[Path, str]] = []
        for sign in line:
            if runs and (sign.isspace() or unicodedata.combining(sign) or ord(sign) in signs_of(runs[-1][0])):
                runs[-1] = (runs[-1][0], runs[-1][1] + sign)
            elif font := next((file for file in fonts() if ord(sign) in signs_of(file)), None):
                runs.append((font, sign))
        return runs

    def _font(self, file: Path, size: int) -> Any:
        return _loaded(file, size, self._weight, self._face if file.suffix == ".ttc" else 0)


def readable(text: str) -> bool:
    """Whether the fonts at hand have nine of ten letters of a text."""
    letters = [sign for sign in text if sign.isalnum()]
    return sum(any(ord(sign) in signs_of(file) for file in fonts()) for sign in letters) >= 0.9 * len(letters)


def _parts(text: str) -> Iterator[str]:
    """Words with the space before them; signs between which a line may break anywhere one by one."""
    for word in re.findall(r"\s*\S+", text):
        if any(unicodedata.east_asian_width(sign) in "WF" for sign in word):
            yield from re.findall(rf"\s*[^{_CLOSING}][{_CLOSING}]*|.", word)
        else:
            yield word


def _from_right(line: str) -> bool:
    strong = (unicodedata.bidirectional(sign) for sign in line)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


@cache
def fonts() -> tuple[Path, ...]:
    """The files of the fonts at hand, the one that is wanted first; upright ones only."""
    folders = [Path(spec.origin).parent for name in _PACKAGES if (spec := find_spec(name)) and spec.origin]
    found = [file for folder in folders for file in sorted(folder.rglob("Noto*.tt[fc]"))]
    if not any("CJK" in file.name for file in found):
        found += [file for folder in map(Path, _SYSTEM) for file in sorted(folder.rglob("Noto*CJK*.ttc"))][:1]
    return tuple(file for file in found if "Italic" not in file.name)


@cache
def signs_of(file: Path) -> frozenset[int]:
    """The characters that a font has."""
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap())


@cache
def _loaded(file: Path, size: int, weight: int, face: int) -> Any:
    from PIL import ImageFont

    font = ImageFont.truetype(file, size, index=face)
    axes = [float(weight if axis["name"] == b"Weight" else axis["default"] or 0) for axis in font.get_variation_axes()]
    font.set_variation_by_axes(axes)
    return font
