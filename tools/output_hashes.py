"""The sha256 of what narrate makes of many books: two checkouts that make the same bytes print the same.

A change that is to change nothing is checked by `python tools/output_hashes.py CHECKOUT` before and after it. Every text is read
by a process of its own with a fresh memory; `--render` also makes MP3 and M4B of both stories in seeds/, from the takes of
`--takes`, which later runs use again.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"


def texts() -> list[Path]:
    """The 16 novels of PDNC, 59 texts of LitBank, the modern pieces and both stories."""
    folders = ("pdnc/*/novel_text.txt", "litbank/*.txt", "modern/*.txt")
    return [file for folder in folders for file in sorted(SHARED.glob(folder))] + stories()


def stories() -> list[Path]:
    """The two stories in seeds/."""
    return sorted((PROJECT / "seeds").glob("*.txt"))


def narrate(checkout: Path, takes: Path, *words: str) -> bytes:
    """What the narrate of a checkout prints for a command line; raises CalledProcessError where it ends with an error."""
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src"), "NARRATE_TAKES": str(takes)}
    command = [sys.executable, "-m", "narrate", *words]
    done = subprocess.run(command, env=environment, cwd=takes, check=True, capture_output=True)
    return done.stdout


def scripts(checkout: Path) -> Iterator[tuple[str, bytes]]:
    """The script of every text as JSON, by the text's name."""
    for text in texts():
        with tempfile.TemporaryDirectory() as takes:
            yield f"{text.parent.name}/{text.name}", narrate(checkout, Path(takes), "script", str(text), "--json")


def audiobooks(checkout: Path, takes: Path) -> Iterator[tuple[str, bytes]]:
    """Every MP3 and M4B file of both stories, by its place in the output folder."""
    takes.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as out:
        for story in stories():
            words = ("--engine", "pyttsx3", "--formats", "mp3,m4b", "--out", out)
            narrate(checkout, takes, "render", str(story), *words)
        for file in sorted((*Path(out).rglob("*.mp3"), *Path(out).rglob("*.m4b"))):
            yield str(file.relative_to(out)), file.read_bytes()


def show(kind: str, made: Iterable[tuple[str, bytes]]) -> None:
    """A line for each file, and at last one over all."""
    whole, count = hashlib.sha256(), 0
    for name, content in made:
        whole.update(name.encode() + b"\0" + content)
        count += 1
        print(hashlib.sha256(content).hexdigest(), name, flush=True)
    print(f"{whole.hexdigest()} {kind}: all {count}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path, help="a folder with this project, whose src is run")
    parser.add_argument("--render", action="store_true", help="make the audiobooks too")
    parser.add_argument("--takes", type=Path, default=Path(tempfile.gettempdir()) / "narrate-hashes", help="where takes are kept")
    asked = parser.parse_args()
    checkout = asked.checkout.resolve()
    show("scripts", scripts(checkout))
    if asked.render:
        show("audiobooks", audiobooks(checkout, asked.takes.resolve()))


if __name__ == "__main__":
    main()
