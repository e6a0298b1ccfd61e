"""Standing in: the colleague sees those households and records visits; the lines stay the absent official's."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.contacts import actions as contacts_actions
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.register import actions, listing, silence
from huiyin.register.models import Assignment, StandIn
from tests.world import AT, World

TODAY = AT.date()


def name(world: World, **fields: Any) -> StandIn:
    given: dict[str, Any] = {"official": world.chen, "stand_in": world.he, "by": world.liu, "at": AT}
    days = {"from_on": TODAY, "until_on": TODAY + timedelta(days=30)}
    return actions.name_stand_in(**{**given, **days, **fields})


def test_the_colleague_finds_the_household_on_desk_register_and_form(
    world: World, enter: Callable[..., Client]
) -> None:
    url = f"/register/households/{world.home.key}/"
    client = enter(world.he)
    assert client.get(url).status_code == 404
    made = name(world)
    client = enter(world.he)
    assert client.get(url).status_code == 200
    for page in ("/desk/", "/register/", "/contacts/new/"):
        assert str(world.home.key) in client.get(page).content.decode(), page
    world.line.refresh_from_db()
    assert world.line.official == world.chen
    assert listing.state_of(world.line, TODAY) == "paused"
    assert Notice.objects.filter(kind="stand_in").count() == 2
    actions.call_back(stand_in=made, by=world.liu, at=AT)
    assert enter(world.he).get(url).status_code == 404
    assert listing.state_of(world.line, TODAY) == "active"


def test_a_visit_by_the_colleague_counts_for_the_line(world: World, enter: Callable[..., Client]) -> None:
    name(world)
    form = {
        "once": "t",
        "home": str(world.home.key),
        "held_on": "2026-03-02",
        "note": "去看了看",
        "points-TOTAL_FORMS": "0",
        "points-INITIAL_FORMS": "0",
    }
    assert enter(world.he).post("/contacts/new/", form).status_code == 302
    contact = Contact.objects.get()
    assert (contact.official, contact.household) == (world.he, world.home)
    line = silence.with_contacts(Assignment.objects.all(), TODAY).get()
    assert line.last_contact == TODAY
    assert "SH-001" not in enter(world.chen).get("/desk/").content.decode()


def test_what_was_met_before_a_call_back_still_counts_afterwards(world: World) -> None:
    made = name(world, from_on=date(2026, 2, 2))
    contacts_actions.record(
        place=world.village, held_on=date(2026, 2, 20), points=[], promises=[], household=world.home,
        note="去看了看", by=world.he, at=AT,
    )  # fmt: skip
    actions.call_back(stand_in=made, by=world.chen, at=AT)
    line = silence.with_contacts(Assignment.objects.all(), TODAY).get()
    assert line.last_contact == date(2026, 2, 20)
    assert StandIn.objects.live_on(date(2026, 2, 20)).exists()
    assert not StandIn.objects.live_on(TODAY).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"by": "he"},
        {"stand_in": "chen"},
        {"stand_in": "liu"},
        {"until_on": TODAY - timedelta(days=1)},
        {"by": "qian"},
    ],
)
def test_naming_is_refused(world: World, change: dict[str, Any]) -> None:
    fields = {k: getattr(world, v) if isinstance(v, str) else v for k, v in change.items()}
    with pytest.raises(Refused):
        name(world, **fields)
    assert not StandIn.objects.exists()


def test_two_never_stand_in_at_once_and_nobody_is_called_back_twice(world: World) -> None:
    made = name(world)
    with pytest.raises(Refused, match="already"):
        name(world, stand_in=world.qian)
    actions.call_back(stand_in=made, by=world.chen, at=AT)
    with pytest.raises(Refused):
        actions.call_back(stand_in=made, by=world.chen, at=AT)


def test_an_official_names_their_own_stand_in_on_the_page(world: World, enter: Callable[..., Client]) -> None:
    form = {
        "once": "t",
        "official": "chen",
        "stand_in": "he",
        "from_on": "2026-03-02",
        "until_on": "2026-03-20",
    }
    answer = enter(world.chen).post("/register/absences/stand-in/", form)
    assert answer.status_code == 302, answer.content.decode()
    made = StandIn.objects.get()
    assert "何平" in enter(world.chen).get("/register/absences/").content.decode()
    assert enter(world.chen).post(f"/register/absences/{made.pk}/return/").status_code == 302
