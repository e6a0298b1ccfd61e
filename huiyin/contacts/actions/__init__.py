"""What officials do at the register and at their contacts, by noun."""

from huiyin.contacts.actions.promises import keep, promise
from huiyin.contacts.actions.recording import Promised, Raised, keep_points, record, void
from huiyin.contacts.actions.register import pair, pair_many, revise_lines

__all__ = [
    "Promised",
    "Raised",
    "keep",
    "keep_points",
    "pair",
    "pair_many",
    "promise",
    "record",
    "revise_lines",
    "void",
]
