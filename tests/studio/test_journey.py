"""One whole journey through the page, in each browser: a story is heard, corrected, recast, rendered and downloaded."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from tests.studio.pages import needs_browser, opened, row, seen_lit, shows_script, told, until
from tests.studio.runs import VOICES, Studio

pytestmark = needs_browser


def test_a_story_is_heard_corrected_recast_rendered_and_downloaded(either: Any, tmp_path: Path) -> None:
    with Studio(tmp_path) as studio, opened(either, studio) as page:
        clips: list[str] = []
        page.on("request", lambda request: clips.append(request.url) if request.url.endswith(".wav") else None)
        shows_script(page)
        _a_story_that_nobody_has_seen_is_heard_from_a_line_on_and_what_is_heard_is_lit(page)
        _a_line_found_by_ear_is_put_right_by_a_key_and_is_heard_otherwise(studio, page, clips)
        _another_voice_is_chosen_by_listening_to_a_scene_with_one_and_the_other(studio, page, clips)
        people = page.locator(".member").count()
        _two_people_become_one(page, people)
        _all_is_taken_back_to_the_byte(studio, page, people)
        _the_book_is_rendered_and_heard(studio, page)
        _its_files_are_downloaded(page, tmp_path)


def _a_story_that_nobody_has_seen_is_heard_from_a_line_on_and_what_is_heard_is_lit(page: Any) -> None:
    seen_lit(page)
    row(page, "Is it still burning").locator(".from").click()
    until(lambda: "Is it still burning" in seen_lit(page))
    until(lambda: "Bastian asked" in seen_lit(page))
    page.keyboard.press(" ")  # on the button that began it
    until(lambda: page.locator("#player .primary").inner_text() == "▶ Play")
    assert page.locator("[aria-current=true]").count() == 1


def _a_line_found_by_ear_is_put_right_by_a_key_and_is_heard_otherwise(studio: Studio, page: Any, clips: list[str]) -> None:
    wrong, name = row(page, "You hold it"), "Bastian"
    before = wrong.locator(".who").inner_text()
    wrong.locator(".from").focus()
    first = _heard(page, clips, "Enter")
    page.get_by_role("button", name="Pause").click()
    wrong.locator(".from").focus()
    offered = page.get_by_role("group", name="You hold it")
    offered.wait_for()
    number = 1 + next(n for n, label in enumerate(offered.get_by_role("button").all_inner_texts()) if name in label)
    page.keyboard.press(str(number))
    told(page, "Saved in voices.yaml: “You hold it.”: ")
    assert name != before and wrong.locator(".who").inner_text() == name
    assert name.encode() in studio.voices.read_bytes()
    page.locator("#lines[aria-busy=false]").wait_for()
    line = studio.line("You hold it")
    clip = next(cue["clip"] for cue in studio.get("api/stories/0/sheet/0").json if cue["line"] == line)
    assert clip not in first
    wrong.locator(".from").click()
    until(lambda: page.wait_for_timeout(20) or any(clip in url for url in clips))


def _heard(page: Any, clips: list[str], key: str) -> str:
    """The first clip that is asked for after a key."""
    clips.clear()
    page.keyboard.press(key)
    until(lambda: page.wait_for_timeout(20) or clips)
    return clips[0]


def _another_voice_is_chosen_by_listening_to_a_scene_with_one_and_the_other(studio: Studio, page: Any, clips: list[str]) -> None:
    page.goto(studio.address + "#/0/cast")
    page.get_by_role("button", name="Compare voices for Odile").click()
    dialog = page.get_by_role("dialog")
    other = dialog.get_by_label("Voice B").get_by_role("combobox")
    assert re.match("(old-)?woman", other.input_value()), "one of her own pool, whomever she would meet"
    other.select_option("old-woman")
    _heard(page, clips, "a")
    spoken = dialog.locator(".spoken")
    first = until(lambda: spoken.count() and spoken.inner_text())
    until(lambda: page.wait_for_timeout(20) or (spoken.count() and spoken.inner_text() != first))
    page.keyboard.press("b")  # goes on where the other voice was
    page.wait_for_timeout(300)
    assert first not in spoken.all_inner_texts()
    dialog.get_by_role("button", name="Keep B").click()
    told(page, "Odile: old-woman")
    until(lambda: page.get_by_label("Voice of Odile", exact=True).input_value() == "old-woman")


def _two_people_become_one(page: Any, people: int) -> None:
    card = page.locator(".member", has=page.get_by_role("heading", name="Peregrine", exact=True))
    card.locator("summary").click()
    card.get_by_label("Peregrine is the same person as").select_option("Odile")
    card.get_by_role("button", name="Merge Peregrine").click()
    until(lambda: re.search("Peregrine is Odile|Odile is Peregrine", page.locator("#status").inner_text()))
    until(lambda: page.locator(".member").count() == people - 1)


def _all_is_taken_back_to_the_byte(studio: Studio, page: Any, people: int) -> None:
    for _ in range(3):
        seen = studio.state["revision"]
        page.locator("#undo").click()
        until(lambda was=seen: studio.state["revision"] != was)
        studio.settled()
    assert studio.voices.read_bytes() == VOICES
    until(lambda: page.locator(".member").count() == people)


def _the_book_is_rendered_and_heard(studio: Studio, page: Any) -> None:
    page.goto(studio.address + "#/0/sound")
    page.get_by_role("button", name=re.compile("^Render")).click()
    page.get_by_text("The render is finished.").wait_for(timeout=60_000)
    page.locator(".files audio").first.wait_for()
    page.evaluate("document.querySelector('.files audio').play()")
    until(lambda: page.evaluate("document.querySelector('.files audio').currentTime > 0.1"))
    until(lambda: "Odile carried the lamp" in page.locator(".heard").first.inner_text())


def _its_files_are_downloaded(page: Any, folder: Path) -> None:
    with page.expect_download() as saved:
        page.locator("a[aria-label^='Download 01']").click()
    target = folder / "saved.mp3"
    saved.value.save_as(target)
    assert target.read_bytes() == next((folder / "output").glob("mp3/*/*/01*.mp3")).read_bytes()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download all (zip)").click()
    saved.value.save_as(folder / "book.zip")
    shutil.unpack_archive(folder / "book.zip", folder / "unpacked")
    assert len(list((folder / "unpacked").rglob("*.mp3"))) == 2
