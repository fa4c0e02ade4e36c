"""How each sentence of a story is said: worked out once, and remembered beside the takes for every text by itself. So a plan
after a change cuts and respells only what has changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from narrate import spoken
from narrate.cues.cutting import sentences
from narrate.errors import DiskError
from narrate.installation import fingerprint
from narrate.produce.sealed import DamagedError, read_sealed, write_sealed

FOLDER = "wording"


class Wording:
    """The sentences of texts, and their spoken forms, in one language and with one table of pronunciations. What is remembered
    is a function of the text and of the keys it stands under, so it may be lost but never wrong."""

    def __init__(self, takes: Path, story: Path, language: str, pronounce: Mapping[str, str]) -> None:
        self.language, self.pronounce = language, pronounce
        self._file = takes / FOLDER / f"{_digest(str(story.resolve()))}.json"
        self._cut_by = fingerprint() if language == "en" else f"{fingerprint()} {language}"
        self._said_by = _digest(self._cut_by, language, list(pronounce.items()))
        self.damaged = ""
        """What is told of a file that could not be used."""
        self._used: tuple[dict[str, list[str]], dict[str, str], dict[str, str]] = ({}, {}, {})

    def load(self) -> None:
        """Look now into what is remembered, and not when something is asked for."""
        _ = self._known

    def sentences(self, text: str) -> list[str]:
        """See `cutting.sentences`."""
        used = self._used[0]
        if text not in used:
            used[text] = found if (found := self._known[0].get(text)) is not None else sentences(text, self.language)
        return used[text]

    def say(self, text: str, heading: bool) -> str:
        """See `spoken.say`."""
        known, used = (self._known[2], self._used[2]) if heading else (self._known[1], self._used[1])
        if text not in used:
            found = known.get(text)
            if found is None:
                found = spoken.say(text, self.pronounce, heading=heading, language=self.language)
            used[text] = found
        return used[text]

    def keep(self, *, partly: bool = False) -> None:
        """Remember what was asked for, and no more, if it is not what is remembered. Where the story was asked for only `partly`,
        what is remembered stays beside it."""
        cut, said, titles = self._used
        if partly:
            if not (cut or said or titles):
                return
            known = self._known
            cut, said, titles = {**known[0], **cut}, {**known[1], **said}, {**known[2], **titles}
        if (cut, said, titles) == self._known:
            return
        cut_into = _sentences(cut)
        content = {
            "cut by": self._cut_by,
            "said by": self._said_by,
            "titles": titles,
            "cut": {text: 0 if parts == [text] else parts for text, parts in cut.items()},
            "not said": sorted(cut_into - said.keys()),
            "said otherwise": {text: words for text, words in said.items() if words != text or text not in cut_into},
        }
        with contextlib.suppress(OSError, DiskError):
            write_sealed(self._file, content)

    @cached_property
    def _known(self) -> tuple[dict[str, list[str]], dict[str, str], dict[str, str]]:
        try:
            content = read_sealed(self._file) or {}
            if content.get("cut by") != self._cut_by:
                return {}, {}, {}
            cut = {text: [text] if parts == 0 else parts for text, parts in content["cut"].items()}
            if content["said by"] != self._said_by:
                return cut, {}, {}
            as_written = {text: text for text in _sentences(cut) - set(content["not said"])}
            return cut, {**as_written, **content["said otherwise"]}, content["titles"]
        except (DamagedError, TypeError, KeyError, ValueError, AttributeError):
            self.damaged = f"{self._file} was damaged; how sentences are said was found out anew."
            return {}, {}, {}


def _sentences(cut: Mapping[str, list[str]]) -> set[str]:
    """What texts are cut into. It is told only of those that are said otherwise than they are written, for most are not."""
    return {sentence for sentences in cut.values() for sentence in sentences}


def _digest(*about: object) -> str:
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:40]
