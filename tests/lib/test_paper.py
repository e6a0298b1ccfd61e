"""Official paper: the file is unzipped and measured against GB/T 9704-2012."""

import io
import re
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib.paper import Fonts, Paper, date_in_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2026, 11, 3)


def part(paper: Paper, name: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(paper.save())) as file:
        assert file.testzip() is None
        return ElementTree.fromstring(file.read(name))  # noqa: S314 - our own file


def of(element: ElementTree.Element | None) -> dict[str, str]:
    assert element is not None
    return {key.removeprefix(W): value for key, value in element.attrib.items()}


def paragraph(root: ElementTree.Element, text: str) -> ElementTree.Element:
    for found in root.iter(f"{W}p"):
        if "".join(run.text or "" for run in found.iter(f"{W}t")).startswith(text):
            return found
    raise AssertionError(f"no paragraph begins with {text}")


def faces(element: ElementTree.Element) -> set[tuple[str, int]]:
    found = set()
    for run in element.iter(f"{W}r"):
        fonts, size = run.find(f"{W}rPr/{W}rFonts"), run.find(f"{W}rPr/{W}sz")
        found.add((of(fonts)["eastAsia"], int(of(size)["val"])))
    return found


def sample() -> Paper:
    return (
        Paper()
        .masthead("青禾镇人民政府文件", "青政〔2026〕5号")
        .title("关于第三季度联系群众工作\n情况的报告")
        .addressee("草甸县人民政府:")
        .body("现将有关情况报告如下。")
        .heading(1, "基本情况")
        .heading(2, "走访")
        .heading(3, "入户")
        .heading(4, "记录")
        .heading(2, "接访")
        .heading(1, "下步打算")
        .heading(2, "继续走访")
        .heading(2, "如实记录")
        .table([["事项", "件数"], ["道路", 3], ["饮水"]])
        .attachments(["联系户名册", "办理台账。"])
        .signature("青禾镇人民政府", DAY)
        .note("联系人：某某")
    )


def test_the_page() -> None:
    section = part(sample()).find(f"{W}body/{W}sectPr")
    assert section is not None
    assert {key: of(section.find(f"{W}pgSz"))[key] for key in "wh"} == {"w": "11906", "h": "16838"}
    margins = of(section.find(f"{W}pgMar"))
    wanted = {"top": 2098, "bottom": 1984, "left": 1588, "right": 1474, "footer": 1417}
    assert all(abs(int(margins[side]) - twips) <= 1 for side, twips in wanted.items()), margins
    assert of(section.find(f"{W}docGrid")) == {"type": "lines", "linePitch": "579"}
    assert len(section.findall(f"{W}docGrid")) == 1
    tags = [child.tag.removeprefix(W) for child in section]
    assert tags[-1] == "docGrid", "the schema fixes the order"


