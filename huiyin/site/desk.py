"""The desk: one page that answers what to do now, and the notices."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huiyin.accounts import pages as account_pages
from huiyin.administration import letting
from huiyin.contacts.echo import line_of
from huiyin.contacts.models import Echo, Promise, Signal
from huiyin.duties.coming import coming
from huiyin.duties.pages import absent, desk_lines
from huiyin.inspection.models import Finding, Rectification
from huiyin.inspection.rules import objection_to_answering
from huiyin.intake.models import DutyDay
from huiyin.lib.charter import Charter
from huiyin.matters.dates import soon_until
from huiyin.matters.fetching import fetched
from huiyin.matters.lists import row_of
from huiyin.matters.models import CallBack, Matter
from huiyin.matters.models.order import DATED, sees_all
from huiyin.matters.models.pressing import LOOKED_AT
from huiyin.notices.models import Notice, Notices, counted_along, unread_by
from huiyin.orgs.calendar import local_day
from huiyin.orgs.capacities import idle_hats
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import Official
from huiyin.orgs.standing import DESK, Standing
from huiyin.orgs.worded import Sets, asked
from huiyin.privacy.models import DataRequest
from huiyin.reach.suggesting import contacts_of, days_of_suggestions, suggestion_for
from huiyin.reach.which import Terms
from huiyin.receptions.models import ReceptionSession
from huiyin.receptions.words import hours
from huiyin.register.held_apart import to_decide
from huiyin.register.homes import any_line
from huiyin.supervision.models import Supervision
from huiyin.ui.listing import in_line

LINES = 5
MOST_TOLD = 50


@require_http_methods(["GET", "HEAD"])
@staff
def desk(request: StaffRequest) -> HttpResponse:
    """What waits for me, what is due, what I promised, what my duties ask; at most five lines of each."""
    day, ground = local_day(request.at, request.county), Ground()
    charter = ground.charter_of(request.at)
    first, end = days_of_suggestions(day)
    pressing = _pressing(request, today=day, soon=soon_until(day, charter))
    found, counted = asked(
        _sets, request.user, request.at, Terms.by(charter), key=request.user.key, first=first, end=end
    )
    context: dict[str, Any] = {
        "day": day,
        **_hats(request.user.standing(request.at), day),
        "supervised": found["supervised"],
        "is_without_register": "register" in found and not found["register"],
        "let_in": letting.folded(found["let_in"]),
        "on_duty": in_line(one.unit.short_name for one in found["on_duty"]),
        **pressing,
        "news": _with_subjects(found["news"], found["told_of"]),
        **_promised(request, day, charter, found["promises"]),
        **_asked(request, ground, found),
        **_up_the_line(request, day, found),
    }
    counted_along(request.user, counted["unread"])
    return render(request, "site/desk.html", context | counted)


def _firsts(me: Official, at: datetime, *, today: date, soon: date) -> Sets:
    """What presses most, with how many there are, wait for me and are overdue.

    By itself, as the database thinks anew about each list of matters; of the rest of the desk it keeps what it thought.
    """
    return {"pressing": Matter.objects.visible_to(me, at).firsts_for(me, today, soon, at)}, {}


def _mine(me: Official, at: datetime, is_wanted: bool, *, today: date) -> Sets:
    """How many wait for me and how many are overdue, as far as one looks; if wanted, the first that wait for me."""
    seen = Matter.objects.visible_to(me, at).urgent_first(of_all=sees_all(me, at)).order_by(*DATED)
    waiting, late = seen.waiting_for(me, at), seen.overdue(today)
    first = waiting.only("pk", "due_on", "to_bring")[:LINES]
    counted = {"waiting": waiting.order_by()[:LOOKED_AT], "overdue": late[:LOOKED_AT]}
    return {"mine": first} if is_wanted else {}, counted


def _sets(me: Official, at: datetime, terms: Terms, *, key: str, first: date, end: date) -> Sets:
    """The other lists of the desk, each in its order, and the counts."""
    day = local_day(at, me.county)
    promises = Promise.objects.visible_to(me, at)
    sessions = ReceptionSession.objects.visible_to(me, at).in_hands_of(me, at).still_to_come(day)
    asked_above = Supervision.objects.visible_to(me, at).to_answer(me, at)
    owed = Rectification.objects.visible_to(me, at).filter(owner=me).owed()
    unread = Notice.objects.visible_to(me).unread().newest_first()
    news, let_in = unread.exclude(kind__in=letting.OF_OTHERS), unread.filter(kind__in=letting.OF_OTHERS)
    told_of = Matter.objects.visible_to(me, at).filter(reference__in=news.values("about")[:LINES])
    in_turn: dict[str, QuerySet[Any]] = {
        "promises": promises.filter(official=me)
        .open()
        .soonest_first()
        .select_related("contact")
        .prefetch_related("revisions"),
        "session": sessions.select_related("office", "official").soonest_first(),
        "accounts": account_pages.mine(me, at).current().open().order_by("due_on", "pk"),
        "findings": _findings(me, at),
        "supervised": asked_above.select_related("matter").order_by("due_on", "pk"),
        "put_right": owed.order_by("due_on", "pk"),
        "news": news,
    }
    lists = {name: rows.annotate(in_all=Window(Count("pk")))[:LINES] for name, rows in in_turn.items()}
    more: dict[str, QuerySet[Any]] = {
        "let_in": _of_each_kind(let_in)[:MOST_TOLD],
        "absent": absent(me, day),
        "told_of": told_of.order_by().only("reference", "data_key", "title"),
        "met": contacts_of(me, first, end, terms),
        "on_duty": DutyDay.objects.visible_to(me, at)
        .filter(official=me, day=day)
        .select_related("unit")
        .order_by("pk"),
    }
    if me.standing(at).has("coordinator"):
        more["register"] = any_line()
    return lists | more, {
        "branch_overdue": promises.exclude(official=me).overdue(day),
        "echoes_count": Echo.objects.visible_to(me, at).filter(official=me).open(),
        "signals_count": Signal.objects.visible_to(me, at).open(),
        "calls_back": CallBack.objects.visible_to(me, at).to_make(),
        "taking_in": account_pages.waiting(me, at),
        "held_apart": to_decide(me, at, key),
        "data_requests": DataRequest.objects.visible_to(me, at).owed(),
        "unread": unread_by(me),
    }


def _of_each_kind(told: Notices) -> Notices:
    """The newest of each kind first, so that many of one hide none of another; each with how many there are of its kind."""
    of_kind = Window(Count("pk"), partition_by=["kind"])
    newest = Window(RowNumber(), partition_by=["kind"], order_by=["-at", "-pk"])
    return told.annotate(of_kind=of_kind, nth=newest).order_by("nth", "-at", "-pk")


def _hats(standing: Standing, day: date) -> dict[str, Any]:
    """What the page offers by capacity, and what stands in the way of one."""
    return {
        "is_coordinator": standing.has("coordinator"),
        "is_clerk": standing.has(*DESK),
        "idle": idle_hats(standing, day),
    }


def _in_all(rows: list[Any]) -> int:
    """How many there are of which these are the first."""
    return rows[0].in_all if rows else 0


def _pressing(request: StaffRequest, **days: date) -> dict[str, Any]:
    """What presses most, each with the step it asks of me, and how many there are; of very many how many at least."""
    firsts = asked(_firsts, request.user, request.at, **days)[0]["pressing"]
    keys = [one["key"] for one in firsts if one["is_one"]]
    told = {"pressing": "in_all", "waiting": "all_waiting", "overdue": "all_late"}
    figures: dict[str, int | str] = {name: firsts[0][of] if firsts else 0 for name, of in told.items()}
    if firsts and firsts[0]["looked_at"] == LOOKED_AT:
        keys, found = _of_many(request, firsts, days)
        found |= {"pressing": max(firsts[0]["in_all"], *found.values())}
        figures = {name: f"{n}+" if n >= LOOKED_AT or name == "pressing" else n for name, n in found.items()}
    return {"pressing": [row_of(matter, request) for matter in fetched(keys)], "figures": figures}


def _of_many(
    request: StaffRequest, firsts: list[dict[str, Any]], days: Mapping[str, date]
) -> tuple[list[int], dict[str, int]]:
    """Where more ask something than were looked at: what is mine stands before the rest, wherever it would be met."""
    ahead = [one["key"] for one in firsts if one["urgent"] or (one["waiting"] and one["soon"])]
    behind = [one["key"] for one in firsts if one["is_one"]]
    lists, counts = asked(_mine, request.user, request.at, len(ahead) < LINES, today=days["today"])
    mine = {one.pk: one.to_bring or (one.due_on or date.max) <= days["soon"] for one in lists.get("mine", ())}
    soon = [key for key, is_soon in mine.items() if is_soon]
    return [*dict.fromkeys((*ahead, *soon, *behind, *mine))][:LINES], counts


def _with_subjects(told: list[Notice], seen: Iterable[Matter]) -> list[tuple[Notice, str]]:
    """Each notice with what its matter is about, where the reader may see that matter."""
    subjects = {matter.reference: matter.title for matter in seen}
    return [(notice, subjects.get(notice.about, "")) for notice in told]


def _promised(request: StaffRequest, day: date, charter: Charter, promises: list[Promise]) -> dict[str, Any]:
    """What I promised."""
    soon = int(charter.figure("keeping.promise_remind_days").value)
    for promise in promises:
        promise.official = request.user
    return {
        "promises": [{"promise": promise, "line": line_of(promise, day, soon)} for promise in promises],
        "promises_count": _in_all(promises),
    }


def _asked(request: StaffRequest, ground: Ground, found: dict[str, list[Any]]) -> dict[str, Any]:
    """What my duties ask; where they leave room, whom I might meet besides."""
    instead_of: dict[int, str] = dict(found["absent"])
    me, county, at = request.user, request.county, request.at
    asked, left = desk_lines(me, instead_of, county=county, at=at, most=LINES, ground=ground)
    is_due = not asked and me.standing(at).has("officer")
    return {
        "asked": asked,
        "asked_count": left,
        "coming": coming(me, county=county, at=at, ground=ground)[:1] if is_due else [],
        "suggestion": suggestion_for(me, at, found["met"], ground) if len(asked) < LINES else None,
    }


def _up_the_line(request: StaffRequest, day: date, found: dict[str, list[Any]]) -> dict[str, Any]:
    """The next reception day, the accounts to hand in or take in, and what an inspection asks of me."""
    session = next(iter(found["session"]), None)
    answerable = [
        one for one in found["findings"] if objection_to_answering(one, request.user, request.at) is None
    ]
    return {
        "session": session,
        "session_hours": hours(session.begins, session.ends) if session else "",
        "accounts": account_pages.rows_of(found["accounts"], day),
        "accounts_count": _in_all(found["accounts"]),
        "findings": answerable,
        "put_right": found["put_right"],
    }


def _findings(me: Official, at: datetime) -> QuerySet[Finding]:
    """Findings that I may still answer, the oldest first."""
    open_ones = Finding.objects.visible_to(me, at).unanswered()
    open_ones = open_ones.filter(inspection__sent_at__isnull=False, inspection__concluded_at=None)
    heads = me.standing(at).scope("inspection__branch__", "unit_head") & Q(official=None)
    mine = open_ones.filter(Q(official=me) | heads).select_related("inspection__branch", "official")
    return mine.order_by("inspection__sent_at", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def notices(request: StaffRequest) -> HttpResponse:
    """What I was told, newest first; one tap reads it all."""
    mine = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        mine.unread().update(read_at=request.at)
    told = list(mine.newest_first()[:MOST_TOLD])
    seen = Matter.objects.visible_to(request.user, request.at).filter(
        reference__in=[one.about for one in told]
    )
    return render(request, "site/notices.html", {"notices": _with_subjects(told, seen)})
