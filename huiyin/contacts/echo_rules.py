"""What follows for an echo: which points need one, by when, and what telling it takes (S43)."""

from datetime import date

from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact, Echo
from huiyin.lib.refusal import Beside
from huiyin.orgs.calendar import calendar
from huiyin.orgs.models import Official

PROFILE = "suggestion"  # what is kept is answered in the time of a suggestion
MIN_WORDS = 4


def due_from(contact: Contact, day: date) -> date:
    """The last day to tell it, counted from when it was written down, by the charter of the contact."""
    rule = contact.charter.charter.clock("handle", PROFILE)
    days = calendar()
    found = days.add_working_days(day, rule.n) if rule.unit == "wd" else days.add_days(day, rule.n)
    return found.due_legal


def objection(echo: Echo, by: Official) -> str | None:
    """By whoever owes it, once; of a forum when its minutes are closed."""
    if echo.official_id != by.pk:
        return _("Only the official to whom it was said tells what became of it.")
    if echo.told_at is not None:
        return _("It has been told already.")
    if echo.waits_for_minutes:
        return _("The minutes are still open: it is told once they are closed, of everything that was kept.")
    return None


def objection_to_telling(echo: Echo, words: str, told_on: date, told_how: str, today: date) -> str | None:
    """What became of it, in words; on a day since it was said; and how."""
    if len(words.strip()) < MIN_WORDS:
        return Beside("words", _("Please say what became of it."))
    if told_how not in Echo.How.values:
        return Beside("told_how", _("Please say how you told them."))
    if not echo.contact.held_on <= told_on <= today:
        return Beside("told_on", _("It is told on a day between the contact and today."))
    return None
