"""Inspections of branches: the draw, call-backs, findings, the ledger of problems, fact sheets.

Look first at `rules`, `actions.inspecting`, `actions.rectifying`.
"""
