"""What a render sounds like, in numbers: how loud everybody is, how fast it goes, where it pauses, what is cut off and held down.

    python bench/sound.py output/mp3/A/Title                 the finished files and their captions
    python bench/sound.py output/mp3/A/Title --story story.txt --only levels,takes
                                                             also the takes: what trimming loses, what the limiter touches,
                                                             and how long the book was expected to last (needs NARRATE_TAKES,
                                                             --engine and --chapters as they were rendered with)
    python bench/sound.py output/mp3/A/Title --story story.txt --only onsets,dnsmos

Parts: levels (pace and pauses too), takes and onsets (they need --story), questions, words (lines of one word), manners, dnsmos.
Onsets, questions and words are hibari's, by its network's own pitch. Manners and DNSMOS want the packages that manners.py
and quality.py name, and say so where they are missing.

True peaks are also read by ffmpeg's ebur128 where that is installed: another's measure of the same thing.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import intonation
import numpy as np
import quality
from numpy.typing import NDArray

from narrate.audio import FULL_SCALE
from narrate.audio.decode import opened
from narrate.audio.loudness import SILENCE, STEPS, Powers, block_powers, integrated, step_powers, true_peak
from narrate.audio.measure import decibels, level, rms, speech_bounds
from narrate.captions import read
from narrate.cli.common import settings
from narrate.deliveries import Delivery, delivery
from narrate.editing import Levels, edit
from narrate.mastering import limited, master, voice_gain
from narrate.model import Chapter, Cue
from narrate.produce.plan import Options, Plan, takes_folder
from narrate.produce.planning import Planner
from narrate.takes import TakeStore
from narrate.units import Hertz, Seconds, ratio

SOUND = {".mp3", ".m4b", ".opus", ".flac"}
ENOUGH: Seconds = 5.0
LOST = -40.0
"""dB under speech: louder than that, what trimming takes away was speech."""
TOUCHED = ratio(-0.5)
EDGE: Seconds = 0.005


@dataclass(frozen=True)
class Line:
    """What a caption says."""

    start: Seconds
    end: Seconds
    speaker: str
    words: int


def lines_of(file: Path) -> list[Line]:
    """The sentences of a chapter, in order."""
    found: list[Line] = []
    for caption in read(file.read_text(encoding="utf-8")):
        words = len(re.findall(r"\w+(?:['’-]\w+)*", " ".join(caption.lines)))
        if caption.part > 1:
            found[-1] = replace(found[-1], end=caption.end, words=found[-1].words + words)
        else:
            found.append(Line(caption.start, caption.end, caption.speaker or "Narrator", words))
    return found


def by_speaker(blocks: Powers, lines: list[Line]) -> dict[str, float]:
    """The loudness of everybody who speaks for five seconds: blocks of 0.4 s that lie within their lines."""
    found: dict[str, list[NDArray[np.float64]]] = {}
    heard: dict[str, float] = {}
    for line in lines:
        first, last = round(line.start * STEPS + 0.5), int(line.end * STEPS) - 3
        found.setdefault(line.speaker, []).append(blocks[first : max(first, last)])
        heard[line.speaker] = heard.get(line.speaker, 0.0) + line.end - line.start
    return {name: integrated(np.concatenate(parts)) for name, parts in found.items() if heard[name] >= ENOUGH}


def of_files(book: Path) -> None:
    """Levels, pace and pauses of every chapter."""
    words = seconds = 0.0
    gaps: list[float] = []
    print("| chapter | LUFS | true peak | ffmpeg | words a minute | spread | speakers, LUFS |\n|---|---|---|---|---|---|---|")
    for captions in sorted(book.glob("*.vtt")):
        files = sorted(f for f in book.glob(f"{_literal(captions.stem)}.*") if f.suffix in SOUND)
        if not files:
            continue
        lines = lines_of(captions)
        sound, rate = heard_in(files[0])
        blocks = block_powers(np.concatenate([*step_powers([sound], rate), np.empty(0)]))
        told = by_speaker(blocks, lines)
        spread = max(told.values()) - min(told.values()) if told else 0.0
        lasts, said = len(sound) / rate, sum(line.words for line in lines)
        words, seconds = words + said, seconds + lasts
        gaps += [b.start - a.end for a, b in pairwise(lines)]
        peak = max(true_peak(sound[at : at + 10 * rate]) for at in range(0, len(sound), 10 * rate))
        speakers = ", ".join(f"{name} {loud:.1f}" for name, loud in sorted(told.items(), key=lambda pair: pair[1]))
        print(
            f"| {captions.stem} | {integrated(blocks):.1f} | {decibels(peak):.1f} | {ffmpeg(files[0])} | {said / lasts * 60:.0f} "
            f"| {spread:.1f} | {speakers} |"
        )
    tenths = np.percentile(gaps, [10, 50, 90])
    print(f"\n{words:.0f} words in {seconds / 60:.1f} minutes: {words / seconds * 60:.0f} a minute")
    print(f"gaps between captions: {tenths[0]:.2f}, {tenths[1]:.2f}, {tenths[2]:.2f} s (tenth, half, nine tenths)")
    for file in sorted(f for f in book.glob("*") if f.suffix in SOUND):
        print(f"ffmpeg, {file.relative_to(book)}: {ffmpeg(file)}")


def _literal(stem: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", stem)


def heard_in(file: Path) -> tuple[NDArray[np.float32], Hertz]:
    """A file's sound as fractions, and its rate."""
    with opened(file) as found:
        return np.concatenate(list(found.blocks)), found.rate


