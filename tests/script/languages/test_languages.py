"""Languages as data: their files are found by their names, and a new one needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from narrate import readers
from narrate.cues.cutting import sentences
from narrate.readers import headings_elsewhere
from narrate.readers import language as noticed
from narrate.script import languages, read_through
from narrate.script.languages import language
from narrate.spoken import languages as spoken
from narrate.spoken import say
from narrate.spoken.languages import reader  # noqa: F401 (spoken.reader)

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

TOY_SAID = """
from narrate.spoken.languages.wording import Wording, words

WORDING = Wording(
    code="xx",
    name="toyish",
    common="lu zegu la ma vieni siora",
    abbreviations=words("Sr.: Sior"),
    chapters="Kapo",
)
"""


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    remembered = (language, spoken.codes, spoken.wording, spoken.reader._table, spoken.reader._abbreviations, spoken.reader.sentence_end,
                  noticed._common_words, noticed._names, headings_elsewhere.named, headings_elsewhere._words, headings_elsewhere._patterns)  # fmt: skip
    for package, text in ((languages, TOY), (spoken, TOY_SAID)):
        folder = tmp_path / package.__name__
        folder.mkdir()
        (folder / "xx.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    for function in remembered:
        function.cache_clear()  # type: ignore[attr-defined]
    yield
    for function in remembered:
        function.cache_clear()  # type: ignore[attr-defined]


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
    assert not language("is").verbs
    assert not language("language").verbs
    assert not language("de-AT").verbs


@pytest.mark.usefixtures("toy")
def test_a_new_language_is_two_files(tmp_path: Path) -> None:
    text = "Siora Ada viene. Beno resta.\n\n«Vieni», zegu siora Ada.\n\n«No», repondu Beno.\n\n«Ma vieni», zegu la.\n\n«No», repondu lu."
    (tmp_path / "story.txt").write_text(f"Kapo 1\n\n{text}\n\nKapo 2\n\nSr. Beno rida.", encoding="utf-8")
    found = read_through(readers.read(tmp_path / "story.txt"))
    assert found.language == "xx"
    assert [chapter.title for chapter in found.chapters] == ["Kapo 1", "Kapo 2"]
    said = [line.speaker for line in found.bodies() if line.kind == "dialogue"]
    assert said == ["siora Ada", "Beno", "siora Ada", "Beno"]
    assert sentences("Sr. Beno rida. Ada viene.", "xx") == ["Sr. Beno rida.", "Ada viene."]
    assert say("Sr. Beno ha 2 %.", language="xx") == "Sior Beno ha 2 %."
    (tmp_path / "short.txt").write_text("The Project Gutenberg eBook of A\n\nLanguage: Toyish\n\nBeno.", encoding="utf-8")
    assert readers.read(tmp_path / "short.txt").language == "xx"
