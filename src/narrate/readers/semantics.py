"""What a file itself says its elements are, and what becomes of each: one table for `epub:type` (the EPUB 3 Structural Semantics
Vocabulary 1.1), for `role="doc-…"` of HTML (DPUB-ARIA 1.1) and for the guide of EPUB 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CONTENTS = "table of contents"
NOTE = "note"
NOTE_MARK = "note mark"
PAGE_NUMBER = "page number"
LINE_NUMBER = "line number"
RUNNING_HEAD = "running head"
INDEX = "index"
COPYRIGHT = "copyright page"
COLOPHON = "colophon"
TITLE_PAGE = "title page"
HALF_TITLE = "half-title"
SERIES_PAGE = "series page"
COVER = "cover page"
LISTS = "list of illustrations, tables or media"
BIBLIOGRAPHY = "bibliography"
MARGINALIA = "margin"
DOUBLED = "said twice on the page"
FURNITURE = "page furniture"
HIDDEN = "hidden text"
GLOSS = "reading aid"
SOUND = "for another medium"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What becomes of an element: `skipped` is why it is not read aloud, `heading` that it is read as one,
    `titles` that only the headings in it are read."""

    skipped: str | None = None
    heading: bool = False
    titles: bool = False


READ = Meaning()
HEADING = Meaning(heading=True)
_TABLE: dict[Meaning, str] = {
    READ: """
        frontmatter bodymatter backmatter volume part chapter subchapter division
        abstract foreword preface prologue introduction preamble conclusion epilogue afterword epigraph dedication
        acknowledgments acknowledgements appendix credits credit keywords keyword errata
        glossary glossterm glossdef text
        case-study help notice sidebar tip warning
        learning-objective learning-objectives learning-outcome learning-outcomes learning-resource learning-resources
        learning-standard learning-standards answer answers assessment assessments feedback fill-in-the-blank-problem
        general-problem qna match-problem multiple-choice-problem practice practices question questions true-false-problem
        panel panel-group balloon text-area
        annoref biblioref glossref
        antonym-group condensed-entry def dictentry dictionary etymology example gram-info idiom part-of-speech
        part-of-speech-list part-of-speech-group phonetic-transcription phrase-list phrase-group sense-list sense-group
        synonym-group tran tran-info
        concluding-sentence topic-sentence table table-row table-cell list list-item figure aside
        """,
    HEADING: "title fulltitle subtitle label ordinal bridgehead",
    Meaning(TITLE_PAGE, titles=True): "titlepage title-page",
    Meaning(HALF_TITLE): "halftitlepage halftitle",
    Meaning(SERIES_PAGE): "seriespage",
    Meaning(COVER): "cover covertitle",
    Meaning(COPYRIGHT): "copyright-page copyright imprint imprimatur revision-history",
    Meaning(COLOPHON): "colophon contributors other-credits",
    Meaning(CONTENTS): "toc toc-brief landmarks page-list pagelist",
    Meaning(LISTS): "loa loi lot lov",
    Meaning(INDEX): """
        index index-headnotes index-legend index-group index-entry-list index-entry index-term index-editor-note index-locator
        index-locator-list index-locator-range index-xref-preferred index-xref-related index-term-category
        index-term-categories
        """,
    Meaning(BIBLIOGRAPHY): "bibliography biblioentry",
    Meaning(MARGINALIA): "marginalia annotation",
    Meaning(DOUBLED): "pullquote",
    Meaning(NOTE): "note notes footnote footnotes endnote endnotes rearnote rearnotes",
    Meaning(NOTE_MARK): "noteref backlink referrer",
    Meaning(PAGE_NUMBER): "pagebreak",
    Meaning(RUNNING_HEAD): "pageheader pagefooter",
    Meaning(SOUND): "sound-area",
}
MEANINGS: dict[str, Meaning] = {name: meaning for meaning, names in _TABLE.items() for name in names.split()}
"""Every term, without the prefix `doc-` of roles, to what becomes of it."""
KEPT_APART = ("dedication", "epigraph")
"""Read aloud, but a person may leave them out by these names."""


def terms_of(attributes: Mapping[str, str | None]) -> list[str]:
    """The terms that an element's attributes name, in order, without the prefix of roles."""
    types, roles = attributes.get("epub:type"), attributes.get("role")
    if not types and not roles:
        return []
    return [*(types or "").lower().split(), *(r.removeprefix("doc-") for r in (roles or "").lower().split() if r[:4] == "doc-")]


def meaning(names: Iterable[str]) -> Meaning:
    """What becomes of an element with these terms: the first that is not simply read counts."""
    return next((known for name in names if (known := MEANINGS.get(name, READ)) is not READ), READ)
