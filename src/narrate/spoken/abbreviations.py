"""Abbreviations as the words they stand for: titles, first names, streets, books, years about, Latin, letters with dots."""

from __future__ import annotations

import re

from narrate.spoken.capitals import is_word, letters
from narrate.spoken.stops import STARTERS, ends_sentence
from narrate.spoken.tables import words

TITLES = {
    "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Mx.": "Mix", "Dr.": "Doctor", "Drs.": "Doctors", "Prof.": "Professor",
    "Capt.": "Captain", "Cpt.": "Captain", "Col.": "Colonel", "Gen.": "General", "Lieut.": "Lieutenant", "Lt.": "Lieutenant",
    "Sgt.": "Sergeant", "Sergt.": "Sergeant", "Rev.": "Reverend", "Revd.": "Reverend", "Hon.": "Honourable", "Maj.": "Major",
    "Cpl.": "Corporal", "Adm.": "Admiral", "Gov.": "Governor", "Sen.": "Senator", "Supt.": "Superintendent", "Messrs.": "Messers",
    "Mme.": "Madame", "Mmes.": "Mesdames", "Mlle.": "Mademoiselle", "Mlles.": "Mademoiselles", "MM.": "Messieurs",
    "Cmdr.": "Commander", "Cdr.": "Commander", "Comdr.": "Commander", "Pvt.": "Private", "Pte.": "Private",
    "Pfc.": "Private First Class",
    "Ens.": "Ensign", "Msgr.": "Monsignor", "Mgr.": "Monsignor", "Fr.": "Father", "Brig.": "Brigadier", "Insp.": "Inspector",
    "Det.": "Detective", "Const.": "Constable", "Pres.": "President", "Rep.": "Representative", "Sec.": "Secretary",
    "Hrn.": "Herrn",
    "Amb.": "Ambassador", "Atty.": "Attorney", "Commr.": "Commissioner", "Cdre.": "Commodore", "Br.": "Brother", "Mt.": "Mount",
    "Ft.": "Fort", "Chas.": "Charles", "Wm.": "William", "Geo.": "George", "Thos.": "Thomas", "Jas.": "James", "Jos.": "Joseph",
    "Robt.": "Robert", "Edw.": "Edward", "Saml.": "Samuel", "Benj.": "Benjamin", "Alex.": "Alexander", "Bp.": "Bishop",
    "Abp.": "Archbishop",
    "Revs.": "Reverends", "Profs.": "Professors", "Sgts.": "Sergeants", "Lts.": "Lieutenants", "Capts.": "Captains",
    "Cols.": "Colonels", "Gens.": "Generals", "Sens.": "Senators", "Reps.": "Representatives", "Govs.": "Governors",
    "Dets.": "Detectives", "S/Sgt.": "Staff Sergeant", "M/Sgt.": "Master Sergeant", "T/Sgt.": "Technical Sergeant",
    "SSgt.": "Staff Sergeant", "MSgt.": "Master Sergeant", "Sfc.": "Sergeant First Class", "Spc.": "Specialist",
    "Ofc.": "Officer",
    "Mssrs.": "Messers", "Asst.": "Assistant", "Asst. Mgr.": "Assistant Manager", "Assoc.": "Associate", "Attn.": "Attention",
    "Adjt.": "Adjutant", "Dep.": "Deputy",
    "Cmdt.": "Commandant", "Visct.": "Viscount", "Ld.": "Lord", "Gen’l": "General", "Gen'l": "General", "Col’l": "Colonel",
}  # fmt: skip
"""What stands before a name."""
_OTHERS = {
    "Esq.": "Esquire", "Bart.": "Baronet", "Bt.": "Baronet", "Acct.": "Account", "Jr.": "Junior",
    "Sr.": "Senior", "Jun.": "Junior", "etc.": "et cetera", "Etc.": "Et cetera", "&c.": "et cetera",
    "&c": "et cetera",
    "e.g.": "for example", "E.g.": "For example", "i.e.": "that is", "I.e.": "That is", "eg.": "for example", "ie.": "that is",
    "vs.": "versus", "vs": "versus", "viz.": "namely", "et al.": "and others", "ibid.": "in the same place",
    "Ibid.": "In the same place",
    "q.v.": "which see", "Vol.": "Volume", "vol.": "volume", "vols.": "volumes", "Vols.": "Volumes", "cf.": "compare",
    "Cf.": "Compare",
    "approx.": "approximately", "Ave.": "Avenue", "Blvd.": "Boulevard", "Rd.": "Road", "Hwy.": "Highway", "Pkwy.": "Parkway",
    "Rte.": "Route", "Bros.": "Brothers", "Co.": "Company", "Cos.": "Companies", "Inc.": "Incorporated", "Ltd.": "Limited",
    "Corp.": "Corporation", "dept.": "department", "Dept.": "Department", "Govt.": "Government", "govt.": "government",
    "Univ.": "University",
    "Assn.": "Association", "Apt.": "Apartment", "apt.": "apartment", "Bldg.": "Building", "Ste.": "Suite", "Tel.": "Telephone",
    "Ext.": "Extension", "ext.": "extension", "lbs.": "pounds", "lb.": "pounds", "oz.": "ounces", "mph": "miles per hour",
    "a.k.a.": "also known as", "aka": "also known as", "Ph.D.": "P H D", "B.Sc.": "B S C", "M.Sc.": "M S C", "LL.D.": "L L D",
    "LL.B.": "L L B", "D.Phil.": "D Phil", "PhD": "P H D", "M.D.": "M D",
    "Xmas": "Christmas", "WW1": "World War one", "WW2": "World War two", "w/o": "without",
    "w/": "with", "b/c": "because", "c/o": "care of", "a/c": "account", "stg.": "sterling", "pcm": "per calendar month",
    "Cie.": "Company",
    "St.-": "Saint-", "Ste.-": "Sainte-", "incl.": "including",
    "Jan.": "January", "Feb.": "February", "Apr.": "April", "Aug.": "August", "Sept.": "September", "Oct.": "October",
    "Nov.": "November", "Dec.": "December", "Wash.": "Washington", "Mass.": "Massachusetts", "Conn.": "Connecticut",
    "Calif.": "California", "Penn.": "Pennsylvania",
    "Penna.": "Pennsylvania", "Tenn.": "Tennessee", "Ariz.": "Arizona", "Okla.": "Oklahoma", "Minn.": "Minnesota",
    "Wis.": "Wisconsin",
    "Va.": "Virginia", "Fla.": "Florida", "Ky.": "Kentucky", "Neb.": "Nebraska", "Colo.": "Colorado", "Ont.": "Ontario",
}  # fmt: skip
_BARE_TITLES = {
    "Lt": "Lieutenant", "Sgt": "Sergeant", "Cpl": "Corporal", "Capt": "Captain", "Cmdr": "Commander", "Pvt": "Private",
    "Pte": "Private",
    "Pfc": "Private First Class", "Revd": "Reverend", "Mme": "Madame", "Mlle": "Mademoiselle", "Msgr": "Monsignor",
    "Supt": "Superintendent",
    "Insp": "Inspector", "Col": "Colonel", "Maj": "Major", "Prof": "Professor",
    "Mx": "Mix", "St": "Saint", "Mt": "Mount", "Messrs": "Messers", "Wm": "William", "Chas": "Charles",
}  # fmt: skip
"""As the British print them, before a name only."""
_TABLE = TITLES | _OTHERS
_ABBREVIATION = re.compile(
    r"(?<![\w&.])(?:" + "|".join(re.escape(a) for a in sorted(_TABLE, key=len, reverse=True)) + r")"
    r"(?:(?<=[-/])|(?=\s|$|[.,;:?!)\"”'’—–-]))"
)
_BARE = re.compile(rf"\b({'|'.join(_BARE_TITLES)})(?=\s[A-Z])")
BARE = frozenset(_BARE_TITLES) | {a.rstrip(".") for a in _TABLE} | words("Mon Tue Tues Wed Thur Thurs Fri ult inst al")
"""All of them without their dots."""
_KEEPS_STOP = words(
    "Bart. Bt. etc. Etc. &c. Esq. Jr. Jun. Sr. Co. Cos. Inc. Ltd. Corp. Ave. Blvd. Rd. Hwy. lbs. lb. oz. al. dept. Dept. Apt. "
    "Bldg. Wash. Jan. Feb. Apr. Aug. Sept. Oct. Nov. Dec. Mass. Conn. Calif. Penn. Penna. Tenn. Ariz. Okla. Minn. "
    "Wis. Va. Fla. Ky. Neb. Colo. Ont. M.D. Ph.D. B.Sc. M.Sc. LL.D. LL.B. D.Phil. Assn. Univ. Govt. govt."
) | {"et al."}
"""These end sentences, and then their dot is the sentence's too."""
_FIRM = re.compile(r",?\s(?:Ltd|Inc|Limited|Incorporated)\b")
"""Behind "Co." and "Bros." it goes on."""
_LETTERS = re.compile(r"\b(?:[A-Z]\.\s?){1,11}[A-Z]\.(?=(\s+[a-z])?)")
_INITIAL = re.compile(r"\b([A-Z])\.\s?(?=[A-Z]\.?\s|[A-Z][a-z])")
_MONSIEUR = re.compile(r"(?<![\w.])M\.\s(?=(?:de|du|le|la|d’|d')\s?[A-Z]|[A-ZÉ][a-zé]\w)")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z’]+\s$")
_SAINT = re.compile(r"(?:(\b[A-Z][\w’']*[a-z]|\b\d{1,3}(?:st|nd|rd|th))\s)?\bSt\.(?=(\s+|$|[,;:!?”\"’)—-])([a-z]|[A-Z][\w’']*)?)")
_DRIVE = re.compile(
    r"(\b[A-Z][\w’']*[a-z]\s)Dr\.(?=$|[,;:!?”\"’)]|\s(?:[a-z\d]|(?:" + "|".join(s for s in STARTERS if len(s) > 1) + r")\b))"
)
_NO_STREETS = words("The Near At In To From Of And Mount Port Fort Old New East West North South Sir Lady Lord Miss By On For")
_BEHIND_STREETS = frozenset({"Station", "Bridge", "Church", "School", "Market", "Irregulars"})
_DAYS = {"Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
         "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday"}  # fmt: skip
