"""Who is one person: two names of one, people without a name, and who says I."""
