"""Parts that other units are asked for: asked, taken on with a person, answered, turned down or called off (T15).

None of it moves a date of the matter or who leads it.
"""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.matters import dates
from huiyin.matters.actions.advance import advance, claim, leave_step
from huiyin.matters.actions.handling import accountable_head
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step, SubTask
from huiyin.matters.rules import hearing, life, line_of
from huiyin.matters.rules import sub_tasks as rules
from huiyin.notices.actions import tell_page
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed
Kind, Result = SubTask.Kind, SubTask.Result


@transaction.atomic
def ask_unit(
    *, matter: Matter, unit: Unit, asked: str, due_on: date, version: int, by: Official, at: datetime
) -> SubTask:
    """Ask another unit for its part, in words and by a day; its heads are told and name who does it (S60)."""
    row = claim(matter, version)
    refuse(life.objection(Deed.ASK_UNIT, row, by, at))
    return _ask(row, Deed.ASK_UNIT, Kind.SUPPORT, unit, asked, due_on, by, at, kind="part_asked")


@transaction.atomic
def ask_advice(
    *,
    matter: Matter,
    asked: str,
    due_on: date,
    version: int,
    by: Official,
    at: datetime,
    unit: Unit | None = None,
    who: str = "",
) -> SubTask:
    """Ask a unit, or an expert in words, what they think of it (S60); it binds nobody and holds nothing back."""
    row = claim(matter, version)
    refuse(life.objection(Deed.ASK_ADVICE, row, by, at))
    if (unit is None) == (not who.strip()):
        raise Refused(Beside("who", _("Please name either a unit or an expert.")))
    return _ask(
        row, Deed.ASK_ADVICE, Kind.ADVICE, unit, asked, due_on, by, at, kind="advice_asked", who=who.strip()
    )


@transaction.atomic
def ask_up(
    *, matter: Matter, unit: Unit, asked: str, due_on: date, version: int, by: Official, at: datetime
) -> SubTask:
    """Put to the level above, or to a county department, what cannot be solved here (S47).

    It stays owned here, with its date, until it is taken over there; the resident's page says so.
    """
    row = claim(matter, version)
    refuse(life.objection(Deed.ASK_UP, row, by, at))
    return _ask(row, Deed.ASK_UP, Kind.UPWARD, unit, asked, due_on, by, at, kind="put_above")


def _ask(
    row: Matter,
    deed: str,
    of: SubTask.Kind,
    unit: Unit | None,
    asked: str,
    due_on: date,
    by: Official,
    at: datetime,
    *,
    kind: str,
    who: str = "",
) -> SubTask:
    if unit is not None and (no := rules.objection_to_unit_asked(row, of, unit, at)):
        raise Refused(Beside("unit", no))
    refuse(rules.objection_to_asking(row, asked, due_on, at))
    made = SubTask.objects.create(
        matter=row, kind=of, unit=unit, who=who, asked=asked.strip(), due_on=due_on, by=by, at=at,
        remind_at=dates.reminder(due_on, row, at), chase_at=dates.first_chase(due_on, row),
    )  # fmt: skip
    facts: dict[str, object] = {"part": made.pk, "due": due_on.isoformat()}
    if unit is not None:
        facts["to"] = unit.code
    advance(row, deed, at=at, by=by, unit=unit, note=made.asked, facts=facts)
    for head in line_of.heads(row, unit, at) if unit is not None else ():
        tell(to=head, kind=kind, of=row, at=at, due=due_on.isoformat())
    return made


@transaction.atomic
def take_over(
    *, matter: Matter, handler: Official, receipt: str, version: int, by: Official, at: datetime
) -> Matter:
    """The level above takes it over under a number of its own: from now on it holds and leads it, with its people."""
    row = claim(matter, version)
    refuse(life.objection(Deed.TAKE_OVER, row, by, at))
    part = SubTask.objects.open().select_related("unit").get(matter=row, kind=Kind.UPWARD)
    refuse(rules.objection_to_doer(handler, part, at))
    if not receipt.strip():
        raise Refused(Beside("receipt", _("Please give the number under which it is taken over.")))
    unit, before, left = part.unit, row.handler, row.lead_unit
    assert unit is not None  # noqa: S101 - the database refuses a way up without a unit
    head = accountable_head(row, unit, by, at)
    part.handler, part.accepted_by, part.accepted_at, part.receipt_number = handler, by, at, receipt.strip()
    _end(part, Result.TAKEN_OVER, "", by, at)
    facts: dict[str, object] = {"to": unit.code, "handler": handler.pk, "head": head.pk, "part": part.pk}
    advance(
        row, Deed.TAKE_OVER, at=at, by=by, unit=unit, facts={**facts, "receipt": part.receipt_number},
        lead_unit=unit, holding_unit=unit, level=unit.level, handler=handler, accountable_head=head,
    )  # fmt: skip
    if handler.pk != by.pk:
        tell(to=handler, kind="assigned", of=row, at=at)
    heads = line_of.heads(row, left, at) if left is not None else []
    for reader in {one.pk: one for one in (before, *heads) if one is not None}.values():
        tell(to=reader, kind="taken_over", of=row, at=at, where=reverse("matters:list"))
    return row


