"""How fast a book is rendered, against the floor: bare speech plus bare encoding of the same words, over the cores.

    python bench/render.py ../shared/pdnc/MansfieldPark/novel_text.txt     render, render again, M4B; against the floor
    python bench/render.py --usual seeds/004_22c3a7f9a3b3bfbd.txt     against the loop that people write today, 1×, 4×, 16×
    python bench/render.py --length seeds/000_d9976fa03d9e50f4.txt    time and memory of 1×, 4×, 16×

The floor drives the eSpeak NG library alone, in one process, one utterance after the other, and lameenc alone at the same
quality; it is measured in the same run, for these machines are noisy.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from narrate.config import load
from narrate.engines import PALETTE
from narrate.engines.booth import Booth
from narrate.engines.espeak import espeak
from narrate.engines.pyttsx3 import BASE_RATE, Pyttsx3Engine, speakable
from narrate.model import Cue, Voice
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

    engine, library = Pyttsx3Engine(), espeak()
    dll = library.anew()
    heard = bytearray()
    library.hear(heard.extend)
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(KILOBITS)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(QUALITY)
    encoder.silence()
    speech = encoding = sound = 0.0
    chosen: Voice | None = None
    for cue in cues:
        text = speakable(cue.text).encode()
        began = time.perf_counter()
        if chosen != cue.voice:
            dll.espeak_SetVoiceByName(engine.identifier(cue.voice).encode())
            chosen = cue.voice
        dll.espeak_SetParameter(1, engine.words_a_minute(cue.voice), 0)
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
import sys
import pyttsx3
from pydub import AudioSegment
import ctypes, os
import espeakng_loader
ctypes.CDLL(espeakng_loader.get_library_path())
os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
engine, book = pyttsx3.init(), AudioSegment.empty()
engine.setProperty("voice", "gmw/en-us")
for line in open(sys.argv[1], encoding="utf-8"):
    if line.strip():
        engine.setProperty("rate", 150 if line.startswith(("“", '"')) else 200)
        engine.save_to_file(line.strip(), sys.argv[2])
        engine.runAndWait()
        try:
            said = AudioSegment.from_wav(sys.argv[2])
        except Exception:
            print("length 0")
            continue
        print("length", len(said))
        book += said
book.export(sys.argv[2] + ".raw", format="raw")
"""
PIPE = """
import subprocess, sys
import lameenc
encoder = lameenc.Encoder()
encoder.set_bit_rate(64)
encoder.set_in_sample_rate(22050)
encoder.set_channels(1)
encoder.set_quality(5)
encoder.silence()
said = subprocess.Popen(["espeak-ng", "-v", "en-us", "-f", sys.argv[1], "--stdout"], stdout=subprocess.PIPE)
said.stdout.read(44)
with open(sys.argv[2], "wb") as file:
    while block := said.stdout.read(441000):
        file.write(encoder.encode(block[: len(block) // 2 * 2]))
    file.write(encoder.flush())
"""
_NEAR = 0.1
"""Seconds by which a line may last longer or shorter than its words at the rate that was asked for."""


def against_the_usual(story: Path) -> None:
    """What people use today: the loop of every tutorial (one utterance, one segment, +=), and one espeak-ng call piped into an
    encoder (one voice, no chapters; needs espeak-ng, which apt has). The loop is also wrong: its lines are held against what
    was asked."""
    text = story.read_text(encoding="utf-8")
    print("| length | loop, s | its MB | lines wrong | pipe, s | its MB | narrate, s | MB | loop ÷ narrate | pipe ÷ narrate |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for times in (1, 4, 16):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            book = folder / "story.txt"
            book.write_text("\n\n".join(f"{text}\n\nPart {n}." for n in range(times)), encoding="utf-8")
            loop, loop_peak = run(USUAL, book, folder / "line.wav")
            lengths = [int(line.split()[1]) for line in (folder / "told").read_text().splitlines() if line.startswith("length")]
            wrong = f"{wrong_lines(book, lengths)} of {len(lengths)}"
            pipe, pipe_peak = run(PIPE, book, folder / "book.mp3") if shutil.which("espeak-ng") else (float("nan"), float("nan"))
            ours, _, peak = render(book, folder)
            print(
                f"| {times}× | {loop:.1f} | {loop_peak:.0f} | {wrong} | {pipe:.1f} | {pipe_peak:.0f} | {ours:.1f} | {peak:.0f} "
                f"| {loop / ours:.1f} | {pipe / ours:.1f} |",
                flush=True,
            )


def run(code: str, book: Path, out: Path) -> tuple[float, float]:
    """A program of others: seconds, and the peak of its memory in MB. What it prints goes into the file `told` beside `out`."""
    began = time.perf_counter()
    with (out.parent / "told").open("wb") as told:
        work = subprocess.Popen([sys.executable, "-c", code, str(book), str(out)], stdout=told, stderr=subprocess.DEVNULL)
        peak = watched(work)
    return time.perf_counter() - began, peak


def wrong_lines(book: Path, lengths: list[int]) -> int:
    """How many lines do not last as long as their words do at the rate that was asked for."""
    lines = [line.strip() for line in book.read_text(encoding="utf-8").splitlines() if line.strip()]
    wrong = 0
    with Booth("pyttsx3") as booth:
        for line, length in zip(lines, lengths, strict=True):
            rate = 150 if line.startswith(("“", '"')) else 200
            sound, hertz = booth.speak(line, Voice("pyttsx3", "gmw/en-us", speed=rate / BASE_RATE))
            wrong += abs(length / 1000 - len(sound) / hertz) > _NEAR
    return wrong


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("story", type=Path)
    words.add_argument("--usual", action="store_true")
    words.add_argument("--length", action="store_true")
    asked = words.parse_args()
    (against_the_usual if asked.usual else by_length if asked.length else against_the_floor)(asked.story)


if __name__ == "__main__":
    main()
