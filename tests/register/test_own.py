"""One's own households in clear: to the responsible official and the stand-in, noted once a day, to nobody else."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from huiyin.audit.models import Event
from huiyin.contacts.actions import Raised
from huiyin.orgs.models import Official
from huiyin.recording.actions import Entry, record_entry
from huiyin.register import actions
from huiyin.register.own import own_of, own_person
from tests.world import AT, World

Enter = Callable[[Official], Client]
TODAY = AT.date()


def shown(enter: Enter, who: Official, world: World, page: str = "/register/households/{key}/") -> bool:
    html = enter(who).get(page.format(key=world.home.key)).content.decode()
    assert ("19900001234" in html) <= ("王秀兰" in html)
    return "王秀兰" in html


def test_i22_names_are_clear_to_whose_household_it_is_and_masked_to_all_others(
    world: World, enter: Enter
) -> None:
    for page in ("/register/households/{key}/", "/register/", "/visit-list/?official=chen"):
        assert shown(enter, world.chen, world, page), page
        for other in (world.liu, world.ma, world.sun):
            assert not shown(enter, other, world, page), (other, page)


def test_a_stand_in_sees_them_from_the_first_day_to_the_last(world: World, enter: Enter) -> None:
    days = {"from_on": TODAY, "until_on": TODAY + timedelta(days=3)}
    made = actions.name_stand_in(official=world.chen, stand_in=world.he, by=world.liu, at=AT, **days)
    assert shown(enter, world.he, world)
    actions.call_back(stand_in=made, by=world.liu, at=AT)
    world.he.__dict__.pop("_own_register", None)
    assert own_of(world.he, AT).people == frozenset()


def test_i24_who_withdrew_is_shown_to_nobody(world: World, enter: Enter) -> None:
    assert shown(enter, world.chen, world)
    world.wang.withheld_at = AT
    world.wang.save(update_fields=["withheld_at"])
    assert not shown(enter, world.chen, world)
    own = own_of(Official.objects.get(pk=world.chen.pk), AT)
    assert own.name(world.wang) == own.phone(world.wang) == ""


def test_i37_it_is_noted_once_a_day_and_official_with_the_number_of_people(
    world: World, enter: Enter
) -> None:
    for _again in range(3):
        shown(enter, world.chen, world)
        shown(enter, world.liu, world)
    event = Event.objects.get(deed="register.own_shown")
    assert (event.by, event.on, event.facts) == (
        world.chen.key, f"register:{world.chen.key}:{TODAY.isoformat()}", {"rows": 1},
    )  # fmt: skip
    own_of(Official.objects.get(pk=world.chen.pk), AT + timedelta(days=1))
    assert Event.objects.filter(deed="register.own_shown").count() == 2


def met(world: World, kind: str = "visit") -> str:
    """Chen met Wang; the page of that contact."""
    entry = Entry(
        place=world.village,
        held_on=TODAY,
        points=[Raised("路灯坏了", "noted")],
        promises=[],
        kind=kind,
        household=world.home,
        person=world.wang,
    )
    return f"/contacts/{record_entry(entry, root=world.root, by=world.chen, at=AT)[0].reference}/"


def test_the_page_of_a_contact_names_ones_own_household_and_masks_it_to_all_others(
    world: World, enter: Enter
) -> None:
    page = met(world)
    assert shown(enter, world.chen, world, page)
    assert shown(enter, world.chen, world, page)
    for other in (world.liu, world.ma):
        assert not shown(enter, other, world, page), other
        assert world.wang.masked_name in enter(other).get(page).content.decode()
    event = Event.objects.get(deed="register.own_shown")
    assert (event.by, event.facts) == (world.chen.key, {"rows": 1}), "noted once, and for none of the others"
    world.line.ended_on = TODAY
    world.line.save(update_fields=["ended_on"])
    assert not shown(enter, world.chen, world, page), "somebody else's by now"


def test_the_page_of_a_contact_is_clear_to_the_stand_in_while_they_stand_in(
    world: World, enter: Enter
) -> None:
    days = {"from_on": TODAY, "until_on": TODAY + timedelta(days=3)}
    actions.name_stand_in(official=world.chen, stand_in=world.he, by=world.liu, at=AT, **days)
    assert own_person(world.he, world.wang, AT) == "王秀兰"
    assert own_person(world.gao, world.wang, AT) == world.wang.masked_name


def test_who_reads_of_somebody_elses_household_is_shown_nobody_of_their_own(world: World) -> None:
    assert own_person(world.chen, world.zhu, AT) == world.zhu.masked_name
    assert not Event.objects.filter(deed="register.own_shown").exists(), (
        "nothing was shown, so nothing is noted"
    )
    assert own_person(world.chen, world.wang, AT) == "王秀兰"
    assert Event.objects.filter(deed="register.own_shown").count() == 1


def test_who_has_left_sees_nobody(world: World) -> None:
    world.chen.is_active = False
    assert own_of(world.chen, AT).people == frozenset()
