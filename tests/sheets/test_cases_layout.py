"""Files as offices make them, several tables in one, words for “as above”, lists of other authorities: read, and said how."""

import io
from datetime import datetime
from typing import Any

import pytest
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Appointment, County, Unit
from huiyin.people.models import ConsentRecord, Household
from huiyin.sheets.reading import opened, sealed
from huiyin.sheets.saying import said_beside
from tests.sheets.books import REGISTER, book
from tests.sheets.qinghe import CASES, brought, looked, qinghe, table, why
from tests.sheets.test_cases_people import row

__all__ = ["qinghe"]


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def grid(*rows: list[Any], merge: tuple[str, ...] = ()) -> bytes:
    made = Workbook()
    page = made.active
    assert page is not None
    for one in rows:
        page.append(one)
    for area in merge:
        page.merge_cells(area)
    return saved(made)


def said(outcome: Any) -> str:
    return " ".join(said_beside(outcome))


def test_18_the_same_table_twice_side_by_side_is_read_twice(qinghe: County) -> None:
    outcome = brought(qinghe, "register", "18_side_by_side.xlsx")
    assert (outcome.new, why(outcome)) == (4, [])
    homes = Household.objects.filter(code__startswith="HA-18").order_by("code")
    assert [home.code for home in homes] == ["HA-1801", "HA-1802", "HA-1811", "HA-1812"]
    assert "2 times side by side" in said(outcome)


def test_18_a_bad_right_half_does_not_take_the_left_one_with_it(qinghe: County) -> None:
    heads = ["户编号", "村", "户主", "干部登录名", "同意方式", "同意日期", "是否成年"]
    good = ["HA-1", "东湾村", "王强", "zhou", "书面签字", "2026-03-05", "是"]
    bad = ["HA-2", "无名村", "赵军", "zhou", "书面签字", "2026-03-05", "是"]
    outcome = brought(qinghe, "register", grid(heads + heads, good + bad, good[:0]), keep_good=True)
    assert (outcome.new, why(outcome)[0][0]) == (1, "2 (H…)")


def test_18_a_half_that_lacks_a_column_is_refused_with_the_advice(qinghe: County) -> None:
    heads = ["户编号", "村", "户主", "干部登录名", "同意方式", "同意日期", "是否成年"]
    with pytest.raises(Refused, match="right half below the left"):
        looked(qinghe, "register", grid([*heads, "户编号", "户主"], ["HA-1"]))


def test_19_a_sheet_for_each_village_is_read_and_each_line_named_with_it(qinghe: County) -> None:
    outcome = looked(qinghe, "register", "19_sheet_per_village.xlsx")
    assert (outcome.new, why(outcome)) == (6, [])
    assert "东湾村, 西湾村, 石槽村" in said(outcome)
    one = looked(qinghe, "register", "19_sheet_per_village.xlsx", only="西湾村")
    assert [line.values["code"] for line in one.table.lines] == ["HA-1911", "HA-1912"]


def test_19_a_bad_line_is_named_with_its_sheet_also_after_the_preview(qinghe: County) -> None:
    made = load_workbook(CASES / "19_sheet_per_village.xlsx")
    made["西湾村"]["G3"] = "不记得"
    made.create_sheet("桥头村").append(["干部登录名", "户编号"])
    made.create_sheet("旧表").append(REGISTER)
    made["旧表"].sheet_state = "hidden"
    found = table("register", saved(made))
    outcome = looked(qinghe, "register", saved(made))
    assert why(outcome)[0][0] == "3 (西湾村)"
    assert "lack a column: 桥头村, 旧表" in said(outcome)
    assert [str(line.line) for line in opened(sealed(found, "x"), "x").lines] == [
        str(line.line) for line in found.lines
    ]


def test_20_as_above_takes_what_stands_above(qinghe: County) -> None:
    outcome = brought(qinghe, "register", "20_ditto.xlsx")
    assert (outcome.new, why(outcome)) == (3, [])
    assert {home.place.short_name for home in Household.objects.filter(code__startswith="HA-20")} == {
        "东湾村"
    }
    assert "took what stands above: 10" in said(outcome)
    first = [*row()]
    first[2] = "同上"
    assert looked(qinghe, "register", book(REGISTER, [first])).bad_lines == [2]


def test_21_words_that_mean_a_signature_are_understood_and_the_list_is_named(qinghe: County) -> None:
    outcome = brought(qinghe, "register", "21_consent_words.xlsx")
    assert (outcome.new, why(outcome)) == (4, [])
    assert {one.method for one in ConsentRecord.objects.all()} == {"paper"}
    with override("zh-hans"):
        bad = looked(qinghe, "register", book(REGISTER, [row(method="托人转告")]))
        assert "书面签字" in bad.findings[0].sentence


