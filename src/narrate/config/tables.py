"""What may stand in voices.yaml: its tables, their settings, and in what bounds."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Speed = Annotated[float, Field(ge=0.4, le=3.0)]
Pitch = Annotated[float, Field(ge=-12, le=12)]
Gain = Annotated[float, Field(ge=-30, le=20)]
Timbre = Annotated[float, Field(ge=0.8, le=1.25)]
Range = Annotated[float, Field(ge=0, le=2)]
Pause = Annotated[float, Field(ge=0, le=30)]


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}; put a backslash before signs that mean themselves") from None
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


Quotes = Literal["double", "single", "guillemets", "low", "corner", "dash"]


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


VoiceWish = str | VoiceTable


class TellerTable(_Table):
    """The narrator of one story: a voice, and the character who says I, if one does."""

    character: str | None = Field(default=None, description="The character who tells the story.")
    voice: str | None = Field(default=None, description="As under voices; without it the narrator's voice of every story.")
    speed: Speed = 1.0
    pitch: Pitch = 0.0
    gain: Gain = 0.0
    timbre: Timbre = 1.0
    range: Range = 1.0

    def wish(self, ordinary: VoiceWish) -> VoiceWish:
        """The voice that is meant: this table's own, or the ordinary one tuned."""
        base = ordinary if isinstance(ordinary, VoiceTable) else VoiceTable(voice=ordinary)
        if self.voice is not None:
            base = VoiceTable(voice=self.voice)
        return VoiceTable(
            voice=base.voice,
            speed=base.speed * self.speed,
            pitch=base.pitch + self.pitch,
            gain=base.gain + self.gain,
            timbre=base.timbre * self.timbre,
            range=base.range * self.range,
        )


class PauseTable(_Table):
    """Seconds of quiet."""

    sentence: Pause | None = None
    paragraph: Pause | None = None
    speaker: Pause | None = None
    scene: Pause | None = None
    heading: Pause | None = None


class StoryTable(_Table):
    """What holds for one story only."""

    title: str | None = None
    author: str | None = None
    narrator: str | TellerTable | None = None
    cast: dict[str, VoiceWish] = {}
    ignore: list[str] = Field(default=[], description="Names that are nobody's: places, horses, books.")
    aliases: dict[str, str] = Field(default={}, description="Other name → the name this person goes by.")
    gender: dict[str, Literal["female", "male", "unknown"]] = {}
    lines: dict[str, str] = Field(default={}, description="The line's first words → who says it.")
    keep: list[Pattern] = Field(
        default=[], description="What to read all the same: reasons such as teaser, or regular expressions."
    )
    skip: list[Pattern] = Field(default=[], description="Paragraphs with these words (regular expressions) are not read aloud.")
    encoding: str | None = Field(default=None, description="The file's encoding, where what is found is wrong: cp1251.")
    pauses: PauseTable | None = None
    pronounce: dict[str, str] = {}
    speed: Speed | None = None
    quotes: Quotes | None = None


class VoicesFile(_Table):
    """The whole of voices.yaml."""

    engine: str = "auto"
    narrator: VoiceWish = "narrator"
    voices: dict[str, VoiceTable] = Field(default={}, description="Your own voices, tuned and named.")
    cast: dict[str, VoiceWish] = Field(default={}, description="Characters with the same voice in every story.")
    pools: dict[Literal["female", "male", "unknown", "child", "girl", "boy", "old-woman", "old-man"], list[VoiceWish]] = {}
    pauses: PauseTable | None = None
    pronounce: dict[str, str] = Field(default={}, description="Word → how it is said.")
    speed: Speed | None = None
    keep: list[Pattern] = []
    skip: list[Pattern] = []
    stories: dict[str, StoryTable] = Field(default={}, description="A story by its file's stem, or a glob.")