@transaction.atomic
def take_part(*, part: SubTask, handler: Official, by: Official, at: datetime) -> SubTask:
    """A head of the unit that was asked takes it on and names who does it; later another, if need be."""
    found = _claimed(part, Deed.TAKE_PART, by, at)
    refuse(rules.objection_to_doer(handler, found, at))
    if handler.pk == found.handler_id:
        raise Refused(_("This person is doing it already."))
    before, found.handler = found.handler, handler
    if found.accepted_at is None:
        found.accepted_by, found.accepted_at = by, at
    found.save(update_fields=["handler", "accepted_by", "accepted_at"])
    _leave(found, Deed.TAKE_PART, by, at, handler=handler.pk)
    if handler.pk != by.pk:
        tell(to=handler, kind="part_assigned", of=found.matter, at=at)
    if before is not None and before.pk != by.pk:
        tell(
            to=before,
            kind="part_unassigned",
            of=found.matter,
            at=at,
            where=reverse("matters:list"),
        )
    return found


@transaction.atomic
def answer_part(*, part: SubTask, words: str, by: Official, at: datetime) -> SubTask:
    """Say what came of it; whoever handles the matter is told and goes on."""
    found = _claimed(part, Deed.ANSWER_PART, by, at)
    return _close(found, Result.ANSWERED, words, by, at, deed=Deed.ANSWER_PART, kind="part_answered")


@transaction.atomic
def turn_down(*, part: SubTask, words: str, by: Official, at: datetime) -> SubTask:
    """A head says why the part is not theirs; it comes back to whoever handles the matter."""
    found = _claimed(part, Deed.TURN_DOWN, by, at)
    return _close(found, Result.TURNED_DOWN, words, by, at, deed=Deed.TURN_DOWN, kind="part_turned_down")


@transaction.atomic
def call_off(*, part: SubTask, words: str, by: Official, at: datetime) -> SubTask:
    """The handler needs the part no more; who was asked is told why."""
    found = _claimed(part, Deed.CALL_OFF, by, at)
    return _close(found, Result.CALLED_OFF, words, by, at, deed=Deed.CALL_OFF, kind="part_called_off")


def _claimed(part: SubTask, deed: str, by: Official, at: datetime) -> SubTask:
    """The part as it stands now, behind its matter: the matter is locked first, as every deed does."""
    row = claim(part.matter, None)
    found = SubTask.objects.select_for_update(of=("self",)).select_related("unit", "handler").get(pk=part.pk)
    found.matter = row
    refuse(rules.objection(deed, found, by, at))
    return found


def _close(
    found: SubTask, result: str, words: str, by: Official, at: datetime, *, deed: str, kind: str
) -> SubTask:
    if len(words.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please say it in a few words."))
    _end(found, result, words.strip(), by, at)
    _leave(found, deed, by, at, note=found.words)
    if found.kind == Kind.UPWARD and deed == Deed.TURN_DOWN:
        tell_page(page=found.matter.reference, kind="told", at=at, deed=deed)
    handler = found.matter.handler
    readers = rules.asked_people(found, at) if deed == Deed.CALL_OFF else [handler] if handler else []
    where = reverse("matters:list") if deed == Deed.CALL_OFF and found.accepted_at is None else ""
    for reader in readers:
        if reader.pk != by.pk:
            tell(to=reader, kind=kind, of=found.matter, at=at, where=where)
    return found


def _end(found: SubTask, result: str, words: str, by: Official, at: datetime) -> None:
    found.result, found.words, found.closed_by, found.closed_at = result, words, by, at
    found.remind_at = found.chase_at = None
    found.save()


def _leave(found: SubTask, deed: str, by: Official, at: datetime, *, note: str = "", **facts: object) -> None:
    unit = found.matter.lead_unit if deed == Deed.CALL_OFF else found.unit
    leave_step(
        found.matter,
        deed,
        at=at,
        by=by,
        unit=unit,
        note=note,
        facts={"part": found.pk, "of": found.kind, **facts},
    )
