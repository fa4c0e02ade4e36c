"""Polish: as Russian, with names as they stand."""

from narrate.script.languages.language import CreditWords, Language, gendered, pronouns, words

LANGUAGE = Language(
    code="pl",
    credits=CreditWords("Autor: {author}.", "Czyta {narrator}.", "Koniec.", "Czołówka", "Napisy końcowe"),
    verbs=words(
        """
        rzekł rzekła rzekli rzecze mówił mówiła mówi mówię zawołał zawołała zawołali odparł odparła odpowiedział
        odpowiedziała odpowiada spytał spytała zapytał zapytała pyta pytał pytała szepnął szepnęła szepcze odrzekł odrzekła
        wtrącił wtrąciła mruknął mruknęła krzyknął krzyknęła przerwał przerwała powtórzył powtórzyła dodał dodała
        powiedział powiedziała zauważył zauważyła ciągnął ciągnęła zaczął zaczęła westchnął westchnęła zakończył zakończyła
        """
    ),
    goes_on=words(
        """
        ja ty wy my
        """
    ),
    past=r"\w{2,}(?:ł|ła|li|ły)",
    past_genders=((r"\w+ła", "female"), (r"\w+ł", "male")),
    pronouns=pronouns(he="on", she="ona", i="ja", they="oni one"),
    titles=gendered("pan ksiądz hrabia książę", "pani panna hrabina"),
)
