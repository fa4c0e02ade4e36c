"""Dutch: verbs of its tags."""

from narrate.script.languages.language import CreditWords, Language, gendered, pronouns, words

LANGUAGE = Language(
    code="nl",
    credits=CreditWords("Door {author}.", "Voorgelezen door {narrator}.", "Einde.", "Begintitels", "Aftiteling"),
    verbs=words(
        """
        zei zeide zeiden vroeg vroegen antwoordde riep riepen hernam sprak vervolgde fluisterde mompelde zegt vraagt roept
        schreeuwde herhaalde
        """
    ),
    pronouns=pronouns(he="hij ie", she="zij ze", i="ik", they="zij"),
    determiners=gendered("", "", "de het een"),
    titles=gendered("mijnheer meneer heer dokter", "mevrouw juffrouw"),
)
