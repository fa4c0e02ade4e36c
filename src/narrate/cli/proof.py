"""narrate proof: are the finished files what they should be?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrate.cli.common import JsonOption, print_json
from narrate.cli.display import say, show_table
from narrate.cli.progress import waiting

if TYPE_CHECKING:
    from narrate.proofing import Finding

_HEADS = ("File", "Lasts", "Peak dB", "RMS dB", "Floor dB", "Loudness LUFS", "True peak dB", "Spread LU", "")


def proof(
    book: Annotated[Path, typer.Argument(help="A folder of rendered books, one of a book, or one sound file.")],
    spec: Annotated[
        str | None,
        typer.Option(
            "--spec", help="The delivery to hold it against: listening, acx, podcast, raw.", show_default="what it was made for"
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Open finished audio and measure it.

    Every file decodes, lasts as long as it should within 0.1 s, is not silent, and lists its chapters if it holds several.
    With --spec acx also: codec, sample rate, bit rate, RMS, peak, noise floor, head, tail and length, as Audible asks.
    What is there is proofed, and what is missing is said. Exit code 7 when something is wrong.

    \b
    Examples:
      narrate proof output                           every book in every format
      narrate proof "output/mp3/Ann Bell/My Story"   one book's MP3s
      narrate proof output/mp3 --spec acx            all MP3s, as Audible asks
    """
    from narrate.errors import StoryError

    if not book.exists():
        raise StoryError(f"{book}: no such file or folder.")
    with waiting("Listening", quiet=json):
        found = _proofed(book, spec)
    findings = [finding for _, of_book in found for finding in of_book]
    wrong = any(f.troubles for f in findings) or any(told.get("report") is False for told, _ in found)
    if json:
        print_json({"files": [asdict(f) for f in findings], "books": [told for told, _ in found], "ok": not wrong})
    else:
        for told, of_book in found:
            _show(told, of_book)
    if wrong:
        raise typer.Exit(7)


def _proofed(book: Path, spec: str | None) -> list[tuple[dict[str, Any], list[Finding]]]:
    """What is to tell of one file, or of every book in a folder, each with its files."""
    from narrate.deliveries import LISTENING, delivery
    from narrate.proofing import books
    from narrate.proofing import proof as proof_file

    if book.is_file():
        one = proof_file(book, None, None, delivery(spec or LISTENING).limits)
        return [({"book": str(book), "missing": [], "complete": True}, [one])]
    return [_of_book(home, within, spec) for home, within in books(book)]


def _of_book(folder: Path, within: Path | None, spec: str | None) -> tuple[dict[str, Any], list[Finding]]:
    """What is to tell of a book, and each of its files."""
    from narrate.deliveries import LISTENING, delivery
    from narrate.proofing import proof as proof_file
    from narrate.proofing import proof_book, read_report, sounds

    report = read_report(folder)
    if report is None:
        limits = delivery(spec or LISTENING).limits
        result: dict[str, Any] = {"book": str(folder), "missing": [], "complete": False, "report": False}
        return result, [proof_file(file, None, None, limits) for file in sounds(folder)]
    missing, complete = report.get("missing", []), bool(report.get("complete"))
    limits = delivery(spec or str(report.get("delivery", LISTENING))).limits
    return {"book": str(folder), "missing": missing, "complete": complete}, proof_book(folder, report, limits, within)


def _show(report: dict[str, Any], findings: list[Finding]) -> None:
    from narrate.produce.plan import spelled

    rows = [(Path(f.file).name, *_measured(f), "WRONG" if f.troubles else "ok") for f in findings]
    show_table(rows, _HEADS)
    for f in findings:
        if f.troubles:
            say(f"{Path(f.file).name}: {'; '.join(f.troubles)}")
    if report.get("report") is False:
        say(f"{report['book']}: there is no report.json, so it is not known what should be here. Render it again to the end.")
    elif report["missing"]:
        say(f"Missing: {spelled(report['missing'])}. narrate render makes what is not there.")
    elif not report["complete"]:
        say("The render was not complete: report.json says why, and narrate render goes on.")


def _measured(f: Finding) -> tuple[str, ...]:
    """The cells of a file under `_HEADS`; empty where there was nothing to measure."""
    from narrate.units import clock

    if not f.duration_s:
        return ("",) * (len(_HEADS) - 2)
    spread = "" if f.spread_lu is None else f"{f.spread_lu:.1f}"
    levels = (f.peak_db, f.rms_db, f.floor_db, f.loudness_lufs, f.true_peak_db)
    return (clock(f.duration_s), *(f"{level:.1f}" for level in levels), spread)
