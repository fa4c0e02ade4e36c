from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.captions import LINES, WIDTH, Caption, captions_of, lrc, read, srt, webvtt, with_words
from narrate.model import Mark
from narrate.units import printable

LONG = "She had walked all night along the river, and nobody had seen her but the old heron under the bridge, who never told."


def shown(*texts: str) -> list[tuple[str, ...]]:
    return [caption.lines for caption in captions_of([Mark(n, n + 1.0, "Ann", text) for n, text in enumerate(texts)])]


def test_a_short_sentence_is_one_line_and_a_longer_one_two_even_ones() -> None:
    assert shown("Yes.", LONG[:61]) == [("Yes.",), ("She had walked all night along", "the river, and nobody had seen")]


def test_a_long_sentence_is_several_cues_that_share_its_time_by_their_letters() -> None:
    first, second = captions_of([Mark(2.0, 12.0, "Ann", LONG)])
    assert (first.start, second.end, first.end) == (2.0, 12.0, second.start)
    assert (first.mark, first.part, second.mark, second.part) == (1, 1, 1, 2)
    letters = [sum(map(len, caption.lines)) for caption in (first, second)]
    assert abs((first.end - first.start) / 10 - letters[0] / sum(letters)) < 0.001
    assert min(letters) > 40, "no last word stands alone"


def test_signs_as_wide_as_two_letters_have_half_the_line() -> None:
    assert all(len(line) <= WIDTH // 2 for lines in shown("天" * 100) for line in lines)


def test_both_forms() -> None:
    told = list(captions_of([Mark(0, 1.5, "A & B", "One <two> --> three")]))
    assert "".join(webvtt(told)) == "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500\n<v A &amp; B>One &lt;two&gt; --&gt; three\n"
    assert "".join(srt(told)) == "1\n00:00:00,000 --> 00:00:01,500\nOne <two> → three\n\n"


def test_captions_of_others_are_read_too() -> None:
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 align:start\n<v.loud Ann>Yes.\n\nx\n00:00:02.000 --> 00:00:03.000\nNo.\n"
    assert [(c.start, c.speaker, c.lines) for c in read(text)] == [(1.0, "Ann", ("Yes.",)), (2.0, "", ("No.",))]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=200), st.text(max_size=20), st.floats(0, 9)), max_size=8))
def test_nothing_is_lost_and_nothing_too_long_whatever_is_said(said: list[tuple[str, str, float]]) -> None:
    marks, place = [], 0.0
    for text, speaker, lasts in said:
        marks.append(Mark(place, place + lasts, speaker, text))
        place += lasts + 0.1
    told = list(captions_of(marks))
    assert all(len(c.lines) <= LINES and all(len(line) <= WIDTH for line in c.lines) for c in told)
    for number, mark in enumerate(marks, 1):
        words = "".join("".join(c.lines) for c in told if c.mark == number)
        assert "".join(words.split()) == "".join(printable(mark.text).split())
    again = list(read("".join(webvtt(told))))
    assert [(c.mark, c.part, c.lines) for c in again] == [(c.mark, c.part, c.lines) for c in told]
    assert all(round(c.end * 1000) > round(c.start * 1000) for c in again)


def test_a_manner_is_the_class_of_the_voice_and_is_read_back() -> None:
    told = list(captions_of([Mark(0, 1.0, "Ann", "They sleep.", manner="whisper"), Mark(1.0, 2.0, "Ann", "Good.")]))
    text = "".join(webvtt(told))
    assert "<v.whisper Ann>They sleep." in text and "<v Ann>Good." in text
    assert list(read(text)) == told


def karaoke(text: str, words: list[tuple[str, float]], lasts: float = 10.0) -> list[Caption]:
    return with_words(list(captions_of([Mark(0.0, lasts, "Ann", text)])), words)


def test_words_have_their_times_in_webvtt_and_lrc() -> None:
    told = karaoke("“No” — she <left> & [sat].", [("“No”", 0.2), ("she", 1.0), ("<left>", 2.5), ("[sat].", 3.0)])
    assert "<v Ann><00:00:00.200>“No” — <00:00:01.000>she <00:00:02.500>&lt;left&gt; &amp; <00:00:03.000>[sat].\n" in "".join(
        webvtt(told)
    )
    assert "".join(lrc(told, {"ti": "A [B]", "ar": ""})) == (
        "[ti:A ［B］]\n[00:00.00]<00:00.20>“No” — <00:01.00>she <00:02.50>＜left＞ & <00:03.00>［sat］.\n"
    )
    assert list(read("".join(webvtt(told)))) == told


def test_a_long_sentence_is_cut_where_its_words_are_heard() -> None:
    words = [(word, 0.3 + n * 0.25) for n, word in enumerate(LONG.split())]
    first, second = karaoke(LONG, words)
    begins = second.text.split()[0]
    assert first.end == second.start == next(start for word, start in words if word == begins)
    assert second.words[0][0] > 0, "a cue's first word begins with the cue, and needs no time"
    assert all(cue.start < start < cue.end for cue in (first, second) for _, start in cue.words)


def test_other_words_than_are_shown_change_nothing() -> None:
    told = list(captions_of([Mark(0.0, 10.0, "Ann", LONG)]))
    assert with_words(told, [("Somebody", 1.0), ("else", 2.0)]) == told
    assert with_words(told, [(word, 0.0) for word in LONG.split()]) == told, "a cue that would last no time"
    assert with_words(told, []) == told


def test_lrc_counts_minutes_beyond_the_hour_and_has_a_line_for_each_cue() -> None:
    text = "".join(lrc(captions_of([Mark(3723.456, 3725.0, "Ann", LONG[:61])]), {}))
    assert text == "[62:03.46]She had walked all night along the river, and nobody had seen\n"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.lists(st.floats(0, 20), max_size=60))
def test_times_of_words_rise_within_their_cue_and_are_read_back(text: str, times: list[float]) -> None:
    told = karaoke(text, list(zip(printable(text).split(), sorted(times), strict=False)))
    for cue in told:
        inside = [cue.start, *(start for _, start in cue.words), cue.end]
        assert all(round(b * 1000) > round(a * 1000) for a, b in pairwise(inside))
    again = list(read("".join(webvtt(told))))
    assert [(c.lines, [at for at, _ in c.words]) for c in again] == [(c.lines, [at for at, _ in c.words]) for c in told]
