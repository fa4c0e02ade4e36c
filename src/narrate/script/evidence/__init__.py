"""What the narration shows around a turn: who is named there, which tags there are, whom a pronoun stands for."""
