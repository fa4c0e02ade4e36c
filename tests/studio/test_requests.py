"""Whatever stands in a field of whatever the page may send is taken, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from narrate.config.tables import PauseTable
from narrate.studio import requests
from tests.studio.runs import VOICES, Studio

GOOD = [
    {"do": "say", "line": 4, "name": "Odile", "only": True},
    {"do": "confirm", "line": 4},
    {"do": "direct", "line": 4, "take": 2, "speed": 0.9, "gain": 1, "pause": 0.5, "say": "Yes.", "style": "whisper"},
    {"do": "forget", "line": 4},
    {"do": "rename", "who": "Odile", "name": "Ottilie"},
    {"do": "merge", "who": "Odile", "into": "Bastian"},
    {"do": "apart", "who": "Odile", "other": "Bastian"},
    {"do": "nobody", "who": "Odile"},
    {"do": "gender", "who": "Odile", "gender": "male"},
    {"do": "voice", "who": "Odile", "voice": "man-1"},
    {"do": "hold", "voices": {"Odile": "man-1"}},
    {"do": "teller", "who": "Odile"},
    {"do": "pronounce", "word": "Odile", "said": "oh-deel", "everywhere": True},
    {"do": "pause", "kind": "scene", "seconds": 2},
]
TRYOUTS = [{"word": "Odile", "said": "oh-deel"}, {"who": "Odile", "voice": "man-1", "lines": [4]}]
RENDERS = [{"story": 7, "formats": ["mp3"]}]
BAD = [
    None,
    True,
    5,
    0.5,
    -1,
    10**400,
    float("inf"),
    float("nan"),
    [1],
    [[]],
    {"a": 1},
    {},
    "",
    " ",
    "x" * 9000,
    "a\0b",
    "\ud800",
    "\x1b[31m",
]
LOOSE: list[tuple[dict[str, Any], str, Any, str]] = [
    (GOOD[0], "name", [1], "“name” should be a valid string."),
    (GOOD[0], "only", "yes", "“only” should be a valid boolean."),
    (GOOD[0], "line", True, "“line” should be a valid integer."),
    (GOOD[4], "name", " ", "“name” should have at least 1 character."),
    (GOOD[10], "voices", [1], "“voices” should be a valid dictionary."),
    (GOOD[12], "word", "a\0b", "“word” has signs that cannot be printed; write it without them."),
    (GOOD[12], "said", "\ue000", "“said” has signs that cannot be printed; write it without them."),
    (GOOD[13], "seconds", True, "“seconds” should be a valid number."),
    (GOOD[13], "seconds", 10**400, "“seconds” should be a valid number."),
    (GOOD[13], "seconds", float("inf"), "“seconds” should be a finite number."),
    (GOOD[13], "seconds", 31, "“seconds” should be less than or equal to 30."),
    (GOOD[13], "do", "write", "There is nothing called “write” to do."),
]  # fmt: skip


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("studio")) as running:
        running.settled()
        yield running


def test_every_verb_has_a_request_here() -> None:
    assert {type(requests.edit_of(good)) for good in GOOD} == set(get_args(requests.Edit))


@pytest.mark.parametrize(("good", "field", "value", "told"), LOOSE)
def test_what_is_wrong_is_told(studio: Studio, good: dict[str, Any], field: str, value: Any, told: str) -> None:
    answer = studio.post("api/stories/0/edits", {**good, field: value}, If_Match="x")
    assert (answer.status, answer.json["message"]) == (422, told)


@pytest.mark.parametrize(
    ("path", "good"),
    [*(("api/stories/0/edits", one) for one in GOOD), *(("api/stories/0/tryouts", one) for one in TRYOUTS), *(("api/renders", one) for one in RENDERS)],
    ids=lambda value: value.get("do", "-".join(value)) if isinstance(value, dict) else value,
)  # fmt: skip
def test_nothing_in_any_field_breaks_it(studio: Studio, path: str, good: dict[str, Any]) -> None:
    for field in good:
        requested = [{name: value for name, value in good.items() if name != field}, *({**good, field: value} for value in BAD)]
        for asked in requested:
            answer = studio.post(path, asked, If_Match="x")
            assert answer.status < 500, (asked, answer.body)
            if answer.status != 200:
                message = answer.json["message"]
                assert message.endswith((".", ")")) and "\n" not in message and len(message) < 300, (asked, message)
    assert studio.voices.read_bytes() == VOICES


@pytest.mark.parametrize(
    "body", [b"", b"5", b"[]", b'"x"', b"null", b"{", b"\xff\xfe", b'{"a":' * 5000, b'{"line": ' + b"9" * 5000 + b"}"]
)
@pytest.mark.parametrize(
    "path", ["api/stories/0/edits", "api/stories/0/tryouts", "api/renders", "api/undo", "api/redo", "api/restore"]
)
def test_what_is_no_table_is_refused(studio: Studio, path: str, body: bytes) -> None:
    answer = studio.raw("POST", f"/{studio.token}/{path}", body, {"If-Match": "x"})
    assert answer.status == 400 and answer.json["message"].startswith("The request is no ")


@pytest.mark.parametrize(
    "path", ["api/stories/{}/script", "api/stories/0/lines/{}", "api/stories/0/sheet/{}", "api/stories/0/files/{}"]
)
@pytest.mark.parametrize("number", ["9" * 5000, "9" * 400, "99999", "-1", "1.5", "x"])
def test_a_number_that_means_nothing_leads_nowhere(studio: Studio, path: str, number: str) -> None:
    answer = studio.get(path.format(number))
    assert answer.status == 404 and answer.json["message"].startswith("There is no")


def test_what_is_typed_is_taken_as_a_hand_would_write_it() -> None:
    paused = requests.edit_of({"do": "pause", "kind": "scene", "seconds": 2.0})
    assert isinstance(paused, requests.SetPause) and repr(paused.seconds) == "2"
    said = requests.edit_of({"do": "say", "line": 1, "name": " Old\tTom\u200b "})
    assert isinstance(said, requests.Say) and said.name == "Old Tom"


def test_the_pauses_are_those_of_voices_yaml() -> None:
    assert get_args(requests.PauseKind) == tuple(PauseTable.model_fields)
