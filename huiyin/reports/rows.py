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
    if figure in ("promises_due", "promises_kept"):
        return _promises(request, period, figure)
    found = _matters(request, period, figure)
    return None if found is None else _matter_rows(request, period, found)


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


def _paged(request: StaffRequest, period: Extent, rows: QuerySet[Any]) -> Page[Any]:
    """By key; the links keep the moment as of which it is asked."""
    query = QueryDict(query_of(period), mutable=True)
    if topic := request.GET.get("topic", ""):
        query["topic"] = topic
    return page(rows, request, "-pk", named="after", query=query)


def _matter_rows(request: StaffRequest, period: Extent, counted: Matters) -> Listing:
    visible = Matter.objects.visible_to(request.user, request.at).values("pk")
    seen = counted.filter(pk__in=visible)
    found = _paged(request, period, seen.for_lists())
    rows = [row_of(matter, request) for matter in found.rows]
    return Listing("matters", rows, counted.count(), found.count, found.links)


def _points(request: StaffRequest, period: Extent, figure: str) -> Listing:
    kinds = {"answered_on_spot": "answered", "suggestions_kept": "suggestion"}
    counted = work_summary.points(period).filter(disposition=kinds[figure])
    visible = Contact.objects.visible_to(request.user, request.at).values("pk")
    seen = counted.filter(contact__in=visible)
    found = _paged(request, period, seen.select_related("contact__place", "contact__official"))
    return Listing("points", found.rows, counted.count(), found.count, found.links)


def _promises(request: StaffRequest, period: Extent, figure: str) -> Listing:
    pick: Callable[[Extent], QuerySet[Promise]] = (
        work_summary.promises_kept if figure == "promises_kept" else work_summary.promises_due
    )
    counted = pick(period)
    seen = counted.filter(pk__in=Promise.objects.visible_to(request.user, request.at).values("pk"))
    found = _paged(request, period, seen.select_related("official", "contact"))
    return Listing("promises", found.rows, counted.count(), found.count, found.links)


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
    found = _paged(request, period, seen)
    rows = [{**by_place[unit.pk], "place": unit} for unit in sorted(found.rows, key=lambda unit: unit.path)]
    return Listing("villages", rows, counted.count(), found.count, found.links)
