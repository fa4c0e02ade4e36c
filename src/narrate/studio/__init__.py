"""The studio: a page on this computer where a person hears a story while they read it, and puts speakers and voices right.

Every change is an edit of voices.yaml, exactly as a hand would make it; then everything is read again from the top, from caches.
The page itself lies in `static/`, written by hand: the browser loads it as it is.
"""
