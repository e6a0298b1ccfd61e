"""What units ask of one another in the demo: two parts asked for, one of them taken on."""

from datetime import datetime, time, timedelta
from typing import Any

from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.matters import actions as casework
from huiyin.matters.models import Matter, State, SubTask
from huiyin.matters.models.matter import Matters
from huiyin.orgs import line
from huiyin.orgs.models import Unit

ASKED, TAKEN_ON = 2, 1  # working days before the last one
HOUR = time(15, 10)
GIVEN = timedelta(days=4)


def ask_others(realm: Realm, days: Days) -> Life:
    """The building office asks a department for its part, which takes it on; another office asks the building office."""
    said, ours = texts.overseen()["parts"], realm.units["lh.build"]
    at = datetime.combine(days.back(ASKED), HOUR, tzinfo=days.zone)
    yield at
    made = [
        part
        for rows, unit, words in (
            (_being_handled(days).filter(lead_unit=ours), realm.units["sl"], said["theirs"]),
            (
                _being_handled(days)
                .filter(lead_unit__path__startswith=realm.units["lh"].path)
                .exclude(lead_unit=ours),
                ours,
                said["ours"],
            ),
        )
        if (part := _ask(rows, unit, words, at)) is not None
    ]
    at = datetime.combine(days.back(TAKEN_ON), HOUR, tzinfo=days.zone)
    yield at
    for part in made[:1]:
        assert part.unit is not None  # noqa: S101 - a unit was asked
        head = line.heads(part.unit, at.date())[0]
        casework.take_part(part=part, handler=head, by=head, at=at)


def _being_handled(days: Days) -> Matters:
    """Matters that somebody works on and that have some days left, the newest first."""
    rows = Matter.objects.live().filter(
        state=State.IN_PROGRESS, handler__isnull=False, due_on__gt=days.last + GIVEN
    )
    return rows.order_by("-pk")


def _ask(rows: Matters, unit: Unit, words: str, at: datetime) -> SubTask | None:
    """The newest of them is asked about."""
    found = rows.select_related("handler").first()
    if found is None or found.handler is None:
        return None
    given: dict[str, Any] = {"asked": words, "due_on": at.date() + GIVEN, "version": found.version}
    return casework.ask_unit(matter=found, unit=unit, by=found.handler, at=at, **given)
