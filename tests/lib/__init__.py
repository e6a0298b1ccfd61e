"""Tests of the plain modules: they need neither Django nor a database."""
