"""What may stand in voices.yaml: its tables, their settings, and in what bounds."""

from __future__ import annotations

from typing import Annotated, Literal

import regex
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from narrate.config.credits import CreditsTable
from narrate.config.music import MusicTable
from narrate.config.patterns import MOST_STEPS, steps
from narrate.manners import EVERYBODY, Direction, Manner

Speed = Annotated[float, Field(ge=0.4, le=3.0)]
Pitch = Annotated[float, Field(ge=-12, le=12)]
Gain = Annotated[float, Field(ge=-30, le=20)]
Timbre = Annotated[float, Field(ge=0.8, le=1.25)]
Range = Annotated[float, Field(ge=0, le=2)]
Pause = Annotated[float, Field(ge=0, le=30)]


def _switched(value: object) -> object:
    """`off` and `on` as numbers: YAML takes them for words."""
    return {"off": 0.0, "on": 1.0}.get(value, value) if isinstance(value, str) else value


Acted = Annotated[float, Field(ge=0, le=2), BeforeValidator(_switched)]


def _pattern(text: str) -> str:
    if steps(text) > MOST_STEPS:
        raise ValueError(f"repeats too much in its {{…}}, which would make {MOST_STEPS:,} steps and more; ask for fewer")
    try:
        regex.compile(text)
    except (regex.error, RecursionError, MemoryError) as error:
        raise ValueError(f"is no regular expression: {error}; put a backslash before signs that mean themselves") from None
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


Quotes = Literal["double", "single", "guillemets", "inward", "low", "corner", "dash"]


def _not_blank(name: str) -> str:
    if not name.strip():
        raise ValueError("is blank")
    return name


