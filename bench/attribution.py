"""How well narrate finds speakers, and how fast: the tables of docs/notebook/attribution.md.

    python bench/attribution.py ../shared/pdnc ../shared/litbank          everything, about forty minutes on two cores
    python bench/attribution.py ../shared/pdnc ../shared/litbank --scripts DIR     cross-validated scripts made before

PDNC's novels are predicted by weights that never saw their author (tools/train_attribution.py --cross); LitBank's books by
the weights of the package. The scorers, score_pdnc.py and score_litbank.py, stand beside the data.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter
from multiprocessing import Pool
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BASELINES = "Same scorer, same novels: BookNLP 0.58, rules alone 0.71, a trained ranker with turn decoding 0.742."
BINS = 10
SUREST = 0.95
OFTEN, SECOND = 10, 3
"""Quotations from which on the gender of a voice counts, and a second voice."""
GENDERS = {"M": "male", "F": "female"}
KINDS = {"said": "explicit", "I said": "explicit", "introduced": "explicit", "pronoun": "anaphoric"}
"""What kind of quotation a line is by the rule that its script gives for it; all others have no tag."""


def scorer(data: Path, name: str) -> Any:
    """The scorer that stands beside the data, as a module."""
    spec = importlib.util.spec_from_file_location(name, data.parent / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def script(job: tuple[Path, Path]) -> None:
    """One book through the command line, into one file."""
    book, out = job
    made = subprocess.run([sys.executable, "-m", "narrate", "script", str(book), "--json"], capture_output=True, check=True)
    out.write_bytes(made.stdout)


def calibration(pdnc: Path, scripts: Path) -> None:
    """Expected calibration error over all quotations and by their kinds: what is said to be so sure, against how often it is
    right."""
    score = scorer(pdnc, "score_pdnc")
    seen: list[tuple[str, float, bool]] = []
    for novel in sorted(p for p in pdnc.iterdir() if p.is_dir()):
        _, quotes, *_ = score.load_gold(str(novel))
        gold = [(q["spans"][0][0], q["gold"], q["type"].lower()) for q in quotes if q["gold"] is not None]
        seen += _sureness(score, scripts / f"{novel.name}.json", gold)
    _print_bins([(sure, right) for _, sure, right in seen])
    _print_kinds(seen)


def calibration_of_books(litbank: Path, scripts: Path) -> None:
    """The same of books whose gold the weights never saw; the kind of a quotation is that of the evidence found for it."""
    score = scorer(litbank, "score_pdnc")
    seen: list[tuple[str, float, bool]] = []
    for book in sorted(litbank.glob("*.json")):
        gold = [(q["start"], q["speaker"], "") for q in json.loads(book.read_text())["quotations"]]
        seen += _sureness(score, scripts / book.name, gold)
    _print_kinds(seen)


def _sureness(score: Any, script: Path, gold: list[tuple[int, Any, str]]) -> list[tuple[str, float, bool]]:
    """Of each gold quotation its kind, how sure the script is of its speaker, and whether that is right, one voice a person."""
    pairs = _paired(script, gold)
    counts: dict[tuple[str, Any], int] = {}
    for _, name, speaker, _ in pairs:
        counts[name, speaker] = counts.get((name, speaker), 0) + 1
    named = score.hungarian(counts)
    return [(kind, sure, named.get(name) == speaker) for kind, name, speaker, sure in pairs]


def voices(pdnc: Path, scripts: Path) -> None:
    """One person, one voice: for each novel how many quotations are said by a voice that mostly is that person (purity), how many
    by a person's second voice, and which voices of ten quotations and more have another gender than the person."""
    score = scorer(pdnc, "score_pdnc")
    print("\n## Voices\n\n| novel | purity | second voices | quotations in them | wrong gender |\n|---|---|---|---|---|")
    for novel in sorted(p for p in pdnc.iterdir() if p.is_dir()):
        _, quotes, people, *_ = score.load_gold(str(novel))
        gold = [(q["spans"][0][0], q["gold"], "") for q in quotes if q["gold"] is not None]
        counts = Counter((name, who) for _, name, who, _ in _paired(scripts / f"{novel.name}.json", gold))
        said = Counter(name for name, _ in counts.elements())
        mostly = {name: max((n, str(who), who) for (voice, who), n in counts.items() if voice == name) for name in said}
        biggest = {
            who: max((n, name) for name, (n, owner, _) in mostly.items() if owner == who)[1] for _, who, _ in mostly.values()
        }
        second = [name for name, (n, who, _) in mostly.items() if name != biggest[who] and n >= SECOND]
        pure = sum(n for n, *_ in mostly.values()) / sum(said.values())
        known = {name: GENDERS.get(people[who]["gender"]) for name, (_, _, who) in mostly.items() if isinstance(who, int)}
        made = {c["name"]: c["gender"] for c in json.loads((scripts / f"{novel.name}.json").read_text())["characters"]}
        wrong = [
            name for name, gender in known.items() if said[name] >= OFTEN and gender and made[name] not in (gender, "unknown")
        ]
        print(f"| {novel.name} | {pure:.3f} | {len(second)} | {sum(said[name] for name in second)} | {', '.join(wrong) or '-'} |")


