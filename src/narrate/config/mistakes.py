"""Mistakes in voices.yaml, each told in plain words with its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from pydantic import BaseModel, ValidationError

from narrate.config.reading import excerpt, place_of
from narrate.config.tables import LineTable, NarratorTable, PauseTable, StoryTable, VoicesFile, VoiceTable
from narrate.errors import did_you_mean


def mistakes_of(path: str, tree: Any, text: str, error: ValidationError) -> list[str]:
    """Pydantic's findings in plain words, each with its place; unions tell only their likeliest branch."""
    mistakes: dict[str, str] = {}
    for found in error.errors():
        loc = [part for part in found["loc"] if part not in ("str", "VoiceTable", "NarratorTable", "[key]")]
        where = place_of(tree, tuple(loc), path, key=found["type"] == "extra_forbidden" or "[key]" in found["loc"])
        dotted = ".".join(str(part) for part in loc)
        if found["type"] == "extra_forbidden":
            message = f"unknown setting{did_you_mean(str(loc[-1]), _siblings(loc))}"
        elif "[key]" in found["loc"]:
            message = f"not a name that is known here{did_you_mean(str(loc[-1]), _siblings(loc))}"
        elif found["type"] == "literal_error":
            message = f"expected one of {found.get('ctx', {}).get('expected', '')}"
        elif found["type"] == "missing":
            message = "this setting is missing"
        else:
            message = re.sub(r"^Input should be", "should be", found["msg"])
        if isinstance(found["input"], dict) and "str" in found["loc"]:
            continue
        mistakes.setdefault(where, _mistake(where, dotted, message, text))
    return list(mistakes.values()) or [f"{path}: {error}"]


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


def unknown_voices(path: str, tree: Any, text: str, plain: dict[str, Any], known: list[Collection[str]]) -> list[str]:
    """Every voice and engine that is asked for and does not exist; `known` holds the palette and the engines."""
    palette, engines = known
    own = plain.get("voices")
    names = [*palette, *(own if isinstance(own, dict) else ())]
    mistakes: list[str] = []
    for place, name in _choices(plain):
        engine, colon, _ = name.partition(":")
        if (colon and engine in engines) or (not colon and name in names):
            continue
        problem = (
            f"there is no engine “{engine}”{did_you_mean(engine, engines)}"
            if colon
            else f"there is no voice “{name}”{did_you_mean(name, names)} (see: narrate voices)"
        )
        mistakes.append(_mistake(place_of(tree, place, path), ".".join(str(part) for part in place), problem, text))
    asked = plain.get("engine", "auto")
    if isinstance(asked, str) and asked not in ("auto", *engines):
        problem = f"there is no engine “{asked}”{did_you_mean(asked, ['auto', *engines])}"
        mistakes.append(_mistake(place_of(tree, ("engine",), path), "engine", problem, text))
    return mistakes


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
