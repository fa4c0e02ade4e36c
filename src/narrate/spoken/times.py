"""Times of day: with a colon, with a dot, in the forces' way, with a.m. and p.m."""

from __future__ import annotations

import re

from narrate.spoken import numbers

_CLOCK = re.compile(r"(?<![\d:.])([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d:])")
_DOTTED = r"(?<![\w.,:£$€])([01]?\d|2[0-3])\.([0-5]\d)(?!\d|\.\d|,\d|%)"
_NO_TIME = (
    r"(?!\s?(?:percent|per\s?cent|per|m|km|kg|g|metres?|meters?|miles?|feet|inch|inches|million|billion|thousand|"
    r"times|points?|seconds?|degrees|litres?|°)\b)(?!\s?[°%])"
)
_SAID_TIME = re.compile(
    rf"\b([Aa]t|[Bb]y|[Tt]ill|[Uu]ntil|[Aa]fter|[Bb]efore|[Ss]ince|[Ff]rom|[Bb]etween|[Tt]he)\s{_DOTTED}{_NO_TIME}"
)
_TWICE = re.compile(rf"(?<=\d)\s?(and|to|till|until|or|-|–)\s?{_DOTTED}{_NO_TIME}")
_DOTTED_HALF = re.compile(_DOTTED + r"(?=\s?[ap]\.?\s?m\b|\s(?:in the (?:morning|afternoon|evening)|at night|sharp)\b)", re.I)
_HALF_DAY = re.compile(r"(?<=\d)\s?([apAP])\.?\s?[mM]\b\.?(?=(\s+[A-Z])?)")
_SAME_SENTENCE = re.compile(
    r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d"
    r"|\s(?:Eastern|Pacific|Central|Mountain|GMT|Greenwich)\b"
)
_HALF_CLOCK = re.compile(r"(?<=\bo[’']clock)\s([ap])\.\s?m\.(?=(\s+[A-Z])?)")
_FORCES = re.compile(r"(?<![\w.,:])([01]\d|2[0-4])([0-5]\d)(?:\s(hours\b|hrs\b\.?))")
_SAID_FORCES = re.compile(r"(?<=\b[Aa]t\s)(0\d)([0-5]\d)()(?![\w:-]|[.,]\d|\s\d)")
_RACED = re.compile(r"(?<![\d:.,])(\d{1,2}):([0-5]\d)\.(\d{1,3})(?![\d:]|\.\d)")
_UNTIL = re.compile(r"([:.]\d\d|\d\s?[ap]\.?m\.?)\s?[-–]\s?(?=\d{1,2}(?:[:.]\d\d|\s?[ap]\.?m))")
_DOTTED_TWICE = re.compile(
    r"(?<![\w.,:£$€])([01]?\d|2[0-3])\.([0-5]\d)(?:\s?[-–]\s?|\sto\s)([01]?\d|2[0-3])\.([0-5]\d)(?!\d|\.\d)" + _NO_TIME
)
_NOON = re.compile(r"\b([Nn]oon|[Mm]idnight)\s?[-–]\s?(?=\d)")
_MUSIC = re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})(?=[\s-]time\b)")
LOOK = re.compile(r"\d|o[’']clock\s[ap]\.")


def read(text: str) -> str:
    """Every time of day in words."""
    text = _SAID_FORCES.sub(_forces, _FORCES.sub(_forces, text))
    if ":" in text and "." in text:
        text = _RACED.sub(_raced, text)
    if "-" in text or "–" in text:
        text = _UNTIL.sub(r"\1 to ", text)
        text = _NOON.sub(r"\1 to ", text)
    text = _DOTTED_HALF.sub(r"\1:\2", text)
    if "." in text:
        text = _DOTTED_TWICE.sub(r"\1:\2 to \3:\4", text)
        text = _SAID_TIME.sub(r"\1 \2:\3", text)
        if ":" in text:
            text = _TWICE.sub(r" \1 \2:\3", text)
    text = _HALF_DAY.sub(_half_day, text)
    text = _HALF_CLOCK.sub(_half_day, text)
    text = _CLOCK.sub(_clock, text)
    if "o'clock" in text:
        text = re.sub(r"\s*o'clock(?=\s[AP]M\b|\s(?:noon|midnight)\b)", "", text)
    return _MUSIC.sub(lambda m: f"{numbers.cardinal(int(m[1]))} {numbers.cardinal(int(m[2]))}", text)


def _clock(match: re.Match[str]) -> str:
    """5:05 → five oh five; 5:00 → five o'clock."""
    hour, minute = int(match[1]), int(match[2])
    seconds = f" and {numbers.cardinal(int(match[3]))} seconds" if match[3] else ""
    if not minute and hour in (0, 24):
        return "midnight"
    if not minute:
        return f"{numbers.cardinal(hour)} o'clock" if 0 < hour < 13 else f"{numbers.cardinal(hour)} hundred"
    return f"{numbers.cardinal(hour)} {'oh ' if minute < 10 else ''}{numbers.cardinal(minute)}{seconds}"


def _raced(match: re.Match[str]) -> str:
    """3:25.4 → three twenty-five point four."""
    minutes, seconds = int(match[1]), int(match[2])
    words = f"{numbers.cardinal(minutes)} {'oh ' * (seconds < 10)}{numbers.cardinal(seconds)}"
    return f"{words} point {numbers.digits(match[3])}"


def _forces(match: re.Match[str]) -> str:
    """0630 hours → oh six thirty hours; 2200 hours → twenty-two hundred hours."""
    hour, minute = match[1], int(match[2])
    words = f"oh {numbers.cardinal(int(hour))}" if hour[0] == "0" and hour != "00" else numbers.cardinal(int(hour))
    if not minute:
        words = f"{words} hundred"
    else:
        words = f"{words} {'oh ' if minute < 10 else ''}{numbers.cardinal(minute)}"
    return words + (" hours" if match[3] else "")


def _half_day(match: re.Match[str]) -> str:
    """p.m. → PM, with a stop where it ends the sentence. In capitals and unparted: engines read a lone "a" as an article."""
    stops = match[0].count(".") if match[0].endswith(".") else 0  # 4pm. has one, and that is the sentence's
    if _SAME_SENTENCE.match(match.string, match.end()):
        stops = 0
    ends = stops == 1 or (stops and (match[2] or match.end() == len(match.string)))
    return f" {match[1].upper()}M{'.' if ends else ''}"
