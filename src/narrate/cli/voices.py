"""narrate voices: what can be heard."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from narrate.cli.common import JsonOption, print_json, table


def voices(
    engine: Annotated[str | None, typer.Option("--engine", help="Only this engine's.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Also the voices without a name in the palette.")] = False,
    json: JsonOption = False,
) -> None:
    """List the voices of every installed engine.

    The names of the palette are the same for every engine. Any other voice is written engine:name, as in
    pyttsx3:gmw/en-us+Andy. Hear one with: narrate audition NAME --play
    """
    from narrate.config import did_you_mean
    from narrate.engines import engine_names, missing_engines
    from narrate.engines.booth import Booth
    from narrate.errors import ConfigError

    if engine is not None and engine not in engine_names():
        raise ConfigError(f"There is no engine “{engine}”{did_you_mean(engine, engine_names())}.")
    found = {}
    missing = missing_engines() if engine is None else {}
    for name in [engine] if engine else [n for n in engine_names() if n not in missing]:
        with Booth(name) as booth:
            found[name] = booth.voices()
    if json:
        print_json({name: [asdict(entry) for entry in entries] for name, entries in found.items()})
        return
    for name, entries in found.items():
        print(f"{name}:")
        shown = [e for e in entries if e.palette or all_]
        rows = [(f"  {e.palette or '-'}", e.gender, e.age, f"{name}:{e.name}", e.note) for e in shown]
        print(table(rows, ("  Palette", "Gender", "Age", "Voice", "")))
        if len(shown) < len(entries):
            print(f"  and {len(entries) - len(shown)} more: narrate voices --engine {name} --all")
        print()
    for told in missing.values():
        print(told)