_ANY_DAY = "|".join(sorted(_DAYS, key=len, reverse=True))
_LONE_DAY = re.compile(
    r"\b((?:[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]y|[Ee]very|[Nn]ext|[Ll]ast|[Tt]o|[Oo]n)\s)(Mon|Tues?|Wed|Thurs?|Fri)\.(?=(\s[a-z]|[,;:]))?"
)
_WEEKDAY = re.compile(
    rf"\b({_ANY_DAY})\.(?=,?\s(?:the\s|\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))|\s(?:night|morning|afternoon|evening|noon|next|last)\b)"
    rf"|\b({_ANY_DAY})\.?\s?[-–]\s?({_ANY_DAY})\b(\.(?=\s[a-z]|[,;:)]))?"
)
_SISTER = re.compile(r"\bSr\.(?=\s[A-Z][a-z])")
_SENIOR = re.compile(r"[A-Z][\w’'.]+\s[A-Z][\w’']+,?\sSr\.|[A-Z][\w’']+,\sSr\.")
"""Behind a name it is "Senior"."""
_QUARTERS = {"N": "North", "S": "South", "E": "East", "W": "West"}
_STREET_BEHIND = (
    r"(?:[A-Z]\w+|\d{1,3}(?:st|nd|rd|th))\s(?:St|Ave|Rd|Street|Avenue|Road|Ct|Court|Ln|Lane|Dr|Drive|Blvd|Boulevard|Pl|Place|Way)"
)
_FOLLOWING = re.compile(r"(?<=\d)\s?ff\.(?=\s[a-z]|[,;:)])")
_NUMBERED = (
    (re.compile(r"\b[Nn]o\.\s?(?=\d)|№\s?|#(?=\d)|\bN[º°]\s?(?=\d)|(?<=[a-z,]\s)No\s(?=\d)"), "number "),
    (re.compile(r"\bvv\.\s?(?=\d)"), "verses "),
    (re.compile(r"\bVv\.\s?(?=\d)"), "Verses "),
    (re.compile(r"\bPt\.\s(?=[A-Z][a-z])"), "Point "),
    (re.compile(r"\(ret(?:'d|’d)?\.\)"), "(retired)"),
    (re.compile(r"\b[Ll]at\.\s?(?=\d|[a-z-]+ degrees)"), "latitude "),
    (re.compile(r"\b[Ll]ong\.\s?(?=\d|[a-z-]+ degrees)"), "longitude "),
    (re.compile(r"\b[Nn]os\.\s?(?=\d)"), "numbers "),
    (re.compile(r"\bpp\.\s?(?=[\divxlc])"), "pages "),
    (re.compile(r"\bll\.\s?(?=\d)"), "lines "),
    (re.compile(r"\bpg?\.\s?(?=\d|[ivxlc]+\b)"), "page "),
    (re.compile(r"\b(?:Rt|Rte)\.\s?(?=\d)"), "Route "),
    (re.compile(r"\bRt\.\s(?=Hon|Rev)"), "Right "),
    (re.compile(r"\b(?:c|ca|circ)\.\s?(?=(?:AD\s|A\.D\.\s)?\d)"), "circa "),
    (re.compile(r"\bfl\.\s?(?=\d{3})"), "flourished "),
    (re.compile(r"(?<=[(\s])b\.\s?(?=\d{4})"), "born "),
    (re.compile(r"(?<=[(\s])d\.\s?(?=\d{4})"), "died "),
    (re.compile(r"(?:^|(?<=[(\s]))r\.\s?(?=\d{3})"), "reigned "),
    (re.compile(r"\b(?:Fig)\.\s?(?=\d)"), "Figure "),
    (re.compile(r"\b(?:fig)\.\s?(?=\d)"), "figure "),
    (re.compile(r"\b(?:Ch|Chap)\.\s?(?=[\dIVXLC])"), "Chapter "),
    (re.compile(r"\b(?:ch|chap)\.\s?(?=[\dIVXLCivxlc])"), "chapter "),
    (re.compile(r"\bBk\.\s?(?=[\dIVXLC])"), "Book "),
    (re.compile(r"\bPt\.\s?(?=[\dIVXLC])"), "Part "),
    (re.compile(r"\b(?:Art)\.\s?(?=[\dIVXLC])"), "Article "),
    (re.compile(r"\bRm\.?\s(?=\d)"), "Room "),
    (re.compile(r"\bFl\.\s(?=\d)"), "Floor "),
    (re.compile(r"(?<=\d[a-z]{2}\s)[Ff]l\.(?=\s[a-z]|[,;:)])"), "floor"),
    (re.compile(r"(?<=[a-z]\s)Ct\.(?=$|,|\s[a-z])"), "Court"),
    (re.compile(r"(?<=[a-z]\s)Ln\.(?=$|,|\s[a-z])"), "Lane"),
    (re.compile(r"\bSte\.\s(?=[A-Z])"), "Saint "),
    (re.compile(r"\b([A-Z])\.(?=\s(?:&|and)\s[A-Z]\.)"), r"\1"),
    (re.compile(r"\bsc\.\s?(?=[\divx])"), "scene "),
    (re.compile(r"\bl\.\s(?=\d)"), "line "),
    (re.compile(r"\bn\.\s(?=\d)"), "note "),
    (re.compile(r"\bPh\.D\.s\b"), "P H Ds"),
    (re.compile(r"\b[Ee]st\.\s(?=1\d{3}|20\d\d)"), "established "),
    (
        re.compile(
            r"(?<![.\w])([A-Z])\.(?=\s(?:was|is|had|has|left|said|came|went|did|could|would|will|and|who|with|in|on|at|to|saw|took|looked)\b)"
        ),
        r"\1",
    ),
    (re.compile(r"§\s?(?=\d)"), "section "),
    (re.compile(r"(?<=[a-z]\s)v\.(?=\s[A-Z])"), "versus"),
    (re.compile(r"(?:(?<=\b[Tt]he\s)|(?<=[Tt]his\s)|(?<=\bhis\s)|(?<=\bher\s))MS\."), "manuscript"),
    (re.compile(r"\b(?:MSS|mss)\.(?=\s[a-z]|[,;:])"), "manuscripts"),
    (re.compile(r"(?<=\d[a-z]{2}\s)inst(?:\.(?=\s[a-z]|[,;:])|(?=\.$))"), "instant"),
    (re.compile(r"(?<=\d[a-z]{2}\s)ult(?:\.(?=\s[a-z]|[,;:])|(?=\.$))"), "ultimo"),
    (re.compile(r"(?<=\d[a-z]{2}\s)[Cc]\.(?=\s[a-z]|[,;:)])"), "century"),
    *(
        (
            re.compile(
                rf"(?:(?<=\d\s){letter}\.\s(?={_STREET_BEHIND}\b|(?:\d{{1,3}}(?:st|nd|rd|th)|Main)\b)|\b{letter}\.\s(?={_STREET_BEHIND}\b))"
            ),
            f"{way} ",
        )
        for letter, way in _QUARTERS.items()
    ),
)
_DOTTED = re.compile(
    rf"\.(?!$)|\b(?:St|Dr|Mon|Tues?|Wed|Thurs?|Fri)\.$|[№#§º]|\bNo\s\d|\b(?:{_ANY_DAY})\s?[-–]\s?(?:{_ANY_DAY})\b"
)


