"""The page of the clock says in plain words what each line does."""

from collections.abc import Callable

from django.test import Client
from django.utils.translation import override

from huiyin.site.schedule import SCHEDULE
from tests.world import World


def test_every_line_of_the_schedule_is_said_in_words(world: World, enter: Callable[..., Client]) -> None:
    page = enter(world.liu).get("/-/clock/").content.decode()
    with override("zh-hans"):
        said = [str(line.words) for line in SCHEDULE]
    assert len(set(said)) == len(SCHEDULE)
    for words, line in zip(said, SCHEDULE, strict=True):
        assert any("\u4e00" <= ch <= "\u9fff" for ch in words), line.name
        assert words in page
        assert line.name in page
