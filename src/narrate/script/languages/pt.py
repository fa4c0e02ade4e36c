"""Portuguese: verbs of its tags."""

from narrate.script.languages.language import VERBS, CreditWords, Language, gendered, pronouns, words

LANGUAGE = Language(
    code="pt",
    credits=CreditWords("De {author}.", "Lido por {narrator}.", "Fim.", "Créditos iniciais", "Créditos finais"),
    verbs=words(
        """
        disse dizia diz disseram exclamou exclamava respondeu respondia responderam perguntou perguntava tornou acudiu
        continuou continuava replicou murmurou murmurava atalhou gritou gritava bradou observou interrompeu interrogou
        balbuciou insistiu volveu repetiu proseguiu prosseguiu retorquiu acrescentou accrescentou concluiu redarguiu
        concordou confirmou explicou lembrou inquiriu commentou comentou fez apoiou protestou affirmou afirmou soluçou
        ordenou rouquejou suspirou sussurrou declarou pensou rosnou ajuntou propôz propôs pediu
        """
    ),
    unmarked_tag=rf"(?<=[,!?….”»])\s+(?:{VERBS})\b(?!\s+(?:que|se)\b)",
    tag_goes_on=r"\s*(?:toda?|de\s+pé|[a-zà-ÿ]+ndo)\b",
    pronouns=pronouns(he="ele elle", she="ela ella", i="eu", they="eles elas"),
    determiners=gendered("o um", "a uma", "os as"),
    titles=gendered("senhor sr dom padre", "senhora sra dona"),
)