def ffmpeg(file: Path) -> str:
    """Loudness and true peak as ffmpeg reads them."""
    if not shutil.which("ffmpeg"):
        return "not here"
    command = [
        "ffmpeg",
        "-nostats",
        "-i",
        str(file),
        "-map",
        "0:a",
        "-af",
        "ebur128=peak=true:framelog=verbose",
        "-f",
        "null",
        "-",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr.rpartition("Summary:")[2]
    loud, peak = re.search(r"I:\s+(\S+) LUFS", told), re.search(r"Peak:\s+(\S+) dBFS", told)
    return f"{loud[1] if loud else '?'} LUFS, {peak[1] if peak else '?'} dBTP"


@dataclass
class Worn:
    """What became of one voice's takes."""

    takes: int = 0
    heads: int = 0
    tails: int = 0
    frames: int = 0
    touched: int = 0


def planned(story: Path, options: Options) -> Plan:
    """The story's plan."""
    with closing(Planner(settings(None), options, TakeStore(takes_folder(options)))) as planner:
        return planner.plan(story)


def of_takes(story: Path, book: Path, options: Options) -> None:
    """What trimming loses of every voice, and the share of its speech that the limiter turns down by half a decibel, with the
    gains of the render itself."""
    store, plan = TakeStore(takes_folder(options)), planned(story, options)
    place = delivery(options.delivery)
    gains = {
        voice: voice_gain((t for cue in cues if (t := store.get(cue.key))), place.spec) + voice.gain
        for voice, cues in plan.calibrations.items()
    }
    worn: dict[str, Worn] = {}
    for chapter in plan.requested:
        for cue in chapter.body:
            trimmed(cue, store, worn.setdefault(name_of(cue), Worn()))
        limiting(chapter, store, Levels(place.spec.speech, gains), place, worn)
    print("\n| voice | takes | heads lost | tails lost | limited |\n|---|---|---|---|---|")
    for voice, what in sorted(worn.items()):
        heads, tails, held = what.heads / what.takes, what.tails / what.takes, what.touched / max(1, what.frames)
        print(f"| {voice} | {what.takes} | {heads:.1%} | {tails:.1%} | {held:.2%} of {what.frames * EDGE:.0f} s |")
    real = sum(len(s) / r for s, r in (heard_in(f) for f in sorted(book.glob("*.mp3"))))
    print(f"\nexpected {expected(plan):.1f} s, lasts {real:.1f} s: {expected(plan) / real - 1:+.1%}")


def name_of(cue: Cue) -> str:
    """A voice as a person reads of it."""
    return f"{cue.voice.name} {cue.voice.speed:g} {cue.voice.pitch:+g}"


def expected(plan: Plan) -> Seconds:
    """What the plan tells a person."""
    return plan.seconds


def trimmed(cue: Cue, store: TakeStore, worn: Worn) -> None:
    """What one take loses at its ends."""
    take = store.get(cue.key)
    if take is None:
        raise SystemExit(f"no take of “{cue.shown}”: render first, with the same engine and chapters")
    sound, rate = take.samples, take.sample_rate
    start, stop = speech_bounds(sound, rate)
    speech, frame = level(sound, rate), round(EDGE * rate)
    worn.takes += 1
    worn.heads += decibels(edges(sound[:start], frame).max(initial=0)) - speech > LOST
    worn.tails += decibels(edges(sound[stop:], frame).max(initial=0)) - speech > LOST


def limiting(chapter: Chapter[Cue], store: TakeStore, wanted: Levels, place: Delivery, worn: dict[str, Worn]) -> None:
    """What the limiter does to a chapter as it is mastered."""
    rate = max(take.sample_rate for cue in chapter.body if (take := store.get(cue.key)))
    cut = edit(chapter, store.get, wanted, rate, {})
    aimed = place.gain(cut.loudness, rms(master(cut.clips(), place.spec, rate)) if place.aims_at("rms") else SILENCE)
    ceiling, frame = np.float32(ratio(place.spec.peak) * FULL_SCALE), round(EDGE * rate)
    clips = list(cut.clips())[1:-1:2]
    for cue, clip in zip(chapter.body, clips, strict=True):
        loud = clip * np.float32(ratio(aimed))
        before, after = (edges(s, frame) for s in (loud, limited(loud, ceiling, rate)))
        spoken = before > before.max(initial=0) * ratio(-30)
        what = worn[name_of(cue)]
        what.frames += int(spoken.sum())
        what.touched += int((spoken & (after < before * TOUCHED)).sum())


def edges(sound: NDArray[np.number], frame: int) -> NDArray[np.float64]:
    """The RMS of every frame of 5 ms, full scale 1."""
    whole = sound[: len(sound) // frame * frame].astype(np.float64).reshape(-1, frame) / FULL_SCALE
    found: NDArray[np.float64] = np.sqrt((whole**2).mean(axis=1))
    return found


def runs(asked: str) -> Iterator[tuple[int, int]]:
    """`2-5,9` as narrate takes it."""
    for part in filter(None, asked.split(",")):
        first, _, last = part.partition("-")
        yield int(first), int(last or first)


def of_quality(book: Path) -> None:
    """The DNSMOS of the finished sound."""
    if not quality.is_here():
        print("\nDNSMOS: speechmos and librosa are not installed")
        return
    print("\n| file | DNSMOS | worst piece | pieces |\n|---|---|---|---|")
    for file in sorted(f for f in book.glob("*") if f.suffix in SOUND):
        found = quality.scores(*heard_in(file))
        print(f"| {file.stem} | {np.mean(found):.3f} | {min(found):.2f} | {len(found)} |", flush=True)


def of_manners(engine: str, voices: list[str]) -> None:
    """How much of a whisper is voiced, and what is heard of it."""
    lacking = [name for name in ("pocketsphinx", "parselmouth") if not importlib.util.find_spec(name)]
    if lacking or not quality.is_here():
        print(f"\nmanners: {', '.join(lacking) or 'speechmos or librosa'} not installed")
        return
    import manners

    manners.table(engine, voices, ["plain", "whisper", "murmur", "shout"])


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("book", type=Path)
    words.add_argument("--story", type=Path)
    words.add_argument("--engine")
    words.add_argument("--chapters", default="")
    words.add_argument("--delivery", default="listening")
    words.add_argument("--only", default="", help="the parts, with commas; levels, and takes with --story, unless told")
    words.add_argument("--voices", default="narrator,man-1,woman-3", help="of which words and manners are said")
    asked = words.parse_args()
    chosen = Options(engine=asked.engine, chapters=tuple(runs(asked.chapters)), delivery=asked.delivery)
    voices = asked.voices.split(",")
    parts: dict[str, Callable[[], None]] = {
        "levels": lambda: of_files(asked.book),
        "takes": lambda: of_takes(asked.story, asked.book, chosen),
        "onsets": lambda: intonation.onsets([planned(asked.story, chosen)]),
        "questions": intonation.questions,
        "words": lambda: intonation.one_word(voices, quality.score if quality.is_here() else None),
        "manners": lambda: of_manners(asked.engine or "hibari", voices),
        "dnsmos": lambda: of_quality(asked.book),
    }
    for part in asked.only.split(",") if asked.only else ["levels", *(["takes"] if asked.story else [])]:
        if part not in parts:
            words.error(f"there is no part “{part}”; there are: {', '.join(parts)}")
        if part in {"takes", "onsets"} and not asked.story:
            words.error(f"{part}: --story is missing")
        parts[part]()


if __name__ == "__main__":
    main()
