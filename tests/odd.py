"""Stories as nobody writes them, of every format: what there is much of, and where it stands.

Each is a file of about the size asked for. It begins with FIRST and ends with LAST, so that whoever reads it can tell whether
words are lost.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests import books, prose

FIRST, LAST = "The lamp was lit.", "“Come in,” said Maria."
_CHARACTERS = [
    *" \u00a0\t\n\r\v\f\u2028\u3000\u200b\u00ad\u0301\u202e\ufeff",
    *".,;:!?…-–—―_*#=~^|\\/'\"‘’“”«»„「」<>&[](){}@$%+`0½²",
]
_LETTERS = [*"aAzIiéЖ語🎉ßı", "Aa", "a.", "A.", "x’", "’x", "a-", "a_", "A1", "1,", "1.", "1/", "1:", "$1", "1–", "a@", "a@b."]
_WORDS = [
    "said ", "said Maria ", "Maria said ", "he said, ", "said he. ", "the ", "and ", "Maria and ", "Maria, ", "Mr. ", "Mr. Hale ",
    "Mrs. Hale’s ", "old Mr. Hale of the ", "St. ", "Dr. ", "etc. ", "the man ", "the old man’s ", "the man who ", "of the ", "to be ",
    "I ", "you ", "she ", "her ", "“", "“No. ", "“No,” ", "“No,” said ", "“No,” he said. ", "‘No ", "‘No,’ ", "\"No\" ", "— No ", "« No » ",
    "“Maria!” ", "“Maria! Maria!” ", "“Oh, Maria,” said Hale. ", "(she ", "(she) ", "[1] ", "[note ", "[Illustration ", "CHAPTER ",
    "CHAPTER I ", "MARIA: ", "[Maria] ", "XIV ", "A B C ", "https://a", "www.a ", "a@b.c ", "copyright ", "ISBN ", "first published ",
    "Maria, 1, 2, ", "_x_ ", "* * * ", "--", "- ", "... ", ". . . ", "The End ", "11:30 p.m. ", "$5.00 million ", "3/4 ", "1914–18 ",
    "twenty-one ", "Henry VIII ", "LOUD WORDS ", "no, no, ", "cried out the ", "whispered ", "Maria Hale ", "Maria Anna Hale ",
    "Sir Hale’s ", "called Maria ", "named Maria ", "my dear Maria, ", "said A. B. C. D. ", "“a,” said ", "walk-\ning ", "MARIA. Come in.\n\nHALE. No.\n\n",
    "INT. HOUSE - DAY\n\n          MARIA\n     Come in.\n\n", "a Maria of the Hale ", "sister Maria’s ", "Aunt Maria ", "%d ", "é ", "’Tis ",
    "„Das ist es.“ ", "«No es para la casa», dijo María. ", "— Ce n’est pas la nuit, dit-elle. ",
]  # fmt: skip
_RANDOM_RUNS = 60
_MARKDOWN = [
    "# ", "> ", "* ", "- ", "1. ", "    ", "[a](", "[a](b) ", "[", "![", "](", "**", "**a ", "_a", "*a_ ", "`", "``` ", "~~~\n", "<a>", "<!--", "&amp;", "\\", "| ",
    "[a]: b\n", "***\n", "---\n", "===\n", "<http://a", "a  \n", ">\n", "- a\n", "  - ", "&#1;", "*a **b ", "<a href=\"", "[a]: <b",
]  # fmt: skip
_TAGS = ["div", "p", "b", "i", "span", "sup", "sub", "a", "ul", "ol", "li", "table", "tr", "td", "nav", "section", "blockquote", "h1", "font",
         "header", "pre", "ruby", "rt", "form", "label", "button", "select", "svg", "math", "dl", "details", "hr", "br", "img", "template", "title",
         "script", "style", "textarea", "q", "aside", "figure", "noscript", "iframe", "object", "frameset", "main"]  # fmt: skip
_ATTRIBUTES = ['id="x%d"', 'name="x%d"', 'class="share"', 'class="footnote"', 'href="#x%d"', 'href="x.xhtml"', 'style="display:none"', "hidden", "a%d",
               'epub:type="noteref"', 'epub:type="pagebreak"', 'role="doc-toc"', 'a%d="x"', "xmlns:n%d='n'"]  # fmt: skip
_BROKEN = ["<", "</", "<p ", "<p a", "<!", "<!--", "-->", "<![CDATA[", "]]>", "<?", "&", "&#", "&#x41;", "&amp;", "&nosuch;", "<p/>", "<a/", "</p>", "</div>",
           "<p id=", "<p id='", "<x:y>", "<1>", "\x01", "<a href='#b'>1</a>", "<sup><a href='#b'>1</a></sup>", "<li><a href='a'>x</a>", "<br/>",
           "<p>&#160;</p>", "<p>a</p>", "<p>“No,” said Maria.</p>", "<h2>I</h2><p>a</p>", "<ul><li><a href='#a'>a</a></li></ul>", "<!-- a -->", "<?a b?>"]  # fmt: skip


@dataclass(frozen=True)
class Odd:
    """What there is much of, the name of its file, and how a file of about so many bytes is made."""

    what: str
    file: str
    made: Callable[[int], bytes]


def all_kinds(seed: int = 0) -> list[Odd]:
    """Every kind, in an order that depends on the seed alone."""
    kinds = [*_texts(seed), *_markdown(), *_pages(), *_archives(), *_documents(), *_printed()]
    random.Random(seed).shuffle(kinds)
    return kinds


def plain(size: int) -> bytes:
    """Ordinary prose with dialogue: what the others are measured against."""
    chance = random.Random(size)
    made: list[str] = [FIRST]
    length = 0
    while length < size:
        line = " ".join(chance.choices(prose.WORDS, k=12))
        made += [
            f"“{line.capitalize()},” said {chance.choice(['Maria', 'Andrei', 'Mr. Hale'])}.",
            f"{line.capitalize()}. {line.capitalize()}.",
        ]
        length += len(made[-1]) + len(made[-2]) + 4
    return "\n\n".join([*made, LAST]).encode()


def _times(unit: str, size: int) -> str:
    """The unit again and again, with `%d` counted up; about `size` bytes."""
    count = max(1, size // max(1, len(unit.encode())))
    if re.search(r"%d(?!\w)|x%d|a%d|n%d", unit):
        return "".join(unit.replace("%d", str(n)) for n in range(count))
    return unit * count


def _around(run: str, between: str = "\n\n") -> str:
    return f"{FIRST}{between}{run}{between}{LAST}"


def _texts(seed: int) -> Iterator[Odd]:
    chance = random.Random(seed)
    units = [*_CHARACTERS, *_LETTERS, *_WORDS]
    units += ["".join(chance.choices(units, k=chance.randint(2, 5))) for _ in range(_RANDOM_RUNS)]
    for unit in units:
        name = repr(unit)

        def made(size: int, unit: str = unit, end: str = "") -> bytes:
            return _around(_times(unit + end, size)).encode()

        def inside(size: int, unit: str = unit) -> bytes:
            return f"{FIRST} “Yes{_times(unit, size)}no,” said Maria.\n\n{LAST}".encode()

        yield Odd(f"runs of {name}", "odd.txt", made)
        yield Odd(f"runs of {name} inside a sentence", "odd.txt", inside)
        yield Odd(f"lines of {name}", "odd.txt", lambda size, f=made: f(size, end="\n"))
        yield Odd(f"paragraphs of {name}", "odd.txt", lambda size, f=made: f(size, end="\n\n"))
    for tag in ("[Maria] ", "[Maria] x\n", "[", "MARIA: ", "MARIA: x\n", "MARIA (x", "M"):
        yield Odd(
            f"a script of {tag!r}", "odd.txt", lambda size, t=tag: f"[A] {FIRST}\n[B] x\n{_times(t, size)}\n[A] {LAST}".encode()
        )


def _markdown() -> Iterator[Odd]:
    for unit in _MARKDOWN:
        yield Odd(f"Markdown of {unit!r}", "odd.md", lambda size, u=unit: _around(_times(u, size)).encode())
        yield Odd(f"Markdown lines of {unit!r}", "odd.md", lambda size, u=unit: _around(_times(u + "a\n", size)).encode())
    nested = lambda size: _around("\n".join("  " * n + "- a" for n in range(int(size**0.5)))).encode()  # noqa: E731
    yield Odd("Markdown of deep brackets", "odd.md", lambda size: _around("[" * (size // 2) + "a" + "]" * (size // 2)).encode())
    yield Odd("Markdown of deep lists", "odd.md", nested)


_HIDES = {"noscript", "script", "style", "template", "title", "iframe", "<!--"}
"""Left open, a browser shows nothing of the page behind it."""


def _bodies() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Bodies of documents with markup."""
    for tag in _TAGS:
        yield f"nested {tag}", lambda size, t=tag: _nested(t, size)
        if tag not in _HIDES:
            yield f"open {tag}", lambda size, t=tag: _times(f"<{t}>x ", size)
        yield f"many {tag}", lambda size, t=tag: _times(f"<{t}>x</{t}>", size)
    for attribute in _ATTRIBUTES:
        yield f"elements with {attribute}", lambda size, a=attribute: _times(f"<a {a}>x</a> ", size)
        yield f"blocks with {attribute}", lambda size, a=attribute: _times(f"<div {a}>x</div>", size)
        yield f"nested with {attribute}", lambda size, a=attribute: _times(f"<div {a}>x", size)
        yield f"one element with many {attribute}", lambda size, a=attribute: f"<p {_times(a + ' ', size)}>x</p>"
        yield f"ids without words, {attribute}", lambda size, a=attribute: _times(f"<a {a}/>", size)
    for broken in (broken for broken in _BROKEN if broken not in _HIDES):
        yield f"runs of {broken!r}", lambda size, b=broken: _times(b, size)
    yield "nested lists of links", lambda size: _times("<ul><li><a href='#a'>a</a>", size)
    yield "open div of sentences", lambda size: _times("<div>The lamp burned. ", size)
    yield "words beside the cells of a table", lambda size: f"<table>{_times('x <tr>y <td>z</td> ', size)}</table>"
    yield "a long word", lambda size: "x" * size
    yield "spaces", lambda size: " " * size
    yield "no-break spaces in a sentence", lambda size: f"<p>x{_times(chr(160), size)}x</p>"
    yield "entities in an element", lambda size: f"<b>{_times('&amp;', size)}</b>"


