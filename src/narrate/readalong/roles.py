"""Roles and properties of WAI-ARIA 1.2 and of its module for publications, and which elements may have which (ARIA in HTML).

Nothing in a book that is read aloud has a script, so the roles of widgets would promise what is not there.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PROPERTIES = frozenset(
    f"aria-{name}"
    for name in _words(
        "activedescendant atomic autocomplete busy checked colcount colindex colspan controls current describedby description "
        "details disabled dropeffect errormessage expanded flowto grabbed haspopup hidden invalid keyshortcuts label labelledby "
        "level live modal multiline multiselectable orientation owns placeholder posinset pressed readonly relevant required "
        "roledescription rowcount rowindex rowspan selected setsize sort valuemax valuemin valuenow valuetext"
    )
)
_SECTIONS = frozenset(
    f"doc-{name}"
    for name in _words(
        "abstract acknowledgments afterword appendix bibliography chapter colophon conclusion credit credits dedication endnotes "
        "epigraph epilogue errata example foreword glossary index introduction notice pagelist part preface prologue pullquote "
        "qna toc"
    )
)
_LINKS = _words("doc-backlink doc-biblioref doc-glossref doc-noteref")
_NONE = _words("none presentation")
_STRUCTURE = (
    _SECTIONS
    | _LINKS
    | _NONE
    | _words(
        "doc-cover doc-footnote doc-pagebreak doc-subtitle doc-tip article banner cell columnheader complementary contentinfo "
        "definition directory document feed figure form group heading img list listitem log main math navigation note region row "
        "rowgroup rowheader search separator status table term"
    )
)
_ONLY = {
    "section": _SECTIONS
    | _NONE
    | _words("banner complementary contentinfo document feed group log main navigation note region search status"),
    "aside": _NONE
    | _words("complementary doc-dedication doc-example doc-footnote doc-glossary doc-pullquote doc-tip feed note region search"),
    "article": _NONE | _words("article document feed main region"),
    "main": _words("main"),
    "nav": _NONE | _words("doc-index doc-pagelist doc-toc navigation"),
    "header": _NONE | _words("banner doc-footnote group"),
    "footer": _NONE | _words("contentinfo doc-footnote group"),
    "a": _LINKS,
    "ol": _NONE | _words("directory group list"),
    "ul": _NONE | _words("directory group list"),
    "dl": _NONE | _words("group list"),
    "li": _NONE | _words("listitem separator"),
    "hr": _NONE | _words("doc-pagebreak separator"),
    "img": _NONE | _words("doc-cover img separator"),
    "br": _NONE,
    "details": _words("group"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _NONE | _words("doc-subtitle heading")),
}
"""Elements that may not have every role."""


def may_have(name: str, role: str) -> bool:
    """Whether an element of that name may have a role."""
    return role in _ONLY.get(name, _STRUCTURE)
