"""Lots drawn in public: pool, quotas, panels, the number, slips and proofs.

Look first at `rules`, `lottery`, `actions`.
"""
