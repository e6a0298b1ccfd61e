"""What makes a history red: a broken invariant, the database refusing, something left behind."""

from typing import Any

from huiyin.audit.models import Event
from huiyin.matters.models import Deadline, Matter, Step
from huiyin.notices.models import Notice

# What the database says when an invariant would have been broken, and which.
HELD_BY_THE_DATABASE = {
    "its trail says": "I-04",
    "handed_back_once": "I-06",
    "decided_by_somebody_else": "I-10",
    "extended_once_a_round": "I-10",
    "asked_before_it_was_due": "I-10",
    "reply_has_its_fields": "I-14",
    "refusal_names_its_basis": "I-15",
    "no action is on record": "I-16",
    "the handler cannot approve": "I-18",
    "approver_is_not_the_drafter": "I-18",
    "rating_came_through_a_door": "I-23",
    "received_not_after_registered": "I-38",
    "live_accepted_matter_has_people": "I-01",
    "left without a notice": "I-02",
}


class Broken(AssertionError):
    """An invariant does not hold; the message begins with its number."""


def snapshot(found: Matter) -> list[Any]:
    """All that a deed could leave behind."""
    told = Notice.objects.filter(about=found.reference).count()
    events = Event.objects.filter(on=found.reference).count()
    rows = [list(model.objects.filter(matter=found).order_by("pk").values()) for model in (Step, Deadline)]
    return [Matter.objects.filter(pk=found.pk).values().get(), *rows, told, events]
