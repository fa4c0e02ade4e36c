"""How each quotation is said, by the narration around it: whispered, shouted, coldly, through a telephone.

`wording` holds what a language has for it, as words/manners.txt lists it; `quotations` reads the clause of a quotation's tag and
the sentence before it; `telephone` follows a speaker who is heard through a wire until they hang up.
"""
