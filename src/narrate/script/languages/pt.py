"""Portuguese: tags stand unmarked, as in French, or between dashes, as in Spanish."""

from narrate.script.languages.language import VERBS, CreditWords, Language, gendered, pronouns, stand_ins, words

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
    pronouns=pronouns(
        he="ele elle",
        she="ela ella",
        him="lhe",
        i="eu",
        me="me mim",
        my="meu minha meus minhas",
        they="eles elas elles ellas",
        we="nós",
    ),
    determiners=gendered(
        "o um este esse aquele aquelle ao do no pelo seu meu",
        "a uma esta essa aquela aquella à da na pela sua minha",
        "os as uns umas outro outra nosso",
    ),
    relatives=words("que quem"),
    indefinite=words("um uma"),
    people=gendered(
        """
        pai papá irmão filho tio primo sobrinho marido esposo avô sogro genro cunhado noivo padrinho doutor médico
        padre cura abade vigário cónego conego frade bispo mestre professor notário escrivão advogado juiz
        administrador governador ministro deputado general coronel capitão major tenente sargento cabo soldado
        guarda conde barão marquês marquez duque visconde príncipe rei imperador cavaleiro fidalgo morgado patrão
        criado escudeiro cocheiro porteiro jardineiro lavrador moleiro pastor pescador ferreiro carpinteiro
        sapateiro barbeiro boticário pintor poeta músico estudante banqueiro negociante caixeiro cego doente
        moribundo sineiro sacristão
        """,
        """
        mãe mamã irmã filha tia prima sobrinha esposa avó sogra nora cunhada noiva madrinha condessa baronesa
        baroneza marquesa marqueza duquesa duqueza viscondessa princesa princeza rainha freira abadessa criada
        cozinheira ama governanta patroa lavadeira costureira cega doente viúva beata
        """,
    ),
    anyone=gendered(
        """
        homem velho rapaz moço menino senhor amigo outro primeiro segundo desconhecido sujeito pequeno gordo criança
        companheiro
        """,
        "mulher velha rapariga moça menina senhora amiga outra desconhecida pequena dama companheira",
        "gente homens mulheres senhoras",
    ),
    voices=words("voz vozes"),
    titles=gendered(
        """
        senhor sr snr dom d padre frei doutor dr conde barão marquês marquez duque visconde tio irmão mestre capitão
        general coronel cónego conego abade
        """,
        "senhora sra snra dona condessa baronesa marquesa duquesa viscondessa tia irmã madre sóror",
        "são santo santa",
    ),
    stand_ins=stand_ins(
        """
        médico doutor: doutor dr
        cura abade cónego sacerdote: padre abade
        """
    ),
    kin=words("mãe pai irmão irmã tio tia"),
    married=words("senhora sra"),
    name_genders=(
        (r"\w+(?:a|ã|ez|iz|el|or|ene)", "female"),
        (r"\w+(?:o|ão|os|im|ém|is|es|ro|é|el|ar|or|un|us)", "male"),
    ),
    never_names=words(
        """
        o a os as um uma uns umas eu tu ele ela elle ella eles elas nós vós você vocês vossa vossemecê e ou mas
        porém porque pois que quê quem qual quando como onde se sim não nem já agora então depois antes hoje ontem
        amanhã aqui ali lá cá assim também tambem muito mais menos pouco tudo todo toda todos todas nada ninguém
        alguém algum alguma nenhum este esta isto esse essa isso aquele aquela aquilo meu minha teu tua seu sua
        nosso nossa com sem por para de em ao à do da no na ante até desde entre sobre sob ah oh ai ui olá hein bah
        bem bom boa mal deus jesus virgem maria céu céus diabo senhor senhora senhores meninas menino menina me te
        lhe lhes nos ainda apenas enquanto embora claro verdade obrigado obrigada adeus vamos venha vem veja olha
        olhe ouve ouça pobre só ora boas upa oxalá talvez decerto certamente era é foi está são tem tenho houve há
        quer diga sente excelência excellencia majestade alteza excellentissimo
        """
    ),
    particles=words("de da do das dos"),
    prepositions=words(
        """
        como a de com sem por para em ante contra desde entre até sobre ao à aos às do da no na pelo pela
        """
    ),
    places=words("em no na a para de desde"),
    abbreviations=words("sr sra srs snr d dr dra prof v ex exa s m etc pág cap exmo"),
)
