"""What people do, by noun."""

from huiyin.reach.actions.population import enter_population as enter_population
from huiyin.reach.actions.shapes import give_shapes as give_shapes
