"""Rows from workbooks and CSV files: one reader, one preview, one report of bad rows.

Look first at `importing`, `checking`, `kinds`.
"""
