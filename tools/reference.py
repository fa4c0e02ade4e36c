"""Write the parts of the documentation that the program knows itself, and voices.schema.json.

    python tools/reference.py

A page says where such a part stands: between `<!-- generated: NAME -->` and `<!-- end -->`. The rest of the page is written
by hand. A test holds the pages against what this would write.
"""

from __future__ import annotations

import inspect
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer.main

from narrate import config, errors
from narrate.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "narrate"
PAGES = sorted((ROOT / "docs").rglob("*.md"))
SCHEMA = ROOT / "voices.schema.json"
_PART = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def command_line() -> str:
    """Every command as its --help tells it, whichever version of Typer draws that."""
    return "\n".join(_commands(typer.main.get_command(app), "")).rstrip() + "\n"


def _commands(group: Any, above: str) -> Iterator[str]:
    for name, command in group.commands.items():
        path = f"{above} {name}".strip()
        yield _command(command, path)
        if hasattr(command, "commands"):
            yield from _commands(command, path)


def _command(command: Any, path: str) -> str:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option" and "--help" not in param.opts]
    usage = " ".join(["narrate", path, *(_argument(one) for one in arguments), *(["[OPTIONS]"] if options else [])])
    rows = [(f"`{_argument(one)}`", one.help or "", "") for one in arguments]
    rows += [(f"`{_option(one)}`", one.help or "", _otherwise(one)) for one in options]
    parts = [
        f"## narrate {path}",
        f"```\n{usage}\n```",
        *_paragraphs(command.help or ""),
        _table(("", "", "when left out"), rows),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _argument(param: Any) -> str:
    name = (param.metavar or param.name).upper()
    return f"[{name}{'…' if param.nargs == -1 else ''}]" if not param.required else name


def _option(param: Any) -> str:
    names = sorted(param.opts, key=len, reverse=True)
    return ", ".join(names) + ("" if param.is_flag else f" {names[0].lstrip('-').upper()}")


def _otherwise(param: Any) -> str:
    """What holds without the option."""
    if isinstance(param.show_default, str):
        return param.show_default
    return f"`{param.default}`" if param.default not in (None, False) else ""


def _paragraphs(text: str) -> Iterator[str]:
    """Help text as Markdown; after a \\b it keeps its lines, as on the screen."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith("\b"):
            example = paragraph.removeprefix("\b\n")
            yield f"```\n{example}\n```"
        else:
            yield " ".join(paragraph.split()).replace("<", r"\<")


def voices_yaml() -> str:
    """Every table of voices.yaml, from its schema's descriptions."""
    schema = config.schema()
    parts = ["## The file", _settings(schema)]
    for name, title in _TABLES.items():
        table = schema["$defs"][name]
        parts += [f"## {title}", table["description"], _settings(table)]
    return "\n\n".join(parts) + "\n"


_TABLES = {
    "StoryTable": "Under `stories`",
    "VoiceTable": "A voice",
    "NarratorTable": "A story's `narrator`",
    "LineTable": "A line, under `lines`",
    "PauseTable": "Under `pauses`",
    "CreditsTable": "Under `credits`",
    "MusicTable": "Under `music`",
    "SeriesTable": "A story's `series`",
}


def _settings(table: Mapping[str, Any]) -> str:
    known = table["properties"].items()
    rows = [(f"`{name}`", kind.get("description", ""), _values(kind), _default(kind)) for name, kind in known]
    return _table(("setting", "what it is", "values", "when left out"), rows)


def _values(kind: Mapping[str, Any]) -> str:
    """What may stand there, in words."""
    if "anyOf" in kind:
        return " or ".join(_values(one) for one in kind["anyOf"] if one.get("type") != "null")
    if "$ref" in kind:
        return {"VoiceTable": "a voice's table", "NarratorTable": "a table"}.get(kind["$ref"].rpartition("/")[2], "a table")
    if "enum" in kind:
        return ", ".join(f"`{value}`" for value in kind["enum"])
    if kind["type"] in ("number", "integer"):
        return f"{kind['minimum']:,.10g} to {kind['maximum']:,.10g}"
    if kind["type"] == "boolean":
        return "`true`, `false`"
    if kind["type"] == "array":
        return f"a list: {_values(kind['items'])}"
    if kind["type"] == "object":
        names = kind.get("propertyNames", {})
        return f"{_values(names) if 'enum' in names else 'name'} → {_values(kind['additionalProperties'])}"
    return "text"


def _default(kind: Mapping[str, Any]) -> str:
    value = kind.get("default")
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`" if value else ""


def defaults() -> str:
    """The settings that hold where voices.yaml says nothing."""
    return f"```yaml\n{(SOURCE / 'defaults.yaml').read_text(encoding='utf-8')}```\n"


def exit_codes() -> str:
    """Every kind of error and the code it ends the program with."""
    found = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.NarrateError)]
    kinds = sorted(found, key=lambda kind: kind.exit_code)
    rows = [("0", "", "Done.")]
    rows += [(str(kind.exit_code), f"`{kind.__name__}`", inspect.cleandoc(kind.__doc__ or "")) for kind in kinds]
    return _table(("code", "error", "when"), rows) + "\n"


def layers() -> str:
    """What import-linter holds: who stands on whom."""
    return _layers("narrate")


def script_layers() -> str:
    """The same inside the script department."""
    return _layers("narrate.script")


def _layers(container: str) -> str:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (layered,) = [one for one in contracts if one.get("containers") == [container]]
    return "\n".join(["```", *layered["layers"], "```"]) + "\n"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    lines = [heads, tuple("---" for _ in heads), *(tuple(_cell(text) for text in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


PARTS: dict[str, Callable[[], str]] = {
    "command-line": command_line,
    "voices-yaml": voices_yaml,
    "defaults": defaults,
    "exit-codes": exit_codes,
    "layers": layers,
    "script-layers": script_layers,
}


def written_anew(page: str) -> str:
    """A page with its generated parts as they are now."""
    return _PART.sub(lambda found: f"{found[1]}{PARTS[found[2]]()}{found[3]}", page)


def schema() -> str:
    """voices.schema.json, for editors."""
    return json.dumps(config.schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write them."""
    for path in PAGES:
        path.write_text(written_anew(path.read_text(encoding="utf-8")), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")


if __name__ == "__main__":
    main()
