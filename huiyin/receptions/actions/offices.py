"""Opening a reception office, altering it, naming its staff, and giving its waiting room a screen."""

from datetime import date, datetime
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.lib.refusal import Refused
from huiyin.orgs.calendar import local_day
from huiyin.orgs.claiming import changed_to
from huiyin.orgs.models import Official, Unit
from huiyin.receptions import rules
from huiyin.receptions.models import ReceptionOffice, ReceptionStaff


def _refuse_others(office: ReceptionOffice, by: Official, at: datetime) -> None:
    if not rules.leads(office, by, at):
        raise Refused(_("Only who coordinates or heads the office's unit can do this."))


@transaction.atomic
def open_office(
    *, unit: Unit, name: str, address: str, phone: str, duty_text: str, by: Official, at: datetime
) -> ReceptionOffice:
    """A new reception office of a unit; who opens it is the first on its staff."""
    day = local_day(at, by.county)
    office = ReceptionOffice(
        unit=unit,
        name=name.strip(),
        address=address.strip(),
        phone=phone.strip(),
        duty_text=duty_text.strip(),
        valid_from=day,
        screen_key=token_urlsafe(12),
    )
    _refuse_others(office, by, at)
    office.save()
    ReceptionStaff.objects.create(office=office, official=by, from_on=day)
    audit(by=by.key, deed="office.opened", on=f"office:{office.key}", at=at, unit=unit.code)
    return office


@transaction.atomic
def change_office(
    *,
    office: ReceptionOffice,
    name: str,
    address: str,
    phone: str,
    duty_text: str,
    version: int,
    by: Official,
    at: datetime,
) -> None:
    """Alter what the public reads of an office."""
    _refuse_others(office, by, at)
    changed_to(
        ReceptionOffice.objects.filter(pk=office.pk),
        version,
        name=name.strip(),
        address=address.strip(),
        phone=phone.strip(),
        duty_text=duty_text.strip(),
    )
    audit(by=by.key, deed="office.changed", on=f"office:{office.key}", at=at)


@transaction.atomic
def join_staff(
    *, office: ReceptionOffice, official: Official, from_on: date, by: Official, at: datetime
) -> ReceptionStaff:
    """Name somebody to the staff of an office who is not on it then, nor named for a later day."""
    _refuse_others(office, by, at)
    if office.staff.filter(Q(to_on=None) | Q(to_on__gt=from_on), official=official).exists():
        raise Refused(_("%(name)s is on the staff already.") % {"name": official.name})
    line = ReceptionStaff.objects.create(office=office, official=official, from_on=from_on)
    audit(by=by.key, deed="office.staff_joined", on=f"office:{office.key}", at=at, official=official.pk)
    return line


@transaction.atomic
def leave_staff(*, line: ReceptionStaff, by: Official, at: datetime) -> None:
    """From today on somebody is no longer on the staff."""
    _refuse_others(line.office, by, at)
    today = local_day(at, by.county)
    day = max(today, line.from_on)
    if not ReceptionStaff.objects.filter(pk=line.pk, to_on=None).update(to_on=day):
        raise Refused(_("This line has been ended already."))
    audit(
        by=by.key, deed="office.staff_left", on=f"office:{line.office.key}", at=at, official=line.official_id
    )


@transaction.atomic
def renew_screen(*, office: ReceptionOffice, by: Official, at: datetime) -> None:
    """A new address for the screen of the waiting room; the old one opens nothing any more."""
    _refuse_others(office, by, at)
    ReceptionOffice.objects.filter(pk=office.pk).update(screen_key=token_urlsafe(12))
    audit(by=by.key, deed="office.screen_renewed", on=f"office:{office.key}", at=at)
