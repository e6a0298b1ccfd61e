"""Algorithms in plain Python, without Django: each is tested alone and knows nothing of the apps above it."""
