"""Where quotations begin and end, and how they cut a story into narration and dialogue."""
