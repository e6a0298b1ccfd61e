"""A household entered twice, or gone, is taken off the register by who leads its area, with a reason, once its line ended."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.people.models import Household
from huiyin.register import actions, listing
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
