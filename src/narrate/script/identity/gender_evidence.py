"""Man or woman, once it is known who says what: for people of whom no title, given name or noun tells.

"The Caterpillar" stands in a book in which "she" is nearly always the heroine, so a "she" after its name says little, and a "he"
much. That it is "he" who said its lines, and that it is called "sir", says more.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set

from narrate.model import Gender
from narrate.script.evidence.context import Context
from narrate.script.identity.first_person import TO_A_MAN, TO_A_WOMAN
from narrate.script.lexicon import kin, nouns, plain_speech_verbs
from narrate.script.names.gender_votes import gender_votes
from narrate.script.names.roster import SOMEBODY, Person
from narrate.script.names.titles import name_gender

_ENOUGH = 0.7
"""Log odds from which on somebody is taken for a man, or a woman below the negative."""
_TAG, _MOST_TAGS, _ADDRESS, _MOST_ADDRESSES = 0.5, 4.0, 0.3, 2.0
"""What a "he said" and a "sir" weigh, and how much all of them together at most."""
_PRONOUNS = 8
"""After a name so many pronouns weigh in full, fewer in proportion."""
_COMPANY = 8
"""So many men who speak to one woman, or women to a man, and so many at least, make it likely that a stranger is one of them."""
_AGREE = 0.25
"""So many of the pronouns after a name are of its gender, at least, unless tags or addresses speak for it."""
_TO_A_BOY = re.compile(r"\b(?:my son|young man)\b|(?:,\s|^[“\"‘']|\bgood\s)(?:boy|lad|son|sonny|laddie)(?=[,.!?;—”\"])", re.I)
_TO_A_GIRL = re.compile(
    r"\b(?:my daughter|young (?:lady|woman))\b|(?:,\s|^[“\"‘']|\bgood\s)(?:girl|lass|lassie|missy|miss)(?=[,.!?;—”\"])", re.I
)
"""What a child is called. It counts for whoever says I, whose gender no name and no pronoun tells."""
_Votes = dict[int, Counter[Gender]]


def settle_genders(context: Context, speakers: Sequence[int], fixed: Set[int]) -> None:
    """Give a gender to whom neither title, given name nor noun gives one; those of `fixed` are left as they are."""
    tags, addresses, after = _tags(context, speakers), _addresses(context, speakers), _after(context)
    in_all = sum(after.values(), Counter[Gender]())
    speaking = set(speakers)
    company = _company(person for person in context.roster.people if person.number in speaking)
    usual = math.log((in_all["male"] + 1) / (in_all["female"] + 1))
    for person in context.roster.people:
        nobody = person.name == SOMEBODY or not (person.surfaces or person.number in context.roster.narrators)
        if person.number in fixed or nobody or _is_told(person):
            continue
        votes = after[person.number]
        spoken = _weight(tags[person.number], _TAG, _MOST_TAGS) + _weight(addresses[person.number], _ADDRESS, _MOST_ADDRESSES)
        lean = math.log((votes["male"] + 1) / (votes["female"] + 1)) - usual
        lean = lean * min(1.0, votes.total() / _PRONOUNS) + spoken
        gender: Gender = "male" if lean > 0 else "female"
        agree = votes[gender] > max(1, _AGREE * votes.total()) or (spoken > 0 if gender == "male" else spoken < 0)
        if abs(lean) >= _ENOUGH and agree:
            person.gender = gender
        elif person.gender == "unknown" and person.number in speaking and abs(lean) < _ENOUGH:
            person.gender = company if company != "unknown" else _unanimous(votes + tags[person.number])


def _company(speaking: Iterable[Person]) -> Gender:
    """The gender of nearly everybody who speaks: where nothing else tells, a voice among twenty men is a man's."""
    counts = Counter(person.gender for person in speaking)
    genders: list[Gender] = ["female", "male"]
    few, many = sorted(genders, key=lambda gender: counts[gender])
    return many if counts[many] >= _COMPANY and counts[many] >= _COMPANY * counts[few] else "unknown"


def _unanimous(votes: Counter[Gender]) -> Gender:
    """What the few pronouns after a name and of its tags agree on: three in four are right, and a voice has to be chosen."""
    genders: set[Gender] = {gender for gender, count in votes.items() if count}
    return genders.pop() if len(genders) == 1 else "unknown"


def _weight(votes: Counter[Gender], each: float, most: float) -> float:
    return max(-most, min(most, each * (votes["male"] - votes["female"])))


def _is_told(person: Person) -> bool:
    """Whether a title, a given name or a noun tells the gender."""
    words = [name.split()[-1].lower() for name in person.surfaces if name[:1].islower()]
    return any(name_gender(name) != "unknown" for name in person.surfaces if not name[:1].islower()) or any(
        nouns().get(word, kin().get(word, "unknown")) != "unknown" for word in words
    )


def _tags(context: Context, speakers: Sequence[int]) -> _Votes:
    """For each person, whether he or she is said to speak their turns; "she came" may be somebody else's next step."""
    found: _Votes = defaultdict(Counter)
    for number, speaker in enumerate(speakers):
        tag = context.spoken_tag(number)
        if tag is not None and tag.subject == "pronoun" and not tag.first_person and tag.verb in plain_speech_verbs():
            found[speaker][tag.gender] += 1
    return found


def _addresses(context: Context, speakers: Sequence[int]) -> _Votes:
    """For each person, how often the turns just before and after theirs call somebody "sir", or "madam"."""
    document, found = context.document, defaultdict[int, Counter[Gender]](Counter)
    tellers = context.roster.narrators
    for number, turn in enumerate(document.turns[1:], 1):
        if turn.gap > 1 or speakers[number] == speakers[number - 1]:
            continue
        for one, other in ((number, number - 1), (number - 1, number)):
            first, last = document.turns[one].first, document.turns[one].last
            speech = document.text[document.quotes[first].start : document.quotes[last].end]
            tells = speakers[other] in tellers
            found[speakers[other]]["male"] += bool(TO_A_MAN.search(speech) or (tells and _TO_A_BOY.search(speech)))
            found[speakers[other]]["female"] += bool(TO_A_WOMAN.search(speech) or (tells and _TO_A_GIRL.search(speech)))
    return found


def _after(context: Context) -> _Votes:
    """For each person, the pronouns that stand first after their names in narration."""
    mentions = (m for m in context.mentions.all if len(m.referents) == 1 and not m.quoted)
    votes = gender_votes(context.document, [(m.start, m.end, str(m.referents[0])) for m in mentions])
    found: _Votes = defaultdict(Counter)
    for number, (female, male) in votes.items():
        found[int(number)] = Counter({"female": female, "male": male})
    return found
