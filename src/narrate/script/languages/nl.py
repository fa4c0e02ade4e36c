"""Dutch: verbs of its tags."""

from narrate.script.languages.language import Language, gendered, pronouns, words

LANGUAGE = Language(
    code="nl",
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
