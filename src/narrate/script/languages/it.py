"""Italian: dashes on both sides of a tag, whose subject often goes without saying."""

from narrate.script.languages.language import CreditWords, Language, gendered, pronouns, stand_ins, words

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
    pronouns=pronouns(
        he="egli lui",
        she="ella lei essa",
        him="lo gli",
        her="le",
        i="io",
        me="me mi",
        my="mio mia miei mie",
        they="essi esse loro",
        we="noi",
    ),
    determiners=gendered(
        "il lo un uno quel quello quest questo suo mio",
        "la una quella questa sua mia",
        "l i gli le quei quegli quelle questi queste due nostro altro altra",
    ),
    relatives=words("che"),
    indefinite=words("un uno una"),
    people=gendered(
        """
        padre babbo papà fratello figlio figliolo figliuolo zio nipote cugino marito nonno suocero genero cognato
        compare padrino sposo fidanzato dottore medico curato prete parroco frate vescovo cardinale canonico
        sagrestano sacrestano maestro professore notaio avvocato giudice podestà sindaco commissario governatore
        ministro generale colonnello capitano tenente sergente soldato brigadiere carabiniere guardia conte barone
        marchese duca principe re imperatore cavaliere oste padrone servo servitore cocchiere portiere guardiano
        giardiniere contadino mugnaio pastore pescatore fabbro falegname calzolaio barbiere sarto pittore poeta
        musico scultore artista banchiere mercante ladro bandito burattino burattinaio cieco malato moribondo
        innominato griso
        """,
        """
        madre mamma sorella figlia figliola figliuola zia nonna cugina moglie suocera nuora cognata comare madrina
        sposa fidanzata monaca badessa superiora contessa baronessa marchesa duchessa principessa regina imperatrice
        padrona serva cameriera cuoca balia ostessa contadina maestra attrice fata malata vedova
        """,
    ),
    anyone=gendered(
        """
        uomo vecchio giovane ragazzo fanciullo bambino signore signorino amico altro primo secondo sconosciuto
        forestiero straniero compagno galantuomo vecchietto omino giovanotto
        """,
        """
        donna vecchia giovane ragazza fanciulla bambina signora signorina amica altra sconosciuta straniera compagna
        vecchietta
        """,
        "gente uomini donne ragazzi",
    ),
    voices=words("voce voci vocina vocetta vocione"),
    titles=gendered(
        """
        signor sig don conte dottor dottore maestro mastro compare compar padre fra frate barone marchese duca principe re zio
        fratello capitano generale colonnello cavalier cavaliere monsignor monsignore professor avvocato messer ser
        """,
        """
        signora signorina donna contessa madre suor zia sorella comare marchesa duchessa baronessa principessa
        regina monna
        """,
        "san santa santo",
    ),
    stand_ins=stand_ins(
        """
        medico dottore: dottor dottore
        frate cappuccino: fra padre
        """
    ),
    kin=words("madre padre fratello sorella zio zia"),
    married=words("signora"),
    name_genders=(
        (r"\w+(?:a|ice|ude)", "female"),
        (r"\w+(?:o|i|io|ele|ore|ance|es|on|an)", "male"),
    ),
    never_names=words(
        """
        il lo la i gli le l un uno una io tu egli ella lui lei noi voi essi esse loro e ed o od ma però anche ancora
        allora appena intanto poi dopo prima quando mentre come perché perchè poiché poichè se sì no non che chi
        cosa quale quanto dove ecco ah oh eh ehi ohi ahi bah ohè uh via su giù qui qua là lì oggi domani ieri mai
        sempre già forse certo bene male bravo brava basta zitto zitta grazie addio buon buona buono buongiorno
        buonasera caro cara povero povera dio signore signora signori signorina madonna gesù cielo diavolo santo in
        di a da con su per tra fra al alla del della nel nella dal dalla sul sulla questo questa questi queste quel
        quello quella quelli quelle ogni tutto tutta tutti tutte niente nulla nessuno qualcuno qualche così dunque
        ebbene insomma infatti adesso ora finalmente subito presto tardi mio mia tuo tua suo sua nostro nostra
        vostro vostra mi ti ci vi si ne senza sopra sotto contro verso fino eccellenza maestà altezza illustrissimo
        reverendo sor sora alto viva evviva guarda guardate senti sentite andiamo vieni venite figuratevi scusi
        scusate pare ho hai ha abbiamo avete hanno sono sei è siamo siete era
        """
    ),
    particles=words("di de da del della dei degli lo la li"),
    prepositions=words(
        """
        come a di da in con su per tra fra al allo alla ai agli alle del dello della dei degli delle dal dalla sul
        sulla nel nella senza verso contro
        """
    ),
    places=words("a in da di verso per"),
    goes_on=words("che e ma"),
    abbreviations=words("sig ecc d s m pag cap dott prof cav avv ing on"),
)
