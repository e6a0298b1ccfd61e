"""What is, by noun."""

from huiyin.rounds.models.round import Round as Round
from huiyin.rounds.models.round import RoundOfficial as RoundOfficial
from huiyin.rounds.models.round import Rounds as Rounds
from huiyin.rounds.models.round import RoundStop as RoundStop
from huiyin.rounds.models.round import RoundWish as RoundWish
from huiyin.rounds.models.travel import Site as Site
from huiyin.rounds.models.travel import TravelTime as TravelTime
