"""How well narrate finds the speakers of short stories: the scenes of tools/scenes/held_back, from which nothing has learned.

python bench/scenes.py          a line for each scene, one to one: the best map from our voices to the scene's people
python bench/scenes.py FOLDER   of other scenes, with their speakers in double square brackets (tools/stories.py)

Needs SciPy (the extra `train`).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from narrate.script.attribute import attribute
from narrate.script.corrections import Corrections

TOOLS = Path(__file__).parent.parent / "tools"
sys.path.insert(0, str(TOOLS))
import stories  # noqa: E402


def pairs(path: Path) -> Counter[tuple[str, str]]:
    """How often each of our voices speaks for each person of a scene, by quotations."""
    book, speakers = stories.book(path)
    lines = [line for line in attribute(book, Corrections()).bodies() if line.speaker]
    voices = {place: line.speaker for line in lines for place in range(line.at.start, line.at.end)}
    found: Counter[tuple[str, str]] = Counter()
    for start, end, who in speakers:
        heard = Counter(voices[place] for place in range(start, end) if voices.get(place))
        found[heard.most_common(1)[0][0] if heard else "", who] += 1
    return found


def right(found: Counter[tuple[str, str]]) -> int:
    """The quotations whose voice is that of their speaker, if every voice is given to one person."""
    voices, people = sorted({voice for voice, _ in found}), sorted({who for _, who in found})
    counts = np.array([[found[voice, who] for who in people] for voice in voices])
    return int(counts[linear_sum_assignment(-counts)].sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="?", type=Path, default=TOOLS / "scenes/held_back")
    every: Counter[str] = Counter()
    print("| scene | quotations | right |\n|---|---|---|")
    for path in sorted(parser.parse_args().scenes.glob("*.txt")):
        found = pairs(path)
        every += Counter(quotations=found.total(), right=right(found))
        print(f"| {path.stem} | {found.total()} | {right(found) / found.total():.2f} |", flush=True)
    print(f"| all | {every['quotations']} | {every['right'] / max(1, every['quotations']):.3f} |")


if __name__ == "__main__":
    main()
