"""The desk: one page that answers what to do now, and the notices."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huiyin.contacts.models import Assignment, Contact, Promise
from huiyin.matters.models import Matter
from huiyin.matters.pages import row_of
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.doors import StaffRequest, staff

LINES = 5
SOON_DAYS = 5


@require_http_methods(["GET", "HEAD"])
@staff
def desk(request: StaffRequest) -> HttpResponse:
    """What waits for me, what is due, what I promised, whom I have not met; at most five lines of each."""
    day = local_day(request.at, request.county)
    seen = Matter.objects.visible_to(request.user, request.at)
    soon_until = calendar().add_working_days(day, SOON_DAYS).due_legal
    lists = {
        "waiting": seen.waiting_for(request.user, request.at),
        "overdue": seen.overdue(day),
        "soon": seen.due_soon(day, soon_until),
    }
    standing = request.user.standing(request.at)
    context: dict[str, Any] = {
        name: {
            "rows": [row_of(m, request) for m in rows.for_lists().soonest_first()[:LINES]],
            "count": rows.count(),
        }
        for name, rows in lists.items()
    }
    mine = Promise.objects.filter(official=request.user).open().soonest_first()
    not_met = _not_met(request, day)
    context |= {
        "promises": list(mine.select_related("contact")[:LINES]),
        "promises_count": mine.count(),
        "not_met": list(not_met[:LINES]),
        "not_met_count": not_met.count(),
        "quarter_from": quarter_start(day),
        "day": day,
        "is_coordinator": standing.has("coordinator"),
        "contacts_households": standing.has("officer"),
        "news": list(Notice.objects.visible_to(request.user).unread().newest_first()[:LINES]),
    }
    return render(request, "site/desk.html", context)


def quarter_start(day: date) -> date:
    """The first day of the quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _not_met(request: StaffRequest, day: date) -> Any:
    met = Contact.objects.standing().filter(
        official=request.user, household=OuterRef("household"), held_on__gte=quarter_start(day)
    )
    lines = Assignment.objects.filter(official=request.user).live_on(day).filter(~Exists(met))
    return lines.select_related("household__place", "person").order_by(
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
