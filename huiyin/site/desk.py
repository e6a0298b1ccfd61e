"""The desk: one page that answers what to do now, and the notices."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huiyin.accounts import pages as account_pages
from huiyin.contacts.echo import line_of
from huiyin.contacts.models import Promise, Signal
from huiyin.duties.pages import desk_lines
from huiyin.inspection.models import Finding, Rectification
from huiyin.inspection.rules import objection_to_answering
from huiyin.lib.charter import Charter
from huiyin.matters.dates import soon_until
from huiyin.matters.models import Matter
from huiyin.matters.pages import row_of
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.counts import counts
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.reach.suggesting import suggestion_for
from huiyin.receptions.models import ReceptionSession
from huiyin.receptions.words import hours

LINES = 5


@require_http_methods(["GET", "HEAD"])
@staff
def desk(request: StaffRequest) -> HttpResponse:
    """What waits for me, what is due, what I promised, what my duties ask; at most five lines of each."""
    day = local_day(request.at, request.county)
    standing = request.user.standing(request.at)
    charter = charter_of(request.at)
    lines = _matters(request, day, charter) | _mine(request, day, charter) | _up_the_line(request, day)
    promises = Promise.objects.visible_to(request.user, request.at).exclude(official=request.user)
    lines |= counts(
        request.county,
        branch_overdue=promises.overdue(day),
        signals_count=Signal.objects.visible_to(request.user, request.at).open(),
        taking_in=account_pages.waiting(request),
    )
    context: dict[str, Any] = {
        "day": day,
        "is_coordinator": standing.has("coordinator"),
        "news": list(Notice.objects.visible_to(request.user).unread().newest_first()[:LINES]),
    }
    return render(request, "site/desk.html", context | lines)


def _matters(request: StaffRequest, day: date, charter: Charter) -> dict[str, Any]:
    seen = Matter.objects.visible_to(request.user, request.at)
    lists = {
        "waiting": seen.waiting_for(request.user, request.at),
        "overdue": seen.overdue(day),
        "soon": seen.due_soon(day, soon_until(day, charter)),
    }
    found = {name: _first(rows.for_lists().soonest_first()) for name, rows in lists.items()}
    return {
        name: {"rows": [row_of(matter, request) for matter in rows], "count": count}
        for name, (rows, count) in found.items()
    }


def _first(rows: QuerySet[Any]) -> tuple[list[Any], int]:
    """The first lines, and how many there are in all: one question for both."""
    found = list(rows.annotate(in_all=Window(Count("pk")))[:LINES])
    return found, found[0].in_all if found else 0


def _mine(request: StaffRequest, day: date, charter: Charter) -> dict[str, Any]:
    seen = Promise.objects.visible_to(request.user, request.at)
    promised = seen.filter(official=request.user).open().soonest_first()
    soon = int(charter.figure("keeping.promise_remind_days").value)
    rows, promises = _first(promised.select_related("official", "contact").prefetch_related("revisions"))
    asked, left = desk_lines(request.user, county=request.county, at=request.at, most=LINES)
    return {
        "promises": [{"promise": row, "line": line_of(row, day, soon)} for row in rows],
        "promises_count": promises,
        "asked": asked,
        "asked_count": left,
        "suggestion": suggestion_for(request.user, request.at) if len(asked) < LINES else None,
    }


def _up_the_line(request: StaffRequest, day: date) -> dict[str, Any]:
    """The next reception day, the accounts to hand in or take in, and what an inspection asks of me."""
    seen = ReceptionSession.objects.visible_to(request.user, request.at)
    sessions = seen.in_hands_of(request.user, request.at).still_to_come(day)
    session = sessions.select_related("office", "official").soonest_first().first()
    accounts = account_pages.mine(request).current().open()
    rectifications = Rectification.objects.visible_to(request.user, request.at)
    owed = rectifications.filter(owner=request.user).owed().order_by("due_on", "pk")
    drafts, drafted = _first(accounts.order_by("due_on", "pk"))
    return {
        "session": session,
        "session_hours": hours(session.begins, session.ends) if session else "",
        "accounts": account_pages.rows_of(drafts, day),
        "accounts_count": drafted,
        "findings": _findings(request),
        "put_right": list(owed[:LINES]),
    }


def _findings(request: StaffRequest) -> list[Finding]:
    """Findings that I may still answer, the oldest first."""
    open_ones = Finding.objects.visible_to(request.user, request.at).unanswered()
    open_ones = open_ones.filter(inspection__sent_at__isnull=False, inspection__concluded_at=None)
    heads = request.user.standing(request.at).scope("inspection__branch__", "unit_head") & Q(official=None)
    mine = open_ones.filter(Q(official=request.user) | heads).select_related("inspection__branch", "official")
    found = mine.order_by("inspection__sent_at", "pk")[:LINES]
    return [one for one in found if objection_to_answering(one, request.user, request.at) is None]


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def notices(request: StaffRequest) -> HttpResponse:
    """What I was told, newest first; one tap reads it all."""
    mine = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        mine.unread().update(read_at=request.at)
    return render(request, "site/notices.html", {"notices": list(mine.newest_first()[:50])})
