"""Stories that are not in English."""
