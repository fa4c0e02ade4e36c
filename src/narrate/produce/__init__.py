"""The whole book.

plan:    read ─► split, attribute, correct ─► cast ─► cue ─► what has no take yet        (planning.py, plan.py)
render:  record ─► (chapter by chapter) edit ─► master ─► write ─► proof ─► report       (render.py)

Nothing is imported here: who wants a script need not wait for writers and encoders.
"""
