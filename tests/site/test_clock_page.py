"""The page of the clock says in plain words what each line does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from huiyin.orgs import actions as orgs
from huiyin.orgs.administrators import name_administrator
from huiyin.site.ops import how_often
from huiyin.site.schedule import SCHEDULE
from tests.world import AT, PASSWORD, World


def test_every_line_of_the_schedule_is_said_in_words(world: World, enter: Callable[..., Client]) -> None:
    xi = orgs.enrol(username="xi", name="席远", password=PASSWORD, by="test", at=AT)
    name_administrator(official=xi, duties=["system"], by="test", at=AT)
    page = enter(xi).get("/-/clock/").content.decode()
    with override("zh-hans"):
        said = [str(line.words) for line in SCHEDULE]
    assert len(set(said)) == len(SCHEDULE)
    for words, line in zip(said, SCHEDULE, strict=True):
        assert any("\u4e00" <= ch <= "\u9fff" for ch in words), line.name
        assert words in page
        assert line.name not in page, "names of modules are for the log"


@pytest.mark.parametrize(
    ("every", "said", "chinese"),
    [
        (timedelta(seconds=1), "every second", "每 1 秒"),
        (timedelta(seconds=2), "every 2 seconds", "每 2 秒"),
        (timedelta(seconds=90), "every 90 seconds", "每 90 秒"),
        (timedelta(minutes=1), "every minute", "每 1 分钟"),
        (timedelta(minutes=30), "every 30 minutes", "每 30 分钟"),
        (timedelta(hours=1), "every hour", "每 1 小时"),
        (timedelta(hours=24), "every 24 hours", "每 24 小时"),
    ],
)
def test_how_often_a_line_runs_is_said_as_people_say_it(every: timedelta, said: str, chinese: str) -> None:
    for language, words in (("en", said), ("zh-hans", chinese)):
        with override(language):
            assert how_often(every) == words
