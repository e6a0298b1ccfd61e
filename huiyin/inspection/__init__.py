"""Inspections of branches: draw, call-backs, findings, the ledger of problems, fact sheets."""
