"""The values that flow from the story to the sound. All of them are frozen.

One container serves every stage: `Book[Block]` is a manuscript, `Book[Line]` a script,
`Book[Cue]` a cue sheet. Sound never sits in a `Book`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from narrate.manners import Manner

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from narrate.units import Decibels, Hertz, Seconds

T = TypeVar("T")

NARRATOR = "Narrator"
"""The speaker of everything that nobody in the story says."""

BlockKind = Literal["paragraph", "heading", "scene_break"]
SegmentKind = Literal["heading", "narration", "dialogue"]
Mode = Literal["speech", "thought", "writing"]
Gender = Literal["female", "male", "unknown"]
Age = Literal["child", "adult", "old"]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character offsets into the decoded source (formats with markup: into the reading text)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a scene break, in the author's own characters.

    `text` is the source from `at.start` to `at.end`, hard line breaks included.
    `level` ranks headings: 1 part, 2 chapter, 3 a title below a chapter's number; 0 otherwise. `skipped` is why the block is not
    read aloud. Where the file says so: `opens` is the title of the chapter that begins here, `speaker` who says the block, `role`
    what it is (dedication, epigraph)."""

    kind: BlockKind
    text: str
    at: Span
    level: int = 0
    skipped: str | None = None
    opens: str | None = None
    speaker: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """A stretch of the source that is not read aloud, and why."""

    text: str
    at: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of narration or of dialogue; the segments of a block join back to its exact text.

    `paragraph` numbers the blocks of the book; `opens` says that a quotation begins here and
    `closes` that it ends here (a speech over several paragraphs opens again in each and closes once).
    `after_break` is true in the first paragraph after a heading or a scene break. `speaker` is who says it, where
    the file itself says so.
    """

    kind: SegmentKind
    text: str
    at: Span
    paragraph: int = 0
    closes: bool = True
    after_break: bool = False
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A segment with the one who says it. `rule` names what decided and `evidence` shows it in the story's words; `confidence` is
    0 to 1. `mode` says how a quotation's words are given; narration is speech. `manner` is how the text says that it is said, and
    `manner_evidence` the words that say so."""

    speaker: str
    text: str
    kind: SegmentKind
    at: Span
    rule: str
    confidence: float
    evidence: str = ""
    paragraph: int = 0
    after_break: bool = False
    mode: Mode = "speech"
    manner: Manner = "plain"
    manner_evidence: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """Two names that are, or may be, one person's; `why` in plain words. `chance`, 0 to 1, is what learned weights say, 1 where a
    rule decided."""

    name: str
    other: str
    why: str
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Character:
    """A member of the roster. `lines` counts the quotations they say; `tells` is true of whoever says "I" in the narration;
    `joins` are how other names came to be theirs, `perhaps` who else of the roster they may be."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender = "unknown"
    age: Age = "adult"
    lines: int = 0
    tells: bool = False
    joins: tuple[Join, ...] = ()
    perhaps: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter(Generic[T]):
    """A chapter of whatever the stage is at; `number` counts from 1 in reading order."""

    number: int
    title: str
    body: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A correction of a person's that does not fit the story, told in a line that names its file. `candidates` are entries ready
    to paste, with the number of the line that each fits; `ambiguous` says that the correction fits all of them."""

    message: str
    candidates: tuple[tuple[str, int], ...] = ()
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person behind a book. `role` is a MARC relator code: aut (author), trl (translator), ill (illustrator), edt (editor), nrt
    (narrator), ctb (anything else); `sort` is the name as lists are sorted by it, "Austen, Jane", where the file tells it."""

    name: str
    role: str = "aut"
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a book's file says of its publication; `date` begins with the year, `series` is as "Days #2", `cover` is an image
    file's bytes, `description` is plain text in paragraphs, `isbn` digits (and X) only, `people` are in the file's order."""

    publisher: str = ""
    date: str = ""
    series: str = ""
    cover: bytes = b""
    people: tuple[Contributor, ...] = ()
    subtitle: str = ""
    title_sort: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    isbn: str = ""

    def names_of(self, role: str) -> tuple[str, ...]:
        """The names of those with that role: the authors for "aut"."""
        return tuple(dict.fromkeys(person.name for person in self.people if person.role == role))

    @property
    def year(self) -> str:
        """Four digits, or nothing."""
        return self.date[:4] if self.date[:4].isdigit() else ""

    @property
    def part_of(self) -> tuple[str, str]:
        """The series and the number in it, each empty where it is not told."""
        name, _, number = self.series.partition(" #")
        return name, number


NO_IMPRINT = Imprint()


@dataclass(frozen=True, slots=True)
class Book(Generic[T]):
    """One story at one stage. `source` names its file and `text` is what the offsets count in, decoded and whole; `emphasis` are
    the runs of it, in order, that are printed with stress."""

    title: str
    author: str
    language: str
    chapters: tuple[Chapter[T], ...]
    source: str = ""
    text: str = ""
    characters: tuple[Character, ...] = ()
    skipped: tuple[Skip, ...] = ()
    notes: tuple[str, ...] = ()
    imprint: Imprint = NO_IMPRINT
    misfits: tuple[Misfit, ...] = ()
    emphasis: tuple[Span, ...] = ()

    def bodies(self) -> Iterator[T]:
        """Every member of every chapter, in reading order."""
        for chapter in self.chapters:
            yield from chapter.body


Manuscript = Book[Block]
Script = Book[Line]


@dataclass(frozen=True, slots=True)
class Voice:
    """One resolved voice. `speed` is a factor, `pitch` in semitones, `gain` in dB (on finished takes, which do not depend on it);
    `timbre` is the vocal tract's length and `range` the liveliness of intonation, factors, for engines that can change them.
    `manner` is acted, `acted` times as much as is usual; `take` numbers readings of one text; `ending` is how the sentence ends,
    `stressed` its stressed words (see manners.py), `before` and `after` what others say in it; `language` is a palette's."""

    engine: str
    name: str
    speed: float = 1.0
    pitch: float = 0.0
    gain: Decibels = 0.0
    timbre: float = 1.0
    range: float = 1.0
    manner: Manner = "plain"
    acted: float = 1.0
    take: int = 1
    language: str = "en"
    ending: str = ""
    stressed: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing for one voice to say. `voice` is the speaker's own; where it says this otherwise (whispered, slower), `performed`
    is how.

    `key` is a hash of everything the sound depends on; `pause` (seconds of quiet after the cue) is not part of it.
    `line` numbers the script's line that the cue is taken from, counted from 0 over the whole book, and `start` is where
    `shown` begins in the reading text.
    """

    key: str
    text: str
    voice: Voice
    speaker: str
    pause: Seconds
    line: int
    shown: str
    performed: Voice | None = None
    start: int = 0

    @property
    def spoken_with(self) -> Voice:
        """The voice as it says this."""
        return self.performed or self.voice


@dataclass(frozen=True, slots=True)
class Take:
    """Recorded sound: `(n_samples,)` int16, mono. `stand_in` tells how it was had, if it is not what a take of its voice
    would be."""

    key: str
    samples: NDArray[np.int16]
    sample_rate: Hertz
    stand_in: str = ""
    words: tuple[Seconds, ...] = ()
    """When each word of what is spoken begins; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Who is heard from when to when: seconds from the start of the chapter, computed from sample counts. `words` are when each
    spoken word begins, where that is known. `manner` is how, empty for most."""

    start: Seconds
    end: Seconds
    speaker: str
    text: str
    words: tuple[Seconds, ...] = ()
    manner: str = ""
