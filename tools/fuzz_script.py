"""Reads stories that were shuffled, cut and recased, and tells where the script department crashes or loses a character.

python tools/fuzz_script.py [--texts 2000] [--seed 0] STORY...
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from narrate import readers, script
from narrate.errors import StoryError

MOST = 40
"""Paragraphs of a text: where it is short, odd things stand close together."""
_MARKS = "“”\"‘’'.,;:!?—…"


def duplicated(paragraphs: list[str], chance: random.Random) -> list[str]:
    """Some paragraphs several times."""
    return [p for p in paragraphs for _ in range(chance.choice((1, 1, 1, 2, 3)))]


def shuffled(paragraphs: list[str], chance: random.Random) -> list[str]:
    """The paragraphs in another order."""
    return chance.sample(paragraphs, len(paragraphs))


def cut(paragraphs: list[str], chance: random.Random) -> list[str]:
    """Paragraphs that begin and end anywhere."""
    ends = [sorted(chance.choices(range(len(p) + 1), k=2)) for p in paragraphs]
    return [p[a:b] for p, (a, b) in zip(paragraphs, ends, strict=True)]


def recased(paragraphs: list[str], chance: random.Random) -> list[str]:
    """Paragraphs in capitals, in small letters, or with every word capitalised."""
    return [chance.choice((str.upper, str.lower, str.title, str.swapcase, str.strip))(p) for p in paragraphs]


def unmarked(paragraphs: list[str], chance: random.Random) -> list[str]:
    """Paragraphs that have lost some of their marks."""
    lost = set(chance.sample(_MARKS, 5))
    return ["".join(c for c in p if c not in lost) for p in paragraphs]


def swapped(paragraphs: list[str], chance: random.Random) -> list[str]:
    """Paragraphs whose words stand in another order."""
    return [" ".join(chance.sample(words, len(words))) for p in paragraphs for words in [p.split()]]


CHANGES: tuple[Callable[[list[str], random.Random], list[str]], ...] = (duplicated, shuffled, cut, recased, unmarked, swapped)


def changed(story: str, chance: random.Random) -> str:
    """A stretch of the story with one to three changes."""
    paragraphs = [p for p in re.split(r"\n\s*\n", story) if p.strip()]
    start = chance.randrange(max(1, len(paragraphs) - 1))
    paragraphs = paragraphs[start : start + chance.randint(1, MOST)]
    for change in chance.sample(CHANGES, chance.randint(1, 3)):
        paragraphs = change(paragraphs, chance)
    return "\n\n".join(paragraphs)


def fault_of(text: str, folder: Path) -> str:
    """What is wrong with the script of a text, or nothing."""
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        found = script.read_through(readers.read(path))
    except StoryError:
        return ""
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        return traceback.format_exc(limit=-2)
    return "" if script.coverage(found) == 1.0 else f"coverage {script.coverage(found):.4f}"


def main() -> int:
    """Print each kind of fault once, with the text that shows it, and a summary; 1 if there were any."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("stories", nargs="+", type=Path)
    words.add_argument("--texts", type=int, default=2000)
    words.add_argument("--seed", type=int, default=0)
    asked = words.parse_args()
    stories = [readers.read(path).text for path in asked.stories]
    chance = random.Random(asked.seed)
    faults: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(asked.texts):
            text = changed(chance.choice(stories), chance)
            if fault := fault_of(text, Path(folder)):
                if fault not in faults:
                    print(f"{fault}\n{text[:2000]!r}\n", flush=True)
                faults[fault] += 1
    took = time.monotonic() - began
    print(f"{asked.texts:,} texts of {len(stories)} stories in {took:.0f} s: {faults.total()} faults of {len(faults)} kinds")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