def following(text: str) -> str:
    """pp. 12 ff. → pp. 12 and following, before the letters are taken for a sound."""
    return _FOLLOWING.sub(" and following", text) if "ff." in text else text


_VERSUS = re.compile(r"(?<=[a-z]\s)v(?=\s[A-Z][a-z])|(?<=\d\s)v(?=\s\d)")


def read(text: str) -> str:
    """Every abbreviation in words; one that ends a sentence leaves its stop."""
    if _DOTTED.search(text):
        text = _dotted(text)
    text = _ABBREVIATION.sub(_expanded, text)
    text = _VERSUS.sub("versus", _BARE.sub(lambda m: _BARE_TITLES[m[1]], text))
    if "." not in text[:-1]:
        return text
    text = _LETTERS.sub(_spelled, text)
    return _INITIAL.sub(_initial, text)


def _dotted(text: str) -> str:
    """What means one thing before a figure or a name and another elsewhere."""
    if "St." in text:
        text = _SAINT.sub(_saint, text)
    if "Dr." in text:
        text = _DRIVE.sub(lambda m: m[1] + _ended("Drive", m), text)
    if "Sr." in text:
        text = _SISTER.sub("Sister", text) if not _SENIOR.search(text) else text
    text = _LONE_DAY.sub(lambda m: f"{m[1]}{_DAYS[m[2]]}{'' if m[3] else '.'}", _WEEKDAY.sub(_weekday, text))
    if "M." in text:
        text = _MONSIEUR.sub(_monsieur, text)
    for pattern, word in _NUMBERED:
        text = pattern.sub(word, text)
    return text


