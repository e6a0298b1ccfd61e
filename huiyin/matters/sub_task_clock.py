"""What time does to parts that others were asked for: reminding before their day, and telling up their line after it.

The lateness of a part is the asked unit's and moves no date of the matter.
"""

from datetime import datetime

from huiyin.matters import dates
from huiyin.matters.actions.advance import leave_step
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step, SubTask
from huiyin.matters.rules import firewall
from huiyin.matters.rules.sub_tasks import asked_people
from huiyin.matters.turns import each
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official

CLOCK = "part"  # what steps call it, beside the clocks of the matter itself


def remind_of_parts(*, at: datetime) -> int:
    """Whoever does a part is told some working days before its day; never on a day off."""
    return each(SubTask.objects.to_remind(at), _remind, "remind_at", at, _not_again)


def chase_parts(*, at: datetime) -> int:
    """An overdue part is told one rung up the line of the unit that was asked, and to the handler who waits for it."""
    return each(SubTask.objects.to_chase(at), _chase, "chase_at", at, dates.next_chase)


def _not_again(_part: SubTask, _matter: Matter, _at: datetime) -> None:
    """One reminder is enough."""


def _remind(part: SubTask, at: datetime) -> None:
    readers = asked_people(part, at)
    for reader in readers:
        tell(to=reader, kind="part_soon", of=part.matter, at=at, due=part.due_on.isoformat())
    if readers:
        leave_step(part.matter, Step.Deed.REMIND, at=at, by=None, unit=part.unit, facts=_facts(part))


def _chase(part: SubTask, at: datetime) -> None:
    waiting = (part.matter.handler, part.handler)
    told: dict[int, Official] = {one.pk: one for one in waiting if one is not None}
    if part.unit is not None:
        day, free = local_day(at, part.matter.county), firewall.free(part.matter, at)
        _unit, people = line.rung(part.unit, part.rung, day, free)
        told.update({one.pk: one for one in people})
    for reader in told.values():
        tell(to=reader, kind="part_late", of=part.matter, at=at, due=part.due_on.isoformat())
    part.rung += 1
    part.save(update_fields=["rung"])
    facts = {**_facts(part), "rung": part.rung}
    leave_step(part.matter, Step.Deed.CHASE, at=at, by=None, unit=part.unit, facts=facts)


def _facts(part: SubTask) -> dict[str, object]:
    return {"clock": CLOCK, "part": part.pk, "due": part.due_on.isoformat()}
