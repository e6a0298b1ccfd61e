"""What is told to whom, and whether its reference says anything to a reader."""

from datetime import timedelta

import pytest

from huiyin.notices.actions import tell, tell_all, tell_page
from huiyin.notices.models import Notice
from tests.world import AT, World


@pytest.mark.parametrize("about", ["promise:7", "2026-Q3", "2026-H1", "2026-03-02", "2026"])
def test_our_keys_and_periods_say_nothing_to_a_reader(about: str) -> None:
    assert not Notice(about=about).shows_about


@pytest.mark.parametrize("about", ["HY-2603-0017", "上河村", "promise:7 of 2026", "2026-W3"])
def test_references_and_names_are_shown(about: str) -> None:
    assert Notice(about=about).shows_about


def test_the_same_line_comes_to_everybody_named_once_each(world: World) -> None:
    tell_all(to=[world.liu, world.ma], kind="round", about="round:3", at=AT, where="/rounds/3/")
    told = Notice.objects.order_by("pk").values_list("to", "kind", "about", "at", "where")
    assert list(told) == [(one.pk, "round", "round:3", AT, "/rounds/3/") for one in (world.liu, world.ma)]
    assert not Notice.objects.visible_to(world.he).exists()


def test_the_newest_notice_stands_first_and_of_the_same_moment_the_later_told(world: World) -> None:
    for about, hours in (("old", 0), ("twin", 1), ("other twin", 1), ("between", 0)):
        tell(to=world.liu, kind="routed", about=about, at=AT + timedelta(hours=hours))
    names = Notice.objects.visible_to(world.liu).newest_first().values_list("about", flat=True)
    assert list(names) == ["other twin", "twin", "between", "old"]


def test_a_residents_page_is_told_and_no_official(world: World) -> None:
    tell_page(page="HY-1", kind="told", at=AT, what="replied")
    told = Notice.objects.get()
    assert (told.to, told.page, told.about, told.facts) == (None, "HY-1", "HY-1", {"what": "replied"})