def _weekday(match: re.Match[str]) -> str:
    """Sat. the 5th → Saturday the 5th; Mon.-Fri. → Monday to Friday."""
    return _DAYS[match[1]] if match[1] else f"{_DAYS[match[2]]} to {_DAYS[match[3]]}"


def _expanded(match: re.Match[str]) -> str:
    word = match[0]
    return _ended(_TABLE[word], match) if word in _KEEPS_STOP else _TABLE[word]


def _saint(match: re.Match[str]) -> str:
    """Baker St. is a street; St. Mary is a saint, and so is she in Eva St. Clair."""
    before, gap, behind = match[1], match[2], match[3]
    lead = f"{before} " if before else ""
    is_name = bool(behind) and behind[0].isupper() and behind not in STARTERS and behind not in _BEHIND_STREETS
    if before is None:
        stays = not behind or behind.islower() or (gap and not gap.isspace())
        return match[0] if stays and not match.string[: match.start()].endswith(" ") else _street_or_saint(match, is_name)
    if is_name or (before in _NO_STREETS and behind and behind[0].isupper()):
        return f"{lead}Saint"
    return lead + _ended("Street", match)


def _street_or_saint(match: re.Match[str], is_name: bool) -> str:
    return "Saint" if is_name or match.string[match.end() :].lstrip()[:1].isupper() else _ended("Street", match)


