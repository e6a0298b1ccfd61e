"""Units as the system administrator keeps them: entering, correcting, and ending one in favour of its successors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.contacts.models import Promise
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.matters.models import Matter, SubTask
from huiyin.orgs import actions as orgs
from huiyin.orgs.accounts import objection_to_far_day
from huiyin.orgs.calendar import local_day
from huiyin.orgs.counts import counts
from huiyin.orgs.models import Appointment, Official, Post, Unit
from huiyin.orgs.models.unit import Units, tree_has_changed
from huiyin.receptions.models import ReceptionOffice
from huiyin.register.models import Assignment
from huiyin.sheets.unit_rules import Wanted, sound
from huiyin.ui.listing import in_line

# What goes along with who moves to the successor; whatever is over others is given anew.
ALONG = (Post.Capacity.OFFICER, Post.Capacity.DESK_CLERK)
FIELDS = {"parent_code": "parent", "reports_to_code": "reports_to"}
REVISED = ("name", "short_name", "phone", "address", "paper_name", "reports_to")


def units_of(by: Official, day: date, *, ended: bool = False) -> Units:
    """All units of the county that exist on a day or will, or no longer do; nobody but administrators sees them this way."""
    if not by.administers:
        return Unit.objects.none()
    found = Unit.objects.filter(Q(valid_to__lte=day) if ended else Q(valid_to=None) | Q(valid_to__gt=day))
    return found.select_related("parent", "reports_to").in_tree_order()


def _check(unit: Unit, by: Official) -> None:
    """As a row of a workbook is checked: code, parent, rings."""
    wanted = Wanted(
        line=1,
        code=unit.code,
        kind=Unit.Kind(unit.kind),
        parent=unit.parent.code if unit.parent else "",
        reports_to=unit.reports_to.code if unit.reports_to else "",
        valid_from=unit.valid_from,
        words={"name": unit.name},
    )
    standing = {
        one.code: one for one in Unit.objects.filter(valid_to=None).select_related("parent", "reports_to")
    }
    _good, against = sound({unit.code: wanted}, standing, by.county, lambda _unit: True)
    for objection in against.values():
        raise Refused(Beside(FIELDS.get(objection.column, "code"), objection.reason))


@transaction.atomic
def enter_unit(*, by: Official, at: datetime, **words: Any) -> Unit:
    """A new unit under another; its code is not in use."""
    words["short_name"] = words["short_name"].strip() or words["name"].strip()[:40]
    new, above = Unit(**words), words["parent"]
    if Unit.objects.filter(code=new.code, valid_to=None).exists():
        raise Refused(Beside("code", _("A unit has this code already.")))
    refuse(objection_to_far_day("valid_from", new.valid_from, by.county, at))
    if new.valid_from < above.valid_from:
        day = date_format(above.valid_from, "DATE_FORMAT")
        raise Refused(Beside("valid_from", _("The unit above is there only since %(day)s.") % {"day": day}))
    _check(new, by)
    return orgs.raise_unit(by=by.key, at=at, **words)


@transaction.atomic
def revise_unit(*, unit: Unit, by: Official, at: datetime, **words: Any) -> Unit:
    """Another name, telephone, address or line; the trail keeps what the unit was called."""
    before, signed = unit.name, unit.paper_name
    for name in REVISED:
        setattr(unit, name, words[name])
    unit.short_name = unit.short_name.strip() or unit.name[:40]
    _check(unit, by)
    unit.save(update_fields=REVISED)
    tree_has_changed()
    named = {"before": before, "after": unit.name} if before != unit.name else {}
    if signed != unit.paper_name:
        named |= {"signed_before": signed, "signed_after": unit.paper_name}
    record(by=by.key, deed="unit.revised", on=f"unit:{unit.code}", at=at, **named)
    return unit


@dataclass(frozen=True)
class Moving:
    """How much is open in a unit, and who holds its posts."""

    seats: list[Appointment]
    counted: dict[str, int]


def moving(unit: Unit) -> Moving:
    """What the successor takes over."""
    here = Q(lead_unit=unit) | Q(holding_unit=unit) | Q(intake_unit=unit)
    counted = counts(
        matters=Matter.objects.open().filter(here),
        parts=SubTask.objects.open().filter(unit=unit),
        lines=Assignment.objects.filter(unit=unit, ended_on=None),
        promises=Promise.objects.open().filter(unit=unit),
        offices=ReceptionOffice.objects.filter(unit=unit),
    )
    seats = Appointment.objects.filter(post__unit=unit, to_on=None).select_related("official", "post__unit")
    return Moving(list(seats), counted)


def objection_to_ending(unit: Unit) -> str | None:
    """Not the county itself, not twice, and not while units stand below it."""
    if unit.parent_id is None:
        return _("The county's own desk does not end.")
    if unit.valid_to is not None:
        return _("This unit has ended.")
    below = Unit.objects.filter(parent=unit, valid_to=None)
    if names := [one.short_name for one in below[:5]]:
        words = _("Units still stand below it; please end them first, each with its successor: %(names)s.")
        return words % {"names": in_line(names)}
    return None


def _objection_to_successors(unit: Unit, into: Sequence[Unit], on: date, today: date) -> Beside | None:
    if on > today:
        return Beside("on", _("The day lies in the future."))
    if on <= unit.valid_from:
        return Beside(
            "on",
            _("The unit is there only since %(day)s.") % {"day": date_format(unit.valid_from, "DATE_FORMAT")},
        )
    if any((one.kind in Unit.PLACES) != (unit.kind in Unit.PLACES) for one in into):
        return Beside(
            "into", _("A village or community goes into another one, any other unit into its like.")
        )
    if late := next((one for one in into if one.valid_from > on), None):
        facts = {"unit": late.name, "day": date_format(late.valid_from, "DATE_FORMAT")}
        return Beside("into", _("%(unit)s is there only since %(day)s.") % facts)
    return None


@transaction.atomic
def end_unit(*, unit: Unit, into: Sequence[Unit], on: date, by: Official, at: datetime) -> Unit:
    """End a unit: its posts go to the first successor, and whoever answers there answers for what was open here.

    Nothing gets another number. Capacities over others do not go along; the security administrator gives them anew.
    """
    refuse(objection_to_ending(unit))
    refuse(_objection_to_successors(unit, into, on, local_day(at, by.county)))
    for held in moving(unit).seats:
        orgs.end_appointment(appointment=held, on=on, by=by.key, at=at)
        post = Post.objects.create(
            unit=into[0],
            title=held.post.title,
            capacities=[one for one in held.post.capacities if one in ALONG],
            role=held.post.role,
            valid_from=on,
        )
        orgs.appoint(official=held.official, post=post, from_on=on, by=by.key, at=at)
    orgs.end_unit(unit=unit, successors=list(into), on=on, by=by.key, at=at)
    return unit
