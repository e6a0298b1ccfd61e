"""What the pages of forums need: the calendar by key, one forum with its groups, its points with what became of them."""

from datetime import date
from typing import Any

from huiyin.contacts.models import Contact, Point
from huiyin.forums import rules
from huiyin.forums.actions import groups_of
from huiyin.forums.counting import held_in, tallies
from huiyin.forums.forms import labels_of
from huiyin.forums.models import Forum
from huiyin.lib import periods
from huiyin.matters.lists import row_of
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest
from huiyin.ui import address
from huiyin.ui.keyset import page


def calendar_of(request: StaffRequest, tabs: dict[str, Any]) -> dict[str, Any]:
    """One list of the calendar, a page by key; and the half-year of one's own units."""
    seen = Forum.objects.visible_to(request.user, request.at)
    chosen = address.chosen(request, "list", tabs, "coming")
    lists = {
        "coming": seen.coming(),
        "minutes": seen.to_close(),
        "past": seen.filter(state=Forum.State.CLOSED),
        "cancelled": seen.filter(state=Forum.State.CANCELLED),
    }
    by_day = ("planned_on", "pk") if chosen in ("coming", "minutes") else ("-planned_on", "-pk")
    found = page(lists[chosen].select_related("unit", "chair", "place"), request, *by_day)
    day = local_day(request.at, request.county)
    return {
        "forums": found.rows,
        "tabs": address.choices(request, "list", tabs, chosen),
        "chosen": chosen,
        **found.links,
        "half_from": periods.of("half_year", day).first,
        "tallies": (counted := _tallies(request, day)),
        "held": _held(request, day, {tally.key: tally.unit_id for tally in counted}),
    }


def _held(request: StaffRequest, day: date, units: dict[str, int]) -> list[Contact]:
    """The rows behind the number of one of one's own units."""
    unit = units.get(request.GET.get("half", ""))
    if unit is None:
        return []
    seen = Contact.objects.visible_to(request.user, request.at)
    rows = held_in([unit], periods.of("half_year", day)).filter(pk__in=seen.order_by().values("pk"))
    return list(rows.select_related("forum", "place", "unit", "official").newest_first())


def _tallies(request: StaffRequest, day: date) -> list[Any]:
    hats = request.user.standing(request.at).hats
    units = dict.fromkeys((hat.unit_id, hat.unit_name) for hat in hats)
    return tallies(units, day, charter_of(request.at))


def whole(request: StaffRequest, forum: Forum) -> dict[str, Any]:
    """The page of one forum."""
    labels = labels_of(charter_of(request.at))
    runs = rules.may_run(forum, request.user, request.at)
    groups = groups_of(forum)
    return {
        "forum": forum,
        "groups": [{"group": group, "label": labels.get(group.code, group.code)} for group in groups],
        "came": sum(group.present or 0 for group in groups),
        "others": [row.official for row in _others(forum)],
        "runs": runs,
        "may": {deed: runs and forum.state in states for deed, (states, _next) in rules.TRANSITIONS.items()},
        "hanging": forum.contact.points.hanging().count() if forum.contact else 0,
        "points_count": forum.contact.points.count() if forum.contact else 0,
    }


def _others(forum: Forum) -> Any:
    return forum.participants.filter(dropped=False).select_related("official")


def minutes(request: StaffRequest, forum: Forum) -> dict[str, Any]:
    """The points with what became of each: the echo line of a matter stands beside its point, if one may see it."""
    told = forum.contact.points.open_to(request.user, request.at) if forum.contact else ()
    points = list(told)
    keys = [point.pk for point in points if point.disposition == Point.Disposition.MATTER]
    seen = Matter.objects.visible_to(request.user, request.at).filter(point__in=keys)
    matters = {matter.point_id: row_of(matter, request) for matter in seen.for_lists()} if keys else {}
    return {"points": [{"point": point, "row": matters.get(point.pk)} for point in points]}
