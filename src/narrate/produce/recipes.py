"""What a finished file was made of, as a digest: while it stays, the file need not be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from narrate.audio.encode import AAC_FRAME
from narrate.deliveries import Delivery
from narrate.editing import EDITING
from narrate.edition import Edition
from narrate.model import Chapter, Cue, Voice
from narrate.produce.plan import Plan
from narrate.proofing import SOUNDS
from narrate.units import Decibels, Hertz
from narrate.writers import Writer


def sound_recipe(
    chapter: Chapter[Cue], gains: Mapping[Voice, float], stand_ins: Mapping[str, str], rate: Hertz, delivery: Delivery
) -> str:
    """All that a chapter's sound is made of, hashed: what it is joined of, and how that is mastered and encoded. `stand_ins`
    tells what stands in for a take, by its key."""
    import lameenc

    made = [
        _parts(chapter, gains, stand_ins),
        EDITING,
        rate,
        delivery.kilobits,
        AAC_FRAME,
        str(delivery.spec),
        delivery.aim,
        str(getattr(lameenc, "__version__", "")),
    ]
    return hashlib.sha256(json.dumps(made).encode()).hexdigest()


def _parts(chapter: Chapter[Cue], gains: Mapping[Voice, Decibels], stand_ins: Mapping[str, str]) -> list[list[Any]]:
    """What a chapter's sound is joined of: each take, the pause after it, its gain, and which lines are one speaker's, who are
    levelled together."""
    who = {speaker: number for number, speaker in enumerate(dict.fromkeys(cue.speaker for cue in chapter.body))}
    more = [cue.spoken_with.gain - cue.voice.gain if cue.performed else 0.0 for cue in chapter.body]
    return [
        [stand_ins.get(cue.key, cue.key), round(cue.pause, 4), gains[cue.voice] + directed, who[cue.speaker]]
        for cue, directed in zip(chapter.body, more, strict=True)
    ]


def tagged(recipe: str, edition: Edition) -> str:
    """The recipe of a file's sound, and the tags that it carries."""
    return hashlib.sha256(f"{recipe}{_tags(edition)}".encode()).hexdigest()[:32]


def _tags(edition: Edition) -> list[Any]:
    tracks = [(t.number, t.title, str(t.path)) for t in edition.tracks]
    imprint = replace(edition.imprint, cover=b"")
    cover = hashlib.sha256(edition.imprint.cover).hexdigest()
    facts = [edition.title, edition.author, edition.narrators, edition.language, edition.engines, edition.chapters]
    return [*facts, tracks, imprint, cover]


def version_of(writer: Writer, plan: Plan) -> str:
    """What a file depends on beside its sound and its tags: the writer, and for a file with pages the story."""
    if f".{writer.extension}" in SOUNDS:
        return writer.version
    story = plan.story.read_bytes() if plan.story.is_file() else b""
    return writer.version + hashlib.sha256(story + plan.script.text.encode("utf-8", "replace")).hexdigest()
