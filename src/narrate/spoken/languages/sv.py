"""Swedish as it is said; its speakers are told apart by quotation marks and turns."""

from narrate.spoken.languages.wording import Wording, words

WORDING = Wording(
    code="sv",
    name="swedish",
    common="och att det som en på är av för med den till inte om han var hon jag ett så",
    abbreviations=words(
        "t. ex.: till exempel; d. v. s.: det vill säga; o. s. v.: och så vidare; osv.: och så vidare; m. m.: med mera; bl. "
        "a.: bland annat; s. k.: så kallad; kl.: klockan; nr.: nummer; f. d.: före detta"
    ),
    stops=frozenset({"osv.", "o.s.v.", "m.m."}),
    comma="komma",
    parts="Del|Bok|Band",
    chapters="Kapitel|Akt|Scen|Sång|Brev",
    named="Förord|Prolog|Epilog|Inledning|Efterord|Företal|Tillägnan",
    numbers=(
        r"första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte|tolvte|\w+tonde|\w+tionde|sista"
        r"|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|\w+ton|\w*tio"
    ),
)
