"""What each official owes the register: how many households the charter asks of a post, and who is below it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from huiyin.lib.charter import Charter
from huiyin.lib.charter_shape import DUTIES as LEVELS
from huiyin.orgs.charter import charter_on
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.orgs.places import township_path
from huiyin.orgs.standing import LEADING
from huiyin.register.models import Assignment, Exemption

OFFICER = "officer"


def _holding(day: date, **more: Any) -> QuerySet[Appointment]:
    return Appointment.objects.live_on(day).filter(official=OuterRef("pk"), **more)


def _kinds(level: str) -> list[str]:
    return [kind for kind, name in Unit.LEVELS.items() if name == level]


def _at_level(level: str, day: date) -> Exists:
    """Whether an official keeps households by a post at this level, or in a branch that sits at it."""
    own = Q(post__unit__kind__in=_kinds(level))
    party = Q(post__unit__parent__kind__in=_kinds(level)) & ~Q(post__unit__kind__in=list(Unit.LEVELS))
    return Exists(_holding(day, post__capacities__contains=[OFFICER]).filter(own | party))


def officers(asker: Official, at: datetime, day: date) -> Any:
    """Officials who kept households on that day: oneself, and those of the units one keeps the register of."""
    scope = Q(pk=asker.pk)
    mine = asker.standing(at).scope("post__unit__", *LEADING)
    post = {"post__capacities__contains": [OFFICER]}
    scope |= Q(Exists(_holding(day, **post).filter(mine)))
    return Official.objects.filter(scope, Exists(_holding(day, **post))).order_by("name_key", "pk")


def with_lines(people: QuerySet[Any], day: date) -> Any:
    """Officials with the number of their live lines of that day as `lines`."""
    live = Assignment.objects.live_on(day).filter(official=OuterRef("pk")).order_by()
    counted = live.values("official").annotate(n=Count("pk")).values("n")
    return people.annotate(lines=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def with_quota(people: QuerySet[Any], day: date, charter: Charter) -> Any:
    """Officials with the least number of households the charter of that day asks of them as `quota`."""
    cases = [When(_at_level(level, day), then=Value(charter.least_households(level))) for level in LEVELS]
    default = Value(charter.least_households(""))
    return people.annotate(quota=Case(*cases, default=default, output_field=IntegerField()))


def below_quota(asker: Official, at: datetime, day: date) -> Any:
    """Officials with fewer live lines than the charter of that day asks for and no exemption granted for it, by name."""
    people = with_lines(officers(asker, at, day), day)
    charter = charter_on(day, asker.county)
    if charter is None:
        return people.none()
    exempt = Exemption.objects.granted_on(day).filter(official=OuterRef("pk"))
    return with_quota(people, day, charter).filter(~Exists(exempt), lines__lt=F("quota"))


def colleagues(asker: Official, at: datetime, day: date) -> Any:
    """Who may stand in: officers of the townships, or of the county departments, where the asker holds a post."""
    return officers_near(asker.standing(at).paths_of(), day)


def officers_near(paths: Iterable[str], day: date) -> Any:
    """Active officers of the townships, or of the county departments, in which units of these paths stand."""
    near = Q(pk=None)
    for path in paths:
        near |= Q(post__unit__path__startswith=township_path(path))
    post = {"post__capacities__contains": [OFFICER]}
    return Official.objects.filter(Exists(_holding(day, **post).filter(near)), is_active=True).order_by(
        "name_key", "pk"
    )
