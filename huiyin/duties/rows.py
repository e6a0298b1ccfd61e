"""The rows behind the numbers of a duty: which contacts, sessions, lines and promises counted for each item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from huiyin.contacts.models import Contact, Promise
from huiyin.duties.pages import Label
from huiyin.duties.rules import Item, Owed
from huiyin.forums import counting
from huiyin.orgs.models import Official
from huiyin.orgs.tree import Tree
from huiyin.receptions.models import ReceptionSession
from huiyin.register.models import Assignment

MOST = 200


@dataclass(frozen=True)
class Counted:
    """One item of a duty with the rows that counted for it."""

    label: str
    item: Item
    kind: str
    rows: list[Any]


def counted(
    found: Owed, labels: dict[tuple[str, int], Label], *, reader: Official, at: datetime
) -> list[Counted]:
    """Item by item what counted, as far as the reader may see it; a fixed number of queries."""
    kind, rows = _rows(found, reader, at)
    of_items = _by_item(found, rows)
    return [
        Counted(
            labels.get((found.duty.each, item.key), Label("")).words, item, kind, of_items.get(item.key, [])
        )
        for item in found.items
    ]


def _rows(found: Owed, reader: Official, at: datetime) -> tuple[str, list[Any]]:
    duty, period = found.duty, found.period
    keys = [item.key for item in found.items]
    if duty.measure == "reception_day":
        held = ReceptionSession.objects.visible_to(reader, at).held().filter(official=found.official_id)
        return "sessions", list(held.planned_between(period.first, period.end)[:MOST])
    if duty.measure == "promise":
        return "promises", list(Promise.objects.visible_to(reader, at).filter(pk__in=keys))
    if duty.measure == "assignment":
        lines = Assignment.objects.visible_to(reader, at).filter(official=found.official_id)
        day = min(period.last, at.astimezone(reader.county.zone).date())
        return "lines", list(lines.live_on(day).select_related("household__place", "person")[:MOST])
    seen = Contact.objects.visible_to(reader, at).known_at(at)
    if duty.measure == "research_day":
        rows = seen.field_research().filter(official=found.official_id).touching(period.first, period.last)
    else:
        rows = seen.of_kind(*duty.counts).held_between(period.first, period.end)
        rows = rows.filter(_whose(found, keys))
    rows = rows.annotate(uncalled=counting.uncalled()).select_related("place", "official", "unit")
    rows = rows.order_by("held_on", "pk")
    return "contacts", list(rows[: MOST * 5])


def _whose(found: Owed, keys: Sequence[int]) -> Q:
    match found.duty.each:
        case "household" | "paired_household":
            return Q(household__in=keys)
        case "village":
            return Q(place__in=keys) | Q(unit__in=keys)
        case "unit":
            below = [
                pk
                for pks in Tree().below_each(keys, found.period.first, found.period.end).values()
                for pk in pks
            ]
            return Q(place__in=below) | Q(unit__in=below)
    return Q(official=found.official_id)


def _by_item(found: Owed, rows: list[Any]) -> dict[int, list[Any]]:
    if found.duty.each == "official":
        return {0: rows}
    if found.duty.each == "promise":
        return {row.pk: [row] for row in rows}
    if found.duty.each in ("household", "paired_household"):
        return {item.key: [row for row in rows if row.household_id == item.key] for item in found.items}
    if found.duty.each == "village":
        return {
            item.key: [row for row in rows if item.key in (row.place_id, row.unit_id)] for item in found.items
        }
    trees = Tree().below_each([item.key for item in found.items], found.period.first, found.period.end)
    return {
        item.key: [row for row in rows if {row.place_id, row.unit_id} & set(trees[item.key])]
        for item in found.items
    }
