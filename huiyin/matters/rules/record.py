"""What follows where something was recorded wrongly of a matter: which of it can be put right, and by which two (T29)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.lib.refusal import Beside
from huiyin.matters import channels
from huiyin.matters.models import Matter, RecordCorrection, Step
from huiyin.matters.rules import routing
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.recusal import EVERYWHERE
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.charter import charter_for
from huiyin.orgs.models import Official

Deed = Step.Deed
# What can be put right. No date that was told to the person comes to lie later by it (I-12).
FIELDS: dict[str, Promise] = {
    "body": gettext_lazy("What was said"),
    "topic": gettext_lazy("Topic"),
    "place": gettext_lazy("Village or community"),
    "place_words": gettext_lazy("Where, in words"),
    "channel": gettext_lazy("How it came in"),
    "received_on": gettext_lazy("Day of receipt"),
}
SHOWN = ("body", "place", "place_words", "received_on")  # which the person reads on their page

RECEIPT = "receipt"  # in the step of a date that was worked out again: because of the day of receipt


def on_record(matter: Matter) -> dict[str, Any]:
    """As it stands, each value so that it can be written down: a place by its key, a day in figures."""
    came = local_day(matter.received_at, matter.county).isoformat() if matter.received_at else ""
    own = {"place": matter.place_id, "received_on": came}
    return {name: own[name] if name in own else getattr(matter, name) for name in FIELDS}


def different(matter: Matter, given: Mapping[str, Any]) -> dict[str, Any]:
    """What of the values given is not as it stands."""
    now = on_record(matter)
    return {name: given[name] for name in FIELDS if name in given and given[name] != now[name]}


def may_change_words(matter: Matter) -> bool:
    """Whether somebody took the words down: what a person wrote themselves is theirs."""
    return matter.raised_by_id is not None


def may_change_receipt(matter: Matter) -> bool:
    """Whether somebody wrote down on which day it came in, and nobody has put that right before."""
    return matter.raised_by_id is not None and matter.received_corrected_at is None


def open_correction(matter: Matter) -> RecordCorrection | None:
    """The one that waits for a decision; costs no query where none does."""
    if matter.record_asked_by_id is None:
        return None
    return matter.record_corrections.open().select_related("asked_by").first()


def objection_to_asking(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """One at a time, and while its words can still be read."""
    if matter.record_asked_by_id is not None:
        return _("A correction of its record waits for a decision already.")
    if not matter.data_key:
        return _("What was said of it has been erased for good.")
    return None


def objection_to_deciding(matter: Matter, by: Official, _at: datetime) -> str | None:
    """Only what was asked for, and by somebody else."""
    if matter.record_asked_by_id is None:
        return _("Nobody has asked for its record to be corrected.")
    if matter.record_asked_by_id == by.pk:
        return _("You asked for it yourself, so somebody else decides.")
    return None


def objection_to_values(matter: Matter, values: Mapping[str, Any], why: str) -> str | None:
    """Something is different, in words that say something, by codes that are known; and it stays where it may lie."""
    if not values:
        return Beside("why", _("It stands so already."))
    if "body" in values and not may_change_words(matter):
        return Beside("body", _("The person wrote this themselves; it stays as they wrote it."))
    if "body" in values and len(values["body"]) < MIN_WORDS:
        return Beside("body", _("Please say in a few words what it is about."))
    if "channel" in values and values["channel"] not in channels.WORDS:
        return Beside("channel", _("Please choose from the lists of the institution."))
    if "topic" in values and (no := _objection_to_topic(matter, values["topic"])):
        return Beside("topic", no)
    if "received_on" in values and (no := _objection_to_receipt(matter, values["received_on"])):
        return Beside("received_on", no)
    if len(why.strip()) < MIN_WORDS:
        return Beside("why", _("Please say how it came to be recorded wrongly."))
    return None


def _objection_to_topic(matter: Matter, topic: str) -> str | None:
    """One of the charter's; and nothing comes to lie with a village that is no village's duty (I-07)."""
    if topic and topic not in {one.code for one in matter.charter.charter.topics}:
        return _("Please choose from the lists of the institution.")
    if matter.lead_unit is None:
        return None
    before, matter.topic = matter.topic, topic
    needs = routing.needs_approval(matter, matter.lead_unit)
    matter.topic = before
    return _("With that topic it is no village's; please pass it on with the topic.") if needs else None


def _objection_to_receipt(matter: Matter, day: str) -> str | None:
    """A day before it was taken down, no longer ago than a desk takes down, under the same charter, once (I-13, I-38)."""
    if not may_change_receipt(matter):
        return _("The day of receipt stays: nobody wrote it down by hand, or it has been put right before.")
    came, taken_down = date.fromisoformat(day), local_day(matter.registered_at, matter.county)
    if came > taken_down:
        return _("It was taken down on %(day)s; it cannot have come in later.") % {"day": taken_down}
    oldest = int(matter.charter.charter.figure("keeping.paper_oldest_days").value)
    if came < taken_down - timedelta(days=oldest):
        return _("That is more than %(n)d days before it was taken down; please look at the year.") % {
            "n": oldest
        }
    if matter.printed_on is not None and came > matter.printed_on:
        return _("The latest day on the order lies before its receipt.")
    if charter_for(receipt_on(matter, came), matter.registered_at).pk != matter.charter_id:
        return _(
            "On that day another version of the institution's charter was in force; please note it as a comment."
        )
    return None


def receipt_on(matter: Matter, day: date) -> datetime:
    """The moment from which it counts as received: the beginning of its day, for nobody knows the hour."""
    return start_of(day, matter.county)


MOVES = (
    Move(
        "T29",
        Deed.ASK_RECORD,
        EVERYWHERE,
        STAYS,
        (Who.HANDLER, Who.HOLDER_DESK, Who.INTAKE_DESK),
        guards=(objection_to_asking,),
    ),
    Move(
        "T29",
        Deed.CORRECT_RECORD,
        EVERYWHERE,
        STAYS,
        (Who.LEAD_HEAD, Who.INTAKE_OVERSEER),
        decides=True,
        guards=(objection_to_deciding,),
    ),
    Move(
        "T29",
        Deed.LEAVE_RECORD,
        EVERYWHERE,
        STAYS,
        (Who.LEAD_HEAD, Who.INTAKE_OVERSEER),
        decides=True,
        guards=(objection_to_deciding,),
    ),
)
