"""The SMIL documents of EPUB: which element of a page is lit while which part of a sound file is heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from narrate.readalong.clips import Clip
from narrate.readalong.xhtml import text


@dataclass(frozen=True, slots=True)
class Sounding:
    """Clips of one page in one sound file, which is named as the overlay refers to it."""

    sound: str
    clips: Sequence[Clip]


def smil(page: str, kind: str, parts: Iterable[Sounding]) -> str:
    """The overlay of a page, which it refers to as `page`; `kind` is the page's epub:type."""
    pars: list[str] = []
    for part in parts:
        for clip in part.clips:
            sound = f'<audio src="{text(part.sound)}" clipBegin="{seconds(clip.start)}" clipEnd="{seconds(clip.end)}"/>'
            pars.append(f'<par id="p{len(pars) + 1}"><text src="{text(page)}#{text(clip.target)}"/>{sound}</par>')
    seq = f'<seq id="s1" epub:textref="{text(page)}" epub:type="{kind}">'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n'
        + "\n".join(["<body>", seq, *pars, "</seq>", "</body>", "</smil>\n"])
    )


def total_duration(parts: Iterable[Sounding]) -> int:
    """How long an overlay plays, in milliseconds."""
    return sum(clip.end - clip.start for part in parts for clip in part.clips)


def seconds(milliseconds: int) -> str:
    """`3.250s`."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"