def _paired(script: Path, gold: list[tuple[int, Any, str]]) -> list[tuple[str, str, Any, float]]:
    """Of each gold quotation that a line covers: its kind, who says it in the script and in truth, and how sure the script is."""
    made = json.loads(script.read_text())
    lines = [line for chapter in made["chapters"] for line in chapter["lines"] if line["kind"] == "dialogue"]
    starts = [line["start"] for line in lines]
    pairs = []
    for start, speaker, kind in gold:
        line = lines[max(0, bisect_right(starts, start) - 1)]
        if line["start"] <= start < line["end"]:
            pairs.append((kind or KINDS.get(line["rule"], "untagged"), line["speaker"], speaker, line["confidence"]))
    return pairs


def _print_bins(seen: list[tuple[float, bool]]) -> None:
    print("\n## Calibration\n\n| said to be sure | quotations | right |\n|---|---|---|")
    for part in _bins(seen):
        sure, right = (sum(x[n] for x in part) / len(part) for n in (0, 1))
        print(f"| {sure:.2f} | {len(part):,} | {right:.2f} |")
    print(f"\nexpected calibration error {_error(seen):.3f} over {len(seen):,} quotations")


def _print_kinds(seen: list[tuple[str, float, bool]]) -> None:
    print("\n| quotations | number | said to be sure | right | expected calibration error | of those 95 % sure, right |")
    print("|---|---|---|---|---|---|")
    for kind in sorted({kind for kind, *_ in seen}):
        part = [(sure, right) for of, sure, right in seen if of == kind]
        sure, right = (sum(x[n] for x in part) / len(part) for n in (0, 1))
        surest = [right for sure, right in part if sure >= SUREST]
        share = f"{sum(surest) / len(surest):.2f}" if surest else "-"
        print(f"| {kind} | {len(part):,} | {sure:.2f} | {right:.2f} | {_error(part):.3f} | {share} of {len(surest):,} |")


def _bins(seen: list[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    parts = [[(s, r) for s, r in seen if low <= s * BINS < low + 1 or (low == BINS - 1 and s == 1.0)] for low in range(BINS)]
    return [part for part in parts if part]


def _error(seen: list[tuple[float, bool]]) -> float:
    return sum(abs(sum(s for s, _ in part) - sum(r for _, r in part)) for part in _bins(seen)) / len(seen)


def growth(novel: Path) -> None:
    """Time and memory of 1, 2, 4 and 8 times the same novel."""
    text = (novel / "novel_text.txt").read_text(encoding="utf-8")
    print(f"\n## {novel.name}, {len(text.split()):,} words, one core\n")
    print("| length | seconds | × the first | peak MB |\n|---|---|---|---|")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for times in (1, 2, 4, 8):
            book = Path(folder) / "book.txt"
            book.write_text("\n\n".join([text] * times), encoding="utf-8")
            began = time.perf_counter()
            script((book, Path(folder) / "book.json"))
            spent = time.perf_counter() - began
            first = first or spent
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"| {times}× | {spent:.1f} | {spent / first:.1f} | {peak:.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdnc", type=Path)
    parser.add_argument("litbank", type=Path)
    parser.add_argument("--scripts", type=Path, help="scripts made before by tools/train_attribution.py --cross")
    args = parser.parse_args()
    growth(args.pdnc / "MansfieldPark")
    with tempfile.TemporaryDirectory() as folder:
        scripts = args.scripts or Path(folder) / "cross"
        if not args.scripts:
            trainer = HERE.parent / "tools/train_attribution.py"
            subprocess.run([sys.executable, str(trainer), str(args.pdnc), "--cross", str(scripts)], check=True)
        print(f"\n## PDNC, author-disjoint\n\n{BASELINES}\n", flush=True)
        tool = [sys.executable, str(args.pdnc.parent / "score_pdnc.py"), "--root", str(args.pdnc)]
        subprocess.run([*tool, "--scripts-dir", str(scripts)], check=True)
        voices(args.pdnc, scripts)
        calibration(args.pdnc, scripts)
        books = Path(folder) / "litbank"
        books.mkdir()
        jobs = [(book, books / f"{book.stem}.json") for book in sorted(args.litbank.glob("*.txt"))]
        with Pool(2) as pool:
            pool.map(script, jobs, chunksize=1)
        print("\n## LitBank, whole books in their own typography\n", flush=True)
        tool = [sys.executable, str(args.litbank.parent / "score_litbank.py"), "--gold", str(args.litbank)]
        subprocess.run([*tool, "--scripts-dir", str(books)], check=True)
        calibration_of_books(args.litbank, books)


if __name__ == "__main__":
    main()
