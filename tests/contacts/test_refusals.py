"""What cannot have been: two places at once, hours and days to come, a day before the first post."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from huiyin.contacts.actions import record
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.orgs.actions import adopt_charter
from tests.world import AT, World, charter_text

TODAY = AT.date()
YESTERDAY = TODAY - timedelta(days=1)


def visit(world: World, day: date = YESTERDAY, **details: Any) -> Contact:
    return record(
        place=world.village, held_on=day, points=[], promises=[], note="走访",
        details=Details(**details), by=world.chen, at=AT,
    )  # fmt: skip


def test_nobody_is_at_two_places_in_the_same_hour(world: World) -> None:
    first = visit(world, begins=time(9), ends=time(11))
    with pytest.raises(Refused, match=first.reference):
        visit(world, begins=time(10, 30), ends=time(12))
    visit(world, begins=time(11), ends=time(12))
    visit(world)  # without hours nothing is known against it


def test_a_stay_does_not_forbid_a_visit_on_one_of_its_days(world: World) -> None:
    """Somebody who stays in a village for days may well visit the next one."""
    record(
        kind="field_stay", place=world.hamlet, held_on=TODAY - timedelta(days=5), points=[], promises=[],
        note="蹲点", details=Details(until_on=YESTERDAY), by=world.chen, at=AT,
    )  # fmt: skip
    visit(world, begins=time(9), ends=time(11))
    assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "details", "says"),
    [
        (TODAY + timedelta(days=1), {}, "future"),
        (TODAY, {"begins": time(9), "ends": time(11)}, "future"),
        (TODAY, {"until_on": TODAY + timedelta(days=2)}, "future"),
        (YESTERDAY, {"begins": time(9)}, "both hours"),
        (YESTERDAY, {"begins": time(11), "ends": time(9)}, "before"),
        (YESTERDAY, {"until_on": YESTERDAY - timedelta(days=2)}, "before the first"),
        (YESTERDAY - timedelta(days=80), {"until_on": YESTERDAY}, "61 days"),
        (date(2019, 12, 31), {}, "no post"),
    ],
)
def test_impossible_times_are_refused_in_a_sentence(
    world: World, day: date, details: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        visit(world, day, **details)
    assert not Contact.objects.exists()


def test_one_record_spans_as_many_days_as_the_charter_says(world: World) -> None:
    visit(world, YESTERDAY - timedelta(days=61), until_on=YESTERDAY)
    with pytest.raises(Refused, match="61 days"):
        visit(world, YESTERDAY - timedelta(days=62), until_on=YESTERDAY)
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    shorter = text.replace("record_days_max = { value = 61", "record_days_max = { value = 7")
    adopt_charter(text=shorter, effective_at=AT, by="test", at=AT)
    visit(world, YESTERDAY - timedelta(days=7), until_on=YESTERDAY)
    with pytest.raises(Refused, match="7 days"):
        visit(world, YESTERDAY - timedelta(days=8), until_on=YESTERDAY)


def test_the_first_day_in_office_counts(world: World) -> None:
    visit(world, date(2020, 1, 1))
    visit(world, TODAY, begins=time(8), ends=time(9, 59))
