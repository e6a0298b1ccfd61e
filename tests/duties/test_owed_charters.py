"""Which charter decides what is owed: another one, a change of one, the first moment of a period."""

from datetime import date, datetime, timedelta

import pytest

from huiyin.duties.owed import Owed, charters_for, duties_of, owed
from huiyin.lib import periods
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official
from tests.duties import made
from tests.world import SHANGHAI, World, charter_text

DEC = made.moment(date(2026, 12, 31))


def one(world: World, who: Official, code: str, day: date = date(2026, 2, 1)) -> Owed | None:
    found = owed([who.pk], periods.now(day), county=world.county, at=DEC)[who.pk]
    return next((each for each in found if each.duty.code == code), None)


def left(world: World, who: Official, code: str, day: date = date(2026, 2, 1)) -> tuple[int, int, int]:
    found = one(world, who, code, day)
    assert found is not None
    return found.wanted, found.done, found.left


def test_a_change_of_the_charter_begins_with_the_next_period(world: World) -> None:
    text = charter_text().replace('version = "1.0"', 'version = "1.1"')
    text = text.replace("reception.per_month_min", "contact.households_target")  # two a month
    orgs.adopt_charter(text=text, effective_at=made.moment(date(2026, 2, 10)), by="test", at=DEC)
    assert left(world, world.ma, "reception_day")[0] == 1
    assert left(world, world.ma, "reception_day", date(2026, 3, 1))[0] == 2


def test_another_charter_may_ask_so_many_talks_of_each_official(world: World) -> None:
    duty = """
[duty.talks]
per = "quarter"
n = 2
each = "official"
counts = ["talk"]
who = "officer"
zh_Hans = "谈心谈话"
en = "Talks"
source = "地方做法"
"""
    text = charter_text().replace('version = "1.0"', 'version = "1.1"') + duty
    orgs.adopt_charter(text=text, effective_at=made.moment(date(2025, 12, 1)), by="test", at=DEC)
    assert left(world, world.chen, "talks") == (2, 0, 2)
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)):
        made.contact(world, day, "talk")
    made.contact(world, date(2026, 2, 1))
    assert left(world, world.chen, "talks") == (2, 2, 0), "of this quarter, and not the visit"
    found = one(world, world.chen, "talks")
    assert found is not None
    assert [item.key for item in found.items] == [0], "owed for nobody in particular"


@pytest.mark.parametrize(
    ("effective", "asked"),
    [
        (datetime(2026, 1, 1, tzinfo=SHANGHAI), 2),  # with the first moment of the month
        (datetime(2026, 1, 1, 0, 0, 1, tzinfo=SHANGHAI), 1),
    ],
)
def test_the_charter_of_a_periods_first_moment_holds_for_it(
    world: World, effective: datetime, asked: int
) -> None:
    text = charter_text().replace('version = "1.0"', 'version = "1.1"')
    text = text.replace("reception.per_month_min", "contact.households_target")  # two a month
    orgs.adopt_charter(text=text, effective_at=effective, by="test", at=DEC)
    assert left(world, world.ma, "reception_day", date(2026, 1, 1))[0] == asked


@pytest.mark.parametrize(("second", "known"), [(-1, True), (0, False)])
def test_a_county_owes_by_the_first_charter_that_came_within_a_period(
    world: World, second: int, known: bool
) -> None:
    month = periods.of("month", date(2009, 12, 1))  # the month before the county had a charter
    text = charter_text().replace('version = "1.0"', 'version = "0.9"')
    came = datetime(2010, 1, 1, tzinfo=SHANGHAI) + timedelta(seconds=second)
    orgs.adopt_charter(text=text, effective_at=came, by="test", at=DEC)
    assert (month in charters_for([month], world.county)) is known
    assert bool(duties_of(month, world.county)) is known
