"""An official leaves a post: what is open is passed to a successor in the same deed, or the deed is refused."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.contacts import actions as contacts_actions
from huiyin.contacts.models import Echo, Promise
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.models import Matter, SubTask
from huiyin.matters.rules import recusal, routing
from huiyin.orgs import line
from huiyin.orgs.actions import end_appointment
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.orgs.standing import LEADING
from huiyin.register import actions as contacts
from huiyin.register import quota
from huiyin.register import rules as register
from huiyin.register.models import Assignment


@dataclass(frozen=True)
class Open:
    """What is open in the post: lines of the register, promises, what is still to be told, matters and parts in hand."""

    lines: list[Assignment]
    promises: list[Promise]
    matters: list[Matter]
    parts: list[SubTask]
    echoes: list[Echo]
    goes_on: bool = False  # keeping households by another post: what is theirs stays with them

    @property
    def moves(self) -> bool:
        """Whether somebody has to take something over."""
        return bool(self.lines or self.promises or self.echoes)


def open_in(appointment: Appointment, at: datetime) -> Open:
    """Lines and promises go with the last post that keeps households; what is in hand with the last that serves its unit."""
    official, unit = appointment.official, appointment.post.unit
    live = Appointment.objects.filter(official=official, to_on=None).exclude(pk=appointment.pk)
    lines: list[Assignment] = []
    promises: list[Promise] = []
    echoes: list[Echo] = []
    goes_on = live.filter(post__capacities__contains=[quota.OFFICER]).exists()
    if not goes_on:
        kept = Assignment.objects.filter(official=official, ended_on=None)
        lines = list(kept.select_related("household__place", "official", "unit", "person", "consent"))
        promises = list(Promise.objects.filter(official=official).open().soonest_first())
        echoes = list(Echo.objects.filter(official=official).open().soonest_first())
    day = local_day(at, official.county)
    keeps = [one.post.unit for one in live.select_related("post__unit")]
    in_hand = Matter.objects.open().filter(handler=official).select_related("lead_unit", "holding_unit")
    asked = SubTask.objects.open().filter(handler=official).select_related("unit")
    return Open(
        lines,
        promises,
        [
            one
            for one in in_hand.order_by("due_on", "pk")
            if _is_left(one.lead_unit or one.holding_unit, unit, keeps, day)
        ],
        [one for one in asked.order_by("due_on", "pk") if _is_left(one.unit, unit, keeps, day)],
        echoes,
        goes_on,
    )


def _is_left(of: Unit | None, here: Unit, keeps: list[Unit], day: date) -> bool:
    """Whether what a unit has in hand stays behind: its handler sits there by no other post; merged ones are one unit.

    What a village has in hand is handled by whoever serves in its township.
    """
    if of is None:
        return False
    path = of.path_of_today(day)
    if path == here.path_of_today(day):
        return all(one.path_of_today(day) != path for one in keeps)
    around = f"{routing.township(path)}/" if of.level == "village" else path
    return not any(one.path.startswith(around) for one in keeps)


def objection_to_leaving(appointment: Appointment, found: Open, by: Official, at: datetime) -> str | None:
    """By who heads or coordinates the unit, or keeps the system; matters in hand go to another handler first."""
    if not (by.keeps_system or by.standing(at).over(appointment.post.unit, *LEADING)):
        return _("Only who heads or coordinates the unit notes that somebody leaves a post.")
    if appointment.official_id == by.pk:
        return _("Somebody else notes that you leave a post.")
    if found.parts:
        return _("Parts of matters are still in hand; please have them given to another handler first.")
    if found.matters:
        return _("Matters are still in hand; please give them to another handler first.")
    return None


@transaction.atomic
def leave_post(
    *,
    appointment: Appointment,
    on: date,
    heir: Official | None = None,
    note: str = "",
    by: Official,
    at: datetime,
) -> None:
    """End the appointment; households are handed over and open promises passed to the successor (rule 7 of the house)."""
    found = open_in(appointment, at)
    refuse(objection_to_leaving(appointment, found, by, at))
    if on > register.today_of(by, at):
        raise Refused(_("The day lies in the future."))
    if found.moves and heir is None:
        raise Refused(_("Please say who takes over the households and promises."))
    moved = [
        kept for kept in found.lines if _pass_line(kept, _heir(heir), on, note, by, at, len(found.lines) > 1)
    ]
    if len(found.lines) > 1 and moved:
        contacts.tell_of_many(lines=moved, to=_heir(heir), by=by, at=at)
    for promise in found.promises:
        contacts_actions.pass_on(promise=promise, to=_taking(promise, _heir(heir), at), by=by, at=at)
    for echo in found.echoes:
        contacts_actions.pass_echo(echo=echo, to=_taking(echo, _heir(heir), at), by=by, at=at)
    end_appointment(appointment=appointment, on=on, by=by.key, at=at)


def _taking(kept: Promise | Echo, heir: Official, at: datetime) -> Official:
    """The successor; of what is about them, or touches them, the nearest head instead (I-19, I-20)."""
    about = kept.about if isinstance(kept, Promise) else ""
    matter = Matter.objects.filter(reference=about).first() if about else None

    def may(one: Official) -> bool:
        return kept.may_be_heard_by(one, at) and not (matter and recusal.keeps_out(matter, one))

    if may(heir):
        return heir
    day = local_day(at, heir.county)
    found = line.heads(kept.unit, day, without=kept.official, may_hear=may)
    if not found:
        raise Refused(
            _("Nobody else can take over one of the promises; please have a head's post filled first.")
        )
    return found[0]


def _pass_line(
    line: Assignment, heir: Official, on: date, note: str, by: Official, at: datetime, is_one_of_many: bool
) -> bool:
    """To the successor; where they are in touch with the household already, one line is enough and nothing moves."""
    if Assignment.objects.filter(official=heir, household=line.household, ended_on=None).exists():
        contacts.end(line=line, on=on, reason=_("left the post"), by=by, at=at)
        return False
    contacts.hand_over(line=line, to=heir, on=on, note=note, by=by, at=at, is_one_of_many=is_one_of_many)
    return True


def _heir(heir: Any) -> Official:
    """There is one: checked before."""
    assert isinstance(heir, Official)  # noqa: S101 - checked above
    return heir
