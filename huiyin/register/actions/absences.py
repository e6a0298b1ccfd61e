"""What is done when an official is away or cannot keep households: standing in, and exemptions."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts import rules
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.orgs.standing import LEADING
from huiyin.register import rules as register
from huiyin.register.models import Exemption, StandIn


@transaction.atomic
def name_stand_in(
    *,
    official: Official,
    stand_in: Official,
    from_on: date,
    until_on: date,
    by: Official,
    at: datetime,
    reason: str = "",
) -> StandIn:
    """A colleague keeps in touch with the absent official's households; the lines stay theirs."""
    Official.objects.select_for_update(no_key=True).get(pk=official.pk)  # two at once see each other
    refuse(register.objection_to_keeping_register(by, official, at))
    refuse(register.objection_to_serving(stand_in, at))
    if stand_in.pk == official.pk:
        raise Refused(_("Please choose another official."))
    if until_on < from_on:
        raise Refused(_("The last day lies before the first."))
    same = StandIn.objects.filter(official=official, called_back_at=None)
    if same.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        raise Refused(_("Somebody stands in for this official in that time already."))
    made = StandIn.objects.create(
        official=official,
        stand_in=stand_in,
        unit=rules.own_unit(official, at),
        from_on=from_on,
        until_on=until_on,
        reason=reason.strip(),
        named_by=by,
        named_at=at,
    )
    audit(by=by.key, deed="stand_in.named", on=official.key, at=at, stand_in=stand_in.pk)
    _tell("stand_in", official, [official, stand_in], by, at)
    return made


@transaction.atomic
def call_back(*, stand_in: StandIn, by: Official, at: datetime) -> None:
    """The official is back before the day named; from now on the households are theirs alone again."""
    refuse(register.objection_to_keeping_register(by, stand_in.official, at))
    if stand_in.until_on < local_day(at, by.county):
        raise Refused(_("This time has run out by itself."))
    if not StandIn.objects.filter(pk=stand_in.pk, called_back_at=None).update(called_back_at=at):
        raise Refused(_("This has been called back already."))
    audit(by=by.key, deed="stand_in.called_back", on=stand_in.official.key, at=at)
    _tell("stand_in", stand_in.official, [stand_in.official, stand_in.stand_in], by, at)


@transaction.atomic
def ask_exemption(
    *, official: Official, reason: str, from_on: date, until_on: date, by: Official, at: datetime
) -> Exemption:
    """Ask that an official need not keep households for a while (S03); somebody else decides."""
    refuse(register.objection_to_keeping_register(by, official, at))
    if not reason.strip():
        raise Refused(_("Please say why."))
    refuse(register.objection_to_words(reason))
    if until_on < from_on:
        raise Refused(_("The last day lies before the first."))
    unit = rules.own_unit(official, at)
    asked = Exemption.objects.create(
        official=official,
        unit=unit,
        reason=reason.strip(),
        from_on=from_on,
        until_on=until_on,
        asked_by=by,
        asked_at=at,
    )
    audit(by=by.key, deed="exemption.asked", on=official.key, at=at)
    _tell("exemption", official, register.branch_desk(unit, local_day(at, by.county)), by, at)
    return asked


def objection_to_deciding(exemption: Exemption, by: Official, at: datetime) -> str | None:
    """Decided once, by somebody who heads or coordinates the branch and neither is exempted nor asked for it."""
    if exemption.decided_at is not None:
        return _("This has been decided already.")
    if by.pk in (exemption.official_id, exemption.asked_by_id):
        return _("Somebody else decides: nobody grants what they asked for themselves.")
    if not by.standing(at).over(exemption.unit, *LEADING):
        return _("Only who heads or coordinates the branch decides.")
    return None


@transaction.atomic
def decide_exemption(
    *, exemption: Exemption, is_granted: bool, note: str, by: Official, at: datetime
) -> None:
    """Grant or refuse it; granted, the official is not counted as below the quota in that time."""
    refuse(objection_to_deciding(exemption, by, at))
    if not is_granted and not note.strip():
        raise Refused(_("Please say why it is not granted."))
    waiting = Exemption.objects.filter(pk=exemption.pk, decided_at=None)
    if not waiting.update(is_granted=is_granted, decided_by=by, decided_at=at, decision_note=note.strip()):
        raise Refused(_("This has been decided already."))
    audit(by=by.key, deed="exemption.decided", on=exemption.official.key, at=at, granted=is_granted)
    _tell("exemption", exemption.official, [exemption.official, exemption.asked_by], by, at)


def _tell(kind: str, official: Official, readers: list[Official], by: Official, at: datetime) -> None:
    where = reverse("contacts:absences")
    for reader in {one.pk: one for one in readers if one.pk != by.pk}.values():
        tell(to=reader, kind=kind, about=official.name, at=at, where=where)
