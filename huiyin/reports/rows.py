"""The rows behind each figure of the work summary that the asker may see, a page at a time by key."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count, Max, QuerySet
from django.http import QueryDict

from huiyin.contacts.models import Contact, Promise
from huiyin.matters import figures
from huiyin.matters.fetching import fetched
from huiyin.matters.figures import CONDITIONS, Extent
from huiyin.matters.lists import row_of
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import Matters
from huiyin.matters.models.order import SEEING
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models.unit import ids_below
from huiyin.reports import work_summary
from huiyin.reports.asking import query_of
from huiyin.reports.work_summary import LONG_AGO
from huiyin.ui.keyset import Page, keys, page, page_of_keys

Item = TypeVar("Item")
PROMISES: dict[str, Callable[[Extent], QuerySet[Promise]]] = {
    "promises_due": work_summary.promises_due,
    "promises_kept": work_summary.promises_kept,
}


@dataclass(frozen=True)
class Listing:
    """One page of rows: of what kind, all that were counted, and those of them that the asker may see."""

    kind: str
    rows: list[Any]
    links: dict[str, str]
    counted: QuerySet[Any] = field(repr=False)
    seen: QuerySet[Any] = field(repr=False)

    @cached_property
    def total(self) -> int:
        """How many there are in all; one query, and only where somebody asks."""
        return self.counted.count()

    @cached_property
    def hidden(self) -> int:
        """How many of them lie outside what the asker may see: none, where all is seen that was counted."""
        return 0 if self.seen is self.counted else self.total - self.seen.count()


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
    seen = seen_of(request, counted, period, "pk")
    found = by_keys(request, seen, fetched, query)
    return Listing("matters", [row_of(one, request) for one in found.rows], found.links, counted, seen)


def seen_of(request: StaffRequest, counted: QuerySet[Any], period: Extent, matter: str) -> QuerySet[Any]:
    """Of what was counted of these units that whose matter the asker may see: all of it, where they see all these units
    took in.
    """
    paths, units = request.user.standing(request.at).paths_of(*SEEING), period.since(LONG_AGO).units
    if {*units} <= {*ids_below(paths)}:
        return counted
    visible = Matter.objects.visible_to(request.user, request.at).values("pk")
    return counted.filter(**{f"{matter}__in": visible})


def by_keys(
    request: StaffRequest,
    rows: QuerySet[Any],
    brought: Callable[[list[Any]], list[Item]],
    query: QueryDict,
) -> Page[Item]:
    """The page of these rows that the address asks for, the newest first."""
    found = list(keys(rows, ("-pk",), request.GET.get("after", "")))
    return page_of_keys(found, request, brought, named="after", query=query)


def promises(request: StaffRequest, counted: QuerySet[Promise], query: QueryDict) -> Listing:
    """Of promises; the same holds for one made in a matter that is about the asker."""
    counted = counted.exclude(request.user.standing(request.at).meant("about_unit", "about_official"))
    seen = counted.filter(pk__in=Promise.objects.visible_to(request.user, request.at).values("pk"))
    found = _paged(request, seen.select_related("official", "contact"), query)
    return Listing("promises", found.rows, found.links, counted, seen)


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
    return Listing("points", found.rows, found.links, counted, seen)


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
    return Listing("villages", rows, found.links, counted, seen)
