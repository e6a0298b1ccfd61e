"""Households held apart wait where the leader who may decide looks: a list, a line on the desk, a notice once."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.people.again import Like
from huiyin.people.apart import note
from huiyin.people.models import Household, Resemblance
from huiyin.register import actions, views
from huiyin.register.actions import NewHome
from huiyin.register.held_apart import to_decide
from tests.sheets.books import REGISTER, book, line, taken
from tests.world import AT, World

Enter = Callable[[Official], Client]
LIST, DESK = "/register/apart/", "/desk/"


def entered(world: World, by: Official) -> Household:
    """A second household with the telephone of the first, of which is said why it is another one."""
    made = NewHome(place=world.hamlet, name="梁甲", phone="19911112222", is_adult=True)
    actions.take_on(official=world.chen, who=made, started_on=AT.date(), by=world.chen, at=AT)
    again = NewHome(place=world.hamlet, name="梁乙", phone="19911112222", is_adult=True, apart="两家合住")
    whose = world.he if by == world.liu else by
    actions.take_on(official=whose, who=again, started_on=AT.date(), by=by, at=AT)
    found: Household = Household.objects.get(counts_as__isnull=False)
    return found


def page(enter: Enter, official: Official, url: str) -> str:
    return enter(official).get(url, headers={"accept-language": "en"}).content.decode()


def test_who_may_decide_finds_it_on_the_desk_in_a_list_and_in_one_notice(world: World, enter: Enter) -> None:
    home = entered(world, world.chen)
    assert list(to_decide(world.liu, AT)) == [home]
    assert LIST in page(enter, world.liu, DESK).partition('id="held-apart"')[2][:400]
    listed = page(enter, world.liu, LIST)
    assert f"/register/households/{home.key}/apart/" in listed
    assert "两家合住" in listed
    (told,) = Notice.objects.filter(kind="held_apart")
    assert told.to == world.liu
    assert told.where == f"/register/households/{home.key}/apart/"
    actions.tell_apart(household=home, by=world.liu, at=AT)
    assert home.code not in page(enter, world.liu, LIST)
    assert 'id="held-apart"' not in page(enter, world.liu, DESK)


def test_who_decides_reads_which_household_it_is_like_and_why_it_was_called_another(
    world: World, enter: Enter
) -> None:
    home = entered(world, world.chen)
    first = Household.objects.get(pk=home.counts_as_id)
    deciding = page(enter, world.liu, f"/register/households/{home.key}/apart/")
    assert f"· {first.code}; reason given: 两家合住" in deciding
    assert "If it is the same household after all" in deciding
    actions.tell_apart(household=home, by=world.liu, at=AT)
    assert "两家合住" not in page(enter, world.liu, f"/register/households/{home.key}/apart/")


def test_nobody_else_is_asked(world: World, enter: Enter) -> None:
    home = entered(world, world.liu)
    for one in (world.liu, world.he, world.chen, world.qian):
        assert not to_decide(one, AT).exists(), (
            "who entered it, keeps it, keeps the other, or leads elsewhere"
        )
        assert home.code not in page(enter, one, LIST)
        assert 'id="held-apart"' not in page(enter, one, DESK)
    assert to_decide(world.ma, AT).get() == home
    assert not Notice.objects.filter(kind="held_apart", to=world.liu).exists()


def test_a_list_tells_each_leader_once(world: World) -> None:
    taken(world, "register", book(REGISTER, [line()]))
    rows = [
        line(code=f"SH-20{n}", name=f"孙{n}", phone="138 0000 0000", address=f"东头{n}号") for n in range(3)
    ]
    taken(world, "register", book(REGISTER, rows))
    assert Resemblance.objects.open().count() >= 3
    told = Notice.objects.filter(kind="held_apart")
    assert told.count() == told.values("to").distinct().count() == 1
    assert told.get().where == LIST


def test_the_list_is_paged_by_key(world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    first = Household.objects.create(place=world.hamlet, code="A-0", groups=[], created_at=AT)
    for n in range(3):
        home = Household.objects.create(place=world.hamlet, code=f"A-{n + 1}", groups=[], created_at=AT)
        note([(home, [Like(Resemblance.Kind.ADDRESS, first)])], reason="合住", by="test", at=AT)
    client = enter(world.liu)
    page_one = client.get(LIST)
    assert [home.code for home in page_one.context["homes"]] == ["A-1", "A-2"]
    page_two = client.get(LIST + page_one.context["next_url"])
    assert [home.code for home in page_two.context["homes"]] == ["A-3"]
