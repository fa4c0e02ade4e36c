"""Who gets which voice: what voices.yaml says first, then the pools, so that people who talk to each other differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrate.likeness import ALIKE, likeness
from narrate.model import NARRATOR, Character, Gender, Script, Voice

_ON_A_TELEPHONE = re.compile(r"\b(?:tele)?phone\b|\breceiver\b|\bintercom\b", re.I)
"""Somebody of whom the story knows no more than a voice from a wire: "the voice on the telephone"."""
NEARBY_LINES = 6
"""Two characters whose quotations stand this close together are taken to talk to each other."""
_OFTEN = 6
"""Times that rivals talk; fewer are met in passing."""

KIN = {
    "female": ("old-woman",),
    "male": ("old-man",),
    "old-woman": ("female",),
    "old-man": ("male",),
    "girl": ("child", "female"),
    "boy": ("child", "girl", "female"),
    "child": ("boy", "girl", "female"),
    "unknown": ("male", "female"),
    "telephone": ("unknown", "male", "female"),
}
"""Where else a voice is looked for when all of a pool talk with somebody: never a woman's for a man; boys are spoken by women."""


@dataclass(frozen=True, slots=True)
class CastingSettings:
    """What a person asked for: the narrator's voice, entries by name, and pools by gender and age."""

    narrator: Voice
    entries: Mapping[str, Voice]
    pools: Mapping[str, Sequence[Voice]]
    narrating: str | None = None
    """The character who tells the story, if a person says so."""
    narrator_gender: Gender = "unknown"
    """Of the narrator's voice, where it is no more than the default; "unknown" where a person chose it."""


def cast(script: Script, settings: CastingSettings) -> tuple[dict[str, Voice], list[str]]:
    """A voice for every speaker of the script, and remarks for the person who tunes voices.

    Deterministic. The characters with most lines choose first; each takes the voice of its pool that is free of
    the people it talks with, unlike those of its rivals and the narrator, used least so far, and earliest in the pool;
    if none is free, one of the nearest pools, and at last the voice it meets least in talk. A character that tells the
    story itself ("I") has the narrator's voice unless an entry says otherwise; and where nobody chose that voice, it is of
    the teller's gender. A teller whom nobody quotes has no other words than the narration: an entry is for that.
    """
    narrating = narrating_character(script, settings.narrating)
    narrator = _narrator_voice(narrating, settings)
    voices: dict[str, Voice] = {NARRATOR: narrator}
    remarks: list[str] = []
    for character in script.characters:
        entry = _entry(character, settings.entries)
        if entry:
            voices[character.name] = entry
        elif character == narrating or not character.lines:
            voices[character.name] = narrator
    talks = conversations(script)
    for character in script.characters:
        if character.name in voices:
            continue
        pool, kin = _choices(character, settings.pools)
        if not pool:
            voices[character.name] = narrator
            remarks.append(f"{character.name} has no voice: there is no pool to take one from; the narrator speaks for them.")
            continue
        meets = _meetings(talks.get(character.name, Counter()), voices)
        used = Counter(_sound(voice) for voice in voices.values())
        free = _free(pool, meets) or _free(kin, meets)
        rivals = [voices[name] for name in _rivals(talks.get(character.name, {}), voices)]
        voices[character.name] = min(free or pool + kin, key=lambda v: (meets[_sound(v)], _too_alike(v, rivals), used[_sound(v)]))
        if not free:
            sharing = _shares(character.name, voices, talks)
            remarks.append(f"{character.name} {sharing}: more voices in “pools” would tell them apart.")
    return voices, remarks


def alike(script: Script, voices: Mapping[str, Voice]) -> list[tuple[str, str, float, int]]:
    """Who talks with each other in voices that are easily taken for one another: both, how alike they are, and how often they
    talk; the likest first. The narrator talks with everybody."""
    talks = conversations(script)
    pairs = {
        (c.name, other): times for c in script.characters for other, times in talks.get(c.name, {}).items() if c.name < other
    }
    pairs |= {(NARRATOR, c.name): c.lines for c in script.characters if c.lines and not c.tells}
    found = [(a, b, likeness(voices[a], voices[b]), n) for (a, b), n in pairs.items() if a in voices and b in voices]
    return sorted((one for one in found if one[2] > ALIKE), key=lambda one: (-one[2], -one[3], one[:2]))


