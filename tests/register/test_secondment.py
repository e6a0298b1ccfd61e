"""Secondment (S23): what is done there counts for the host unit and is shown to the home unit."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client

from huiyin.contacts import actions, rules
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official, Post, Secondment
from tests.world import AT, SHANGHAI, World, unit

TODAY = AT.date()
FROM, UNTIL = date(2026, 2, 2), date(2026, 2, 27)


def second(world: World, **fields: object) -> Secondment:
    given = {"official": world.he, "home_unit": world.office, "host_unit": world.far_village}
    days = {"from_on": FROM, "until_on": UNTIL}
    return orgs.second(**{**given, **days, "by": world.liu, "at": AT, **fields})  # type: ignore[arg-type]


def meet(world: World, day: date) -> Contact:
    return actions.record(
        place=world.far_village,
        held_on=day,
        points=[Raised("今年收成好", "noted")],
        promises=[],
        by=world.he,
        at=AT,
    )


def test_s23_contacts_of_the_time_count_for_the_host_and_are_shown_to_the_home_unit(
    world: World, enter: Callable[..., Client]
) -> None:
    second(world)
    during, after = meet(world, UNTIL), meet(world, UNTIL + timedelta(days=1))
    assert (during.unit, during.home_unit) == (world.far_village, world.office)
    assert (after.unit, after.home_unit) == (world.office, None)
    for reader in (world.gao, world.liu, world.qian):
        assert during in Contact.objects.visible_to(reader, AT), reader
    page = enter(world.gao).get(f"/contacts/{during.reference}/").content.decode()
    assert "石门村（由镇建设办派出挂职）" in page


def test_the_visit_form_offers_the_host_units_villages(world: World, enter: Callable[..., Client]) -> None:
    assert "石门村" not in enter(world.he).get("/contacts/new/").content.decode()
    second(world, until_on=None)
    assert "石门村" in enter(world.he).get("/contacts/new/").content.decode()
    at = datetime.combine(FROM, time(10), tzinfo=SHANGHAI)
    assert rules.unit_served(world.he, at) == world.far_village
    assert rules.own_unit(world.he, at) == world.office


def test_two_secondments_never_overlap_and_one_never_leads_home(world: World) -> None:
    second(world)
    for change in ({"from_on": UNTIL, "until_on": None}, {"from_on": UNTIL, "until_on": TODAY}):
        with pytest.raises(Refused, match="already"):
            second(world, **change)
    with pytest.raises(Refused, match="own unit"):
        second(world, host_unit=world.office)
    with pytest.raises(Refused):
        second(world, until_on=FROM - timedelta(days=1))


def test_a_coordinator_notes_and_ends_it_on_pages_and_others_cannot(
    world: World, enter: Callable[..., Client]
) -> None:
    form = {
        "once": "t",
        "official": "he",
        "host": world.village.code,
        "from_on": "2026-03-02",
        "until_on": "",
    }
    assert enter(world.he).get("/register/secondments/new/").status_code == 404
    assert enter(world.liu).post("/register/secondments/new/", form).status_code == 302
    made = Secondment.objects.get()
    assert (made.home_unit, made.host_unit, made.until_on) == (world.office, world.village, None)
    url = f"/register/secondments/{made.pk}/return/"
    assert enter(world.he).get(url).status_code == 404
    assert enter(world.liu).post(url, {"last_on": "2026-03-01"}).status_code == 422
    assert enter(world.liu).post(url, {"last_on": "2026-03-02"}).status_code == 302
    assert "派往" in enter(world.he).get("/register/absences/").content.decode()
    assert Official.objects.get(pk=world.he.pk).secondments.get().until_on == TODAY


def test_a_contact_of_before_a_change_of_branch_counts_for_the_branch_of_its_day(world: World) -> None:
    other = unit("branch", "990100101902", "柳林镇第二党支部", world.town)
    seat = world.chen.appointments.get()
    seat.to_on = AT.date()
    seat.save()
    post = Post.objects.create(unit=other, title="党员", capacities=["officer"], valid_from=AT.date())
    orgs.appoint(official=world.chen, post=post, from_on=AT.date(), by="test", at=AT)
    chen = Official.objects.get(pk=world.chen.pk)
    kept = {"place": world.village, "points": [], "promises": [], "note": "看了渠", "by": chen, "at": AT}
    assert actions.record(held_on=AT.date() - timedelta(days=3), **kept).unit == world.branch
    assert actions.record(held_on=AT.date(), **kept).unit == other


def test_nobody_notes_their_own_secondment(world: World) -> None:
    with pytest.raises(Refused, match="own secondment"):
        second(world, by=world.he)
