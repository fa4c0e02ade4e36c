"""Text spliced into YAML at the place of a setting: every other character stays as it was.

Places come from the parser's events, not from its nodes: an alias (`*name`) then has a place of its own. What a splice makes is
not proved here; see `writing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from narrate.config.scalars import quoted, scalar

Path = tuple[str | int, ...]
"""A setting's place: keys of tables, and numbers of list members counted from 0."""
_ALWAYS_QUOTED = ("lines",)
"""Tables whose keys are words of a story: in quotes, whatever they are."""
_STEP = 2


class CannotSpliceError(Exception):
    """The setting stands where no text can be put: behind an alias, or below a value that is no table."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place in the text; what ends a block collection is its last member's end. `key` is None in a list."""

    kind: Literal["scalar", "alias", "map", "list"]
    start: int
    end: int
    flow: bool = False
    text: str = ""
    members: tuple[tuple[Node | None, Node], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is set here: `key:`, `key: ~`, `key: {}`."""
        return not self.members and (self.kind in ("map", "list") or (self.kind == "scalar" and self.text in ("", "~", "null")))

    def member(self, part: str | int) -> tuple[Node | None, Node] | None:
        """The key and value of a member; of members of one name the last."""
        if self.kind == "list":
            return self.members[part] if isinstance(part, int) and part < len(self.members) else None
        found = [(key, value) for key, value in self.members if key is not None and key.text == str(part)]
        return found[-1] if found else None


def tree_of(text: str) -> Node | None:
    """The document's value with the places of everything in it; None where it says nothing."""
    events = YAML(typ="safe", pure=True, plug_ins=[]).parse(text)
    return next((_node(event, events, text) for event in events if _is_value(event)), None)


def _is_value(event: Event) -> bool:
    return isinstance(event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent)


def _node(event: Event, events: Iterator[Event], text: str) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, AliasEvent):
        return Node("alias", start, end)
    if isinstance(event, ScalarEvent):
        if event.style in ("|", ">"):
            header = text[start:end].splitlines()[0]
            end = end - 1 if "+" in header else len(text[:end].rstrip())
        return Node("scalar", start, end, text=event.value)
    flow = bool(getattr(event, "flow_style", False))
    members: list[tuple[Node | None, Node]] = []
    kind: Literal["map", "list"] = "map" if isinstance(event, MappingStartEvent) else "list"
    for inner in events:
        if isinstance(inner, MappingEndEvent | SequenceEndEvent):
            end = inner.end_mark.index if flow or not members else members[-1][1].end
            break
        key = _node(inner, events, text) if kind == "map" else None
        value = _node(next(events) if key else inner, events, text)
        if key and value.kind == "scalar" and value.start == value.end:
            colon = text.index(":", key.end) + 1  # the parser puts nothing where the next thing begins
            value = replace(value, start=colon, end=colon)
        members.append((key, value))
    return Node(kind, start, end, flow, members=tuple(members))


