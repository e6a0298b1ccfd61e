"""Measures of breadth and depth."""
