"""The rows behind each figure of the work summary that the asker may see, a page at a time by key."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.http import QueryDict

from huiyin.contacts.models import Contact, Promise
from huiyin.matters import figures
from huiyin.matters.fetching import fetched
from huiyin.matters.figures import CONDITIONS, Extent
from huiyin.matters.lists import Row, row_of
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import Matters
from huiyin.matters.models.order import SEEING
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Official
from huiyin.orgs.models.unit import ids_below
from huiyin.reports import work_summary
from huiyin.reports.asking import query_of
from huiyin.reports.work_summary import LONG_AGO
from huiyin.ui.keyset import Page, keys, page, page_of_keys

PROMISES: dict[str, Callable[[Extent], QuerySet[Promise]]] = {
    "promises_due": work_summary.promises_due,
    "promises_kept": work_summary.promises_kept,
}


@dataclass(frozen=True)
class Listing:
    """One page of rows: of what kind, how many there are in all, and how many lie outside what the asker may see."""

    kind: str
    rows: list[Any]
    links: dict[str, str]
    total: int
    hidden: int


def of_page(kind: str, found: Page[Any], counted: QuerySet[Any], seen: QuerySet[Any]) -> Listing:
    """The page of what is seen; only where that is not all that was counted it is counted again."""
    total = counted.count()
    hidden = 0 if seen is counted else total - seen.count()
    return Listing(kind, found.rows, found.links, total, hidden)


def listing(request: StaffRequest, period: Extent, figure: str) -> Listing | None:
    """The rows of a figure; None when there is no such figure."""
    if figure in ("answered_on_spot", "suggestions_kept"):
        return _points(request, period, figure)
    if figure == "villages_covered":
        return _villages(request, period)
    query = QueryDict(query_of(period), mutable=True)
    if topic := request.GET.get("topic", ""):
        query["topic"] = topic
    if figure in PROMISES:
        return promises(request, PROMISES[figure](period), query)
    found = _matters(request, period, figure)
    return None if found is None else matters(request, found, query, period)


def _matters(request: StaffRequest, period: Extent, figure: str) -> Matters | None:
    county = request.county
    if figure in CONDITIONS:
        return figures.rows(period, county, figure)
    if figure == "hard":
        return work_summary.hard(period, county)
    if figure == "without_a_day":
        return work_summary.without_a_day(period)
    if figure == "topic":
        return work_summary.of_topic(period, county, request.GET.get("topic", ""))
    return None


def matters(request: StaffRequest, counted: Matters, query: QueryDict, period: Extent) -> Listing:
    """Of matters; the links keep the query, and with it the moment as of which it is asked.

    One that is about the asker is not said to be hidden either (I-19): `hidden` is what lies outside their posts. Which of
    them stand on the page is asked for keys alone; what a line shows is looked up of these.
    """
    counted = counted.filter(Matter.objects.not_about(request.user, request.at))
    visible = Matter.objects.visible_to(request.user, request.at).values("pk")
    sees_all = sees_all_of(request.user, request.at, period)
    seen = counted if sees_all else counted.filter(pk__in=visible)
    wanted = list(keys(seen, ("-pk",), request.GET.get("after", "")))
    found = page_of_keys(wanted, request, partial(lines, request), named="after", query=query)
    return of_page("matters", found, counted, seen)


def lines(request: StaffRequest, matters: list[int]) -> list[Row]:
    """What a line shows of these matters, which the asker may see."""
    return [row_of(one, request) for one in fetched(matters)]


def sees_all_of(reader: Official, at: datetime, period: Extent) -> bool:
    """Whether somebody sees all that these units took in, and what stood below them ever: but what is about the reader."""
    below = ids_below(reader.standing(at).paths_of(*SEEING))
    return {*period.since(LONG_AGO).units} <= {*below}


def promises(request: StaffRequest, counted: QuerySet[Promise], query: QueryDict) -> Listing:
    """Of promises; the same holds for one made in a matter that is about the asker."""
    counted = counted.exclude(request.user.standing(request.at).meant("about_unit", "about_official"))
    seen = counted.filter(pk__in=Promise.objects.visible_to(request.user, request.at).values("pk"))
    found = _paged(request, seen.select_related("official", "contact"), query)
    return of_page("promises", found, counted, seen)


def _paged(request: StaffRequest, rows: QuerySet[Any], query: QueryDict) -> Page[Any]:
    return page(rows, request, "-pk", named="after", query=query)


def _points(request: StaffRequest, period: Extent, figure: str) -> Listing:
    kinds = {"answered_on_spot": "answered", "suggestions_kept": "suggestion"}
    counted = work_summary.points(period).filter(disposition=kinds[figure])
    visible = Contact.objects.visible_to(request.user, request.at).values("pk")
    seen = counted.filter(contact__in=visible)
    found = _paged(
        request, seen.select_related("contact__place", "contact__official"), QueryDict(query_of(period))
    )
    return of_page("points", found, counted, seen)


def _villages(request: StaffRequest, period: Extent) -> Listing:
    counted = work_summary.villages(period)
    contacts = work_summary.contacts(period).filter(
        pk__in=Contact.objects.visible_to(request.user, request.at).values("pk")
    )
    by_place = {
        row["place"]: row
        for row in contacts.values("place").annotate(times=Count("pk"), latest=Max("held_on")).order_by()
    }
    seen = counted.filter(pk__in=list(by_place))
    found = _paged(request, seen, QueryDict(query_of(period)))
    rows = [{**by_place[unit.pk], "place": unit} for unit in sorted(found.rows, key=lambda unit: unit.path)]
    return replace(of_page("villages", found, counted, seen), rows=rows)
