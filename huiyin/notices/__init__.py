"""Telling someone something: one row for each reader, written with the deed it tells of.

Look first at `actions`.
"""
