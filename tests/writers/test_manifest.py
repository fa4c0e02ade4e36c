from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

from narrate.model import Contributor, Imprint
from narrate.writers import load_writer
from narrate.writers.manifest import contents_page, manifest
from tests.contracts.test_writers import edition

BOOK = replace(
    edition(("One & “two”", "Three")),
    imprint=Imprint(
        cover=b"a picture",
        date="1999-05",
        people=(Contributor("Zoë Bell"), Contributor("Jo Day"), Contributor("Ida Roe", "trl")),
    ),
)


def test_a_manifest_tells_who_made_the_book_and_how_long_it_lasts() -> None:
    told = manifest(BOOK, ["01 - One & #2.mp3", "02 - Three.mp3"], contents=False)
    assert [person["name"] for person in told["author"]] == ["Zoë Bell", "Jo Day"] and told["translator"][0]["name"] == "Ida Roe"
    assert {person["type"] for person in told["readBy"]} == {"Person"}
    assert told["duration"] == "PT7.000S" and [link["duration"] for link in told["readingOrder"]] == ["PT3.000S", "PT4.000S"]
    assert told["readingOrder"][0]["url"] == "01%20-%20One%20%26%20%232.mp3"
    assert [link["rel"] for link in told["resources"]] == ["cover"] and told["datePublished"] == "1999"


def test_what_is_not_known_is_left_out() -> None:
    told = manifest(replace(edition(), author=""), ["1.mp3", "2.mp3"], contents=True)
    assert not {"author", "translator", "publisher", "datePublished", "description"} & set(told)
    assert [link["rel"] for link in told["resources"]] == ["contents"]


def test_an_lpf_holds_what_its_manifest_names_and_its_sound_as_it_is(tmp_path: Path) -> None:
    (file,) = load_writer("lpf").write(BOOK, tmp_path)
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("publication.json"))
        kept = {info.filename: info.compress_type for info in archive.infolist()}
        page = archive.read("index.html").decode()
    named = [link["url"] for link in (*told["readingOrder"], *told["resources"])]
    assert set(kept) == {"publication.json", *named}
    assert all(kept[link["url"]] == zipfile.ZIP_STORED for link in told["readingOrder"])
    assert re.findall('href="(audio[^"]+)">([^<]+)<', page) == [
        ("audio/0001.mp3", "One &amp; “two”"),
        ("audio/0002.mp3", "Three"),
    ]


def test_titles_are_text_on_the_page_of_contents() -> None:
    assert "<b>" not in contents_page(replace(BOOK, title="A <b> & co"), ["1.mp3", "2.mp3"])
