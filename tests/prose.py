"""Golden cases as prose: `=== title`, the input, `---`, the expected lines. Adding one needs no Python."""

from __future__ import annotations

from pathlib import Path

_WORDS = "the lamp was lit and nobody came down to the long road by the sea that winter when she left"
WORDS = tuple(_WORDS.split(" "))
"""What made-up sentences are drawn from."""
FOLDER = Path(__file__).parent / "cases"


def load(name: str) -> list[tuple[str, str, list[str]]]:
    """(title, input, expected lines) of every case in a file."""
    found = []
    for part in (FOLDER / name).read_text(encoding="utf-8").split("\n=== ")[0:]:
        part = part.removeprefix("=== ")
        if not part.strip() or part.startswith("#"):
            continue
        title, _, rest = part.partition("\n")
        text, _, expected = rest.partition("\n---\n")
        found.append((title.strip(), text.strip("\n"), [line for line in expected.split("\n") if line.strip()]))
    return found
