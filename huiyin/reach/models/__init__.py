"""Rows of breadth and depth: how many people live where, who was met, how far the counting has come, who was drawn."""

from huiyin.reach.models.counted import Counting, Met, Tallies, Tally
from huiyin.reach.models.draw import Draw, DrawEntries, DrawEntry, DrawPanels, Draws
from huiyin.reach.models.population import Population, Populations
from huiyin.reach.models.round import Round, RoundOfficial, Rounds, RoundStop, RoundWish
from huiyin.reach.models.shapes import AreaShapes
from huiyin.reach.models.travel import Site, TravelTime

__all__ = [
    "AreaShapes",
    "Counting",
    "Draw",
    "DrawEntries",
    "DrawEntry",
    "DrawPanels",
    "Draws",
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
