"""Files as offices make them, of a hotline: numbers that lost digits, places by any name, telephones nobody can ring."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.orgs.models import County
from tests.sheets.qinghe import ordered, qinghe

__all__ = ["qinghe"]
LIVE = {"external_id": "工单编号", "received_at": "来电时间", "body": "诉求内容"}


def test_05_a_number_that_lost_its_digits_is_refused(
    qinghe: County, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ordered("05a_orders_march.csv") == 1
    assert "2.02603E+16" in capsys.readouterr().out
    assert ordered("05b_orders_later.csv") == 1
    assert not Matter.objects.exists()


def test_05_a_number_on_record_with_other_words_is_refused_by_name(
    qinghe: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "工单编号,来电时间,标题,诉求内容,答复内容,办结时间\n"
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text(head + "20260305000123400,2026/3/5,路灯,村口路灯坏了。,,\n")
    second.write_text(head + "20260305000123400,2026/3/18,桥面,桥面塌了一块。,,\n")
    assert [ordered(first), ordered(first), ordered(second)] == [0, 0, 1]
    assert "20260305000123400" in capsys.readouterr().out
    assert Matter.objects.count() == 1


def test_15_places_are_known_by_any_name_and_what_is_not_found_is_said(
    qinghe: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = {**LIVE, "place": "事发村"}
    assert ordered("15_places.csv", origin="live", columns=columns) == 0
    assert {matter.place.short_name for matter in Matter.objects.all() if matter.place} == {"东湾村"}
    assert not Matter.objects.filter(place=None).exists()
    path = tmp_path / "places.csv"
    path.write_text(
        "工单编号,来电时间,诉求内容,事发村\nX1,2026-11-20,路灯坏了。,无名村\nX2,2026-11-20,井盖没了。,桥头村\n"
    )
    capsys.readouterr()
    assert ordered(path, origin="live", columns=columns) == 0
    assert "village was not found" in capsys.readouterr().out


def test_16_a_telephone_that_lost_its_digits_is_refused(
    qinghe: County, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ordered("16_live_phone.csv", origin="live", columns={**LIVE, "name": "姓名", "phone": "电话"}) == 1
    assert "1.38E+10" in capsys.readouterr().out
    assert not Matter.objects.exists()


def moments() -> list[str]:
    zone = ZoneInfo("Asia/Shanghai")
    found = Matter.objects.order_by("external_id").values_list("received_at", flat=True)
    return [f"{one.astimezone(zone):%Y-%m-%d %H:%M}" for one in found if one]


def test_14_the_afternoon_of_a_chinese_spreadsheet_is_read(qinghe: County) -> None:
    assert ordered("14a_afternoon.csv") == 0
    assert moments() == ["2026-03-05 15:20"]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026/3/5 上午 9:05:00", "2026-03-05 09:05"),
        ("2026/3/5 下午 12:20", "2026-03-05 12:20"),
        ("2026/3/5 上午 12:20", "2026-03-05 00:20"),
        ("2026/3/5 中午 12:20", "2026-03-05 12:20"),
        ("2026年3月5日 晚上8时15分", "2026-03-05 20:15"),
        ("2026/3/5 3:20:00 PM", "2026-03-05 15:20"),
        ("2026-03-05 09:30:00.000", "2026-03-05 09:30"),
        ("20260305093000", "2026-03-05 09:30"),
        ("46086.5", "2026-03-05 12:00"),
    ],
)
def test_14_moments_as_systems_write_them(qinghe: County, tmp_path: Path, written: str, moment: str) -> None:
    path = tmp_path / "1.csv"
    path.write_text(f"工单编号,来电时间,标题,诉求内容,答复内容,办结时间\nX1,{written},路灯,坏了。,,\n")
    assert ordered(path) == 0
    assert moments() == [moment]


def test_14_the_head_may_stand_under_a_title(qinghe: County) -> None:
    assert ordered("14b_title_above.csv") == 0
    assert Matter.objects.get().external_id == "H142"


def test_14_commas_that_a_spreadsheet_leaves_out_are_empty_cells(qinghe: County) -> None:
    assert ordered("14c_empty_last_column.csv") == 0
    assert Matter.objects.count() == 30


def test_14_marks_that_keep_a_number_text_are_no_part_of_it(qinghe: County, tmp_path: Path) -> None:
    assert ordered("14d_text_marks.csv") == 0
    known = Matter.objects.order_by("external_id").values_list("external_id", flat=True)
    assert list(known) == ["20260305000123456", "20260305000123458"]
    path = tmp_path / "plain.csv"
    path.write_text(
        "工单编号,来电时间,标题,诉求内容,答复内容,办结时间\n20260305000123456,2026/3/5 9:30,路灯,路灯坏了。,已更换。,2026/3/9\n"
    )
    assert ordered(path) == 0
    assert Matter.objects.count() == 2, "the next plain export doubles nothing"


@pytest.mark.parametrize(
    "torn",
    [
        "X1,2026/3/5,路灯,村口的灯\n坏了三盏,已更换。,2026/3/9\n",
        "X1,2026/3/5\n",
        "X2,2026/3/5,路灯,路灯坏了。,,\nX1,2026/3/5,路灯,路灯坏",
    ],
)
def test_14_a_record_that_was_torn_or_cut_off_is_not_taken_short(
    qinghe: County, tmp_path: Path, torn: str
) -> None:
    path = tmp_path / "1.csv"
    path.write_text("工单编号,来电时间,标题,诉求内容,答复内容,办结时间\n" + torn)
    assert ordered(path) == 1
    assert not Matter.objects.exists()


def test_14_unicode_text_of_a_spreadsheet_and_a_web_page_in_disguise(qinghe: County, tmp_path: Path) -> None:
    path = tmp_path / "1.csv"
    path.write_bytes(
        "工单编号\t来电时间\t标题\t诉求内容\t答复内容\t办结时间\nX1\t2026/3/5\t路灯\t坏了。\t\t\n".encode(
            "utf-16"
        )
    )
    assert ordered(path) == 0
    path.write_bytes(b"<html><table></table></html>")
    with pytest.raises(Refused, match="web page"):
        ordered(path)


def test_05_numbers_that_may_have_lost_their_last_digits_are_said(
    qinghe: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "1.csv"
    head = "工单编号,来电时间,标题,诉求内容,答复内容,办结时间\n"
    path.write_text(
        head + "20260305000123400,2026/3/5,路灯,坏了。,,\n20260305000123456,2026/3/5,井盖,没了。,,\n"
    )
    assert ordered(path) == 0
    assert "sixteenth digit on: a spreadsheet may have lost the last ones (1 row)" in capsys.readouterr().out


def test_05_the_same_text_under_another_title_is_no_unchanged_row(
    qinghe: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "工单编号,来电时间,标题,诉求内容,答复内容,办结时间\n"
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text(head + "A1,2026/3/5,路灯,详见附件。,,\n")
    second.write_text(head + "A1,2026/3/5,桥面,详见附件。,,\n")
    assert [ordered(first), ordered(first), ordered(second)] == [0, 0, 1]
    assert "A1" in capsys.readouterr().out
    live = {"origin": "live", "source": "other", "columns": {**LIVE, "title": "标题"}}
    assert [ordered(first, **live), ordered(second, **live)] == [0, 0]
    assert "title is another one on record" in capsys.readouterr().out


def test_14_twelve_at_night_is_refused_with_its_reason(
    qinghe: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "1.csv"
    path.write_text(
        "工单编号,来电时间,标题,诉求内容,答复内容,办结时间\nA1,2026/3/5 晚上12:30,路灯,坏了。,,\n"
    )
    assert ordered(path) == 1
    assert "from 0 to 23" in capsys.readouterr().out
