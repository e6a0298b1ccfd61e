"""Rows of breadth and depth: how many people live where, who was met in a window, how far the counting has come."""

from huiyin.reach.models.counted import Counting, Met, Tallies, Tally
from huiyin.reach.models.population import Population, Populations
from huiyin.reach.models.round import Round, RoundOfficial, Rounds, RoundStop, RoundWish
from huiyin.reach.models.travel import Site, TravelTime

__all__ = [
    "Counting",
    "Met",
    "Population",
    "Populations",
    "Round",
    "RoundOfficial",
    "RoundStop",
    "RoundWish",
    "Rounds",
    "Site",
    "Tallies",
    "Tally",
    "TravelTime",
]
