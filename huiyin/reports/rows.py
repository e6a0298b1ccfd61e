"""The rows behind each figure of the work summary that the asker may see, a page at a time by key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.http import QueryDict

from huiyin.contacts.models import Contact, Promise
from huiyin.matters import figures
from huiyin.matters.figures import CONDITIONS, Extent
from huiyin.matters.lists import row_of
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import Matters
from huiyin.orgs.doors import StaffRequest
from huiyin.reports import work_summary
from huiyin.reports.asking import query_of
from huiyin.ui.keyset import Page, page

PROMISES: dict[str, Callable[[Extent], QuerySet[Promise]]] = {
    "promises_due": work_summary.promises_due,
    "promises_kept": work_summary.promises_kept,
}


@dataclass(frozen=True)
class Listing:
    """One page of rows: of what kind, how many there are in all and how many of them the asker may see."""

    kind: str
    rows: list[Any]
    total: int
    seen: int
    links: dict[str, str]

    @property
    def hidden(self) -> int:
        """How many of the counted rows lie outside what the asker may see."""
        return self.total - self.seen


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
    return None if found is None else matters(request, found, query)


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


def matters(request: StaffRequest, counted: Matters, query: QueryDict) -> Listing:
    """Of matters; the links keep the query, and with it the moment as of which it is asked.

    One that is about the asker is not said to be hidden either (I-19): `hidden` is what lies outside their posts.
    """
    counted = counted.filter(Matter.objects.not_about(request.user, request.at))
    visible = Matter.objects.visible_to(request.user, request.at).values("pk")
    found = _paged(request, counted.filter(pk__in=visible).for_lists(), query)
    rows = [row_of(matter, request) for matter in found.rows]
    return Listing("matters", rows, counted.count(), found.count, found.links)


def promises(request: StaffRequest, counted: QuerySet[Promise], query: QueryDict) -> Listing:
    """Of promises; the same holds for one made in a matter that is about the asker."""
    counted = counted.exclude(request.user.standing(request.at).meant("about_unit", "about_official"))
    seen = counted.filter(pk__in=Promise.objects.visible_to(request.user, request.at).values("pk"))
    found = _paged(request, seen.select_related("official", "contact"), query)
    return Listing("promises", found.rows, counted.count(), found.count, found.links)


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
    return Listing("points", found.rows, counted.count(), found.count, found.links)


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
    return Listing("villages", rows, counted.count(), found.count, found.links)
