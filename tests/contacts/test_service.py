"""Volunteering: hours that fit, groups without names, and a table that another system can read (S24)."""

import io
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from huiyin.contacts.actions import record
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, VolunteerService
from huiyin.lib.refusal import Refused
from huiyin.lib.sheets import Sheet, workbook
from huiyin.reports import volunteering
from tests.world import AT, World

TODAY = AT.date()


def served(world: World, event: int, own: int, **details: Any) -> Contact:
    """Chen helped at the river, for so many minutes."""
    given = {"subject": "清理河道", "groups": ("elderly_alone", "farmer"), **details}
    return record(
        kind="volunteering", place=world.town, held_on=TODAY, points=[], promises=[],
        details=Details(**given), own=VolunteerService(event_minutes=event, minutes=own), by=world.chen, at=AT,
    )  # fmt: skip


@pytest.mark.parametrize(("event", "own"), [(120, 121), (0, 0), (120, 0), (25 * 60, 60)])
def test_s24_hours_cannot_be_more_than_the_event_lasted(world: World, event: int, own: int) -> None:
    with pytest.raises(Refused):
        served(world, event, own)
    assert not Contact.objects.exists()
    served(world, 120, 120)


def test_a_day_has_no_more_than_its_hours(world: World) -> None:
    served(world, 15 * 60, 15 * 60)
    with pytest.raises(Refused, match="24 hours"):
        served(world, 10 * 60, 10 * 60)
    served(world, 10 * 60, 9 * 60)


def test_s24_the_export_validates_and_names_no_resident(world: World, enter: Any) -> None:
    contact = served(world, 180, 150)
    answer = enter(world.chen).get("/reports/volunteering/xlsx/?from=2026-01-01&to=2026-12-31")
    assert answer.status_code == 200
    assert volunteering.mistakes(answer.content) == []
    book = load_workbook(io.BytesIO(answer.content))
    assert "2026年1月1日" in str(book.worksheets[-1]["A1"].value), "days as people write them"
    page = book.worksheets[0]
    rows = list(page.iter_rows(values_only=True))
    assert len(rows) == 2
    row = rows[1]
    assert (row[0].date(), row[2], row[6], row[7]) == (TODAY, "清理河道", 3, 2.5)
    assert row[8] == "孤寡老人、农民"
    assert row[9] == contact.reference
    assert world.wang.name not in str(rows)
    empty = enter(world.chen).get("/reports/volunteering/xlsx/?from=2025-01-01&to=2025-12-31")
    assert volunteering.mistakes(empty.content) == []


def test_s24_a_table_that_does_not_validate_is_noticed() -> None:
    names = [name for name, _meaning in volunteering.columns()]
    bad = [
        TODAY, TODAY - timedelta(days=1), "", "村", "陈立", "支部", 2, 3, "", "L",
    ]  # fmt: skip
    content = workbook([Sheet("x", names, [bad])], about=["x"], about_name="about")
    assert len(volunteering.mistakes(content)) == 3
    content = workbook([Sheet("x", names[:-1], [])], about=["x"], about_name="about")
    assert len(volunteering.mistakes(content)) == 1


@pytest.mark.parametrize(
    ("own", "days", "fine"),
    [
        (0, 0, False),
        (0.25, 0, True),
        (1, 0, True),
        (2, 0, True),
        (2.25, 0, False),
        (1, 1, True),
        (1, -1, False),
    ],
)
def test_s24_hours_and_days_of_a_row_are_in_order(own: float, days: int, fine: bool) -> None:
    names = [name for name, _meaning in volunteering.columns()]
    last = TODAY + timedelta(days=days)
    row = [TODAY, last, "清理河道", "村", "陈立", "支部", 2, own, "", "L"]
    content = workbook([Sheet("x", names, [row])], about=["x"], about_name="about")
    assert (volunteering.mistakes(content) == []) is fine


def test_s24_the_export_is_of_what_one_may_see(world: World, enter: Any) -> None:
    contact = served(world, 180, 150)
    for official, sees in ((world.ma, True), (world.he, False), (world.qian, False)):
        answer = enter(official).get("/reports/volunteering/xlsx/?from=2026-01-01&to=2026-12-31")
        rows = load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
        assert (contact.reference in str(list(rows))) == sees
