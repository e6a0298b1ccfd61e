"""Field research: plans, trips, findings, and what is done about them.

Look first at `rules`, `actions`.
"""
