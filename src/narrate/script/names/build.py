"""The roster of a story's named people: every name put with the others of its bearer, the surest kinds first."""

from __future__ import annotations

from collections import Counter

from narrate.script.document import Document
from narrate.script.names.clustering import NameClusters
from narrate.script.names.names import surfaces
from narrate.script.names.roster import Roster
from narrate.script.names.surface import Surface
from narrate.script.names.titles import DESCRIBING

_MEANT = 0.1
"""The share of a name's uses before which "old", "little" or "master" must stand to describe its bearer."""


def build_roster(document: Document) -> Roster:
    """The named people of the story, most often named first."""
    found = surfaces(document)
    clusters = NameClusters(document, found)
    by_count = sorted(found, key=lambda text: (-found[text].count, text))
    bare = [t for t in by_count if found[t].title is None and len(found[t].core) == 1]
    full = [t for t in by_count if len(found[t].core) > 1]
    tails = {text for text in full if found[text].title and tuple(found[text].core) in clusters.tails}
    for text in sorted(full, key=lambda t: (t in tails, " " in t)):
        clusters.full_name(text)
    surnames = clusters.genders.surnames
    left = [text for text in bare if found[text].core[0] in surnames or not clusters.given_name(text)]
    titled = [t for t in by_count if found[t].title is not None and len(found[t].core) == 1]
    described = [t for t in titled if found[t].title in DESCRIBING and not _old_and_young(found, found[t].core[0])]
    firsts = {person.first for person in clusters.people}
    # "Miss Lennox" is whom "Mrs. Lennox" leaves
    for text in sorted(titled, key=lambda t: found[t].title == "miss" and found[t].core[0] not in firsts):
        if text not in described:
            clusters.titled(text)
    for text in left:
        clusters.surname(text)
    for text in described:
        clusters.described(text)
    return _numbered(clusters)


def _old_and_young(surfaces: dict[str, Surface], name: str) -> bool:
    """Whether the story tells an old one of this name from a young one."""
    return {f"Old {name}", f"Young {name}"} <= surfaces.keys()


def _described(surfaces: list[Surface]) -> frozenset[str]:
    """What stands before a name often enough to mean it: a servant's one "Master Franklin" makes nobody a child."""
    words: Counter[str] = Counter()
    for surface in surfaces:
        words.update(dict.fromkeys({"old", "little", "master"} & set(surface.text.lower().split()), surface.count))
    return frozenset(word for word, count in words.items() if count >= _MEANT * sum(surface.count for surface in surfaces))


def _numbered(clusters: NameClusters) -> Roster:
    roster = Roster([])
    for old in sorted(clusters.all_people(), key=lambda p: (-p.count, p.name)):
        surfaces = [clusters.found[text] for text in sorted(old.surfaces)]
        gender = old.gender
        if gender == "unknown":
            female, male = (sum(clusters.genders.votes.get(s.text, (0, 0))[n] for s in surfaces) for n in (0, 1))
            gender = "male" if male > max(1, female) else "female" if female > max(1, male) else "unknown"
        name = max(surfaces, key=lambda s: (s.count, len(s.text), s.text)).text
        person = roster.add(name, old.surfaces, gender)
        person.count, person.kinds, person.first, person.last = old.count, old.kinds, old.first, old.last
        person.described = _described(surfaces)
        person.called = sum(s.vocatives for s in surfaces)
        person.narrated = sum(s.narrated for s in surfaces)
    roster.index()
    return roster
