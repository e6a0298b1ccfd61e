"""A household entered twice, or gone, is taken off the register by who leads its area, with a reason, once its line ended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.help.actions import plan_aid
from huiyin.help.models import AidPlan
from huiyin.lib.refusal import Refused
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.people.models import Household
from huiyin.privacy.clock import erase_ended
from huiyin.reach import clock as reach
from huiyin.reach import windows
from huiyin.reach.figures import of_area
from huiyin.reach.models import Tally
from huiyin.reach.population import living_in
from huiyin.register import actions, listing
from huiyin.register.models import Assignment
from tests.reach.made import visit
from tests.world import AT, World

WHY = "与另一户重复登记"


def test_while_somebody_is_in_touch_with_it_or_without_a_reason_it_stays(world: World) -> None:
    with pytest.raises(Refused, match="end that line first"):
        actions.take_off(household=world.home, reason=WHY, by=world.liu, at=AT)
    for reason, by in ((" ", world.liu), (WHY, world.chen), (WHY, world.qian)):
        with pytest.raises(Refused):
            actions.take_off(household=world.second, reason=reason, by=by, at=AT)
    assert not Household.objects.exclude(voided_at=None).exists()


def test_what_was_taken_off_is_paired_with_nobody_and_says_why(
    world: World, enter: Callable[[Official], Client]
) -> None:
    client, there = enter(world.liu), f"/register/households/{world.home.key}/"
    assert f"{there}off/" not in client.get(there).content.decode(), "while a line lives"
    actions.end(line=world.line, on=AT.date(), reason="搬走了", by=world.liu, at=AT)
    assert [one.household for one in listing.consenting(world.liu, AT, AT.date())] == [world.home]
    assert f"{there}off/" in client.get(there).content.decode()
    assert client.post(f"{there}off/", {"reason": WHY}).status_code == 302
    assert WHY in client.get(there).content.decode()
    assert listing.consenting(world.liu, AT, AT.date()) == []
    assert Event.objects.filter(deed="household.voided", on=f"household:{world.home.key}").count() == 1
    with pytest.raises(Refused):
        actions.take_off(household=world.home, reason=WHY, by=world.liu, at=AT)


def test_its_page_is_for_who_leads_the_area(world: World, enter: Callable[[Official], Client]) -> None:
    there = f"/register/households/{world.home.key}/off/"
    assert {one.username: enter(one).get(there).status_code for one in (world.chen, world.liu, world.qian)} == {
        "chen": 404, "liu": 200, "qian": 404,
    }  # fmt: skip


def test_a_plan_of_assistance_is_ended_first(world: World) -> None:
    plan = plan_aid(
        line=world.line, need="缺少劳动力", measure="联系务工岗位", due_on=AT.date() + timedelta(days=30), by=world.chen,
        at=AT,
    )  # fmt: skip
    actions.end(line=world.line, on=AT.date(), reason="搬走了", by=world.liu, at=AT)
    with pytest.raises(Refused, match="paired assistance"):
        actions.take_off(household=world.home, reason=WHY, by=world.liu, at=AT)
    AidPlan.objects.filter(pk=plan.pk).update(state="ended", ended_at=AT, result="搬走了")
    actions.take_off(household=world.home, reason=WHY, by=world.liu, at=AT)


def test_by_mistake_it_is_put_back_and_can_be_paired_again(
    world: World, enter: Callable[[Official], Client]
) -> None:
    client, there = enter(world.liu), f"/register/households/{world.home.key}/"
    assert client.post(f"{there}back/", {}).status_code == 422, "nothing to put back"
    actions.end(line=world.line, on=AT.date(), reason="搬走了", by=world.liu, at=AT)
    actions.take_off(household=world.home, reason=WHY, by=world.liu, at=AT)
    page = client.get(there).content.decode()
    assert (f"{there}back/" in page, "/register/pair/" in page) == (True, False)
    assert enter(world.chen).get(f"{there}back/").status_code == 404
    for by in (world.chen, world.qian):
        with pytest.raises(Refused):
            actions.put_back(household=world.home, by=by, at=AT)
    assert enter(world.liu).post(f"{there}back/", {}).status_code == 302
    assert [one.household for one in listing.consenting(world.liu, AT, AT.date())] == [world.home]
    assert Event.objects.filter(deed="household.restored", on=f"household:{world.home.key}").count() == 1
    assert Household.objects.get(pk=world.home.pk).void_reason == WHY, (
        "why it was taken off can still be read"
    )


def test_it_counts_up_to_its_day_and_no_longer_and_earlier_periods_stay(world: World) -> None:
    for days_ago in (100, 20, 2):
        visit(world.chen, world.home, days_ago)
    reach.follow(at=AT)
    day, gone = AT.date(), AT - timedelta(days=10)
    year, past = windows.rolling(day), windows.half_year(day - timedelta(days=100))
    assert [met(window) for window in (year, past)] == [3, 1]
    Assignment.objects.update(ended_on=gone.date())
    actions.take_off(household=world.home, reason=WHY, by=world.liu, at=gone)
    Household.objects.update(turned_at=AT)  # as the clock that follows comes to hear of it
    reach.follow(at=AT + timedelta(minutes=5))
    assert [met(window) for window in (year, past)] == [2, 1], "what was up to that day stays"
    known = [living_in([world.village.pk], day).known for day in (gone.date() - timedelta(days=1), day)]
    assert [one[world.village.pk] for one in known] == [1, 0]
    assert reach.check(at=AT + timedelta(days=1)) == 0, "nothing had drifted"
    actions.put_back(household=world.home, by=world.liu, at=AT + timedelta(days=1))
    reach.follow(at=AT + timedelta(days=1, minutes=5))
    assert met(windows.rolling(day + timedelta(days=1))) == 3


def met(window: windows.Window) -> int:
    """How many contacts with households are counted."""
    return of_area(Tally.objects.all(), window).contacts


def test_who_was_never_paired_is_erased_so_long_after_it_was_taken_off(world: World) -> None:
    assert not Assignment.objects.filter(household=world.second).exists()
    actions.take_off(household=world.second, reason=WHY, by=world.liu, at=AT)
    days = int(charter_of(AT).figure("keeping.register_keep_days").value)
    assert erase_ended(at=AT + timedelta(days=days - 1)) == 0
    assert erase_ended(at=AT + timedelta(days=days + 1)) == 1
    world.zhu.refresh_from_db()
    assert world.zhu.anonymised_at is not None


def test_a_register_read_before_it_was_taken_off_pairs_nobody_with_it(world: World) -> None:
    read = Assignment.objects.select_related("person", "consent").get(pk=world.line.pk)
    read.pk, read._state.adding, read.household = None, True, world.second
    read.person.household = world.second
    Household.objects.filter(pk=world.second.pk).update(voided_at=AT, void_reason=WHY)
    with pytest.raises(Refused, match="off the register"):
        actions.pair_many(lines=[read], by=world.liu.key, at=AT)
    assert not Assignment.objects.filter(household=world.second).exists()
