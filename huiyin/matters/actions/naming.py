"""Noting whom a matter is about: from then on they, and who serves under that unit, see nothing of it (I-19)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from huiyin.contacts.actions import keep_point_from
from huiyin.lib.refusal import refuse
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import firewall, life, line_of
from huiyin.notices.actions import read_all
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed


@transaction.atomic
def name_complained(
    *, matter: Matter, unit: Unit | None, official: Official | None, version: int, by: Official, at: datetime
) -> Matter:
    """Note the unit or the person complained of; the desk that is free of them, or stands above them, holds it now."""
    row = claim(matter, version)
    refuse(life.objection(Deed.NAME_COMPLAINED, row, by, at))
    refuse(firewall.objection_to_naming(unit, official))
    before = row.holding_unit
    row.complained_unit, row.complained_official = unit, official
    home = firewall.desk_above(row, before, at)
    refuse(firewall.objection_to_desk(home))
    facts: dict[str, object] = {}
    if unit is not None:
        facts["unit"] = unit.code
    if official is not None:
        facts["official"] = official.pk
    advance(row, Deed.NAME_COMPLAINED, at=at, by=by, unit=home, facts=facts, holding_unit=home)
    if row.point is not None:
        keep_point_from(point=row.point, unit=unit, official=official)
    _let_forget(row, at)
    if home is not None and home.pk != before.pk:
        for reader in line_of.desk(row, home, at):
            tell(to=reader, kind="routed", of=row, at=at)
    return row


def _let_forget(row: Matter, at: datetime) -> None:
    """What they were told before leaves the desk of whom it is about, and names the matter no more."""
    told = Notice.objects.filter(about=row.reference, to__isnull=False).select_related("to")
    for reader in {notice.to for notice in told if notice.to is not None}:
        if firewall.bars(row, reader, at):
            read_all(by=reader, about=row.reference, at=at)
            told.filter(to=reader).update(about="", where=reverse("matters:list"))
