"""How deep contacts go: met in every quarter, promises kept, matters brought through. Never added to breadth."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from huiyin.contacts.models import Contact, Promise
from huiyin.contacts.models.contact import Contacts
from huiyin.contacts.models.promise import Promises
from huiyin.lib.breadth.shares import FAMILIAR_FEWEST
from huiyin.matters.models import Matter, Rating
from huiyin.matters.models.matter import Matters
from huiyin.orgs.counts import counts, lists
from huiyin.orgs.models import Official, Unit
from huiyin.reach.figures import Meetings, met_by_others
from huiyin.reach.models import Met
from huiyin.reach.which import Terms, on_record, with_homes, witnessed
from huiyin.reach.windows import Window
from huiyin.ui import few

DEEP: Final = ("due", "kept", "raised", "rated")


@dataclass(frozen=True)
class Deep:
    """Counts of a window: promises due and kept by their day, matters raised and those closed and rated."""

    due: few.Count
    kept: few.Count
    raised: few.Count
    rated: few.Count


def promises_due(scope: Official | Unit, window: Window, today: date, terms: Terms | None = None) -> Promises:
    """Promises whose day lies in the window and has passed; not those of a contact that was struck out.

    What was done on the day itself, or promised for the next days and done by then, took no keeping: it says nothing."""
    mine = Q(official=scope) if isinstance(scope, Official) else Q(unit__path__startswith=scope.path)
    due = Promise.objects.standing().filter(mine, due_on__gte=window.first)
    due = due.exclude(kept_at__date__lte=F("made_on"))
    due = due.exclude(
        due_on__lte=F("made_on") + (terms or Terms.of(window)).promise, kept_at__date__lte=F("due_on")
    )
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


def deep(scope: Official | Unit, window: Window, today: date, terms: Terms | None = None) -> Deep:
    """All of it: four counts in one query, whatever their size."""
    due, raised = promises_due(scope, window, today, terms), matters_raised(scope, window)
    return Deep(**counts(due=due, kept=kept_in_time(due), raised=raised, rated=closed_and_rated(raised)))


def deep_in(seat: Unit, window: Window, today: date, terms: Terms) -> dict[str, Counter[str]]:
    """The same of an area, each by the unit it lies with (by path), with every unit of the area, also where it is none."""
    due, raised = promises_due(seat, window, today, terms), matters_raised(seat, window)
    rated = Q(Exists(Rating.objects.filter(matter=OuterRef("pk"))), closed_at__isnull=False)
    found = lists(
        units=Unit.objects.filter(path__startswith=seat.path).order_by().values_list("path"),
        due=_by_path(due, "unit__path", Q(kept_at__date__lte=F("due_on"))),
        raised=_by_path(raised, "point__contact__place__path", rated),
    )
    counted = {name: Counter[str]({path: 0 for (path,) in found["units"]}) for name in DEEP}
    for wholes, parts, rows in (("due", "kept", found["due"]), ("raised", "rated", found["raised"])):
        for path, whole, part in rows:
            counted[wholes][path] += whole
            counted[parts][path] += part
    return counted


def _by_path(rows: QuerySet[Any], path: str, part: Q) -> QuerySet[Any]:
    counted: QuerySet[Any] = rows.order_by().values_list(path)
    found: QuerySet[Any] = counted.annotate(n=Count("pk"), part=Count("pk", filter=part))
    return found


# --- the rows behind figures of households ---


def contacts_behind(figure: str, scope: Official | Unit, window: Window) -> Contacts:
    """The contacts of the window that a figure was counted from; a figure of households by their households."""
    standing = contacts_of(scope).standing()
    inside = standing.held_between(window.first, window.end)
    is_area = isinstance(scope, Unit) and scope.kind != Unit.Kind.BRANCH
    if figure == "differing":
        if isinstance(scope, Unit) and is_area:
            at_home = Q(household__place__path__startswith=scope.path)
            elsewhere = Q(household=None, place__path__startswith=scope.path)
            inside = (
                Contact.objects.standing().held_between(window.first, window.end).filter(at_home | elsewhere)
            )
        return inside.filter(witnessed(), differing_view=True)
    if isinstance(scope, Unit) and is_area:
        kept = Met.objects.filter(window=window.code, place__path__startswith=scope.path, contacts__gt=0)
        which = {"new": Q(is_new=True), "steady": Q(quarters__gte=max(1, window.quarters))}[figure]
        all_of_them = Contact.objects.standing().held_between(window.first, window.end)
        return with_homes(all_of_them, kept.filter(which).values("household"))
    if figure == "familiar":
        inside = on_record(contacts_of(scope), Terms.of(window)).held_between(window.first, window.end)
        return _once_a_day(with_homes(inside, _homes(figure, scope, window)))
    return with_homes(inside, _homes(figure, scope, window))


def _once_a_day(contacts: Contacts) -> Contacts:
    """Of several entries of one household and day the first: it was met once."""
    ones = contacts.annotate(met_as=Coalesce("household__counts_as", "household"))
    same = ones.filter(met_as=OuterRef("met_as"), held_on=OuterRef("held_on"), pk__lt=OuterRef("pk"))
    return ones.exclude(Exists(same))


def _homes(figure: str, scope: Official | Unit, window: Window) -> list[int]:
    """The households behind a figure of an official or a branch, each counted as the figure counts it."""
    met = Meetings.of(contacts_of(scope), [window])
    if isinstance(scope, Official):
        homes = {row.household for row in met.rows}
        met = met.met_before(met_by_others(scope.pk, homes, [window]))
    found = {home: one.reached(window) for home, one in met.by_household().items()}
    if figure == "familiar":
        often = Counter({home: max(one.spread) for home, one in found.items() if one.contacts})
        return familiar(often)
    return [home for home, one in found.items() if (one.is_new if figure == "new" else one.steady)]


def familiar(often: Counter[int]) -> list[int]:
    """The most familiar tenth, three at least."""
    return [home for home, _n in often.most_common(max(FAMILIAR_FEWEST, -(-len(often) // 10)))]
