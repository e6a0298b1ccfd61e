"""What a page or a document of the register shows: lines of a day, what they can be narrowed by, who may be paired."""

from datetime import date, datetime
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    QuerySet,
)

from huiyin.orgs.models import Official, Unit
from huiyin.people.models import ConsentRecord, Resident
from huiyin.register.homes import homes_seen
from huiyin.register.models import Assignment, StandIn

IN_ORDER = ("household__place__path", "household__code", "pk")  # as the villages stand
MOST_CHOICES = 300


def state_of(line: Assignment, day: date) -> str:
    """How a line stood on a day (§3.5): active, paused while somebody stands in, or ended."""
    if line.ended_on is not None and line.ended_on <= day:
        return "ended"
    absent = StandIn.objects.live_on(day).filter(official=line.official_id).exists()
    return "paused" if absent else "active"


def lines(
    asker: Official, at: datetime, day: date, *, unit: str = "", official: str = "", village: str = ""
) -> Any:
    """Lines as they stood on a day, within what the asker may see; by branch, official or village if asked for."""
    found = Assignment.objects.visible_to(asker, at).live_on(day)
    wanted = {"unit__code": unit, "official__username": official, "household__place__code": village}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    return found.select_related("official", "household__place", "person", "unit").order_by(*IN_ORDER)


def choices(seen: Any) -> dict[str, list[tuple[str, str]]]:
    """What those lines can be narrowed by: branches and villages in tree order, officials by name.

    Ids are read first and without what the list shows: each is one pass over the lines.
    """
    bare = seen.select_related(None).order_by()
    of = ("unit", "official", "household__place")
    units, officials, places = (set(bare.values_list(name, flat=True).distinct()) for name in of)

    def named(ids: set[int]) -> list[tuple[str, str]]:
        rows = Unit.objects.filter(pk__in=ids).in_tree_order().values_list("code", "short_name")
        return list(dict.fromkeys(rows))

    people = Official.objects.filter(pk__in=officials).order_by("name_key", "pk")
    return {
        "unit": named(units),
        "official": list(people.values_list("username", "name")),
        "village": named(places),
    }


def consenting(by: Official, at: datetime, day: date, *, home: str = "") -> list[Resident]:
    """People who agreed and whose household nobody is in touch with; of the household named, whoever agreed there."""
    seen = homes_seen(by, at).filter(voided_at=None)
    if home:
        seen = seen.filter(key=home)
    else:
        live = Assignment.objects.live_on(day).filter(household=OuterRef("pk"))
        seen = seen.filter(~Exists(live))
    agreed = ConsentRecord.objects.filter(resident=OuterRef("pk"), purpose="register", withdrawn_at=None)
    people = Resident.objects.filter(
        Exists(agreed), anonymised_at=None, household__in=seen.order_by().values("pk")
    )
    return list(people.select_related("household__place").order_by("household__code", "pk")[:MOST_CHOICES])


def hosts(day: date) -> QuerySet[Unit]:
    """Where an official can be seconded to: townships, streets, villages and communities of that day, in tree order."""
    kinds = [kind for kind, level in Unit.LEVELS.items() if level in ("town", "village")]
    return Unit.objects.valid_on(day).filter(kind__in=kinds).in_tree_order()
