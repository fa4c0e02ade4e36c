"""Sound files: whole, as long as the report says, with their chapters and tags."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from functools import partial

import audiobookshelf

from narrate.deliveries import delivery
from validators import Delivered, probed, run

OFF = 0.001
"""Seconds by which a length may differ."""
_ROUNDED = 0.05
"""LU that the meter's one decimal may hide."""


def ffprobe(file: Delivered) -> str:
    """Length and chapters are those of the report."""
    found = probed(file)
    titles = [chapter["tags"]["title"] for chapter in found["chapters"]]
    lasts = float(found["format"]["duration"])
    if abs(lasts - file.reported["duration_s"]) > 0.1:
        return f"lasts {lasts}, not {file.reported['duration_s']}"
    return "" if titles == file.reported.get("chapters", []) else f"lists {titles}"


def server(file: Delivered) -> str:
    """Audiobookshelf takes tags and folders for the book of metadata.json, and machines know the synthetic voice."""
    if not file.reported["complete"] and not (file.path.parent / "metadata.json").exists():
        return ""  # it is written once all chapters are there
    found = probed(file)
    tags = found["format"].get("tags") or found["streams"][0]["tags"]
    marked = any(name.lower() == "ai_narration" for name in tags)
    return "; ".join([*audiobookshelf.differences(file.path, tags), *([] if marked else ["no ai_narration"])])


def ffmpeg(file: Delivered) -> str:
    """It decodes without a word, to exactly the samples that were recorded (an M4B's last packet is filled up)."""
    rate = int(probed(file)["streams"][0]["sample_rate"])
    words = ("ffmpeg", "-nostdin", "-v", "error", "-xerror", "-i", str(file.path), "-map", "0:a", "-f", "s16le", "-ac", "1", "-")
    with (
        tempfile.TemporaryFile() as spoken,
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=spoken, stdin=subprocess.DEVNULL) as piped,
    ):
        assert piped.stdout
        count = sum(map(len, iter(partial(piped.stdout.read, 1 << 20), b""))) // 2
        code = piped.wait()
        spoken.seek(0)
        said = spoken.read().decode(errors="replace").strip()
    if code or said:
        return said or f"exit code {code}"
    off = count - round(file.reported["duration_s"] * rate)
    return "" if abs(off) <= rate * OFF else f"{off} samples off"


def mp3val(file: Delivered) -> str:
    """Frames, and a constant bit rate; its exit code is always 0."""
    said = run("mp3val", str(file.path))[1]
    wrong = [line for line in said.splitlines() if re.search("WARNING|PROBLEM|ERROR", line)]
    return "; ".join(wrong) or ("" if "CBR" in said else "not CBR")


def mediainfo(file: Delivered) -> str:
    """Whole and conforming."""
    tracks = json.loads(run("mediainfo", "--Output=JSON", str(file.path))[1])["media"]["track"]
    found = [f"{name}: {track[name]}" for track in tracks for name in ("IsTruncated", "ConformanceErrors") if name in track]
    return "; ".join(found) or ("" if tracks[0].get("Album") else "no album")


def atomic_parsley(file: Delivered) -> str:
    """An audiobook by its kind, with a narrator and one cover."""
    said = run("AtomicParsley", str(file.path), "-t")[1]
    return "" if "Audiobook" in said and said.count('"covr"') == 1 and "nrt" in said else said[:200]


def exiftool(file: Delivered) -> str:
    """No error, and no warning but of what it calls minor."""
    tags = json.loads(run("exiftool", "-j", "-Warning", "-Error", "-Album", str(file.path))[1])[0]
    warned = str(tags.get("Error") or tags.get("Warning") or "")
    return warned if warned and not warned.startswith("[minor]") else "" if tags.get("Album") else "no album"


def mutagen(file: Delivered) -> str:
    """The strictest reader of chapters opens it."""
    import mutagen as library

    found = library.File(file.path)
    return (
        ""
        if found is not None and abs(found.info.length - file.reported["duration_s"]) < 0.1
        else "not opened, or of another length"
    )


def ebur128(file: Delivered) -> str:
    """Loudness and true peak by FFmpeg's meter are within the limits of the delivery; of one that asks for neither, -1 dBTP."""
    words = ("-map", "0:a", "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-")
    said = run("ffmpeg", "-nostdin", "-i", str(file.path), *words)[1].rpartition("Summary:")[2]
    loudness, peak = (float(re.findall(rf"{name}:\s+(-?[\d.]+|-inf)", said)[0]) for name in ("I", "Peak"))
    limits = delivery(file.reported["delivery"]).limits
    highest = -1.0 if limits.true_peak is None else limits.true_peak
    low, high = limits.loudness or (loudness, loudness)
    fits = peak <= highest and low - _ROUNDED <= loudness <= high + _ROUNDED
    return "" if fits else f"{loudness} LUFS, {peak} dBTP"
