"""What is taken back and erased: consent withdrawn, another person for a household, lines long ended.

Look first at `actions`, `clock`.
"""
