"""Files that users' reports were made into: who is heard saying what, where the shared folder is there."""

from __future__ import annotations

import pytest

from narrate import readers
from narrate.script.quotations.split import split
from tests.conftest import shared

SPEECH = {
    "25-single-quotes-apostrophe.txt": [
        "‘’Tis late,’", "‘We should go.’", "‘’Course we should,’", "‘Then come,’", "‘’Alf a minute,’", "‘’Ere’s my coat.’",
    ],
    "26-inch-marks.txt": ['"It\'s a 6" nail,"', '"I wanted a 4" one."', '"Too bad,"'],
    "27-comma-outside.txt": ["“Yes”", "“I will”.", "“No”", "“You won't”.", "“Why not?”", "“I can”."],
    "28-spaced-quotes.txt": ['" What was that? "', '" Only the wind, "', '" Go back to sleep. "', '" I heard a voice, "'],
    "29-sign.txt": ['"Turn back,"', '"No,"'],
    "30-stage-play.txt": [
        "Who is there?", "Only I. The lamp has gone out on the stairs.", "Come in, then, and bring the cold with you.",
        "You are in a bad temper, Hamlin.", "Is anybody there?", "It is Lady Orris.", "What a night! I have lost a glove.",
    ],
    "31-script-title-case.txt": [
        "Hello, Ann.", "Hello, Tom. You are late.", "The bus was late.", "The bus is never late.", "Today it was.",
    ],
    "32-screenplay.txt": ["Hello, Ann.", "Hello, Tom. You are late.", "The bus was late.", "The bus is never late."],
    "33-german-marks.txt": ["»Guten Tag«", "»Kommen Sie herein.«", "»Danke«", "»Es regnet«"],
    "45-missing-opening-mark.txt": ["Come in,”", "“It is cold outside.”", "“Thank you,”"],
}  # fmt: skip


@pytest.mark.parametrize("name", SPEECH)
def test_speech_of_a_report(name: str) -> None:
    found = split(readers.read(shared(f"cases/{name}"))).bodies()
    assert [" ".join(s.text.split()) for s in found if s.kind == "dialogue"] == SPEECH[name]
