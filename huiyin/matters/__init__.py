"""Casework: what people raised, from hearing to answer to rating; its life, clocks and figures.

Look first at `rules`, `actions`, `clock`.
"""
