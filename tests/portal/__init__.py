"""Tests of what the public may read."""