def _monsieur(match: re.Match[str]) -> str:
    """M. Paul is a Frenchman; the M. of "John M. Hale" is a letter, and that before "The" ends a sentence."""
    behind = re.match(r"[\w’']+", match.string[match.end() :])
    named = _NAME_BEFORE.search(match.string[max(0, match.start() - 24) : match.start()])
    initial = match.string[max(0, match.start() - 2) : match.start()] == ". "
    if initial or (named and named[0].strip() not in STARTERS) or (behind and behind[0] in STARTERS):
        return match[0]
    return "Monsieur "


def _spelled(match: re.Match[str]) -> str:
    """U.S.A. → USA, with a stop where it ends the text."""
    found = [c for c in match[0] if c.isalpha()]
    ends = not match[1] and match.end() >= len(match.string.rstrip('”"’)'))
    joined = "".join(found) if is_word("".join(found)) else letters("".join(found))
    return f"{joined}." if ends else joined


def _initial(match: re.Match[str]) -> str:
    text = match.string
    if ends_sentence(text[: match.start()], match[1], text[match.end() :]):
        return match[0]
    return f"{match[1]} "


def _ended(word: str, match: re.Match[str]) -> str:
    """The word, with a stop where its dot ended the sentence too."""
    after = match.string[match.end() : match.end() + 24]
    if _FIRM.match(after):
        return word
    if not match[0].endswith("."):
        return word
    closes = not after or re.match(r"[”\"’)]+$", after) or re.match(r"\s[“\"]", after)
    starts = re.match(r"\s([A-Z][\w’']*)", after)
    return f"{word}." if closes or starts else word
