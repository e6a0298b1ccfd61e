"""Notices about the holidays of a year: read as they are published, and what cannot be right is said with its line."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from huiyin.lib.flat_lines import flat_lines
from huiyin.lib.holidays import Notice, read
from huiyin.lib.rows import Unreadable
from huiyin.lib.workdays import Calendar

CHINA = Calendar.china()
NOTICE = """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置。
国务院办公厅
2025年11月4日
"""
TABLE = """日期,类型,名称
2027-01-01,休,元旦
2027-01-02,休,元旦
2027-01-03,休,元旦
2027/2/5至2027/2/11,休,春节
2027-01-30,班,春节
2027.02.20	星期六	班
2027年4月3日-2027年4月5日 休 清明节
5月1日至5日 放假 劳动节
2027-06-09 休 端午节
2027-09-15 2027-09-17 休 中秋节
20271001 20271007 休 国庆节
"""


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range(365)]


def of_lines(notice: Notice, lang: str = "zh-hans") -> list[str]:
    """What is wrong in single lines."""
    return [one.said(lang) for one in notice.wrong if one.line]


def test_the_notice_as_it_is_published_gives_the_calendar_that_was_checked_by_hand() -> None:
    notice = read(NOTICE, 2026, CHINA)
    assert notice.wrong == []
    bare = Calendar.china().with_year(read("", 2026, CHINA).announced("x"))
    laid = bare.with_year(notice.announced("notice"))
    assert [day for day in days_of(2026) if laid.is_working(day) != CHINA.is_working(day)] == []
    assert laid.source(2026) == "notice"
    assert any(bare.is_working(day) != CHINA.is_working(day) for day in days_of(2026))
    assert [line for line, _text in notice.left] == [1, 2, 3, 4, 5, 13, 14, 15]
    due = laid.add_working_days(date(2026, 2, 12), 3)
    assert "春节放假" in " ".join(due.explain("zh-hans"))
    assert "Spring Festival" in " ".join(due.explain("en"))


def test_a_table_may_write_its_days_in_many_ways() -> None:
    notice = read(TABLE, 2027, CHINA)
    assert notice.wrong == []
    assert len(notice.off) == 3 + 7 + 3 + 5 + 1 + 3 + 7
    assert set(notice.work) == {date(2027, 1, 30), date(2027, 2, 20)}
    assert notice.left == [(1, "日期,类型,名称")]


def test_a_notice_may_speak_of_the_last_days_of_the_year_before() -> None:
    for text in (
        "一、元旦：2027年12月31日至2028年1月2日放假调休，共3天。2027年12月26日上班。",
        "一、元旦：12月31日至1月2日放假调休，共3天。2027年12月26日（周日）上班。",
    ):
        notice = read(text, 2028, CHINA)
        assert of_lines(notice) == []
        laid = CHINA.with_year(notice.announced("notice"))
        assert not laid.is_working(date(2027, 12, 31))
        assert laid.is_working(date(2027, 12, 26))
        assert not laid.is_final(2027)
    assert of_lines(read("2027-12-24 休 元旦", 2028, CHINA))


def test_advice_gives_nobody_a_day_off() -> None:
    text = "二、春节：2月10日至17日放假调休，共8天。鼓励各单位安排职工在除夕（2月9日）休息。"
    assert date(2024, 2, 9) not in read(text, 2024, CHINA).off


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2027-02-05 春节", "没有写明是休还是班"),
        ("2027-02-05 休", "没有写节日名称"),
        ("元旦 休", "没有写明是哪一天"),
        ("2027-02-30 休 春节", "没有“2027-02-30”这一天"),
        ("2029-02-05 休 春节", "不在2027年"),
        ("2027-02-05 2027-02-01 休 春节", "起止颠倒"),
        ("2027-02-05 9999-12-31 休 春节", "超过40天"),
        ("2027-02-05 休 春节\n2027-02-05 休 春节", "写了两次（第1行也有）"),
        ("2027-02-06 休 春节\n2027-02-06 班", "既写了休又写了班"),
        ("2027-02-04 班 春节", "不是周末"),
        ("2027-01-01 星期四 休 元旦", "这里却写作星期四"),
        ("一、元旦：1月1日（周四）至3日放假，共3天。", "这里却写作周四"),
        ("一、元旦：1月1日至3日放假，共4天。", "这里写共4天，数出来是3天"),
        ("一、元旦：1月1日至3日。", "没有写明是休还是班"),
        ("2027-02-05 休 春节\n2027-02-07 休 春节", "春节的放假日期不连续，中间缺2027年2月6日"),
    ],
)
def test_what_cannot_be_right_is_said_with_its_line(text: str, said: str) -> None:
    found = of_lines(read(text, 2027, CHINA))
    assert [one for one in found if said in one and f"第{text.count(chr(10)) + 1}行" in one], found
    for one in of_lines(read(text, 2027, CHINA), "en"):
        assert one.startswith("Line ")


def test_signs_that_only_machines_see_are_kept_nowhere() -> None:
    notice = read("2027-01-01,休,元\x00旦\x0b", 2027, CHINA)
    assert [name for name, _line in notice.off.values()] == ["元 旦"]


def test_a_festival_that_is_missing_is_named() -> None:
    notice = read(
        TABLE.replace("2027-06-09 休 端午节\n", "").replace("5月1日至5日", "5月3日至5日"), 2027, CHINA
    )
    said = " ".join(one.said("zh-hans") for one in notice.wrong)
    assert "没有写端午的安排" in said
    assert "2027年5月1日（星期六）是劳动节法定假日" in said
    assert [one.code for one in read("", 2027, CHINA).wrong] == ["nothing"]


@pytest.mark.parametrize("year", range(2011, 2027))
def test_every_year_that_was_ever_announced_passes_these_rules(year: int) -> None:
    off = [day for day in days_of(year) if CHINA.name_of(day) and (day.month, day.day) < (12, 25)]
    work = [day for day in days_of(year) if day.weekday() > 4 and CHINA.is_working(day)]
    rows = [f"{day} 休 {name.zh_hans}" for day in off if (name := CHINA.name_of(day))]
    notice = read("\n".join([*rows, *(f"{day} 班" for day in work)]), year, CHINA)
    by_the_law_of_2025 = date(year, 5, 2)  # a day more than there was before
    wrong = [one for one in notice.wrong if year > 2024 or one.facts.get("day") != by_the_law_of_2025]
    assert wrong == []


def test_a_workbook_and_a_text_of_an_office_become_lines() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["日期", "类型", "名称"])
    sheet.append([])
    sheet.append([date(2027, 1, 1), "休", "元旦"])
    kept = io.BytesIO()
    book.save(kept)
    assert flat_lines(kept.getvalue()) == "日期\t类型\t名称\n\n2027-01-01\t休\t元旦"
    assert flat_lines(TABLE.encode("gb18030")) == TABLE
    book.create_sheet("再一张").append(["2027-01-01", "休", "元旦"])
    kept = io.BytesIO()
    book.save(kept)
    for content in (kept.getvalue(), b" \n \n", b"1\n" * 3000, b"PK\x03\x04 no"):
        with pytest.raises(Unreadable) as caught:
            flat_lines(content)
        assert caught.value.sentence("zh-hans")
