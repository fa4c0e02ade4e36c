"""Which dots end sentences: not that of "Lt. Hale" or "J. Hale", but that of "We need Plan B. The others left."."""

from __future__ import annotations

import re

from narrate.spoken.tables import words

STARTERS = words(
    "The A An He She It They We You I His Her Its Their My Our Your This That These Those There Here Then Now And "
    "But Or So If When While What Where Who Why How Not No Yes Nobody Everyone Everybody Nothing Everything "
    "Something Somebody Someone All Both Each Every Some Many Most In On At By From To For With Without Before "
    "After As Of Like Was Were Is Are Did Do Does Had Has Have Can Could Would Should Will Must May Might Let Don’t "
    "Don't Didn’t Didn't It’s It's That’s That's He’s He's She’s She's I’m I'm I’d I'd I’ve I've I’ll I'll You’re "
    "You're We’re We're They’re They're There’s There's What’s What's Oh Well Perhaps Maybe Even Still Just Only "
    "Once Later Soon Finally Instead Somehow Suddenly Meanwhile Besides Anyway Also Because Since Until Though "
    "Although"
)
"""Words that begin a sentence and no name."""
_LABELS = words(
    "Plan Vitamin Group Grade Type Class Section Room Block Ward Exhibit Part Hepatitis Model Team Point Company "
    "Side Row Figure Appendix Option Gate Platform Terminal Studio Building Bay Level Door Schedule List Sector "
    "Zone Wing Unit Channel Form Stage Phase Box Track Lot Table Corridor Deck Camp Line Route Product Subject "
    "Patient Witness Case Mr Mr. Mrs Mrs. Miss Agent"
)
"""Words that a letter follows as a name of its own."""
_BEFORE_NAMES = words(
    "Mr. Mrs. Ms. Mx. Dr. Drs. Prof. Capt. Cpt. Col. Gen. Lieut. Lt. Sgt. Sergt. Rev. Revd. Hon. Maj. Cpl. Adm. "
    "Gov. Sen. Supt. Messrs. Mme. Mmes. Mlle. Mlles. MM. Cmdr. Cdr. Comdr. Pvt. Pte. Pfc. Ens. Msgr. Mgr. Fr. Brig. "
    "Insp. Det. Const. Pres. Rep. Amb. Atty. Mt. St. Ste. Chas. Wm. Geo. Thos. Jas. Jos. Robt. Edw. Saml. Benj. Bp. "
    "Abp. Rt. Visct. Ld. Sfc. Spc. Ofc. Mssrs. Asst. Assoc. Attn. Adjt. Dep. Cmdt. Mk. Alex. Revs. Profs. Sgts. Lts. "
    "Capts. Cols. Gens. Sens. Reps. Govs. Dets. Commr. Cdre. Br. Ft. Gen’l S/Sgt. M/Sgt. T/Sgt. SSgt. MSgt."
)
_BEFORE_FIGURES = re.compile(
    r"(?:^|[\s(“\"‘])(?:No|Nos|nos|Vol|vol|vols|pp?|c|ca|Rt|Rte|Fig|fig|Ch|Chap|ch|chap|Sec|approx|b|d|fl|r|Art|Apt|Ext|Rm|Op|op|Opp|[Ff]igs|[Cc]hs|[Cc]haps|[Ss]ecs?|[Pp]aras?|[Mm]ax|Min|[Aa]vg|[Tt]emp|Mk|K|Rs|Acct|Fl|[Ss]c|[Ee]q|"
    r"[1-3] (?:Sam|Chron|Cor|Thess|Tim|Pet)|Matt|Rom|Isa|Gen|Exod|Deut|Ps|Prov|Jer|Ezek|Gal|Eph|Phil|Heb|Lk|Jn|Eccl|"
    r"ext|Pt|£?\d+[sdl])\.$"
)
_WITH_SMALL = re.compile(r"(?:^|[\s(“\"‘\d½¼¾-])(?:[A-Z][a-z]{1,4}|[a-z]{1,4}|[a-z]\.[a-z]|(?:[A-Z]\.\s?){0,5}[A-Z])\.$")
"""What may be an abbreviation if the next word has a small letter."""
_BEFORE = re.compile(r"(\S+)\s+[“\"‘'(]?$")
_INITIAL = re.compile(r"(?:[A-Z]\.|[A-Z][a-z]*\.)$")
_AFTER = re.compile(r"[“\"‘'(]*([A-Z][\w’']*)")


def ends_sentence(before: str, letter: str, after: str) -> bool:
    """For a letter with a dot, the text before and after it: whether the dot is the stop of a sentence."""
    behind = _AFTER.match(after.lstrip())
    if behind is None:
        return not after.strip()
    word = _BEFORE.search(before[-40:])
    previous = word[1].lstrip("“\"‘'(") if word else ""
    if behind[1] in STARTERS and len(behind[1]) > 1:
        return True
    if _INITIAL.match(after.lstrip()[:2]):
        return False
    if previous in _LABELS and previous[-1] != "." and previous not in {"Mr", "Mrs", "Miss", "Agent"}:
        return True
    if letter == "I":
        return (bool(previous) and previous.islower() and previous not in {"by", "and", "of", "to", "from"}) or behind[1] == "I"
    return behind[1] == "I" and not _INITIAL.search(previous or ".")


def goes_on(before: str, after: str) -> bool:
    """Whether what was taken for the end of a sentence is the dot of an abbreviation: "Mme." and "Orris", "5 mi." and "to"."""
    if not before.endswith("."):
        return False
    begins = after.lstrip()[:1]
    if begins.islower():
        return _WITH_SMALL.search(before[-12:]) is not None
    if begins.isdigit():
        return _BEFORE_FIGURES.search(before[-12:]) is not None
    last = before.rsplit(None, 1)[-1].lstrip("“\"‘'(—")
    if not begins.isupper() or not (last in _BEFORE_NAMES or last.rpartition("-")[2] in _BEFORE_NAMES):
        return False
    word = _AFTER.match(after.lstrip())
    return word is not None and word[1] not in STARTERS
