"""The title page of an EPUB: Dublin Core as EPUB 2 and EPUB 3 refine it, and what calibre adds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from narrate.model import Contributor, Imprint
from narrate.readers.archive import local, within, words
from narrate.readers.package import Package, cover
from narrate.readers.people import AUTHOR, OTHER, author_line, isbn_of, once, people_of, plain, roles_of, series_of

_WHEN = ("publication", "original-publication", "")
"""Events of a date, the one that is wanted first."""
_NO_YEAR = "0"
"""What a date begins with where a program has none to write: calibre's is 0101-01-01."""


class TitlePage:
    """What an opened package says of its book."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._core = [e for e in package.root.iter() if "dc/elements" in str(e.tag)]
        self._metas = within(package.root, "meta")
        self._refined: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for meta in self._metas:
            if meta.get("refines"):
                self._refined[str(meta.get("refines")).lstrip("#")][str(meta.get("property"))].append(words(meta))

    def title(self) -> str:
        """The main title, or nothing."""
        titles = self._titles()
        return next((text for kind, text in titles if kind == "main"), next((text for kind, text in titles if kind == ""), ""))

    def author(self) -> str:
        """The authors in one line."""
        return author_line(self.people())

    def language(self) -> str:
        """Two letters, or whatever the book says."""
        return self._first("language").replace("_", "-").partition("-")[0].lower()

    def people(self) -> tuple[Contributor, ...]:
        """Everybody, with one entry for each role of theirs. Creators are authors where nothing else is said of them."""
        found: list[Contributor] = []
        for name, usual in (("creator", AUTHOR), ("contributor", OTHER)):
            for element in self._all(name):
                sort = next(iter(self._refinements(element, "file-as")), "")
                roles = [role for said in self._refinements(element, "role") for role in roles_of(said)] or [usual]
                found += [one for role in dict.fromkeys(roles) for one in people_of(words(element), role, sort)]
        if not any(one.role in (AUTHOR, "edt") for one in found):
            found += [one for element in self._all("creator") for one in people_of(words(element))]
        return tuple(dict.fromkeys(found))

    def imprint(self) -> Imprint:
        """Everything else."""
        subtitle = next((text for kind, text in self._titles() if kind == "subtitle"), "")
        main = next((e for e in self._all("title") if words(e) == self.title()), None)
        sort = self._meta("calibre:title_sort") or (
            next(iter(self._refinements(main, "file-as")), "") if main is not None else ""
        )
        return Imprint(
            publisher=self._first("publisher"),
            date=self._date(),
            series=self._series(),
            cover=cover(self._package),
            people=self.people(),
            subtitle=subtitle,
            title_sort=sort,
            description=plain("".join(next((e.itertext() for e in self._all("description")), ()))),
            subjects=once(words(e) for e in self._all("subject")),
            isbn=isbn_of(self._identifiers()),
        )

    def _titles(self) -> list[tuple[str, str]]:
        """(title-type, text); the type is empty where it is not told."""
        return [(next(iter(self._refinements(e, "title-type")), ""), words(e)) for e in self._all("title")]

    def _date(self) -> str:
        told = [element for element in reversed(self._all("date")) if not words(element).startswith(_NO_YEAR)]
        dates = {next(iter(self._refinements(element, "event")), ""): words(element)[:10] for element in told}
        return next((dates[event] for event in _WHEN if event in dates), next(iter(dates.values()), ""))

    def _series(self) -> str:
        if name := self._meta("calibre:series"):
            return series_of(name, self._meta("calibre:series_index"))
        for meta in self._metas:
            if meta.get("property") != "belongs-to-collection" or not words(meta):
                continue
            about = self._refined[str(meta.get("id") or "")]
            if next(iter(about["collection-type"]), "series") == "series":
                return series_of(words(meta), next(iter(about["group-position"]), self._meta("group-position")))
        return ""

    def _identifiers(self) -> Iterator[str]:
        """Identifiers that call themselves ISBN, then the others that are nothing else."""
        roles = [
            (" ".join([*self._refinements(e, "scheme"), *self._refinements(e, "identifier-type"), words(e)]).lower(), words(e))
            for e in self._all("identifier")
        ]
        yield from (text for about, text in roles if "isbn" in about or "onix" in about)
        yield from (text for _, text in roles if re.fullmatch(r"97[89][\d -]{10,14}", text))
        yield from (words(e) for e in self._all("source") if "isbn" in words(e).lower())

    def _all(self, name: str) -> list[Any]:
        return [e for e in self._core if local(e) == name and words(e)]

    def _first(self, name: str) -> str:
        return next((words(e) for e in self._all(name)), "")

    def _refinements(self, element: Any, name: str) -> list[str]:
        """What an attribute of EPUB 2 or the refinements of EPUB 3 say of an element, in order."""
        attributes = [str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name]
        return [*attributes, *(self._refined[element.get("id")][name] if element.get("id") in self._refined else ())]

    def _meta(self, name: str) -> str:
        """A `<meta>` of EPUB 2 (name, content) or 3 (property, text) that refines nothing."""
        for element in self._metas:
            if element.get("name") == name:
                return str(element.get("content") or "").strip()
            if element.get("property") == name:
                return str(words(element))
        return ""
