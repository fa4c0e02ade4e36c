"""Seconds, hertz, samples and decibels, and the ways between them."""

import re
import unicodedata
from collections.abc import Iterable

Seconds = float
Hertz = int
Decibels = float

_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{n}" for n in range(1, 10)),
    *(f"lpt{n}" for n in range(1, 10)),
}
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_SAFE_BYTES = 120
_LONGEST = 40
"""Characters of a list of numbers."""


def samples(seconds: Seconds, rate: Hertz) -> int:
    """How many samples last this long, to the nearest one."""
    return round(seconds * rate)


def fast_length(least: int) -> int:
    """The next length of the form 2^n, 3 · 2^n or 5 · 2^n, that a Fourier transform takes fast: a prime one takes ten times as
    long."""
    return min(odd << max(0, (-(-least // odd) - 1).bit_length()) for odd in (1, 3, 5))


def ratio(decibels: Decibels) -> float:
    """The factor on the amplitude: +6 dB is about 2."""
    return float(10.0 ** (decibels / 20.0))


def clock(seconds: Seconds) -> str:
    """`1:02:03` or `2:03`, for people."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def duration(seconds: Seconds) -> str:
    """`45 s`, `12 min` or `1 h 5 min`, for people: where `0:45` could be minutes and seconds or hours and minutes."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod(round(whole / 60), 60)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{minutes} min"] if minutes or not hours else [])])


def vtt_time(seconds: Seconds) -> str:
    """`01:02:03.004`, as WebVTT writes it."""
    millis = round(seconds * 1000)
    hours, millis = divmod(millis, 3_600_000)
    minutes, millis = divmod(millis, 60_000)
    secs, millis = divmod(millis, 1000)
    return f"{hours:02}:{minutes:02}:{secs:02}.{millis:03}"


def lrc_time(seconds: Seconds) -> str:
    """`62:03.00`, as LRC writes it: it knows no hours."""
    minutes, hundredths = divmod(round(seconds * 100), 6000)
    return f"{minutes:02}:{hundredths // 100:02}.{hundredths % 100:02}"


def numbered(number: int, title: str) -> str:
    """A chapter as people see it, with the number that `--chapters` counts by: `2. The Boat`, or `2 The Boat` where its title
    begins with that number itself."""
    title = printable(title)
    return title if re.match(rf"{number}(?!\w)", title) else f"{number}. {title}"


def runs(numbers: Iterable[int]) -> str:
    """Ascending numbers as `2-5, 9`; very many are only counted."""
    found: list[list[int]] = []
    numbers = list(numbers)
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    ranges = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in found)
    return ranges if len(ranges) <= _LONGEST else f"{len(numbers)} of {numbers[0]}-{numbers[-1]}"


def clip_bytes(text: str, limit: int) -> str:
    """The longest beginning of `text` that takes at most `limit` UTF-8 bytes."""
    return text.encode()[:limit].decode("utf-8", "ignore")


def shortened(text: str, width: int) -> str:
    """The first words of a text, on one line of at most `width` characters; `…` stands for what is left out."""
    import textwrap

    return textwrap.shorten(text, width, placeholder=" …")


def printable(text: str) -> str:
    """One line that is safe to print, to tag and to name: no control, bidi or unassigned characters.

    A backslash becomes a full-width one: it has a meaning in several tag formats.
    """
    text = text.encode("utf-8", "replace").decode().replace("\\", "＼")
    text = re.sub(r"[\t\r\n\v\f\x85\u2028\u2029]+", " ", unicodedata.normalize("NFC", text))
    kept = (c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return re.sub(r" {2,}", " ", "".join(kept)).strip()


def safe_name(text: str, fallback: str = "untitled") -> str:
    """A file or folder name made from a book's words: the only way such a name is made.

    At most 120 UTF-8 bytes, valid on every file system, never hidden, never a path; idempotent.
    """
    name = _FORBIDDEN.sub("_", printable(text).replace("＼", "_"))
    before = ""
    while name != before:
        before = name
        name = clip_bytes(name, _SAFE_BYTES).lstrip("-. ~").rstrip(". ")
    if name.split(".")[0].strip().lower() in _RESERVED:
        name = "_" + name
    return name or fallback
