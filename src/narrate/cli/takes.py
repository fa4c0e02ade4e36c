"""narrate takes: the recorded takes, their size, their health, and what can go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from narrate.cli.common import JsonOption, print_json


def takes(
    verify: Annotated[bool, typer.Option("--verify", help="Read every byte; damaged takes are removed.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Delete the takes that no book in --out needs.")] = False,
    out: Annotated[Path, typer.Option("--out", help="Where the rendered books are, for --prune.")] = Path("output"),
    json: JsonOption = False,
) -> None:
    """Show the take store: what was recorded once and is used again.

    A take is one sentence in one voice. Deleting takes loses nothing but time: they are recorded again when needed.
    """
    from narrate.produce import Options, needed_takes, takes_folder
    from narrate.takes import TakeStore

    store = TakeStore(takes_folder(Options()))
    told: dict[str, object] = {"folder": str(store.folder)}
    if prune:
        told["pruned"] = store.prune(needed_takes(out))
    if verify:
        keys = store.keys()
        damaged = [key for key in keys if store.get(key) is None]
        told |= {"verified": len(keys), "damaged": len(damaged)}
    keys = store.keys()
    told |= {"takes": len(keys), "bytes": sum(store.path(key).stat().st_size for key in keys)}
    if json:
        print_json(told)
        return
    print(f"{told['folder']}: {told['takes']:,} takes, {int(str(told['bytes'])) / 1e6:,.1f} MB")
    if verify:
        print(f"  {told['verified']:,} read to the end; {told['damaged']} damaged and removed")
    if prune:
        print(f"  {told['pruned']} files that no book in {out} needs were deleted")
