"""What follows for a promise: made, then due, then kept, not kept, revised or struck out (rules §3.5)."""

from datetime import date

from django.utils.translation import gettext as _

from huiyin.contacts.models import Promise, PromiseRevision
from huiyin.orgs.models import Official

# Each deed: from which state, and into which. Only an open promise moves; a revision leaves it open with a later day.
TRANSITIONS: dict[str, tuple[str, str]] = {
    "keep": ("open", "kept"),
    "revise": ("open", "open"),
    "not_keep": ("open", "not_kept"),
    "void": ("open", "voided"),
}


def objection(deed: str, promise: Promise, by: Official) -> str | None:
    """Only the one who promised, and only while the promise is open."""
    if promise.official_id != by.pk:
        if deed == "keep":
            return _("Only the one who promised can say that it was kept.")
        return _("Only the one who promised can say what becomes of it.")
    if promise.state == TRANSITIONS[deed][0]:
        return None
    return {
        "kept": _("This promise has been kept already."),
        "not_kept": _("It has been said already that this promise could not be kept."),
        "voided": _("This promise has been struck out already."),
    }[promise.state]


def objection_to_day(promise: Promise, due_on: date | None, today: date) -> str | None:
    """The new day lies ahead, and later than the one before: what is done sooner needs no revision."""
    if due_on is None:
        return _("Please say by which day it will be done.")
    if due_on < today:
        return _("The new day lies in the past.")
    if due_on <= promise.due_on:
        return _("The new day is not later than the one promised; what is done sooner is simply kept.")
    return None


def objection_to_telling(promise: Promise, told_on: date | None, told_how: str, today: date) -> str | None:
    """A day moves only when the person has been told: when, and how (S14)."""
    if told_on is None or told_how not in PromiseRevision.Told.values:
        return _("Please say when and how you told the person; without that the day cannot be moved.")
    if told_how == PromiseRevision.Told.PAGE and not promise.about:
        return _("This promise belongs to no matter, so there is no page on which it could be told.")
    if told_on > today:
        return _("The day on which the person was told lies in the future.")
    if told_on < promise.made_on:
        return _("The day on which the person was told lies before the promise.")
    return None
