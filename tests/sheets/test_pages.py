"""The pages of an import: template, preview, the choice, the rows that come back."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.register.models import Assignment
from huiyin.sheets import reading
from huiyin.sheets.columns import KINDS
from tests.sheets.books import REGISTER, book, line
from tests.world import World

Enter = Callable[[Official], Client]


def sent(client: Client, kind: str, content: bytes, name: str = "名册.xlsx") -> Any:
    said = {"source": "热线", "unit": "990100101", "origin": "history"} if kind == "matters" else {}
    return client.post(f"/import/{kind}/", {"file": SimpleUploadedFile(name, content), **said})


def inputs(page: Any) -> dict[str, str]:
    return dict(
        re.findall(r'<input type="hidden" name="(rows|once|shown)" value="([^"]*)"', page.content.decode())
    )


@pytest.fixture
def liu(world: World, enter: Enter) -> Client:
    return enter(world.liu)


def test_nothing_is_written_before_one_says_so(world: World, liu: Client) -> None:
    page = sent(liu, "register", book(REGISTER, [line()]))
    assert page.status_code == 200
    assert "尚未写入" in page.content.decode()
    assert not Assignment.objects.filter(household__code="SH-100").exists()
    done = liu.post("/import/register/", {**inputs(page), "keep": ""})
    assert done.status_code == 302
    with county_scope(world.county.pk):
        assert Assignment.objects.filter(household__code="SH-100").exists()
        assert Event.objects.get(deed="sheet.imported").by == world.liu.key


def test_a_second_sending_of_the_same_preview_writes_once(world: World, liu: Client) -> None:
    words = inputs(sent(liu, "register", book(REGISTER, [line()])))
    assert [liu.post("/import/register/", words).status_code for _ in range(2)] == [302, 302]
    with county_scope(world.county.pk):
        assert Event.objects.filter(deed="sheet.imported").count() == 1


def test_bad_rows_are_named_and_only_the_good_ones_are_taken_when_asked(world: World, liu: Client) -> None:
    page = sent(liu, "register", book(REGISTER, [line(), line(code="SH-101", method="")]))
    html = page.content.decode()
    assert "没有本人同意" in html
    assert "只导入" in html
    refused = liu.post("/import/register/", inputs(page))
    assert refused.status_code == 422, "all or nothing unless one chooses"
    assert liu.post("/import/register/", {**inputs(refused), "keep": "good"}).status_code == 302
    with county_scope(world.county.pk):
        codes = set(Assignment.objects.values_list("household__code", flat=True))
        assert codes == {"SH-001", "SH-100"}


def test_the_rows_that_were_not_taken_come_back_and_can_be_imported_again(world: World, liu: Client) -> None:
    page = sent(liu, "register", book(REGISTER, [line(), line(code="SH-101", method="")]))
    answer = liu.post("/import/register/rejected/", {"rows": inputs(page)["rows"]})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    heads = list(rows[0])
    assert (len(rows), rows[1][0]) == (2, 3)
    assert "没有本人同意" in str(rows[1][-1])
    fixed = list(rows[1])
    fixed[heads.index("同意方式")] = "书面签字"
    again = sent(liu, "register", book(heads, [fixed]))
    assert again.context["outcome"].new == 1
    assert again.context["outcome"].findings == []


def test_the_rows_of_a_preview_are_sealed_for_whom_they_were_read(
    world: World, liu: Client, enter: Enter
) -> None:
    words = inputs(sent(liu, "register", book(REGISTER, [line()])))
    assert "李桂花" not in words["rows"]
    assert liu.post("/import/units/", words).status_code == 422, "another kind"
    assert liu.post("/import/register/", {**words, "rows": words["rows"][:-9]}).status_code == 422
    assert liu.post("/import/register/", {**words, "rows": "nonsense"}).status_code == 422
    assert enter(world.ma).post("/import/register/", words).status_code == 422, "another person"


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_has_headings_lists_and_an_example_that_is_skipped(liu: Client, kind: str) -> None:
    answer = liu.get(f"/import/{kind}/template/")
    made = load_workbook(io.BytesIO(answer.content))
    sheet = made.worksheets[0]
    assert len(made.worksheets) == 3
    assert all(one.sheet_properties.pageSetUpPr.fitToPage for one in made.worksheets)
    assert sheet.cell(2, 1).value == "示例（导入时跳过）"
    if kind != "households":
        assert sheet.data_validations.dataValidation
    again = sent(liu, kind, answer.content)
    assert again.status_code == 422
    assert "没有可以导入的行" in again.content.decode()


def test_a_filled_in_template_is_read(world: World, liu: Client) -> None:
    made = load_workbook(io.BytesIO(liu.get("/import/households/template/").content))
    sheet = made.worksheets[0]
    sheet.append(["", "SH-300", f"{world.village.code} 上河村", "东头", "农民、困难户"])
    out = io.BytesIO()
    made.save(out)
    page = sent(liu, "households", out.getvalue())
    outcome = page.context["outcome"]
    assert (outcome.new, outcome.findings, outcome.table.examples) == (1, [], 1)
    read_as = outcome.table.read_as
    assert (read_as.unread, read_as.headless) == ((), ()), "its own further sheets hold no rows"


def test_lists_of_a_template_hold_ones_own_area_only(world: World, enter: Enter) -> None:
    content = enter(world.qian).get("/import/register/template/").content
    words = {
        str(cell)
        for sheet in load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert f"{world.far_village.code} 石门村" in words
    assert not any("上河村" in word and world.village.code in word for word in words)


@pytest.mark.parametrize("url", ["/import/", "/import/units/template/", "/import/units/"])
def test_only_who_answers_for_an_area_has_the_page(world: World, enter: Enter, url: str) -> None:
    assert enter(world.chen).get(url).status_code == 404
    assert enter(world.liu).get("/import/nonsense/template/").status_code == 404


def text(heads: list[str], *rows: list[Any]) -> bytes:
    lines = [heads, *rows]
    return "".join(",".join(str(cell) for cell in line) + "\r\n" for line in lines).encode("gb18030")


def test_a_csv_file_is_previewed_and_its_bad_rows_come_back_as_csv(world: World, liu: Client) -> None:
    rows = [line(phone="13800000000"), line(code="SH-101", phone="+86 13800000001", method="")]
    page = sent(liu, "register", text(REGISTER, *rows), "名册.csv")
    assert (page.context["outcome"].new, page.context["outcome"].bad_lines) == (1, [3])
    back = liu.post("/import/register/rejected/", {"rows": inputs(page)["rows"]})
    assert back["Content-Type"].startswith("text/csv")
    fixed = (
        back.content.decode("utf-8-sig")
        .replace("2026年2月10日", "书面签字,2026年2月10日")
        .replace(",书", "书")
    )
    again = sent(liu, "register", fixed.encode(), "again.csv")
    assert (again.context["outcome"].new, again.context["outcome"].findings) == (1, [])
    assert liu.post("/import/register/", inputs(again)).status_code == 302
    with county_scope(world.county.pk):
        person = Assignment.objects.get(household__code="SH-101").person
        assert person.phone == "13800000001", "the mark that keeps a spreadsheet from reckoning is taken off"


def test_matters_come_with_their_source_and_their_unit(world: World, liu: Client) -> None:
    heads = ["工单编号", "标题", "诉求内容", "来电时间", "来电人", "答复内容", "办结时间"]
    rows = [
        ["1", "路灯", "路灯不亮", "2019-03-04 10:00", "王秀兰", "已修好", "2019-03-06"],
        ["2", "", "", "2019-03-04", "", "", ""],
    ]
    page = sent(liu, "matters", text(heads, *rows), "工单.csv")
    outcome = page.context["outcome"]
    assert (outcome.new, outcome.bad_lines, outcome.table.unknown) == (1, [3], ("来电人",))
    assert liu.post("/import/matters/", {**inputs(page), "keep": "good"}).status_code == 302
    with county_scope(world.county.pk):
        matter = Matter.objects.get(source="热线")
        assert (matter.origin, matter.state, matter.intake_unit) == ("history", "replied", world.town)
        event = Event.objects.get(deed="matters.imported")
        assert (event.by, event.on, event.facts["rejected"]) == (world.liu.key, "source:热线", 1)
    again = sent(liu, "matters", text(heads, rows[0]), "工单.csv").context["outcome"]
    assert (again.new, again.same) == (0, 1)


def test_matters_are_received_in_ones_own_area_only(world: World, liu: Client, enter: Enter) -> None:
    content = text(["编号", "标题"], ["1", "路灯"])
    page = liu.get("/import/").content.decode()
    offered = re.findall(r'<option value="([0-9A-Z-]+)"', page)
    assert world.town.code in offered
    assert world.sibling.code not in offered
    for said in ({"unit": world.sibling.code}, {"unit": ""}, {"source": ""}, {"origin": "other"}):
        asked = {"source": "热线", "unit": world.town.code, "origin": "live", **said}
        answer = liu.post("/import/matters/", {"file": SimpleUploadedFile("a.csv", content), **asked})
        assert answer.status_code == 422, said
    with county_scope(world.county.pk):
        assert not Matter.objects.filter(source="热线").exists()


def test_rows_too_long_to_come_back_from_a_page_are_refused(
    liu: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = text(["编号", "标题"], ["1", "路灯"])
    size = len(inputs(sent(liu, "matters", content, "a.csv"))["rows"])
    for most, status in ((size, 200), (size - 1, 422)):
        monkeypatch.setattr(reading, "MOST_SEALED", most)
        assert sent(liu, "matters", content, "a.csv").status_code == status


def test_a_file_that_is_no_workbook_is_a_sentence(liu: Client) -> None:
    for content in (b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", b"a,b\n1,2\n", b"PK\x03\x04 broken"):
        answer = sent(liu, "units", content)
        assert answer.status_code == 422
        assert "没有写入" in answer.content.decode()
    assert liu.post("/import/units/").status_code == 422
