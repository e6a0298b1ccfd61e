"""The form of the year plan: by the day of the month, twice a day, for whoever holds a post, on no day off."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.receptions.actions import sessions as receptions
from huiyin.receptions.forms import officials_of
from huiyin.receptions.models import ReceptionSession
from tests import make_reception as make
from tests.receptions.test_pages import PATTERN, post
from tests.world import AT, World, official

Enter = Callable[[Official], Client]


def test_the_fifteenth_of_each_month_and_a_second_session_in_the_afternoon(
    world: World, enter: Enter
) -> None:
    client, office = enter(world.liu), make.office(world)
    url = f"/receptions/plan/?office={office.key}"
    asked = {
        **PATTERN, "rhythm": "d0", "weekday": "", "first": "2026-04-01", "last": "2026-06-30",
        "officials": [str(world.ma.pk)],
    }  # fmt: skip
    assert "month_day" in post(client, url, **asked).context["form"].errors
    keep = {**asked, "month_day": "15", "keep": "1"}
    assert post(client, url, **keep).status_code == 302
    days = list(ReceptionSession.objects.order_by("planned_on").values_list("planned_on", flat=True))
    assert days == [date(2026, 4, 15), date(2026, 5, 15), date(2026, 6, 15)]
    afternoon = {**keep, "once": "t2", "begins": "14:00", "ends": "16:00"}
    assert post(client, url, **afternoon).status_code == 302
    assert ReceptionSession.objects.filter(planned_on=date(2026, 4, 15)).count() == 2
    again = post(client, url, **{**keep, "once": "t3", "begins": "10:00", "ends": "12:00"})
    assert again.status_code == 422, "at these hours the office has its session already"


def test_whoever_holds_a_post_of_the_unit_may_receive_whatever_it_may_do(world: World) -> None:
    mayor = official("mayor", "郑建国", world.town, "镇长")
    assert mayor in officials_of(make.office(world), world.liu, AT)


def test_no_session_is_moved_or_changed_onto_a_day_off(world: World) -> None:
    session = make.published(world)
    moved = {"begins": time(9), "reason": "会议冲突", "version": session.version, "by": world.liu, "at": AT}
    with pytest.raises(Refused, match="day off"):
        receptions.move_session(session=session, planned_on=date(2026, 3, 14), **moved)
    draft = make.draft(world, day=date(2026, 3, 18))
    with pytest.raises(Refused, match="day off"):
        receptions.change_session(
            session=draft, official=world.ma, planned_on=date(2026, 5, 1), begins=time(9), ends=time(11),
            topic="", version=draft.version, by=world.liu, at=AT,
        )  # fmt: skip


def test_a_day_off_moves_onto_no_session_behind_the_last_day(world: World, enter: Enter) -> None:
    client, office = enter(world.liu), make.office(world)
    make.draft(world, day=date(2026, 5, 6))  # the first working day after the holiday of May
    asked = {
        **PATTERN,
        "first": "2026-05-01",
        "last": "2026-05-01",
        "keep": "1",
        "officials": [str(world.chen.pk)],
    }
    answer = post(client, f"/receptions/plan/?office={office.key}", **asked)
    assert answer.status_code == 422
    assert ReceptionSession.objects.count() == 1


@pytest.mark.parametrize("first", ["9999-12-30", "2031-03-02"])
def test_a_plan_begins_within_two_years(world: World, enter: Enter, first: str) -> None:
    url = f"/receptions/plan/?office={make.office(world).key}"
    asked = {**PATTERN, "first": first, "last": "", "officials": [str(world.ma.pk)]}
    assert "first" in post(enter(world.liu), url, **asked).context["form"].errors
