"""What people do about breadth and depth; draws of lots stand in `huiyin.reach.actions.draws`."""

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
from huiyin.reach.actions.shapes import give_shapes
from huiyin.reach.actions.travel import enter_sites, enter_travel

__all__ = [
    "Wish",
    "ask",
    "discard",
    "drop",
    "enter_population",
    "enter_sites",
    "enter_travel",
    "give_shapes",
    "halt",
    "keep",
    "note_visit",
    "revise",
    "start_round",
    "wish",
]
