"""People whom the story does not name, or not yet: the landlord, his mother, the woman on the telephone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from narrate.model import Gender
from narrate.script.document import Document
from narrate.script.evidence.mentions import Mentions
from narrate.script.evidence.subjects import NTH, OF_SOMEBODY, OTHER, SOMEONE, SPEECH_TAGS, UNSEEN, Tag, nth_of_several
from narrate.script.evidence.tags import TagReader
from narrate.script.identity.described import acting_strangers, described_speakers
from narrate.script.identity.first_person import find_narrators
from narrate.script.languages import language
from narrate.script.lexicon import is_child_word, kin, nouns, plain_speech_verbs, word_class
from narrate.script.names.gender_votes import gender_votes
from narrate.script.names.leading import leading_nouns
from narrate.script.names.roster import SOMEBODY, Person, Roster
from narrate.script.names.titles import split_title

_SPLIT = re.compile(r"(?i)(the|a|an|another|one|this|that|some|his|her|my|our|their|your)\s+(.*)")
_OWNERS = ("his", "her", "my", "their", "our")
_SEVERAL = re.compile(r"\b(?:two|three|four|five|six|seven|several)\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z]+s|[a-z]*men)\b", re.I)


def add_unnamed(document: Document, roster: Roster) -> None:
    """Roster entries for the common nouns that are said to speak, and for the one who says I."""
    mentions = Mentions(document, roster)
    tags = TagReader(document, roster, mentions).read()
    all_tags = [tag for found in tags for tag in found]
    counts = _speaking_nouns(document, all_tags)
    leading = leading_nouns(document)
    if document.is_short:
        leading += described_speakers(document, roster, mentions, tags) + acting_strangers(document, roster, mentions)
    for noun, count in (_own_kin(document) + leading).items():
        counts[noun] += count
    named = _people_by_name(roster)
    for noun, count in sorted(counts.items()):
        if count >= 2 or noun in leading:
            _enter(roster, noun, named)
    if document.is_short:
        _enter_nth(document, roster, tags)
    if others := _others_of_several(document, tags):
        roster.add("the other", set(), _gender_of_one(others), nominal=True).surfaces = {OTHER}
    if any(tag.kind in SPEECH_TAGS and SOMEONE.fullmatch(tag.surface) for tag in all_tags):
        roster.add(SOMEBODY, set(), "unknown", nominal=True).surfaces = {UNSEEN}
    roster.index()
    _guess_genders(document, roster)
    if document.is_short:
        _enter_pronouns(roster, all_tags)
    find_narrators(document, roster, _own_turns(document, tags))


def _speaking_nouns(document: Document, tags: list[Tag]) -> Counter[str]:
    """How often common nouns are the subjects of tags and beats; words for people, and others that are surely said to speak."""
    counts: Counter[str] = Counter()
    people: set[str] = set()
    for tag in tags:
        spoken = tag.kind in SPEECH_TAGS
        if tag.subject != "noun" or not (spoken or tag.kind in ("beat-before", "beat-after", "lead", "colon-lead")):
            continue
        noun = _noun(tag)
        if noun and (noun != "voice" or document.is_short):  # in a novel "the voice" is somebody else every time
            counts[noun] += 2 if spoken else 1
            if _is_person_word(noun) or (spoken and _surely_speaks(tag)):
                people.add(noun)
    return Counter({noun: count for noun, count in counts.items() if noun in people})


def _is_person_word(noun: str) -> bool:
    """Whether the words for people hold what a noun phrase is headed by."""
    head = noun.split()[-1]
    return head in nouns() or head in kin() or any(head in word_class(name) for name in ("servants", "offices", "anyone"))


def _surely_speaks(tag: Tag) -> bool:
    """Whether a tag leaves no doubt that its subject speaks, and not only moves: "said the troll", not "The lid came up"."""
    return tag.kind != "subject-verb" or tag.surface[:1].islower() or tag.verb in plain_speech_verbs()


def _enter_nth(document: Document, roster: Roster, tags: list[list[Tag]]) -> None:
    """Somebody for "said the first" in a short story: the first sailor where he is spoken of, or three sailors are, else the
    first alone."""
    spoken = [tag for found in tags for tag in found if tag.kind in SPEECH_TAGS and NTH.fullmatch(tag.surface)]
    before = document.narration[: min((tag.place for tag in spoken), default=0)]
    several = max(_SEVERAL.finditer(before), key=re.Match.start, default=None)
    one = _one_of(several["noun"]) if several else ""
    for surface in sorted({tag.surface for tag in spoken}):
        longer = [person for person in roster.people if person.nominal and person.name.startswith(f"{surface} ")]
        if len(longer) == 1:
            longer[0].surfaces.add(nth_of_several(surface))
            continue
        person = roster.add(f"{surface} {one}".strip(), set(), nouns().get(one, "unknown"), nominal=True)
        person.surfaces = {nth_of_several(surface)}
        if several and ("little" in several.group() or is_child_word(one)):
            person.described = frozenset({"little"})


def _others_of_several(document: Document, tags: list[list[Tag]]) -> str | None:
    """In a short story the girls of "one of the girls said", if "the other" never speaks but in the next turn."""
    if not document.is_short:
        return None
    tag_surfaces = [
        {tag.surface.lower() for q in turn.quotes for tag in tags[q] if tag.kind in SPEECH_TAGS} for turn in document.turns
    ]
    ones = [next((words for words in found if words.startswith("one of the ")), None) for found in tag_surfaces]
    before = {ones[n - 1] if n else None for n, found in enumerate(tag_surfaces) if "the other" in found}
    return before.pop() if len(before) == 1 else None


def _gender_of_one(phrase: str) -> Gender:
    """The gender of one of several: of "one of the girls"."""
    return nouns().get(_one_of(phrase.split()[-1]), "unknown")


def _one_of(several: str) -> str:
    """One of several: the badger of "badgers"."""
    return several.removesuffix("s") if several.endswith("s") else re.sub(r"men$", "man", several)


def _own_turns(document: Document, tags: list[list[Tag]]) -> frozenset[int]:
    """The turns whose tag is "I said" or the like."""
    own = {q for q, found in enumerate(tags) if found and found[0].first_person and found[0].kind in SPEECH_TAGS}
    return frozenset(number for number, turn in enumerate(document.turns) if own.intersection(turn.quotes))


def _own_kin(document: Document) -> Counter[str]:
    """How often a narrator who says I speaks of "my husband" and the like."""
    if not document.first_person:
        return Counter()
    return Counter(word for m in re.finditer(r"\b[Mm]y ([a-z-]+)\b", document.narration) if (word := m.group(1)) in kin())


def _noun(tag: Tag) -> str | None:
    """The noun phrase without its determiner, if it names one person."""
    match = _SPLIT.match(tag.surface)
    if not match:
        return None
    words = match.group(2).lower().split()
    if OF_SOMEBODY.fullmatch(tag.surface):
        return " ".join(words)
    if words[-1:] == ["voice"] and len(words) < 3:
        return " ".join(words)
    apart = words[1:] if words and words[0] in word_class("ordinal") else words  # "the first guard" is not "the second guard"
    if not apart or set(apart) & word_class("vague") or any("’s" in w or "'s" in w for w in words):
        return None
    return " ".join(words)


def _enter(roster: Roster, noun: str, named: Mapping[str, Person]) -> None:
    if noun.startswith("of "):
        roster.add(f"one {noun}", {f"another {noun}"}, _gender_of_one(noun), nominal=True)
        return
    head = re.split(r"[’' ]", noun)[0] if noun.endswith(" voice") else noun.split()[-1]
    gender = nouns().get(head, kin().get(head, "unknown"))
    articles = ("the", "a", "an", "another", "one", "this", "that")
    owners = (*_OWNERS, "the") if head in kin() else (*articles, *_OWNERS) if head in word_class("servants") else articles
    surfaces = {f"{owner} {noun}" for owner in owners}
    if is_child_word(noun):
        surfaces |= {f"{owner} little {noun}" for owner in owners}
    if (known := named.get(noun)) is not None:
        known.surfaces |= {f"the {noun}", *surfaces}
        known.gender = gender if known.gender == "unknown" else known.gender
        return
    roster.add(f"the {noun}", surfaces, gender, nominal=True)


def _people_by_name(roster: Roster) -> dict[str, Person]:
    """The first person by each name in small letters, and by what follows the title of a beast: the badger is Mrs. Badger."""
    first: dict[str, Person] = {}
    for person in (person for person in roster.people if not person.nominal):
        for surface in person.surfaces:
            first.setdefault(surface.lower(), person)
            title, core = split_title(surface)
            if title and len(core) == 1 and core[0].lower() not in nouns():
                first.setdefault(core[0].lower(), person)
    return first


def _enter_pronouns(roster: Roster, tags: list[Tag]) -> None:
    """Somebody for "he said" in a story where nobody can be he."""
    tag_genders = {tag.gender for tag in tags if tag.subject == "pronoun" and tag.kind in SPEECH_TAGS and not tag.first_person}
    known = {person.gender for person in roster.people}
    for noun in ("man", "woman"):
        if nouns()[noun] in tag_genders and not {nouns()[noun], "unknown"} & known:
            _enter(roster, noun, _people_by_name(roster))
    roster.index()


def is_generic(document: Document, person: Person) -> bool:
    """Whether this is no more than "the girl" or "his mother": in a novel words that mean somebody else in every scene.

    In a short story the girl may well be a person of her own who is never named. "A thin, elderly gentleman" is somebody of his
    own anywhere.
    """
    head = person.name.split()[-1]
    if document.language != "en":
        words, head = language(document.language), head.replace("’", "'").rpartition("'")[2]
        return person.nominal and (head.lower() in words.anyone or head.lower() in words.voices)
    common = head in kin() or head in word_class("anyone")
    return person.nominal and common and "," not in person.name and not document.is_short


def _guess_genders(document: Document, roster: Roster) -> None:
    unsure = [p for p in roster.people if p.nominal and p.gender == "unknown"]
    if not unsure:
        return
    places = [
        (m.start, m.end, str(m.referents[0])) for m in Mentions(document, roster).all if len(m.referents) == 1 and not m.quoted
    ]
    votes = gender_votes(document, places)
    for person in unsure:
        female, male = votes.get(str(person.number), (0, 0))
        if female != male:
            person.gender = "female" if female > male else "male"
