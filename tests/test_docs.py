"""The documentation is true: what is generated is current, every link leads somewhere, every command is one."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import reference  # noqa: E402

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:\w[\w.-]*/)*\w[\w-]*(?:/|\.(?:py|toml|txt|yaml|npz)))`")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """The names of its headings, as code forges make them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", reference.PAGES, ids=name)
def test_what_is_generated_is_current(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text == reference.written_anew(text), "run: python tools/reference.py"


def test_every_generated_part_has_its_place() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in reference.PAGES)
    assert {part for part in reference.PARTS if f"<!-- generated: {part} -->" not in pages} == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_every_page_is_linked_from_the_first() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link.partition("#")[0]).resolve() for link in LINK.findall(index.read_text(encoding="utf-8"))}
    assert [name(page) for page in (ROOT / "docs").rglob("*.md") if page not in linked and page != index] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_nobody_is_told_to_install_somebody_elses_package(page: Path) -> None:
    assert re.findall(r"pip install (?:-\S+ )*['\"]?narrate(?!-audiobooks)\b", page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_option_that_is_written_about_is_there(page: Path) -> None:
    """`narrate COMMAND … --option` in any page but the notebook and the changelog."""
    known = {}
    for part in reference.command_line().split("\n## ")[0:]:
        known[part.partition("\n")[0].removeprefix("## ").removeprefix("narrate ").split()[0]] = set()
    for part in reference.command_line().split("## narrate ")[1:]:
        known[part.split()[0]] |= set(re.findall(r"(?<![\w-])--?[a-z-]+", part.partition("| --- |")[2]))
    if "notebook" in page.parts or page.name == "CHANGELOG.md":
        return
    wrong = []
    for command in re.findall(r"(?:^|`|\$ )narrate ([a-z][^`\n#|]*)", page.read_text(encoding="utf-8"), re.MULTILINE):
        words = command.split()
        if words[0] not in known:
            continue
        wrong += [
            command for word in words if word.startswith("-") and word != "-" and word not in known[words[0]] and word != "--help"
        ]
    assert wrong == []


def test_every_file_that_is_named_is_there() -> None:
    """In the pages for whoever changes the program: `room/file.py`, from the repository or from src/narrate."""
    places = (ROOT, ROOT / "src" / "narrate")
    pages = [ROOT / "docs" / "reference" / "modules.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("explanation/*.md")]
    named = {
        path
        for page in [*pages, *(ROOT / "docs").glob("how-to/add-*.md")]
        for path in NAMED.findall(page.read_text(encoding="utf-8"))
    }
    assert len(named) > 40
    assert sorted(path for path in named if not any((place / path).exists() for place in places)) == []
