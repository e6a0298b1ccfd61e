"""Groups are the household's own word: dated, with how it came, and never noted by who is measured by them (S08)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.people import actions as people
from huiyin.people import many
from huiyin.people.models import GroupDeclaration, Household
from huiyin.register import actions
from tests.world import AT, World

LATER = AT + timedelta(days=3)


def said(world: World) -> list[tuple[list[str], str, Official | None]]:
    """What was said after that it is a farmer's."""
    return [(one.groups, one.how, one.by) for one in GroupDeclaration.objects.filter(household=world.home)][
        1:
    ]


def test_who_keeps_the_line_notes_an_address_and_no_groups(world: World) -> None:
    actions.describe(household=world.home, address="西头", by=world.chen, at=AT)
    with pytest.raises(Refused, match="at the counter"):
        actions.describe(household=world.home, address="", groups=["worker"], by=world.chen, at=AT)
    home = Household.objects.get(pk=world.home.pk)
    assert (home.address, home.groups, said(world)) == ("西头", ["farmer"], [])


def test_nor_does_who_stands_in_for_them(world: World) -> None:
    actions.name_stand_in(
        official=world.chen, stand_in=world.he, from_on=AT.date(), until_on=LATER.date(), reason="学习",
        by=world.liu, at=AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="at the counter"):
        actions.describe(household=world.home, address="", groups=["worker"], by=world.he, at=AT)


def test_at_the_counter_they_are_noted_with_their_day_each_time_they_change(world: World) -> None:
    for groups, at in (
        (["worker"], AT),
        (["worker"], AT + timedelta(days=1)),
        (["worker", "elderly"], LATER),
    ):
        actions.describe(household=world.home, address="", groups=groups, by=world.xia, at=at)
    assert said(world) == [(["worker"], "counter", world.xia), (["worker", "elderly"], "counter", world.xia)]
    assert list(world.home.declarations.values_list("at", flat=True))[1:] == [AT, LATER]


def test_what_a_consent_or_a_list_says_has_its_day_too(world: World) -> None:
    home = people.enter_household(
        place=world.village, code="SH-900", address="", groups=["worker"], by="test", at=AT
    )
    assert home.declarations.get().how == "consent"
    home.groups = ["elderly"]
    many.revise_households(homes=[home, world.home], by="test", at=LATER)
    assert [(one.groups, one.how, one.at) for one in home.declarations.all()][1:] == [
        (["elderly"], "list", LATER)
    ]
    assert said(world) == [], "nothing changed there"


def test_what_was_declared_goes_with_the_details(world: World) -> None:
    actions.describe(household=world.home, address="", groups=["worker"], by=world.xia, at=AT)
    people.withdraw_consent(resident=world.wang, erase_by=AT.date(), by=world.chen, at=AT)
    people.erase_details(resident=world.wang, at=LATER)
    assert said(world) == [([], "counter", world.xia)]


def test_the_page_says_when_and_how(world: World, enter: Callable[[Official], Client]) -> None:
    actions.describe(household=world.home, address="", groups=["worker"], by=world.xia, at=AT)
    page = (
        enter(world.chen)
        .get(f"/register/households/{world.home.key}/", headers={"accept-language": "en"})
        .content.decode()
    )
    assert "said at the counter" in page
