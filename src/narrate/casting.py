"""Who gets which voice: what voices.yaml says first, then the pools, so that people who talk to each other differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrate.model import NARRATOR, Character, Script, Voice

NEARBY_LINES = 6
"""Two characters whose quotations stand this close together are taken to talk to each other."""


@dataclass(frozen=True, slots=True)
class Casting:
    """What a person asked for: the narrator's voice, entries by name, and pools by gender and age."""

    narrator: Voice
    entries: Mapping[str, Voice]
    pools: Mapping[str, Sequence[Voice]]
    teller: str | None = None
    """The character who tells the story, if a person says so."""


def cast(script: Script, wishes: Casting) -> tuple[dict[str, Voice], list[str]]:
    """A voice for every speaker of the script, and remarks for the person who tunes voices.

    Deterministic. The characters with most lines choose first; each takes the voice of its pool that is free of
    the people it talks with, used least so far, and earliest in the pool. A character that tells the story
    itself ("I") has the narrator's voice unless an entry says otherwise.
    """
    voices: dict[str, Voice] = {NARRATOR: wishes.narrator}
    remarks: list[str] = []
    for character in script.characters:
        entry = _entry(character, wishes.entries)
        if entry:
            voices[character.name] = entry
        elif character.name in ("The narrator", wishes.teller):
            voices[character.name] = wishes.narrator
    talks = conversations(script)
    for character in script.characters:
        if character.name in voices:
            continue
        pool = list(wishes.pools.get(pool_name(character), ())) or [v for pool in wishes.pools.values() for v in pool]
        if not pool:
            voices[character.name] = wishes.narrator
            remarks.append(f"{character.name} has no voice: there is no pool to take one from; the narrator speaks for them.")
            continue
        partners = {_sound(voices[name]) for name in talks.get(character.name, ()) if name in voices} | {_sound(wishes.narrator)}
        used = Counter(_sound(voice) for voice in voices.values())
        choice = min(range(len(pool)), key=lambda i: (_sound(pool[i]) in partners, used[_sound(pool[i])], i))
        if _sound(pool[choice]) in partners:
            every = [v for p in wishes.pools.values() for v in p if _sound(v) not in partners]
            same = [v for v in every if not used[_sound(v)]] or every
            voices[character.name] = same[0] if same else pool[choice]
            remarks.append(
                f"{character.name}: every voice of the pool “{pool_name(character)}” already talks with them; took another."
            )
        else:
            voices[character.name] = pool[choice]
    return voices, remarks


def _sound(voice: Voice) -> tuple[str, str]:
    """What tells two voices apart by ear: a little speed or pitch does not."""
    return voice.engine, voice.name


def pool_name(character: Character) -> str:
    """The pool a character chooses from: child, old-woman, old-man, female, male or unknown."""
    if character.age == "child":
        return {"female": "girl", "male": "boy", "unknown": "child"}[character.gender]
    if character.age == "old" and character.gender != "unknown":
        return "old-woman" if character.gender == "female" else "old-man"
    return character.gender


def _entry(character: Character, entries: Mapping[str, Voice]) -> Voice | None:
    names = {character.name.casefold(), *(alias.casefold() for alias in character.aliases)}
    exact = next((v for name, v in entries.items() if name.casefold() == character.name.casefold()), None)
    return exact or next((v for name, v in entries.items() if name.casefold() in names), None)


def conversations(script: Script) -> dict[str, set[str]]:
    """For each character, those whose quotations stand near its own."""
    talks: dict[str, set[str]] = {}
    for chapter in script.chapters:
        speakers = [line.speaker for line in chapter.body if line.kind == "dialogue"]
        for place, speaker in enumerate(speakers):
            for other in speakers[place + 1 : place + 1 + NEARBY_LINES]:
                if other != speaker:
                    talks.setdefault(speaker, set()).add(other)
                    talks.setdefault(other, set()).add(speaker)
    return talks
