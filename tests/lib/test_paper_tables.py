"""What makes a paper fit to be handed in: columns as wide as their text asks, no date alone on a page, broad pages."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm

from huiyin.lib.paper import Paper
from huiyin.lib.paper_columns import CHARACTER, PADDING, columns, is_short, lines_of, width

DAY = date(2026, 11, 3)
LONG = "走访时群众提出的事项漏记、漏登记，已经补登并向本人说明，今后当天在手机上记"


def read(paper: Paper) -> Any:
    return Document(io.BytesIO(paper.save()))


def kept(paragraph: Any) -> bool:
    return bool(paragraph.paragraph_format.keep_with_next)


def test_dates_numbers_and_names_stand_in_one_line_and_text_shares_the_rest() -> None:
    rows = [
        ["户号", "日期", "办理情况", "金额", "承办人"],
        ["QH-101204-004", "2026年11月16日", LONG, "4200.00", "李卫国"],
        ["QH-101204-005", "2026年11月18日 星期三", "送去", "", "王立新"],
    ]
    found = columns(rows, 225)
    assert sum(found) == pytest.approx(225)
    for at, text in ((0, "QH-101204-004"), (1, "2026年11月18日 星期三"), (3, "4200.00"), (4, "李卫国")):
        assert found[at] >= width(text) * CHARACTER + PADDING, text
    assert found[2] == max(found)


def test_no_column_is_one_character_wide_however_many_there_are() -> None:
    rows = [["单位", "问题", "原因", "措施", "责任人", "期限", "成效", "状态"], [LONG] * 8]
    assert min(columns(rows, 156)) > 2 * CHARACTER
    assert columns(rows, 156) == pytest.approx([156 / 8] * 8, rel=0.2)


def test_a_table_of_short_cells_still_fills_the_page() -> None:
    found = columns([["序号", "村", "干部"], ["1", "东湾村", "周敏"]], 156)
    assert sum(found) == pytest.approx(156)
    assert columns([["甲"]], 156) == [156]


def test_what_is_short_is_centred() -> None:
    assert is_short(["2026年11月16日\n已办", ""])
    assert not is_short([LONG])
    (table,) = read(Paper().table([["日期", "情况"], ["2026年1月2日", LONG]])).tables
    first, second = (cell.paragraphs[0].alignment for cell in table.rows[1].cells)
    assert first is not None
    assert int(first) == 1, "centred"
    assert second is not None
    assert int(second) == 0, "flush left"


def test_a_line_in_a_cell_is_not_set_on_the_grid_of_the_page() -> None:
    (table,) = read(Paper().table([["日期"], ["2026年1月2日"], [""]])).tables
    for row in table.rows:
        found = row.cells[0].paragraphs[0]._p.pPr.find(qn("w:snapToGrid"))
        assert found.get(qn("w:val")) == "0"


def test_the_head_of_a_table_stays_with_its_first_row_and_with_what_announces_it() -> None:
    paper = read(Paper().body("以上数据截至今天。").table([["事项", "件数"], ["道路", 3]]))
    assert kept(paper.paragraphs[0])
    head, row = paper.tables[0].rows
    assert all(kept(cell.paragraphs[0]) for cell in head.cells)
    assert not any(kept(cell.paragraphs[0]) for cell in row.cells)


def test_organ_and_date_never_stand_on_a_page_alone() -> None:
    paper = read(Paper().body("甲").body("乙").signature("青禾镇", DAY))
    assert [kept(one) for one in paper.paragraphs] == [False, True, True, True, False]
    long = [["事项", "件数"], *[["道路", n] for n in range(12)]]
    rows = read(Paper().table(long).signature("青禾镇", DAY)).tables[0].rows
    held = [all(kept(cell.paragraphs[0]) for cell in row.cells) for row in rows]
    assert held == [True, *[False] * 10, True, True], "the last two rows go along"
    noted = read(Paper().signature("青禾镇", DAY).note("回执编号"))
    assert kept(noted.paragraphs[-2]), "the receipt is on the page of the date"


def test_a_small_table_is_not_cut_and_a_table_stands_in_the_middle_of_the_type_area() -> None:
    small = read(Paper().heading(1, "数字").table([["事项", "件数"], ["道路", 3], ["饮水", 1]]).body("甲"))
    table = small.tables[0]
    assert [all(kept(cell.paragraphs[0]) for cell in row.cells) for row in table.rows] == [True, True, False]
    assert table.alignment == WD_TABLE_ALIGNMENT.CENTER
    seven = [["事项", "件数"], *[["道路", n] for n in range(7)]]
    longer = read(Paper().table(seven)).tables[0]
    assert not kept(longer.rows[1].cells[0].paragraphs[0]), (
        "a longer one would leave the page before it empty"
    )
    tall = read(Paper().table([["事项", "经过"], *[["道路", LONG * 3]] * 3])).tables[0]
    assert [kept(row.cells[0].paragraphs[0]) for row in tall.rows] == [True, False, False, False]


def test_a_row_as_high_as_a_page_may_be_cut_and_holds_nothing_back() -> None:
    rows = [["问题", "措施"], ["道路", "硬化"], ["漏记", LONG * 20]]
    table = read(Paper("plain", landscape=True).table(rows).signature("青禾镇", DAY)).tables[0]
    whole = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]
    assert whole == [True, True, False], "what stands below the end of the page would not be drawn"
    assert [kept(row.cells[0].paragraphs[0]) for row in table.rows] == [True, False, False]


def test_a_long_organ_stands_in_one_line_and_a_head_of_five_characters_too() -> None:
    organ = "中共青禾县柳河镇机关和直属事业单位第一党支部委员会"
    head = read(Paper("letter").masthead(organ)).sections[0].first_page_header.paragraphs[0]
    assert head.runs[0].font.size.mm * len(organ) <= 156
    assert columns([["发现的情况", "措施"], ["甲", LONG * 3]], 156)[0] >= 5 * CHARACTER + PADDING


def test_a_table_without_a_head_has_all_its_rows_in_one_face() -> None:
    table = read(Paper().table([["单位", "青禾镇建设办公室"], ["电话", "0990-1"]], headed=False)).tables[0]
    assert {cell.paragraphs[0].runs[0].font.name for row in table.rows for cell in row.cells} == {
        "仿宋_GB2312"
    }
    assert not [row for row in table.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]


def test_a_moment_is_not_broken_and_long_columns_share_the_room_so_that_rows_are_low() -> None:
    wide = columns(
        [["时间", "谁", "做了什么"], ["2026年10月12日 16:05", "石桥镇农业农村办 何佳乐", LONG * 2]], 156
    )
    assert wide[0] >= width("2026年10月12日 16:05") * CHARACTER + PADDING
    rows = [
        ["单位", "问题", "成效"],
        ["柳河镇机关第一党支部", "走访时群众提出的事项漏记、漏登记", "抽看了十五次走访，没有再漏记"],
    ]
    levelled = columns(rows, 90)
    lines = [lines_of([cell], [one]) for cell, one in zip(rows[1], levelled, strict=True)]
    assert max(lines) - min(lines) <= 1, (levelled, lines)


def test_a_title_is_broken_only_where_it_needs_two_lines_and_is_no_higher_than_its_letters() -> None:
    short, long = (
        Paper().title("柳河镇\n第三季度报告"),
        Paper().title("关于柳河镇机关第一党支部\n联系群众工作检查情况的通报"),
    )
    assert [one.text for one in read(short).paragraphs if one.text] == ["柳河镇第三季度报告"]
    assert len([one for one in read(long).paragraphs if one.text]) == 2
    title = read(long).paragraphs[0]
    assert title.paragraph_format.line_spacing.pt == 35
    assert title._p.pPr.find(qn("w:snapToGrid")) is not None, "else it is set on two lines of the grid"


ROOM = 26  # characters of a line with two at its end left free


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(
    "organ",
    [
        "青禾镇",
        "青禾县柳河镇人民政府农业农村和乡村振兴综合服务办公室",
        "中共青禾县柳河镇机关和直属事业单位第一党支部委员会 阿卜杜热依木·买买提吐尔逊",
    ],
)
def test_whoever_signs_and_the_day_stand_within_the_line_however_long_the_name(
    organ: str, *, sealed: bool
) -> None:
    written = [one for one in read(Paper().signature(organ, DAY, sealed=sealed)).paragraphs if one.text]
    assert "".join(one.text for one in written[:-1]) == organ.replace(" ", "") or len(written) == 2
    for one in written:
        right = int(one._p.pPr.ind.get(qn("w:rightChars"), "0")) / 100
        assert 0 <= right <= ROOM - len(one.text) / 2, (one.text, right)
        assert len(one.text) <= ROOM, "in one line"


def test_a_heading_that_is_a_text_does_not_hold_back_what_follows() -> None:
    short, long = read(Paper().heading(1, "来访")), read(Paper().heading(2, LONG * 2))
    assert kept(short.paragraphs[0])
    assert not kept(long.paragraphs[0])


def test_a_paper_that_ends_with_a_table_has_no_empty_page_behind_it() -> None:
    paper = read(Paper().table([["事项"], ["道路"]]))
    last = paper.paragraphs[-1]
    assert last.paragraph_format.line_spacing.pt == 1
    assert last._p.pPr.find(qn("w:snapToGrid")) is not None
    assert last._p.getnext().tag == qn("w:sectPr")


def test_a_broad_paper_lies_across() -> None:
    paper = Paper("plain", landscape=True).table([["单位", "问题"], ["青禾镇", LONG]])
    section = read(paper).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    assert sum(column.width for column in read(paper).tables[0].columns) == pytest.approx(Mm(225), rel=0.01)
    assert section.page_width - section.left_margin - section.right_margin == pytest.approx(Mm(225), rel=0.01)


def test_a_long_organ_stands_in_one_line_of_red() -> None:
    paper = read(Paper("minutes").masthead("柳河镇机关第一党支部座谈会纪要"))
    size = paper.paragraphs[0].runs[0].font.size
    assert size.mm * 15 <= 156
    assert read(Paper("minutes").masthead("座谈会纪要")).paragraphs[0].runs[0].font.size.pt == 36


def test_what_cannot_be_broken_does_not_draw_the_line_before_it_apart() -> None:
    apart, plain = read(Paper().body("电话：0990-1000409。\n甲")).paragraphs
    assert apart.alignment == 0
    assert plain.alignment == 3


def test_the_period_stands_under_the_title_in_the_smaller_face() -> None:
    title, below = read(Paper().title("工作总结\n（2026年1月1日至3月31日）")).paragraphs[:2]
    assert (title.runs[0].font.name, title.runs[0].font.size.pt) == ("方正小标宋简体", 22)
    assert (below.runs[0].font.name, below.runs[0].font.size.pt) == ("楷体_GB2312", 16)


def test_faces_that_newer_systems_lack_name_the_one_they_have() -> None:
    fonts = read(Paper()).part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable"
    )
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in fonts.blob.decode()