class Splicer:
    """Makes one change to a text. Raises CannotSpliceError where it knows no place for it."""

    def __init__(self, text: str) -> None:
        self.text, self.root = text, tree_of(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.json = self.root is not None and self.root.flow and any(k and text[k.start] == '"' for k, _ in self.root.members)

    def put(self, path: Path, value: Any, comment: str = "") -> str:
        """The text with this setting; a comment stands behind it if it gets a line of its own."""
        key, node, parent, depth = self._walk(path)
        if depth == len(path) and node is not None:
            return self._replaced(key, node, parent, (path, value))
        rest = path[depth:]
        if node is None or (node.empty and node is self.root):
            return self._at_the_end(node, self._lines((rest, value), 0, comment, ""))
        if not node.empty and node.kind in ("scalar", "alias"):
            raise CannotSpliceError
        above = str(path[depth - 1]) if depth else ""
        if node.empty:
            return self._filled(key, node, parent, ((rest, value), comment, above))
        return self._appended(node, (rest, value), comment, above)

    def drop(self, path: Path) -> str:
        """The text without this setting. A table that loses its last member is left empty."""
        key, node, parent, depth = self._walk(path)
        if depth < len(path) or node is None or parent is None:
            raise CannotSpliceError
        place = next(n for n, member in enumerate(parent.members) if member[1] is node)
        if len(parent.members) == 1 and (parent.flow or parent is not self.root):
            return self._emptied(path, parent)
        start = (key or node).start
        if parent.flow:
            following = parent.members[place + 1 :]
            if following:
                return self._cut(start, (following[0][0] or following[0][1]).start)
            return self._cut(parent.members[place - 1][1].end, node.end)
        begin = self._line_start(start)
        if self.text[begin:start].strip(" -?") or (self.text[begin:start].strip() and key is not None):
            raise CannotSpliceError
        return self._cut(begin, self._next_line(node.end))

    def borrowed(self, path: Path) -> bool:
        """Whether this setting is not written at its place: it comes from an alias or from a merged table (`<<`)."""
        _, node, _, depth = self._walk(path)
        return depth < len(path) or node is None or node.kind == "alias"

    def _walk(self, path: Path) -> tuple[Node | None, Node | None, Node | None, int]:
        """How far a path leads: the last key and value on it, the collection that holds them, and how many parts were found."""
        key, node, parent, depth = None, self.root, None, 0
        while node is not None and depth < len(path) and (member := node.member(path[depth])):
            parent, (key, node), depth = node, member, depth + 1
        return key, node, parent, depth

    def _replaced(self, key: Node | None, node: Node, parent: Node | None, setting: tuple[Path, Any]) -> str:
        path, value = setting
        if parent is None:
            raise CannotSpliceError
        start = node.start
        if node.kind in ("map", "list") and not node.flow:
            if isinstance(value, Mapping | list) and value:
                column = self._column(node)
                level = isinstance(value, Mapping) and column == self._column(parent)  # as a list may stand, and a table may not
                deeper = self._step() if level else 0
                lines = self._members(value, column + deeper, str(path[-1]))
                return self.text[:start] + " " * deeper + self.newline.join(lines).lstrip(" ") + self.text[node.end :]
            between = self.text[key.end if key else start : start]
            if key and "#" not in between:
                start = key.end + between.index(":") + 1
        glued = start > 0 and self.text[start - 1] == ":"
        return self.text[:start] + " " * glued + self._inline(value, str(path[-1])) + self.text[node.end :]

    def _appended(self, node: Node, setting: tuple[Path, Any], comment: str, above: str) -> str:
        last = node.members[-1]
        if node.flow:
            return self._appended_in_flow(node, self._in_flow(setting, above), last)
        column = self._column(node)
        place = self._behind_comments(self._line_end(last[1].end), column)
        lines = self._lines(setting, column, comment, above)
        return self.text[:place] + self.newline + self.newline.join(lines) + self.text[place:]

    def _appended_in_flow(self, node: Node, entry: str, last: tuple[Node | None, Node]) -> str:
        """Behind the last member: on a line of its own where that one has one."""
        begin, end = (last[0] or last[1]).start, last[1].end
        comma = re.match(r"\s*,", self.text[end : node.end])
        indent = self.text[self._line_start(begin) : begin]
        if indent.strip() or self._line_end(end) > node.end - 1:
            end += comma.end() if comma else 0
            return self.text[:end] + ("" if comma else ",") + " " + entry + self.text[end:]
        place = self._line_end(end)
        kept = self.text[end:place] if comma else "," + self.text[end:place]
        return self.text[:end] + kept + self.newline + indent + entry + ("," if comma else "") + self.text[place:]

    def _filled(self, key: Node | None, node: Node, parent: Node | None, what: tuple[tuple[Path, Any], str, str]) -> str:
        """An empty table's first member."""
        setting, comment, above = what
        if parent is None or parent.flow or key is None:
            entry = self._in_flow(setting, above)
            made = f"[{entry}]" if isinstance(setting[0][0], int) else f"{{{entry}}}"
            glued = node.start > 0 and self.text[node.start - 1] == ":"
            return self.text[: node.start] + " " * glued + made + self.text[node.end :]
        lines = self._lines(setting, self._column(parent) + self._step(), comment, above)
        place = self._line_end(node.end)
        rest = self.text[node.end : place]
        before = self.text[: node.start] if rest.strip() else self.text[: node.start].rstrip(" ")
        return before + rest + self.newline + self.newline.join(lines) + self.text[place:]

    def _emptied(self, path: Path, parent: Node) -> str:
        sign = "{}" if parent.kind == "map" else "[]"
        if parent.flow:
            return self.text[: parent.start] + sign + self.text[parent.end :]
        holder, _, _, _ = self._walk(path[:-1])
        if holder is None:
            raise CannotSpliceError
        colon = self.text.index(":", holder.end) + 1
        begin, end = self._line_start(parent.start), self._next_line(parent.end)
        if colon > begin:
            raise CannotSpliceError
        return self.text[:colon] + " " + sign + self.text[colon:begin] + self.text[end:]

    def _at_the_end(self, node: Node | None, lines: list[str]) -> str:
        text = self.text[: node.start] + self.text[node.end :] if node else self.text
        glue = self.newline if text and not text.endswith("\n") else ""
        return text + glue + self.newline.join(lines) + self.newline

    def _lines(self, setting: tuple[Path, Any], column: int, comment: str, above: str) -> list[str]:
        """A setting in lines of its own, with the tables that it needs around it."""
        (part, *deeper), value = setting[0], setting[1]
        head = " " * column + ("-" if isinstance(part, int) else self._key(part, above) + ":")
        if deeper:
            return [head, *self._lines((tuple(deeper), value), column + self._step(), comment, str(part))]
        return [f"{head} {self._inline(value, str(part))}" + (f"  # {comment}" if comment else "")]

    def _members(self, value: Any, column: int, above: str) -> list[str]:
        pairs = value.items() if isinstance(value, Mapping) else enumerate(value)
        return [line for part, one in pairs for line in self._lines(((part,), one), column, "", above)]

    def _in_flow(self, setting: tuple[Path, Any], above: str) -> str:
        (part, *deeper), value = setting[0], setting[1]
        inner = "{" + self._in_flow((tuple(deeper), value), str(part)) + "}" if deeper else self._inline(value, str(part))
        return inner if isinstance(part, int) else f"{self._key(part, above)}: {inner}"

    def _key(self, part: str | int, above: str) -> str:
        return quoted(str(part)) if self.json or above in _ALWAYS_QUOTED else scalar(str(part))

    def _inline(self, value: Any, above: str = "") -> str:
        if isinstance(value, Mapping):
            return "{" + ", ".join(f"{self._key(k, above)}: {self._inline(v, str(k))}" for k, v in value.items()) + "}"
        if isinstance(value, list | tuple):
            return "[" + ", ".join(self._inline(one) for one in value) + "]"
        return quoted(value) if self.json and isinstance(value, str) else scalar(value)

    def _column(self, node: Node) -> int:
        """Where the members of a block collection begin: their keys, the `?` before them, or the list's dashes."""
        first = node.members[0][0] or node.members[0][1]
        begin = self._line_start(first.start)
        before = self.text[begin : first.start]
        sign = before.rfind("-" if node.kind == "list" else "?")
        return sign if sign >= 0 and not before[sign + 1 :].strip() else first.start - begin

    def _step(self) -> int:
        """How far this file's tables stand in."""
        for _, value in self.root.members if self.root else ():
            if value.kind == "map" and value.members and not value.flow:
                return max(1, self._column(value) - self._column(self.root)) if self.root else _STEP
        return _STEP

    def _behind_comments(self, place: int, column: int) -> int:
        """Behind the comments after a line that stand further in than a collection: they are its last member's."""
        deeper = re.compile(rf"(?:\r?\n[ \t]*)*\r?\n {{{column + 1},}}#[^\r\n]*")
        while comment := deeper.match(self.text, place):
            place = comment.end()
        return place

    def _cut(self, start: int, end: int) -> str:
        return self.text[:start] + self.text[end:]

    def _line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def _line_end(self, place: int) -> int:
        end = self.text.find("\n", place)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[place:end].endswith("\r") else end

    def _next_line(self, place: int) -> int:
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end + 1
