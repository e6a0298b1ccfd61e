"""The account up the line: drafted from what was done, confirmed, handed in, taken in, restated.

Look first at `rules`, `chain`, `snapshots`, `actions`.
"""
