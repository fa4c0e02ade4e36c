from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from narrate.errors import ConfigError
from narrate.model import Contributor, Imprint
from narrate.produce.feeds import write_feed
from narrate.produce.layout import Layout
from narrate.writers import load_writer
from narrate.writers.feed import checked_url
from tests.contracts.test_writers import edition

BOOK = replace(edition(("One & “two”", "Three\x01")), imprint=Imprint(people=(Contributor("Zoë Bell"), Contributor("Jo Day"))))
PODCAST = "{https://podcastindex.org/namespace/1.0}"


def written(folder: Path, writer: str, *files: str) -> ElementTree.Element:
    layout = Layout(folder, "Zoë Bell/The Door", "The Door")
    layout.folder(writer).mkdir(parents=True, exist_ok=True)
    for file in files:
        layout.path(f"{writer}/{file}").write_bytes(b"sound")
    write_feed(layout, BOOK, load_writer(writer), ["01 - #1", "02"], "https://example.org/books")
    channel = ElementTree.parse(layout.folder(writer) / "feed.xml").getroot().find("channel")
    assert channel is not None
    return channel


def test_each_chapter_is_an_episode_in_order_with_its_captions(tmp_path: Path) -> None:
    channel = written(tmp_path, "mp3", "01 - #1.mp3", "02.mp3")
    items = channel.findall("item")
    assert [item.findtext("title") for item in items] == ["One & “two”", "Three"]
    assert items[0].find("enclosure").attrib == {
        "url": "https://example.org/books/mp3/Zo%C3%AB%20Bell/The%20Door/01%20-%20%231.mp3", "length": "5", "type": "audio/mpeg",
    }  # fmt: skip
    assert [t.get("url").rpartition(".")[2] for t in items[0].findall(f"{PODCAST}transcript")] == ["vtt", "srt"]
    assert [p.text for p in channel.findall(f"{PODCAST}person")] == ["Zoë Bell", "Jo Day", *BOOK.narrators]
    dates = [item.findtext("pubDate") for item in items]
    assert dates == ["Sat, 01 Jan 2000 00:01:00 +0000", "Sat, 01 Jan 2000 00:02:00 +0000"]
    assert items[0].find(f"{PODCAST}chapters") is None


def test_the_same_address_gives_the_same_bytes_and_another_another_identity(tmp_path: Path) -> None:
    one, two = (written(tmp_path / n, "mp3", "01 - #1.mp3", "02.mp3") for n in "12")
    assert ElementTree.tostring(one) == ElementTree.tostring(two)
    other = written(tmp_path, "opus", "01 - #1.opus", "02.opus")
    assert other.findtext(f"{PODCAST}guid") != one.findtext(f"{PODCAST}guid")


def test_a_file_of_the_whole_book_is_one_episode_with_its_chapters_beside_it(tmp_path: Path) -> None:
    channel = written(tmp_path, "m4b", "A Book.m4b")
    (item,) = channel.findall("item")
    assert item.find(f"{PODCAST}chapters").get("url").endswith("/m4b/Zo%C3%AB%20Bell/The%20Door/chapters.json")
    assert '"startTime": 3.0' in (tmp_path / "m4b/Zoë Bell/The Door/chapters.json").read_text()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "books",
        "ftp://example.org",
        "https://",
        "https://a b",
        "https://example.org/?x=1",
        "https://[x",
        "https://a/\x1b[2J",
        "\x01https://a",
        "https://a/\u202eb",
    ],
)
def test_other_addresses_are_refused_in_a_line(url: str) -> None:
    with pytest.raises(ConfigError, match="--feed-url"):
        checked_url(url)
    assert checked_url("https://example.org/books/") == "https://example.org/books"
