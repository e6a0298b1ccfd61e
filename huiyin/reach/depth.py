"""How deep contacts go: met in every quarter, promises kept, matters brought through. Never added to breadth."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, F, OuterRef, Q

from huiyin.contacts.models import Contact, Promise
from huiyin.contacts.models.contact import Contacts
from huiyin.contacts.models.promise import Promises
from huiyin.lib import periods
from huiyin.lib.breadth.shares import FAMILIAR_FEWEST
from huiyin.matters.models import Matter, Rating
from huiyin.matters.models.matter import Matters
from huiyin.orgs.counts import counts
from huiyin.orgs.models import Official, Unit
from huiyin.reach.models import Met
from huiyin.reach.windows import TWELVE, Window

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Deep:
    """Counts of a window: promises due and kept by their day, matters raised and those closed and rated."""

    due: int
    kept: int
    raised: int
    rated: int


def promises_due(scope: Official | Unit, window: Window, today: date) -> Promises:
    """Promises whose day lies in the window and has passed; not those of a contact that was struck out.

    What was done on the day itself, or promised for the next day and done by then, took no keeping: it says nothing."""
    mine = Q(official=scope) if isinstance(scope, Official) else Q(unit__path__startswith=scope.path)
    due = Promise.objects.standing().filter(mine, due_on__gte=window.first)
    due = due.exclude(kept_at__date__lte=F("made_on"))
    due = due.exclude(due_on__lte=F("made_on") + A_DAY, kept_at__date__lte=F("due_on"))
    return due.filter(due_on__lt=min(window.end, today))


def kept_in_time(promises: Promises) -> Promises:
    """Of them, those kept by their day."""
    return promises.filter(kept_at__date__lte=F("due_on"))


def contacts_of(scope: Official | Unit) -> Contacts:
    """Contacts of an official, of a branch, or held in an area."""
    if isinstance(scope, Official):
        return Contact.objects.filter(official=scope)
    if scope.kind == Unit.Kind.BRANCH:
        return Contact.objects.filter(unit__path__startswith=scope.path)
    return Contact.objects.filter(place__path__startswith=scope.path)


def matters_raised(scope: Official | Unit, window: Window) -> Matters:
    """Matters that came out of contacts of the window."""
    if isinstance(scope, Official):
        mine = Q(point__contact__official=scope)
    elif scope.kind == Unit.Kind.BRANCH:
        mine = Q(point__contact__unit__path__startswith=scope.path)
    else:
        mine = Q(point__contact__place__path__startswith=scope.path)
    held = Q(point__contact__held_on__gte=window.first, point__contact__held_on__lt=window.end)
    return Matter.objects.live().filter(mine, held, point__contact__voided_at=None)


def closed_and_rated(matters: Matters) -> Matters:
    """Of them, those that are closed and that the resident has rated."""
    return matters.filter(Exists(Rating.objects.filter(matter=OuterRef("pk"))), closed_at__isnull=False)


def deep(scope: Official | Unit, window: Window, today: date) -> Deep:
    """All of it: four counts in one query, whatever their size."""
    due, raised = promises_due(scope, window, today), matters_raised(scope, window)
    return Deep(**counts(due=due, kept=kept_in_time(due), raised=raised, rated=closed_and_rated(raised)))


# --- the rows behind figures of households ---


def contacts_behind(figure: str, scope: Official | Unit, window: Window) -> Contacts:
    """The contacts of the window that a figure was counted from; a figure of households by their households."""
    standing = contacts_of(scope).standing()
    inside = standing.held_between(window.first, window.end)
    if figure == "differing":
        return inside.filter(differing_view=True)
    if isinstance(scope, Unit) and scope.kind != Unit.Kind.BRANCH:
        kept = Met.objects.filter(window=window.code, place__path__startswith=scope.path, contacts__gt=0)
        which = {"new": Q(is_new=True), "steady": Q(quarters__gte=max(1, window.quarters))}[figure]
        all_of_them = Contact.objects.standing().held_between(window.first, window.end)
        return all_of_them.filter(household__in=kept.filter(which).values("household"))
    there = Q(household__voided_at=None) | Q(
        household__voided_at__date__gte=window.end
    )  # as `counting` has it
    rows = standing.held_between(window.before, window.end).exclude(household=None).filter(there)
    rows = rows.order_by("held_on", "pk")
    days: dict[int, list[date]] = {}
    for home, day in rows.values_list("household", "held_on"):
        days.setdefault(home, []).append(day)
    return inside.filter(household__in=_HOMES[figure](days, window))


def _new(days: dict[int, list[date]], window: Window) -> list[int]:
    found = []
    for home, all_of_it in days.items():
        inside = [day for day in all_of_it if day >= window.first]
        if inside and not any(periods.back(inside[0], TWELVE) <= day < window.first for day in all_of_it):
            found.append(home)
    return found


def _steady(days: dict[int, list[date]], window: Window) -> list[int]:
    asked = window.quarters
    quarters = {
        home: {periods.of("quarter", day) for day in some if window.quarters_from <= day < window.quarters_to}
        for home, some in days.items()
        if any(day >= window.first for day in some)
    }
    return [home for home, seen in quarters.items() if asked and len(seen) >= asked]


def _familiar(days: dict[int, list[date]], window: Window) -> list[int]:
    often = Counter({home: sum(day >= window.first for day in some) for home, some in days.items()})
    met = [home for home, n in often.most_common() if n]
    return met[: max(FAMILIAR_FEWEST, -(-len(met) // 10))]


_HOMES = {"new": _new, "steady": _steady, "familiar": _familiar}
