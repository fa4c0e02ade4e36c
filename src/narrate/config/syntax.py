"""What is wrong with a file that is no YAML, in plain words and on the line that is wrong: a parser notices most mistakes a line
too late, and names them in its own words."""

from __future__ import annotations

import re
from typing import Any

Place = tuple[int, int]
"""Line and column, counted from 0."""
_PLAIN = re.compile(r"[^\s\"'\[{#&*!|>%@`-](?:[^:#]|:(?=\S))*$")
"""A line of words without a colon that ends a name."""
_COMMENT = re.compile(r"(?:^|\s)#.*")
_KEY = re.compile(r"\s*(?:\"[^\"]*\"|'[^']*'|[^:#\"'\s][^:#]*?)\s*:(?:\s|$)")


def explained(error: Any, text: str) -> tuple[Place | None, str]:
    """Where a MarkedYAMLError of ruamel.yaml has its cause, and what to do about it."""
    lines = text.split("\n")
    noticed = _place(error.problem_mark)
    begun = _place(error.context_mark)
    problem = " ".join((error.problem or "cannot be read").split())
    if noticed is None:
        return None, problem
    if "\\t" in problem:
        return noticed, "a tab stands here; YAML indents with spaces"
    if "quoted scalar" in (error.context or ""):
        return begun, "this quotation mark is never closed"
    if "could not find expected ':'" in problem:
        return _end_of_word(begun or noticed, lines), _no_colon(lines[(begun or noticed)[0]])
    if "mapping values are not allowed" in problem:
        return _unexpected_colon(noticed, lines)
    if "flow node" in (error.context or ""):
        return _no_value(noticed, lines)
    if error.context and "flow" in error.context:
        bracket = "[ … ]" if "sequence" in error.context else "{ … }"
        return begun, f"this {bracket} is never closed, or a comma is missing in it"
    if "expected <block end>" in problem:
        return _not_in_line(noticed, lines)
    if match := re.search(r"found character '(.)'", problem):
        return noticed, f"a value cannot begin with {match[1]}; put it in quotation marks"
    if match := re.search(r'found duplicate key "?([^"]*)"? with', problem):
        return noticed, f"duplicate key: “{match[1]}” stands here twice in one table"
    if match := re.search(r"undefined alias '(.*)'", problem):
        return noticed, f"*{match[1]} means another place called so, and there is none; put it in quotation marks"
    if "found another document" in problem:
        return noticed, "a line of dashes (---) ends the settings; take it out, one file has one table"
    return noticed, problem


def no_table(text: str) -> tuple[Place, str]:
    """What is wrong with a file that is YAML and yet no table: most often a colon without its space."""
    lines = text.split("\n")
    number = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith(("#", "---"))), 0)
    if re.match(r"\s*\w[\w -]*:\w", lines[number]):
        return _end_of_word((number, _indent(lines[number])), lines), _no_colon(lines[number])
    return (number, 0), "a table of settings is expected, such as “narrator: narrator”"


def _no_value(noticed: Place, lines: list[str]) -> tuple[Place, str]:
    """Nothing where a value is expected between brackets: the text ends there, or there is a comma too many."""
    if "".join(lines[noticed[0] :])[noticed[1] :].strip():
        return noticed, "a value is missing before this sign"
    bare = (_COMMENT.sub("", line) for line in lines)
    opened = ((number, column) for number, line in enumerate(bare) for column, sign in enumerate(line) if sign in "[{")
    number, column = max(opened, default=noticed)
    return (number, column), f"this {'[ … ]' if lines[number][column] == '[' else '{ … }'} is never closed"


def _unexpected_colon(noticed: Place, lines: list[str]) -> tuple[Place, str]:
    """A colon where none can be: the line before has none, this line is too far to the right, or it has two."""
    number, column = noticed
    line, before = lines[number], _line_before(number, lines)
    if before is not None:
        other, deeper = lines[before].split(" #")[0].rstrip(), _indent(line) > _indent(lines[before])
        if not _KEY.match(other) and _PLAIN.match(other.strip()):
            return _end_of_word((before, _indent(other)), lines), _no_colon(other)
        if deeper and _KEY.match(line) and not other.endswith(":"):
            return (number, _indent(line)), f"this line stands too far to the right: line {before + 1} has its value already"
    return (number, column), "a second colon in one line; put the words that have it in quotation marks"


def _not_in_line(noticed: Place, lines: list[str]) -> tuple[Place, str]:
    number, column = noticed
    if lines[number][:column].strip():
        return noticed, "nothing can follow here; put the whole of it in quotation marks"
    return noticed, "this line stands under none of the lines above: settings of one table begin in one column"


def _no_colon(line: str) -> str:
    if re.search(r"\w:\w", line):
        return "a space is missing after the colon, as in “name: value”"
    return "a colon is missing here, as in “name: value”"


def _end_of_word(place: Place, lines: list[str]) -> Place:
    """Where a colon should be: after the first word of a line, or after the colon that is there."""
    number, column = place
    word = re.match(r"[^\s:]*:?", lines[number][column:])
    return number, column + (word.end() if word else 0)


def _line_before(number: int, lines: list[str]) -> int | None:
    """The last line above that says something."""
    filled = (n for n in range(number - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#"))
    return next(filled, None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _place(mark: Any) -> Place | None:
    return (mark.line, mark.column) if mark else None
