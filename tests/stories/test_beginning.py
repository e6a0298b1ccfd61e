"""From nothing to the first recorded visit: a county is founded, its places chosen, its register brought, two officials come in."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact
from huiyin.orgs import founding_door
from huiyin.orgs.models import County
from huiyin.register.models import Assignment
from tests.orgs import lists
from tests.sheets.books import book
from tests.stories.conftest import PHONE, Visitor
from tests.stories.counting import Hand, Tally

pytestmark = pytest.mark.story

PASSWORD = "reeds-by-the-weir-4"
HOMES = 300
MOST_CLICKS, MOST_MINUTES = 100, 15  # to the first visit
MOST_SECONDS = 180  # of the run, on a busy machine
OFFICIALS = (("方琴", "副镇长"), ("罗松", "党建办主任"))
PLACES = ("柳林镇上河村", "下河村委会", "白沙县柳林镇塘湾村")
HEAD = (
    "序号",
    "联系干部",
    "户编号",
    "村（社区）",
    "联系对象",
    "联系电话",
    "同意方式",
    "同意日期",
    "是否成年",
    "备注",
)


def register() -> bytes:
    """300 households as a township office keeps them: a title, names of officials, villages in three spellings, a sum, a signature."""
    surnames, names = "赵钱孙李周吴郑王冯陈", ("建国", "秀英", "桂兰", "志强", "玉梅", "海涛")
    rows: list[list[object]] = []
    for n in range(HOMES):
        who = OFFICIALS[n % 2][0]
        shown = f"{who[0]} {who[1]}" if n % 7 == 0 else who
        person = surnames[n % 10] + names[n // 10 % 6] + ("" if n < 60 else "甲乙丙丁"[n // 60 - 1])
        phone = 19900100000 + n
        place = PLACES[n % 3]
        rows.append(
            [
                n + 1,
                shown,
                f"{'SXT'[n % 3]}-{n + 1:03}",
                place,
                person,
                phone,
                "书面签字",
                "2026年9月5日",
                "是",
                None,
            ]
        )
    rows += [
        ["合计", None, f"{HOMES}户", *[None] * 7],
        ["填表人：方某", *[None] * 4, "审核人：罗某", *[None] * 4],
    ]
    return book(HEAD, rows, above=(["柳林镇联系户名册"], ["填报单位：柳林镇    2026年11月"]))


def test_a_county_from_nothing_to_its_first_visit(
    transactional_db: None, someone: Callable[..., Visitor], tmp_path: Path
) -> None:
    lists.stand({row[0]: row[1] for _head, rows in lists.LISTS.values() for row in rows})
    tally, began = Tally(), time.monotonic()
    codes = a_county_is_founded(someone("beginning-founder"), tally)
    the_system_administrator_enters_places_and_people(someone("beginning-xitong"), tally, codes)
    codes |= the_security_administrator_lets_them_in(someone("beginning-anquan"), tally, codes, tmp_path)
    the_first_official_brings_the_register(someone("beginning-jiang"), tally, codes)
    for login in ("fangqin", "luosong"):
        an_official_records_a_visit(someone(f"beginning-{login}", PHONE), tally, codes, login)
    seconds = time.monotonic() - began
    with county_scope(County.objects.get(slug="baisha").pk):
        assert Assignment.objects.filter(ended_on=None).count() == HOMES
        assert Contact.objects.filter(kind="visit").count() == 2
    said = f"{tally.pages} pages, run {seconds:.0f} s; clicks and minutes up to: {tally.steps}"
    print(said)
    clicks, minutes = tally.steps["first visit"]
    assert clicks <= MOST_CLICKS, said
    assert minutes < MOST_MINUTES, said
    assert seconds < MOST_SECONDS, said


def a_county_is_founded(founder: Visitor, tally: Tally) -> dict[str, str]:
    hand = Hand(founder.page, tally)
    page = founder.open(founding_door.address(timezone.now())).look("provinces").page
    for name in ("江源省", "泽州市", "白沙县"):
        hand.click(page.get_by_role("link", name=name, exact=True))
    founder.look("form")
    assert page.input_value("[name=slug]") == "baisha"
    for field, words in (
        ("phone", "0990-1000999"),
        ("official", "江文"),
        ("post", "联系群众工作办公室主任"),
        ("system_name", "席同"),
        ("security_name", "安泉"),
        ("audit_name", "申吉"),
    ):
        hand.type(f"[name={field}]", words)
    hand.click("main form button.btn-primary")
    founder.look("founded")
    found = re.findall(r"<dd>([a-z0-9]+)</dd>.*?<strong>([-0-9A-Z]+)</strong>", page.content(), re.S)
    assert [login for login, _code in found] == ["jiangwen", "xitong", "anquan", "shenji"]
    tally.step("founded")
    return dict(found)


def comes_in(visitor: Visitor, tally: Tally, codes: dict[str, str], login: str) -> Hand:
    """With the slip: name and code, a password of one's own, and then by it."""
    hand = Hand(visitor.page, tally)
    page = visitor.open("/c/baisha/come-in/").page
    hand.type("[name=login]", login)
    hand.type("[name=code]", codes[login])
    hand.click("main form button.btn-primary")
    hand.type("[name=password]", PASSWORD)
    hand.type("[name=again]", PASSWORD)
    hand.click("main form button.btn-primary")
    hand.type("[name=username]", login)
    hand.type("[name=password]", PASSWORD)
    hand.click("main form button.btn-primary")
    page.wait_for_url(re.compile("/(desk|administration)/$"))
    return hand


