"""Spanish: a raya parts speech from its tag, whose subject often goes without saying."""

from narrate.script.languages.language import VERBS, CreditWords, Language, gendered, pronouns, stand_ins, words

LANGUAGE = Language(
    code="es",
    credits=CreditWords("De {author}.", "Leído por {narrator}.", "Fin.", "Créditos iniciales", "Créditos finales"),
    verbs=words(
        """
        dijo dije decía decia dice digo dijeron dijimos decían díjole exclamó exclamé exclamaba exclamaron exclama esclamó
        esclamaba repuso repuse preguntó pregunté preguntaba preguntaron pregunta preguntóle contestó contesté contestaba
        contestaron replicó repliqué replicaba respondió respondio respondí respondía respondieron añadió añadio añadí
        añadía agregó interrumpió interrumpí murmuró murmuré murmuraba gritó grité gritaba gritaron prosiguió continuó
        continuaba observó repitió repetí repetía insistió afirmó manifestó balbuceó balbució pensó pensaba pronunció
        indicó interrogó articuló rugió concluyó opinó objetó siguió profirió prorrumpió gimió gruñó insinuó apuntó suspiró
        intervino saltó declaró propuso arguyó suplicó rectificó tartamudeó clamó expresó susurró explicó confesó aseguró
        ordenó rogó sollozó advirtió comentó exhortó cuchicheó bramó aulló chilló confirmó reconoció admitió protestó
        respondióle contestóle replicóle tartajeó musitó gimoteó bufó masculló refunfuñó vociferó balbuceaba contaba rió
        """
    ),
    pronouns=pronouns(
        he="él",
        she="ella",
        i="yo",
        me="me mí",
        my="mi mis",
        they="ellos ellas",
        we="nosotros nosotras",
    ),
    determiners=gendered(
        "el un este aquel ese al del", "la una esta aquella esa", "los las mi su unos unas nuestro otro otra tu"
    ),
    relatives=words("que quien"),
    indefinite=words("un una"),
    people=gendered(
        """
        padre papá hermano hijo tío primo sobrino marido esposo abuelo suegro yerno cuñado novio padrino
        cura párroco fraile obispo canónigo capellán sacristán doctor médico boticario maestro profesor notario
        abogado juez escribano alcalde gobernador ministro general coronel capitán comandante teniente sargento cabo
        soldado guardia conde barón marqués duque príncipe rey emperador caballero hidalgo ventero posadero
        mesonero criado lacayo cochero paje portero mayordomo jardinero labrador molinero pastor zapatero
        herrero carpintero barbero pintor poeta músico estudiante banquero mercader comerciante ciego cojo torero espada
        ingeniero moribundo enfermo preso bandido inquisidor gitano
        """,
        """
        madre mamá hermana hija tía prima sobrina esposa abuela suegra nuera cuñada novia madrina monja
        abadesa superiora priora condesa baronesa marquesa duquesa princesa reina emperatriz criada doncella cocinera
        nodriza aya ama portera posadera labradora gitana ciega enferma costurera duquesita condesita vizcondesa
        """,
    ),
    anyone=gendered(
        """
            hombre viejo anciano joven mozo muchacho niño señor señorito caballero amigo otro primero segundo desconocido
            mancebo chico forastero
            """,
        "mujer vieja anciana joven moza muchacha niña señora señorita dama amiga otra desconocida chica",
        "gente hombres mujeres niños",
    ),
    voices=words("voz voces"),
    titles=gendered(
        """
        don d señor sr señorito tío padre fray maestro doctor capitán general coronel conde barón marqués duque príncipe
        rey hermano mosén
        """,
        """
        doña dª dña señora sra señorita srta tía madre sor condesa baronesa marquesa duquesa princesa reina hermana
        misia
        """,
        "san santa",
    ),
    stand_ins=stand_ins(
        """
        médico doctor: doctor dr
        cura sacerdote párroco: padre
        fraile: fray padre
        """
    ),
    kin=words("madre padre hermano hermana tío tía"),
    married=words("señora sra doña"),
    name_genders=(
        (r"\w+(?:a|is|ión|ñón|ocío|ercedes|olores|ilar|sol|ene|atriz|uz|abel)", "female"),
        (r"\w+(?:o|os|es|el|án|ín|ón|or|ez|és|uan|iel|ar|és|ente|osé|ime|ique|ipe|uis|ás)", "male"),
    ),
    never_names=words(
        """
        el la los las un una unos unas lo al del él ella ellos ellas yo tú usted ustedes vd vuestra vuestro vos y e o u
        pero mas sino porque pues que qué quién quien cuál cual cuando cuándo como cómo dónde donde si sí no ni ya
        ahora entonces luego después antes hoy ayer mañana aquí allí allá ahí así también tampoco muy más menos mucho
        poco todo toda todos todas nada nadie alguien algo alguno alguna ninguno este esta esto ese esa eso aquel
        aquella aquello mi mis tu tus su sus nuestro nuestra con sin por para de en a ante bajo desde entre hacia
        hasta según sobre tras ay oh ah eh hola bah bien bueno mal dios jesús virgen cielo cielos diablo señor señora
        señorita señores caballero caballeros usía usted majestad alteza excelencia me te se nos les le aun aún
        apenas mientras aunque claro verdad gracias adiós vamos vaya ven mira mire oye oiga calla pobre solo sólo
        """
    ),
    particles=words("de del la las los"),
    prepositions=words("como a de con sin por para en ante contra desde entre hacia hasta sobre tras al del"),
    places=words("en desde hacia hasta a de"),
    raya=True,
    unmarked_tag=rf"(?<=[,!?….”»])\s+(?:{VERBS})\b(?!\s+(?:que|se)\b)",
    tag_goes_on=r"\s*(?:en|toda?|[a-zà-ÿ]+ndo)\b",
    abbreviations=words("d dª vd v ud uds vds s ss sres etc pág núm cap art n excmo ilmo"),
)
