"""How fast a book is rendered, against the floor: bare speech plus bare encoding of the same words, over the cores.

    python bench/render.py ../shared/pdnc/MansfieldPark/novel_text.txt     render, render again, M4B; against the floor
    python bench/render.py --formats seeds/004_22c3a7f9a3b3bfbd.txt   Opus, FLAC and EPUB against their floors
    python bench/render.py --formats --engine hibari STORY            the same with another engine, alone in one process
    python bench/render.py --usual seeds/004_22c3a7f9a3b3bfbd.txt     against the loop that people write today, 1×, 4×, 16×

The floor drives the eSpeak NG library alone, in one process, one utterance after the other, and the encoder alone (lameenc, or
PyAV's fast AAC) with the samples that the render encodes, at the same quality; it is measured in the same run, for these machines
are noisy.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from usual import against_the_usual
from watching import ENGINE, RARE, render

from narrate.audio import gathered
from narrate.audio.decode import opened
from narrate.audio.mp3 import mp3_encoder
from narrate.audio.streams import ENCODERS
from narrate.cli.common import settings
from narrate.cli.progress import Quiet
from narrate.edition import Edition
from narrate.engines import load_engine
from narrate.engines.espeak import espeak
from narrate.engines.pyttsx3 import Pyttsx3Engine, speakable
from narrate.model import Cue, Voice
from narrate.produce.plan import Options, Plan
from narrate.produce.planning import Planner
from narrate.produce.press import Press
from narrate.proofing import sounds
from narrate.takes import TakeStore
from narrate.writers import WrittenAtOnce, load_writer


def plan_of(story: Path, folder: Path, engine: str = ENGINE) -> Plan:
    """What narrate would do into a folder, with the takes in it."""
    options = Options(out=folder / "bare", engine=engine)
    with closing(Planner(settings(None), options, TakeStore(folder / "takes"))) as planner:
        return planner.plan(story)


def bare_speech(cues: Iterable[Cue]) -> float:
    """Seconds that the library takes to speak."""
    engine, library = Pyttsx3Engine(), espeak()
    dll = library.anew()
    heard: list[bytes] = []
    library.hear(heard.append)
    chosen: Voice | None = None
    spent = 0.0
    for cue in cues:
        text = speakable(cue.text).encode()
        began = time.perf_counter()
        if chosen != cue.voice:
            dll.espeak_SetVoiceByName(engine.identifier(cue.voice).encode())
            chosen = cue.voice
        dll.espeak_SetParameter(1, engine.words_a_minute(cue.voice, speakable(cue.text)), 0)
        dll.espeak_Synth(text, len(text) + 1, 0, 0, 0, 1, None, None)
        dll.espeak_Synchronize()
        spent += time.perf_counter() - began
        heard.clear()
    return spent


def spoken_alone(cues: Iterable[Cue], name: str) -> None:
    """An engine in this process says one cue after the other, and nobody takes its sound."""
    if name == ENGINE:
        bare_speech(cues)
        return
    engine = load_engine(name)
    for cue in cues:
        engine.choose(cue.voice)
        engine.synthesize(cue.text, cue.voice, lambda _: None)


class Bare(WrittenAtOnce):
    """In the place of a writer: an encoder alone, with a stopwatch."""

    version, label = "bare", "an encoder alone"

    def __init__(self, name: str) -> None:
        self.name = self.extension = name
        self.spent = self.sound = 0.0

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """Encode the edition's only track; only the encoder is timed."""
        [track] = edition.tracks
        directory.mkdir(parents=True, exist_ok=True)
        if self.name in ENCODERS:
            blocks = list(gathered(track.sound(), track.rate * 10))
            began = time.process_time()
            share = load_writer(self.name).share
            ENCODERS[self.name](directory / track.path, blocks, track.rate, round(track.kilobits * share))
            self.spent += time.process_time() - began
        else:
            encode = (self._mp3 if self.name == "mp3" else self._aac)(track.rate, track.kilobits)
            for block in gathered(track.sound(), track.rate * 10):
                encode(block)
        self.sound += track.duration
        (directory / track.path).write_bytes(b"")
        return [directory / track.path]

    def _mp3(self, rate: int, kilobits: int) -> Callable[[NDArray[np.int16]], None]:
        encoder = mp3_encoder(rate, kilobits)

        def encode(block: NDArray[np.int16]) -> None:
            samples = block.tobytes()
            began = time.perf_counter()
            encoder.encode(samples)
            self.spent += time.perf_counter() - began

        return encode

    def _aac(self, rate: int, kilobits: int) -> Callable[[NDArray[np.int16]], None]:
        import av

        encoder: Any = av.CodecContext.create("aac", "w")
        encoder.options = {"aac_coder": "fast"}
        encoder.sample_rate, encoder.layout, encoder.format, encoder.bit_rate = rate, "mono", "fltp", kilobits * 1000

        def encode(block: NDArray[np.int16]) -> None:
            frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="s16", layout="mono")
            frame.sample_rate = rate
            began = time.perf_counter()
            encoder.encode(frame)
            self.spent += time.perf_counter() - began

        return encode


