"""The pages of the team that takes in what comes."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.intake.models import DutyDay
from huiyin.intake.team import actions, load, rules
from huiyin.intake.team.forms import WeekForm, address_of, week_in
from huiyin.matters import channels
from huiyin.matters.fetching import fetched
from huiyin.matters.lists import row_of
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.deeds import page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.models import Unit
from huiyin.ui import address
from huiyin.ui.deeds import DeedPage, posted, shown
from huiyin.ui.keyset import keys, page_of_keys
from huiyin.ui.listing import in_line

SET = DeedPage(
    _("Say who is on duty"),
    WeekForm,
    actions.set_week,
    _("Entered."),
    button=_("Enter"),
    template="intake/team_week.html",
)
NEWEST = ("-received_at", "-pk")


@require_safe
@staff
def team(request: StaffRequest) -> HttpResponse:
    """Who is on duty, what waits to be looked at, and how much came in the last two weeks."""
    desks, unit = _desks(request)
    today = local_day(request.at, request.county)
    first = week_in(request.GET.get("week", ""), today)
    offered = {one.code: one.short_name for one in desks}
    shape = address.tail(unit=unit.code, week=address_of(first))
    context = {
        "unit": unit,
        "desks": address.choices(request, "unit", offered, unit.code) if len(desks) > 1 else [],
        "today": today,
        "week": _week(request, unit, first, today),
        "first": first,
        "last": first + timedelta(days=6),
        "before_url": address.same(request.GET, week=address_of(first - rules.WEEK)),
        "after_url": address.same(request.GET, week=address_of(first + rules.WEEK)),
        "set_url": ""
        if rules.objection(unit, first, request.user, request.at)
        else f"{reverse('calls:team_week')}?{shape}",
        "waiting": load.waiting(unit, request.user, request.at),
        "waiting_url": _list_of(unit, state="received"),
        "late_url": _list_of(unit, state="received", late="triage"),
        **_load(request, unit),
    }
    return render(request, "intake/team.html", context)


@staff_deed
def week(request: StaffRequest) -> HttpResponse:
    """Saying who is on duty in a week."""
    _desks_here, unit = _desks(request)
    today = local_day(request.at, request.county)
    first = week_in(request.GET.get("week", ""), today)
    if rules.objection(unit, first, request.user, request.at):
        raise Http404
    there = f"{reverse('calls:team')}?{address.tail(unit=unit.code, week=address_of(first))}"
    form = SET.form(posted(request), unit=unit, first=first, by=request.user, at=request.at)
    around = {"page": SET, "unit": unit, "first": first, "last": first + timedelta(days=6), "back": there}
    return page_done(request, SET, form, there, unit=unit, first=first) or shown(
        request, SET.template, form, **around
    )


@require_safe
@staff
def came(request: StaffRequest) -> HttpResponse:
    """The matters behind one number of how much came."""
    _desks_here, unit = _desks(request)
    today = local_day(request.at, request.county)
    end = today + timedelta(days=1)
    first, channel = end - timedelta(days=rules.DAYS_DRAWN), request.GET.get("channel", "")
    if day := _day(request.GET.get("day", ""), today):
        first, end = day, day + timedelta(days=1)
    rows = load.came(unit, first, end, request.user, request.at)
    if channel:
        rows = rows.filter(channel=channel)
    found = page_of_keys(list(keys(rows, NEWEST, request.GET.get("from", ""))), request, fetched)
    context = {
        "unit": unit,
        "day": day,
        "first": first,
        "last": end - timedelta(days=1),
        "channel": channels.in_words(channel) if channel in channels.WORDS else "",
        "rows": [row_of(one, request) for one in found.rows],
        "back": f"{reverse('calls:team')}?{address.tail(unit=unit.code)}",
        **found.links,
    }
    return render(request, "intake/team_came.html", context)


def _desks(request: StaffRequest) -> tuple[list[Unit], Unit]:
    """The desks of whoever asks, and the one that the address names, else the first."""
    desks = list(rules.desks_of(request.user, request.at))
    code = request.GET.get("unit", "")
    if code:
        return desks, get_object_or_404(rules.led_by(request.user, request.at), code=code)
    if not desks:
        raise Http404
    return desks, desks[0]


def _day(written: str, today: date) -> date | None:
    """The day that an address names, if any; of nonsense, or of times nobody asks about, there is no page."""
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Http404 from None
    if abs(day - today) > rules.ASKED_ABOUT:
        raise Http404
    return day


def _week(request: StaffRequest, unit: Unit, first: date, today: date) -> list[dict[str, Any]]:
    names: dict[date, list[str]] = {}
    seen = DutyDay.objects.visible_to(request.user, request.at)
    for row in seen.filter(unit=unit).of_week(first, first + rules.WEEK):
        names.setdefault(row.day, []).append(row.official.name)
    days = calendar()
    return [
        {
            "day": day,
            "names": in_line(names.get(day, [])),
            "is_today": day == today,
            "is_working": days.is_working(day),
        }
        for day in rules.week_of(first)
    ]


def _list_of(unit: Unit, **narrowed: str) -> str:
    """The list of open matters that shows the same."""
    return f"{reverse('matters:list')}?{address.tail(list='open', unit=unit.code, **narrowed)}"


def _load(request: StaffRequest, unit: Unit) -> dict[str, Any]:
    """The bars of the days and of the channels, and the table of both."""
    found = load.load(unit, request.user, request.at)
    there = reverse("calls:team_came")

    def url(**of: str) -> str:
        return f"{there}?{address.tail(unit=unit.code, **of)}"

    days = [
        {
            "day": day,
            "n": found.by_day[day],
            "length": _length(found.by_day[day], found.most_of_a_day),
            "url": url(day=day.isoformat()),
            "cells": [
                (found.by_both[day, one], url(day=day.isoformat(), channel=one)) for one in found.channels
            ],
        }
        for day in found.days
    ]
    ways = [
        {
            "words": channels.in_words(one),
            "n": found.by_channel[one],
            "length": _length(found.by_channel[one], found.most_of_a_channel),
            "url": url(channel=one),
        }
        for one in found.channels
    ]
    return {"days": days, "ways": ways, "n": sum(found.by_day.values()), "all_url": url()}


def _length(n: int, most: int) -> str:
    return f"{100 * n // most if most else 0}%"
