"""Words in capitals: what is shouted becomes a word again, what is an acronym is spelled, a title is a title."""

from __future__ import annotations

import re
from functools import lru_cache

from narrate.spoken import numbers
from narrate.spoken.tables import words

_SPELLED = words(
    "ACLU AI AARP AKC ASPCA ATF ATM BA CEO CFO CIA COO CPA CIO DA DEA DIY DNA DOA EMT EPA ER ESP ETA EU EV FAA FBI "
    "FDA FIA GI GOP GPA ICU ID IBM IOU IPO IQ IRA IRS ISP IUD IV KIA LA MIA MIT MBA NBA NCAA NCIS NCO NAACP NFL NRA "
    "NSA NYU OCD OR OD PA PE PI PTA QE QA RAF RIP RNA ROTC RSVP SOS SUV TA TSA UAE UCLA UFO UK UN UNC URL US USA "
    "USAF USB USMC USN USO USS USSR VA VIP YMCA YWCA EEG EKG ECG EMI AOL AIG UCB USPS OAP OED OBE MBE CBE IRC API "
    "GUI SOE FYI HIV SS HRH RSPCA RSPB UCL LSE IMF IPA USC UPS AFAIK IMHO BYOB TGIF LGBT ROFL"
)
"""Spelled though they could be said as words."""
_SAID = words(
    "NATO NASA AIDS UNESCO UNICEF OPEC AWOL NAFTA FEMA OSHA PETA NOAA ASCII FIFA UEFA BAFTA MOMA RADA "
    "NAAFI DARPA HUAC SAT GIF JPEG "
    "INTERPOL"
)
"""Acronyms that are words; engines know them in capitals."""
_APART = {
    "YMCA": "Y MCA",
    "YWCA": "Y WCA",
    "AKA": "also known as",
    "WWII": "World War two",
    "WWI": "World War one",
    "WW2": "World War two",
    "WW1": "World War one",
    "POW": "P O W",
    "POWs": "P O Ws",
    "SS": "S S",
}
_SMALL = words(
    "AM AN AND ARE AT BE BUT BY CAN DO DID FOR GET GO GOT HAD HAS HE HER HIM HIS HOW IF IN IS IT ITS ME MY NO NOT "
    "NOW OF OFF OH OK ON ONE OR OUR OUT RUN SAY SEE SHE SO THE TO TOO TWO UP WAS WE WHO WHY YES YET YOU DIE CRY WAR "
    "GOD MAN BOY OLD NEW BAD BIG ANY ALL MUM MOM DAD TEN SIX DAY WAY MAY LET END EAT SIT HEY AHA ART USE SEX SON "
    "ZIP PIN SIM RAM ROM VAT SIR FUN GUN HOT US RED TRY FLY SKY SEA AIR AGE FAR FEW LIE LOT OWN PUT RAN SAW TOP WIN WON "
    "ACE ACT ADD AID AIM ANT APE ARM ASH ASK ASS BAG BAN BAR BAT BED BEE BEG BET BIT BOW BOX BUG BUN BUS BUY BYE CAB CAP "
    "CAR CAT COW CUP CUT DAM DEN DIG DIM DIP DOC DOG DOT DUE DUG DUO EAR EGG ELF ELK ELM ERR EWE EYE FAN FAT FAX FED FEE "
    "FIG FIN FIT FIX FOE FOG FOX FUR GAG GAL GAP GAY GEM GNU GUM GUT GUY HAM HAT HAY HEN HID HIP HIT HOG HOP HUB HUG HUT "
    "ICE ICY ILL INK INN ION JAM JAR JAW JET JOB JOG JOY JUG KEY KID KIN LAD LAP LAW LAY LED LEG LID LIP LIT LOG LOW MAD "
    "MAP MAT MET MID MOB MOP MUD MUG NAP NIL NIT NOD NOR NUN NUT OAK OAR OAT ODD OIL OWE OWL PAD PAL PAN PAT PAW PAY PEA "
    "PEN PET PIE PIG PIT POP POT PRO PUB PUN PUP RAG RAT RAW RAY RIB RID RIG RIM ROB ROD ROT ROW RUB RUG RUM RUT SAD SAG "
    "SAP SET SHY SIN SIP SKI SLY SOB SPY SUM SUN TAG TAN TAP TAR TAX TEA TIE TIN TIP TOE TON TOW TOY TUB TUG URN VAN VET "
    "VOW WAX WEB WED WET WIG WIT WOE YAK YAM ZOO NAH YAY AYE HUH UGH AMY ANN AVA BEA BEN BOB DAN DEB DON ELI EVA EVE FAY "
    "GUS IAN IDA IKE IVY JAN JAY JED JEN JIM JOE JON KAY KEN KIM KIT LEE LEN LEO LES LEW LIZ LOU LYN MAC MAE MAX MEG MEL "
    "MIA NAN NAT NED PAM PEG PIP RAE REX RON ROY SAL SAM SID SUE TAD TED TIM TOM UMA VAL VIC VIV WES ZOE"
)
_TITLES = words("MR MRS MS DR ST LT SGT CAPT COL PROF REV GEN MME MLLE CMDR NO VS JR SR")
_TWO_LETTERS = words("TV PC CD DJ UK UN EU NY DC FM VR HQ IQ MP GP")
"""Spelled in titles too, where other words of two letters are words."""
_MONTHS = words("JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER")
_DEPARTMENTS = re.compile(
    r"\s(?:guy|guys|department|support|team|consultant|manager|man|woman|person|people|specialist|crowd|desk|help)\b"
)
_ONSETS = words(
    "fj pf psh vr b bl br c ch chl chr cl cr d dr dw f fl fr g gh gl gn gr h j k kh kl kn kr l ll m mn n p ph phl "
    "phr pl pn pr ps pt q r rh s sc sch scl scr sh shr sk skl sl sm sn sp sph spl spr sq squ st str sv sw t th thr "
    "thw tr ts tw v vl w wh wr x z zh y"
) | {""}
_CODAS = words(
    "ngst dst cht cs nns wg hl ww www hh hhh mm mmm b bs c ch ck cks d ds f ff ffs fs g gg gh ghs gs k ks l ll lls "
    "m mb mbs mn mp mps mpt mph ms n nc nch nct nd nds ng ngs ngth ngths nk nks nn ns nt nth nths nts nx nz p ph "
    "phs pp ps pt pts r rr rrs s sc sh sk sks sm sms sp sps ss st sts t tch th ths ts tt tts tz v w ws x xt z zz "
    "ght ghts bt bts ct cts ft fts dth dths fth fths pth pths lk lks lm lms lp lps lt lts lf lfs ld lds lth rl rls "
    "rld rlds rm rms rn rns wk wks wl wls wn wns wd wds hn hns h hs gn gns dd dds bb bbs kk gm q j dge mme tte xth "
    "lfth rth rths rst rsts rt rts nst rk rks rd rds rp rps wt rf rfs rb rbs rg rgs rch rsh rtz rc lb lbs lch lsh "
    "lge lc ls lst rs rse rv lv"
) | {""}
_WORD = re.compile(r"([^aeiouy]*)([aeiouy]+)(.*)")
_MIDST = re.compile(r"[^aeiouy]+")
_SHORT = 4
"""Letters: engines spell shorter words in capitals by themselves."""
_LONG_SHOUT = 6
_SHOUT = re.compile(r"\b(?<!\d-)[A-Z][A-Z’']{0,40}[A-Z]\b(?!&)")
_CONTRACTED = re.compile(r"(?:I|WE|YOU|HE|SHE|IT|THEY)[’'](?:VE|LL|RE|D|M)")
_JOINED = re.compile(r"(?<![\w&])([A-Z])([A-Z])?&([A-Z]{1,2})(?![\w&])")
_NEAR = 30
"""Characters: as far as the word before or after a word in capitals is looked for."""
_TITLE_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d+[A-Z]+\b")
_OWNED = re.compile(r"\b(?:[Tt]he|[Tt]his|his|her|my|an?)\s$")
"""Before MS. it is a manuscript."""
_ENDINGS = frozenset({"S", "T", "D", "M", "RE", "VE", "LL", "EM", "N", "TIS", "TWAS"})
_ROMAN = re.compile(r"I{1,3}|IV|VI{0,3}|IX|X{1,3}(?:I{1,3}|IV|VI{0,3}|IX)?|XL[IVX]*|L[XVI]+")
_APART_INITIAL = re.compile(r"([“\"‘'(—]*)([A-Z])\s([A-Z][A-Z’']*)(?=[\s,])")
_AFTER_INITIALS = words(
    "at as an and all after again although almost along also always among another any anybody anyone anything around about above "
    "across against already are aunt ask if in it is its it's into indeed inside instead i'll i'd i'm i've on of or our out over "
    "once one only other old off often outside oh"
)
_BEHIND_LETTERS = words("SHIRT TURN MAIL DAY SIGN RAY SQUARE BAR BEAM BEND JUNCTION")
LOOK = re.compile(r"[A-Z][A-Z’'&]")