def test_22_whatever_stands_in_a_note_is_not_read(qinghe: County) -> None:
    assert looked(qinghe, "register", "22_note_formula.xlsx").new == 1


def test_23_a_strict_workbook_is_read(qinghe: County) -> None:
    outcome = looked(qinghe, "register", "23_strict.xlsx")
    assert (outcome.new, why(outcome)) == (1, [])


def test_24_codes_in_full_width_and_the_list_of_the_statistics_bureau(qinghe: County) -> None:
    assert brought(qinghe, "units", "24_full_width_code.xlsx").new == 1
    outcome = brought(qinghe, "units", "24_statistics_head.xlsx")
    assert (outcome.new, why(outcome)) == (2, [])
    made = Unit.objects.filter(code__in=["990326101231", "990326101009", "990326101232"]).order_by("code")
    assert [(one.kind, one.short_name, one.parent.code) for one in made if one.parent] == [
        ("community", "桥南社区", "990326101"),
        ("village", "上坝村", "990326101"),
        ("village", "下坝村", "990326101"),
    ]
    assert "follow from the code (2 rows)" in said(outcome)


HEADS = ["干部登录名", "户编号", "户主", "同意方式", "同意日期", "是否成年"]
HOME = ["zhou", "1", "王强", "书面签字", "2026-03-05", "是"]


@pytest.mark.parametrize(
    "above",
    [
        ["柳河镇西湾村2026年联系户名册"],
        ["2026年西湾村民委员会联系户台账"],
        ["填报单位：西湾村委会   2026年3月"],
    ],
)
def test_19_the_title_says_the_village_of_a_list_without_a_column_for_it(
    qinghe: County, above: list[str]
) -> None:
    outcome = brought(qinghe, "register", grid(above, HEADS, HOME))
    assert why(outcome) == []
    assert Household.objects.get(code="1").place.short_name == "西湾村"
    assert "by its title or sheet it is 西湾村 (1 row)" in said(outcome)


def test_19_so_does_the_name_of_a_sheet_and_numbers_that_begin_anew_stay_apart(qinghe: County) -> None:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, person in (("东湾村", "王强"), ("西湾村", "赵军")):
        page = made.create_sheet(name)
        page.append(HEADS)
        page.append([*HOME[:2], person, *HOME[3:]])
    outcome = looked(qinghe, "register", saved(made))
    assert (outcome.new, len(outcome.bad)) == (0, 2)
    made["西湾村"]["C2"] = "王强"
    assert looked(qinghe, "register", saved(made)).repeated == 0, "two homes, though their rows say the same"
    made["西湾村"]["B2"] = "西1"
    assert brought(qinghe, "register", saved(made)).new == 2
    assert Household.objects.get(code="西1").place.short_name == "西湾村"


def test_19_a_title_that_names_no_village_concludes_nothing(qinghe: County) -> None:
    outcome = looked(qinghe, "register", grid(["柳河镇各村联系户名册"], HEADS, HOME))
    assert "village is needed" in outcome.findings[0].sentence


def test_02_a_list_without_villages_mixes_no_homes_either(qinghe: County) -> None:
    assert brought(qinghe, "register", grid(["东湾村联系户名册"], HEADS, HOME)).new == 1
    outcome = looked(qinghe, "register", grid(["西湾村联系户名册"], HEADS, HOME))
    assert outcome.bad_lines == [3], "also of the same name: the number is a home of another village"
    assert "东湾村" in outcome.findings[0].sentence


def test_what_a_spreadsheet_made_of_a_number_is_asked_about(qinghe: County) -> None:
    made = load_workbook(io.BytesIO(book(REGISTER, [row(), row(code="HA-2", name="赵军")])))
    page = made.worksheets[0]
    page["B2"] = datetime(2026, 3, 1)
    page["B3"], page["B3"].number_format = 12, "0000"
    outcome = brought(qinghe, "register", saved(made), keep_good=True)
    assert outcome.bad_lines == [2]
    assert "made a date" in outcome.findings[0].sentence
    assert Household.objects.filter(code="0012").exists(), "as the cell shows it"


def test_a_unit_is_known_by_its_name_where_it_fits_one(qinghe: County) -> None:
    heads = ["姓名", "账号", "工作单位", "职务", "权限"]
    rows = [["方明", "fang", "柳河镇", "干部", "联系干部"], ["何静", "hejing", "桥头村", "干部", "联系干部"]]
    outcome = brought(qinghe, "officials", grid(heads, *rows), keep_good=True)
    assert (outcome.new, outcome.bad_lines) == (1, [3])
    assert Appointment.objects.get(official__username="fang").post.unit.code == "990326101"
