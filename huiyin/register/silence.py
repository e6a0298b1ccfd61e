"""How long nobody has met a household: the last contact under each line, and which lines are dormant (S11)."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, Greatest

from huiyin.contacts.models import Contact
from huiyin.contacts.models.contact import Contacts
from huiyin.orgs.charter import charter_on
from huiyin.orgs.models import County
from huiyin.register.models import StandIn
from huiyin.register.models.assignment import Assignments


def _met(day: date) -> Contacts:
    """Contacts under the line outside, up to that day: by its official, or by who stood in on the day of the contact."""
    standing_in = StandIn.objects.filter(
        Q(called_back_at=None) | Q(called_back_at__date__gt=OuterRef("held_on")),
        official=OuterRef(OuterRef("official")),
        stand_in=OuterRef("official"),
        from_on__lte=OuterRef("held_on"),
        until_on__gte=OuterRef("held_on"),
    )
    return Contact.objects.standing().filter(
        Q(official=OuterRef("official")) | Exists(standing_in),
        household=OuterRef("household"),
        held_on__gte=OuterRef("started_on"),
        held_on__lte=day,
    )


def with_contacts(lines: Assignments, day: date) -> QuerySet[Any]:
    """Lines with `last_contact` up to that day, by the official or who stood in, and `silent_since`.

    Without a contact, from when the line began, or from when it was brought in: of the time before nothing is known.
    `unmet_since` is for planning, and says nothing of anybody: by it a line long on paper comes first.
    """
    latest = _met(day).order_by("-held_on").values("held_on")[:1]
    return lines.annotate(last_contact=Subquery(latest)).annotate(
        silent_since=Coalesce("last_contact", Greatest("started_on", "entered_on")),
        unmet_since=Coalesce("last_contact", "started_on"),
    )


def dormant(lines: Assignments, day: date, county: County, *, periods: int = 1) -> QuerySet[Any]:
    """Live lines on which nobody has met for the charter's number of days (S11)."""
    charter = charter_on(day, county)
    if charter is None:
        return with_contacts(lines.none(), day)
    days = int(charter.figure("keeping.dormant_days").value) * periods
    since = day - timedelta(days=days)
    long_here = Q(entered_on=None) | Q(entered_on__lte=since) | Exists(_met(day))
    silent = lines.live_on(day).filter(
        ~Exists(_met(day).filter(held_on__gt=since)), long_here, started_on__lte=since
    )
    return with_contacts(silent, day)
