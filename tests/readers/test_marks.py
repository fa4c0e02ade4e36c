"""Numbers, marks and letters among a story's words in HTML: what goes, what stays, and where a space is."""

from __future__ import annotations

import pytest

from narrate.readers.markup import parts_of, tree_of
from narrate.readers.semantics import KEPT_APART, MEANINGS, READ
from tests.conftest import PROJECT


def told(markup: str) -> list[str]:
    return [part.text for part in parts_of(tree_of(markup)) if not part.skipped]


def reasons(markup: str) -> set[str]:
    return {part.skipped for part in parts_of(tree_of(markup)) if part.skipped}


KEPT_SPACE = [
    ("It rained for <span class='pagenum'>8</span>two days.", "It rained for two days."),
    ("It rai<span class='page-number'>{9}</span>ned.", "It rained."),
    ("The end.<a id='page_ix'>ix</a>The start.", "The end. The start."),
    ("They sang<span epub:type='pagebreak'>10</span> on.", "They sang on."),
    ("They [Pg 11]sang {12} on.", "They sang on."),
    ("He slept.<sup>1</sup> She woke.", "He slept. She woke."),
    ("He slept<a href='#n2'>2</a>, she woke.", "He slept, she woke."),
    ("He slept <a href='#n2' class='noteref'>[2]</a>.", "He slept."),
    ("He slept.<a class='_idFootnoteLink' href='#n3'>3</a>She woke.", "He slept. She woke."),
    ("He slept.<span class='superscript'>*</span> She woke.<sup>†</sup>", "He slept. She woke."),
    ("A line.<span class='linenum'>40</span>", "A line."),
]
"""Paragraph, what is read."""


@pytest.mark.parametrize(("markup", "text"), KEPT_SPACE)
def test_a_mark_goes_and_the_space_that_the_author_left_stays(markup: str, text: str) -> None:
    assert told(f"<p>{markup}</p>") == [text]
    assert reasons(f"<p>{markup}</p>") <= {"page number", "note mark", "line number"}


STAYS = [
    "See chapter <a href='c4.xhtml'>4</a> for more.",
    "Ten square m<sup>2</sup> and 10<sup>3</sup> men on the 1<sup>st</sup>.",
    "His <a epub:type='noteref' href='#n'>uncle</a> came.",
    "The M<sup>c</sup>Adams and <i>4</i> more.",
]


@pytest.mark.parametrize("markup", STAYS)
def test_words_numbers_and_powers_stay(markup: str) -> None:
    assert reasons(f"<p>{markup}</p>") == set()


def test_a_raised_mark_may_be_raised_by_the_style_sheet() -> None:
    sheet = "<style>.up { vertical-align: super; font-size: 70% } .gone { display: none }</style>"
    assert told(f"{sheet}<p>He slept.<span class=up>7</span> She woke.<span class=gone>no</span></p>") == ["He slept. She woke."]


NOTES = [
    "<div class='_idFootnotes'><p>1 Or later.</p></div>",
    "<p><a href='#r1'>1</a>. Or later.</p>",
    "<ol><li id='fn1'>Or later. <a href='#r1'>↩</a></li></ol>",
    "<aside role='doc-footnote'>Or later.</aside>",
]


@pytest.mark.parametrize("note", NOTES)
def test_notes_are_set_aside_whatever_marks_them(note: str) -> None:
    assert told(f"<p>He slept.</p>{note}") == ["He slept."]


def test_a_note_without_a_link_repeats_the_mark_that_leads_to_it() -> None:
    assert told("<p>He slept.<sup>1</sup></p><hr><p><sup>1</sup> Or later.</p>") == ["He slept.", "* * *"]


def test_a_scripture_whose_verses_all_begin_with_links_is_no_note() -> None:
    verses = "".join(f"<p><a href='#r{n}'>{n}</a> And it was day {n} of the flood.</p>" for n in range(1, 9))
    assert len(told(f"<h1>The Flood</h1>{verses}")) == 9


