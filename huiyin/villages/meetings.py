"""Village representatives' meetings that are on record, counted by village and quarter (S17)."""

from collections.abc import Collection
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from huiyin.contacts.models import Contact, VillageMeeting
from huiyin.lib import periods
from huiyin.lib.periods import Period
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Unit
from huiyin.orgs.models.unit import Units
from huiyin.orgs.standing import LEADING
from huiyin.ui import address
from huiyin.ui.address import Choice
from huiyin.ui.keyset import page

PAGE = 40
FIRST_YEAR = 2000


def year_asked(request: StaffRequest) -> tuple[int, int]:
    """The year of the address, or this one; and this one."""
    this_year = local_day(request.at, request.county).year
    asked = address.decimal(request.GET.get("year", ""), digits=4) or 0
    return asked if FIRST_YEAR <= asked <= this_year else this_year, this_year


def years_around(
    request: StaffRequest, year: int, this_year: int, *, drop: Collection[str] = ()
) -> list[Choice]:
    """The year shown between the one before and the one after, where that has begun."""
    offered = [str(one) for one in range(year - 1, min(year + 1, this_year) + 1)]
    return address.choices(request, "year", dict(zip(offered, offered, strict=True)), str(year), drop=drop)


def by_quarter(request: StaffRequest) -> dict[str, Any]:
    """The page: a year, its villages in tree order, and for each quarter how many meetings had their quorum."""
    year, this_year = year_asked(request)
    seen = Contact.objects.visible_to(request.user, request.at).standing()
    days = periods.year(year)
    held = seen.of_kind(Contact.Kind.VILLAGE_MEETING).held_between(days.first, days.end)
    villages = _villages(request, held)
    found = page(villages, request, "path", size=PAGE)
    counts = _counts(held, [village.pk for village in found.rows])
    figure = charter_of(request.at).figure("meetings.village_rep_per_year")
    return {
        "year": year,
        "years": years_around(request, year, this_year),
        "least": figure.value,
        "source": figure.source,
        "rows": [_row(village, days, counts) for village in found.rows],
        **found.links,
    }


def _villages(request: StaffRequest, held: Any) -> Units:
    """Villages of the area one coordinates, heads or supervises, and those where one attended a meeting."""
    led = request.user.standing(request.at).scope("", *LEADING)
    live = Unit.objects.valid_on(local_day(request.at, request.county)).places()
    return live.filter(Q(pk__in=held.order_by().values("place")) | led)


def _counts(held: Any, villages: list[int]) -> dict[tuple[int, int], dict[date, bool]]:
    """By village and quarter: the days of meetings, each with whether it had its quorum; one meeting counts once."""
    found: dict[tuple[int, int], dict[date, bool]] = {}
    meetings = VillageMeeting.objects.filter(contact__in=held, contact__place__in=villages)
    for meeting in meetings.select_related("contact").order_by("contact__held_on"):
        day = meeting.contact.held_on
        days = found.setdefault((meeting.contact.place_id, periods.of("quarter", day).number), {})
        days[day] = days.get(day, False) or meeting.is_quorate
    return found


def _rows_of(village: Unit, days: Period) -> str:
    """The list of contacts behind a number: meetings of this village in these days."""
    query = {"form": Contact.Kind.VILLAGE_MEETING.value, "place": village.code}
    query |= {"since": days.first.isoformat(), "until": days.last.isoformat(), "standing": "1"}
    return f"{reverse('contacts:list')}?{urlencode(query)}"


def _row(village: Unit, year: Period, counts: dict[tuple[int, int], dict[date, bool]]) -> dict[str, Any]:
    quarters: list[dict[str, Any]] = []
    for quarter in year.parts("quarter"):
        days = counts.get((village.pk, quarter.number), {})
        quarters.append(
            {
                "number": quarter.number,
                "quorate": sum(days.values()),
                "without": len(days) - sum(days.values()),
                "url": _rows_of(village, quarter),
            }
        )
    whole = _rows_of(village, year)
    total = sum(q["quorate"] for q in quarters)
    return {"village": village, "quarters": quarters, "total": total, "url": whole}
