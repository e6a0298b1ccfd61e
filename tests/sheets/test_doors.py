"""A list of households without numbers: each is known again by its door, else numbered, and asked about in doubt."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import County
from huiyin.people.models import Household
from tests.sheets.books import HOUSEHOLDS
from tests.sheets.qinghe import NOW, brought, looked, qinghe, why
from tests.sheets.test_cases_layout import grid, said
from tests.sheets.test_unnumbered import EAST, WEST

__all__ = ["qinghe"]

HEADS = ["序号", "村", "家庭住址", "户类型"]
DOOR, NEXT = "柳巷3号", "柳巷4号"


def codes() -> list[tuple[str, str]]:
    return [(home.code, home.address) for home in Household.objects.order_by("code")]


def test_the_countys_own_numbers_are_given_and_the_same_list_again_changes_nothing(qinghe: County) -> None:
    brought(qinghe, "households", grid(HOUSEHOLDS, [f"{EAST}001", "东湾村", "东头第一户", ""]))
    rows = [1, "东湾村", DOOR, ""], [2, "西湾村", DOOR, ""], [3, "东湾村", NEXT, ""]
    outcome = brought(qinghe, "households", grid(HEADS, *rows))
    assert (outcome.new, why(outcome)) == (3, [])
    assert "the county's own is given (3 rows)" in said(outcome)
    known = [(f"{EAST}001", "东头第一户"), (f"{EAST}002", DOOR), (f"{EAST}003", NEXT), (f"{WEST}001", DOOR)]
    assert codes() == known
    again = brought(qinghe, "households", grid(HEADS, *rows))
    assert (again.new, again.changed, again.same, why(again)) == (0, 0, 3, [])
    assert "known by its address in the village (3 rows)" in said(again)
    assert codes() == known


def test_a_household_with_a_number_of_another_kind_is_known_however_its_door_is_written(
    qinghe: County,
) -> None:
    brought(qinghe, "households", grid(HOUSEHOLDS, ["HA-1", "东湾村", DOOR, ""]))
    outcome = brought(qinghe, "households", grid(HEADS, [1, "东湾村", "东湾村 柳巷３号", "农民"]))
    assert (outcome.new, outcome.changed, why(outcome)) == (0, 1, [])
    home = Household.objects.get()
    assert (home.code, home.groups) == ("HA-1", ["farmer"])


@pytest.mark.parametrize("address", ["", "三组"])
def test_a_row_without_a_door_is_asked_for_it(qinghe: County, address: str) -> None:
    outcome = looked(qinghe, "households", grid(HEADS, [1, "东湾村", address, ""], [2, "东湾村", DOOR, ""]))
    assert (outcome.new, outcome.bad_lines) == (1, [2])
    assert "this row names none" in outcome.findings[0].sentence
    assert outcome.findings[0].column == "Household number"


def test_two_rows_of_one_door_and_two_households_behind_one_are_asked_about(qinghe: County) -> None:
    twice = grid(HEADS, [1, "东湾村", DOOR, ""], [2, "东湾村", "柳巷 3 号", ""])
    outcome = looked(qinghe, "households", twice)
    assert (outcome.new, outcome.bad_lines) == (0, [2, 3])
    assert "Lines 2, 3 name one door" in outcome.findings[0].sentence
    both = ["HA-1", "东湾村", DOOR, ""], ["HA-2", "东湾村", DOOR, ""]
    brought(qinghe, "households", grid(HOUSEHOLDS, *both))
    one = looked(qinghe, "households", grid(HEADS, [1, "东湾村", DOOR, ""]))
    assert (one.new, one.bad_lines) == (0, [2])
    assert "Several households fit: HA-1, HA-2" in one.findings[0].sentence


def test_what_was_taken_off_is_put_back_not_entered_anew(qinghe: County) -> None:
    brought(qinghe, "households", grid(HOUSEHOLDS, ["HA-1", "东湾村", DOOR, ""]))
    Household.objects.update(voided_at=NOW)
    outcome = looked(qinghe, "households", grid(HEADS, [1, "东湾村", DOOR, ""]))
    assert "HA-1 was taken off the register" in outcome.findings[0].sentence
    brought(qinghe, "households", grid(HOUSEHOLDS, ["HA-2", "东湾村", DOOR, ""]))
    assert looked(qinghe, "households", grid(HEADS, [1, "东湾村", DOOR, ""])).same == 1, (
        "HA-2 lives there now"
    )


def test_a_file_without_number_and_address_is_told_what_it_lacks(qinghe: County) -> None:
    for heads in (["甲", "乙"], ["村", "户类型"]):
        with pytest.raises(Refused, match="Household number"):
            looked(qinghe, "households", grid(heads, ["东湾村", "2"]))


def test_many_rows_ask_no_more_than_few(qinghe: County) -> None:
    counts = []
    for start, n in ((50, 1), (100, 5), (200, 100)):  # the first also looks up what all of them share
        rows = [[k, "东湾村", f"柳巷{start + k}号", ""] for k in range(n)]
        with CaptureQueriesContext(connection) as queries:
            assert looked(qinghe, "households", grid(HEADS, *rows)).new == n
        counts.append(len(queries))
    assert counts[1] == counts[2], counts