INITIALS = [
    ("<p><img class='dropcap' src='h.png' alt='H'>E slept.</p>", "HE slept."),
    ("<p><span class='drop'><img src='h.png' alt='Decorated initial H'></span>e slept.</p>", "He slept."),
    ("<div class='drop'><img src='h.png' alt='H'></div><p>e slept.</p>", "He slept."),
    ("<p class='dropcap'>H</p><p>e slept.</p>", "He slept."),
    ("<p><span class='dropcap'><span>H</span></span> E slept.</p>", "HE slept."),
    ("<p><img src='h.png' alt='H'>He slept.</p>", "He slept."),
    ("<p><span class='dropcap'>A</span> fox came.</p>", "A fox came."),
    ("<p><img class='initial' src='i.png' alt='I'> slept.</p>", "I slept."),
    ("<p>He saw <img src='f.png' alt='a fox'> there.</p>", "He saw there."),
]


@pytest.mark.parametrize(("markup", "text"), INITIALS)
def test_a_decorated_initial_belongs_to_its_word(markup: str, text: str) -> None:
    assert told(markup) == [text]


HEADINGS = [
    ("<h2>Chapter 7<br/>The Hill</h2>", ["Chapter 7", "The Hill"]),
    ("<h2><span class='num'>Chapter 7</span><span class='title'>The Hill</span></h2>", ["Chapter 7", "The Hill"]),
    ("<h2><span>VII</span><span>The Hill</span></h2>", ["VIIThe Hill"]),
    ("<style>span{display:block}</style><h2><span>VII</span><span>The Hill</span></h2>", ["VII", "The Hill"]),
    ("<h2>Chapter<br/>Seven</h2>", ["Chapter Seven"]),
    ("<h2>The Long<br/>Hill</h2>", ["The Long Hill"]),
    ("<h2><span>H</span><span>ILL</span></h2>", ["HILL"]),
    ("<h2><img src='a.png' alt='The Hill'></h2>", ["The Hill"]),
    ("<div><img src='a.png' alt='Chapter Seven'></div>", ["Chapter Seven"]),
    ("<p epub:type='title'>The Hill</p>", ["The Hill"]),
    ("<div role='heading' aria-level='2'>The Hill</div>", ["The Hill"]),
]


@pytest.mark.parametrize(("markup", "lines"), HEADINGS)
def test_headings_of_several_lines_spans_and_pictures(markup: str, lines: list[str]) -> None:
    found = parts_of(tree_of(f"{markup}<p>He slept.</p>"))
    assert [part.text for part in found if part.kind == "heading"] == lines


def test_lines_of_verse_stay_apart() -> None:
    verse = "<p><span class='line'>The fog is low</span><span class='line'>and we must go</span></p>"
    assert told(verse) == ["The fog is low\nand we must go"]
    assert told(verse.replace("</span><span", "</span>\n <span")) == ["The fog is low\nand we must go"]


@pytest.mark.parametrize("words", ["* * *", "Scene break", "ornament", "❦"])
def test_a_picture_of_an_ornament_is_a_pause(words: str) -> None:
    found = parts_of(tree_of(f"<p>He slept.</p><p><img src='o.png' alt='{words}'></p><p>She woke.</p>"))
    assert [part.kind for part in found] == ["paragraph", "scene_break", "paragraph"]


def test_hyphens_that_only_show_at_line_ends_are_no_letters() -> None:
    assert told("<p>The vil\u00adlage slept.</p>") == ["The village slept."]


@pytest.mark.parametrize("term", sorted(MEANINGS))
def test_every_term_of_the_vocabularies_is_decided(term: str) -> None:
    """As `epub:type` on a section, the words are read, or set aside with the reason that the table has."""
    found = parts_of(tree_of(f"<p>He slept.</p><section epub:type='{term}'><p>The words here.</p></section>"))
    assert [part.skipped for part in found if part.text == "The words here."] == [
        None if MEANINGS[term].skipped in ("note mark", "page number") else MEANINGS[term].skipped
    ]


def test_a_title_page_gives_its_title_and_its_motto_only() -> None:
    page = "<section epub:type='titlepage'><h1>The Hill</h1><p>Fog Press</p><p epub:type='epigraph'>Go up.</p></section>"
    assert told(page) == ["The Hill", "Go up."]
    assert set(KEPT_APART) <= {term for term, meaning in MEANINGS.items() if meaning is READ}


def test_the_reference_tells_of_every_term() -> None:
    told = (PROJECT / "docs/reference/story-formats.md").read_text(encoding="utf-8")
    assert [term for term in MEANINGS if f"`{term}`" not in told] == []
