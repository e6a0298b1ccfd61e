"""A moment is the same however a person or a system wrote it; what may be two is none."""

from zoneinfo import ZoneInfo

import pytest

from huiyin.lib.moments import UnsureMomentError, moment_read

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-03-05 15:20", "15:20"),
        ("2026/3/5 下午 3:20:00", "15:20"),
        ("2026年3月5日15时20分", "15:20"),
        ("2026年3月5日15时", "15:00"),
        ("2026年3月5日下午3点", "15:00"),
        ("二○二六年三月五日 15:20", "15:20"),
        ("2026.3.5 星期四 15:20", "15:20"),
        ("20260305152000", "15:20"),
        ("2026-03-05T07:20:00Z", "15:20"),
        ("2026-03-05 中午12:30", "12:30"),
        ("2026-03-05 下午12:30", "12:30"),
        ("2026-03-05 12:30 PM", "12:30"),
        ("2026-03-05 凌晨12:30", "00:30"),
        ("2026-03-05 晚上8:05", "20:05"),
        ("46086.5", "12:00"),
        ("2026-03-05", ""),
        ("2026年3月5日", ""),
        ("46086", ""),
    ],
)
def test_a_moment_is_read_as_it_is_written(text: str, hour: str) -> None:
    found = moment_read(text, ZONE)
    assert found is not None
    moment, has_clock = found
    assert moment.astimezone(ZONE).date().isoformat() == "2026-03-05"
    assert (f"{moment.astimezone(ZONE):%H:%M}" if has_clock else "") == hour


@pytest.mark.parametrize(
    "text", ["", "2026年3月", "2026.1", "3月5日", "2026-03-05 25:00", "明天", "2026-02-30 10:00"]
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment_read(text, ZONE) is None


@pytest.mark.parametrize("text", ["2026-03-05 晚上12:30", "2026年3月5日晚12点", "2026/3/5 傍晚 12:00"])
def test_midnight_of_which_day_nobody_knows_is_neither(text: str) -> None:
    with pytest.raises(UnsureMomentError):
        moment_read(text, ZONE)
