"""Dates worked out again: each keeps from which day to which it went, and whoever it is a date of is told (I-09)."""

from datetime import date, datetime

from huiyin.matters import owing, recounting
from huiyin.matters.actions.advance import leave_step
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Deadline, Matter, Step
from huiyin.matters.rules import procedures, record
from huiyin.notices.actions import tell_page


def announce(deadline: Deadline, was: date, now: date, at: datetime, *, why: str = "") -> None:
    """Leave the step, and tell of the date that the person waits for: their page, and who can take the next step."""
    matter = deadline.matter
    facts: dict[str, object] = {"clock": deadline.kind, "from": was.isoformat(), "to": now.isoformat()}
    leave_step(matter, Step.Deed.REDATE, at=at, by=None, facts={**facts, **({"why": why} if why else {})})
    if deadline.kind == Deadline.Kind.HANDLE or (
        deadline.kind == Deadline.Kind.NOTIFY and procedures.awaits_acceptance(matter)
    ):
        matter.due_on = now
        matter.save(update_fields=["due_on"])
        tell_page(page=matter.reference, kind="told", at=at, deed=Step.Deed.REDATE, due=str(now))
        for reader in owing.holders(matter, at):
            tell(to=reader, kind="date_changed", of=matter, at=at, due=str(now))


def count_anew(matter: Matter, at: datetime) -> None:
    """What runs from the receipt runs from the day that was put right, where that is earlier."""
    for deadline, was in recounting.count_from_receipt(matter, at=at):
        if deadline.due_on != was:
            deadline.matter = matter
            announce(deadline, was, deadline.due_on, at, why=record.RECEIPT)