def the_system_administrator_enters_places_and_people(
    xi: Visitor, tally: Tally, codes: dict[str, str]
) -> None:
    hand, page = comes_in(xi, tally, codes, "xitong"), xi.page
    xi.look("guide")
    hand.click(page.get_by_role("link", name="乡镇、街道"))
    xi.look("townships")
    hand.click("main form[action] button.btn-primary")
    xi.look("villages")
    hand.click("main form button.btn-primary")
    expect(page.get_by_text("已录入4个乡镇、街道，8个村、社区。")).to_be_visible()
    hand.click("main a[href='/administration/units/new/']")
    hand.choose("[name=kind]", "branch")
    hand.choose("[name=parent]", "990327100")
    hand.type("[name=code]", "990327100-ZB")
    hand.type("[name=name]", "柳林镇机关党支部")
    hand.click("main form[method=post] button.btn-primary")
    expect(page.get_by_role("heading", name="柳林镇机关党支部")).to_be_visible()
    for name, title in OFFICIALS:
        hand.click(page.get_by_role("link", name="干部账号").first)
        hand.click("main a[href='/administration/officials/new/']")
        hand.type("[name=login]", {"方琴": "fangqin", "罗松": "luosong"}[name])
        hand.type("[name=name]", name)
        hand.click("main form[method=post] button.btn-primary")
        hand.click(page.get_by_role("link", name="任职").last)
        hand.choose("[name=unit]", "990327100-ZB")
        hand.type("[name=title]", title)
        hand.click("main form[method=post] button.btn-primary")
    xi.look("official")
    tally.step("places and people")


def the_security_administrator_lets_them_in(
    an: Visitor, tally: Tally, codes: dict[str, str], tmp_path: Path
) -> dict[str, str]:
    hand, page = comes_in(an, tally, codes, "anquan"), an.page
    an.look("guide")
    for name, _title in OFFICIALS:
        hand.click(page.get_by_role("link", name="干部账号").first)
        hand.click(page.get_by_role("link", name=name))
        hand.click("main a[href$='/capacities/']")
        hand.click(page.locator("label", has=page.locator("[name=capacities][value=officer]")))
        hand.click("main form[method=post] button.btn-primary")
    hand.click(page.get_by_role("link", name="干部账号").first)
    hand.click("main a[href='/administration/officials/slips/']")
    an.look("slips")
    with page.expect_download() as waiting:
        hand.click("main form[method=post] button.btn-primary")
    waiting.value.save_as(tmp_path / "slips.docx")
    paper = Document(str(tmp_path / "slips.docx"))
    cells = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    text = cells + "\n".join(one.text for one in paper.paragraphs)
    tally.step("let in")
    return {
        login: re.search(rf"{login}.*?([0-9A-Z]{{4}}-[0-9A-Z]{{4}}-[0-9A-Z]{{4}})", text, re.S)[1]
        for login in ("fangqin", "luosong")
    }  # type: ignore[index]


def the_first_official_brings_the_register(jiang: Visitor, tally: Tally, codes: dict[str, str]) -> None:
    hand, page = comes_in(jiang, tally, codes, "jiangwen"), jiang.page
    jiang.look("desk")
    page.goto(jiang.base + "/import/")
    tally.clicks += 2  # through the menu
    hand.bring("form[action='/import/register/'] [type=file]", "柳林镇联系户名册.xlsx", register())
    hand.click("form[action='/import/register/'] button.btn-primary")
    jiang.look("preview")
    expect(page.get_by_text("可能是同一户登记了两次")).to_have_count(0)
    hand.click("main form button.btn-primary")
    jiang.look("imported")
    tally.step("register")


def an_official_records_a_visit(official: Visitor, tally: Tally, codes: dict[str, str], login: str) -> None:
    hand, page = comes_in(official, tally, codes, login), official.page
    official.look("desk")
    hand.click(page.get_by_role("link", name="记一次联系"))
    hand.choose("#id_home-of", "赵建国" if login == "fangqin" else "钱建国")
    hand.type(page.get_by_label("群众说了什么"), "村口的路灯坏了，晚上看不见路。")
    hand.click(page.get_by_text("登记交办"))
    official.look("visit")
    hand.click(page.get_by_role("button", name="保存这次联系"))
    expect(page.get_by_text("登记了 1 件事项")).to_be_visible()
    official.look("saved")
    tally.step("first visit" if login == "fangqin" else "second visit")
