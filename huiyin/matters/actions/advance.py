"""The one way a matter moves: checked against the table and the reader's version, with a step and an audit event."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.audit.actions import event
from huiyin.audit.adding import add
from huiyin.audit.models import Event
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.matters import dates, recounting
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Deadline, Extension, HandBack, Matter, Reply, State, Step, SubTask, Urgency
from huiyin.matters.models.matter import OPEN, WITH_THE_PERSON
from huiyin.matters.models.step import PAST
from huiyin.matters.rules import care, life, procedures, sub_tasks, urgent
from huiyin.matters.rules.move import Move
from huiyin.notices.actions import read_by_doing, tell_page
from huiyin.orgs.models import Official, Unit

_CLAIMED = "_as_claimed"


def claim(matter: Matter, version: int | None) -> Matter:
    """The matter's row, locked; refuses when somebody moved it since the page was shown."""
    row = (
        Matter.objects.select_for_update(of=("self",), no_key=True)
        .select_related("county", "charter", "intake_unit", "holding_unit", "lead_unit", "place")
        .defer("charter__text")
        .get(pk=matter.pk)
    )
    if version is not None and row.version != version:
        raise Refused(changed_meanwhile(row))
    _remember(row)
    return row


def claim_both(matter: Matter, version: int | None, other: Matter) -> tuple[Matter, Matter]:
    """Two rows; the same one twice where they are one."""
    rows = _claim_in_order(matter, version, [other.pk])
    return rows[matter.pk], rows[other.pk]


def claim_with_merged(matter: Matter, version: int | None) -> tuple[Matter, list[Matter]]:
    """The row, and those of all that are merged into it; refuses when one more has been, or one has been undone."""
    rows = _claim_in_order(
        matter, version, Matter.objects.filter(primary=matter.pk).values_list("pk", flat=True)
    )
    row = rows.pop(matter.pk)
    if set(Matter.objects.filter(primary=row.pk).values_list("pk", flat=True)) != set(rows):
        raise Refused(changed_meanwhile(row))
    return row, list(rows.values())


def _claim_in_order(matter: Matter, version: int | None, others: Iterable[int]) -> dict[int, Matter]:
    """Several rows are locked in the order of their keys, whatever the deed: so no two deeds wait for each other."""
    keys = sorted({matter.pk, *others})
    return {key: claim(Matter(pk=key), version if key == matter.pk else None) for key in keys}


def changed_meanwhile(matter: Matter) -> str:
    """Who did what in the meantime."""
    last = matter.steps.select_related("by").last()
    if last is None or last.deed == Step.Deed.RECUSE:
        return _("This matter has been changed in the meantime; please look again.")
    return _("“%(deed)s” meanwhile by %(who)s at %(when)s; nothing of yours was lost, please look again.") % {
        "deed": last.deed_words,
        "who": last.by.name if last.by else _("the system or the resident"),
        "when": timezone.localtime(last.at).strftime("%H:%M"),
    }


