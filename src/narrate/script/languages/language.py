"""What narrate has to know of a language that is not English: word lists and endings, nothing that acts."""

from __future__ import annotations

from dataclasses import dataclass, field

from narrate.model import Gender

VERBS = "VERBS"
"""Stands for any verb of the language in `unmarked_tag`."""


@dataclass(frozen=True, slots=True)
class CreditWords:
    """How a language says its spoken credits. A sentence whose gap (`{author}`, `{narrator}`) nothing fills is left out."""

    author: str = "{author}."
    narrator: str = "{narrator}."
    end: str = ""
    opening: str = "Opening Credits"
    """The title of the file before the first chapter; `closing` is that of the one after the last."""
    closing: str = "Closing Credits"


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language. All are in lower case, in the forms a story has them in; what a language lacks stays empty.

    A language that nobody has described has none of them: names are then found by their position beside a quotation alone.
    """

    code: str
    verbs: frozenset[str] = frozenset()
    """The forms of verbs that a tag of speech has."""
    past: str = ""
    """A pattern for any verb of the past tense, where its ending shows it: there any verb may lead a tag."""
    past_genders: tuple[tuple[str, Gender], ...] = ()
    """(pattern, gender) of verbs that tell the gender of whoever acts; the first that fits counts."""
    goes_on: frozenset[str] = frozenset()
    """The first words after a dash that say that speech goes on, whatever verb follows."""
    unmarked_tag: str = ""
    """A pattern for how a tag begins that stands in speech with no mark around it; VERBS in it stands for any of the verbs."""
    tag_goes_on: str = ""
    """A pattern for how such a tag goes on after a comma: "dit-elle, en riant"."""
    tale_goes_on: str = ""
    """A pattern for how a sentence begins after such a tag that goes on telling: "— Non, dit-il. Et il sortit." """
    dashes_within_marks: bool = False
    """Whether a quotation mark opens a conversation, in which dashes change the speaker."""
    stop_ends_tag: bool = False
    """Whether a dash ends a tag only after a stop or a comma."""
    raya: bool = False
    """Whether a dash is closed to what it opens and parted from what it closes."""
    pronouns: dict[str, str] = field(default_factory=dict)
    """A pronoun and the English one that does the same: he, she, him, his, her, I (as "i"), me, my, they, we."""
    relatives: frozenset[str] = frozenset()
    """Relative pronouns in the nominative, that no article looks like: whoever stands right before one acts in its clause."""
    determiners: dict[str, Gender] = field(default_factory=dict)
    """Articles and other words before a noun, with the gender of the noun that they show."""
    oblique_determiners: frozenset[str] = frozenset()
    """Those of them that stand before nobody who acts: dem, einen."""
    indefinite: frozenset[str] = frozenset()
    """Those of them that bring in somebody new: a, an."""
    people: dict[str, Gender] = field(default_factory=dict)
    """Common nouns for people in the nominative: those that tell who it is (the doctor, the aunt)."""
    anyone: dict[str, Gender] = field(default_factory=dict)
    """Common nouns that mean somebody else in every scene: the man, the girl."""
    voices: frozenset[str] = frozenset()
    """What is heard of somebody unseen: voice, cry. Their grammatical gender says nothing of whose they are."""
    things: frozenset[str] = frozenset()
    """Parts of the body, and other nouns that are nobody. With his or her before them they and voices are he or she."""
    person_forms: tuple[tuple[str, Gender], ...] = ()
    """(pattern, gender) of nouns that are people by their form, where every noun has a capital. One that fits none, is in no
    list, and does not speak time and again, is a thing."""
    sounding: frozenset[str] = frozenset()
    """Those of the verbs that things do, too: rang, began, flew. Beside one alone, an unknown noun or name is nobody."""
    titles: dict[str, Gender] = field(default_factory=dict)
    """Words before a name that belong to it, without their dot. Those that are also in `people` may stand for the name."""
    stand_ins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Nouns for people and the titles of those whom they may mean: the priest is Father Brown, if nobody else is a Father."""
    kin: frozenset[str] = frozenset()
    """Those of them that belong to the name right after them alone: "la mère de Pauline" is not Pauline."""
    married: frozenset[str] = frozenset()
    """Those of a married woman: she is no "Fräulein" of her name."""
    given_names: dict[str, Gender] = field(default_factory=dict)
    """Given names whose gender their ending does not show."""
    diminutives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """A short form and the given names it may stand for."""
    name_genders: tuple[tuple[str, Gender], ...] = ()
    """(pattern, gender) of names that show their bearer's gender: patronymics, surnames by sex."""
    never_names: frozenset[str] = frozenset()
    """Words that may open a sentence with a capital, and are no names."""
    particles: frozenset[str] = frozenset()
    """Small words within a name: von, de."""
    prepositions: frozenset[str] = frozenset()
    """Words after which a name is nobody's subject."""
    places: frozenset[str] = frozenset()
    """Those of them that stand before places."""
    endings: tuple[str, ...] = ()
    """What is taken off a name to compare it with its other cases, the longest first."""
    oblique: str = ""
    """A pattern for names in another case than the nominative, which are nobody's who acts."""
    abbreviations: frozenset[str] = frozenset()
    """What is written with a dot that ends no sentence, without it and besides titles."""
    contracted: frozenset[str] = frozenset()
    """Prepositions that hold an article: nobody's who acts either."""
    nouns_have_capitals: bool = False
    """Whether every noun has a capital, so that one says nothing of a name."""
    credits: CreditWords = CreditWords()


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def gendered(male: str = "", female: str = "", either: str = "") -> dict[str, Gender]:
    """Words with the gender that they tell; a word of both tells none."""
    lists: tuple[tuple[set[str], Gender], ...] = ((set(male.split()), "male"), (set(female.split()), "female"))
    both = lists[0][0] & lists[1][0]
    genders = {word: gender for found, gender in lists for word in found - both}
    return {**dict.fromkeys(sorted(both.union(either.split())), "unknown"), **genders}


def pronouns(**same: str) -> dict[str, str]:
    """For each English pronoun the words that do the same."""
    return {word: english for english, text in same.items() for word in text.split()}


def stand_ins(text: str) -> dict[str, tuple[str, ...]]:
    """From lines of nouns, a colon and the titles for which they stand."""
    lines = (line.split(":") for line in text.splitlines() if line.strip())
    return {noun: tuple(titles.split()) for nouns, titles in lines for noun in nouns.split()}


def short_forms(text: str) -> dict[str, tuple[str, ...]]:
    """From lines of a full name, a colon and its short forms."""
    found: dict[str, tuple[str, ...]] = {}
    for line in filter(str.strip, text.splitlines()):
        full, short = line.split(":")
        for word in short.split():
            found[word] = (*found.get(word, ()), full.strip())
    return found