def test_page_numbers_stand_at_the_outer_side() -> None:
    paper = sample()
    assert part(paper, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    section = part(paper).find(f"{W}body/{W}sectPr")
    assert section is not None
    references = {of(one)["type"] for one in section.findall(f"{W}footerReference")}
    assert references == {"default", "even"}
    seen = {}
    with zipfile.ZipFile(io.BytesIO(paper.save())) as file:
        for name in file.namelist():
            if name.startswith("word/footer"):
                root = part(paper, name)
                assert "".join(run.text or "" for run in root.iter(f"{W}t")) == "—  —"
                assert [code.text for code in root.iter(f"{W}instrText")] == [" PAGE "]
                assert faces(root) == {("宋体", 28)}
                seen[of(root.find(f".//{W}jc"))["val"]] = of(root.find(f".//{W}ind"))
    assert seen == {
        "right": {"rightChars": "100", "right": "280"},
        "left": {"leftChars": "100", "left": "280"},
    }


def test_the_red_head_and_the_rule() -> None:
    root = part(sample())
    mark = paragraph(root, "青禾镇人民政府文件")
    assert {of(color)["val"] for color in mark.iter(f"{W}color")} == {"FF0000"}
    assert of(mark.find(f"{W}pPr/{W}spacing"))["before"] == str(round(35 / 25.4 * 1440))
    assert of(mark.find(f"{W}pPr/{W}jc"))["val"] == "center"
    number = paragraph(root, "青政〔2026〕5号")
    rule = of(number.find(f"{W}pPr/{W}pBdr/{W}bottom"))
    assert (rule["color"], rule["val"], rule["space"]) == ("FF0000", "single", "11")
    assert [child.tag.removeprefix(W) for child in number[0]] == ["pBdr", "spacing", "jc"]


def test_a_draft_without_number_leaves_its_line() -> None:
    root = part(Paper().masthead("青禾镇人民政府文件").title("通知"))
    assert len(list(root.iter(f"{W}pBdr"))) == 1


def test_faces_and_sizes() -> None:
    root = part(sample())
    assert faces(paragraph(root, "关于第三季度联系群众工作情况的报告")) == {("方正小标宋简体", 44)}
    assert faces(paragraph(root, "现将")) == {("仿宋_GB2312", 32)}
    assert faces(paragraph(root, "一、基本情况")) == {("黑体", 32)}
    assert faces(paragraph(root, "（一）走访")) == {("楷体_GB2312", 32)}
    assert faces(paragraph(root, "入户")) == {("仿宋_GB2312", 32)}
    assert faces(paragraph(root, "记录")) == {("仿宋_GB2312", 32)}
    other = Paper(fonts=Fonts(body="FandolFang", black="FandolHei")).heading(1, "甲").body("乙")
    assert faces(paragraph(part(other), "甲")) == {("FandolHei", 32)}
    assert faces(paragraph(part(other), "乙")) == {("FandolFang", 32)}


def test_headings_count_anew_under_each_higher_one() -> None:
    root = part(sample())
    for text in ("（二）接访", "二、下步打算", "（一）继续走访"):
        paragraph(root, text)
    paper = Paper()
    for _ in range(21):
        paper.heading(1, "章")
    for text in ("十、章", "十一、章", "二十、章", "二十一、章"):
        paragraph(part(paper), text)
    paragraph(part(Paper().heading(1, "三、已有编号")), "三、已有编号")
    with pytest.raises(ValueError, match="four levels"):
        Paper().heading(5, "深")


def test_a_heading_without_a_second_has_no_number() -> None:
    paper = Paper().heading(1, "原因").body("甲")
    assert paper.save() == paper.save()
    paragraph(part(paper), "原因")
    both = part(
        paper.heading(1, "办法").heading(2, "三月").heading(1, "其他").heading(2, "四月").heading(2, "五月")
    )
    for text in ("一、原因", "二、办法", "三月", "三、其他", "（一）四月", "（二）五月"):
        paragraph(both, text)
    paragraph(part(Paper().heading(1, "一、来文自带编号")), "一、来文自带编号")


def test_body_lines_are_indented_and_spaced_exactly() -> None:
    root = part(Paper().body("甲\n\n乙"))
    for text in "甲乙":
        properties = paragraph(root, text).find(f"{W}pPr")
        assert properties is not None
        indent = of(properties.find(f"{W}ind"))
        assert (indent["firstLineChars"], indent["firstLine"]) == ("200", "640")
        assert of(properties.find(f"{W}spacing")) == {"line": "579", "lineRule": "exact"}
    assert len(list(root.iter(f"{W}p"))) == 2


def test_addressee_attachments_and_note() -> None:
    root = part(sample())
    assert paragraph(root, "草甸县人民政府：").find(f"{W}pPr/{W}ind") is None
    paragraph(root, "附件：1. 联系户名册")
    last = "".join(run.text or "" for run in paragraph(root, "　　　2. 办理台账").iter(f"{W}t"))
    assert last.endswith("办理台账"), "no final punctuation"
    paragraph(part(Paper().attachments(["名册"])), "附件：名册")
    paragraph(root, "（联系人：某某）")


def right(root: ElementTree.Element, text: str) -> float:
    return int(of(paragraph(root, text).find(f"{W}pPr/{W}ind"))["rightChars"]) / 100


@pytest.mark.parametrize(
    ("organ", "sealed", "name_right", "date_right"),
    [
        ("青禾镇人民政府", False, 3.5, 2),
        ("青禾镇", False, 7.5, 2),
        ("草甸县青禾镇河湾村党群服务站", False, 2, 7.5),
        ("青禾镇人民政府", True, 3.75, 4),
    ],
)
def test_signature(organ: str, sealed: bool, name_right: float, date_right: float) -> None:
    root = part(Paper().signature(organ, DAY, sealed=sealed))
    assert right(root, "2026年11月3日") == date_right
    assert abs(right(root, organ) - name_right) < 0.01


@given(st.integers(1, 30), st.booleans())
@settings(deadline=None, max_examples=25)
def test_no_signature_leaves_the_page(width: int, sealed: bool) -> None:
    root = part(Paper().signature("某" * width, DAY, sealed=sealed))
    indents = [of(one).get("rightChars", "0") for one in root.iter(f"{W}ind")]
    assert all(int(value) >= 0 for value in indents)
    if not sealed:  # the date begins two characters to the right of the name, or of its second half
        last = width if width <= 26 else width // 2
        assert right(root, "2026年") + 6.5 == pytest.approx(right(root, "某") + last - 2, abs=0.01)


def test_tables_repeat_their_head_and_keep_rows_together() -> None:
    root = part(Paper().table([["事项", "件数"], ["道路", 3], ["饮水"]], widths=[100, 56]))
    rows = list(root.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    cells = [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")] for row in rows
    ]
    assert cells == [["事项", "件数"], ["道路", "3"], ["饮水", ""]]
    assert of(root.find(f".//{W}tcW"))["w"] == str(round(100 / 25.4 * 1440))
    grid = [round(int(column.get(f"{W}w", "0")) * 25.4 / 1440) for column in root.iter(f"{W}gridCol")]
    assert grid == [100, 56], "some programs follow the grid and not the cells"
    with pytest.raises(ValueError, match="cell"):
        Paper().table([])


def test_a_letter() -> None:
    paper = Paper("letter").masthead("青禾镇人民政府", "青政函〔2026〕5号").title("答复").body("甲")
    section = part(paper).find(f"{W}body/{W}sectPr")
    assert section is not None
    assert section.find(f"{W}titlePg") is not None
    assert of(section.find(f"{W}pgMar"))["header"] == str(round(30 / 25.4 * 1440))
    assert of(section.find(f"{W}pgMar"))["footer"] == str(round(20 / 25.4 * 1440))
    rules: dict[str, Any] = {}
    with zipfile.ZipFile(io.BytesIO(paper.save())) as file:
        for name in file.namelist():
            if re.match(r"word/(header|footer)\d", name):
                root = ElementTree.fromstring(file.read(name))  # noqa: S314 - our own file
                for rule in root.iter(f"{W}bottom"):
                    rules[of(rule)["val"]] = (of(rule)["color"], of(root.find(f".//{W}ind")))
                    assert not list(root.iter(f"{W}instrText")), "no page number on the first page"
    wide = {"left": str(round(-8 / 25.4 * 1440)), "right": str(round(-6 / 25.4 * 1440))}  # 156 + 14 = 170 mm
    assert rules == {"thickThinSmallGap": ("FF0000", wide), "thinThickSmallGap": ("FF0000", wide)}
    number = paragraph(part(paper), "青政函〔2026〕5号")
    assert of(number.find(f"{W}pPr/{W}jc"))["val"] == "right"


def test_minutes_name_who_was_there() -> None:
    root = part(Paper("minutes").masthead("座谈会纪要").attendees("出席", ["甲", "乙"]))
    line = paragraph(root, "出席：甲、乙")
    assert faces(line) == {("黑体", 32), ("仿宋_GB2312", 32)}


def test_dates() -> None:
    assert date_in_words(DAY) == "2026年11月3日"


def test_the_same_paper_gives_the_same_bytes_without_a_name_in_it() -> None:
    assert sample().save() == sample().save()
    assert Document(io.BytesIO(sample().save())).core_properties.author == ""


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="poster"):
        Paper("poster")  # type: ignore[arg-type]


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_gives_a_file_that_opens(text: str) -> None:
    paper = (
        Paper("plain").title(text).body(text).heading(1, text).table([[text]]).attachments([text]).note(text)
    )
    Document(io.BytesIO(paper.addressee(text).signature(text, DAY).attendees(text, [text]).save()))
