"""Algorithms in plain Python, without Django, each tested alone.

Look first at `workdays`, `charter`.
"""
