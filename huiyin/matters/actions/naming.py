"""Noting whom a matter is about: from then on they, and who serves under that unit, see nothing of it (I-19)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from huiyin.contacts.actions import keep_point_from, keep_promises_from, pass_on
from huiyin.contacts.models import Promise
from huiyin.lib.refusal import refuse
from huiyin.matters.actions.advance import advance, claim, let_parts_go
from huiyin.matters.actions.merging import route_anew
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, State, Step
from huiyin.matters.rules import firewall, life, line_of
from huiyin.notices.actions import read_all
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed
HANDLED_BY_A_UNIT = (State.ACCEPTED, State.IN_PROGRESS, State.PENDING_APPROVAL)  # which holds it itself


@transaction.atomic
def name_complained(
    *, matter: Matter, unit: Unit | None, official: Official | None, version: int, by: Official, at: datetime
) -> Matter:
    """Note the unit or the person complained of; the desk that is free of them, or stands above them, holds it now.

    What lies with them already leaves them in the same breath, wherever it stands, and is passed on anew.
    """
    row = claim(matter, version)
    refuse(life.objection(Deed.NAME_COMPLAINED, row, by, at))
    refuse(firewall.objection_to_naming(unit, official))
    before, was_with = row.holding_unit, row.lead_unit
    row.complained_unit, row.complained_official = unit, official
    lost = firewall.lies_with_them(row, at)
    home = before
    if lost or row.state not in HANDLED_BY_A_UNIT:
        above = firewall.desk_above(row, before, at)
        refuse(firewall.objection_to_desk(above))
        home = above or before
    facts: dict[str, object] = {}
    if unit is not None:
        facts["unit"] = unit.code
    if official is not None:
        facts["official"] = official.pk
    advance(
        row, Deed.NAME_COMPLAINED, at=at, by=by, unit=home, facts=facts, holding_unit=before if lost else home
    )
    if row.point is not None:
        keep_point_from(point=row.point, unit=unit, official=official)
    if lost:
        _take_away(row, home, at)
    else:
        _take_parts_away(row, at)
    _keep_promises(row, home, by, at)
    _let_forget(row, at)
    if lost or home.pk != before.pk:
        for reader in line_of.desk(row, home, at):
            tell(to=reader, kind="routed", of=row, at=at)
    if lost and was_with is not None:
        for reader in line_of.heads(row, was_with, at):
            tell(to=reader, kind="taken_away", of=row, at=at, where=reverse("matters:list"))
    return row


def _take_away(row: Matter, home: Unit, at: datetime) -> None:
    """Back to a desk that is free of them, to be passed on anew; the person's date stays, what was drafted goes nowhere."""
    handler = row.handler
    route_anew(row, at)
    let_parts_go(row, None, at)
    row.replies.filter(approved_at=None, returned_at=None, is_history=False).update(returned_at=at)
    advance(
        row,
        Deed.TAKE_AWAY,
        at=at,
        by=None,
        unit=home,
        holding_unit=home,
        level="",
        lead_unit=None,
        handler=None,
        accountable_head=None,
    )
    if handler is not None:
        tell(to=handler, kind="unassigned", of=row, at=at, where=reverse("matters:list"))


def _take_parts_away(row: Matter, at: datetime) -> None:
    """Nobody waits for a part that lies with them: they could not give it any more, and the answer would wait for it."""
    was_asked = let_parts_go(row, None, at, only=lambda part: firewall.part_lies_with_them(row, part, at))
    if was_asked and row.handler is not None:
        tell(to=row.handler, kind="part_taken_away", of=row, at=at)


def _keep_promises(row: Matter, home: Unit, by: Official, at: datetime) -> None:
    """What its answers promised is kept from them too; what they promised themselves goes to the nearest free head."""
    keep_promises_from(about=row.reference, unit=row.complained_unit, official=row.complained_official)
    for promise in Promise.objects.open().filter(about=row.reference).select_related("official"):
        heads = line_of.heads(row, home, at)
        if firewall.bars(row, promise.official, at) and heads:
            pass_on(promise=promise, to=heads[0], by=by, at=at)


def _let_forget(row: Matter, at: datetime) -> None:
    """What they were told before leaves the desk of whom it is about, and names the matter no more."""
    told = Notice.objects.filter(about=row.reference, to__isnull=False).select_related("to")
    for reader in {notice.to for notice in told if notice.to is not None}:
        if firewall.bars(row, reader, at):
            read_all(by=reader, about=row.reference, at=at)
            told.filter(to=reader).update(about="", where=reverse("matters:list"))
