"""Rows of breadth and depth: how many people live where, who was met in a window, how far the counting has come."""

from huiyin.reach.models.counted import Counting, Met, Tallies, Tally
from huiyin.reach.models.population import Population, Populations
from huiyin.reach.models.shapes import AreaShapes

__all__ = ["AreaShapes", "Counting", "Met", "Population", "Populations", "Tallies", "Tally"]
