"""Dutch: verbs before their subjects, in old and new spelling."""

from narrate.script.languages.language import CreditWords, Language, gendered, pronouns, stand_ins, words

LANGUAGE = Language(
    code="nl",
    credits=CreditWords("Door {author}.", "Voorgelezen door {narrator}.", "Einde.", "Begintitels", "Aftiteling"),
    verbs=words(
        """
        zei zeide zeiden vroeg vroegen antwoordde riep riepen hernam sprak vervolgde fluisterde mompelde zegt vraagt
        roept schreeuwde herhaalde zeg zeide zegde vraag antwoordden herhaalt viel begon hervatte voegde merkte
        bromde gilde stamelde stotterde lachte zuchtte snikte dacht verklaarde verzekerde meende beval smeekte
        bevestigde besloot juichte grinnikte informeerde fluistert mompelt antwoordt roep sprak spreekt
        """
    ),
    pronouns=pronouns(
        he="hij ie",
        she="zij ze",
        him="hem",
        his="zijn zijne",
        her="haar hare",
        i="ik",
        me="mij me",
        my="mijn mijne",
        we="wij we men",
    ),
    determiners=gendered("", "", "de het een den eene eenen die dat deze dit zijn haar mijn onze hun der"),
    indefinite=words("een eene eenen"),
    people=gendered(
        """
        vader papa broer broeder zoon oom neef grootvader man echtgenoot bruidegom zwager dokter doctor arts
        geneesheer pastoor dominee bisschop priester kapelaan pater monnik koster meester professor leeraar leraar
        notaris advocaat rechter burgemeester directeur inspecteur agent veldwachter generaal kolonel kapitein
        majoor luitenant sergeant soldaat graaf baron markies hertog prins koning keizer ridder kastelein waard
        bediende knecht koetsier tuinman boer molenaar schipper visscher smid timmerman bakker slager kleermaker
        schilder dichter muzikant koopman bankier makelaar senator gouverneur minister gevangene huisbaas detective
        sahib
        """,
        """
        moeder mama zuster zus dochter tante nicht grootmoeder echtgenoote bruid schoonmoeder gravin barones
        markiezin hertogin prinses koningin keizerin non abdis meid dienstbode keukenmeid huishoudster gouvernante
        boerin waardin hospita verpleegster weduwe
        """,
    ),
    anyone=gendered(
        "heer jongen oude knaap grijsaard vreemdeling vriend ander andere eerste tweede jongeling kerel vent",
        "vrouw dame meisje juffrouw vriendin oude",
        "kind mensch mens lieden mannen vrouwen heeren",
    ),
    voices=words("stem stemmen"),
    titles=gendered(
        """
        mijnheer meneer heer dokter dr doctor mr oom graaf baron prins koning kapitein kolonel generaal majoor
        pastoor dominee vader broeder sir lord monsieur
        """,
        """
        mevrouw juffrouw mejuffrouw freule tante gravin barones prinses koningin zuster moeder miss mrs lady madame
        mademoiselle
        """,
        "sint",
    ),
    stand_ins=stand_ins(
        """
        dokter doctor arts geneesheer: dokter dr doctor
        pastoor priester: pastoor pater
        dominee: dominee ds
        """
    ),
    kin=words("vader moeder broeder zuster oom tante"),
    married=words("mevrouw mrs madame"),
    name_genders=(
        (r"\w+(?:je|tje|a|ine|ia|ie|trui|lies|beth|gonda)", "female"),
        (r"\w+(?:us|ert|aart|rik|bert|iam|em|es|an|ob|or|ef|eek|out|olf|ink)", "male"),
    ),
    never_names=words(
        """
        de het een ik jij je gij ge u hij zij ze wij we jullie men en of maar want dus toen dan nu nog ook al als
        omdat dat die dit deze er hier daar waar wat wie hoe waarom wanneer ja neen nee och ach o oh ah hé ha hm zoo
        zo wel niet niets niemand iemand alles allen alle geen in op aan van voor met bij uit naar over onder tegen
        zonder door tot te ter ten om na sedert sinds zijn haar mijn onze ons uw jouw hun eerst eindelijk plotseling
        daarop daarna vervolgens intusschen intussen misschien zeker natuurlijk goed best kom ga zie luister wacht
        stil god heer heere heeren mijnheer meneer mevrouw juffrouw sir sire madam monseigneur monsieur madame
        excellentie majesteit hemel duivel goddank verdomme jongens menschen mensen dag morgen avond nacht goeden
        goede goedenavond goedenmorgen vaarwel dank pardon alsjeblieft nooit altijd soms weer waarheen vooral want
        ziedaar jawel juist och toch even heel zoodra zodra terwijl hoewel ofschoon
        """
    ),
    particles=words("van de den der ter ten te het"),
    prepositions=words(
        """
        als aan van voor met bij uit naar over onder tegen zonder door tot om na op in tegenover tusschen tussen
        """
    ),
    places=words("in te naar uit van bij door"),
    abbreviations=words("mr mrs dr prof mej mevr dhr ds st enz bv bijv blz no nr d w z o a v chr"),
)
