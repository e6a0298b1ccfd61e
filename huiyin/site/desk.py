"""The desk: one page that answers what to do now, and the notices."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huiyin.contacts.echo import line_of
from huiyin.contacts.models import Assignment, Promise, Signal
from huiyin.contacts.models.assignment import Assignments
from huiyin.duties.pages import desk_lines
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
    """What waits for me, what is due, what I promised, what my duties ask; at most five lines of each."""
    day = local_day(request.at, request.county)
    standing = request.user.standing(request.at)
    context: dict[str, Any] = {
        "day": day,
        "is_coordinator": standing.has("coordinator"),
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
    asked, left = desk_lines(request.user, county=request.county, at=request.at, most=LINES)
    return {
        "promises": [{"promise": row, "line": line_of(row, day, soon)} for row in rows],
        "promises_count": promised.count(),
        "branch_overdue": seen.exclude(official=request.user).overdue(day).count(),
        "signals_count": Signal.objects.visible_to(request.user, request.at).open().count(),
        "asked": asked,
        "asked_count": left,
        "stood_in": list(_stood_in(request, day)[:LINES]),
    }


def _stood_in(request: StaffRequest, day: date) -> Assignments:
    """Households of colleagues for whom one stands in: no duty of one's own, so they are listed by themselves."""
    kept = Assignment.objects.visible_to(request.user, request.at).kept_by(request.user, day)
    rows = kept.exclude(official=request.user).select_related("household__place", "person", "official")
    return rows.order_by("household__place__path", "household__code", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def notices(request: StaffRequest) -> HttpResponse:
    """What I was told, newest first; one tap reads it all."""
    mine = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        mine.unread().update(read_at=request.at)
    return render(request, "site/notices.html", {"notices": list(mine.newest_first()[:50])})
