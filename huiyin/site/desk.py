"""The desk: one page that answers what to do now, and the notices."""

from dataclasses import dataclass
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
from huiyin.orgs.counts import together
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.reach.suggesting import suggestion_for
from huiyin.receptions.models import ReceptionSession
from huiyin.receptions.words import hours

LINES = 5


@dataclass(frozen=True)
class First:
    """The first lines of a list, by key, and how many there are in all."""

    keys: list[int]
    in_all: int

    def of(self, rows: QuerySet[Any]) -> list[Any]:
        """These lines from among such rows, in their order; of none, without a question."""
        found = rows.in_bulk(self.keys) if self.keys else {}
        return [found[key] for key in self.keys if key in found]


@require_http_methods(["GET", "HEAD"])
@staff
def desk(request: StaffRequest) -> HttpResponse:
    """What waits for me, what is due, what I promised, what my duties ask; at most five lines of each."""
    day = local_day(request.at, request.county)
    charter = charter_of(request.at)
    sets = _sets(request, day, charter)
    promises = Promise.objects.visible_to(request.user, request.at).exclude(official=request.user)
    found, counted = together(
        request.county,
        {
            name: rows.annotate(in_all=Window(Count("pk"))).values_list("pk", "in_all")[:LINES]
            for name, rows in sets.items()
        },
        branch_overdue=promises.overdue(day),
        signals_count=Signal.objects.visible_to(request.user, request.at).open(),
        taking_in=account_pages.waiting(request),
    )
    first = {name: First([pk for pk, _n in rows], rows[0][1] if rows else 0) for name, rows in found.items()}
    context: dict[str, Any] = {
        "day": day,
        "is_coordinator": request.user.standing(request.at).has("coordinator"),
        "news": first["news"].of(sets["news"]),
        **_matters(request, first),
        **_mine(request, day, charter, sets, first),
        **_up_the_line(request, day, sets, first),
    }
    return render(request, "site/desk.html", context | counted)


def _sets(request: StaffRequest, day: date, charter: Charter) -> dict[str, QuerySet[Any]]:
    """The lists of the desk, each in its order."""
    me, at = request.user, request.at
    matters = Matter.objects.visible_to(me, at)
    sessions = ReceptionSession.objects.visible_to(me, at).in_hands_of(me, at).still_to_come(day)
    owed = Rectification.objects.visible_to(me, at).filter(owner=me).owed()
    return {
        "waiting": matters.waiting_for(me, at).soonest_first(),
        "overdue": matters.overdue(day).soonest_first(),
        "soon": matters.due_soon(day, soon_until(day, charter)).soonest_first(),
        "promises": Promise.objects.visible_to(me, at).filter(official=me).open().soonest_first(),
        "session": sessions.select_related("office", "official").soonest_first(),
        "accounts": account_pages.mine(request).current().open().order_by("due_on", "pk"),
        "findings": _findings(request),
        "put_right": owed.order_by("due_on", "pk"),
        "news": Notice.objects.visible_to(me).unread().newest_first(),
    }


def _matters(request: StaffRequest, first: dict[str, First]) -> dict[str, Any]:
    """The three lists of matters; one matter may stand in two of them."""
    names = ("waiting", "overdue", "soon")
    every = First([key for name in names for key in first[name].keys], 0)
    rows = every.of(Matter.objects.visible_to(request.user, request.at).for_lists())
    lines = {matter.pk: row_of(matter, request) for matter in rows}
    return {
        name: {"rows": [lines[key] for key in first[name].keys if key in lines], "count": first[name].in_all}
        for name in names
    }


def _mine(
    request: StaffRequest,
    day: date,
    charter: Charter,
    sets: dict[str, QuerySet[Any]],
    first: dict[str, First],
) -> dict[str, Any]:
    """What I promised, and what my duties ask."""
    soon = int(charter.figure("keeping.promise_remind_days").value)
    told = sets["promises"].select_related("official", "contact").prefetch_related("revisions")
    asked, left = desk_lines(request.user, county=request.county, at=request.at, most=LINES)
    return {
        "promises": [{"promise": row, "line": line_of(row, day, soon)} for row in first["promises"].of(told)],
        "promises_count": first["promises"].in_all,
        "asked": asked,
        "asked_count": left,
        "suggestion": suggestion_for(request.user, request.at, charter=charter)
        if len(asked) < LINES
        else None,
    }


def _up_the_line(
    request: StaffRequest, day: date, sets: dict[str, QuerySet[Any]], first: dict[str, First]
) -> dict[str, Any]:
    """The next reception day, the accounts to hand in or take in, and what an inspection asks of me."""
    session = next(iter(First(first["session"].keys[:1], 1).of(sets["session"])), None)
    answerable = [
        one
        for one in first["findings"].of(sets["findings"])
        if objection_to_answering(one, request.user, request.at) is None
    ]
    return {
        "session": session,
        "session_hours": hours(session.begins, session.ends) if session else "",
        "accounts": account_pages.rows_of(first["accounts"].of(sets["accounts"]), day),
        "accounts_count": first["accounts"].in_all,
        "findings": answerable,
        "put_right": first["put_right"].of(sets["put_right"]),
    }


def _findings(request: StaffRequest) -> QuerySet[Finding]:
    """Findings that I may still answer, the oldest first."""
    open_ones = Finding.objects.visible_to(request.user, request.at).unanswered()
    open_ones = open_ones.filter(inspection__sent_at__isnull=False, inspection__concluded_at=None)
    heads = request.user.standing(request.at).scope("inspection__branch__", "unit_head") & Q(official=None)
    mine = open_ones.filter(Q(official=request.user) | heads).select_related("inspection__branch", "official")
    return mine.order_by("inspection__sent_at", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def notices(request: StaffRequest) -> HttpResponse:
    """What I was told, newest first; one tap reads it all."""
    mine = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        mine.unread().update(read_at=request.at)
    return render(request, "site/notices.html", {"notices": list(mine.newest_first()[:50])})
