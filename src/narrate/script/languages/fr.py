"""French: the subject of a tag stands after its verb, a pronoun with a hyphen."""

from narrate.script.languages.language import VERBS, CreditWords, Language, gendered, pronouns, stand_ins, words

_OBJECT = r"(?:(?:avait|avais|avaient)\s+)?(?:(?:lui|leur|me|te|se|nous)\s+|[mst][’'])?"
_INVERTED = r"[a-zà-ÿ]+(?:a|it|ut|int|ait|ais|ai|is|us|ent)(?:-t)?-(?:ils?|elles?|je)"
_SUBJECTS = (
    "le|la|les|une?|mon|ma|son|sa|ses|mes|notre|ce|celui|celle|cet|cette|deux|monsieur|madame|plusieurs|"
    "à|avec|en|enfin|encore|alors|aussi|aussitôt|tout|tranquillement|vivement|\\w+ment|ici|de"
)
_WHO = rf"(?=-(?:t-)?(?:ils?|elles?|je|on|nous)\b|\s+(?:[A-ZÀ-Þ]|(?:{_SUBJECTS})\b|l[’']|d[’']|quelqu))"
_TAIL_WORDS = (
    "en|quand|fort|avec|sans|qui|dont|tout|toute|les|comme|pendant|tandis|debout|pâle|rouge|toujours|puis|"
    r"non\s+sans|et\s+(?:en|dont|qui|se|il|elle|le|la|\w+ant)|ne\s+pouvant|du\s+ton|un\s+peu|très|"
    r"au|(?:sur|dans)\s+l[ae]|l[ae]\s+\w+\s+(?:dans|sur|à|vers)|à\s+(?:voix|demi|mi|part|son|sa)|"
    r"[a-zà-ÿ]+(?:ant|ées?|és?|ment)"
)
_SUBJECT_GOES_ON = r"(?:(?:Et|Puis|Alors|Mais)(?:\s+|,\s+))*(?:[Ii]l|[Ee]lle)\s+(?:(?:se|s[’']|ne|le|la|lui|y|en|l[’'])\s*)*"
_TELLING = r"(?!(?:a|va|y|vit|sait|dit|fait|faut|est|peut|doit|suit|suffit)\b)[a-zà-ÿ]+(?<!r)(?:a|it|ut|int|ait)\b"

