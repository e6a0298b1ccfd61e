"""Telling someone something: the outbox."""
