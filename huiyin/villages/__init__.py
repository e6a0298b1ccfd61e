"""Village development: issues, advice, and the meetings of villages.

Look first at `rules`, `actions`.
"""
