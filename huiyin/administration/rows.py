"""Officials as administrators list them: by name, with posts and with whether and how they come in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.orgs.capacities import idle_at, reaches
from huiyin.orgs.dated import live_on
from huiyin.orgs.models import Appointment, Official, Post, Slip, Unit

SHOWN: Mapping[str, Any] = {
    "": gettext_lazy("All"),
    "outside": gettext_lazy("Never came in"),
    "bare": gettext_lazy("Post without capacities"),
    "idle": gettext_lazy("Without a post"),
    "locked": gettext_lazy("Locked"),
    "administrators": gettext_lazy("Administrators"),
}


@dataclass(frozen=True)
class Seat:
    """A post that somebody holds."""

    appointment: Appointment
    reach: str = ""
    idle: str = ""

    @property
    def capacities(self) -> list[str]:
        """What it lets its holder do, in words."""
        return [str(Post.Capacity(one).label) for one in self.appointment.post.capacities]


@dataclass(frozen=True)
class Line:
    """One official as listed; `tone` and `state` say whether they can come in."""

    official: Official
    seats: list[Seat]
    tone: str
    state: str

    @property
    def duties(self) -> list[str]:
        """Of administration, in words."""
        return [str(Official.Administers(one).label) for one in self.official.administers]


def narrowed(people: QuerySet[Official], show: str, unit: Unit | None, day: date) -> QuerySet[Official]:
    """Those that are asked for; with a unit, who holds a post there or below."""
    held = Appointment.objects.filter(live_on(day) | Q(from_on__gt=day), official=OuterRef("pk"))
    conditions = {
        "outside": Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
        "bare": Exists(held.filter(post__capacities=[], post__role="")),
        "idle": Q(administers=[]) & ~Exists(held),
        "locked": Q(is_active=False),
        "administrators": ~Q(administers=[]),
    }
    if show in conditions:
        people = people.filter(conditions[show])
    if unit is not None:
        people = people.filter(Exists(held.filter(post__unit__path__startswith=unit.path)))
    return people


def lines(people: Iterable[Official], at: datetime, day: date) -> list[Line]:
    """With what they hold and how they come in, looked up together."""
    people = list(people)
    seats: dict[int, list[Seat]] = {one.pk: [] for one in people}
    held = Appointment.objects.filter(Q(to_on=None) | Q(to_on__gt=day), official__in=seats)
    for one in held.select_related("post__unit").order_by("from_on", "pk"):
        seats[one.official_id].append(Seat(one))
    slips = {slip.official_id: slip for slip in Slip.objects.pending().filter(official__in=seats)}
    return [Line(one, seats[one.pk], *_state(one, slips.get(one.pk), at)) for one in people]


def with_reach(line: Line, day: date) -> Line:
    """The same official, with what each post covers from its unit and where it finds nothing to do."""
    units = {seat.appointment.post.unit_id: seat.appointment.post.unit for seat in line.seats}
    reach = reaches(units.values(), day)
    seats = [
        replace(seat, reach=reach[post.unit_id], idle=idle_at(post.unit, post.capacities, day))
        for seat in line.seats
        for post in [seat.appointment.post]
    ]
    return replace(line, seats=seats)


def _state(official: Official, slip: Slip | None, at: datetime) -> tuple[str, str]:
    if not official.is_active:
        reason = official.get_locked_for_display() if official.locked_for else ""
        return "overdue", _("locked: %(reason)s") % {"reason": reason} if reason else _("locked")
    if official.has_usable_password():
        return "done", _("comes in")
    if slip is None:
        return "soon", _("has no slip yet")
    if slip.expires_at <= at:
        return "overdue", _("slip no longer valid")
    return "soon", _("slip not used yet")


def waiting(people: QuerySet[Official], unit: Unit | None, at: datetime, day: date) -> QuerySet[Official]:
    """Who is to come in and has no way to: an account in use with a post, neither a password nor a slip that opens."""
    outside = narrowed(people.filter(is_active=True), "outside", unit, day)
    held = Appointment.objects.filter(live_on(day) | Q(from_on__gt=day), official=OuterRef("pk"))
    opens = Slip.objects.open_at(at).filter(official=OuterRef("pk"))
    return outside.filter(Exists(held), ~Exists(opens))
