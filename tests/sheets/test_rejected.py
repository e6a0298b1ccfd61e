"""Rows that were not taken come back in a file, and on sheets, that are called as those they came from."""

import io
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook

from huiyin.orgs.models import Official
from tests.sheets.books import REGISTER, line
from tests.sheets.test_cases_layout import saved
from tests.sheets.test_pages import inputs, sent
from tests.world import World


@pytest.fixture
def liu(world: World, enter: Callable[[Official], Client]) -> Client:
    return enter(world.liu)


def back(client: Client, content: bytes, name: str) -> tuple[str, list[str], bytes]:
    """The name of the file and its sheets without the one that explains."""
    answer = client.post(
        "/import/register/rejected/", {"rows": inputs(sent(client, "register", content, name))["rows"]}
    )
    sheets = load_workbook(io.BytesIO(answer.content)).sheetnames
    return answer["Content-Disposition"], sheets[:-1], answer.content


def sheets(*parts: tuple[str, list[str]]) -> bytes:
    """A workbook with these sheets, each with a row that lacks its consent."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, heads in parts:
        page = made.create_sheet(name)
        page.append(heads)
        words = dict(zip(REGISTER, line(method="", code=f"SH-{name}"), strict=True))
        page.append([words[head] for head in heads])
    return saved(made)


def test_file_and_sheet_keep_their_names(liu: Client) -> None:
    header, names, _content = back(liu, sheets(("三月新增", REGISTER)), "柳林镇名册.xlsx")
    assert quote("柳林镇名册-未导入的行.xlsx") in header
    assert names == ["三月新增"]


def test_each_row_stands_on_its_sheet_and_what_a_program_named_is_called_by_what_it_holds(
    liu: Client,
) -> None:
    parts = (("上河村", REGISTER), ("Sheet2", REGISTER))
    _header, names, _content = back(liu, sheets(*parts), "名册.xlsx")
    assert names == ["上河村", "联系户名册"]


def test_a_row_that_has_its_village_from_its_sheet_keeps_it(liu: Client) -> None:
    without = [head for head in REGISTER if head != "村（社区）"]
    _header, names, content = back(liu, sheets(("上河村", without)), "名册.xlsx")
    page = load_workbook(io.BytesIO(content))[names[0]]
    rows = [dict(zip(next(page.values), one, strict=True)) for one in list(page.values)[1:]]
    assert [one["村（社区）"] for one in rows] == ["上河村"]


def test_a_template_is_named_as_people_do(liu: Client) -> None:
    assert quote("联系户名册-模板.xlsx") in liu.get("/import/register/template/")["Content-Disposition"]


def test_csv_goes_back_as_csv_by_its_name(liu: Client) -> None:
    text = "".join(",".join(map(str, one)) + "\r\n" for one in (REGISTER, line(method=""))).encode("gb18030")
    page = sent(liu, "register", text, "名册.csv")
    answer = liu.post("/import/register/rejected/", {"rows": inputs(page)["rows"]})
    assert quote("名册-未导入的行.csv") in answer["Content-Disposition"]
