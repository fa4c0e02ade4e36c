"""What a person knows better: other names of one person, genders, and lines whose speaker is put right."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from narrate.errors import ConfigError
from narrate.model import Chapter, Character, Gender, Line, Script


def correct(
    script: Script,
    *,
    aliases: Mapping[str, str],
    genders: Mapping[str, Gender],
    lines: Mapping[str, str],
    where: str,
) -> Script:
    """The script with a person's corrections. Raises ConfigError for a line that is not there or not the only one.

    `where` names the file that holds the corrections.
    """
    script = _rename(script, aliases)
    script = _right_lines(script, lines, where)
    return _recount(script, genders)


def _rename(script: Script, aliases: Mapping[str, str]) -> Script:
    low = {other.casefold(): name for other, name in aliases.items()}
    names = {}
    for character in script.characters:
        for called in (character.name, *character.aliases):
            if called.casefold() in low and character.name != low[called.casefold()]:
                names[character.name] = low[called.casefold()]
                break
    if not names:
        return script
    characters: dict[str, Character] = {}
    for character in script.characters:
        name = names.get(character.name, character.name)
        known = characters.get(name)
        others = {*character.aliases, character.name, *(known.aliases if known else ())} - {name}
        base = known if known and character.name != name else character
        characters[name] = replace(base, name=name, aliases=tuple(sorted(others)))
    return _speakers(
        replace(script, characters=tuple(characters.values())),
        lambda line: names.get(line.speaker, line.speaker),
    )


def _speakers(script: Script, speaker: Callable[[Line], str]) -> Script:
    def chapter(old: Chapter[Line]) -> Chapter[Line]:
        return replace(old, body=tuple(replace(line, speaker=speaker(line)) for line in old.body))

    return replace(script, chapters=tuple(chapter(c) for c in script.chapters))


def _right_lines(script: Script, lines: Mapping[str, str], where: str) -> Script:
    right: dict[int, str] = {}
    spoken = [line for line in script.bodies() if line.kind == "dialogue"]
    openings = {id(line): _letters(line.text) for line in spoken}
    known = {called.casefold(): c.name for c in script.characters for called in (*c.aliases, c.name)}
    for opening, name in lines.items():
        wanted = _letters(opening)
        found = [line for line in spoken if wanted and openings[id(line)].startswith(wanted)]
        if len(found) != 1:
            raise ConfigError(f"{where}: lines: “{opening}” {_trouble(wanted, spoken, len(found))}")
        right[found[0].at.start] = known.get(name.casefold(), name)
    if not right:
        return script

    def line(old: Line) -> Line:
        if old.kind != "dialogue" or old.at.start not in right:
            return old
        return replace(old, speaker=right[old.at.start], rule="corrected", confidence=1.0, evidence=f"{where} says so")

    chapters = tuple(replace(c, body=tuple(line(old) for old in c.body)) for c in script.chapters)
    return replace(script, chapters=chapters)


def _trouble(wanted: str, spoken: list[Line], count: int) -> str:
    if count:
        return f"begins {count} quotations of the story; give more of its words."
    close = difflib.get_close_matches(wanted, [_letters(line.text)[: max(len(wanted), 8)] for line in spoken], 1, 0.6)
    shown = next((line.text for line in spoken if close and _letters(line.text).startswith(close[0])), "")
    hint = f" — did you mean “{shown[:60]}”?" if shown else ""
    return f"begins no quotation of the story{hint}"


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _recount(script: Script, genders: Mapping[str, Gender]) -> Script:
    """Characters with their line counts as they now are; new speakers added, silent ones left out."""
    counts = Counter(line.speaker for line in script.bodies() if line.kind == "dialogue")
    known = {c.name: c for c in script.characters}
    told = {name.casefold(): gender for name, gender in genders.items()}
    characters = []
    for name, count in counts.items():
        character = known.get(name, Character(name))
        gender = next((told[n.casefold()] for n in (name, *character.aliases) if n.casefold() in told), character.gender)
        characters.append(replace(character, lines=count, gender=gender))
    return replace(script, characters=tuple(sorted(characters, key=lambda c: (-c.lines, c.name))))
