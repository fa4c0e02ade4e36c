"""What is kept of the cues of a story between two plans."""

from __future__ import annotations

from dataclasses import replace

from narrate.cues import cue
from narrate.cues.staging import KnownCues, Staging
from narrate.model import Cue
from narrate.takes import take_key
from tests.script.scripts import script
from tests.test_cues import PAUSES, VOICES


def test_what_is_known_of_cues_and_shared_sentences_changes_nothing() -> None:
    book = script("“Stay. Come in,” said Maria, “if you like. There is tea.”\n\n“Tea,” said Andrei, “is good.”")

    def cues_of(known: KnownCues | None, andrei: str) -> list[Cue]:
        staging = Staging(PAUSES, heeding=("scratch",), known=known)
        cast = {**VOICES, "Andrei": replace(VOICES["Andrei"], name=andrei)}
        return list(cue(book, cast, staging, lambda shown, _: shown, lambda said, voice: take_key(said, voice, "f")).bodies())

    known = KnownCues()
    for andrei, kept in (("man-1", 0), ("man-1", 2), ("man-2", 1)):
        shared = list(known.sentences.values())
        assert cues_of(known, andrei) == cues_of(None, andrei)
        assert sum(new is old for new, old in zip(known.sentences.values(), shared, strict=False)) == kept
