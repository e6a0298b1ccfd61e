"""What a matter is made of, by noun."""

from huiyin.matters.models.deadline import Deadline
from huiyin.matters.models.matter import Matter, State
from huiyin.matters.models.reply import Outcome, Rating, Reply
from huiyin.matters.models.step import Step

__all__ = ["Deadline", "Matter", "Outcome", "Rating", "Reply", "State", "Step"]
