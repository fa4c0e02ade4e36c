"""narrate proof: are the finished files what they should be?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from narrate.cli.common import JsonOption, print_json, table


def proof(
    book: Annotated[Path, typer.Argument(help="The folder of a rendered book, or one sound file.")],
    spec: Annotated[
        str | None,
        typer.Option("--spec", help="The delivery to hold it against: own or acx.", show_default="what it was made for"),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Open finished audio and measure it: it decodes, lasts as long as it should within 0.1 s, and is not silent.

    With --spec acx also: codec, sample rate, bit rate, RMS, peak, noise floor, head, tail and length, as Audible asks.
    Exit code 7 when something is wrong.
    """
    from narrate.deliveries import OWN, delivery
    from narrate.errors import StoryError
    from narrate.proofing import proof as proof_file
    from narrate.proofing import proof_book, read_report
    from narrate.units import clock

    if not book.exists():
        raise StoryError(f"{book}: no such file or folder.")
    if book.is_file():
        findings = [proof_file(book, None, None, delivery(spec or OWN).limits)]
    else:
        report = read_report(book)
        findings = proof_book(book, report, delivery(spec or str(report.get("delivery", OWN))).limits)
    if json:
        print_json({"files": [asdict(finding) for finding in findings], "ok": not any(f.troubles for f in findings)})
    else:
        rows = [
            (
                Path(f.file).name,
                clock(f.duration_s),
                f"{f.peak_db:.1f} dB",
                f"{f.rms_db:.1f} dB",
                f"{f.floor_db:.1f} dB",
                "; ".join(f.troubles) or "ok",
            )
            for f in findings
        ]
        print(table(rows, ("File", "Lasts", "Peak", "RMS", "Floor", "")))
    if any(f.troubles for f in findings):
        raise typer.Exit(7)
