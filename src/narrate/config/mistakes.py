"""Mistakes in voices.yaml, each told in plain words with its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Collection
from math import isfinite
from typing import Any

from pydantic import BaseModel, ValidationError

from narrate.config.reading import excerpt, place_of
from narrate.config.tables import LineTable, NarratorTable, PauseTable, StoryTable, VoicesFile, VoiceTable
from narrate.errors import did_you_mean

_PLAIN = {
    "string_type": "should be text",
    "float_type": "should be a number",
    "float_parsing": "should be a number",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "bool_type": "should be true or false",
    "bool_parsing": "should be true or false",
    "dict_type": "should be a table (name: value)",
    "model_type": "should be a table (name: value)",
    "list_type": "should be a list",
    "missing": "this setting is missing",
}


def mistakes_of(path: str, tree: Any, text: str, error: ValidationError) -> list[str]:
    """Pydantic's findings in plain words, each with its place; unions tell only their likeliest branch."""
    mistakes: dict[str, str] = {}
    for found in error.errors():
        loc = _place_written(tree, found["loc"], missing=found["type"] == "missing")
        where = place_of(tree, tuple(loc), path, key=found["type"] == "extra_forbidden" or "[key]" in found["loc"])
        dotted = ".".join(str(part) for part in loc)
        if found["type"] == "extra_forbidden":
            message = f"unknown setting{did_you_mean(str(loc[-1]), _siblings(loc))}"
        elif "[key]" in found["loc"]:
            message = "a name is blank"
            if str(loc[-1]).strip():
                message = f"not a name that is known here{did_you_mean(str(loc[-1]), _siblings(loc))}"
        else:
            message = _in_words(found)
        if found["type"] in ("string_type", "float_type") and loc and found["loc"][-1] != loc[-1]:  # a table would do as well
            if isinstance(found["input"], dict):
                continue
            message += " or a table" * (found["input"] is not None)
        mistakes.setdefault(where, _mistake(where, dotted, message, text))
    return list(mistakes.values()) or [f"{path}: {error}"]


def _place_written(tree: Any, loc: tuple[str | int, ...], *, missing: bool) -> list[str | int]:
    """The parts of a place that stand in the file: not Pydantic's names of a union's branches."""
    written: list[str | int] = []
    for depth, part in enumerate(loc):
        keys = {str(key): key for key in tree} if isinstance(tree, dict) else {}
        if str(part) in keys:
            tree = tree[keys[str(part)]]
        elif isinstance(tree, list) and isinstance(part, int):
            tree = tree[part]
        elif not (missing and depth == len(loc) - 1):
            continue
        written.append(part)
    return written


def _in_words(mistake: Any) -> str:
    """What is wrong with a value."""
    kind, value = mistake["type"], mistake["input"]
    if kind == "literal_error":
        return f"expected one of {mistake.get('ctx', {}).get('expected', '')}"
    if isinstance(value, float) and not isfinite(value):
        return "should be a number"
    if value is None:
        return "a value is missing after the colon"
    if isinstance(value, str) and not value.strip():
        return "is blank"
    if kind in ("dict_type", "model_type"):
        return _PLAIN[kind] + _no_table(value)
    if kind == "float_parsing" and re.fullmatch(r"[+-]?\d+,\d+", str(value).strip()):
        return f"{_PLAIN[kind]} with a dot: {str(value).strip().replace(',', '.')}"
    return _PLAIN.get(kind) or re.sub(r"^Input should be", "should be", mistake["msg"]).removeprefix("Value error, ")


def _no_table(value: Any) -> str:
    """Why what stands where a table should is none."""
    if isinstance(value, list):
        return ", not a list"
    if not isinstance(value, str):
        return ""
    if glued := re.match(r"[^\s:]+:(?=[^\s:])", value):
        return f"; a space is missing after “{glued[0]}”"
    name, space, _ = value.strip().partition(" ")
    return f"; a colon is missing after “{name}”" if space else ""


def _siblings(loc: list[Any]) -> list[str]:
    tables: dict[str, type[BaseModel]] = {
        "pauses": PauseTable,
        "voices": VoiceTable,
        "cast": VoiceTable,
        "narrator": VoiceTable,
        "lines": LineTable,
    }
    if len(loc) == 1:
        return list(VoicesFile.model_fields)
    if loc[0] == "stories" and len(loc) == 3:
        return list(StoryTable.model_fields)
    if loc[0] == "pools":
        return ["female", "male", "unknown", "child", "girl", "boy", "old-woman", "old-man"]
    if loc[0] == "stories":
        tables["narrator"] = NarratorTable
    table = next((tables[part] for part in reversed(loc[:-1]) if part in tables), None)
    return list(table.model_fields) if table else []


def unknown_voices(path: str, tree: Any, text: str, plain: dict[str, Any], available: list[Collection[str]]) -> list[str]:
    """Every voice and engine that is asked for and does not exist; `available` holds the palette and the engines."""
    palette, engines = available
    own = plain.get("voices")
    names = [*palette, *(own if isinstance(own, dict) else ())]
    mistakes: list[str] = []
    for place, name in _choices(plain):
        problem = voice_problem(name, names, engines)
        if not problem:
            continue
        if place[-1] == "narrator" and ":" not in name and not did_you_mean(name, names):
            problem += f"; for a character who tells the story write {{character: {name}}}"
        mistakes.append(_mistake(place_of(tree, place, path), ".".join(str(part) for part in place), problem, text))
    engine_name = plain.get("engine", "auto")
    if isinstance(engine_name, str) and engine_name not in ("auto", *engines):
        problem = f"there is no engine “{engine_name}”{did_you_mean(engine_name, ['auto', *engines])}"
        mistakes.append(_mistake(place_of(tree, ("engine",), path), "engine", problem, text))
    return mistakes


def voice_problem(name: str, names: Collection[str], engines: Collection[str]) -> str:
    """Why there is no such voice; empty where there is one, as far as can be told without its engine."""
    engine, colon, _ = name.partition(":")
    if (colon and engine in engines) or (not colon and name in names):
        return ""
    if colon:
        return f"there is no engine “{engine}”{did_you_mean(engine, engines)}"
    return f"there is no voice “{name}”{did_you_mean(name, names)} (see: narrate voices)"


def _choices(plain: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Every place of the file that names a voice, with the name; what has the wrong shape is left to the model."""
    found: list[tuple[tuple[str | int, ...], Any]] = [(("narrator",), plain.get("narrator"))]
    for table in ("voices", "cast"):
        found += [((table, name), choice) for name, choice in _items(plain.get(table))]
    for name, pool in _items(plain.get("pools")):
        found += [(("pools", name, i), choice) for i, choice in enumerate(pool if isinstance(pool, list) else ())]
    for key, story in _items(plain.get("stories")):
        found += [(("stories", key, "cast", name), choice) for name, choice in _items(dict(_items(story)).get("cast"))]
        found.append((("stories", key, "narrator"), dict(_items(story)).get("narrator")))
    tables = [((*place, "voice"), choice.get("voice")) for place, choice in found if isinstance(choice, dict)]
    return [(place, choice) for place, choice in [*found, *tables] if isinstance(choice, str)]


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _mistake(where: str, dotted: str, problem: str, text: str) -> str:
    line, column = (int(number) for number in where.rsplit(":", 2)[1:])
    return f"{where}: {dotted}: {problem}{excerpt(text, line - 1, column - 1)}"
