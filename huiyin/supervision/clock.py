"""What time does to supervisions: a date is worked out anew with its year's days off, and a late answer is told."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from huiyin.matters.actions.advance import claim
from huiyin.matters.actions.telling import tell
from huiyin.matters.turns import TURN, apart
from huiyin.orgs.calendar import Moved, working_day
from huiyin.supervision import rules
from huiyin.supervision.actions import answering
from huiyin.supervision.models import Supervision

_WITH = ("matter__county", "matter__charter")


def tell_of_late_answers(*, at: datetime) -> int:
    """Who asked and who is to answer are told once, on the first working day after the date."""
    day = working_day(at)
    if day is None:
        return 0  # nobody is told on a day off; it comes up again
    late = Supervision.objects.late(day).filter(late_told_at=None)
    found = late.select_related(*_WITH)[:TURN] if late.exists() else ()
    return sum(_apart(one, at, _tell_of_one) for one in found)


def redate(*, at: datetime) -> int:
    """Open questions whose date comes out otherwise by the calendar of now get the new one, and both sides are told."""
    return sum(_apart(found, at, _redate_one) for found, _day in list(_otherwise())[:TURN])


def moving() -> Iterator[Moved]:
    """From where to where the dates of open questions would move by the calendar of now."""
    return ((found.due_on, day) for found, day in _otherwise())


def _otherwise() -> Iterator[tuple[Supervision, date]]:
    for found in Supervision.objects.open().select_related(*_WITH):
        day = rules.due(found.matter, found.at).due_legal
        if day != found.due_on:
            yield found, day


def _apart(found: Supervision, at: datetime, act: Callable[[Supervision, datetime], bool]) -> bool:
    """One bad row does not stop the clock for all the others; the matter is claimed first, as every deed does."""
    with apart(found):
        matter = claim(found.matter, None)
        row = Supervision.objects.open().filter(pk=found.pk).select_related("by").first()
        if row is not None:  # else it was answered meanwhile
            row.matter = matter
            return act(row, at)
    return False


def _tell_of_one(found: Supervision, at: datetime) -> bool:
    if found.late_told_at is not None:
        return False  # another clock was quicker
    found.late_told_at = at
    found.save(update_fields=["late_told_at"])
    _tell_both(found, "supervision_late", at)
    return True


def _redate_one(found: Supervision, at: datetime) -> bool:
    due_on = rules.due(found.matter, found.at).due_legal
    if due_on == found.due_on:
        return False
    found.due_on = due_on
    found.save(update_fields=["due_on"])
    _tell_both(found, "supervision_redated", at)
    return True


def _tell_both(found: Supervision, kind: str, at: datetime) -> None:
    for reader in (found.by, *answering(found, at)):
        tell(to=reader, kind=kind, of=found.matter, at=at, due=found.due_on.isoformat())
