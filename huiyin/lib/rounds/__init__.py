"""Planning a half-day of visits: whom to see, in which order, within everybody's hours (team orienteering, windows)."""

from huiyin.lib.rounds.plan import Missed, Plan, Round, Stop
from huiyin.lib.rounds.planning import plan
from huiyin.lib.rounds.problem import Candidate, Official, Problem

__all__ = ["Candidate", "Missed", "Official", "Plan", "Problem", "Round", "Stop", "plan"]
