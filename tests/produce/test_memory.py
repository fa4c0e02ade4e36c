"""What is remembered between plans is never stale: it stands under a digest of all that it was made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from narrate import readers, spoken
from narrate.config import StorySettings, load
from narrate.cues import cutting
from narrate.engines import PALETTE, engine_names
from narrate.produce import memory as memories
from narrate.produce import wording as wordings
from narrate.produce.memory import Memory
from narrate.produce.stories import read_story
from narrate.produce.story_cache import StoryCache
from narrate.produce.wording import Wording
from tests import books

TALE = "CHAPTER I\n\n“Come in,” said Ann.\n\n“It is late,” said Tom. “Dr. Hale left at 5 p.m.”\n\n“So soon?”\n\n“Yes.”\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "tale.txt"
    path.write_text(TALE, encoding="utf-8")
    return path


def settings(text: str = "") -> StorySettings:
    path = Path("voices.yaml")
    path.write_text(f"engine: scratch\nstories:\n  tale: {{{text}}}\n", encoding="utf-8")
    return load(path, list(PALETTE), engine_names()).story("tale", "scratch")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[int, int]]:
    """How often a story was read, and its speakers found, so far."""
    done = [0, 0]

    def counting(place: int, work: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object) -> object:
            done[place] += 1
            return work(*given)

        return counted

    from narrate import script

    monkeypatch.setattr(readers, "read", counting(0, readers.read))
    monkeypatch.setattr(script, "decide", counting(1, script.decide))
    return lambda: (done[0], done[1])


def test_what_is_remembered_is_what_would_be_found_anew(
    story: Path, tmp_path: Path, counted: Callable[[], tuple[int, int]]
) -> None:
    first = read_story(story, settings(), Memory(tmp_path))
    again = read_story(story, settings(), Memory(tmp_path))
    assert counted() == (1, 1)
    assert first == again == read_story(story, settings())


@pytest.mark.parametrize(
    ("change", "read"),
    [('lines: {"So soon?": Ann}', 0), ('lines: {"So soon?": Nobody Known}', 0), ("gender: {Tom: female}", 1), ("author: Ann", 0)],
)
def test_who_keeps_the_survey_reads_a_story_with_corrected_lines_no_more(
    story: Path, tmp_path: Path, counted: Callable[[], tuple[int, int]], change: str, read: int
) -> None:
    cache = StoryCache()
    read_story(story, settings('lines: {"So soon?": Tom}'), Memory(tmp_path, cache))
    before = counted()
    found = read_story(story, settings(change), Memory(tmp_path, cache))
    assert counted() == (before[0] + read, before[1] + 1)
    assert found == read_story(story, settings(change))


def test_a_book_with_a_cover_and_people_is_remembered_whole(tmp_path: Path, counted: Callable[[], tuple[int, int]]) -> None:
    story = tmp_path / "tale.epub"
    meta = "<dc:title>A Day</dc:title><dc:creator>Ann Field</dc:creator><dc:description>Of “rain”.</dc:description>"
    story.write_bytes(books.epub({"one": "<h1>One</h1><p>“Come in,” said Ann.</p>"}, meta=meta))
    said = settings("series: Days, description: Better.")
    assert read_story(story, said, Memory(tmp_path)) == read_story(story, said, Memory(tmp_path)) == read_story(story, said)
    assert counted()[0] == 2


@pytest.mark.parametrize(
    ("change", "read", "decided"),
    [
        ("", 0, 0),
        ("title: Another", 1, 1),
        ("author: Ann Field", 1, 1),
        ("cast: {Ann: woman-2}", 0, 0),
        ("pauses: {sentence: 1}", 0, 0),
        ('lines: {"So soon?": Ann}', 1, 1),
        ("gender: {Tom: female}", 1, 1),
        ("aliases: {Tom: Thomas}", 1, 1),
        ("ignore: [Tom]", 1, 1),
        ("narrator: {character: Ann}", 1, 1),
        ("quotes: double", 1, 1),
        ('skip: ["So soon"]', 1, 1),
        ("encoding: utf-8-sig", 1, 0),
    ],
)
def test_a_change_costs_what_it_changes(
    story: Path, tmp_path: Path, counted: Callable[[], tuple[int, int]], change: str, read: int, decided: int
) -> None:
    read_story(story, settings(), Memory(tmp_path))
    before = counted()
    found = read_story(story, settings(change), Memory(tmp_path))
    after = counted()
    assert (after[0] - before[0], after[1] - before[1]) == (read, decided)
    assert found == read_story(story, settings(change))


def test_another_text_another_place_and_another_version_are_read_anew(
    story: Path, tmp_path: Path, counted: Callable[[], tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = settings()
    read_story(story, said, Memory(tmp_path))
    stat = story.stat()
    story.write_text(TALE.replace("late", "dark"), encoding="utf-8")
    import os

    os.utime(story, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "dark" in read_story(story, said, Memory(tmp_path)).text and counted() == (2, 2)
    for where in (memories, readers.installation):
        monkeypatch.setattr(where, "fingerprint", lambda: "another")
    read_story(story, said, Memory(tmp_path))
    assert counted() == (3, 3)


def test_a_story_that_changes_while_it_is_read_is_not_remembered(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = readers.read

    def read_late(path: Path, *settings: object) -> object:
        found = real(path, *settings)
        path.write_text(TALE.replace("late", "dark"), encoding="utf-8")
        return found

    monkeypatch.setattr(readers, "read", read_late)
    assert "late" in read_story(story, settings(), Memory(tmp_path)).text
    monkeypatch.setattr(readers, "read", real)
    assert "dark" in read_story(story, settings(), Memory(tmp_path)).text
    story.write_text(TALE, encoding="utf-8")
    assert "late" in read_story(story, settings(), Memory(tmp_path)).text


@pytest.mark.parametrize("harm", [b"", b"{", b"[]", b'{"cut": 3}', b"\xff"])
def test_damage_is_told_and_found_anew(story: Path, tmp_path: Path, harm: bytes) -> None:
    known = read_story(story, settings(), Memory(tmp_path))
    wording = Wording(tmp_path, story, "en", {})
    wording.sentences("Yes. No.")
    wording.keep()
    for file in (*tmp_path.glob("scripts/*.json"), *tmp_path.glob("wording/*.json")):
        file.write_bytes(harm)
    memory, wording = Memory(tmp_path), Wording(tmp_path, story, "en", {})
    assert read_story(story, settings(), memory) == known
    assert wording.sentences("Yes. No.") == ["Yes.", "No."]
    if harm != b'{"cut": 3}':
        assert "was damaged" in memory.damaged and "was damaged" in wording.damaged


def test_words_are_remembered_each_by_itself_and_said_anew_with_other_pronunciations(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    cut, say = cutting.sentences, spoken.say
    monkeypatch.setattr(wordings, "sentences", lambda text, *a: asked.append(f"cut {text}") or cut(text, *a))
    monkeypatch.setattr(wordings.spoken, "say", lambda text, *a, **k: asked.append(f"say {text}") or say(text, *a, **k))

    def plan(texts: list[str], pronounce: dict[str, str]) -> list[str]:
        wording = Wording(tmp_path, story, "en", pronounce)
        said = [wording.say(sentence, False) for text in texts for sentence in wording.sentences(text)]
        assert [wording.say(text, True) for text in texts] == [say(t, pronounce, heading=True) for t in texts]
        wording.keep()
        assert said == [say(sentence, pronounce) for text in texts for sentence in cut(text)]
        found, asked[:] = sorted(set(asked)), []
        return [one for one in found if one.startswith(("cut", "say Dr"))]

    texts = ["Dr. Hale left. At 5.", "", "Yes."]
    assert plan(texts, {}) == ["cut ", "cut Dr. Hale left. At 5.", "cut Yes.", "say Dr. Hale left.", "say Dr. Hale left. At 5."]
    assert plan(texts, {}) == []
    assert plan([*texts, "No."], {}) == ["cut No."]
    assert plan(texts, {"Hale": "Hail"}) == ["say Dr. Hale left.", "say Dr. Hale left. At 5."]
    monkeypatch.setattr(wordings, "fingerprint", lambda: "another")
    assert len(plan(texts, {"Hale": "Hail"})) == 5


def test_the_same_story_with_one_change_is_planned_without_reading_it(story: Path, tmp_path: Path) -> None:
    """Not a measure of time but of what is loaded: nothing that reads, splits or decides."""
    import subprocess
    import sys

    code = (
        "import sys\nfrom pathlib import Path\nfrom narrate.cli.common import settings\n"
        "from narrate.produce.plan import Options\n"
        "from narrate.produce.render import plan\n"
        "plan([Path('tale.txt')], settings(Path('voices.yaml')), Options(engine='scratch', takes=Path('takes')))\n"
        "print([name for name in ('nupunkt', 'narrate.script.attribute', 'narrate.readers.epub', 'narrate.spoken.english',"
        " 'num2words') if name in sys.modules])"
    )
    settings()
    told = []
    for change in ("", "cast: {Ann: woman-2}"):
        settings(change)
        told.append(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert "narrate.script.attribute" in told[0] and told[1] == "[]\n"


def test_what_one_process_remembers_is_what_another_finds(seeds: list[Path], tmp_path: Path) -> None:
    """Sets of words are walked in another order in every process; no script may tell."""
    import os
    import subprocess
    import sys

    said = "aliases: {the woman: Valeria, the father: Matvey}, gender: {Andrei: female}, ignore: [Lvovich]"
    code = (
        "import hashlib, json\nfrom dataclasses import astuple\nfrom pathlib import Path\n"
        "from narrate.config import load\nfrom narrate.engines import PALETTE, engine_names\n"
        "from narrate.produce.stories import read_story\n"
        "known = load(Path('voices.yaml'), list(PALETTE), engine_names()).story('tale', 'scratch')\n"
        "print(hashlib.sha256(json.dumps(astuple(read_story(Path('tale.txt'), known)), default=repr).encode()).hexdigest())"
    )
    (tmp_path / "tale.txt").write_bytes(seeds[0].read_bytes())
    settings(said)
    found = set()
    for seed in ("1", "2"):
        process = {**os.environ, "PYTHONHASHSEED": seed}
        found.add(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=process).stdout)
    assert len(found) == 1
