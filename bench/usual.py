"""What people use today to read a text aloud, against narrate: see `bench/render.py --usual`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from watching import OFTEN, render, watched

from narrate.engines.booth import Booth
from narrate.engines.pyttsx3 import BASE_RATE
from narrate.model import Voice

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
        peak = watched(work, OFTEN)
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
