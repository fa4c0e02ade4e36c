"""What the page may send, field by field: nothing acts on a request before it was read here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.convertors import IntegerConvertor, register_url_convertor

from narrate import model
from narrate.config.tables import Gain, Pause, Speed
from narrate.errors import ConfigError
from narrate.manners import Manner
from narrate.units import printable, shortened
from narrate.writers import writer_names

PauseKind = Literal["sentence", "paragraph", "speaker", "tag", "scene", "heading"]
_UNPRINTABLE = {"Cc", "Cs", "Co", "Cn"}
"""Kinds of signs that nobody types on purpose. Those without a width (Cf) come along where text is copied: names go without."""


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    if any(unicodedata.category(sign) in _UNPRINTABLE for sign in text):
        raise ValueError("has signs that cannot be printed; write it without them")
    return text


def _name(text: str) -> str:
    if not (name := printable(text)):
        raise ValueError("has nothing in it that can be seen")
    return name


def _plain_number(number: float) -> float:
    """A number as a hand writes it: 2 and not 2.0."""
    return int(number) if number.is_integer() else round(number, 4)


_Line, _Plain = AfterValidator(_one_line), AfterValidator(_plain_number)
Name = Annotated[str, Field(min_length=1, max_length=80), _Line, AfterValidator(_name)]
"""Of a person, or a word."""
Choice = Annotated[str, Field(max_length=200), _Line]
"""One of what the page offers, or nothing."""
Pronunciation = Annotated[str, Field(max_length=160), _Line]


class _Number(IntegerConvertor):
    """A number in an address, not longer than any that means something."""

    regex = "[0-9]{1,9}"


register_url_convertor("number", _Number())


class _Request(BaseModel):
    """Types are taken as they are: text is no number, and true is none either."""

    model_config = ConfigDict(strict=True, frozen=True, allow_inf_nan=False, str_strip_whitespace=True)


class _OfLine(_Request):
    line: int


class _OfPerson(_Request):
    who: str


class Say(_OfLine):
    """Who says a turn, or `only` one quotation of it."""

    do: Literal["say"]
    name: Name
    only: bool = False


class Confirm(_OfLine):
    """A doubtful line is right as it is."""

    do: Literal["confirm"]


class Direct(_OfLine):
    """How one line is said. What is not sent stays as it is; what is null is as usual."""

    do: Literal["direct"]
    take: Annotated[int, Field(ge=1, le=999)] | None = None
    speed: Annotated[Speed, _Plain] | None = None
    gain: Annotated[Gain, _Plain] | None = None
    pause: Annotated[Pause, _Plain] | None = None
    say: Annotated[str, Field(max_length=5000), _Line] | None = None
    style: Manner | None = None


class Forget(_OfLine):
    """What was said of a line goes."""

    do: Literal["forget"]


class Rename(_OfPerson):
    """Another name for somebody."""

    do: Literal["rename"]
    name: Name


class Merge(_OfPerson):
    """Two people are one."""

    do: Literal["merge"]
    into: str


class Apart(_OfPerson):
    """Two names are two people's."""

    do: Literal["apart"]
    other: str


class Nobody(_OfPerson):
    """A name is nobody's."""

    do: Literal["nobody"]


class Gender(_OfPerson):
    """What somebody is."""

    do: Literal["gender"]
    gender: model.Gender


class Voice(_OfPerson):
    """Somebody's voice; empty for the one that the pools give."""

    do: Literal["voice"]
    voice: Choice = ""


class Hold(_Request):
    """Everybody keeps the voice they have, or some people those that are asked for."""

    do: Literal["hold"]
    voices: dict[str, Choice] | None = None


class Teller(_OfPerson):
    """Who says I in the narration."""

    do: Literal["teller"]


class Pronounce(_Request):
    """How a word is said, in this story or `everywhere`; empty for as narrate says it."""

    do: Literal["pronounce"]
    word: Name
    said: Pronunciation = ""
    everywhere: bool = False


class SetPause(_Request):
    """How long a kind of pause lasts."""

    do: Literal["pause"]
    kind: PauseKind
    seconds: Annotated[Pause, _Plain]


Edit = Say | Confirm | Direct | Forget | Rename | Merge | Apart | Nobody | Gender | Voice | Hold | Teller | Pronounce | SetPause
_EDIT: TypeAdapter[Edit] = TypeAdapter(Annotated[Edit, Field(discriminator="do")])


class TryVoice(_Request):
    """Lines to be heard, with what `who` says in a voice that may become theirs."""

    who: str = ""
    voice: Choice
    lines: list[int]


class TryWord(_Request):
    """A word to be heard as it is `said`; empty for as narrate says it."""

    word: Name
    said: Pronunciation = ""


def _format(name: str) -> str:
    if name not in writer_names():
        raise ValueError(f"should be among {', '.join(writer_names())}")
    return name


class BeginRender(_Request):
    """A story, by number, and the formats that are made of it."""

    story: int
    formats: list[Annotated[str, AfterValidator(_format)]] = []


M = TypeVar("M", bound=_Request)


def edit_of(asked: Mapping[str, Any]) -> Edit:
    """Something to be done to a story. Raises ConfigError."""
    try:
        return _EDIT.validate_python(asked)
    except ValidationError as error:
        raise ConfigError(_in_words(error, 1)) from None  # the verb stands before the field


def tryout_of(asked: Mapping[str, Any]) -> TryVoice | TryWord:
    """Something to be heard before it is kept. Raises ConfigError."""
    return checked(TryWord, asked) if "word" in asked else checked(TryVoice, asked)


def checked(model: type[M], asked: Mapping[str, Any]) -> M:
    """A request of one kind. Raises ConfigError."""
    try:
        return model.model_validate(asked)
    except ValidationError as error:
        raise ConfigError(_in_words(error)) from None


def _in_words(error: ValidationError, above: int = 0) -> str:
    """The first thing that is wrong with a request, in a sentence; so many parts of its place name no field."""
    first = error.errors(include_url=False)[0]
    if first["type"].startswith("union_tag"):
        return f"There is nothing called “{shortened(str(first['input'].get('do', '')), 40)}” to do."
    field = " → ".join(shortened(str(part), 40) for part in first["loc"][above:])
    if first["type"] == "missing":
        return f"“{field}” is missing."
    if first["type"] == "string_unicode":
        return f"“{field}” has signs that cannot be printed; write it without them."
    problem = re.sub(r"^Value error, |^\w+ (?=should )", "", first["msg"])
    return f"“{field}” {problem}."
