"""Paper forms typed in by a desk clerk: the contact is the official's, and says who typed it in."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from huiyin.contacts.actions import Promised, Raised, record
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.contacts.rules import objection_to_typing_in
from huiyin.lib.days import day_in
from huiyin.lib.refusal import refuse
from huiyin.matters.actions import Lodged
from huiyin.matters.actions.raising import lodge_points
from huiyin.orgs.calendar import local_day
from huiyin.orgs.dated import live_on
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.standing import DESK
from huiyin.people.models import Household, Resident
from huiyin.register.models import Assignment


@dataclass(frozen=True)
class Paper:
    """What one sheet of paper holds."""

    household: Household
    held_on: date
    points: Sequence[Raised]
    promises: Sequence[Promised]
    person: Resident | None = None
    note: str = ""
    differing_view: bool = False
    late_reason: str = ""


@transaction.atomic
def record_paper(
    paper: Paper, *, official: Official, root: Unit, by: Official, at: datetime
) -> tuple[Contact, list[Lodged]]:
    """Keep a paper form as the official's contact; what is to be routed becomes matters, as at the official's own desk."""
    refuse(objection_to_typing_in(official, by, at))
    contact = record(
        place=paper.household.place,
        held_on=paper.held_on,
        points=paper.points,
        promises=paper.promises,
        household=paper.household,
        person=paper.person,
        note=paper.note,
        differing_view=paper.differing_view,
        details=Details(entered_by=by, late_reason=paper.late_reason),
        by=official,
        at=at,
    )
    return contact, lodge_points(contact, root=root, by=official, at=at)


def officials_served(by: Official, at: datetime) -> QuerySet[Official]:
    """Who serves on that day in the area of a desk: the officials whose papers its people type in, in name order."""
    area = by.standing(at).scope("appointments__post__unit__", *DESK)
    live = live_on(local_day(at, by.county), "appointments__from_on", "appointments__to_on")
    found: QuerySet[Official] = Official.objects.filter(area, live, is_active=True)
    return found.distinct().order_by("name_key", "pk")


def lines_on_paper(login: str, *, by: Official, at: datetime) -> QuerySet[Assignment]:
    """The live register lines of an official for whom one may print forms, in village order."""
    lines = Assignment.objects.on_paper_for(by, at).live_on(local_day(at, by.county))
    lines = lines.filter(official__username=login).select_related("household__place", "official", "person")
    return lines.order_by("household__place__path", "household__code", "pk")


def written_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """A day as a clerk types it: whole, or month and day (3-2, 3.2, 0302), then the nearest such day behind or ahead."""
    whole = day_in(text)
    if whole is not None:
        return whole
    plain = unicodedata.normalize("NFKC", text).strip()
    # month and day, with the words for them in Chinese
    match = re.fullmatch("(\\d{1,2})[-/.\u6708](\\d{1,2})\u65e5?", plain) or re.fullmatch(
        r"(\d{2})(\d{2})", plain
    )
    if match is None:
        return None
    month, day = (int(part) for part in match.groups())
    found = [made for year in (-1, 0, 1) if (made := _made(today.year + year, month, day)) is not None]
    if ahead:
        return next((made for made in found if made >= today), None)
    return next((made for made in reversed(found) if made <= today + timedelta(days=7)), None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
