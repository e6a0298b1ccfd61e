"""What counts from the next period on: said with its day to whoever came too late to owe anything of this one."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from huiyin.orgs.models import Official
from tests.duties import made
from tests.duties.test_duty_pages import text
from tests.world import AT, LONG_AGO, World, official

Enter = Callable[[Official], Client]
LATE = date(2026, 3, 1)  # in the last month of the quarter of the cast


def test_who_was_paired_late_reads_from_which_day_what_counts(world: World, enter: Enter) -> None:
    new = official("xin", "辛文", world.branch, "干事", "officer")
    for n in range(3):
        made.line(world, f"SH-8{n}", new, LATE)
    page = text(enter(new), "/duties/")
    assert "从下一期起计算" in page
    assert "2026年4月1日起" in page or "2026-04-01起" in page
    assert "应完成3" in page.replace(" ", "")
    assert "没有要求" not in page
    desk = text(enter(new), "/desk/")
    assert "应完成3" in desk.replace(" ", "")
    assert "目前应做的都已做到" not in desk
    assert "从下一期起计算" in text(enter(world.sun), f"/duties/{new.pk}/")


def test_what_counts_now_is_not_said_again(world: World, enter: Enter) -> None:
    assert world.line.started_on == LONG_AGO
    page = text(enter(world.chen), "/duties/")
    assert "从下一期起计算" not in page
    made.line(world, "SH-801", world.chen, AT.date())
    page = text(enter(world.chen), "/duties/")
    assert "从下一期起计算" in page, "one household more, from the next quarter on"


def test_a_county_that_began_late_asks_for_nothing_of_the_time_before(world: World, enter: Enter) -> None:
    """Whoever is entered with the post and the lines of years ago owes no whole quarter in a county of this month."""
    type(world.county).objects.filter(pk=world.county.pk).update(started_on=LATE)
    page = text(enter(world.chen), "/duties/")
    assert "从下一期起计算" in page
    assert "2026年4月1日起" in page
    assert "还差" not in page, "neither visits of the quarter nor days of the year"
