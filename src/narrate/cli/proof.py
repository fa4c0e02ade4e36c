"""narrate proof: are the finished files what they should be?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from narrate.cli.common import JsonOption, print_json, table


def proof(
    book: Annotated[Path, typer.Argument(help="The folder of a rendered book, or one sound file.")],
    json: JsonOption = False,
) -> None:
    """Open finished audio and measure it: it decodes, lasts as long as it should within 0.1 s, and is not silent.

    Exit code 7 when something is wrong.
    """
    from narrate.errors import StoryError
    from narrate.proofing import proof as proof_file
    from narrate.proofing import proof_book
    from narrate.units import clock

    if not book.exists():
        raise StoryError(f"{book}: no such file or folder.")
    findings = [proof_file(book, None)] if book.is_file() else proof_book(book)
    if json:
        print_json({"files": [asdict(finding) for finding in findings], "ok": not any(f.troubles for f in findings)})
    else:
        rows = [
            (
                Path(f.file).name,
                clock(f.duration_s),
                f"{f.peak_db:.1f} dB",
                f"{f.rms_db:.1f} dB",
                "; ".join(f.troubles) or "ok",
            )
            for f in findings
        ]
        print(table(rows, ("File", "Lasts", "Peak", "RMS", "")))
    if any(f.troubles for f in findings):
        raise typer.Exit(7)
