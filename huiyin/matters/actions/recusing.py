"""Keeping out of a matter that touches one: said once, in no more words; somebody else decides from then on (I-20)."""

from datetime import datetime

from django.db import transaction

from huiyin.lib.refusal import refuse
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Recusal, Step
from huiyin.matters.rules import life, line_of
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def recuse(*, matter: Matter, version: int, by: Official, at: datetime) -> Matter:
    """Say that the matter touches one. Whoever has to name or be somebody else now is told, up the line where the only
    head keeps out; nobody asks why.
    """
    row = claim(matter, version)
    refuse(life.objection(Deed.RECUSE, row, by, at))
    Recusal.objects.create(matter=row, official=by, at=at)
    for asked_before in ("recused", "kept_out"):
        row.__dict__.pop(asked_before, None)
    unit = row.lead_unit or row.holding_unit
    heads = line_of.heads(row, unit, at)
    head = row.accountable_head
    if head is not None and head.pk == by.pk and heads:
        head = heads[0]
    readers = _readers(row, by, heads or line_of.desk(row, unit, at), at)
    advance(row, Deed.RECUSE, at=at, by=by, unit=unit, facts={"official": by.pk}, accountable_head=head)
    for reader in readers:
        tell(to=reader, kind="recused", of=row, at=at)
    return row


def _readers(row: Matter, by: Official, heads: list[Official], at: datetime) -> list[Official]:
    """Of whoever had a say in it: who decides instead, and the handler; of who does a part: the heads who asked them."""
    found: dict[int, Official] = {}
    if by.pk in (row.handler_id, row.accountable_head_id) or by.standing(at).over(row.lead_unit, "unit_head"):
        found = {one.pk: one for one in (*heads, row.handler) if one is not None}
    for part in row.sub_tasks.open().filter(handler=by, unit__isnull=False).select_related("unit"):
        assert part.unit is not None  # noqa: S101 - asked for above
        found |= {one.pk: one for one in line_of.heads(row, part.unit, at)}
    return [one for one in found.values() if one.pk != by.pk]