def bare_encoding(plan: Plan, folder: Path, name: str) -> Bare:
    """An encoder alone, chapter by chapter on one core, with the very samples that a render encodes."""
    bare = Bare(name)
    with ThreadPoolExecutor(1) as alone:
        press = Press(plan, Options(folder / "bare", (name,)), TakeStore(folder / "takes"), alone, Quiet())
        press.writers = [bare]
        press.start(set())
        press.wait()
    return bare


def against_the_floor(story: Path) -> None:
    """First render as MP3, before and after its floor is measured; again; as M4B from the beginning, and out of the takes."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as fresh:
        folder, empty = Path(name), Path(fresh)
        cues = plan_of(story, folder).missing
        mp3, report, peak = render(story, folder, every=RARE)
        speech, plan = bare_speech(cues), plan_of(story, folder)
        bare = {"mp3": bare_encoding(plan, folder, "mp3")}
        later, once_more, _ = render(story, empty / "mp3", every=RARE)
        again, unchanged, _ = render(story, folder, every=RARE)
        m4b, anew, _ = render(story, empty / "m4b", "--formats", "m4b", every=RARE)
        bare["m4b"] = bare_encoding(plan, folder, "m4b")
        bound, from_takes, _ = render(story, folder, "--formats", "m4b", every=RARE)
    least = {name: (speech + one.spent) / cores for name, one in bare.items()}
    print(f"{len(cues):,} takes, {bare['mp3'].sound / 3600:.2f} h of sound; on {cores} cores\n")
    print("| what | seconds | ratio | takes recorded |\n|---|---|---|---|")
    print(f"| bare speech | {speech:.0f} | | |")
    for name, one in bare.items():
        print(f"| bare encoding to {name} | {one.spent:.0f} | | |")
        print(f"| the floor for {name} | {least[name]:.0f} | 1 | |")
    for told, spent, ratio, made in (
        ("first render, MP3", mp3, f"{mp3 / least['mp3']:.2f} × its floor", report),
        ("first render, M4B", m4b, f"{m4b / least['m4b']:.2f} × its floor", anew),
        ("first render, MP3, after its floor", later, f"{later / least['mp3']:.2f} × its floor", once_more),
        ("again, unchanged", again, f"{again / mp3:.1%} of the first", unchanged),
        ("M4B from the takes of the MP3", bound, f"{bound / least['m4b']:.2f} × the floor for m4b", from_takes),
    ):
        print(f"| {told} | {spent:.1f} | {ratio} | {made['books'][0]['takes']['recorded']:,} |")
    print(f"\nall processes of the first render together: {peak:.0f} MB at most")


def every_format(story: Path, engine: str) -> None:
    """First renders as Opus, FLAC and EPUB, and again out of the takes, against the floor of each, in seconds that all processes
    take from all cores, which other work on the machine changes less than the clock: what else runs counts all the same, so each
    part of the floor is measured before and after its render. A proof that does nothing but decode is told apart: the floor has
    none."""
    print("| format | render, s | of the processors | out of the takes | speech | encoding | decoding |", end="")
    print(" ÷ floor | ÷ floor with decoding | of the takes ÷ encoding | of at most |\n|---" + "|---" * 10 + "|")
    used: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        missing = plan_of(story, folder / "before", engine).missing
        speech = alone(lambda: spoken_alone(missing, engine))
        for kind in ("opus", "flac", "epub"):
            wall, used[kind] = told_apart(story, folder / kind, kind, engine)
            before, speech = speech, alone(lambda: spoken_alone(missing, engine))
            _, again = told_apart(story, folder / kind, kind, engine, anew=True)
            said = (before + speech) / 2
            if kind == "epub":
                print(f"| epub | {wall:.1f} | {used[kind]:.1f} | {again:.1f} | {said:.1f} | | |", end="")
                print(f" {used[kind] / used['opus']:.2f} of Opus alone | | | 1.15 |")
                continue
            bare = bare_encoding(plan_of(story, folder / kind, engine), folder / kind, kind).spent
            floor, decoding = said + bare, alone(partial(decode_all, folder / kind))
            print(
                f"| {kind} | {wall:.1f} | {used[kind]:.1f} | {again:.1f} | {said:.1f} | {bare:.1f} | {decoding:.1f} "
                f"| {used[kind] / floor:.2f} | {used[kind] / (floor + decoding):.2f} | {again / bare:.2f} | 1.25 |",
                flush=True,
            )


def told_apart(story: Path, folder: Path, kind: str, engine: str, *, anew: bool = False) -> tuple[float, float]:
    """A first render, or one `anew` out of its takes: seconds, and seconds of all cores together."""
    if anew:
        shutil.rmtree(folder / "out")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall, _, _ = render(story, folder, "--formats", kind, engine=engine, every=RARE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def alone(work: Callable[[], object]) -> float:
    """Seconds of one core that this process takes for something."""
    began = time.process_time()
    work()
    return time.process_time() - began


def decode_all(folder: Path) -> None:
    """Every sound file that a render wrote, by PyAV, to its end."""
    for file in sounds(folder / "out"):
        with opened(file) as found:
            for _ in found.blocks:
                pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", type=Path)
    parser.add_argument("--usual", action="store_true")
    parser.add_argument("--formats", action="store_true")
    parser.add_argument("--engine", default=ENGINE, help="of --formats")
    args = parser.parse_args()
    if args.formats:
        every_format(args.story, args.engine)
    else:
        (against_the_usual if args.usual else against_the_floor)(args.story)


if __name__ == "__main__":
    main()
