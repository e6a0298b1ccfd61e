"""What people do about breadth and depth."""

from huiyin.reach.actions.population import enter_population
from huiyin.reach.actions.rounds import (
    Wish,
    ask,
    discard,
    drop,
    halt,
    keep,
    note_visit,
    revise,
    start_round,
    wish,
)
from huiyin.reach.actions.travel import enter_sites, enter_travel

__all__ = [
    "Wish",
    "ask",
    "discard",
    "drop",
    "enter_population",
    "enter_sites",
    "enter_travel",
    "halt",
    "keep",
    "note_visit",
    "revise",
    "start_round",
    "wish",
]
