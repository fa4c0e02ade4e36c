"""Names that a book's roster lacks, and people of it who have two names that contradict each other.

    python bench/rosters.py ../shared/pdnc/*/novel_text.txt ../shared/litbank/*.txt

Both lists should be empty, or each entry explained: a frequent name in no roster is a person without a voice.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from narrate import readers
from narrate.script.document import Document, document_of
from narrate.script.evidence.mentions import PRONOUN_GENDER
from narrate.script.lexicon import plain_speech_verbs, titles
from narrate.script.names.build import build_roster
from narrate.script.names.nicknames import full_forms
from narrate.script.names.roster import Person, Roster
from narrate.script.names.titles import split_title
from narrate.script.quotations.split import split

OFTEN = 3
_NAME = r"[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ](?:\s+[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ])?"
_AFTER_TITLE = re.compile(rf"\b(?:Mr|Mrs|Dr)\.?\s+({_NAME})")


def missing(document: Document, roster: Roster) -> list[tuple[str, int]]:
    """Names that stand often where a speaker or a person of title does, and how often, of which the roster knows no part."""
    verbs = "|".join(sorted(plain_speech_verbs()))
    said = re.compile(rf"[\"”’»]\s+(?:{verbs})\s+({_NAME})|[\"”’»]\s+({_NAME})\s+(?:{verbs})\b")
    counts: Counter[str] = Counter()
    for pattern in (said, _AFTER_TITLE):
        for match in pattern.finditer(document.text):
            counts[" ".join(match[match.lastindex or 0].removesuffix("’s").removesuffix("'s").split())] += 1
    known = {word for person in roster.people for surface in person.surfaces for word in re.findall(r"[\w’'-]+", surface)}
    return [(name, n) for name, n in counts.most_common() if n >= OFTEN and not (set(name.split()) & known or _is_no_name(name))]


def _is_no_name(name: str) -> bool:
    return (word := name.split()[0].lower()) in titles() or word in PRONOUN_GENDER


def contradicting(roster: Roster) -> list[tuple[str, str]]:
    """People with a man's and a woman's title, or with two given names that are no forms of one, and the names."""
    return [(person.name, why) for person in roster.people if not person.nominal and (why := _contradiction(person))]


def _contradiction(person: Person) -> str:
    parts = [(surface, *split_title(surface)) for surface in sorted(person.surfaces) if surface[:1].isupper()]
    genders = {titles().get(title, "unknown"): surface for surface, title, _ in parts if title}
    if {"male", "female"} <= genders.keys():
        return f"{genders['male']} / {genders['female']}"
    firsts = [(surface, core[0]) for surface, _, core in parts if len(core) > 1 and len(core[0].rstrip(".")) > 1]
    for surface, first in firsts:
        for other, second in firsts:
            if not full_forms(first) & full_forms(second) and not (first.startswith(second) or second.startswith(first)):
                return f"{surface} / {other}"
    return ""


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("books", type=Path, nargs="+")
    for path in words.parse_args().books:
        document = document_of(split(readers.read(path)))
        roster = build_roster(document)
        lacks = ", ".join(f"{name} {count}" for name, count in missing(document, roster))
        twofold = "; ".join(f"{name}: {why}" for name, why in contradicting(roster))
        name = path.parent.name if path.stem == "novel_text" else path.stem
        print(f"{name}\n  in no roster: {lacks or '-'}\n  two in one: {twofold or '-'}", flush=True)


if __name__ == "__main__":
    main()
