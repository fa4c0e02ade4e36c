"""Every engine here against its bare library: the same texts, one thread, side by side in one run; then threads and booths.

    python bench/engines.py ../shared/pdnc/MansfieldPark/novel_text.txt [--cues 60] [--engines hibari,pyttsx3]
    python bench/engines.py ../shared/pdnc/MansfieldPark/novel_text.txt --takes 2000      how many takes needed help

For pyttsx3 the bare library is eSpeak NG, which it drives; what pyttsx3 itself makes of it is told below the table.
Real-time factors are seconds of sound for a second of one core's time (bare, in a booth) or of the clock (threads, booths).
Voices of piper and kokoro must be installed (narrate voices install).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from narrate import bank
from narrate.config import load
from narrate.engines import PALETTE, engine_names, missing_engines
from narrate.engines.booth import Booth, close_all
from narrate.engines.espeak import RATE, espeak
from narrate.engines.pyttsx3 import Pyttsx3Engine
from narrate.engines.wave import pcm
from narrate.executors import executor
from narrate.model import Voice
from narrate.produce.plan import Options
from narrate.produce.planning import Planner
from narrate.produce.stories import read_story
from narrate.recording import orders, record
from narrate.takes import TakeStore

OWN_LOOP = "pyttsx3 itself"
BLOCK = 10
"""Texts that one side speaks before it is the other's turn."""
PLAIN = {"hibari": "heart", "kokoro": "af_heart", "pyttsx3": "gmw/en-us"}


def texts_of(story: Path, count: int) -> list[str]:
    """The novel's first paragraphs of an ordinary length."""
    found = read_story(story, load(None, PALETTE, ["pyttsx3"]).story(story.stem, "pyttsx3"))
    return [line.text for chapter in found.chapters for line in chapter.body if 40 < len(line.text) < 300][:count]


Sound = tuple[Any, int]
"""`(n,)` int16 samples and their rate."""


def bare_sound(engine: str, threads: int = 1) -> Callable[[str], Sound]:
    """The library alone, with the voice that `own_name` says."""
    if engine == "hibari":
        from hibari import Hibari

        speaker = Hibari(threads=threads)
        return lambda text: (_pcm(speaker(text, seed=1)), 24000)
    if engine in ("piper", "kokoro"):
        import onnxruntime

        voice = bank.installed(engine)[0]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(str(voice.file(".onnx")), options, providers=["CPUExecutionProvider"])
        return _piper(voice, session) if engine == "piper" else _kokoro(voice, session)
    return _own_loop() if engine == OWN_LOOP else _espeak()


def _pcm(sound: Any) -> Any:
    return np.frombuffer(pcm(sound), np.int16)


def _piper(voice: bank.Installed, session: Any) -> Callable[[str], Sound]:
    from piper import PiperVoice
    from piper.config import PiperConfig

    settings = voice.file(".json")
    assert settings is not None
    speaker = PiperVoice(session=session, config=PiperConfig.from_dict(json.loads(settings.read_bytes())))
    rate = speaker.config.sample_rate
    return lambda text: (np.concatenate([chunk.audio_int16_array for chunk in speaker.synthesize(text)]), rate)


def _kokoro(voice: bank.Installed, session: Any) -> Callable[[str], Sound]:
    from kokoro_onnx import Kokoro

    speaker = Kokoro.from_session(session, str(voice.file(".bin")))
    return lambda text: (_pcm(speaker.create(text, "af_heart")[0]), 24000)


def _espeak() -> Callable[[str], Sound]:
    """eSpeak NG in this process, one utterance after the other: its state is not set back between them."""
    engine, library, voice = Pyttsx3Engine(), espeak(), Voice("pyttsx3", own_name("pyttsx3"))
    heard = bytearray()
    dll = library.anew()
    dll.espeak_SetVoiceByName(engine.identifier(voice).encode())

    def speak(text: str) -> Sound:
        heard.clear()
        dll.espeak_SetParameter(1, engine.words_a_minute(voice, text), 0)
        library.hear(heard.extend)
        said = text.encode()
        dll.espeak_Synth(said, len(said) + 1, 0, 0, 0, 0x1001, None, None)
        return np.frombuffer(bytes(heard), np.int16), RATE

    return speak


def _own_loop() -> Callable[[str], Sound]:
    """pyttsx3 as its documentation uses it: one file for each utterance."""
    import ctypes
    import wave

    import espeakng_loader
    import pyttsx3

    ctypes.CDLL(espeakng_loader.get_library_path())
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    speaker: Any = pyttsx3.init()
    speaker.setProperty("voice", own_name("pyttsx3"))
    speaker.setProperty("rate", Pyttsx3Engine().words_a_minute(Voice("pyttsx3", own_name("pyttsx3"))))
    file = Path(tempfile.mkdtemp()) / "line.wav"

    def speak(text: str) -> Sound:
        file.unlink(missing_ok=True)
        speaker.save_to_file(text, str(file))
        speaker.runAndWait()
        while not file.exists():  # it comes back before the file is there
            time.sleep(0.001)
        with wave.open(str(file)) as said:
            return np.frombuffer(said.readframes(said.getnframes()), np.int16), said.getframerate()

    return speak


def seconds(sound: Any, rate: int) -> float:
    """How long a sound is."""
    return len(sound) / rate