@transaction.atomic(savepoint=False)  # within a deed, which is undone as a whole
def advance(
    matter: Matter,
    deed: str,
    *,
    at: datetime,
    by: Official | None,
    unit: Unit | None = None,
    note: str = "",
    facts: dict[str, object] | None = None,
    who: str = "",
    contact: Contact | None = None,
    **changes: Any,
) -> None:
    """Make the move of the table: store the changes, stop and start clocks, leave the step, tell the resident's page.

    The row must be claimed before.
    """
    move = life.move_of(matter.state, deed)
    if move is None:
        raise Refused(life.does_not_follow(matter))
    at = _in_turn(matter, at)
    was, went_by, stood = matter.due_on, matter.profile, matter.state
    if (topic := changes.get("topic", matter.topic)) != matter.topic and deed != Step.Deed.SEAL:
        facts = {**(facts or {}), "topic": [matter.topic, topic]}
    for field, value in changes.items():
        setattr(matter, field, value)
    matter.state = move.target_from(matter.state)
    matter.stepped_at = at
    matter.version += 1
    _goes_on_without(matter, by, at)
    if stood == State.RETURN_DISPUTED != matter.state:
        HandBack.objects.filter(matter=matter, decided_at=None, lapsed_at=None).update(lapsed_at=at)
    _move_clocks(matter, move, at)
    if matter.profile != went_by and matter.is_open:
        begun = recounting.reread(matter, at=at, accepted_at=procedures.accepted_at(matter))
        facts = {**(facts or {}), **({"begun": begun} if begun else {})}
    _store(matter)
    if matter.urgent_at is not None:
        _urgency_goes_on(matter, deed, at)
    if deed in life.MOVES_A_DATE:
        facts = {**(facts or {}), **_moved(was, matter.due_on)}
    if deed in life.NAMES_A_DATE and matter.due_on is not None:
        facts = {**(facts or {}), "due": matter.due_on.isoformat()}
    if move.page:
        told = {"unit": unit.short_name} if unit else {}
        tell_page(page=matter.reference, kind="told", at=at, deed=deed, **told)
    leave_step(matter, deed, at=at, by=by, unit=unit, note=note, facts=facts, who=who, contact=contact)
    if matter.sponsor_id is not None and care.is_over(matter, at):
        _let_care_end(matter, by, at)


def _move_clocks(matter: Matter, move: Move, at: datetime) -> None:
    """Those that it stops, then those that it begins: read together, written by kind of change."""
    if not (move.stops or move.makes):
        return
    clocks = list(dates.of_round(matter))
    ending = [one for one in clocks if one.stopped_at is None and one.kind in move.stops]
    dates.stop_these(ending, matter, at=at)
    if move.makes:
        there = {clock.kind: clock for clock in clocks}
        dates.keep(dates.begun(matter, move.makes, there, at=at, only=move.clocks))


def _store(matter: Matter) -> None:
    """Write what has changed since the row was claimed."""
    before: dict[str, Any] | None = matter.__dict__.get(_CLAIMED)
    if before is None:
        matter.save()
        return
    now = matter.__dict__  # as it lies there: words that nobody has read are still sealed
    fields = Matter._meta.concrete_fields
    matter.save(update_fields=[one.name for one in fields if now[one.attname] is not before[one.attname]])
    _remember(matter)


def _remember(matter: Matter) -> None:
    matter.__dict__[_CLAIMED] = dict(matter.__dict__)


def _goes_on_without(matter: Matter, by: Official | None, at: datetime) -> None:
    """What was asked for and is not decided, or not there yet, lapses where the matter has gone on."""
    if matter.more_time_asked_at is not None and matter.state != State.IN_PROGRESS:
        _let_request_lapse(matter, by, at)
    if matter.correcting_since is not None and matter.state not in WITH_THE_PERSON:
        _let_correction_lapse(matter, by, at)
    if matter.state not in OPEN:
        let_parts_go(matter, by, at)


def _moved(was: date | None, now: date | None) -> dict[str, object]:
    """From which day to which the date of the answer went, if it did."""
    if was is None or now is None or was == now:
        return {}
    return {"clock": Deadline.Kind.HANDLE.value, "from": was.isoformat(), "to": now.isoformat()}


def _in_turn(matter: Matter, at: datetime) -> datetime:
    """Who waited for a lock comes after who held it."""
    return max(at, matter.stepped_at)


def _urgency_goes_on(matter: Matter, deed: str, at: datetime) -> None:
    """The first action is on record, or nothing more is done here: time need not look again, until it is open anew."""
    waits = Urgency.objects.filter(matter=matter, contacted_at=None)
    if deed in urgent.BEGUN:
        waits.update(contacted_at=at, next_at=None)
    elif not matter.is_open:
        waits.update(next_at=None)
    else:
        waits.filter(next_at=None).update(next_at=at + urgent.alert_every(matter), rung=0)


def _let_request_lapse(matter: Matter, by: Official | None, at: datetime) -> None:
    """Nobody decides any more on the time that was asked for: the request says when that was, and who asked hears it."""
    matter.more_time_asked_at = None
    for asked in Extension.objects.filter(matter=matter, granted=None, lapsed_at=None):
        asked.lapsed_at = at
        asked.save(update_fields=["lapsed_at"])
        if by is None or by.pk != asked.asked_by_id:
            where = "" if asked.asked_by_id == matter.handler_id else reverse("matters:list")
            tell(to=asked.asked_by, kind="more_time_lapsed", of=matter, at=at, where=where)


