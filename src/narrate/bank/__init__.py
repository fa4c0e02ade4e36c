"""The voice bank: voices that a person has installed, and the catalogue of those that can be.

Engines look here for their files and never fetch any; only `narrate voices install` does. A voice is a folder,
`ENGINE/NAME/`, with its files and a `voice.json` that says what they are; it is complete or absent.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import platformdirs

if TYPE_CHECKING:
    from narrate.model import Gender

LABEL = "voice.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a voice: `size` in bytes and `sha256` are None where nobody has published them."""

    name: str
    url: str
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice that can be installed. `licence` is plain words, traps included."""

    name: str
    engine: str
    language: str
    speakers: int
    gender: Gender
    licence: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Bytes, as far as they are known."""
        return sum(part.size or 0 for part in self.parts)


@dataclass(frozen=True, slots=True)
class Installed:
    """A voice that is here: its folder, and each file's sha256 as it was when it was installed."""

    name: str
    engine: str
    gender: Gender
    licence: str
    folder: Path
    sums: dict[str, str]
    language: str = ""
    """In two letters, as far as it is known."""

    def file(self, suffix: str) -> Path | None:
        """The file whose name ends so."""
        return next((self.folder / name for name in sorted(self.sums) if name.endswith(suffix)), None)


def home() -> Path:
    """Where voices live: $NARRATE_VOICES, else in the user's data folder; for a user without a home nowhere."""
    if named := os.environ.get("NARRATE_VOICES"):
        return Path(named)
    try:
        return platformdirs.user_data_path("narrate") / "voices"
    except RuntimeError:
        return Path(os.devnull) / "voices"


@cache
def catalogue() -> tuple[Offer, ...]:
    """What can be installed by name, the plainest licences first."""
    table = tomllib.loads(files("narrate.bank").joinpath("catalogue.toml").read_text(encoding="utf-8"))
    return tuple(
        Offer(**{k: v for k, v in voice.items() if k != "files"}, parts=tuple(Part(**part) for part in voice["files"]))
        for voice in table["voice"]
    )


def installed(engine: str | None = None) -> tuple[Installed, ...]:
    """The voices that are here, of one engine or of all; in the catalogue's order, then by name."""
    order = {offer.name: number for number, offer in enumerate(catalogue())}
    found = [voice for label in home().glob(f"{engine or '*'}/*/{LABEL}") if (voice := _read(label))]
    return tuple(sorted(found, key=lambda voice: (order.get(voice.name, len(order)), voice.engine, voice.name)))


def how_to_install(engine: str, name: str = "") -> str:
    """The command that gets a voice."""
    offers = [offer.name for offer in catalogue() if offer.engine == engine]
    return f"Run: narrate voices install {name if name in offers or not offers else offers[0]}"


def offers_in(language: str) -> tuple[Offer, ...]:
    """What the catalogue has for a language."""
    return tuple(offer for offer in catalogue() if offer.language == language)


def sum_of(file: Path) -> str:
    """A file's sha256."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _read(label: Path) -> Installed | None:
    try:
        data: dict[str, Any] = json.loads(label.read_text(encoding="utf-8"))
        sums = {str(name): str(digest) for name, digest in data["files"].items()}
        gender = cast("Gender", str(data["gender"]))
        return Installed(
            name=str(data["name"]),
            engine=str(data["engine"]),
            gender=gender,
            licence=str(data["licence"]),
            folder=label.parent,
            sums=sums,
            language=str(data.get("language", "")),
        )
    except (OSError, ValueError, KeyError, AttributeError):
        return None  # somebody else's file
