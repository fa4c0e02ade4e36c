"""Names of people, found and put together from the text alone."""
