"""Files as offices make them, of a hotline: numbers that lost digits, places by any name, telephones nobody can ring."""

from pathlib import Path

import pytest

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
