"""Italian: verbs of its tags."""

from narrate.script.languages.language import CreditWords, Language, gendered, pronouns, words

LANGUAGE = Language(
    code="it",
    credits=CreditWords("Di {author}.", "Letto da {narrator}.", "Fine.", "Titoli di testa", "Titoli di coda"),
    verbs=words(
        """
        disse dissi dice diceva dissero rispose risposi rispondeva esclamò esclamava sclamò chiese chiesi domandò domandava
        gridò gridava soggiunse soggiunsi mormorò mormorava riprese fece interruppe ripetè ripeté ripeteva osservò continuò
        continuava replicò aggiunse seguitò balbettò pensò proruppe sospirò urlò borbottò concluse dichiarò ribattè ribatté
        affermò gemette ripigliò brontolò confermò pregò insistette ordinò spiegò incalzò cominciò chiamò sussurrò rimbeccò
        protestò interrogò proseguì proseguí confessò avvertì
        """
    ),
    pronouns=pronouns(he="egli lui", she="ella lei essa", i="io", they="essi loro"),
    determiners=gendered("il lo un", "la una", "l i gli le"),
    titles=gendered("signor don conte dottore maestro compare padre", "signora signorina donna contessa madre"),
)
