"""What officials do at the register and at their contacts, by noun."""

from huiyin.contacts.actions.absences import ask_exemption, call_back, decide_exemption, name_stand_in
from huiyin.contacts.actions.promises import keep, pass_on, promise
from huiyin.contacts.actions.recording import Promised, Raised, keep_points, record, void
from huiyin.contacts.actions.register import NewHome, end, enter_home, hand_over, pair, take_on, withdraw

__all__ = [
    "NewHome",
    "Promised",
    "Raised",
    "ask_exemption",
    "call_back",
    "decide_exemption",
    "end",
    "enter_home",
    "hand_over",
    "keep",
    "keep_points",
    "name_stand_in",
    "pair",
    "pass_on",
    "promise",
    "record",
    "take_on",
    "void",
    "withdraw",
]
