"""What time does to the register: long silence is pointed out once to the official, later once to the branch (S11)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from huiyin.audit.scope import current_county
from huiyin.notices.actions import tell
from huiyin.orgs.apart import apart
from huiyin.orgs.calendar import working_day
from huiyin.orgs.charter import charter_on
from huiyin.orgs.models import County, Official
from huiyin.register import rules, silence
from huiyin.register.models import Assignment

TURN = 500  # lines a turn, so that nobody waits long for a lock


def remind_of_dormant(*, at: datetime) -> int:
    """After the charter's days without contact the official is reminded once, after as many again the branch is told.

    Nothing else follows. A contact begins the count anew; on days off nobody is told.
    """
    county = County.objects.get(pk=current_county() or 0)
    day = working_day(at)
    charter = charter_on(day, county) if day is not None else None
    if day is None or charter is None:
        return 0
    days = int(charter.figure("keeping.dormant_days").value)
    return _each("reminded_on", days, day, at) + _each("branch_told_on", days * 2, day, at)


def _each(column: str, days: int, day: date, at: datetime) -> int:
    done = 0
    for line in _due(column, days, day)[:TURN]:
        with apart(line):
            told = Q(**{column: getattr(line, column)})
            if not Assignment.objects.filter(told, pk=line.pk, ended_on=None).update(**{column: day}):
                continue  # another clock was quicker, or the line has ended
            own = column == "reminded_on"
            _tell(line, [line.official] if own else rules.branch_desk(line.unit, day), at)
            done += 1
    return done


def _due(column: str, days: int, day: date) -> Any:
    """Live lines silent for so long, of which this silence has not been pointed out yet."""
    lines = silence.with_contacts(Assignment.objects.live_on(day), day)
    lines = lines.filter(silent_since__lte=day - timedelta(days=days))
    new = Q(**{column: None}) | Q(**{f"{column}__lt": F("silent_since") + timedelta(days=days)})
    return lines.filter(new).select_related("official", "unit", "household").order_by("pk")


def _tell(line: Assignment, readers: list[Official], at: datetime) -> None:
    where = reverse("contacts:household", kwargs={"key": line.household.key})
    for reader in readers:
        tell(to=reader, kind="dormant", about=line.household.code, at=at, where=where)
