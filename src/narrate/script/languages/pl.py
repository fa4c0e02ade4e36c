"""Polish: as Russian, with names as they stand."""

from narrate.script.languages.language import CreditWords, Language, gendered, pronouns, stand_ins, words

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
    pronouns=pronouns(
        he="on",
        she="ona",
        him="jego go jemu mu nim niego niemu",
        her="jej ją niej nią",
        i="ja",
        me="mnie mi mną",
        my="mój moja moje mego mojej",
        they="oni one",
        we="my",
    ),
    relatives=words("który która"),
    people=gendered(
        """
        ojciec tata brat syn wuj stryj mąż dziadek bratanek siostrzeniec narzeczony zięć teść doktor lekarz ksiądz
        pleban proboszcz mnich biskup nauczyciel profesor student urzędnik generał pułkownik major kapitan rotmistrz
        porucznik oficer żołnierz sierżant książę hrabia baron król cesarz szlachcic pan dziedzic ekonom rządca
        kupiec subiekt gospodarz parobek lokaj stróż furman kucharz ogrodnik chłop młynarz kowal szewc stolarz
        krawiec karczmarz sędzia adwokat rejent notariusz starosta wójt burmistrz prezes minister malarz poeta muzyk
        artysta żyd inżynier redaktor chory ranny
        """,
        """
        matka mama siostra córka ciotka ciocia żona babka babcia bratanica siostrzenica narzeczona teściowa księżna
        hrabina baronowa królowa cesarzowa pani panna dziedziczka gospodyni pokojówka kucharka służąca niańka
        mniszka ksieni prezesowa doktorowa nauczycielka guwernantka wdowa chora
        """,
    ),
    anyone=gendered(
        """
        człowiek jegomość mężczyzna chłopiec chłopak młodzieniec starzec stary nieznajomy przyjaciel inny drugi
        pierwszy trzeci gość staruszek towarzysz
        """,
        "kobieta dama dziewczyna dziewczynka panienka stara nieznajoma przyjaciółka inna baba staruszka",
        "ktoś wszyscy",
    ),
    voices=words("głos głosy"),
    titles=gendered(
        """
        pan ksiądz hrabia książę baron król doktor profesor generał pułkownik major kapitan porucznik wuj stryj brat
        ojciec
        """,
        "pani panna hrabina księżna baronowa królowa ciotka siostra matka",
        "święty święta",
    ),
    stand_ins=stand_ins(
        """
        doktor lekarz: doktor
        pleban proboszcz kapłan: ksiądz
        """
    ),
    kin=words("matka ojciec brat siostra wuj stryj ciotka"),
    married=words("pani"),
    name_genders=(
        (r"\w+(?:a|owa|ówna|ska|cka|dzka)", "female"),
        (r"\w+(?:ski|cki|dzki|ek|[bcćdfghjklłmnńprsśtwzźżi])", "male"),
    ),
    never_names=words(
        """
        ja ty on ona ono my wy oni one pan pani państwo panowie panie kto co to ten ta te tamten i a ale lecz więc bo że żeby
        aby gdy gdyby kiedy jak jaki jaka gdzie skąd dlaczego czemu czy nie tak no ach och o oj ej hej ha hm już jeszcze tylko
        też także tu tutaj tam teraz potem wtedy wreszcie nagle znowu znów dziś dzisiaj jutro wczoraj zawsze nigdy nikt nic
        wszystko wszyscy ktoś coś mój moja twój twoja nasz wasz swój jego jej ich mnie mi cię ci go mu nam wam im w na z do
        od po pod nad przed za przez dla bez u o przy między bóg boże bogu jezus matko panna dobrze dobry dobranoc żegnam
        proszę dziękuję przepraszam może pewnie zapewne naturalnie owszem prawda niech byle choć chyba jednak zresztą
        słuchaj patrz chodź idź daj mów siadaj czekaj jest są był była było będzie
        """
    ),
    prepositions=words("jak w we na z ze do od po pod nad przed za przez dla bez u o przy między ku"),
    places=words("w we do z na"),
    particles=words("de von"),
    endings=(
        "owie",
        "ego",
        "emu",
        "iem",
        "owi",
        "ami",
        "ach",
        "ich",
        "ą",
        "ę",
        "em",
        "ie",
        "om",
        "ów",
        "a",
        "i",
        "y",
        "e",
        "u",
        "o",
    ),
    oblique=r"\w+(?:owi|em|iem|ego|emu|ę|ą)",
)