def calmed(text: str) -> str:
    """Words in capitals that are words in small letters, for engines spell capitals; acronyms as they are spelled."""
    if "&" in text:
        text = _JOINED.sub(_ampersand, text)
    return _SHOUT.sub(lambda m: _calm(m, text), text)


def with_initial(text: str) -> str:
    """T HE river → THE river: a decorated initial that stands apart from its word. A, I and O may be words of their own."""
    match = _APART_INITIAL.match(text)
    if not match or not re.search("[a-z]", text):
        return text
    letter, rest = match[2], match[3]
    if len(rest) == 1 and letter not in "AIO" and letter + rest not in _SMALL:
        return text  # C O two
    if letter in "AIO" and f"{letter}{rest}".replace("’", "'").lower() not in _AFTER_INITIALS:
        return text
    if letter == "X" or rest in _BEHIND_LETTERS:
        return text
    return f"{match[1]}{letter}{text[match.start(3) :]}"


def titled(text: str) -> str:
    """A title in capitals in title case: DON’T LOOK BACK → Don’t Look Back, THE 1ST OF MAY → The 1st Of May."""
    return _TITLE_WORD.sub(_title_word, text)


def _title_word(match: re.Match[str]) -> str:
    word = match[0]
    if word[0].isdigit():
        return word.lower()
    if (
        word in _APART
        or (len(word) > 2 and is_spelled(word))
        or word in _SAID
        or (_ROMAN.fullmatch(word) and word not in {"X", "V", "L"})
    ):
        return word
    if word in _TWO_LETTERS:
        return word
    if word.startswith("Mc"):
        return f"Mc{word[2:].capitalize()}"
    head, mark, tail = word.replace("'", "’").partition("’")
    kept = mark and word[len(head)]
    if not kept:
        return word.capitalize()
    if len(head) > 1 and _ROMAN.fullmatch(head):
        return f"{head}{kept}{tail.lower()}"
    end = tail.lower() if tail in _ENDINGS or len(head) > 2 else tail.capitalize()
    return f"{head.capitalize()}{kept}{end}"


