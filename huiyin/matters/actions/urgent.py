"""Flagging what does not wait: whoever answers for it hears at once, and further up until somebody looks and begins."""

from datetime import datetime

from django.db import transaction

from huiyin.lib.refusal import refuse
from huiyin.matters.actions.advance import advance, claim, leave_step
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step, Urgency
from huiyin.matters.rules import firewall, life, line_of, urgent
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def flag_urgent(
    *, matter: Matter, kind: str, words: str, version: int | None, by: Official, at: datetime
) -> Urgency:
    """It stands first from now on; the heads of the unit that took it in, its desk and who handles it hear at once."""
    row = claim(matter, version)
    refuse(life.objection(Deed.FLAG_URGENT, row, by, at))
    refuse(urgent.objection_to_kind(row, kind, words))
    alert_by = at + urgent.alert_every(row)
    flag = {
        "kind": kind,
        "words": words.strip(),
        "by": by,
        "at": at,
        "alert_by": alert_by,
        "contact_by": at + urgent.contact_within(row),
        "contacted_at": None,
        "next_at": alert_by,
        "rung": 0,
    }
    made, _new = Urgency.objects.update_or_create(
        matter=row, defaults=flag
    )  # that of an earlier round stays in the trail
    facts: dict[str, object] = {"kind": kind}
    advance(row, Deed.FLAG_URGENT, at=at, by=by, note=made.words, facts=facts, urgent_at=at)
    for reader in _first_told(row, at):
        if reader.pk != by.pk:
            tell(to=reader, kind="urgent", of=row, at=at)
    return made


def _first_told(row: Matter, at: datetime) -> list[Official]:
    people = [*line_of.heads(row, row.intake_unit, at), *line_of.desk(row, row.holding_unit, at)]
    if row.lead_unit is not None:
        people += line_of.heads(row, row.lead_unit, at)
    people += [one for one in (row.handler, row.accountable_head) if one is not None]
    return list({one.pk: one for one in people}.values())


@transaction.atomic
def alert(*, urgency: Urgency, at: datetime) -> bool:
    """Look again at its moment: what was seen in time is left till it is to be begun; else one rung further up is told."""
    row = claim(urgency.matter, None)
    found = Urgency.objects.filter(pk=urgency.pk, next_at=urgency.next_at).first()
    if found is None:  # another clock may have got here first
        return False
    found.matter = row
    seen = urgent.has_been_seen(found)
    if seen and at < found.contact_by:
        found.next_at = found.contact_by
    else:
        _tell_further_up(found, at)
        found.rung += 1
        found.next_at = at + (urgent.contact_within(row) if seen else urgent.alert_every(row))
    found.save(update_fields=["next_at", "rung"])
    return True


def _tell_further_up(found: Urgency, at: datetime) -> None:
    row = found.matter
    free, day = firewall.free(row, at), local_day(at, row.county)
    unit, above = line.rung(row.unit_in_turn, found.rung + 1, day, free)
    people = [one for one in [row.handler, *above] if one is not None]
    for reader in {one.pk: one for one in people}.values():
        tell(to=reader, kind="urgent", of=row, at=at)
    leave_step(row, Deed.ALERT, at=at, by=None, unit=unit, facts={"rung": found.rung + 1})
