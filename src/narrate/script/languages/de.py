"""German: every noun has a capital, so a name is seen by what stands beside it."""

from narrate.script.languages.language import CreditWords, Language, gendered, pronouns, stand_ins, words

LANGUAGE = Language(
    code="de",
    credits=CreditWords("Von {author}.", "Gelesen von {narrator}.", "Ende.", "Vorspann", "Abspann"),
    verbs=words(
        """
        sagte rief fragte erwiderte erwiederte antwortete versetzte sprach entgegnete meinte frug schrie flüsterte begann
        wiederholte lachte unterbrach murmelte sagt bemerkte fügte setzte bat brummte stammelte erklärte seufzte befahl
        mahnte nickte klagte stotterte bestätigte versicherte tröstete ergänzte ruft fragt flehte stöhnte hauchte knurrte
        spottete scherzte drängte warnte brüllte jammerte schluchzte riefen sagten fuhr fiel warf gab dachte gestand
        lispelte kicherte zischte forderte schloß schloss berichtete erzählte erkundigte sage rufe frage korrigierte hob
        wandte klang tönte ertönte plauderte mischte redete lallte gebot grollte schalt wimmerte keuchte nahm hieß machte
        dozierte triumphierte verbesserte wehrte schmeichelte bedeutete lächelte schmunzelte höhnte äußerte drohte scholl
        erscholl ächzte wendete eiferte polterte entschied erläuterte riet schlug ließ
        """
    ),
    pronouns=pronouns(
        he="er",
        she="sie",
        him="ihn ihm",
        his="sein seine seinen seiner seinem seines",
        her="ihr ihre ihren ihrer ihrem ihres",
        i="ich",
        me="mich mir",
        my="mein meine meinen meiner meinem meines",
        we="wir man",
    ),
    determiners=gendered(
        "der den dem des ein einen einem eines dieser diesen diesem jener jenen jenem mein sein unser ihr kein",
        "die eine diese jene meine seine unsere ihre unsre keine",
        """
        das dies dieses jenes einer zwei drei beide mehrere einige alle allen aller viele vielen meinen meinem meiner
        meines seinen
        seinem seiner seines ihren ihrem ihrer ihres unsern unserem unserer deine dein deinen deinem deiner jeder jede
        jedes jeden jedem
        welche welcher welchem welchen solche solcher manche mancher kein keinen keiner kleine kleinen große großen
        """,
    ),
    oblique_determiners=words(
        """
        dem den des einem einen eines diesem diesen jenem jenen meinem meinen meines deinem deinen seinem seinen seines ihrem
        ihren ihres unserem unsern keinem keinen jedem jeden allem welchem welchen
        """
    ),
    relatives=words("welcher welche"),
    indefinite=words("ein eine einen einem einer"),
    people=gendered(
        """
        vater papa bruder sohn onkel oheim ohm vetter neffe großvater schwager gatte ehemann bräutigam schwiegersohn
        doktor doctor arzt pfarrer pastor prediger kaplan lehrer schulmeister professor meister wirt müller bauer
        förster schreiber amtsschreiber sekretär rat geheimrat kommerzienrat hofrat amtmann amtsrat richter advokat
        notar general major oberst hauptmann leutnant lieutenant rittmeister kapitän steuermann schiffer matrose
        fischer baron graf fürst prinz könig kaiser herzog freiherr gutsherr verwalter diener kutscher gärtner jäger
        knecht kellner student attaché vetter cousin nachbar konsul gesandte minister senator bürgermeister kaufmann
        händler maler künstler priester kardinal cardinal advocat advokat direktor director commerzienrath
        steuerrath justizrath wirth musiker dichter virtuos virtuose poet wachtmeister gendarm soldat postillon
        hausherr direktor assessor referendar senior altgeselle geselle abt mönch bischof jude
        """,
        """
        mutter mama schwester tochter tante base muhme nichte großmutter schwägerin gattin braut schwiegermutter
        gräfin fürstin baronin prinzessin königin kaiserin herzogin generalin majorin rätin geheimrätin hofrätin
        amtmännin pfarrerin oberin äbtissin wirtin bäuerin magd köchin zofe amme gouvernante wärterin hausfrau
        cousine nachbarin
        """,
    ),
    anyone=gendered(
        """
            mann alte kleine junge herr knabe bursche kerl greis fremde freund andere andre erste zweite letztere gefährte
            begleiter reisende
            """,
        """
        frau mädchen dame fräulein alte kleine junge greisin fremde freundin andere witwe weib mädel dirn
        frauenstimme mädchenstimme weiberstimme
        """,
        """
        kind leute mensch kinder männer frauen damen herren mädchenstimmen
        """,
    ),
    voices=words("stimme stimmen kinderstimme ruf rufe schrei zuruf"),
    person_forms=(
        (r"\w+(?:in|innen|frau|jungfer|jungfrau|dame|magd|mutter|tochter|schwester|tante|dirn|matrone)", "female"),
        (
            r"\w+(?:er|r[aä]th?|mann|ist|ent|ant|eur|ier|tor|ling|bube?|junge|knecht|hirte?|wirth?|schmied|graf|vogt|bold|ut|oph|oge|ar|är"
            r"|priester|herr|fürst|chef|freund|feind|sohn|bruder|vater|prinz|held|narr|gast|okat|ocat|soldat|kandidat|diplomat|prälat|prophet|poet|pilot|general|kardinal|graph)",
            "male",
        ),
        (
            r"(?:\w+(?:ende|[^i]te|(?:ge|be|ver|er|ent)\w+ene)|schwarze|weiße|kranke|wilde|eine|ältere|jüngere|ärmste|aermste|arme"
            r"|unbekannte|farbige|deutsche|trunkene|blinde|tote|todte|lahme|dicke|lange|große|schöne|blonde|rote|rothe|gute|gelehrte"
            r"|heilige|geistliche|beamte|verwandte|bekannte|gesandte|\w+(?:ige|liche|ische|lose))r?",
            "unknown",
        ),
        (r"\w+(?:enten|anten|isten|leute|männer|frauen|herren|damen|mägde|knechte|bauern|burschen|gesellen|soldaten)", "unknown"),
    ),
    things=words(
        """
        lippen mund augen auge hand hände gesicht blick blicke ohr ohren herz kopf finger faust fäuste laut laute
        flüstern antwort frage lachen lächeln schluchzen weinen schritt schritte worte arm arme brust knie füße
        wange wangen stirn rücken schulter schultern thränen tränen seele geist minute minuten sekunde stunden
        schweigen pause stille weile donner schauder jammer zauber ärger eifer kummer hunger winter sommer keller
        becher fächer hammer körper schimmer teller finger regen schleier spiegel sessel fenster messer zimmer
        wasser feuer wetter lager ufer opfer alter wunder muster gitter kloster theater papier klavier quartier
        turnier revier tier thier laster abenteuer ungeheuer moment ton accent akzent talent regiment instrument
        element kompliment compliment testament dokument argument apparat salat staat senat zustand verstand
        gegenstand stand brand rand strand mal signal saal choral stahl kanal general-marsch honorar exemplar jahr
        haar paar altar brief hut mut muth rat rath verrat vorrat hausrat monat salon rest fest nest protest bett
        gebet gebot boot brot not bot motor kontor chor tor thor fort mitternacht bucht beginn sinn unsinn kinn
        gewinn wahnsinn ruin termin medizin leute weite seite breite mitte sitte bitte hütte kette stätte fläche
        güte blüte röte stunde ende wunde runde gemeinde bande freude behörde gebärde geberde beschwerde bedeutende
        kante karte weste küste wüste büste kiste liste quaste liebe ferne stille dämmerung spitze
        """
    ),
    sounding=words(
        """
        klang klangen tönte tönten ertönte ertönten erscholl scholl warf gab hob hoben wandte wendete mischte nahm hieß machte
        ließ ließen schlug schloß schloss bedeutete lautete
        """
    ),
    titles=gendered(
        """
        herr herrn hr junker meister vetter onkel ohm oheim bruder vater graf baron freiherr fürst prinz könig
        kaiser vicomte comte marquis duc doktor doctor dr professor prof pastor pfarrer general major oberst
        hauptmann leutnant lieutenant rittmeister kapitän rat geheimrat kommerzienrat hofrat amtmann konsul direktor
        senator monsieur mr sir lord don
        """,
        """
        frau fräulein frl mamsell madame vicomtesse comtesse marquise mademoiselle mutter tante base muhme schwester
        gräfin baronin fürstin prinzessin königin kaiserin generalin majorin rätin geheimrätin mrs miss lady doña
        """,
    ),
    stand_ins=stand_ins(
        """
        arzt doktor doctor: doktor dr doctor
        pfarrer pastor geistliche geistlicher priester prediger: pfarrer pastor
        """
    ),
    kin=words("mutter vater bruder schwester tante base muhme onkel ohm oheim vetter"),
    married=words("frau madame mrs generalin majorin rätin geheimrätin hofrätin"),
    name_genders=(
        (r"\w+(?:chen|ine|ette|ie|a|ia|e|trud|hild|gund|lis|beth|garet|greth)", "female"),
        (
            r"\w+(?:rich|bert|win|hard|helm|mann|fried|wig|mund|ert|hold|olf|ulf|us|o|ian|ias|ans|örg|ürgen|arl|aul|eter|osef"
            r"|oseph|akob|rad|fred|hart|ald|gang|renz)",
            "male",
        ),
    ),
    never_names=words(
        """
        ah aha ei eh he hei hu hurra pfui der die das ein eine er sie es ich wir ihr du man und aber doch da dann
        nun so ja nein ach oh o wie was wer wo warum wenn als denn auch noch nur schon jetzt hier dort gott herrgott
        himmel teufel in im an am auf aus bei mit nach von zu zum zur vor für über unter durch um gegen ohne seit
        bis nicht kein keine mein meine dein deine sein seine ihre unser dies diese dieser dieses jener jene alles
        alle etwas nichts jemand niemand einer eines einem einen dem den des beide endlich plötzlich darauf wieder
        also freilich gewiß natürlich gut ende anfang antwort frage stimme wort worte ton augen hand gesicht mund
        kopf kinder leute herren damen morgen abend abends erstaunen lachen lächeln seufzer thränen tränen leid
        angst freude zorn schmerz dank bedauern eifer vergnügen haus uhr jahr jahre leben zeit tag nacht nachmittag
        mittag stunde welt menschen mensch liebe glück recht unrecht platz weg fenster tür thür kapitel während
        nachdem bevor obwohl obgleich ehe sobald solange bis weil damit falls indem indessen indes inzwischen
        unterdessen zuerst zuletzt vielleicht langsam rasch schnell leise laut still ebenso sogar selbst sonst
        trotzdem dennoch jedoch herr herren frau fräulein signore signora signor monsieur madame mister mylord
        mylady señor señora messieurs exzellenz komtesse excellenz durchlaucht majestät gnaden hoheit jesus christus
        gottes natur heiland sir madam amen adieu jawohl wohl lieber liebe liebes bitte na hm halt komm kommen
        lassen laß sehen sieh hören glauben wissen
        """
    ),
    particles=words("von vom van de la"),
    prepositions=words("""
        wie als zu mit von für an auf bei nach über unter gegen ohne durch neben hinter vor zwischen aus um seit wegen
        zum zur
        """),
    places=words("in nach aus bei ab über durch bis"),
    endings=("ens", "ns", "s", "n"),
    abbreviations=words("hrn st nr bd s z b u a d h usw etc bzw vgl ca ff v n chr k geb"),
    contracted=words("im am zum zur vom beim ins ans aufs ums"),
    nouns_have_capitals=True,
)
