"""How fast a book is rendered, against the floor: bare speech plus bare encoding of the same words, over the cores.

    python bench/render.py ../shared/pdnc/MansfieldPark/novel_text.txt     render, render again, M4B; against the floor
    python bench/render.py --usual seeds/004_22c3a7f9a3b3bfbd.txt     against the loop that people write today, 1×, 4×, 16×
    python bench/render.py --length seeds/000_d9976fa03d9e50f4.txt    time and memory of 1×, 4×, 16×

The floor drives the eSpeak NG library alone, in one process, one utterance after the other, and lameenc alone at the same
quality; it is measured in the same run, for these machines are noisy.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from narrate.config import load
from narrate.engines import PALETTE
from narrate.engines.pyttsx3 import BASE_RATE, Pyttsx3Engine, speakable
from narrate.model import Cue
from narrate.produce.planning import Options, Planner
from narrate.takes import TakeStore

ENGINE = "pyttsx3"
RATE, KILOBITS, QUALITY = 22050, 64, 5
BLOCK = RATE * 2 * 10


def cues_of(story: Path, folder: Path) -> list[Cue]:
    """What narrate would say, each take once."""
    with closing(Planner(load(None, PALETTE, ["pyttsx3"]), Options(out=folder, engine=ENGINE), TakeStore(folder))) as planner:
        return list(planner.plan(story).missing)


def floor(cues: list[Cue]) -> tuple[float, float, float]:
    """Seconds of bare speech, seconds of bare encoding, seconds of sound."""
    import lameenc

    engine = Pyttsx3Engine()
    low: Any = engine._espeak
    dll = low.dll
    heard = bytearray()
    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

    def take(samples: Any, count: int, _: Any) -> int:
        if samples and count:
            heard.extend(ctypes.string_at(samples, count * 2))
        return 0

    kept = callback(take)
    dll.espeak_SetSynthCallback(kept)
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(KILOBITS)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(QUALITY)
    encoder.silence()
    speech = encoding = sound = 0.0
    for cue in cues:
        text = speakable(cue.text).encode()
        began = time.perf_counter()
        if engine._chosen != cue.voice:
            engine.choose(cue.voice)
        dll.espeak_SetParameter(1, round(BASE_RATE * cue.voice.speed), 0)
        dll.espeak_Synth(text, len(text) + 1, 0, 0, 0, 1, None, None)
        dll.espeak_Synchronize()
        spoken = time.perf_counter()
        speech += spoken - began
        while len(heard) >= BLOCK:
            block = bytes(heard[:BLOCK])
            del heard[:BLOCK]
            began = time.perf_counter()
            encoder.encode(block)
            encoding += time.perf_counter() - began
            sound += BLOCK / 2 / RATE
    return speech, encoding, sound


def render(story: Path, folder: Path, *more: str, engine: str = ENGINE) -> tuple[float, dict[str, Any], float]:
    """One render from the command line: seconds, its report, and the peak of all its processes' memory together, in MB."""
    command = [sys.executable, "-m", "narrate", "render", str(story), "--out", str(folder / "out"), "--json", "--engine", engine]
    began = time.perf_counter()
    with (folder / "report").open("wb") as report:
        work = subprocess.Popen([*command, *more], env={**os.environ, "NARRATE_TAKES": str(folder / "takes")}, stdout=report)
        peak = watched(work)
    if work.returncode:
        raise SystemExit(f"render failed: {work.returncode}")
    return time.perf_counter() - began, json.loads((folder / "report").read_bytes()), peak


def watched(work: subprocess.Popen[bytes]) -> float:
    """Wait for a process; the peak of its and its descendants' memory in MB, shared pages counted once (PSS)."""
    peak = 0
    while work.poll() is None:
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
        tree = {work.pid}
        while more := {pid for pid, parent in parents.items() if parent in tree} - tree:
            tree |= more
        total = 0
        for pid in tree:
            try:
                told = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            total += sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
        peak = max(peak, total)
        time.sleep(0.25)
    return peak / 1024


