"""Time and memory of a story once, four and sixteen times over.

python bench/length.py seeds/000_d9976fa03d9e50f4.txt
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from watching import render


def by_length(story: Path) -> None:
    """Time and memory of 1, 4 and 16 times a text, each in four chapters, so that both cores write from the first one on."""
    paragraphs = story.read_text(encoding="utf-8").split("\n\n")
    quarter = -(-len(paragraphs) // 4)
    chapters = ["\n\n".join(paragraphs[at : at + quarter]) for at in range(0, len(paragraphs), quarter)]
    print("| length | seconds | × the first | MB, all processes | takes |\n|---|---|---|---|---|")
    least = 0.0
    for times in (1, 4, 16):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            book = folder / "story.txt"
            texts = [text.replace("the ", f"the {n} ") for n in range(times) for text in chapters]
            book.write_text("\n\n".join(f"CHAPTER {n}\n\n{text}" for n, text in enumerate(texts, 1)), encoding="utf-8")
            spent, report, peak = render(book, folder)
            least = least or spent
            recorded = report["books"][0]["takes"]["recorded"]
            print(f"| {times}× | {spent:.1f} | {spent / least:.1f} | {peak:.0f} | {recorded:,} |", flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("story", type=Path)
    by_length(options.parse_args().story)