def _nested(tag: str, size: int) -> str:
    deep = size // (2 * len(tag) + 5)
    return f"<{tag}>" * deep + "x" + f"</{tag}>" * deep


def _pages() -> Iterator[Odd]:
    for what, body in _bodies():
        html = lambda size, b=body: f"<html><body><p>{FIRST}</p>{b(size)}<p>{LAST}</p></body></html>".encode()  # noqa: E731
        yield Odd(f"a page of {what}", "odd.html", html)
        yield Odd(
            f"a book of {what}",
            "odd.epub",
            lambda size, b=body: books.epub({"x": f"<p>{FIRST}</p>{b(size)}", "y": f"<p>{LAST}</p>"}),
        )


def _archives() -> Iterator[Odd]:
    ends = {"a": f"<p>{FIRST}</p>", "z": f"<p>{LAST}</p>"}

    def spine(size: int) -> bytes:
        again = _times("<itemref idref='m'/>", size)
        refs = f'<itemref idref="a"/>{again}<itemref idref="z"/>'
        return books.epub({**ends, "m": "<p>Nobody came.</p>"}, spine=refs)

    def shared(size: int) -> bytes:
        names = range(30)
        items = "".join(f'<item id="m{n}" href="m.xhtml" media-type="application/xhtml+xml"/>' for n in names)
        refs = '<itemref idref="a"/>' + "".join(f'<itemref idref="m{n}"/>' for n in names) + '<itemref idref="z"/>'
        return books.epub({**ends, "m": "<p>Nobody came.</p>" * (size // 20)}, spine=refs, items=items)

    def many(size: int) -> bytes:
        middle = {f"m{n}": "<p>Nobody came.</p>" for n in range(min(size // 250, 5000))}
        return books.epub({"a": ends["a"], **middle, "z": ends["z"]})

    yield Odd("a spine that names one document again and again", "odd.epub", spine)
    yield Odd("a spine of many names for one document", "odd.epub", shared)
    yield Odd("a spine of many documents", "odd.epub", many)
    entry = "<ol><li><a href='a.xhtml'>T</a></li></ol>"
    point = "<navPoint><navLabel><text>T%d</text></navLabel><content src='a.xhtml'/></navPoint>"
    deep = "<navPoint><navLabel><text>T</text></navLabel><content src='a.xhtml'/>"
    yield Odd("contents of many entries", "odd.epub", lambda size: books.epub(ends, toc=_times(entry, size)))
    yield Odd("nested contents", "odd.epub", lambda size: books.epub(ends, toc=_times("<ol><li><a href='a.xhtml'>T</a>", size)))
    yield Odd("an NCX of many entries", "odd.epub", lambda size: books.epub(ends, ncx=_times(point, size)))
    yield Odd(
        "a nested NCX", "odd.epub", lambda size: books.epub(ends, ncx=_times(deep, size) + "</navPoint>" * (size // len(deep)))
    )
    for meta in (
        "<dc:title>x</dc:title>",
        "<dc:creator>x</dc:creator>",
        "<meta name='a' content='b'/>",
        "<dc:creator>",
        "<meta property='role'>x</meta>",
    ):
        yield Odd(f"a package of many {meta}", "odd.epub", lambda size, m=meta: books.epub(ends, meta=_times(m, size)))
    item = "<item id='i%d' href='n%d' media-type='image/png' properties='cover-image'/>"
    yield Odd(
        "a package of many items", "odd.epub", lambda size: books.epub(ends, items=_times(item.replace("i%d", "a%d"), size))
    )


_WORD = ["<w:p><w:r><w:t>x</w:t></w:r></w:p>", "<w:p/>", "<w:p><w:ins>", "<w:r><w:t>x</w:t></w:r>", "<w:tbl><w:tr><w:tc>", "<w:sdt><w:sdtContent>", "<w:hyperlink>",
         "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>", "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", "<w:r><w:fldChar/></w:r>",
         "<w:bookmarkStart w:name='b%d '/>", "<w:p><w:pPr><w:pStyle w:val='H1'/></w:pPr><w:r><w:t>I</w:t></w:r></w:p>", "<w:r><w:t>", "<w:smartTag>"]  # fmt: skip
_OPEN = ["<text:p>x</text:p>", "<text:h>I</text:h>", "<text:p>", "<text:span>", "<text:span>x</text:span>", "<text:s/>", "<text:s text:c='100'/>", "<text:tab/>",
         "<text:line-break/>", "<text:note>x</text:note>", "<text:note>", "<text:list><text:list-item>", "<text:section>", "<text:table-of-content>", "<text:a>"]  # fmt: skip
_FICTION = ["<p>x</p>", "<section>", "<section><p>x</p></section>", "<title><p>I</p></title>", "<p>", "<emphasis>", "<empty-line/>", "<a type='note'>1</a>", "<a type='note'>",
            "<p><a type='note'>1</a></p>", "<poem><stanza><v>x</v></stanza></poem>", "<subtitle>x</subtitle>", "<title>", "<cite>",
            "<section><title><p>I</p></title><p>“No,” said Maria.</p></section>"]  # fmt: skip


def _documents() -> Iterator[Odd]:
    for unit in _WORD:
        yield Odd(
            f"DOCX of {unit}",
            "odd.docx",
            lambda size, u=unit: books.docx(books.word(FIRST) + _closed(u, size, "w:p") + books.word(LAST)),
        )
    for unit in _OPEN:
        ends = f"<text:p>{FIRST}</text:p>", f"<text:p>{LAST}</text:p>"
        yield Odd(f"ODT of {unit}", "odd.odt", lambda size, u=unit, e=ends: books.odt(e[0] + _closed(u, size, "text:p") + e[1]))
    for unit in _FICTION:
        yield Odd(
            f"FB2 of {unit}",
            "odd.fb2",
            lambda size, u=unit: books.fb2(f"<section><p>{FIRST}</p>{_closed(u, size, 'p')}<p>{LAST}</p></section>"),
        )


def _closed(unit: str, size: int, paragraph: str) -> str:
    """The unit again and again inside a paragraph, whatever it leaves open closed at the end."""
    opened: list[str] = []
    for tag in re.findall(r"<(/?[\w:-]+)[^<>]*?(?<!/)>", unit):
        if tag[0] == "/":
            opened.pop()
        else:
            opened.append(tag)
    closing = "".join(f"</{tag}>" for tag in reversed(opened))
    count = max(1, size // len(unit + closing))
    inside = _times(unit, count * len(unit)) + closing * count
    return inside if unit.startswith((f"<{paragraph}", "<section", "<w:tbl")) else f"<{paragraph}>{inside}</{paragraph}>"


def _printed() -> Iterator[Odd]:
    def lines(size: int, text: str) -> bytes:
        rows = [(72, 700 - 12 * (n % 50), text) for n in range(max(1, size // (len(text) + 30)))]
        pages = [rows[n : n + 50] for n in range(0, len(rows), 50)]
        return books.pdf([(72, 700, FIRST)], *pages, [(72, 700, LAST)])

    for text in ("The lamp was lit and nobody came.", "x", " ", "broken-", "12", "-" * 80, "x" * 500):
        yield Odd(f"PDF lines of {text[:20]!r}", "odd.pdf", lambda size, t=text: lines(size, t))
    yield Odd(
        "a PDF page of much text",
        "odd.pdf",
        lambda size: books.pdf([(72, 700, FIRST), (72, 650, "x " * (size // 2)), (72, 600, LAST)]),
    )
    yield Odd(
        "a PDF page of many words",
        "odd.pdf",
        lambda size: books.pdf(
            [(72, 710, FIRST)], [(72 + n % 400, 700 - n % 600, "word") for n in range(size // 40)], [(72, 700, LAST)]
        ),
    )
    yield Odd(
        "a PDF page far away",
        "odd.pdf",
        lambda size: books.pdf(
            [(72, 710, FIRST)], [(72 + n * 1000, 700 - n * 1000, "word") for n in range(size // 40)], [(72, 700, LAST)]
        ),
    )
