"""Breadth and depth: who was met against who lives here, counted as records come in.

Look first at `figures`, `counting`, `measures`.
"""
