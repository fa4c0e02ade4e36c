from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narrate.units import clip_bytes, clock, duration, fast_length, printable, ratio, safe_name, samples, vtt_time


def test_times_are_written_as_people_and_players_read_them() -> None:
    assert clock(59.6) == "1:00"
    assert clock(3723) == "1:02:03"
    assert [duration(n) for n in (0, 59.4, 59.9, 754, 3570, 3900, 7190)] == [
        "0 s",
        "59 s",
        "1 min",
        "13 min",
        "1 h",
        "1 h 5 min",
        "2 h",
    ]
    assert vtt_time(3723.0045) == "01:02:03.004"
    assert samples(0.5, 22050) == 11025
    assert round(ratio(6.0206), 3) == 2.0


@given(st.text(max_size=300))
def test_a_safe_name_is_safe_and_stays_itself(text: str) -> None:
    name = safe_name(text)
    assert safe_name(name) == name
    assert 0 < len(name.encode()) <= 130
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert name[0] not in "-. ~" and name[-1] not in ". "
    assert name not in {".", ".."}


def test_safe_names_of_hostile_titles() -> None:
    assert safe_name("../../etc/passwd") == "_.._etc_passwd"
    assert safe_name("CON") == "_CON"
    assert safe_name("\x1b[31mred\x1b[0m") == "[31mred[0m"
    assert safe_name("") == "untitled"


@given(st.text())
def test_what_is_printable_has_no_controls(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in shown)


@given(st.text(), st.integers(0, 50))
def test_clipping_counts_bytes_and_keeps_characters_whole(text: str, limit: int) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert text.startswith(clip_bytes(text, limit))
    assert len(clip_bytes(text, limit).encode()) <= limit


@given(st.integers(1, 10**7))
def test_a_fast_length_is_made_of_small_factors_and_not_much_longer(least: int) -> None:
    found = rest = fast_length(least)
    for factor in (2, 3, 5):
        while rest % factor == 0:
            rest //= factor
    assert rest == 1 and least <= found < max(4, 4 * least / 3)
