"""What is heard before it is kept sounds as it does afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from narrate.config import Settings, load
from narrate.engines import PALETTE, engine_names
from narrate.engines.booth import Booth
from narrate.produce.plan import Options
from narrate.produce.planning import Planner
from narrate.studio.reading import Reading, clip_name
from narrate.studio.requests import tryout_of
from narrate.studio.tryouts import Tryouts
from narrate.takes import TakeStore

LAMP = (
    "The Lamp\n\n“Is it you?” Odile whispered, “or is it *only* the wind again?”\n\n“It is late. Is the lamp lit?” said Bram.\n\n"
    "“Here!” said Odile. “I never let go of it …”\n"
)
"""Each kind of thing that an engine heeds of a sentence: how it ends, what others say in it, what is stressed; a manner, too."""


class Desk:
    """Reads the story with one voices.yaml after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "lamp.md").write_text(LAMP, encoding="utf-8")
        options = Options(out=folder / "out", takes=folder / "takes", engine="hibari")
        self.planner = Planner(load(None, list(PALETTE), engine_names()), options, TakeStore(folder / "takes"))
        self.booth = Booth("hibari")
        self.tryouts = Tryouts(self.booth.fingerprint)

    def read(self, told: str) -> tuple[Reading, Settings]:
        voices = self.folder / "voices.yaml"
        voices.write_text(told, encoding="utf-8")
        settings = load(voices, list(PALETTE), engine_names())
        self.planner = self.planner.following(settings)
        return Reading(self.planner.plan(self.folder / "lamp.md"), settings.story("lamp", "hibari"), 1), settings

    def tried(self, told: str, **request: Any) -> list[str]:
        """The clips of what is asked for."""
        return [cue["clip"] for cue in self.tryouts.make(*self.read(told), tryout_of(request))]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(tmp_path_factory.mktemp("desk"))
    yield made
    made.planner.close()
    made.booth.close()


CAST = "cast: {Odile: woman-2, Bram: man-1}\n"
TUNED = "voices: {low: {voice: old-woman, speed: 0.93, pitch: -1, gain: -1.5}}\n"


@pytest.mark.parametrize("voice", ["man-3", "low", "woman-2"])
def test_a_scene_in_another_voice(desk: Desk, voice: str) -> None:
    told = f"{TUNED}{CAST}stories: {{lamp: {{lines: {{Here: {{take: 2, speed: 1.1}}}}}}}}\n"
    lines = list(range(len(desk.read(told)[0].lines)))
    tried = desk.tried(told, who="Odile", voice=voice, lines=lines)
    kept, _ = desk.read(told.replace("woman-2", voice))
    assert any(cue.spoken_with.ending for cue in kept.plan.sheet.bodies())
    assert any(cue.spoken_with.stressed for cue in kept.plan.sheet.bodies())
    assert any(cue.spoken_with.before for cue in kept.plan.sheet.bodies())
    assert tried == [clip_name(cue) for cue in kept.plan.sheet.bodies()]


def test_a_word_as_it_is_and_as_it_is_to_be(desk: Desk) -> None:
    now, _ = desk.read(CAST)
    (cue,) = (cue for cue in now.plan.sheet.bodies() if "lit" in cue.text)
    assert desk.tried(CAST, word="lit", said="") == [clip_name(cue)], "the sentence that has it, not the first of its line"
    (tried,) = desk.tried(CAST, word="lit", said="litt")
    kept, _ = desk.read(f"{CAST}pronounce: {{lit: litt}}\n")
    assert tried in kept.clips and tried not in now.clips
