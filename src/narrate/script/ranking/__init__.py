"""The trained ranker: the candidates of a turn, what is known of each, and which of them it chooses."""
