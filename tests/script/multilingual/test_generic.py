"""Stories that are not in English: every convention of quotation marks, and speakers by position and turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate import readers
from narrate.script import coverage, read_through

STORIES = {
    "es": (
        "María entró en la cocina. Juan estaba sentado junto a la ventana y no la miraba.\n\n"
        "—Hace frío —dijo María—. Cierra la ventana.\n\n—No quiero —respondió Juan.\n\n—Pues me voy.",
        ["María", "María", "Juan", "María"],
    ),
    "fr": (
        "Marie entra dans la cuisine. Jean était assis près de la fenêtre et ne la regardait pas.\n\n"
        "« Il fait froid, dit Marie. Ferme la fenêtre.\n\n— Non, répondit Jean. Je ne veux pas.\n\n— Alors je m’en vais. »",
        ["Marie", "Marie", "Jean", "Jean", "Marie"],
    ),
    "ru": (
        "Мария вошла в кухню. Андрей сидел у окна и не смотрел на неё.\n\n"
        "— Холодно, — сказала Мария. — Закрой окно.\n\n— Не хочу, — ответил Андрей.\n\n— Тогда я уйду.",
        ["Мария", "Мария", "Андрей", "Мария"],
    ),
    "de": (
        "Maria trat in die Küche. Hans saß am Fenster und sah sie nicht an.\n\n"
        "„Es ist kalt“, sagte Maria. „Mach das Fenster zu.“\n\n„Nein“, antwortete Hans.\n\n„Dann gehe ich.“",
        ["Maria", "Maria", "Hans", "Maria"],
    ),
    "ja": (
        "マリアは台所に入った。ジョンは窓のそばに座っていた。\n\n「寒いわ」とマリアは言った。\n\n「いやだ」とジョンは答えた。",
        ["マリア", "ジョン"],
    ),
    "en": (
        "Stephen went over to the parapet. Buck Mulligan came up from the stairhead with a bowl in his hand.\n\n"
        "—Come up, Kinch, Buck Mulligan said. Come up, you fearful jesuit.\n\n—I am coming, said Stephen. Wait for me.\n\n"
        "—Thanks, old chap, he cried briskly.",
        ["Buck Mulligan", "Buck Mulligan", "Stephen", "Stephen", "Buck Mulligan"],
    ),
}


@pytest.mark.parametrize("language", STORIES)
def test_every_convention_is_read(language: str, tmp_path: Path) -> None:
    text, speakers = STORIES[language]
    file = tmp_path / "story.txt"
    file.write_text(text, encoding="utf-8")
    manuscript = readers.read(file)
    assert manuscript.language == language
    found = read_through(manuscript)
    assert [line.speaker for line in found.bodies() if line.kind == "dialogue"] == speakers
    assert coverage(found) == 1.0
    assert any("position and turns" in note for note in found.notes) == (language == "ja")
    assert any("less surely" in note for note in found.notes) == (language not in ("en", "ja"))
