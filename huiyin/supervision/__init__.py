"""Supervision: where matters wait, level by level.

Look first at `waiting`.
"""
