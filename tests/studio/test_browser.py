"""What a person does with the page, in a real browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from narrate.produce.shelf import locked
from tests.script.identity.test_learned_joins import story
from tests.studio.pages import needs_browser, opened, row, shows_script, told, until
from tests.studio.runs import TALE, VOICES, Studio
from tests.studio.test_accessibility import violations

pytestmark = needs_browser


def test_doubtful_lines_are_answered_by_the_keyboard_alone(browser: Any, tmp_path: Path) -> None:
    doubtful = 'Ann, Ben, Tom and Ivy came in.\n\n"Somebody has been here."\n\nThey listened.\n\n"There it is again."\n\nA door slammed.\n'
    with Studio(tmp_path, tale=f"{TALE}\n{doubtful}") as studio, opened(browser, studio, "#/0/check") as page:
        page.locator(".check h2").first.wait_for()
        left = len(studio.settled()["lines"]["doubtful"])
        assert left
        page.keyboard.press("y")
        until(lambda: len(studio.settled()["lines"]["doubtful"]) == left - 1)
        page.keyboard.press("z")
        until(lambda: len(studio.settled()["lines"]["doubtful"]) == left)
        assert studio.voices.read_bytes() == VOICES
        page.keyboard.press("?")
        page.get_by_role("dialog").get_by_label("Keys are on").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("y")
        time.sleep(0.5)
        assert studio.voices.read_bytes() == VOICES


def test_two_names_that_may_be_one_are_told_apart_once_and_for_all(browser: Any, tmp_path: Path) -> None:
    tale = f"Two Names\n\n{story(17 * 'es' + 17 * 'cs')}"
    with Studio(tmp_path, tale=tale) as studio, opened(browser, studio, "#/0/check") as page:
        asked = page.get_by_role("region", name="Who may be one person").get_by_role("listitem")
        asked.first.wait_for()
        assert re.match("(Edmund may be Mr. Calloway|Mr. Calloway may be Edmund)", asked.inner_text())
        asked.get_by_role("button", name="They are two").click()
        told(page, "Saved in voices.yaml")
        asked.wait_for(state="detached")
        page.reload()
        page.locator(".check h2").first.wait_for()
        page.wait_for_load_state("networkidle")
        assert b"apart:" in studio.voices.read_bytes() and asked.count() == 0
        page.keyboard.press("z")
        asked.first.wait_for()
        assert studio.voices.read_bytes() == VOICES


def test_two_tabs_and_an_editor_see_each_other(browser: Any, studio: Studio) -> None:
    with opened(browser, studio, "#/0/cast") as one, opened(browser, studio, "#/0/script") as other:
        label = one.get_by_label("Voice of Bastian", exact=True)
        given = label.input_value()
        label.select_option("old-man")
        until(lambda: other.get_by_label("Voice of Bastian", exact=True).input_value() == "old-man")
        studio.voices.write_bytes(studio.voices.read_bytes().replace(b"old-man", b"boy"))
        until(lambda: label.input_value() == "boy")
        until(lambda: other.get_by_label("Voice of Bastian", exact=True).input_value() == "boy")
        # An editor that has not seen what was done here saves over it; it is told, and put back by a key.
        studio.voices.write_bytes(VOICES)
        until(lambda: label.input_value() == given)
        one.get_by_label("Voice of Odile", exact=True).select_option("old-man")
        until(lambda: other.get_by_label("Voice of Odile", exact=True).input_value() == "old-man")
        studio.voices.write_bytes(VOICES)
        told(one, "Another program has saved voices.yaml without what was done here: Odile: old-man.")
        one.get_by_role("button", name="Put it back").click()
        until(lambda: one.get_by_label("Voice of Odile", exact=True).input_value() == "old-man")
        until(lambda: not other.locator("#notice").is_visible())
        studio.voices.write_bytes(VOICES)
        until(lambda: studio.settled() and studio.state["lost"])


def test_what_is_typed_and_where_one_was_outlive_a_reload(browser: Any, tmp_path: Path) -> None:
    with Studio(tmp_path) as studio, opened(browser, studio) as page:
        shows_script(page)
        for _ in range(6):
            page.keyboard.press("j")
        words = page.locator(".line:focus-within .words").inner_text()
        row(page, "You hold it").locator(".who").click()
        page.get_by_label("Somebody else").fill("The caretak")
        page.reload()
        shows_script(page)
        page.keyboard.press("j")
        assert page.locator(".line:focus-within .words").inner_text() == words
        row(page, "You hold it").locator(".who").click()
        page.get_by_label("Somebody else").press("End")
        page.keyboard.type("er")
        page.keyboard.press("Enter")
        told(page, "The caretaker")
        studio.settled()
        assert studio.speaker("You hold it") == "The caretaker"
        page.evaluate("location.hash = '#/0/sound'")
        page.get_by_label("Word", exact=True).fill("Odile")
        page.get_by_label("Is said", exact=True).fill("oh-deel")
        page.reload()
        until(lambda: page.get_by_label("Is said", exact=True).input_value() == "oh-deel")
        page.get_by_role("button", name="Keep", exact=True).click()
        told(page, "Odile is said oh-deel")
        # A render in a terminal beside: it is told, this one waits, and its files are shown when it is done.
        with locked(tmp_path / "output"):
            until(lambda: page.get_by_role("button", name=re.compile("^Render")).is_disabled())
            assert str(os.getpid()) in page.get_by_label("Render", exact=True).first.inner_text()
            page.get_by_label("after a sentence").fill("0.8")
            page.get_by_label("after a sentence").press("Tab")
            told(page, "pause, sentence: 0.8 s")
        environment = {**os.environ, "NARRATE_TAKES": str(tmp_path / "takes")}
        subprocess.run(
            [sys.executable, "-m", "narrate", "render", "lamp.txt"],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )
        page.locator(".files audio").first.wait_for()


def test_a_number_between_the_steps_of_its_field_is_saved_and_one_outside_its_limits_is_not(browser: Any, studio: Studio) -> None:
    with opened(browser, studio, "#/0/sound") as page:
        field = page.get_by_role("spinbutton").first
        field.fill("0.25")
        field.press("Tab")
        until(lambda: b"0.25" in studio.voices.read_bytes())
        kept = studio.voices.read_bytes()
        field.fill("99")
        field.press("Tab")
        until(lambda: field.input_value() == "0.25")
        assert "30" in page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
        assert field.evaluate("field => field === document.activeElement") and studio.voices.read_bytes() == kept


def test_what_is_refused_is_told_beside_its_field_which_shows_what_holds(browser: Any, tmp_path: Path) -> None:
    with Studio(tmp_path) as studio, opened(browser, studio, "#/0/cast") as page:
        card = page.locator(".member", has=page.get_by_role("heading", name="Peregrine", exact=True))
        card.locator("summary").click()
        name = card.get_by_label("New name of Peregrine")
        name.fill("Odile")
        name.press("Enter")
        told(page, "There is somebody called Odile already.")
        until(lambda: name.input_value() == "Peregrine")
        assert "merge Peregrine and Odile" in card.locator(".refused").inner_text() and not violations(page)
        assert name.evaluate("field => field === document.activeElement") and name.get_attribute("aria-invalid") == "true"
        name.fill("Perry")
        assert card.locator(".refused").count() == 0
        # A file that cannot be read refuses everything; what is told of that goes when it is mended.
        studio.voices.write_bytes(VOICES + b"    cast: [\r\n")
        page.locator("#problem").wait_for()
        gender = card.get_by_label("Gender of Peregrine")
        given = gender.input_value()
        gender.focus()
        gender.select_option("female" if given != "female" else "male")
        until(lambda: card.locator(".refused").count() == 1)
        assert gender.input_value() == given and page.locator("#notice").is_visible()
        assert gender.evaluate("field => field === document.activeElement")
        studio.voices.write_bytes(VOICES)
        until(lambda: card.locator(".refused").count() == 0 and not page.locator("#notice").is_visible())
        page.complaints[:] = [one for one in page.complaints if "422" not in one]


def test_what_is_told_while_a_dialog_is_open_is_told_in_it_and_goes_with_its_cause(browser: Any, tmp_path: Path) -> None:
    with Studio(tmp_path) as studio, opened(browser, studio, "#/0/script") as page:
        row(page, "You hold it").locator(".who").click()
        dialog = page.get_by_role("dialog")
        dialog.locator("summary").click()
        speed = dialog.get_by_label("speed, ×")
        speed.fill("9")
        speed.press("Enter")
        until(lambda: speed.input_value() == "1")
        assert dialog.get_by_role("status").inner_text() and dialog.locator(".refused").count() == 1 and not violations(page)
        speed.fill("0.5")
        speed.press("Enter")
        until(lambda: "speed 0.5" in dialog.get_by_role("status").inner_text())
        assert page.evaluate(COVERED_NOTICE) is False
        assert dialog.locator(".refused").count() == 0
        dialog.get_by_role("button", name="Undo").click()
        until(lambda: studio.voices.read_bytes() == VOICES)
        page.keyboard.press("Escape")
        page.locator("body > #notice").wait_for(state="attached")
        page.evaluate("location.hash = '#/0/sound'")
        page.get_by_label("Word", exact=True).fill("Zzz")
        page.get_by_role("button", name="As it is").click()
        told(page, "does not stand in this story")
        page.get_by_label("Word", exact=True).fill("Odile")
        page.get_by_role("button", name="As it is").click()
        until(lambda: not page.locator("#notice").is_visible())
        page.complaints[:] = [one for one in page.complaints if "422" not in one]


COVERED_NOTICE = """(() => {
  const {left, top, width, height} = document.getElementById("notice").getBoundingClientRect();
  return !document.getElementById("notice").contains(document.elementFromPoint(left + width / 2, top + height / 2));
})()"""


def test_a_tab_gives_no_reasons_for_what_another_tab_did(browser: Any, tmp_path: Path) -> None:
    with Studio(tmp_path) as studio, opened(browser, studio, "#/0/cast") as page:
        bastian = page.get_by_label("Voice of Bastian", exact=True)
        bastian.wait_for()
        given, other = bastian.input_value(), studio.settled()["people"][-1]["name"]
        page.route("**/api/state", lambda route: route.fulfill(status=503))  # as if this tab were slow to look
        page.wait_for_timeout(300)
        assert studio.does("voice", who="Bastian", voice="old-man" if given != "old-man" else "boy").status == 200
        assert studio.does("gender", who=other, gender="female").status == 200
        with page.expect_response("**/edits") as answer:
            page.get_by_label("Voice of Odile", exact=True).select_option("old-woman")
            assert answer.value.status == 412
        page.unroute("**/api/state")
        told(page, "Saved in voices.yaml: Odile: old-woman.")
        until(lambda: bastian.input_value() != given)
        page.wait_for_timeout(500)
        assert "given out anew" not in page.locator("#status").inner_text()
        page.complaints[:] = [one for one in page.complaints if "503" not in one and "412" not in one]