LANGUAGE = Language(
    code="fr",
    credits=CreditWords("Auteur : {author}.", "Lu par {narrator}.", "Fin.", "Générique de début", "Générique de fin"),
    verbs=words(
        """
        dit dis disait disais disent disaient dirent répondit répondis répond répondait répondirent demanda demandai
        demande demandait demandèrent écria écriai écrie écriait écrièrent reprit repris reprend reprenait fit fis faisait
        firent murmura murmurai murmure murmurait ajouta ajoutai ajoute ajoutait répliqua répliquai réplique continua
        continuai continuait cria criai criait crie crièrent interrompit répéta répétai répétait répète balbutia balbutiai
        balbutiait poursuivit poursuivis prononça interrogea grommela grommelait repartit soupira soupirait insista
        insistai déclara déclarai conclut ordonna commença gronda grondait gémit hurla hurlait ricana observa riposta
        exclama exclamai exclamait bégaya acheva intervint remarqua expliqua objecta protesta protestai affirma affirmai
        avoua souffla chuchota susurra lança jeta rétorqua répartit questionna supplia implora sanglota pensa pensai songea
        proposa plaisanta grogna marmotta articula avertit avertissait annonça confirma approuva commanda appela raconta
        reprocha conseilla déclama vociféra rugit beugla tonna bougonna rectifia précisa appuya interrompait articulait
        souriait rit riait interrompis apostropha dis-je
        """
    ),
    pronouns=pronouns(
        he="il",
        she="elle",
        i="je j",
        me="me m moi",
        my="mon ma mes",
        they="ils elles",
        we="nous on",
    ),
    determiners=gendered("le un mon son ce notre cet du au ton", "la une ma sa cette ta", "l les des leur ces plusieurs"),
    relatives=words("qui"),
    indefinite=words("un une"),
    people=gendered(
        """
        père papa frère fils oncle cousin neveu mari époux beau-père beau-frère parrain fiancé
        docteur médecin curé abbé prêtre vicaire moine évêque cardinal maître notaire avocat juge président greffier
        général colonel capitaine commandant lieutenant sergent caporal brigadier officier gendarme commissaire
        comte baron marquis duc vicomte prince roi empereur chevalier gouverneur préfet ministre ambassadeur maire
        marin matelot pilote patron aubergiste hôte cocher postillon valet laquais domestique portier concierge
        jardinier paysan fermier meunier boucher boulanger forgeron charpentier maçon professeur instituteur savant
        peintre sculpteur artiste poète musicien banquier marchand employé inspecteur directeur
        mourant malade moribond aveugle étranger inconnu voyageur cuisinier garde berger interprète
        """,
        """
        mère maman sœur fille tante cousine nièce femme épouse belle-mère marraine fiancée
        comtesse baronne marquise duchesse vicomtesse princesse reine impératrice religieuse abbesse supérieure
        servante bonne cuisinière nourrice gouvernante fermière paysanne marchande hôtesse actrice charcutière
        duègne étrangère inconnue voyageuse grand-mère cousette ouvrière
        """,
    ),
    anyone=gendered(
        """
            homme garçon vieux vieillard petit monsieur ami autre premier second dernier bonhomme enfant compagnon
            interlocuteur gamin
            """,
        "femme fille vieille petite dame demoiselle amie autre",
        "gens hommes femmes enfants",
    ),
    voices=words("voix"),
    titles=gendered(
        """
        m mr monsieur mgr monseigneur maître me docteur dr abbé père frère oncle cousin comte baron marquis duc vicomte
        prince roi général colonel capitaine commandant lieutenant sergent chevalier sire don président
        """,
        """
        mme madame mlle mademoiselle dame mère sœur tante cousine comtesse baronne marquise duchesse vicomtesse
        princesse reine miss lady doña
        """,
        "saint",
    ),
    stand_ins=stand_ins(
        """
        médecin docteur: docteur dr
        prêtre curé abbé vicaire: abbé père curé
        """
    ),
    kin=words("mère père frère sœur oncle tante cousin cousine"),
    married=words("mme madame"),
    name_genders=(
        (r"\w+(?:ette|elle|ine|otte|anne|ie|a|ise|ée|ille|enne|ance|ude|arie|rthe)", "female"),
        (r"\w+(?:ert|ard|and|ien|ain|ois|is|ier|eau|el|ul|or|us|o|on|ent|ond|ques|ean|arc|uc|ules|ert)", "male"),
    ),
    never_names=words(
        """
        il elle ils elles je j tu nous vous on le la les l un une des du de d ce c cet cette ces cela ça mon ma mes
        ton ta tes son sa ses notre nos votre vos leur leurs et ou mais donc or ni car puis alors ensuite enfin
        quand lorsque comme si oui non ah oh eh hé hein bah bon bien tiens allons voyons ici là où qui que quoi quel
        quelle quels quelles pourquoi comment combien est-ce qu dans sur sous avec sans pour par vers chez entre
        après avant depuis pendant à au aux en y ne pas plus jamais rien tout toute tous toutes même aussi très trop
        peu beaucoup assez peut-être dieu ciel diable mordieu parbleu merci adieu bonjour bonsoir monsieur madame
        mademoiselle messieurs mesdames m mme mlle sire aujourd hier demain déjà encore toujours souvent parfois
        soudain quant voici voilà soit celui celle ceux n s t sans celle-ci celui-ci chacun chacune quelqu quelque
        pauvre cher chère certes hélas chut fort pardon certainement vraiment parfaitement jour nuit heure regardez dis
        dites viens venez
        """
    ),
    particles=words("de du des d la le von"),
    prepositions=words("comme à de en pour avec sans par vers chez sur sous dans entre contre devant derrière du au aux d"),
    places=words("à en dans vers de pour"),
    dashes_within_marks=True,
    unmarked_tag=rf"(?<=[,!?….”»])(?:\s*,)?\s+(?:{_OBJECT}(?:{VERBS}){_WHO}|{_OBJECT}{_INVERTED}\b)",
    tag_goes_on=rf"\s*(?:(?:{_TAIL_WORDS})\b|lorsqu|d[’']une?\b|(?:sur|dans)\s+l[’']|et\s+[ls][’'])",
    tale_goes_on=rf"[\s.]*{_SUBJECT_GOES_ON}{_TELLING}",
    abbreviations=words("mm etc st ste cf c p ch art av bd n"),
)
