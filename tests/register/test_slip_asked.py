"""From the page of a matter a slip is asked for; whoever merely holds its receipt learns nothing of a household (S08)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.matters.actions import Lodged
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.people.actions import void_household
from huiyin.people.models import GroupDeclaration
from huiyin.register.slip_asking import ask_slip
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
SLIP = "group_slip_asked"


def opened(lodged: Lodged) -> tuple[Client, str]:
    """A browser in which the link of the receipt was followed, and the page on which one asks."""
    client = Client()
    client.get(f"/c/heyang/r/{lodged.link}/")
    return client, f"/c/heyang/matters/{lodged.matter.reference}/groups/"


def read(lodged: Lodged) -> list[str]:
    """What the page says before and after one has asked, without what is another one's in every page."""
    client, there = opened(lodged)
    pages = [client.get(there), client.post(there, follow=True), client.get(there)]
    own = rf'{lodged.matter.reference}|value="[^"]*"'
    return [re.sub(own, "", page.content.decode()) for page in pages]


def test_the_desk_is_told_and_nobody_who_keeps_the_line(world: World, enter: Enter) -> None:
    client, there = opened(make.lodged(world, resident=world.wang))
    assert there in client.get(there.replace("groups/", "")).content.decode()
    client.get(there)
    assert not Notice.objects.filter(kind=SLIP).exists(), "looking asks for nothing"
    assert client.post(there).status_code == 302
    told = Notice.objects.get(kind=SLIP)
    assert (told.to, told.where) == (world.liu, f"/register/households/{world.home.key}/")
    assert Event.objects.get(deed="group_slip.asked").by == "resident"
    assert f"{told.where}slip/" in enter(world.liu).get(told.where).content.decode()
    client.post(there)
    assert Notice.objects.filter(kind=SLIP).count() == 1, "once in the days that a slip is good for"


def test_it_is_asked_for_again_when_a_slip_would_have_ended(world: World) -> None:
    found = make.lodged(world, resident=world.wang).matter
    for days, told in ((0, 1), (13, 1), (15, 2)):
        ask_slip(matter=found, at=AT + timedelta(days=days))
        assert Notice.objects.filter(kind=SLIP).count() == told


def test_who_keeps_the_line_is_passed_over_also_where_they_are_the_desk(world: World) -> None:
    type(world.line).objects.filter(pk=world.line.pk).update(official=world.liu)
    ask_slip(matter=make.lodged(world, resident=world.wang).matter, at=AT)
    assert world.liu.pk not in Notice.objects.filter(kind=SLIP).values_list("to", flat=True)


def test_the_page_says_the_same_whoever_asks(world: World) -> None:
    hers, nobodys = make.lodged(world, resident=world.wang), make.lodged(world)
    assert read(hers)[0] == read(nobodys)[0]
    assert read(hers)[2] == read(nobodys)[2]
    assert world.home.code not in "".join(read(hers))
    said = "如您家在联系名册上"
    assert said in read(hers)[1]
    assert said in read(nobodys)[1]


@pytest.mark.parametrize("why", ["taken off", "no consent"])
def test_for_a_household_that_can_use_none_nobody_is_told(world: World, why: str) -> None:
    lodged = make.lodged(world, resident=world.wang)
    if why == "taken off":
        void_household(household=world.home, reason="录重", by=world.sun, at=AT)
    else:
        world.wang.consents.update(withdrawn_at=AT)
    ask_slip(matter=type(lodged.matter).objects.get(pk=lodged.matter.pk), at=AT)
    assert not Notice.objects.filter(kind=SLIP).exists()


def test_nothing_is_declared_there_and_without_the_mark_there_is_no_page(world: World) -> None:
    lodged, before = make.lodged(world, resident=world.wang), GroupDeclaration.objects.count()
    client, there = opened(lodged)
    client.post(there, {"groups": ["farmer"]})
    assert GroupDeclaration.objects.count() == before
    assert Client().post(there)["Location"].startswith("/c/heyang/ask/")


def test_where_every_coordinator_keeps_the_line_somebody_else_who_may_give_slips_is_told(
    world: World,
) -> None:
    found = make.lodged(world, resident=world.wang).matter
    for one in (world.liu, world.sun):
        world.line.pk, world.line.official = None, one
        world.line.save()
    ask_slip(matter=found, at=AT)
    assert Notice.objects.get(kind=SLIP).to == world.ma


def test_it_was_asked_also_when_the_notice_is_no_longer_what_it_was(world: World) -> None:
    found = make.lodged(world, resident=world.wang).matter
    ask_slip(matter=found, at=AT)
    Notice.objects.filter(kind=SLIP).update(about="another")
    ask_slip(matter=found, at=AT + timedelta(days=1))
    assert Notice.objects.filter(kind=SLIP).count() == 1
    assert Event.objects.filter(deed="group_slip.asked").count() == 1
