"""Where matters wait (S42, S54): at which unit, for which step, since when. Counted where they lie, never compared."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, Min, Q, When
from django.utils.translation import pgettext_lazy

from huiyin.matters.models import Matter, State
from huiyin.matters.models.matter import AT_THE_DESK, WITH_THE_DESK, Matters
from huiyin.orgs.dated import live_on
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.unit import any_of, ids_below, paths


@dataclass(frozen=True)
class Stage:
    """One step that something waits for, and the states in which it does."""

    code: str
    words: Any
    states: tuple[str, ...]


STAGES = (
    Stage("routing", pgettext_lazy("waits", "to be routed"), WITH_THE_DESK),
    Stage("asked", pgettext_lazy("waits", "for the person to add something"), (State.NEEDS_INFO,)),
    Stage("signing", pgettext_lazy("waits", "to be signed for"), (State.ROUTED,)),
    Stage("work", pgettext_lazy("waits", "being handled"), (State.ACCEPTED, State.IN_PROGRESS)),
    Stage("approval", pgettext_lazy("waits", "to be approved"), (State.PENDING_APPROVAL,)),
)
LATE = "late"  # of all stages, what is past the latest date of its answer
# A matter that is not routed yet, or was handed back, waits where it is held; every other one with the unit in the lead.
_WHERE = Case(When(state__in=AT_THE_DESK, then=F("holding_unit_id")), default=F("lead_unit_id"))


@dataclass(frozen=True)
class Waiting:
    """How many wait for each step, how many of them are late, and since when the oldest does."""

    of_stages: dict[str, int]
    late: int
    oldest: datetime | None

    @property
    def all(self) -> int:
        """Everything that waits."""
        return sum(self.of_stages.values())


@dataclass(frozen=True)
class Group:
    """What waits for one step at one unit, as the database counts it."""

    path: str
    state: str
    n: int
    late: int
    oldest: datetime | None


def directly_below(unit: Unit, found: list[Group], day: date) -> list[Unit]:
    """The units one level down, in tree order: those of today, and one that ended while something still waits there."""
    below = {one.path.removeprefix(unit.path).split("/")[0] for one in found if one.path != unit.path}
    live = live_on(day, "valid_from", "valid_to")
    return list(Unit.objects.filter(Q(pk__in=below) | (Q(parent=unit) & live)).in_tree_order())


def groups(official: Official, unit: Unit, day: date, at: datetime) -> list[Group]:
    """What this official may see of what waits at a unit and below it: one question, whatever the number of units."""
    here, there, at_desk = ids_below((unit.path,)), paths(), Q(state__in=AT_THE_DESK)
    by_keys = (any_of(here, "holding_unit_id") & at_desk) | (any_of(here, "lead_unit_id") & ~at_desk)
    seen = Matter.objects.visible_to(official, at).open().filter(by_keys)
    late = Count("pk", filter=Q(due_on__lt=day))
    by_place = seen.annotate(where=_WHERE).order_by().values("where", "state")
    found = by_place.annotate(n=Count("pk"), late=late, oldest=Min("received_at"))
    return [Group(there[row["where"]], row["state"], row["n"], row["late"], row["oldest"]) for row in found]


def summed(found: list[Group], path: str, *, below: bool) -> Waiting:
    """Together at the unit of this path; with those below it, if asked for."""
    here = [one for one in found if one.path == path or (below and one.path.startswith(path))]
    return Waiting(
        {stage.code: sum(one.n for one in here if one.state in stage.states) for stage in STAGES},
        sum(one.late for one in here),
        min((one.oldest for one in here if one.oldest is not None), default=None),
    )


def rows(official: Official, unit: Unit, what: str, day: date, at: datetime, *, below: bool) -> Matters:
    """The matters behind a number."""
    here = Matter.objects.visible_to(official, at).open().filter(_at(unit, below=below))
    if what == LATE:
        return here.filter(due_on__lt=day)
    (states,) = (stage.states for stage in STAGES if stage.code == what)
    return here.filter(state__in=states)


def _at(unit: Unit, *, below: bool) -> Q:
    """What waits at the unit, and if asked for at one below it: the same as `_WHERE`, as the indexes can find it."""
    end = "path__startswith" if below else "path"
    routed = Q(**{f"lead_unit__{end}": unit.path}) & ~Q(state__in=AT_THE_DESK)
    return Q(**{f"holding_unit__{end}": unit.path}, state__in=AT_THE_DESK) | routed
