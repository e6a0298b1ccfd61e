"""What the posts of a staff list may do: a column that may be missing, in the words of an office, several in one cell."""

import io

import pytest
from django.utils import translation
from openpyxl import load_workbook

from huiyin.orgs.models import Official, Post
from huiyin.sheets.checking import Area
from huiyin.sheets.template import template
from tests.sheets.books import OFFICIALS, REGISTER, book, line, taken
from tests.world import AT, World

HEADS = ["姓名", "单位", "职务", "权限", "党支部"]


def capacities(name: str, unit: str = "990100101") -> set[str]:
    posts = Post.objects.filter(unit__code=unit, appointments__official__name=name)
    return {one for post in posts for one in post.capacities}


@pytest.mark.parametrize("head", ["权限", "岗位权限", "系统角色", "系统权限"])
@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("联络员、督查人员", {"coordinator", "supervisor"}),
        ("联络员，窗口人员", {"coordinator", "desk_clerk"}),
        ("登记员；联户干部", {"desk_clerk", "officer"}),
        ("督办员", {"supervisor"}),
    ],
)
def test_several_capacities_stand_in_one_cell_in_the_words_of_the_office(
    world: World, head: str, written: str, found: set[str]
) -> None:
    outcome = taken(
        world, "officials", book(["姓名", "单位", "职务", head], [["周明", "柳林镇", "干事", written]])
    )
    assert outcome.findings == []
    assert capacities("周明") == found


def test_a_word_that_is_no_capacity_rejects_its_row_with_its_line_and_the_words_there_are(
    world: World,
) -> None:
    rows = [["周明", "柳林镇", "干事", "联络员", ""], ["徐静", "柳林镇", "干事", "联络员、司机", ""]]
    outcome = taken(world, "officials", book(HEADS, rows), keep_good=True)
    assert (outcome.new, outcome.bad_lines) == (1, [3])
    assert "“司机”" in outcome.findings[0].sentence
    with translation.override("zh-hans"):
        said = taken(world, "officials", book(HEADS, rows)).findings[0].sentence
    assert "督查人员" in said


def test_an_offices_own_list_has_no_such_column_and_its_posts_wait_for_the_security_administrator(
    world: World,
) -> None:
    own = book(
        ["姓名", "单位", "职务", "党支部"],
        [["周明", "柳林镇", "干事", "990100101-ZB"], ["徐静", "柳林镇", "干事", ""]],
    )
    outcome = taken(world, "officials", own)
    assert (outcome.new, outcome.findings) == (2, [])
    assert [n for what, n in outcome.notes.items() if "no capacity is written" in what] == [2]
    assert Official.objects.get(name="周明").appointments.count() == 2
    assert capacities("周明") | capacities("周明", "990100101-ZB") == set()
    found = taken(world, "register", book(REGISTER, [line(login="周明", code="SH-300")])).findings
    assert ["without any capacity" in one.sentence for one in found] == [True]


def test_an_empty_cell_takes_no_capacity_away(world: World) -> None:
    taken(world, "officials", book(HEADS, [["周明", "柳林镇", "干事", "联络员", "990100101-ZB"]]))
    outcome = taken(world, "officials", book(HEADS, [["周明", "柳林镇", "副镇长", "", "990100101-ZB"]]))
    assert (outcome.changed, outcome.notes.total()) == (1, 1), "only that the name says who it is"
    assert capacities("周明") == {"coordinator"}
    assert capacities("周明", "990100101-ZB") == {"officer"}


def test_the_sample_file_shows_two_in_one_cell_and_is_taken_as_it_stands(world: World) -> None:
    with translation.override("zh-hans"):
        page = load_workbook(io.BytesIO(template("officials", Area(None), world.county, AT))).worksheets[0]
    heads, example = [[cell.value for cell in row] for row in page.iter_rows(max_row=2)]
    assert "权限" in heads, "not needed, so without a star"
    assert example[heads.index("权限")] == "联系干部、窗口人员"
    row = dict(zip(heads, example, strict=True))
    cells = ["zhou", "周明", "990100101", "干事", row["权限"], "", ""]
    assert taken(world, "officials", book(OFFICIALS, [cells])).findings == []
    assert capacities("周明") == {"officer", "desk_clerk"}
