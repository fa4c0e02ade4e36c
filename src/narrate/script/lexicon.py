"""The word lists that the script department reads by: data in words/, loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from narrate.model import Gender

GENDERS: dict[str, Gender] = {"f": "female", "m": "male", "x": "unknown"}


@cache
def _words(name: str) -> str:
    text = files("narrate.script").joinpath("words", name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


@cache
def speech_verbs() -> frozenset[str]:
    """Every verb that can name the act of speaking, in the forms a tag uses."""
    return frozenset(word.lstrip("+") for word in _words("speech_verbs.txt").split())


@cache
def plain_speech_verbs() -> frozenset[str]:
    """The speech verbs that hardly ever mean anything else."""
    return frozenset(word[1:] for word in _words("speech_verbs.txt").split() if word.startswith("+"))


@cache
def speech_infinitives() -> dict[str, str]:
    """The verbs of speech as they stand after "would" and "to" ("he would say"), each with the form that a tag uses."""
    present = (verb for verb in sorted(speech_verbs()) if verb.endswith("s"))
    return {verb[:-3] + "y" if verb.endswith("ies") else verb[:-1]: verb for verb in present}


ASKS = r"wanted\s+to\s+know\b"
"""Pattern of words for asking of which none is a verb of speech: "“How far?” Lily wanted to know"."""


GIVES_NAME = r"\b(?:I[’']m|I\s+am|(?:(?:my|the)\s+)?name(?:[’']s|\s+is)|call\s+me)\s+(?:(?:just|called|plain|only)\s+)?$"
"""Pattern, without regard to case, of what stands before a name that speakers give as their own."""


@cache
def never_names() -> frozenset[str]:
    """Lower-cased words whose capital says nothing."""
    return frozenset(_words("never_names.txt").split())


@cache
def given_names() -> dict[str, Gender]:
    """Lower-cased given name to the gender that bears it; `unknown` for names of both."""
    pairs = (line.split() for line in _words("given_names.txt").splitlines() if line.strip())
    return {name: GENDERS[kind] for name, kind in pairs}


@cache
def _sections(name: str) -> dict[str, frozenset[str]]:
    sections: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in _words(name).splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), set())
        else:
            current.update(line.split())
    return {section: frozenset(words) for section, words in sections.items()}


@cache
def manner_words(language: str) -> dict[str, frozenset[str]]:
    """What a language has in manners.txt, by section without the language's name; nothing where we have no words of it."""
    found = _sections("manners.txt").items()
    return {name.removeprefix(f"{language} "): words for name, words in found if name.startswith(f"{language} ")}


def _people() -> dict[str, frozenset[str]]:
    return _sections("people.txt")


def word_class(section: str) -> frozenset[str]:
    """The words of a section of word_classes.txt, which says what each class is."""
    return _sections("word_classes.txt")[section]


@cache
def titles() -> dict[str, Gender]:
    """Lower-cased title without its dot to the gender it tells."""
    return {word: GENDERS[kind] for kind in "xmf" for word in _people()[f"titles {kind}"]}


@cache
def dotted_titles() -> tuple[str, ...]:
    """Lower-cased titles that are written with a dot, which ends no sentence."""
    return tuple(sorted(_people()["titles dotted"]))


@cache
def nouns() -> dict[str, Gender]:
    """Common nouns for people."""
    return {word: GENDERS[kind] for kind in "xmf" for word in _people()[f"nouns {kind}"]}


@cache
def kin() -> dict[str, Gender]:
    """Words that name a relation: mother, uncle."""
    return {word: GENDERS[kind] for kind in "mf" for word in _people()[f"kin {kind}"]}


def is_plural(word: str) -> bool:
    """Whether a noun tells several persons: children, men, girls."""
    one = "child" if word == "children" else f"{word[:-3]}man" if word.endswith("men") else word.removesuffix("s")
    return one != word and (one in nouns() or one in kin())


def is_child_word(word: str) -> bool:
    """Whether a common noun tells a child."""
    return word in _people()["child"]


def is_old_word(word: str) -> bool:
    """Whether a common noun tells an old person."""
    return word in _people()["old"]
