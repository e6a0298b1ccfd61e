"""A plain visit, the most frequent contact: the entry of `huiyin.intake.recording` under its everyday name."""

from huiyin.intake.recording import Entry as Visit
from huiyin.intake.recording import record_entry as record_visit

__all__ = ["Visit", "record_visit"]