def against_the_floor(story: Path) -> None:
    """First render, second render, one character recast."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cues = cues_of(story, folder / "none")
        speech, encoding, sound = floor(cues)
        cores = os.cpu_count() or 1
        least = (speech + encoding) / cores
        print(f"{len(cues):,} takes, {sound / 3600:.2f} h of sound; bare speech {speech:.0f} s, bare encoding {encoding:.0f} s")
        print(
            f"the floor on {cores} cores: {least:.0f} s\n\n| what | seconds | × the floor | takes recorded |\n|---|---|---|---|"
        )
        first, report, peak = render(story, folder)
        recorded = report["books"][0]["takes"]["recorded"]
        print(f"| first render | {first:.1f} | {first / least:.2f} | {recorded:,} |", flush=True)
        again, report, _ = render(story, folder)
        recorded = report["books"][0]["takes"]["recorded"]
        print(f"| again, unchanged | {again:.1f} | {again / first:.1%} of the first | {recorded} |", flush=True)
        m4b, report, _ = render(story, folder, "--formats", "m4b")
        print(f"| M4B from the same takes | {m4b:.1f} | {m4b / least:.2f} | {report['books'][0]['takes']['recorded']} |")
        print(f"\nall processes of the first render together: {peak:.0f} MB at most")


def by_length(story: Path) -> None:
    """Time and memory of 1, 4 and 16 times a text."""
    text = story.read_text(encoding="utf-8")
    print("| length | seconds | × the first | MB, all processes | takes |\n|---|---|---|---|---|")
    least = 0.0
    for times in (1, 4, 16):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            book = folder / "story.txt"
            book.write_text(
                "\n\n".join(f"CHAPTER {n + 1}\n\n{text.replace('the ', f'the {n} ')}" for n in range(times)), encoding="utf-8"
            )
            spent, report, peak = render(book, folder)
            least = least or spent
            recorded = report["books"][0]["takes"]["recorded"]
            print(f"| {times}× | {spent:.1f} | {spent / least:.1f} | {peak:.0f} | {recorded:,} |", flush=True)


USUAL = """
import io, sys, time
import pyttsx3
from pydub import AudioSegment
from narrate.engines.pyttsx3 import Pyttsx3Engine
Pyttsx3Engine()._library
engine, book = pyttsx3.init(), AudioSegment.empty()
for n, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    if line.strip():
        engine.save_to_file(line.strip(), sys.argv[2])
        engine.runAndWait()
        try:
            book += AudioSegment.from_wav(sys.argv[2])
        except Exception:
            print("lost", n)
book.export(sys.argv[2] + ".raw", format="raw")
print("seconds", len(book) / 1000)
"""


def against_the_usual(story: Path) -> None:
    """The loop of every tutorial: one utterance, one segment, +=. It is also wrong: its lines are counted."""
    text = story.read_text(encoding="utf-8")
    print("| length | usual loop, s | lines it lost | narrate, s | usual ÷ narrate |\n|---|---|---|---|---|")
    for times in (1, 4, 16):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            book = folder / "story.txt"
            book.write_text("\n\n".join(f"{text}\n\nPart {n}." for n in range(times)), encoding="utf-8")
            began = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", USUAL, str(book), str(folder / "line.wav")], capture_output=True, text=True, check=False
            )
            usual = time.perf_counter() - began
            lost = done.stdout.count("lost")
            ours, _, _ = render(book, folder)
            print(f"| {times}× | {usual:.1f} | {lost} | {ours:.1f} | {usual / ours:.1f} |", flush=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("story", type=Path)
    words.add_argument("--usual", action="store_true")
    words.add_argument("--length", action="store_true")
    asked = words.parse_args()
    (against_the_usual if asked.usual else by_length if asked.length else against_the_floor)(asked.story)


if __name__ == "__main__":
    main()
