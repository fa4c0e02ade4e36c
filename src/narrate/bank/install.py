"""Putting voices into the bank, from the catalogue, an address or a file; taking them out; reading every byte again."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from narrate.bank import LABEL, Installed, Offer, Part, catalogue, home, installed, sum_of
from narrate.bank.fetch import Tell, fetch
from narrate.errors import ConfigError, DiskError, EngineError, did_you_mean

UNKNOWN = "unknown to narrate: ask whoever made it"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,99}")
_SPARE = 32 << 20
"""Bytes of disk to leave free."""
_MODEL, _SETTINGS = ".onnx", ".onnx.json"
_MOST_SETTINGS = 8 << 20


@dataclass(frozen=True, slots=True)
class Checked:
    """A voice of which every byte was read: `trouble` is empty when all is as it was installed."""

    name: str
    engine: str
    trouble: str


def find_offer(what: str) -> Offer:
    """The voice a person asks for: a name of the catalogue, a web address, or a file. Raises ConfigError."""
    named = next((offer for offer in catalogue() if offer.name == what), None)
    if named is not None:
        return _mirrored(named)
    if "://" in what:
        return _from_address(what)
    path = Path(what)
    if path.is_file():
        return _from_file(path)
    names = [offer.name for offer in catalogue()]
    raise ConfigError(
        f"There is no voice “{what}” to install{did_you_mean(what, names)}, and no such file. See narrate voices --catalogue"
    )


def install(offer: Offer, tell: Tell) -> Installed:
    """Bring all files of a voice into the bank. Complete or absent; a broken download is gone on with the next time."""
    goal, coming = home() / offer.engine / offer.name, home() / f".{offer.engine}-{offer.name}.coming"
    try:
        coming.mkdir(parents=True, exist_ok=True)
        _room_for(offer, coming)
        sums = {part.name: _bring(part, coming, tell) for part in offer.parts}
        for part in offer.parts:
            _look_into(coming / part.name, part)
        label = {k: getattr(offer, k) for k in ("name", "engine", "language", "speakers", "gender", "licence")}
        sources = [part.url for part in offer.parts]
        text = json.dumps({**label, "source": sources, "files": sums}, indent=1, ensure_ascii=False)
        (coming / LABEL).write_text(text, encoding="utf-8")
        goal.parent.mkdir(parents=True, exist_ok=True)
        if goal.exists():
            shutil.rmtree(goal)
        coming.replace(goal)
    except OSError as error:
        raise DiskError(
            f"{error.filename or coming}: {error.strerror or error}. Set NARRATE_VOICES to another folder."
        ) from error
    except EngineError:
        if not any(coming.glob("*.part")):
            shutil.rmtree(coming, ignore_errors=True)
        raise
    return Installed(
        name=offer.name,
        engine=offer.engine,
        gender=offer.gender,
        licence=offer.licence,
        folder=goal,
        sums=sums,
        language=offer.language,
    )


def remove(name: str) -> Installed:
    """Take a voice out of the bank."""
    voice = next((v for v in installed() if v.name == name), None)
    if voice is None:
        raise ConfigError(f"There is no installed voice “{name}”{did_you_mean(name, [v.name for v in installed()], '.')}")
    shutil.rmtree(voice.folder)
    return voice


def verify() -> list[Checked]:
    """Read every byte of every installed voice."""
    return [Checked(voice.name, voice.engine, _trouble(voice)) for voice in installed()]


def _trouble(voice: Installed) -> str:
    for name, digest in voice.sums.items():
        file = voice.folder / name
        if not file.is_file():
            return f"{name} is missing"
        if sum_of(file) != digest:
            return f"{name} has changed since it was installed"
    return ""


def _mirrored(offer: Offer) -> Offer:
    """The same files from $NARRATE_VOICES_URL, where that is set: a folder on the web that holds them by name."""
    mirror = os.environ.get("NARRATE_VOICES_URL", "").rstrip("/")
    if not mirror:
        return offer
    if urlsplit(mirror).scheme not in ("http", "https"):
        raise ConfigError(f"NARRATE_VOICES_URL is no web address: {mirror}")
    return replace(offer, parts=tuple(replace(part, url=f"{mirror}/{part.name}") for part in offer.parts))


def _from_address(url: str) -> Offer:
    parts = urlsplit(url)
    file = unquote(parts.path).rsplit("/", 1)[-1]
    if parts.scheme not in ("http", "https") or not file.endswith(_MODEL) or not _NAME.fullmatch(file):
        raise ConfigError(f"{url}: a voice's address begins with http and ends with the name of a Piper voice, NAME.onnx.")
    settings = parts._replace(path=f"{parts.path}.json").geturl()
    return _unknown_piper(file, (Part(file, url), Part(f"{file}.json", settings)))


def _from_file(path: Path) -> Offer:
    """A file of a voice in the catalogue, known by its sum, else a Piper voice with its settings beside it."""
    digest = sum_of(path)
    listed = next((offer for offer in catalogue() if any(part.sha256 == digest for part in offer.parts)), None)
    if listed is not None:
        files = {part: path if part.sha256 == digest else path.parent / part.name for part in listed.parts}
        settings = path.with_name(f"{path.name}.json")
        files = {part: settings if not file.exists() and part.name.endswith(_SETTINGS) else file for part, file in files.items()}
        missing = next((file for file in files.values() if not file.is_file()), None)
        if missing is not None:
            raise ConfigError(f"{path} is a part of the voice {listed.name}; the other, {missing.name}, must lie beside it.")
        return replace(listed, parts=tuple(replace(part, url=str(file.absolute())) for part, file in files.items()))
    beside = path.with_name(f"{path.name}.json")
    if not path.name.endswith(_MODEL) or not _NAME.fullmatch(path.name) or not beside.is_file():
        raise ConfigError(
            f"{path}: a voice's file is a Piper voice, NAME.onnx with NAME.onnx.json beside it, or a file of the catalogue."
        )
    parts = (Part(path.name, str(path.absolute())), Part(beside.name, str(beside.absolute())))
    return _unknown_piper(path.name, parts)


def _unknown_piper(file: str, parts: tuple[Part, ...]) -> Offer:
    language = file[:2] if file[2:3] == "_" else "en"
    return Offer(
        name=file.removesuffix(_MODEL),
        engine="piper",
        language=language,
        speakers=1,
        gender="unknown",
        licence=UNKNOWN,
        parts=parts,
    )


def _bring(part: Part, folder: Path, tell: Tell) -> str:
    goal = folder / part.name
    if goal.exists() and part.sha256 is not None and sum_of(goal) == part.sha256:
        return part.sha256  # came whole the last time
    if "://" in part.url:
        return fetch(part, folder, tell)
    shutil.copyfile(part.url, goal)
    tell(part.name, goal.stat().st_size, goal.stat().st_size)
    digest = sum_of(goal)
    if part.sha256 is not None and digest != part.sha256:
        goal.unlink()
        raise EngineError(
            f"{part.url} is not {part.name}: its sum is {digest[:12]}…, not {part.sha256[:12]}…. Nothing was installed."
        )
    return digest


def _room_for(offer: Offer, folder: Path) -> None:
    free, needed = shutil.disk_usage(folder).free, offer.size + _SPARE
    if free < needed:
        raise DiskError(
            f"{folder.parent}: {needed >> 20} MB are needed and {free >> 20} MB free. Set NARRATE_VOICES to another folder."
        )


def _look_into(file: Path, part: Part) -> None:
    """A file without a published sum is at least what its name says."""
    if part.sha256 is not None:
        return
    settings = file.name.endswith(_SETTINGS)
    if not (_is_settings(file) if settings else _is_model(file)):
        file.unlink()
        kind = "settings file of a Piper voice" if settings else "ONNX model"
        raise EngineError(f"{part.url} is no {kind}. Nothing was installed.")


def _is_settings(file: Path) -> bool:
    if file.stat().st_size > _MOST_SETTINGS:
        return False
    try:
        config = json.loads(file.read_bytes())
        return (
            isinstance(config["phoneme_id_map"], dict)
            and int(config["audio"]["sample_rate"]) > 0
            and int(config["num_speakers"]) > 0
        )
    except (ValueError, TypeError, KeyError):
        return False


def _is_model(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(1) == b"\x08"  # an ONNX file begins with its version