def own_name(engine: str) -> str:
    """A voice of the engine as its authors made it."""
    return PLAIN.get(engine) or bank.installed(engine)[0].name


def side_by_side(engine: str, texts: list[str]) -> tuple[float, float, float]:
    """Real-time factors of the bare library and of the engine in its booth, in turns, and the booth's peak memory in MB."""
    voice = Voice(engine, own_name(engine))
    speak = bare_sound(engine)
    with Booth(engine) as booth:
        speak(texts[0])
        booth.speak(texts[0], voice)
        spent, sound = [0.0, 0.0], [0.0, 0.0]
        sides: list[Callable[[str], Sound]] = [speak, lambda text: booth.speak(text, voice)]
        for start in range(0, len(texts), BLOCK):
            for side, say in enumerate(sides):
                began = time.perf_counter()
                sound[side] += sum(seconds(*say(text)) for text in texts[start : start + BLOCK])
                spent[side] += time.perf_counter() - began
        peak = _peak(booth)
    return sound[0] / spent[0], sound[1] / spent[1], peak


def _peak(booth: Booth) -> float:
    assert booth._process is not None
    told = Path(f"/proc/{booth._process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM")) / 1024


def booths(engine: str, texts: list[str], count: int) -> float:
    """Seconds of sound for a second of the clock, by so many booths at once."""
    voice = Voice(engine, own_name(engine))
    made = [Booth(engine) for _ in range(count)]
    try:
        for booth in made:
            booth.speak(texts[0], voice)

        def work(number: int) -> float:
            return sum(seconds(*made[number].speak(text, voice)) for text in texts[number::count])

        began = time.perf_counter()
        with ThreadPoolExecutor(count) as pool:
            sound = sum(pool.map(work, range(count)))
        return sound / (time.perf_counter() - began)
    finally:
        for booth in made:
            booth.close()


def threads(engine: str, texts: list[str], count: int) -> float:
    """The bare library with so many threads, in a process of its own: seconds of sound for a second of the clock."""
    told = subprocess.run(
        [sys.executable, __file__, "--alone", engine, "--threads", str(count)], input="\n".join(texts), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    return float(told.stdout.splitlines()[-1])  # pyttsx3 itself prints, too


def alone(engine: str, count: int) -> None:
    texts = sys.stdin.read().splitlines()
    speak = bare_sound(engine, count)
    speak(texts[0])
    began = time.perf_counter()
    print(sum(seconds(*speak(text)) for text in texts) / (time.perf_counter() - began))


def needing_help(engine: str, story: Path, count: int) -> None:
    """Record a book's first cues in a full cast: how many needed another try, halves or the fallback, and how many failed."""
    with tempfile.TemporaryDirectory() as name:
        folder, cores = Path(name), os.cpu_count() or 1
        settings, options = load(None, PALETTE, engine_names()), Options(out=folder, engine=engine)
        with closing(Planner(settings, options, TakeStore(folder))) as planner:
            cues = planner.plan(story).missing[:count]
        pool, window = executor(f"threads:{cores}")
        began = time.perf_counter()
        done = list(record(orders(cues, lambda _: False), TakeStore(folder), pool, 2 * window))
        spent = time.perf_counter() - began
        pool.shutdown()
        close_all()
    sound = sum(len(one.sound) / one.rate for one in done if not one.trouble)
    helped = [one.stand_in for one in done if one.stand_in]
    failed = [one.trouble for one in done if one.trouble]
    why = "; ".join(sorted({*helped, *failed}))[:200]
    print(f"| {engine} | {len(done):,} | {len(helped)} | {len(failed)} | {sound / spent:.1f} | {why} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", type=Path, nargs="?")
    parser.add_argument("--cues", type=int, default=60)
    parser.add_argument("--engines", default="")
    parser.add_argument("--takes", type=int, default=0)
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=1, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.alone:
        alone(args.alone, args.threads)
        return
    missing = missing_engines()
    names = args.engines.split(",") if args.engines else [n for n in engine_names() if n not in missing and n != "scratch"]
    if args.takes:
        print("| engine | takes | needed help | failed | × real time | why |\n|---|---|---|---|---|---|")
        for name in names:
            needing_help(name, args.story, args.takes)
        return
    texts = [" ".join(text.split()) for text in texts_of(args.story, args.cues)]
    cores = os.cpu_count() or 1
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters, {cores} cores\n")
    print(
        f"| engine | bare | in a booth | ÷ bare | booth, MB | {cores} threads | {cores} booths |\n|---|---|---|---|---|---|---|"
    )
    for name in names:
        plain, ours, peak = side_by_side(name, texts)
        two = booths(name, texts, cores)
        many = f"{threads(name, texts, cores):.1f}" if name in ("hibari", "piper", "kokoro") else ""
        print(
            f"| {name} | {plain:.1f} | {ours:.1f} | {ours / plain:.2f} | {peak:.0f} | {many} | {two:.1f} |",
            flush=True,
        )
    if "pyttsx3" in names:
        print(f"\n{OWN_LOOP}, one file for each utterance: {threads(OWN_LOOP, texts, 1):.1f}")
    for name, told in missing.items():
        print(f"\n{name}: {told}")


if __name__ == "__main__":
    main()
