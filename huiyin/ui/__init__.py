"""Base pages, parts, form fields, sheets and the little js; the kits for deeds, lists and files. Knows no other room.

Look first at `deeds`, `keyset`, `taking`.
"""
