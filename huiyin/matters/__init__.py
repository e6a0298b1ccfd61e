"""Casework: what people raised, from hearing to answer to rating."""
