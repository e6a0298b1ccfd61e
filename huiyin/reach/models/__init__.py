"""What is, by noun."""

from huiyin.reach.models.counted import Counting as Counting
from huiyin.reach.models.counted import Met as Met
from huiyin.reach.models.counted import Tallies as Tallies
from huiyin.reach.models.counted import Tally as Tally
from huiyin.reach.models.population import Population as Population
from huiyin.reach.models.population import PopulationChange as PopulationChange
from huiyin.reach.models.population import Populations as Populations
from huiyin.reach.models.shapes import AreaShapes as AreaShapes
