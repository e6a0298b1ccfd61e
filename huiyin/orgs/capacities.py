"""What a capacity means in a sentence, how far it reaches from the unit of a post, and where it would find nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.orgs.models import Post, Unit
from huiyin.orgs.standing import DESK, Standing
from huiyin.ui.listing import in_line

C = Post.Capacity
DESKS = (Unit.Kind.COUNTY, Unit.Kind.TOWNSHIP, Unit.Kind.STREET)  # where what residents say comes in

MEANS: Mapping[str, Any] = {
    C.OFFICER: gettext_lazy(
        "keeps contact households, meets them and records it; owes what the charter asks of the post"
    ),
    C.DESK_CLERK: gettext_lazy(
        "takes down calls, letters and what is said at the counter, and rings back; passes nothing on"
    ),
    C.COORDINATOR: gettext_lazy(
        "passes on what comes in, brings in the register of households, plans reception days, and sees how everything "
        "below stands"
    ),
    C.UNIT_HEAD: gettext_lazy(
        "takes over what is passed to the unit, names who handles it, and approves the replies"
    ),
    C.SUPERVISOR: gettext_lazy(
        "sees where things wait at the unit and below it, asks after them, and inspects branches"
    ),
    C.SEALED_CLERK: gettext_lazy(
        "hands sealed reports on to the organ that may open them, and can read none of them; at the county's own desk only"
    ),
    C.DATA_OFFICER: gettext_lazy(
        "answers what residents ask about their own data; at the county's own desk only"
    ),
}


@dataclass(frozen=True)
class Meaning:
    """A capacity as it is called, and what its holder does."""

    name: str
    means: str


def meanings() -> list[Meaning]:
    """All of them, in the order in which they are offered."""
    return [Meaning(str(one.label), str(MEANS[one])) for one in C]


def reaches(units: Iterable[Unit], day: date) -> dict[int, str]:
    """For each unit, what a post in it covers on that day: the unit, and what stands below it, by kind and number."""
    asked = {unit.pk: unit for unit in units}
    counted = {
        f"{kind}_{key}": Count("pk", filter=Q(kind=kind, path__startswith=unit.path) & ~Q(pk=key))
        for key, unit in asked.items()
        for kind in Unit.Kind.values
    }
    near = Q(pk__in=[])
    for unit in asked.values():
        near |= Q(path__startswith=unit.path)
    found = Unit.objects.valid_on(day).filter(near).aggregate(**counted) if asked else {}
    said = {}
    for key, unit in asked.items():
        below = [
            _("%(kind)s %(n)d") % {"kind": kind.label, "n": found[f"{kind}_{key}"]}
            for kind in Unit.Kind
            if found[f"{kind}_{key}"]
        ]
        words = (
            _("It covers %(unit)s and everything below it: %(below)s.")
            if below
            else _("It covers %(unit)s alone; nothing stands below it.")
        )
        said[key] = words % {"unit": unit.name, "below": in_line(below)}
    return said


def desk_over(path: str, day: date) -> Unit | None:
    """The nearest unit at or above the end of a path where what residents say comes in."""
    above = [int(key) for key in path.strip("/").split("/")]
    desks = Unit.objects.valid_on(day).filter(pk__in=above, kind__in=DESKS)
    return max(desks, key=lambda unit: len(unit.path), default=None)


def idle_at(unit: Unit, capacities: Collection[str], day: date) -> str:
    """What to do about a post that passes on or takes in where nothing comes in; nothing where all is well."""
    if unit.kind in DESKS or not set(capacities) & set(DESK):
        return ""
    desk = desk_over(unit.path, day)
    return _idle(unit.name, desk.name) if desk else ""


def _idle(unit: str, desk: str) -> str:
    words = _(
        "What residents say does not come in at %(unit)s, it comes in at %(desk)s. Whoever is to take it in or pass it on "
        "needs a post at %(desk)s itself, with these capacities."
    )
    return words % {"unit": unit, "desk": desk}


def idle_hats(standing: Standing, day: date) -> str:
    """The same said to somebody who has no better hat; asked only where it is so."""
    hats = [hat for hat in standing.hats if hat.capacity in DESK]
    if not hats or any(hat.unit_kind in DESKS for hat in hats):
        return ""
    desk = desk_over(hats[0].path, day)
    if desk is None:
        return ""
    said = _idle(hats[0].unit_name, desk.name)
    return _("%(said)s The system administrator enters the post.") % {"said": said}
