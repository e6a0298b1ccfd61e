"""A register without numbers of households: each is known again as at the counter, else numbered, and asked about in doubt."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.orgs.models import County
from huiyin.people.actions import next_code
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.privacy.actions import withdraw
from huiyin.register.models import Assignment
from tests.sheets.books import REGISTER, book
from tests.sheets.qinghe import NOW, brought, looked, qinghe, why
from tests.sheets.test_cases_layout import said
from tests.sheets.test_cases_people import row

__all__ = ["qinghe"]

HEADS = [REGISTER[0], *REGISTER[2:]]
EAST, WEST = "QH-101200-", "QH-101201-"  # 东湾村, 西湾村


def unnumbered(login: str = "zhou", place: str = "东湾村", name: str = "王强", **more: str) -> list[str]:
    """A row of such a list."""
    one = row(login, "", place, name, **more)
    return [one[0], *one[2:]]


def listed(*rows: list[Any]) -> bytes:
    return book(HEADS, rows)


def numbers() -> list[tuple[str, str]]:
    people = Resident.objects.order_by("household__code").select_related("household")
    return [(one.household.code, one.name) for one in people if one.household]


PHONE, OTHER = "13800000001", "13800000002"
DOOR = "东头第三户"


def test_the_countys_own_numbers_are_given_village_by_village(qinghe: County) -> None:
    brought(qinghe, "register", book(REGISTER, [row(code=f"{EAST}002", name="周小芳", phone="13800000009")]))
    rows = [
        unnumbered(phone=PHONE),
        unnumbered(name="赵军", place="西湾村"),
        unnumbered("li", name="钱一户", address=DOOR),
    ]
    outcome = brought(qinghe, "register", listed(*rows))
    assert (outcome.new, why(outcome)) == (3, [])
    assert numbers() == [
        (f"{EAST}002", "周小芳"),
        (f"{EAST}003", "王强"),
        (f"{EAST}004", "钱一户"),
        (f"{WEST}001", "赵军"),
    ]
    assert "the county's own is given (3 rows)" in said(outcome)
    east = Household.objects.get(code=f"{EAST}003").place
    assert next_code(east, "QH") == f"{EAST}005", "and the counter goes on behind them"


@pytest.mark.parametrize("more", [{"phone": PHONE}, {"address": DOOR}, {}])
def test_the_same_list_again_changes_nothing(qinghe: County, more: dict[str, str]) -> None:
    content = listed(unnumbered(**more), unnumbered("li", name="赵军", **more))
    brought(qinghe, "register", content)
    again = brought(qinghe, "register", content)
    assert (again.new, again.changed, again.same, why(again)) == (0, 0, 2, [])
    assert Household.objects.count() == 2
    known = (
        "by name with telephone or address"
        if more
        else f"by its name alone, as nothing else can be compared, read as household {EAST}001"
    )
    assert known in said(again)


def test_a_household_on_record_with_a_number_of_another_kind_is_known_again(qinghe: County) -> None:
    brought(qinghe, "register", book(REGISTER, [row(code="HA-1", phone=PHONE)]))
    outcome = brought(
        qinghe, "register", listed(unnumbered("li", name="王 强", phone=f"+86 {PHONE}", address=DOOR))
    )
    assert (outcome.new, why(outcome)) == (1, []), "another official keeps it too"
    home = Household.objects.get()
    assert (home.code, home.address) == ("HA-1", DOOR)
    assert (Resident.objects.count(), ConsentRecord.objects.count()) == (1, 1)
    assert Assignment.objects.filter(household=home).count() == 2


def test_two_officials_of_one_household_are_one_household(qinghe: County) -> None:
    rows = [unnumbered(phone=PHONE, address=DOOR), unnumbered("li", phone=PHONE)]
    assert brought(qinghe, "register", listed(*rows)).new == 2
    assert numbers() == [(f"{EAST}001", "王强")]
    assert Assignment.objects.count() == 2


def test_two_of_a_name_that_differ_are_two_and_stay_two(qinghe: County) -> None:
    content = listed(unnumbered(phone=PHONE), unnumbered("li", phone=OTHER))
    assert brought(qinghe, "register", content).new == 2
    assert [code for code, _name in numbers()] == [f"{EAST}001", f"{EAST}002"]
    assert brought(qinghe, "register", content).same == 2


@pytest.mark.parametrize("second", [{}, {"address": DOOR}])
def test_two_of_a_name_with_nothing_to_compare_are_asked_about(
    qinghe: County, second: dict[str, str]
) -> None:
    rows = [unnumbered(phone=PHONE), unnumbered("li", **second), unnumbered(name="赵军")]
    outcome = looked(qinghe, "register", listed(*rows))
    assert (outcome.new, outcome.bad_lines) == (1, [2, 3])
    assert "Lines 2, 3 name one name in one village" in outcome.findings[0].sentence


def test_a_name_on_record_with_another_telephone_is_asked_about_and_its_number_settles_it(
    qinghe: County,
) -> None:
    brought(qinghe, "register", book(REGISTER, [row(code="HA-1", phone=PHONE)]))
    outcome = looked(qinghe, "register", listed(unnumbered(phone=OTHER)))
    assert (outcome.new, outcome.bad_lines, outcome.findings[0].column) == (0, [2], "Household number")
    assert "HA-1 is a household of this village" in outcome.findings[0].sentence
    moved = brought(qinghe, "register", book(REGISTER, [row(code="HA-1", phone=OTHER)]))
    assert (moved.changed, Resident.objects.get().phone) == (1, OTHER)
    apart = brought(qinghe, "register", book(REGISTER, [row("li", "HA-2", phone=PHONE)]))
    assert (apart.new, Household.objects.count()) == (1, 2)
    fits_both = looked(qinghe, "register", listed(unnumbered(phone=f"{PHONE}、{OTHER}")))
    assert "Several households fit: HA-1, HA-2" in fits_both.findings[0].sentence


def test_some_rows_with_and_some_without_a_number(qinghe: County) -> None:
    rows = [row(code="HA-1", phone=PHONE), row("li", "", phone=PHONE), row("li", "", name="赵军")]
    assert brought(qinghe, "register", book(REGISTER, rows)).new == 3
    assert numbers() == [("HA-1", "王强"), (f"{EAST}001", "赵军")]


def test_who_withdrew_does_not_come_back_by_a_list_without_numbers(qinghe: County) -> None:
    brought(qinghe, "register", book(REGISTER, [row(code="HA-1", phone=PHONE)]))
    left = NOW + timedelta(days=1)
    person = Resident.objects.get()
    by = Assignment.objects.get().official
    withdraw(person=person, by=by, at=left)
    later = left + timedelta(days=3)
    older = brought(qinghe, "register", listed(unnumbered(phone=PHONE)), at=later)
    assert "withdrew" in older.findings[0].sentence
    on = (left + timedelta(days=1)).date().isoformat()
    assert brought(qinghe, "register", listed(unnumbered(phone=PHONE, on=on)), at=later).new == 1
    assert Household.objects.get().code == "HA-1", "the number it had"
    assert Resident.objects.get().pk == person.pk


def test_a_household_that_was_taken_off_is_put_back_not_entered_anew(qinghe: County) -> None:
    brought(qinghe, "register", book(REGISTER, [row(code="HA-1", phone=PHONE)]))
    Household.objects.update(voided_at=NOW)
    outcome = looked(qinghe, "register", listed(unnumbered("li", phone=PHONE)))
    assert "HA-1 was taken off the register" in outcome.findings[0].sentence


def test_a_row_without_a_village_or_a_name_says_what_it_lacks(qinghe: County) -> None:
    rows = [
        unnumbered(place=""),
        unnumbered(name=""),
        unnumbered(place="无名村"),
        unnumbered(name="——"),
    ]
    outcome = looked(qinghe, "register", listed(*rows))
    assert outcome.bad_lines == [2, 3, 4, 5]
    assert outcome.new == 0


def test_many_rows_ask_no_more_than_few(qinghe: County) -> None:
    counts = []
    for start, n in ((50, 5), (100, 5), (200, 100)):  # the first looks up what a process keeps
        rows = [unnumbered(name="王强", phone=str(13800000000 + start + k)) for k in range(n)]
        with CaptureQueriesContext(connection) as queries:
            looked(qinghe, "register", listed(*rows))
        counts.append(len(queries))
    assert counts[1] == counts[2], counts
