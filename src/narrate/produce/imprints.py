"""What a person says of a book's publication in voices.yaml, in place of what its file says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from narrate.config import Publication
from narrate.errors import ConfigError, why_no_file
from narrate.model import Contributor, Imprint, Manuscript
from narrate.readers.people import AUTHOR, NARRATOR, author_line, people_of
from narrate.units import printable

_MOST_BYTES = 32 << 20
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
"""How JPEG, PNG, GIF and WebP begin."""


def with_publication(manuscript: Manuscript, publication: Publication, stem: str) -> Manuscript:
    """The manuscript with that said; `stem` is the title where there is none. Raises ConfigError for a cover that is none."""
    title = printable(publication.title or manuscript.title) or stem
    if len(manuscript.chapters) == 1 and manuscript.chapters[0].title == manuscript.title:
        manuscript = replace(manuscript, chapters=(replace(manuscript.chapters[0], title=publication.title or manuscript.title),))
    imprint = _imprint(manuscript.imprint, publication, manuscript.author)
    author = author_line(imprint.people) if publication.author else manuscript.author
    language = publication.language or manuscript.language
    return replace(manuscript, title=title, author=printable(author), language=language, imprint=imprint)


def _imprint(imprint: Imprint, publication: Publication, author: str) -> Imprint:
    people = imprint.people
    if publication.author:
        people = (*people_of(publication.author), *(person for person in people if person.role != AUTHOR))
    elif author and not (imprint.names_of(AUTHOR) or imprint.names_of("edt")):
        people = (*people_of(author), *people)
    people = tuple(person for person in people if person.role != NARRATOR)  # who reads it here is somebody else
    people += tuple(Contributor(printable(name), NARRATOR) for name in publication.narrators)
    return replace(
        imprint,
        people=people,
        date=f"{publication.year:04}" if publication.year else imprint.date,
        series=printable(publication.series or imprint.series),
        description=publication.description or imprint.description,
        cover=_picture(publication.cover, publication.cover_at) if publication.cover else imprint.cover,
    )


def _picture(file: Path, where: str) -> bytes:
    try:
        if why := why_no_file(file):
            raise ConfigError(f"{where}: cover: {file}: {why}. The path is seen from the folder of voices.yaml.")
        with file.open("rb") as opened:
            picture = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{where}: cover: {file}: cannot be read: {error.strerror or error}.") from error
    if len(picture) > _MOST_BYTES or not picture.startswith(_PICTURES):
        raise ConfigError(f"{where}: cover: {file}: not a JPEG, PNG, WebP or GIF of at most {_MOST_BYTES >> 20} MB.")
    return picture
