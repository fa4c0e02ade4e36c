"""Addresses of the web and of letters, names with a sign before them, smileys."""

from __future__ import annotations

import re

_URL = re.compile(r"(?:https?|ftp)://\S+|\bwww\.[^\s,;)”\"]+")
_MAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]{1,64}(?:\.[\w-]{1,64}){1,4})\b")
_DOMAIN = re.compile(r"\b([A-Za-z][\w-]{1,40})\.(com|org|net|edu|gov|io|co\.uk|info)\b(?:/\S*)?")
_HANDLE = re.compile(r"(?<![\w.])@(?=\w)")
_HASHTAG = re.compile(r"(?<![\w&#])#([A-Za-z]\w{0,60})")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=\d)")
_SMILEY = re.compile(r"(?<![\w:;=])(?:[:;=]-?[)(DPp|/]|<3|\^_\^|;\))(?=\s|$|[.,!?”\"])")
_ENDS = re.compile(r"[.,;:!?)”\"’]+$")
LOOK = re.compile(r"://|www\.|[@#]|\.(?:com|org|net|edu|gov|io|co|info)\b|[:;=<^]-?[)(DPp|/3_]")


def read(text: str) -> str:
    """Addresses in words; a long one only as what it is."""
    text = _URL.sub(lambda m: "a web address" + (_ENDS.search(m[0]) or [""])[0], text)
    if "@" in text:
        text = _MAIL.sub(lambda m: f"{_dotted(m[1])} at {_dotted(m[2])}", text)
        text = _HANDLE.sub("at ", text)
    text = _DOMAIN.sub(lambda m: f"{m[1]} dot {_dotted(m[2])}", text)
    return _SMILEY.sub("", _HASHTAG.sub(_hashtag, text))


def _hashtag(match: re.Match[str]) -> str:
    """#MeToo → hashtag Me Too."""
    return f"hashtag {_HUMP.sub(' ', match[1])}"


def _dotted(name: str) -> str:
    return name.replace(".", " dot ").replace("_", " underscore ")