Name = Annotated[str, AfterValidator(_not_blank)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class VoiceTable(_Table):
    """A voice tuned: which one, and how it differs."""

    voice: str = Field(description="A name of the palette, one of your own voices, or engine:name.")
    speed: Speed = Field(default=1.0, description="× the engine's ordinary pace.")
    pitch: Pitch = Field(default=0.0, description="Semitones up or down.")
    gain: Gain = Field(default=0.0, description="dB louder or softer than the other voices.")
    timbre: Timbre = Field(default=1.0, description="× the length of the vocal tract: above 1 a larger person (hibari only).")
    range: Range = Field(default=1.0, description="× the liveliness of intonation; 0 is flat (hibari only).")


VoiceChoice = str | VoiceTable


class NarratorTable(_Table):
    """The narrator of one story: a voice, and the character who says I, if one does."""

    character: Name | None = Field(default=None, description="The character who tells the story and says I.")
    voice: str | None = Field(default=None, description="Without it, the narrator's voice of every story.")
    speed: Speed = Field(default=1.0, description="× that voice's pace.")
    pitch: Pitch = Field(default=0.0, description="Semitones on top of that voice's.")
    gain: Gain = Field(default=0.0, description="dB on top of that voice's.")
    timbre: Timbre = Field(default=1.0, description="× that voice's timbre (hibari only).")
    range: Range = Field(default=1.0, description="× that voice's range (hibari only).")

    def choice(self, ordinary: VoiceChoice) -> VoiceChoice:
        """The voice that is meant: this table's own, or the ordinary one tuned."""
        base = ordinary if isinstance(ordinary, VoiceTable) else VoiceTable(voice=ordinary)
        if self.voice is not None:
            base = VoiceTable(voice=self.voice)
        return VoiceTable.model_construct(  # each table keeps to its bounds; what they come to need not
            voice=base.voice,
            speed=base.speed * self.speed,
            pitch=base.pitch + self.pitch,
            gain=base.gain + self.gain,
            timbre=base.timbre * self.timbre,
            range=base.range * self.range,
        )


class PauseTable(_Table):
    """Seconds of quiet."""

    sentence: Pause | None = Field(default=None, description="Between two sentences of one speaker, of ordinary length.")
    paragraph: Pause | None = Field(default=None, description="At the end of a paragraph.")
    speaker: Pause | None = Field(default=None, description="When somebody else begins.")
    tag: Pause | None = Field(default=None, description="Between a quotation and the “she said” that is part of its sentence.")
    scene: Pause | None = Field(default=None, description="At a scene break.")
    heading: Pause | None = Field(default=None, description="After a heading.")


_PRONOUNCE = (
    "Word → how it is said. Whole words, the longest first; an entry in lower case fits any case. "
    'Between slashes it is IPA ("/ˈiɡɔɹ/"), which hibari, piper and kokoro take and pyttsx3 leaves aside.'
)
_KEEP = "What to read all the same: reasons for skipping (teaser, boilerplate, …) or regular expressions."
_SKIP = "Not read aloud: paragraphs with one of these regular expressions, or what the file calls dedication or epigraph."


class SeriesTable(_Table):
    """The series that a story belongs to."""

    name: str = Field(min_length=1, description="What the series is called.")
    number: Annotated[float, Field(ge=0, le=1_000_000)] | None = Field(
        default=None, description="Which of its books this is; 2.5 stands between two."
    )


class LineTable(_Table):
    """Who says one line, and how."""

    speaker: Name | None = Field(default=None, description="Who says it.")
    take: int = Field(default=1, ge=1, le=999, description="Another reading of the same words: 2, 3, …")
    speed: Speed = Field(default=1.0, description="× the speaker's pace.")
    gain: Gain = Field(default=0.0, description="dB louder or softer than the speaker's other lines.")
    pause: Pause | None = Field(default=None, description="Seconds of quiet after it.")
    say: str = Field(default="", max_length=5000, description="What is spoken instead of its words; captions stay as written.")
    style: Manner | None = Field(default=None, description="How it is said, whatever the text tells of that; plain is not acted.")

    def direction(self) -> Direction:
        """All but the speaker."""
        return Direction(
            take=self.take, speed=self.speed, gain=self.gain, pause=self.pause, say=self.say.strip(), style=self.style
        )


_MANNERS = (
    "How much of what the text tells of a line (whispered, shouted, through the telephone) is acted: a number, "
    "off (0), or a table of characters, all for everybody else."
)


_CREDITS = (
    "Whether opening and closing credits are spoken, each a file of its own: true, false, or a table of their texts. "
    "Without it, as the delivery has it: acx does."
)
_MUSIC = (
    "A sound file of your own that is heard under the titles of chapters and the credits, or a table of it and how; empty: none."
)
_HEADINGS = "Whether the titles of chapters are read aloud; true without it."


class StoryTable(_Table):
    """What holds for one story only."""

    title: str | None = Field(default=None, description="Instead of the title that was found.")
    author: str | None = Field(default=None, description='Instead of the author that was found; several: "Ann Bell; Jo Day".')
    series: str | SeriesTable | None = Field(default=None, description="The series it belongs to.")
    description: str | None = Field(default=None, description="What it is about, for lists of books.")
    cover: str | None = Field(default=None, description="A picture (JPEG, PNG, WebP, GIF): its path, seen from this file.")
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = Field(
        default=None, description="Two letters, where what was found is wrong: en, de."
    )
    year: Annotated[int, Field(ge=1, le=9999)] | None = Field(default=None, description="When it was published.")
    narrators: list[str] = Field(default=[], description="Who is named as narrator, instead of the voice.")
    narrator: str | NarratorTable | None = Field(default=None, description="Who reads the narration of this story.")
    cast: dict[str, VoiceChoice] = Field(default={}, description="Character → voice, in this story.")
    ignore: list[Name] = Field(default=[], description="Names that are nobody's: a place, a horse, a book.")
    aliases: dict[Name, Name] = Field(default={}, description="Other name → the name this person goes by.")
    apart: dict[Name, Name | list[Name]] = Field(
        default={}, description="Name → other names that may seem the same person's and are not: they are not asked about again."
    )
    gender: dict[Name, Literal["female", "male", "unknown"]] = Field(
        default={}, description="Character → gender, where narrate guesses wrong."
    )
    lines: dict[str, Name | LineTable] = Field(
        default={},
        description='A quotation\'s first words, or what stands before it and its first words ("who sat there. | Yes."), → '
        "who says it, or a table of who and how. The lines around it are decided anew with that known.",
    )
    manners: Acted | dict[str, Acted] | None = Field(default=None, description="As above, in this story.")
    credits: bool | CreditsTable | None = Field(default=None, description="As above, in this story.")
    headings: bool | None = Field(default=None, description="As above, in this story.")
    music: str | MusicTable | None = Field(default=None, description="As above, in this story.")
    keep: list[Pattern] = Field(default=[], description=_KEEP)
    skip: list[Pattern] = Field(default=[], description=_SKIP)
    encoding: str | None = Field(default=None, description="The file's encoding, where what was found is wrong: cp1251.")
    pauses: PauseTable | None = Field(default=None, description="Seconds of quiet in this story.")
    pronounce: dict[str, str] = Field(default={}, description="As above, for this story; added to those of every story.")
    speed: Speed | None = Field(default=None, description="× for every voice of this story, instead of the general one.")
    quotes: Quotes | None = Field(default=None, description="The quotation marks of the story, where what was found is wrong.")


PoolName = Literal["female", "male", "unknown", "child", "girl", "boy", "old-woman", "old-man", "telephone"]


class VoicesFile(_Table):
    """The whole of voices.yaml."""

    engine: str = Field(default="auto", description="Who speaks; auto is the best engine installed. See the page on engines.")
    narrator: VoiceChoice = Field(default="narrator", description="The voice that reads the narration.")
    voices: dict[str, VoiceTable] = Field(default={}, description="Your own voices: a name of your own → a voice, tuned.")
    cast: dict[str, VoiceChoice] = Field(default={}, description="Character → voice, in every story.")
    pools: dict[PoolName, list[VoiceChoice]] = Field(
        default={}, description="Voices for everyone else, by gender and age, in the order in which they are given out."
    )
    pauses: PauseTable | None = Field(default=None, description="Seconds of quiet.")
    pronounce: dict[str, str] = Field(default={}, description=_PRONOUNCE)
    speed: Speed | None = Field(default=None, description="× for every voice.")
    manners: Acted | dict[str, Acted] | None = Field(default=None, description=_MANNERS)
    credits: bool | CreditsTable | None = Field(default=None, description=_CREDITS)
    headings: bool | None = Field(default=None, description=_HEADINGS)
    music: str | MusicTable | None = Field(default=None, description=_MUSIC)
    keep: list[Pattern] = Field(default=[], description=_KEEP)
    skip: list[Pattern] = Field(default=[], description=_SKIP)
    stories: dict[str, StoryTable] = Field(
        default={}, description='What holds for one story: its file\'s name without the ending, or a pattern such as "000_*".'
    )


def speakers(lines: dict[str, str | LineTable]) -> dict[str, str]:
    """Who says which lines, where a person says so."""
    named = {key: value if isinstance(value, str) else value.speaker or "" for key, value in lines.items()}
    return {key: name for key, name in named.items() if name}


def directions(lines: dict[str, str | LineTable]) -> dict[str, Direction]:
    """How lines are said, where a person says more of them than who."""
    directed = {key: value.direction() for key, value in lines.items() if isinstance(value, LineTable)}
    return {key: direction for key, direction in directed.items() if direction != Direction()}


def acted(manners: float | dict[str, float] | None) -> dict[str, float]:
    """How much each character acts; EVERYBODY for those who are not named."""
    if manners is None:
        return {}
    return dict(manners) if isinstance(manners, dict) else {EVERYBODY: manners}
