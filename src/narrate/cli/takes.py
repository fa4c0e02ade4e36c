"""narrate takes: the recorded takes, their size, their health, and what can go."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrate.cli.common import JsonOption, print_json
from narrate.cli.display import counted, say
from narrate.cli.progress import waiting

if TYPE_CHECKING:
    from narrate.produce.register import Pruning
    from narrate.takes import TakeStore

_EXAMPLES = 5


def takes(
    verify: Annotated[bool, typer.Option("--verify", help="Read every byte; damaged takes are removed.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Delete the takes that no rendered book needs; asks first.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --prune: say what would go, and delete nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --prune: delete without asking.")] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="With --prune: books whose folder is gone need nothing any more.")
    ] = False,
    out: Annotated[Path, typer.Option("--out", help="Books to keep besides those the store knows of.")] = Path("output"),
    json: JsonOption = False,
) -> None:
    """Show the take store: what was recorded once and is used again.

    A take is one sentence in one voice. The store knows the folder of every book that was rendered with it, wherever that
    is; --prune deletes only what none of them needs. Deleting takes loses nothing but time: they are recorded again.

    \b
    Examples:
      narrate takes                    how many there are, and how large
      narrate takes --prune --dry-run  what could go
      narrate takes --prune            let it go, after a question
    """
    from narrate.produce.plan import Options, takes_folder
    from narrate.takes import TakeStore

    store = TakeStore(takes_folder(Options()))
    facts: dict[str, Any] = {"folder": str(store.folder)}
    if prune or dry_run:
        facts |= _prune(store, out, (forget, dry_run, yes), quiet=json)
    if verify:
        facts |= _verify(store, quiet=json)
    sizes = store.sizes()
    facts |= {"takes": len(sizes), "bytes": sum(sizes.values())}
    if json:
        print_json(facts)
        return
    say(f"{facts['folder']}: {counted(facts['takes'], 'take')}, {_megabytes(facts['bytes'])}")


def _verify(store: TakeStore, *, quiet: bool) -> dict[str, Any]:
    """Read every take; damaged ones are removed as they are found."""
    keys = store.keys()
    with waiting("Reading the takes", quiet=quiet):
        found = [take.stand_in if (take := store.get(key)) else None for key in keys]
    damaged, stand_ins = found.count(None), sum(map(bool, found))
    if not quiet:
        say(f"{counted(len(keys), 'take')} read to the end; {damaged} damaged and removed")
    if stand_ins and not quiet:
        say(
            f"{counted(stand_ins, 'stand-in')} among them, for lines that an engine could not speak as it should; "
            "the next render of the book tries again"
        )
    return {"verified": len(keys), "damaged": damaged, "stand_ins": stand_ins}


def _prune(store: TakeStore, out: Path, how: tuple[bool, bool, bool], *, quiet: bool) -> dict[str, Any]:
    """Delete what no book needs, if that is really wanted; what was found and done, for --json."""
    from narrate.errors import ConfigError
    from narrate.produce.register import Register, pruning

    forget, dry_run, yes = how
    register = Register(store)
    found = pruning(register, out, forget=forget)
    if not found.books and not found.vanished:
        raise ConfigError(
            f"No rendered book is known to the take store, and there is none in {out}: then every take would go. "
            "Nothing was deleted. Name the folder of your books with --out, or delete the store's folder yourself: "
            f"{store.folder}"
        )
    if not quiet:
        _show(found, forget=forget)
    facts = {
        "books": [str(folder) for folder in found.books],
        "vanished": [str(entry.folder) for entry in found.vanished],
        "unneeded": len(found.unneeded),
        "unneeded_bytes": sum(found.unneeded.values()),
        "pruned": 0,
    }
    if dry_run or not (_confirmed(found, yes=yes) if found.unneeded else yes or forget):
        return facts
    if forget:
        register.forget(found.vanished)
    still = pruning(register, out, forget=forget).unneeded  # a render may have begun while somebody was asked
    gone = facts["pruned"] = store.delete(key for key in found.unneeded if key in still)
    if not quiet:
        say(f"Deleted: {counted(gone, 'take')}.")
    return facts


def _confirmed(pruning: Pruning, *, yes: bool) -> bool:
    from narrate.errors import ConfigError

    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ConfigError(
            f"{counted(len(pruning.unneeded), 'take')} would be deleted, and nobody is there to ask. "
            "Say --yes to delete them, --dry-run to see them."
        )
    agreed = typer.confirm("Delete them?")
    if not agreed:
        say("Nothing was deleted.")
    return agreed


def _show(pruning: Pruning, *, forget: bool) -> None:
    say(f"Needed by {counted(len(pruning.books), 'book')}: {counted(pruning.needed, 'take')}")
    for folder in pruning.books:
        say(str(folder), indent=2)
    for entry in pruning.vanished:
        fate = "it is forgotten" if forget else "its takes are kept (--forget lets them go)"
        say(f"The folder of a book is gone: {entry.folder}; {fate}.")
    if not pruning.unneeded:
        say("No take is without a book.")
        return
    say(f"Needed by none: {counted(len(pruning.unneeded), 'take')}, {_megabytes(sum(pruning.unneeded.values()))}", end="")
    examples = [pruning.words[key] for key in pruning.unneeded if key in pruning.words][:_EXAMPLES]
    say(", such as:" if examples else ".")
    for text, voice in examples:
        say(f"“{text}” ({voice})", indent=2)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