def _let_correction_lapse(matter: Matter, by: Official | None, at: datetime) -> None:
    """The answer is worked on anew, or looked at from above: its corrected version waits for nobody any more."""
    matter.correcting_since = None
    for draft in Reply.objects.filter(matter=matter, approved_at=None, returned_at=None):
        draft.returned_at = at
        draft.save(update_fields=["returned_at"])
        if draft.drafted_by is not None and (by is None or by.pk != draft.drafted_by_id):
            tell(to=draft.drafted_by, kind="correction_lapsed", of=matter, at=at)


def let_parts_go(
    matter: Matter, by: Official | None, at: datetime, *, only: Callable[[SubTask], bool] = lambda _part: True
) -> bool:
    """Nobody waits any more for what others were asked for: whoever was asked hears that the matter has gone on.

    Of all parts that are open, or of those that `only` names; whether there was one.
    """
    open_parts = SubTask.objects.open().filter(matter=matter).select_related("handler", "unit")
    gone = [part for part in open_parts if only(part)]
    for part in gone:
        part.result, part.closed_at = SubTask.Result.OVERTAKEN, at
        part.remind_at = part.chase_at = None
        part.save(update_fields=["result", "closed_at", "remind_at", "chase_at"])
        part.matter = matter
        where = "" if part.accepted_at is not None else reverse("matters:list")
        for reader in sub_tasks.asked_people(part, at):
            if by is None or by.pk != reader.pk:
                tell(to=reader, kind="part_overtaken", of=matter, at=at, where=where)
    return bool(gone)


def _let_care_end(matter: Matter, by: Official | None, at: datetime) -> None:
    """Whoever saw it through hears that nothing is left for them to see through."""
    cared = Official.objects.get(pk=matter.sponsor_id)
    matter.sponsor = None
    matter.save(update_fields=["sponsor"])
    leave_step(
        matter, Step.Deed.LEAVE_CARE, at=at, by=None, unit=matter.unit_in_turn, facts={"official": cared.pk}
    )
    if by is None or by.pk != cared.pk:
        seen = Matter.objects.visible_to(cared, at).filter(pk=matter.pk).exists()
        where = "" if seen else reverse("matters:list")
        tell(to=cared, kind="care_over", of=matter, at=at, where=where)


def leave_step(
    matter: Matter,
    deed: str,
    *,
    at: datetime,
    by: Official | None,
    unit: Unit | None = None,
    note: str = "",
    facts: dict[str, object] | None = None,
    who: str = "",
    contact: Contact | None = None,
) -> None:
    """Add one line to the trail and one to the audit, no earlier than what has brought the matter where it stands.

    What an official was told of the matter before is read by what they do.
    """
    at = _in_turn(matter, at)
    if by is not None:
        read_by_doing(by=by, about=matter.reference, at=at)
    add(
        *step_and_event(
            matter, deed, at=at, by=by, unit=unit, note=note, facts=facts, who=who, contact=contact
        )
    )


def step_and_event(
    matter: Matter,
    deed: str,
    *,
    at: datetime,
    by: Official | None,
    unit: Unit | None = None,
    note: str = "",
    facts: dict[str, object] | None = None,
    who: str = "",
    contact: Contact | None = None,
) -> tuple[Step, Event]:
    """The two lines, still to be added."""
    step = Step(
        matter=matter,
        deed=deed,
        at=at,
        by=by,
        unit=unit,
        state_after=matter.state,
        level_after=matter.level,
        outcome_after=matter.outcome,
        note=note,
        contact=contact,
        facts=facts or {},
    )
    key = by.key if by else who or "clock"
    done = event(
        by=key, deed=f"matter.{PAST[deed]}", on=matter.reference, at=at, state=matter.state, **(facts or {})
    )
    return step, done