def letters(acronym: str) -> str:
    """An acronym as engines spell it: letters apart, but an A, which alone is an article to them, with its neighbours."""
    if acronym in _APART:
        return _APART[acronym]
    if "A" not in acronym[1:] and acronym not in {"AM", "AD"}:
        return f"A-{' '.join(acronym[1:])}" if acronym[0] == "A" else " ".join(acronym)
    known = acronym in _SPELLED or len(acronym) < _SHORT or set(acronym) == {"A"}
    return acronym if known else " ".join(acronym).replace(" A", "-A")


def is_word(acronym: str) -> bool:
    """Whether an acronym is said as a word: NATO."""
    return acronym in _SAID


@lru_cache(maxsize=2048)
def is_spelled(word: str) -> bool:
    """Whether a word in capitals is said letter by letter: because it is known to be, or cannot be said otherwise."""
    if word in _SPELLED:
        return True
    if word in _SAID or "’" in word or "'" in word or len(word) >= _LONG_SHOUT:
        return False
    return not _can_be_said(word.lower())


def _can_be_said(word: str) -> bool:
    """Whether its consonants can begin and end English words; those in the midst are given leave."""
    if len(set(word)) == 1 or (word[0] == "y" and word[1:2] and word[1] not in "aeiou"):
        return len(set(word)) == 1
    match = _WORD.fullmatch(word)
    if not match:
        return False
    rest = _MIDST.findall(match[3])
    last = rest[-1] if rest and word.endswith(rest[-1]) else ""
    return match[1] in _ONSETS and (last in _CODAS or (last[:1] in "rl" and last[1:] in _CODAS))


