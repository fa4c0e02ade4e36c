"""Pages made of the text that is read: a title page, and a page for each chapter with an element for each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narrate.edition import Edition, Paragraph, TimedLine, Track, Transcript
from narrate.readalong.xhtml import page, text
from narrate.script.quotations.verse import is_verse
from narrate.writers.credits import Credits

STYLE = """\
html { line-height: 1.5; }
body { margin: 0 5%; }
h1, h2 { line-height: 1.2; text-align: center; margin: 2em 0 1em; hyphens: none; }
p { margin: 0; text-indent: 1.4em; }
h1 + p, h2 + p, hr + p, p.verse, .title p { text-indent: 0; }
p.verse { white-space: pre-line; margin: 1em 0 1em 2em; }
hr { border: 0; margin: 1.5em 0; text-align: center; }
hr::before { content: "* * *"; }
.title { text-align: center; }
.title p { margin: 1em 0; }
nav ol { list-style: none; padding-inline-start: 1em; }
"""
LIT = """\
.-epub-media-overlay-active { background-color: #ffe08a; color: #1a1a1a; }
@media (prefers-color-scheme: dark) { .-epub-media-overlay-active { background-color: #6b5200; color: #ffffff; } }
"""
"""How the line that is heard looks."""


def chapter_page(track: Track, transcript: Transcript, language: str, style: str) -> str:
    """A chapter; its lines are the elements n1, n2, …"""
    inside = "\n".join(_blocks(transcript))
    if not transcript.paragraphs or transcript.paragraphs[0].kind != "heading":
        label = f' aria-label="{text(track.title)}"'
    else:
        label = ""
    body = f'<section epub:type="bodymatter chapter" role="doc-chapter"{label}>\n{inside}\n</section>'
    return page(track.title, body, language, style)


def title_page(edition: Edition, style: str) -> str:
    """The book's title, those who made it, and that nobody human reads it."""
    imprint = edition.imprint
    names = [*Credits(edition).authors, *(f"Translated by {name}" for name in imprint.names_of("trl"))]
    series = imprint.series.replace(" #", ", ")
    title_lines = [imprint.subtitle, *names, series, f"Read by {'; '.join(edition.narrators)}", imprint.publisher]
    lines = "\n".join(f"<p>{text(one)}</p>" for one in title_lines if one)
    body = f'<section epub:type="frontmatter titlepage" class="title" aria-label="Title page">\n<h1>{text(edition.title)}</h1>\n'
    return page(edition.title, f"{body}{lines}\n</section>", edition.language, style)


def _blocks(transcript: Transcript) -> Iterator[str]:
    place, number, before = 0, 1, ""
    for one in transcript.paragraphs:
        count = 0
        while place + count < len(transcript.lines) and transcript.lines[place + count].at.start < one.at.end:
            count += 1
        inside = _lit(one, transcript.lines[place : place + count], number)
        place, number = place + count, number + count
        if one.kind == "heading":
            yield f"<h2>{inside}</h2>" if before else f"<h1>{inside}</h1>"
        else:
            if one.after_break and before not in ("", "heading"):
                yield "<hr/>"
            yield f'<p class="verse">{inside}</p>' if is_verse(one.text) else f"<p>{inside}</p>"
        before = one.kind


def _lit(one: Paragraph, lines: Sequence[TimedLine], number: int) -> str:
    """A paragraph with its lines as elements; what stands between them is left between them."""
    parts, place = [], one.at.start
    for offset, line in enumerate(lines):
        between = one.text[place - one.at.start : line.at.start - one.at.start]
        words = one.text[line.at.start - one.at.start : line.at.end - one.at.start]
        parts += [text(between), f'<span id="n{number + offset}">{text(words)}</span>']
        place = line.at.end
    return "".join([*parts, text(one.text[place - one.at.start :])])
