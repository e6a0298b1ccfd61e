"""Other systems: what hands matters in and follows them by a key of its own, what it may, and what it did.

Look first at `rules`, `door`, `v1.operations`.
"""
