"""Captions and lyrics beside the sound."""

from __future__ import annotations

import re
from itertools import pairwise

from validators import Delivered, run

WIDTH, LINES = 42, 2
"""Of a caption that can be read: characters a line, and lines."""
_WEBVTT = """const {WebVTTParser} = require('webvtt-parser'); const fs = require('fs');
const found = new WebVTTParser().parse(fs.readFileSync(process.argv[1], 'utf8'), 'metadata').errors;
if (found.length) console.log(JSON.stringify(found.slice(0, 3)));"""


def webvtt(file: Delivered) -> str:
    """W3C's parser, the only true validator of WebVTT."""
    return run("node", "-e", _WEBVTT, str(file.path))[1]


def srt(file: Delivered) -> str:
    """Every cue, in order, and of the size that can be read."""
    import srt as library

    cues = list(library.parse(file.path.read_text(encoding="utf-8"), ignore_errors=False))
    long = [cue.index for cue in cues if _is_long(cue.content)]
    order = [a.index for a, b in pairwise(cues) if b.start < a.end]
    return " ".join([*(f"cue {n} is too long" for n in long[:3]), *(f"cue {n} overlaps" for n in order[:3])])


def webvtt_py(file: Delivered) -> str:
    """As lenient as players are: it reads every cue that we have written, each of the size that can be read."""
    import webvtt as library

    cues, written = library.read(str(file.path)).captions, file.path.read_text(encoding="utf-8").count(" --> ")
    long = [f"cue {cue.identifier} is too long" for cue in cues if _is_long(cue.text)]
    return "; ".join([f"{len(cues)} of {written} cues"] * (len(cues) != written) + long[:3])


def _is_long(text: str) -> bool:
    return text.count("\n") >= LINES or any(len(line) > WIDTH for line in text.split("\n"))


def lyrics(file: Delivered) -> str:
    """FFmpeg reads every line of an LRC file, in order."""
    words = ("-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0", str(file.path))
    code, said = run("ffprobe", *words)
    lines = re.findall(r"^\[\d+:", file.path.read_text(encoding="utf-8"), re.M)
    times = [float(time) for time in re.findall(r"^[\d.]+", said, re.M)]
    if code:
        return said[:200]
    return "" if len(times) == len(lines) and times == sorted(times) else f"{len(times)} of {len(lines)} lines"
