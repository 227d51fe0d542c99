"""Several readings of one version: held side by side, compared, promoted, rolled back.

A version's row and children hold what the promoted reading says. No reading is an edit by the
magazine: none makes a version, and none is deleted.
"""
