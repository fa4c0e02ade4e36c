"""Languages as data: each file is found by its name, and a new one needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from narrate.script import languages, read_through
from narrate.script.languages import language
from tests.script.quotations.test_split import manuscript

CODES = sorted(f.name[:-3] for f in files(languages).iterdir() if re.fullmatch(r"[a-z]{2}\.py", f.name))

TOY = """
from narrate.script.languages.language import Language, gendered, pronouns, words

LANGUAGE = Language(
    code="xx",
    verbs=words("zegu repondu"),
    pronouns=pronouns(he="lu", she="la"),
    titles=gendered("sior", "siora"),
    never_names=words("e ma"),
)
"""


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "xx.py").write_text(TOY, encoding="utf-8")
    monkeypatch.setattr(languages, "__path__", [*languages.__path__, str(tmp_path)])
    language.cache_clear()
    yield
    language.cache_clear()


@pytest.mark.parametrize("code", CODES)
def test_every_file_is_the_language_of_its_name(code: str) -> None:
    found = language(code)
    assert found.code == code
    assert found.verbs
    for words in (found.verbs, found.pronouns, found.titles, found.people, found.anyone, found.never_names, found.particles):
        assert all(word == word.lower() for word in words), code
    for pattern, _ in (*found.past_genders, *found.name_genders, (found.past, ""), (found.oblique, "")):
        re.compile(pattern)


def test_a_language_without_a_file_knows_no_word() -> None:
    assert not language("sv").verbs
    assert not language("language").verbs
    assert not language("de-AT").verbs


@pytest.mark.usefixtures("toy")
def test_a_new_language_is_one_file() -> None:
    text = "Siora Ada viene. Beno resta.\n\n«Vieni», zegu siora Ada.\n\n«No», repondu Beno.\n\n«Ma vieni», zegu la.\n\n«No», repondu lu."
    found = read_through(manuscript(text, "xx"))
    said = [line.speaker for line in found.bodies() if line.kind == "dialogue"]
    assert said == ["siora Ada", "Beno", "siora Ada", "Beno"]
