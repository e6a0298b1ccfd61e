"""Files as offices make them, on the page: what was concluded stands in the preview, hidden rows are left out on demand."""

import io
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from huiyin.audit.scope import county_scope
from huiyin.orgs.models import Official
from huiyin.people.models import Household
from tests.sheets.books import REGISTER, book, line
from tests.world import World

Enter = Callable[[Official], Client]


def test_12_hidden_rows_are_said_and_left_out_with_one_button(world: World, enter: Enter) -> None:
    made, out = (
        load_workbook(io.BytesIO(book(REGISTER, [line(), line(code="SH-101", name="赵军", phone="")]))),
        io.BytesIO(),
    )
    made.worksheets[0].row_dimensions[3].hidden = True
    made.save(out)
    client = enter(world.liu)
    page = client.post("/import/register/", {"file": SimpleUploadedFile("名册.xlsx", out.getvalue())})
    assert page.context["outcome"].new == 2
    assert "隐藏（如筛选掉）的行也读取了：1 行" in page.content.decode()
    shown = client.post("/import/register/", {"rows": page.context["rows"], "without": "hidden"})
    assert shown.context["outcome"].new == 1
    assert "不导入隐藏的行" not in shown.content.decode()
    words = {"rows": shown.context["rows"], "once": shown.context["once"], "shown": shown.context["mark"]}
    done = client.post("/import/register/", words)
    assert done.status_code == 302
    with county_scope(world.county.pk):
        assert list(
            Household.objects.filter(code__in=["SH-100", "SH-101"]).values_list("code", flat=True)
        ) == ["SH-100"]


def test_what_was_concluded_stands_in_the_preview(world: World, enter: Enter) -> None:
    heads = ["联系干部", *REGISTER[1:]]
    content = book(heads, [line(login="陈立", place="柳林镇上河村")])
    page = enter(world.liu).post("/import/register/", {"file": SimpleUploadedFile("a.xlsx", content)})
    words = page.content.decode()
    assert "“柳林镇上河村”按“上河村”读取" in words
    assert "“陈立”按登录名为 chen 的干部读取" in words
    assert "联系干部 → 干部登录名" in words
