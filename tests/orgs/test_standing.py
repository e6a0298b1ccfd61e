"""What follows from appointments: hats, the rows in their scope, and the days on which a row holds."""

from datetime import UTC, date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.models import Account
from huiyin.contacts.models import Contact
from huiyin.orgs.actions import adopt_charter
from huiyin.orgs.calendar import day_served, working_day
from huiyin.orgs.charter import charter_at, charter_of, charter_on
from huiyin.orgs.dated import end_known
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.orgs.models import charter as charters
from huiyin.orgs.standing import LEADING
from tests.world import AT, World, charter_text

DAY = timedelta(days=1)


def test_the_scope_is_what_stands_below_a_hat_of_that_capacity(world: World) -> None:
    standing = world.ma.standing(AT)  # heads and supervises the township
    below = set(Unit.objects.within(world.town))
    assert set(Unit.objects.led_by(standing)) == below
    assert set(Unit.objects.led_by(standing, "unit_head")) == below
    assert not Unit.objects.led_by(standing, "coordinator").exists()
    assert set(Unit.objects.filter(standing.scope("parent__", "supervisor"))) == below - {world.town} | set(
        Unit.objects.filter(parent__in=below)
    )
    assert not Unit.objects.led_by(world.chen.standing(AT)).exists(), "an officer leads nothing"
    assert set(Unit.objects.filter(world.chen.standing(AT).scope(""))) == {world.branch}, "any hat"


def test_who_leads_nothing_costs_no_query(world: World) -> None:
    standing = world.chen.standing(AT)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert Unit.objects.led_by(standing).ids() == []
        assert list(Unit.objects.filter(standing.scope("", *LEADING))) == []
    assert len(asked) == 0


def test_who_is_no_longer_active_wears_no_hat_anywhere(world: World) -> None:
    for one in (world.ma, world.sun, world.liu):
        assert one.standing(AT).hats
        Official.objects.filter(pk=one.pk).update(is_active=False)
        gone = Official.objects.get(pk=one.pk)
        assert gone.standing(AT).hats == (), "whoever reads the row anew"
        one.is_active = False
        assert one.standing(AT).hats == (), "and whoever asked before"
        for rows in (Unit.objects.led_by(gone.standing(AT)), Appointment.objects.visible_to(gone, AT)):
            assert not rows.exclude(**({"official": gone} if rows.model is Appointment else {})).exists()
        assert not Contact.objects.visible_to(gone, AT).exists()
        assert not Account.objects.visible_to(gone, AT).exists()
        assert gone not in Official.objects.seated_in(world.root, AT.date())


def test_a_hat_is_worn_from_the_first_day_to_the_one_before_the_last(world: World) -> None:
    first, end = date(2026, 2, 1), date(2026, 3, 1)
    Appointment.objects.filter(official=world.ma).update(from_on=first, to_on=end)
    mine = Appointment.objects.filter(official=world.ma)
    worn = [bool(mine.live_on(day)) for day in (first - DAY, first, end - DAY, end)]
    assert worn == [False, True, True, False]
    seated = [
        world.ma in Official.objects.seated_in(world.town, day)
        for day in (first - DAY, first, end - DAY, end)
    ]
    assert seated == worn
    noon = AT.replace(year=2026, month=2, day=1, hour=12)
    assert [bool(world.ma.standing(noon + n * DAY).hats) for n in (-1, 0, 27, 28)] == worn


@pytest.mark.parametrize(
    ("first", "end", "found"),
    [
        (date(2026, 1, 1), date(2026, 2, 1), False),  # ends before the appointment begins
        (date(2026, 1, 1), date(2026, 2, 2), True),
        (date(2026, 2, 28), date(2026, 4, 1), True),
        (date(2026, 3, 1), date(2026, 4, 1), False),  # begins on the first day it no longer holds
    ],
)
def test_a_period_meets_the_days_on_which_a_row_held(
    world: World, first: date, end: date, found: bool
) -> None:
    Appointment.objects.filter(official=world.ma).update(from_on=date(2026, 2, 1), to_on=date(2026, 3, 1))
    assert Appointment.objects.filter(official=world.ma).live_between(first, end).exists() is found


def test_the_text_of_a_charter_is_fetched_once_per_process(world: World) -> None:
    charters._parsed.clear()
    assert charter_of(AT).slug == "direct-contact"
    with CaptureQueriesContext(connection) as asked:
        assert charter_at(AT).charter is charter_of(AT) is charter_on(AT.date(), world.county)
    assert len(asked) == 1, "that of a moment is looked up once, that of a day beside it"
    assert not any('"text"' in one["sql"] for one in asked)


def test_the_charter_of_a_day_is_the_one_at_its_end(world: World) -> None:
    adopted = date(2010, 1, 1)  # at midnight of that day
    assert charter_on(adopted, world.county) is not None
    assert charter_on(adopted - DAY, world.county) is None, "not in force yet"


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, False), (1, False)])
def test_an_end_noted_later_did_not_count_at_the_moment(world: World, seconds: int, counts: bool) -> None:
    end = date(2026, 3, 1)
    Appointment.objects.filter(official=world.ma).update(to_on=end, ended_at=AT)
    known_at = AT + timedelta(seconds=seconds)
    mine = Appointment.objects.filter(official=world.ma)
    april = (date(2026, 4, 1), date(2026, 5, 1))
    assert mine.live_between(*april, known_at=known_at).exists() is counts
    assert not mine.live_between(*april).exists()
    assert {one.known for one in mine.annotate(known=end_known(known_at))} == {None if counts else end}
    later = (mine.get().from_on - 9 * DAY, mine.get().from_on)
    assert not mine.live_between(*later, known_at=known_at).exists(), "nor does it hold before its first day"


def test_the_charter_adopted_last_is_in_force_from_its_moment_on(world: World) -> None:
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    adopt_charter(text=text, effective_at=AT, by="test", at=AT - DAY)
    in_force = [charter_at(AT + timedelta(seconds=n)).version for n in (-1, 0, 1)]
    assert in_force == ["1.0", "1.1", "1.1"]
    assert charter_on(AT.date(), world.county) == charter_of(AT)
    assert charter_on(AT.date() - DAY, world.county) != charter_of(AT)
    again = text.replace('version = "1.1"', 'version = "1.2"', 1)
    adopt_charter(text=again, effective_at=AT, by="test", at=AT)
    assert charter_at(AT).version == "1.2", "of the same moment, the one adopted later"


def test_a_charter_whose_adoption_was_undone_is_in_force_for_nobody(world: World) -> None:
    before = charter_at(AT)
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    with transaction.atomic():
        adopted = adopt_charter(text=text, effective_at=AT, by="test", at=AT)
        assert charter_at(AT) == adopted
        transaction.set_rollback(True)
    assert charter_at(AT) == before


def test_the_clocks_day_is_the_countys_and_none_on_a_day_off(world: World) -> None:
    saturday = AT + 5 * DAY  # 7 March 2026
    assert (working_day(AT), working_day(saturday)) == (AT.date(), None)
    midnight = AT.replace(hour=0, minute=0)
    days = [day_served(one.astimezone(UTC)) for one in (midnight - timedelta(seconds=1), midnight)]
    assert days == [AT.date() - DAY, AT.date()]
