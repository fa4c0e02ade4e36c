"""How well other languages than English are read: letters of speech, words of tags that a character speaks, speakers one to one.

    python bench/languages.py ../shared/languages            # every language; or: … de ru

The folder holds `score_speech.py`, which knows how to measure, and texts with their gold under `dev/LANGUAGE/`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

from narrate import readers
from narrate.script import read_through

FLOORS = {
    "de": (0.97, 0.03, 0.60, 0.70),
    "fr": (0.93, 0.08, 0.60, 0.70),
    "es": (0.97, 0.05, 0.65, 0.75),
    "ru": (0.96, 0.03, 0.55, 0.65),
}
"""What is wanted: F1 of speech at least, share of the tags' words at most, one to one at least and in the end."""


def scorer(folder: Path) -> Any:
    """The module that measures."""
    spec = importlib.util.spec_from_file_location("score_speech", folder / "score_speech.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def counts(measure: Any, text: Path) -> Counter[str]:
    """What one text's script has right and wrong."""
    lines = [
        {"start": line.at.start, "end": line.at.end, "text": line.text, "kind": line.kind, "speaker": line.speaker or ""}
        for line in read_through(readers.read(text)).bodies()
    ]
    gold = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))
    with text.open(encoding="utf-8", newline="") as file:
        found: Counter[str] = measure.score(gold, file.read(), lines)
    return found


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", type=Path)
    words.add_argument("languages", nargs="*")
    asked = words.parse_args()
    measure = scorer(asked.folder)
    print(
        f"{'':4}{'texts':>6}{'quotations':>11}{'F1':>8}{'tags':>8}{'one to one':>11}{'turns':>8}   wanted: the first three, later"
    )
    for folder in sorted((asked.folder / "dev").iterdir()):
        if asked.languages and folder.name not in asked.languages:
            continue
        texts = sorted(folder.glob("*.txt"))
        total: Counter[str] = Counter()
        for text in texts:
            total.update(counts(measure, text))
        rates = measure.rates(total)
        wanted = "   ".join(f"{value:.2f}" for value in FLOORS.get(folder.name, ()))
        print(
            f"{folder.name:4}{len(texts):6}{total['known']:11,}{rates['F1']:8.3f}{rates['tags']:8.3f}{rates['one']:11.3f}"
            f"{rates['turns']:8.3f}   {wanted}",
            flush=True,
        )


if __name__ == "__main__":
    main()
