"""Supervision: where matters wait, level by level, and what is supervised until it is answered.

Look first at `waiting`, `rules`, `actions`.
"""
