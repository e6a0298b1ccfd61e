"""Merging two matters about the same, and undoing it; each person keeps their number, their page and their answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.lib.refusal import refuse
from huiyin.matters import dates
from huiyin.matters.actions.advance import advance, claim_both, leave_step
from huiyin.matters.actions.delivering import overtake, send_to_each
from huiyin.matters.actions.saying import said_why
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Deadline, Matter, Merge, State, Step
from huiyin.matters.rules import life, line_of
from huiyin.matters.rules import merging as rules
from huiyin.notices.actions import tell_page
from huiyin.orgs.models import Official

Deed = Step.Deed
PARTED = "parted"  # what the time to pass it on runs from where it had been passed on before it was merged


@transaction.atomic
def merge(*, matter: Matter, primary: Matter, why: str, version: int, by: Official, at: datetime) -> Merge:
    """Join it to another about the same (T07): from now on its person follows that one, whose dates count."""
    row, main = claim_both(matter, version, primary)
    refuse(life.objection(Deed.MERGE, row, by, at))
    refuse(rules.objection_to_primary(row, main))
    handlers = [one for one in (row.handler, row.accountable_head) if one is not None and one.pk != by.pk]
    found = Merge.objects.create(
        matter=row, primary=main, why=said_why(why), by=by, at=max(at, row.stepped_at)
    )
    facts: dict[str, object] = {"into": main.reference}
    advance(
        row,
        Deed.MERGE,
        at=found.at,
        by=by,
        unit=row.holding_unit,
        note=found.why,
        facts=facts,
        primary=main,
    )
    answer = rules.answer_of(main) if main.state == State.REPLIED else None
    if answer is not None:
        send_to_each([row], main, answer, by, at)
    _tell_the_primary(main, Deed.JOIN, row, by, at)
    for reader in {one.pk: one for one in handlers}.values():
        tell(to=reader, kind="merged", of=row, at=at, where=reverse("matters:list"))
    return found


@transaction.atomic
def unmerge(*, matter: Matter, why: str, version: int, by: Official, at: datetime) -> Merge:
    """Undo it: the matter is to be passed on again, with the dates it had before."""
    key = Matter.objects.filter(pk=matter.pk).values_list("primary", flat=True).get()
    row, main = claim_both(matter, version, Matter(pk=key or matter.pk))
    refuse(life.objection(Deed.UNMERGE, row, by, at))
    return _undone(row, main, said_why(why), by, at)


def let_go(main: Matter, merged: Iterable[Matter], by: Official | None, at: datetime) -> None:
    """The person of this matter has withdrawn it: what others said of the same is not withdrawn with it.

    Of claimed rows.
    """
    for row in merged:
        _undone(row, main, _("The matter it was merged with has been withdrawn by its person."), by, at)


def _undone(row: Matter, main: Matter, why: str, by: Official | None, at: datetime) -> Merge:
    found = _ended(row, why, by, at)
    dates.resume(row, found.at, at=at)
    route_anew(row, at)
    before = [one for one in (row.handler, row.accountable_head) if one is not None]
    home = row.holding_unit if row.lead_unit_id != row.holding_unit_id else row.intake_unit
    facts: dict[str, object] = {"from": main.reference}
    changes: dict[str, Any] = {
        "primary": None,
        "lead_unit": None,
        "level": "",
        "handler": None,
        "accountable_head": None,
    }
    advance(row, Deed.UNMERGE, at=at, by=by, unit=home, note=why, facts=facts, holding_unit=home, **changes)
    _tell_the_primary(main, Deed.PART, row, by, at)
    for reader in line_of.desk(row, home, at):
        if by is None or reader.pk != by.pk:
            tell(to=reader, kind="routed", of=row, at=at)
    for reader in {
        one.pk: one for one in before if one not in (by, main.handler, main.accountable_head)
    }.values():
        tell(to=reader, kind="unmerged", of=row, at=at, where=reverse("matters:list"))
    return found


def route_anew(row: Matter, at: datetime) -> None:
    """What had been passed on in time has its whole time for that again; else the day that runs from the receipt stays."""
    for kind in (Deadline.Kind.ROUTE, Deadline.Kind.TRANSFER):
        begun = row.deadlines.filter(kind=kind, round=row.reopened + 1).order_by("pk")
        clock = begun.last()  # not that of the latest day: the one that runs may have the earlier
        in_time = clock is not None and clock.stopped_at is not None and clock.missed_at is None
        if in_time and dates.runs_from(row.charter.charter, row.profile, kind) is not None:
            dates.start(row, kind, at=at, moment=PARTED)


def stands_alone(row: Matter, main: Matter, at: datetime, why: str) -> dict[str, Any]:
    """What changes where its person has it taken up again, or reviewed: it goes on for itself. Of claimed rows."""
    _ended(row, why, None, at)
    _tell_the_primary(main, Deed.PART, row, None, at)
    return {"primary": None, "holding_unit": row.lead_unit, "topic": row.topic or main.topic}


def _ended(row: Matter, why: str, by: Official | None, at: datetime) -> Merge:
    found = Merge.objects.get(matter=row, undone_at=None)
    found.undone_by, found.undone_at, found.undone_why = by, at, why
    found.save(update_fields=["undone_by", "undone_at", "undone_why"])
    overtake(row, at)
    return found


def _tell_the_primary(main: Matter, deed: str, other: Matter, by: Official | None, at: datetime) -> None:
    """Its trail, its person and who works on it hear of the other one."""
    leave_step(main, deed, at=at, by=by, unit=main.holding_unit, facts={"with": other.reference})
    tell_page(page=main.reference, kind="told", at=at, deed=deed)
    for reader in {one.pk: one for one in (main.handler, main.accountable_head) if one is not None}.values():
        if by is None or reader.pk != by.pk:
            tell(to=reader, kind="joined" if deed == Deed.JOIN else "parted", of=main, at=at)
