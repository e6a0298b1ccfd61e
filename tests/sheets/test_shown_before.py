"""What a preview showed is what is written: where others wrote meanwhile, nothing is, and the page shows what would come now."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import translation

from huiyin.audit.scope import county_scope
from huiyin.orgs.models import Official
from huiyin.people.models import Household, Resemblance
from huiyin.register import actions
from huiyin.register.actions import NewHome
from huiyin.register.models import Assignment
from tests.sheets.books import HOUSEHOLDS, REGISTER, book, line, taken
from tests.sheets.test_pages import inputs, sent
from tests.world import AT, World

PAGE = "/import/register/"
CHANGED = "登记情况已有变化"


def enters(world: World, phone: str) -> Household:
    """Somebody enters a household by page."""
    home = NewHome(place=world.village, name="梁甲", phone=phone, is_adult=True)
    made = actions.take_on(official=world.chen, who=home, started_on=AT.date(), by=world.chen, at=AT)
    return made.household


def test_what_others_entered_meanwhile_is_shown_before_anything_is_written(
    world: World, enter: Callable[[Official], Client]
) -> None:
    client = enter(world.liu)
    shown = sent(client, "register", book(REGISTER, [line(phone="19911112222")]))
    first = enters(world, "19911112222")
    again = client.post(PAGE, inputs(shown))
    assert again.status_code == 422
    assert CHANGED in again.content.decode()
    assert first.code in again.content.decode(), "it is like this one now"
    assert not Household.objects.filter(code="SH-100").exists()
    assert client.post(PAGE, inputs(again)).status_code == 302
    assert Household.objects.get(code="SH-100").counts_as == first


def test_rows_that_somebody_else_has_brought_meanwhile_are_shown_as_unchanged(
    world: World, enter: Callable[[Official], Client]
) -> None:
    client, content = enter(world.liu), book(REGISTER, [line()])
    shown = sent(client, "register", content)
    taken(world, "register", content)
    again = client.post(PAGE, inputs(shown))
    assert again.status_code == 422
    assert CHANGED in again.content.decode()
    assert client.post(PAGE, inputs(again)).status_code == 302
    assert Assignment.objects.filter(household__code="SH-100").count() == 1


def test_a_page_that_does_not_say_what_it_showed_is_shown_anew(
    world: World, enter: Callable[[Official], Client]
) -> None:
    client = enter(world.liu)
    words = inputs(sent(client, "register", book(REGISTER, [line()])))
    assert client.post(PAGE, words | {"shown": "x"}).status_code == 422
    assert not Household.objects.filter(code="SH-100").exists()


@pytest.mark.parametrize("kind", ["register", "households"])
@pytest.mark.django_db(transaction=True)
def test_nobody_enters_a_household_between_the_check_and_the_writing(cast: World, kind: str) -> None:
    rows = {
        "register": book(REGISTER, [line(phone="", address="桃花巷12号")]),
        "households": book(HOUSEHOLDS, [["SH-100", "上河村", "桃花巷12号", ""]]),
    }
    entered = threading.Event()

    def by_page() -> None:
        try:
            with translation.override("en"), county_scope(cast.county.pk), transaction.atomic():
                home = NewHome(place=cast.village, name="梁甲", is_adult=True, address="桃花巷12号")
                actions.take_on(official=cast.chen, who=home, started_on=AT.date(), by=cast.chen, at=AT)
                entered.set()
                threading.Event().wait(1.5)  # it ends while the list is being brought in
        finally:
            entered.set()
            connection.close()

    other = threading.Thread(target=by_page)
    other.start()
    assert entered.wait(10)
    with county_scope(cast.county.pk):
        outcome = taken(cast, kind, rows[kind])
    other.join(30)
    with county_scope(cast.county.pk):
        assert outcome.kept
        assert Resemblance.objects.filter(household__code="SH-100", kind="address").exists()
