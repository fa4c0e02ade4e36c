"""What the numbers of a row mean, which the ranker gets for a turn and a candidate: the names of the columns, in order."""

from __future__ import annotations

from narrate.script.evidence.subjects import TAG_KINDS

NEIGHBOURS = (-4, -3, -2, -1, 1, 2, 3)
"""Turns before and after whose known speakers are features."""

NAMES: tuple[str, ...] = (
    *(f"tag {kind}" for kind in TAG_KINDS),  # 1: this tag names the candidate; -1: it names somebody else
    "plain verb",  # the spoken tag's verb hardly ever means anything but speech
    "pronoun tag fits",  # gender of a spoken pronoun or noun tag against the candidate's
    "pronoun beat fits",  # the same for a beat, when no tag speaks
    "pronoun means",  # the rules' choice for the tag's pronoun is the candidate (-1: another)
    "antecedent",  # coreference gave the tag's pronoun to the candidate (-1: to another)
    "I said",  # "I said" and the candidate is the narrator (-1: is not)
    "noun tag kin",  # a tag such as "his mother": the candidate's surfaces hold the noun
    "called here",  # the quotation calls the candidate by name
    "called before",  # the turn before does
    "called next",  # the turn after does
    "called two back",
    "called two ahead",
    "another called before",  # the turn before calls somebody else by name
    "named in quotation",
    "named in quotation before",
    "named in quotation after",
    "address before fits",  # "sir" or "madam" in the turn before against the candidate's gender
    "address next fits",
    "address here fits",
    "calls a parent",  # the quotation calls "Dad" or "Mamma"
    "parent called before",  # the turn before does
    "child",  # the candidate is one, by the nouns it goes by
    "distance",  # log characters since the candidate was last named in narration
    "rank",  # how many others were named more recently
    "gender rank",  # the same among those of the tag's gender, or the candidate's own
    "paragraphs",  # paragraphs since last named in narration
    "ambiguous",  # the last mention may mean others too
    "last opened",  # the last mention headed its sentence
    "in paragraph before",  # named in the turn's own paragraph, before the quotation
    "in paragraph after",
    "named paragraph before",  # named in the narration of the paragraph before
    "named paragraph after",
    "opens here",  # heads the paragraph
    "mentions 3",
    "mentions 10",
    "mentions ahead",
    "heads 5",  # sentences headed in the last five paragraphs
    "salience",
    "salience share",
    "salience rank",
    "salience gender share",
    "salience after",
    "last of gender",  # the last person a pronoun of the candidate's gender stood for
    "subject",  # heads, by name or pronoun, the last sentence of narration before the quotation
    "subject here",  # the same within the quotation's own paragraph
    "pronouns 3",  # pronouns of the last three paragraphs that were given to the candidate
    "rivals",  # how many others of the candidate's gender come to mind nearly as readily
    *(f"speaker {d:+d}" for d in NEIGHBOURS),  # 1: known to speak there; -1: another is
    "turns since spoke",
    "turns until speaks",
    "spoke in run",  # share of the known speakers of this stretch of dialogue
    "speakers in run",  # how many people are known to speak in it
    "pair",  # only two are, and the candidate is one
    "parity",  # known speakers of this run at even distances minus at odd ones
    "gap",
    "gap after",
    "fresh",
    "continues",  # the turn before left its quotation open
    "question",
    "question before",
    "length",
    "quotations",
    "narration here",
    "tagged",  # 2: a named spoken tag, 1: a pronoun, 0.5: a beat
    "tagged before",
    "tagged after",
    "nominal",
    "narrator",
    "first person",
    "gender known",
    "female",
    "talk",  # log of how often tags name the candidate in the book
    "style",  # words of the quotation against the candidate's known ones
    "candidates",
    "rule",  # the rules' verdict: their confidence if it is the candidate
    "rule -2",
    "rule -1",
    "rule +1",
    "rule +2",
    "plain rule",  # confidence of the rules' verdict, whomever it names
)
