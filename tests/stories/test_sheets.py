"""Ten paper forms in a row by the keyboard alone; a register with three bad rows, put right and sent again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact
from huiyin.register.actions import pair
from huiyin.register.models import Assignment
from tests.sheets.books import REGISTER, book, line
from tests.stories.conftest import PHONE, Visitor
from tests.world import AT, LONG_AGO, World, household

pytestmark = pytest.mark.story


def _ten_households(world: World) -> None:
    for n in range(10):
        home, person = household(world.village, f"LL-{500 + n}", f"赵{n}林", "", world.chen)
        pair(
            official=world.chen, unit=world.branch, household=home, person=person, consent=person.consents.get(),
            started_on=LONG_AGO, by="test", at=AT,
        )  # fmt: skip


def test_ten_paper_forms_in_a_row(town: World, someone: Callable[..., Visitor]) -> None:
    world = town
    with county_scope(world.county.pk):
        _ten_households(world)
    liu = someone("sheets-liu")
    page = liu.sign_in("liu").open("/paper/").look("choose").page
    page.keyboard.type("陈立")
    page.keyboard.press("Enter")
    expect(page.locator("[name=home]")).to_be_focused()
    liu.look("empty")
    day = (timezone.localdate() - timedelta(days=1)).strftime("%m%d")
    groups = 0
    for n in range(10):
        keys: list[str] = [
            str(500 + n),
            "Tab",
            "",
            "Tab",
            f"第{n + 1}户说水压低",
            "Tab",
            "4",
            "Tab",
            "Tab",
            "Enter",
        ]
        if n == 0:
            keys[2] = day
        for key in keys:
            if key in {"Tab", "Enter"}:
                page.keyboard.press(key)
            elif key:
                page.keyboard.type(key)
        groups = max(groups, sum(1 for key in keys if key))
        expect(page.get_by_text(f"LL-{500 + n} 已保存")).to_be_visible()
        expect(page.locator("[name=home]")).to_be_focused()
    assert groups <= 12
    liu.look("ten")
    with county_scope(world.county.pk):
        assert Contact.objects.filter(entered_by=world.liu, official=world.chen).count() == 10
    page.locator("[name=home]").fill("509")
    page.locator("[name=points-0-text]").fill("又说了一件")
    page.locator("[name=points-0-disposition]").select_option("noted")
    page.get_by_role("button", name="保存，录下一张").click()
    expect(page.get_by_text("当天确实又去了一次，照样保存", exact=True)).to_be_visible()
    liu.look("second-visit")
    liu.open("/visit-list/?official=chen").look("visit-list")
    page.emulate_media(media="print")
    page.screenshot(path=Path(__file__).parent / "pictures" / "sheets-liu-print-list.png", full_page=True)
    liu.open("/paper/forms/visit/?official=chen")
    page.screenshot(path=Path(__file__).parent / "pictures" / "sheets-liu-print-forms.png")
    page.emulate_media(media="screen")
    liu.open("/paper/forms/reception/").look("blank-reception")


def test_a_register_with_three_bad_rows_is_put_right(
    town: World, someone: Callable[..., Visitor], tmp_path: Path
) -> None:
    rows = [line(code=f"LL-{n}", name=f"群众{n}", phone="") for n in range(5)]
    rows += [line(code="LL-6", method=""), line(code="LL-7", on="不记得"), line(login="nobody", code="LL-8")]
    file = tmp_path / "名册.xlsx"
    file.write_bytes(book(REGISTER, rows))
    liu = someone("import-liu")
    page = liu.sign_in("liu").open("/import/").look("choose").page
    page.locator("form[action='/import/register/'] input[type=file]").set_input_files(file)
    page.locator("form[action='/import/register/'] button").click()
    expect(page.get_by_text("没有本人同意")).to_be_visible()
    liu.look("preview")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载这些行").click()
    bad = load_workbook(waiting.value.path().rename(tmp_path / "bad.xlsx"))
    sheet = bad.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("同意方式") + 1, "书面签字")
    sheet.cell(3, heads.index("同意日期") + 1, "2026年1月5日")
    sheet.cell(4, heads.index("干部登录名") + 1, "chen")
    bad.save(tmp_path / "fixed.xlsx")
    page.get_by_role("button", name="只导入没有问题的 5 行").click()
    expect(page.get_by_text("新增 5")).to_be_visible()
    page.locator("form[action='/import/register/'] input[type=file]").set_input_files(tmp_path / "fixed.xlsx")
    page.locator("form[action='/import/register/'] button").click()
    liu.look("fixed")
    page.get_by_role("button", name="导入这 3 行").click()
    expect(page.get_by_text("新增 3")).to_be_visible()
    liu.look("done")
    with county_scope(town.county.pk):
        assert Assignment.objects.filter(household__code__startswith="LL-").count() == 8
    phone = someone("import-phone", PHONE)
    phone.sign_in("liu").open("/import/").look("choose")
    phone.open("/paper/?official=chen").look("paper")
