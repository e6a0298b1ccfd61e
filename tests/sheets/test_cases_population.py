"""Files as offices make them, of who lives where: a column for each group, numbers with their word, a total below."""

from datetime import date

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import County
from huiyin.reach.models import Population
from huiyin.sheets.importing import Outcome
from huiyin.sheets.saying import said_beside
from huiyin.sheets.wide import wide
from tests.sheets.qinghe import NOW, brought, looked, qinghe, why
from tests.sheets.test_cases_sheets import grid
from tests.world import World

__all__ = ["qinghe"]


def across(county: County, content: bytes | str) -> Outcome:
    return brought(
        county, "population", content, across=wide(NOW, as_of="2025-12-31", source="年报"), keep_good=True
    )


def kept() -> list[tuple[str, str, int]]:
    rows = Population.objects.order_by("place__code", "group")
    return [(one.place.short_name, one.group, one.households) for one in rows.select_related("place")]


def test_13_one_row_a_village_and_one_column_a_group_is_read(qinghe: County) -> None:
    outcome = across(qinghe, "13_population_wide.xlsx")
    assert (outcome.new, why(outcome)) == (9, [])
    assert kept()[:3] == [
        ("东湾村", "", 307),
        ("东湾村", "in_difficulty", 21),
        ("东湾村", "veteran_member", 12),
    ]
    assert {(one.as_of, one.source) for one in Population.objects.all()} == {(date(2025, 12, 31), "年报")}
    said = " ".join(said_beside(outcome))
    assert "totals left out: line 7" in said
    assert "not read: 序号, 总人口" in said
    assert "one column for each group" in said


def test_13_the_day_and_the_source_are_asked_for(qinghe: County) -> None:
    with pytest.raises(Refused, match="which day"):
        looked(qinghe, "population", "13_population_wide.xlsx", across=wide(NOW))


def test_13_a_bad_cell_of_such_a_table_is_named_with_its_column(qinghe: County) -> None:
    heads = ["村", "总户数", "困难户", "老党员"]
    outcome = across(qinghe, grid(heads, ["东湾村", 300, "二十", 12], ["西湾村", 300, "", 12]))
    assert (outcome.new, len(outcome.bad)) == (4, 1)
    assert str(outcome.findings[0].line).startswith("2 (")
    assert kept() == [
        ("东湾村", "", 300),
        ("东湾村", "veteran_member", 12),
        ("西湾村", "", 300),
        ("西湾村", "veteran_member", 12),
    ]


def test_13_numbers_with_their_word_and_a_total_below(qinghe: County) -> None:
    outcome = brought(qinghe, "population", "13_population_words.xlsx")
    assert (outcome.new, why(outcome)) == (2, [])
    assert kept() == [("东湾村", "", 260), ("西湾村", "", 1020)]
    assert "totals left out: line 4" in " ".join(said_beside(outcome))


def test_13_a_table_of_rows_is_read_as_before(qinghe: County) -> None:
    assert across(qinghe, "13_population_words.xlsx").new == 2


def test_13_the_page_asks_for_the_day_and_the_source(world: World, enter) -> None:  # type: ignore[no-untyped-def]
    client: Client = enter(world.liu)
    content = grid(["行政村", "总户数", "困难户"], ["上河村", 300, 20])
    from django.core.files.uploadedfile import SimpleUploadedFile

    def sent(**more: str):  # type: ignore[no-untyped-def]
        return client.post("/import/population/", {"file": SimpleUploadedFile("a.xlsx", content), **more})

    assert sent().status_code == 422
    page = sent(as_of="2025-12-31", taken_from="年报")
    assert (page.status_code, page.context["outcome"].new) == (200, 2)
    assert "行政村 → 村（社区）" in page.content.decode()
