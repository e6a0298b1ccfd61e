"""What officials do at the register, at their contacts and forums, and with their promises, by noun."""

from huiyin.contacts.actions.forums import (
    Plan,
    add_point,
    cancel_forum,
    change_forum,
    close_minutes,
    dispose,
    hold,
    invite,
    plan_forum,
)
from huiyin.contacts.actions.promises import keep, not_keep, promise, revise, void_promise
from huiyin.contacts.actions.recording import Promised, Raised, keep_points, record, void
from huiyin.contacts.actions.register import pair
from huiyin.contacts.actions.signals import explain

__all__ = [
    "Plan",
    "Promised",
    "Raised",
    "add_point",
    "cancel_forum",
    "change_forum",
    "close_minutes",
    "dispose",
    "explain",
    "hold",
    "invite",
    "keep",
    "keep_points",
    "not_keep",
    "pair",
    "plan_forum",
    "promise",
    "record",
    "revise",
    "void",
    "void_promise",
]
