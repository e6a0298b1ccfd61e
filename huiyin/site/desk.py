"""The desk: one page that answers what to do now, and the notices."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huiyin.contacts.echo import line_of
from huiyin.contacts.models import Assignment, Promise, Signal
from huiyin.contacts.register import with_contacts
from huiyin.matters.models import Matter
from huiyin.matters.pages import row_of
from huiyin.matters.rules import soon_until
from huiyin.notices.models import Notice
from huiyin.orgs.actions import charter_at
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff

LINES = 5


@require_http_methods(["GET", "HEAD"])
@staff
def desk(request: StaffRequest) -> HttpResponse:
    """What waits for me, what is due, what I promised, whom I have not met; at most five lines of each."""
    day = local_day(request.at, request.county)
    standing = request.user.standing(request.at)
    context: dict[str, Any] = {
        "day": day,
        "quarter_from": quarter_start(day),
        "is_coordinator": standing.has("coordinator"),
        "contacts_households": standing.has("officer"),
        "news": list(Notice.objects.visible_to(request.user).unread().newest_first()[:LINES]),
    }
    return render(request, "site/desk.html", context | _matters(request, day) | _mine(request, day))


def _matters(request: StaffRequest, day: date) -> dict[str, Any]:
    seen = Matter.objects.visible_to(request.user, request.at)
    lists = {
        "waiting": seen.waiting_for(request.user, request.at),
        "overdue": seen.overdue(day),
        "soon": seen.due_soon(day, soon_until(day)),
    }
    return {
        name: {
            "rows": [row_of(m, request) for m in rows.for_lists().soonest_first()[:LINES]],
            "count": rows.count(),
        }
        for name, rows in lists.items()
    }


def _mine(request: StaffRequest, day: date) -> dict[str, Any]:
    seen = Promise.objects.visible_to(request.user, request.at)
    promised = seen.filter(official=request.user).open().soonest_first()
    soon = int(charter_at(request.at).charter.figure("keeping.promise_remind_days").value)
    rows = promised.select_related("official", "contact").prefetch_related("revisions")[:LINES]
    not_met = _not_met(request, day)
    return {
        "promises": [{"promise": row, "line": line_of(row, day, soon)} for row in rows],
        "promises_count": promised.count(),
        "branch_overdue": seen.exclude(official=request.user).overdue(day).count(),
        "signals_count": Signal.objects.visible_to(request.user, request.at).open().count(),
        "not_met": list(not_met[:LINES]),
        "not_met_count": not_met.count(),
    }


def quarter_start(day: date) -> date:
    """The first day of the quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _not_met(request: StaffRequest, day: date) -> Any:
    lines = Assignment.objects.visible_to(request.user, request.at).kept_by(request.user, day)
    silent = with_contacts(lines, day).filter(Q(last_contact=None) | Q(last_contact__lt=quarter_start(day)))
    return silent.select_related("household__place", "person").order_by(
        "household__place__path", "household__code"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def notices(request: StaffRequest) -> HttpResponse:
    """What I was told, newest first; one tap reads it all."""
    mine = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        mine.unread().update(read_at=request.at)
    return render(request, "site/notices.html", {"notices": list(mine.newest_first()[:50])})