def _rivals(talks: Mapping[str, int], voices: Mapping[str, Voice]) -> list[str]:
    """The narrator, and whom somebody talks with often."""
    return [NARRATOR, *(name for name, times in talks.items() if times >= _OFTEN and name in voices and name != NARRATOR)]


def _too_alike(voice: Voice, rivals: Sequence[Voice]) -> float:
    """How much more alike than is well a voice is to the likest of some."""
    return max(0.0, *(likeness(voice, rival) for rival in rivals), ALIKE) - ALIKE


def narrating_character(script: Script, name: str | None = None) -> Character | None:
    """The character who tells the whole story, as a person says or as was found; None where nobody or several do."""
    tellers = [c for c in script.characters if (c.name == name if name else c.tells or c.name == "The narrator")]
    return tellers[0] if len(tellers) == 1 else None


def _narrator_voice(narrating: Character | None, settings: CastingSettings) -> Voice:
    """The narrator's voice: the one asked for, or one of the teller's own pool where its gender is another."""
    if narrating and not narrating.lines and (entry := _entry(narrating, settings.entries)):
        return entry
    genders = (settings.narrator_gender, narrating.gender) if narrating else ()
    if narrating is None or "unknown" in genders or len(set(genders)) == 1:
        return settings.narrator
    entry = _entry(narrating, settings.entries)
    return entry or next(iter(_choices(narrating, settings.pools)[0]), settings.narrator)


def _choices(character: Character, pools: Mapping[str, Sequence[Voice]]) -> tuple[list[Voice], list[Voice]]:
    """The voices of a character's own pool, and those of the pools nearest to it."""
    own = pool_name(character)
    first, *others = [name for name in (own, *KIN[own], *pools) if pools.get(name)] or [""]
    kin = [voice for name in others if name in KIN[own] for voice in pools[name]]
    return list(pools.get(first, ())), kin


def _meetings(talks: Mapping[str, int], voices: Mapping[str, Voice]) -> Counter[tuple[str, str]]:
    """How often somebody meets each voice in talk. The narrator's is met before every line, so more than any."""
    meets: Counter[tuple[str, str]] = Counter()
    for name, times in talks.items():
        if name in voices:
            meets[_sound(voices[name])] += times
    meets[_sound(voices[NARRATOR])] += 1 + meets.total()
    return meets


def _free(pool: Sequence[Voice], meets: Mapping[tuple[str, str], int]) -> list[Voice]:
    return [voice for voice in pool if not meets[_sound(voice)]]


def _shares(name: str, voices: Mapping[str, Voice], talks: Mapping[str, Mapping[str, int]]) -> str:
    """With whom a character has to share a voice although they meet."""
    sharers = sorted(other for other in talks.get(name, ()) if other in voices and _sound(voices[other]) == _sound(voices[name]))
    return f"has the same voice as {' and '.join(sharers or [NARRATOR])}, whom they meet in talk"


def _sound(voice: Voice) -> tuple[str, str]:
    """What tells two voices apart by ear: a little speed or pitch does not."""
    return voice.engine, voice.name


def pool_name(character: Character) -> str:
    """The pool a character chooses from: girl, boy, child, old-woman, old-man, female, male or unknown; telephone for a voice
    from a wire, which is a pool only where a person makes one."""
    if _ON_A_TELEPHONE.search(character.name):
        return "telephone"
    if character.age == "child":
        return {"female": "girl", "male": "boy", "unknown": "child"}[character.gender]
    if character.age == "old" and character.gender != "unknown":
        return "old-woman" if character.gender == "female" else "old-man"
    return character.gender


def _entry(character: Character, entries: Mapping[str, Voice]) -> Voice | None:
    names = {character.name.casefold(), *(alias.casefold() for alias in character.aliases)}
    exact = next((v for name, v in entries.items() if name.casefold() == character.name.casefold()), None)
    return exact or next((v for name, v in entries.items() if name.casefold() in names), None)


def conversations(script: Script) -> dict[str, Counter[str]]:
    """For each character, those whose quotations stand near its own, and how often."""
    talks: dict[str, Counter[str]] = {}
    for chapter in script.chapters:
        speakers = [line.speaker for line in chapter.body if line.kind == "dialogue"]
        for place, speaker in enumerate(speakers):
            for other in speakers[place + 1 : place + 1 + NEARBY_LINES]:
                if other != speaker:
                    talks.setdefault(speaker, Counter())[other] += 1
                    talks.setdefault(other, Counter())[speaker] += 1
    return talks
