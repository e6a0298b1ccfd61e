"""What people do about breadth and depth; draws of lots stand in `huiyin.reach.actions.draws`."""

from huiyin.reach.actions.population import enter_population
from huiyin.reach.actions.shapes import give_shapes

__all__ = ["enter_population", "give_shapes"]
