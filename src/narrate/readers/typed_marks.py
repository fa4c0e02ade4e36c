"""Marks as typewriters and TeX write them, as what they stand for: ``x'', ,,x'', <<x>> and ''x'' are quotation marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from narrate.model import Span
from narrate.readers.origins import Run, solid
from narrate.readers.structure import Part

_SINGLES = str.maketrans("＂〝〞〟❝❞❛❜‟", '"“””“”‘’“')
_LOOK = re.compile(r"``|''|´´|,,|<<|>>|`(?<![\w`].)\w")
_BACKTICKS = re.compile(r"(?<!`)``(?!`)(?=\s?[^\s`])")
_BACKTICK = re.compile(r"(?<![\w`])`(?=[\w“\"])")
_CLOSING = re.compile(r"(?<=[^\s'\d([])''(?!')|(?<=\d)''(?=[\s.,;:!?)]*(?:\n|$))")
_TWICE = re.compile(r"(?:^|(?<=[\s(\[—-]))(?:''|´´)(?=[^\W\d_])", re.M)
_TWICE_CLOSED = re.compile(r"(?<=[,.!?…—-])(?:''|´´)(?=[\s)\]—-]|$)", re.M)
_ACUTE_CLOSED = re.compile(r"(?<=[^\s´])´´(?!´)")
_LOW = re.compile(r"(?:^|(?<=[\s(\[—»-])),,(?=[^\W\d_]|[¿¡…])", re.M)
_LOW_CLOSED = re.compile(r"(?<=[^\s'`])(?:''|``)(?=[\s.,;:!?)\]—-]|$)", re.M)
_ANGLES = re.compile(r"(?<!<)<<(?!<)\s?(?=[^\W\d_]|[¿¡…])([^<>|]{1,4000}?)(?<=[^\s\W]|[.,!?…—-])\s?>>(?!>)")
_ANGLES_INWARD = re.compile(r"(?<!>)>>(?!>)(?=[^\W_]|[…])([^<>]{1,4000}?)(?<=[^\s\W]|[.,!?…—-])<<(?!<)")
_FEWEST = 2
"""So often are marks that may mean something else opened, and closed, before they are quotation marks."""
NOTE = "marks as typewriters and TeX write them (``x'', <<x>>) were read as quotation marks"

_COMMAND = re.compile(
    r"\\(?P<slanted>emph|textit|textsl)\{(?P<a>[^{}\n]*(?:\n[^{}\n]+)*)\}|\{\\(?P<old>em|it|sl)\s(?P<b>[^{}]*)\}"
    r"|\\(?:text(?:bf|sc|sf|tt|rm|up|md)|underline|mbox)\{(?P<c>[^{}]*)\}|\\(?:enquote|textquote)\{(?P<quoted>[^{}]*)\}"
    r"|\{\\(?:bf|sc|sf|tt|rm)\s(?P<d>[^{}]*)\}"
    r"|\\(?P<dots>ldots|dots|textellipsis)(?:\{\}|\b\s?)|\\(?P<sign>[&%$#_{}])|\\(?P<accent>[`'^\"~=.])\{?(?P<letter>[A-Za-z])\}?"
    r"|\\(?:noindent|indent|par|bigskip|medskip|smallskip|newpage|clearpage)\b[ \t]*"
)
_SLANTED = re.compile(r"\\(?:emph|text[a-z]{2})\{|\{\\(?:em|it)\s")
_ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307"}

Change = tuple[re.Pattern[str], "str | Callable[[re.Match[str]], str]"]


def plain(text: str) -> str:
    """A plain text with the marks that it means, and TeX's emphasis as _underscores_; shorter than the file where it has such."""
    text = text.translate(_SINGLES)
    if _SLANTED.search(text):
        for _ in range(2):  # what stands within another
            text = _COMMAND.sub(_command, text)
        text = re.sub(r"(?<=\w)~(?=\w)", " ", text)
    for pattern, made in _changes(text):
        text = pattern.sub(made, text)
    return text


def mended(parts: Sequence[Part]) -> list[Part]:
    """The parts of one document, with the marks that they mean; where their letters stand in it is kept."""
    changes = _changes("\n\n".join(part.text for part in parts))
    return [_changed(part, changes) for part in parts] if changes else list(parts)


def _changes(text: str) -> list[Change]:
    """What this text's habits ask for; mostly nothing."""
    return list(_habits(text)) if _LOOK.search(text) else []


def _habits(text: str) -> Iterator[Change]:
    if _LOW.search(text) and _LOW_CLOSED.search(text):
        yield from ((_LOW, "„"), (_LOW_CLOSED, "“"))
    elif _BACKTICKS.search(text):
        yield from ((_BACKTICKS, "“"), (_CLOSING, "”"), (_BACKTICK, "‘"))
    elif len(_TWICE.findall(text)) >= _FEWEST and len(_TWICE_CLOSED.findall(text)) >= _FEWEST:
        yield from ((_TWICE, "“"), (_CLOSING, "”"), (_ACUTE_CLOSED, "”"))
    elif len(_BACKTICK.findall(text)) >= _FEWEST and "‘" not in text:
        yield _BACKTICK, "‘"
    if len(_ANGLES_INWARD.findall(text)) > len(_ANGLES.findall(text)):
        yield _ANGLES_INWARD, r"»\1«"
    elif any(found[1][-1] in ",.!?…—-" for found in _ANGLES.finditer(text)):
        yield _ANGLES, r"«\1»"


def _command(match: re.Match[str]) -> str:
    if match["slanted"] or match["old"]:
        words = (match["a"] if match["slanted"] else match["b"]).strip()
        return f"_{words}_" if words else ""
    if match["quoted"]:
        return f"“{match['quoted']}”"
    if match["dots"]:
        return "…"
    if match["accent"]:
        return unicodedata.normalize("NFC", match["letter"] + _ACCENTS[match["accent"]])
    return match["sign"] or match["c"] or match["d"] or ""


def _changed(part: Part, changes: Sequence[Change]) -> Part:
    text = part.text
    for pattern, made in changes:
        text = pattern.sub(made, text)
    if text == part.text:
        return part
    source = tuple(_remaining(part.source, solid(part.text), solid(text)))
    printed = [(span.start, 0, span.end - span.start) for span in part.emphasis]
    emphasis = [Span(start, start + count) for start, _, count in _remaining(printed, part.text, text)]
    return replace(part, text=text, source=source, emphasis=tuple(emphasis))


def _remaining(runs: Iterable[Run], old: str, new: str) -> Iterator[Run]:
    """The runs of a text some of whose letters became other, fewer ones: where what stayed of them is now."""
    from difflib import SequenceMatcher

    same = [(m.a, m.b, m.size) for m in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks() if m.size]
    for place, start, count in runs:
        for a, b, size in same:
            first, last = max(place, a), min(place + count, a + size)
            if first < last:
                yield b + first - a, start + first - place, last - first
