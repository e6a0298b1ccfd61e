"""What people do to a matter, by stage of its life: heard, handled, answered, and what the resident does."""

from huiyin.matters.actions.answering import approve, close, draft_reply, return_draft
from huiyin.matters.actions.handling import accept, note, reassign, route, start
from huiyin.matters.actions.hearing import Lodged, lodge, wipe_receipt
from huiyin.matters.actions.history import Past, lodge_histories
from huiyin.matters.actions.resident import rate, reopen
from huiyin.matters.actions.trips import report_trip

__all__ = [
    "Lodged",
    "Past",
    "accept",
    "approve",
    "close",
    "draft_reply",
    "lodge",
    "lodge_histories",
    "note",
    "rate",
    "reassign",
    "reopen",
    "report_trip",
    "return_draft",
    "route",
    "start",
    "wipe_receipt",
]
