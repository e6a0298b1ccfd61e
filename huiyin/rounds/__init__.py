"""Plans of visits: candidates, travel, and the half-day that is worked out.

Look first at `rules`, `candidates`, `solving`.
"""
