"""Tags that name who speaks."""

from __future__ import annotations

from tests.script.scripts import script


def test_nobody_is_sure_of_a_line_whose_tag_names_somebody_unknown() -> None:
    text = "Ann and Tom sat by the fire.\n\n“It is late,” said Ann.\n\n“It is,” said Tom.\n\n“Very late,” said another."
    sure = [line.confidence for line in script(text).bodies() if line.kind == "dialogue"]
    assert sure[2] <= 0.74 < min(sure[:2])
