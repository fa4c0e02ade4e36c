"""Pages look as they did: what is lit stands where style sheets do not mind it."""

from __future__ import annotations

import pytest
from lxml import etree

from narrate.readalong.lighting import light
from narrate.readalong.styles import minds_spans, sheet

XHTML = "http://www.w3.org/1999/xhtml"


def find(reference: str) -> str | None:
    return reference


@pytest.mark.parametrize(
    ("css", "minds"),
    [
        ("p { color: red }", False),
        (".span, #span, p.span { color: red }", False),
        ("p span { color: red }", True),
        ("h1, SPAN.a { color: red }", True),
        ("p > i { color: red }", True),
    ],
)
def test_a_sheet_minds_spans_where_it_speaks_of_them_or_of_what_is_between(css: str, minds: bool) -> None:
    assert minds_spans(css) is minds


def test_what_stands_right_within_an_element_may_be_lit_between() -> None:
    assert sheet("div > p > b:first-child{color:red}", find) == (
        "div > p > b:first-child, div > data > p > b:first-child, div > p > data:first-child > b:first-child { color:red; }"
    )


def test_a_rule_that_no_browser_takes_goes() -> None:
    assert sheet("p { color: red } } i { color: red } b { color: red }", find).count("{") == 2


@pytest.mark.parametrize(
    ("page", "stretches", "made"),
    [
        ("<p><i>Ab. Cd.</i></p>", [(0, 3), (3, 6)], "<p><i><s>Ab.</s> <s>Cd.</s></i></p>"),
        ("<p><i>Ab</i> cd.</p>", [(0, 5)], "<p><s><i>Ab</i> cd.</s></p>"),
        ("<p><i>Ab. Cd</i> ef.</p>", [(0, 3), (3, 8)], "<p><i><s>Ab.</s> </i><s><i>Cd</i> ef.</s></p>"),
        ("<p><i>Ab</i><br/><i>cd.</i></p>", [(0, 5)], "<p><i><s>Ab</s></i><br/><i><s>cd.</s></i></p>"),
        ("<p>A <q>b. C</q> d.</p>", [(0, 3), (3, 6)], "<p><s>A </s><q><s>b.</s> <s>C</s></q><s> d.</s></p>"),
        ("<p><b><i>Ab</i> cd</b> ef.</p>", [(0, 2), (2, 7)], "<p><b><i><s>Ab</s></i></b><s><b> cd</b> ef.</s></p>"),
    ],
)
def test_a_line_is_lit_within_what_holds_it_and_row_by_row(page: str, stretches: list[tuple[int, int]], made: str) -> None:
    body = etree.fromstring(f'<body xmlns="{XHTML}">{page}</body>')
    lit, _ = light(body, [(first, last, number) for number, (first, last) in enumerate(stretches)], "n", "s")
    for element in lit.iter("{*}s"):
        del element.attrib["id"]
    assert etree.tostring(lit).decode() == f'<body xmlns="{XHTML}">{made}</body>'
