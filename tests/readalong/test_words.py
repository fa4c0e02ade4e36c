"""Words and when they are heard: from the engine to the take, to the chapter, to the page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from narrate.audio.measure import TakeAnalysis
from narrate.editing import Levels, edit
from narrate.edition import Track, Transcript
from narrate.engines.durations import word_starts
from narrate.model import Book, Chapter, Cue, Line, Mark, Span, Take, Voice
from narrate.produce.transcripts import transcript
from narrate.readalong.clips import by_word
from narrate.takes import TakeStore
from narrate.writers import load_writer
from tests.readalong.books import edition, page

VOICE = Voice("scratch", "narrator")


def test_a_word_begins_with_the_space_before_it() -> None:
    steps = [10, 4, 4, 2, 8, 2, 4, 4, 3, 1]  # quiet, then a b , space — space c d . and the quiet after
    starts = word_starts(list("ab, — cd"), steps)
    assert starts == pytest.approx([10 * 0.025 - 0.04, (10 + 4 + 4 + 2 + 8 + 2) * 0.025 - 0.04])


def test_takes_keep_their_words_and_older_ones_have_none(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    sound = np.ones(100, np.int16)
    store.put(Take("ab" * 20, sound, 22050, "", (0.1, 0.2345)))
    store.put(Take("cd" * 20, sound, 22050))
    store.put(Take("ef" * 20, sound, 22050, "", tuple(n / 3 for n in range(80))))
    store.put(Take("01" * 20, sound, 22050, "", tuple(map(float, range(500)))))
    kept = [store.get(key * 20) for key in ("ab", "cd", "ef", "01")]
    assert [take and len(take.words) for take in kept] == [2, 0, 80, 0]
    assert kept[0] and kept[0].words == (0.1, 0.234)


def told(shown: str, spoken: str, starts: tuple[float, ...]) -> Transcript:
    line = Line(speaker="Narrator", text=shown, kind="narration", at=Span(0, len(shown)), rule="narration", confidence=1.0)
    script = Book("T", "", "en", (Chapter(1, "One", (line,)),), text=shown)
    cue = Cue(key="k", text=spoken, voice=VOICE, speaker="Narrator", pause=0.0, line=0, shown=shown)
    return transcript(script, Chapter(1, "One", (cue,)), [Mark(1.0, 9.0, "Narrator", shown, starts)])


def test_figures_are_heard_while_their_words_are_spoken() -> None:
    (line,) = told("In 1912 — he left.", "In nineteen twelve — he left.", (1.0, 2.0, 3.0, 4.0, 5.0)).lines
    assert [(line.text[w.at.start : w.at.end], w.start, w.end) for w in line.words] == [
        ("In", 1.0, 2.0), ("1912", 2.0, 4.0), ("he", 4.0, 5.0), ("left.", 5.0, 9.0),
    ]  # fmt: skip
    assert not told("He left.", "He left.", (1.0,)).lines[0].words, "an engine that counts otherwise is not believed"


def test_words_are_counted_from_where_speech_begins_in_a_chapter() -> None:
    cue = Cue(key="k", text="He left.", voice=VOICE, speaker="Narrator", pause=0.0, line=0, shown="He left.")
    known = {"k": TakeAnalysis(2205, 22050, np.ones(10, np.float32), (0.1, 0.5))}
    cut = edit(Chapter(1, "One", (cue,)), lambda key: None, Levels(-20.0, {VOICE: 0.0}), 22050, known)
    assert cut.marks[0].words == pytest.approx((0.75, 1.15), abs=1e-4)


def test_hibari_tells_when_it_says_each_word() -> None:
    hibari = pytest.importorskip("narrate.engines.hibari").HibariEngine()
    for text in ("The mill was old, they said, and nobody knew why. It rained.", "Who grinds there at night?"):
        parts: list[bytes] = []
        hibari.synthesize(text, Voice("hibari", "narrator"), parts.append)
        starts, seconds = hibari.word_starts, len(b"".join(parts)) / 2 / hibari.rate
        assert len(starts) == len(text.split()) and starts == sorted(starts)
        assert 0.2 < starts[0] < 0.5 and starts[-1] < seconds - 0.2


def test_a_book_may_light_each_word(tmp_path: Path) -> None:
    from dataclasses import replace

    book = edition(("One", "He left the old mill."))
    line = book.tracks[0].transcript().lines[1]
    lit = told("He left the old mill.", "He left the old mill.", (1.0, 2.0, 3.0, 4.0, 5.0)).lines[0].words
    words = tuple(replace(w, at=Span(w.at.start + line.at.start, w.at.end + line.at.start)) for w in lit)
    full = replace(book.tracks[0].transcript(), lines=(book.tracks[0].transcript().lines[0], replace(line, words=words)))
    assert [one.text for one in by_word(full).lines] == ["One", "He", "left", "the", "old", "mill."]
    track: Track = replace(book.tracks[0], transcript=lambda: full)
    (file,) = load_writer("epub-words").write(replace(book, tracks=(track,)), tmp_path)
    body = page(file, "EPUB/text/c0001.xhtml").find(".//{*}section")
    assert [e.text for e in body.iter("{*}span")] == ["One", "He", "left", "the", "old", "mill."]


def test_captions_tell_of_each_word_where_they_are_asked_to(tmp_path: Path) -> None:
    import json

    from narrate.captions import captions_of, webvtt
    from narrate.produce.captioning import Captioner
    from narrate.produce.layout import Layout
    from narrate.readalong.transcript import as_json

    lines = told("He left — in 1912.", "He left — in nineteen twelve.", (1.0, 2.0, 3.0, 4.0, 5.0))
    layout = Layout(tmp_path, "Ann/Door", "Door")
    record, sound = layout.path("text/01 - One.vtt"), layout.folder("mp3")
    record.parent.mkdir(parents=True)
    record.write_text("".join(webvtt(captions_of([Mark(0.5, 9.0, "Narrator", "He left — in 1912.")]))), encoding="utf-8")
    record.with_suffix(".json").write_text(as_json(lines), encoding="utf-8")
    assert json.loads(as_json(lines))["segments"][0]["words"]
    book = edition(("One", "He left — in 1912."))
    for karaoke, shown in ((False, "He left — in 1912."), (True, "<00:01.00>He <00:02.00>left — <00:03.00>in <00:04.00>1912.")):
        written = Captioner(layout, book, {1: "01 - One"}, [load_writer("mp3")], karaoke).write_beside(["mp3/01 - One.mp3"])
        assert written == {f"mp3/01 - One{suffix}" for suffix in (".vtt", ".srt", ".lrc")}
        assert (sound / "01 - One.lrc").read_text(encoding="utf-8").endswith(f"[00:00.50]{shown}\n")
        assert (sound / "01 - One.srt").read_text(encoding="utf-8").endswith("\nHe left — in 1912.\n\n")