def _ampersand(match: re.Match[str]) -> str:
    """R&B → R and B, AT&T → A-T and T."""
    first = f"{match[1]}-{match[2]}" if match[2] else match[1]
    return f"{first} and {' '.join(match[3])}"


def _calm(match: re.Match[str], text: str) -> str:
    word = match[0]
    if word in _APART:
        return _APART[word]
    if (
        word in _TITLES
        and not (word == "MS" and _OWNED.search(text, max(0, match.start() - _NEAR), match.start()))
        and text.startswith(".", match.end())
        and (word != "NO" or re.match(r"\.\s?\d", text[match.end() : match.end() + 3]))
    ):
        return word.capitalize()
    if word == "CAT" and text.startswith(" scan", match.end()):
        return word
    bare = word.replace("’", "").replace("'", "")
    if _CONTRACTED.fullmatch(word):
        return f"I{word[1:].lower()}" if word[1] in "’'" and word[0] == "I" else _small(word, match, text)
    if _is_numeral(word):
        return word
    if is_spelled(word) and not (word in _SMALL and _beside(match, text)):
        return word if len(word) < _SHORT else letters(word)
    if word in _SAID:
        return word
    if word == "WHO" and _OWNED.search(text, max(0, match.start() - _NEAR), match.start()) and not _beside(match, text):
        return "W H O"
    if word == "IT" and _DEPARTMENTS.match(text, match.end()) and not _beside(match, text):
        return "I T"
    if bare in _SMALL or len(bare) > 3 or _beside(match, text):
        if not re.search("[AEIOUY]", bare):
            return word
        return _small(word, match, text)
    return word


def _is_numeral(word: str) -> bool:
    """Romans of the kind that chapters, rulers and centuries have, and years."""
    if _ROMAN.fullmatch(word):
        return len(word) > 1
    long = word[0] == "M" and len(word) > 3
    return (long or (word[0] == "C" and len(word) > 2 and not set(word) - set("CLXVI"))) and numbers.roman(word) > 0


def _small(word: str, match: re.Match[str], text: str) -> str:
    starts = _begins_sentence(text, match.start()) or (word in _MONTHS and re.match(r"\s\d", text[match.end() : match.end() + 2]))
    return word[0] + word[1:].lower() if starts else word.lower()


def _beside(match: re.Match[str], text: str) -> bool:
    """Whether another word in capitals stands beside it."""
    before, after = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
    return bool(re.search(r"\b[A-Z]{2,}[,!?]?\s$", before) or re.match(r"[,!?]?\s[A-Z]{2,}\b", after))


def _begins_sentence(text: str, place: int) -> bool:
    return place == 0 or bool(re.search(r"(?:[.!?…]\s*|[“\"‘])$", text[max(0, place - 4) : place]))
