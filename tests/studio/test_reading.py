"""What the page is told of a planned story."""

from __future__ import annotations

from pathlib import Path

from narrate.config import load
from narrate.engines import PALETTE, engine_names
from narrate.produce.plan import Options
from narrate.produce.render import plan
from narrate.studio.reading import Reading

WRAPPED = (
    "Odile carried the lamp up the stairs of the old house, and nobody who saw the\n"
    "light from the street would have guessed how heavy it had become to her in all\n"
    "these years; for she went as lightly as when she had been a girl of twelve or so.\n"
)
VERSE = "The lamp is out,\nthe stairs are long,\nand nobody about\nto sing my song.\n"


def test_wrapped_prose_is_shown_in_one_and_verse_keeps_its_rows(tmp_path: Path) -> None:
    story = tmp_path / "lamp.txt"
    story.write_text(f"The Lamp\n\n{WRAPPED}\n{VERSE}\n{WRAPPED}", encoding="utf-8")
    settings = load(None, list(PALETTE), engine_names())
    options = Options(out=tmp_path / "out", takes=tmp_path / "takes", engine="scratch")
    (planned,) = plan([story], settings, options)
    shown = Reading(planned, settings.story("lamp", "scratch"), 1).shown
    assert " ".join(WRAPPED.split()) in shown and VERSE.strip() in shown
