"""Plans of a half-day: who is a candidate, what is heeded, and what the plan says."""

from datetime import time, timedelta

import pytest
from django.db import ProgrammingError, transaction

from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import Promised, record
from huiyin.contacts.actions.recording import Raised
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.rounds import actions, candidates
from huiyin.rounds import clock as round_clock
from huiyin.rounds import rules as round_rules
from huiyin.rounds.actions import Wish
from huiyin.rounds.models import Round, RoundStop
from tests.roles import as_role
from tests.rounds.planned import TOMORROW, begun, computed, kept, lives, met
from tests.world import AT, World

pytestmark = pytest.mark.django_db


def test_the_own_household_is_visited_and_the_travel_counts(world: World) -> None:
    row = computed(begun(world))
    assert row.state == Round.State.PLANNED
    stop = row.stops.get(household=world.home)
    assert (stop.official, stop.place) == (world.chen, world.village)
    assert stop.travel in (5, 25)  # from the seat, or from the stop before in the same village
    assert stop.begins >= time(8, 55)
    assert row.stops.order_by("-number")[0].ends <= time(11, 5)  # home again by half past
    assert row.bound >= row.best > 0
    assert 0 <= row.gap <= 1


def test_a_person_is_only_ever_somebodys_own(world: World) -> None:
    """Whoever is on nobody's register of those who go is a group in a village, never a household."""
    lives(world, world.hamlet, 300, elderly_alone=60)
    kept(world, world.he, world.hamlet, "SH-009", "19900009999", ("elderly_alone",))
    asked = candidates.question(begun(world), AT)
    assert {one.household for one in asked.candidates if one.household} == {world.home.pk}
    strangers = [one for one in asked.candidates if one.place == world.hamlet]
    assert strangers
    assert all(one.household is None for one in strangers)


def test_a_group_of_few_is_never_named_with_its_village(world: World) -> None:
    code = next(one.code for one in begun(world).charter.charter.groups if one.code != "farmer")
    lives(world, world.village, 300, farmer=200, **{code: 4})
    lives(world, world.hamlet, 300, farmer=200, **{code: 5})
    asked = candidates.question(begun(world), AT)
    named = {(one.place, one.named) for one in asked.candidates if one.named == code}
    assert named == {(world.hamlet, code)}


def test_a_promise_an_open_silence_and_breadth_weigh(world: World) -> None:
    charter = begun(world).charter.charter
    day = TOMORROW
    long_ago, lately = day - timedelta(days=400), day - timedelta(days=3)
    plain, _why = round_rules.worth(round_rules.Known(lately, True), day, charter)
    silent, why = round_rules.worth(round_rules.Known(long_ago, True), day, charter)
    assert silent > plain
    assert why == ("silent",)
    due, why = round_rules.worth(round_rules.Known(lately, True, due_on=day), day, charter)
    late, _why = round_rules.worth(
        round_rules.Known(lately, True, due_on=day - timedelta(days=1)), day, charter
    )
    open_one, _w = round_rules.worth(round_rules.Known(lately, True, has_matter=True), day, charter)
    assert late > due > open_one > plain
    assert why == ("promise",)
    assert round_rules.worth(round_rules.Known(long_ago, False), day, charter)[1] == ("never",)


def test_each_further_household_of_a_group_adds_less(world: World) -> None:
    charter = begun(world).charter.charter
    steps = round_rules.sequences({"a": 9, "b": 0}, {"a": 500, "b": 500}, 8, charter)
    assert "a" not in steps  # met enough already
    assert steps["b"][0] == 100
    assert list(steps["b"]) == sorted(steps["b"], reverse=True)
    assert round_rules.sequences({}, {}, 8, charter) == {}


def test_a_household_met_this_year_adds_no_breadth_but_stays_a_candidate(world: World) -> None:
    lives(world, world.village, 300, farmer=200)
    asked = candidates.question(begun(world), AT)
    assert next(one for one in asked.candidates if one.household).group == "farmer"
    met(world, world.home, AT.date() - timedelta(days=30), world.chen)
    asked = candidates.question(begun(world), AT)
    assert next(one for one in asked.candidates if one.household).group == ""


def test_a_promise_is_the_reason_that_the_page_names(world: World) -> None:
    record(
        place=world.village,
        held_on=AT.date(),
        points=[Raised("路口的灯不亮", "noted")],
        promises=[Promised("明天回话", TOMORROW)],
        household=world.home,
        person=world.wang,
        by=world.chen,
        at=AT,
    )
    stop = computed(begun(world)).stops.get(household=world.home)
    assert stop.why == ["promise"]


def test_not_today_and_only_afternoons_are_heeded(world: World) -> None:
    row = computed(begun(world, [Wish("skip", household=world.home)]))
    assert not row.stops.filter(household=world.home).exists()
    row = computed(begun(world, [Wish("afternoon", household=world.home)]))
    assert not row.stops.filter(household=world.home).exists()
    row = computed(begun(world, [Wish("afternoon", household=world.home)], begins=time(10), ends=time(17)))
    assert row.stops.get(household=world.home).begins >= time(12)


def test_an_appointment_is_kept_at_its_hour(world: World) -> None:
    wish = Wish("appointment", place=world.hamlet, begins=time(10, 0), minutes=40, words="村委会碰头")
    row = computed(begun(world, [wish]))
    stop = row.stops.get(wish__kind="appointment")
    assert (stop.begins, stop.ends, stop.why) == (time(10, 0), time(10, 40), ["appointment"])


@pytest.mark.parametrize(
    ("hour", "reason"),
    [(time(15, 0), "closed"), (time(8, 40), "far")],
    ids=["outside the hours", "too early"],
)
def test_an_appointment_that_cannot_be_kept_says_why(world: World, hour: time, reason: str) -> None:
    row = computed(begun(world, [Wish("appointment", place=world.hamlet, begins=hour)]))
    wish = row.wishes.get()
    assert wish.missed == reason
    assert not row.stops.filter(wish=wish).exists()


def test_two_appointments_at_one_hour_name_each_other(world: World) -> None:
    both = [Wish("appointment", place=place, begins=time(10)) for place in (world.hamlet, world.village)]
    row = computed(begun(world, both))
    kept_one = row.stops.get(wish__isnull=False).wish_id
    missed = row.wishes.exclude(pk=kept_one).get()
    assert (missed.missed, missed.beside) == ("clash", [kept_one])


def test_an_appointment_with_anothers_household_is_nobodys(world: World) -> None:
    other = kept(world, world.he, world.hamlet, "SH-009", "19900009999")
    row = computed(begun(world, [Wish("appointment", household=other, begins=time(10))]))
    assert row.wishes.get().missed == "nobody"


def test_several_go_together_each_to_their_own(world: World) -> None:
    other = kept(world, world.he, world.hamlet, "SH-009", "19900009999")
    row = computed(begun(world, by=world.liu, officials=[world.chen, world.he], unit=world.branch))
    assert row.stops.get(household=world.home).official == world.chen
    assert row.stops.get(household=other).official == world.he
    numbers = list(row.stops.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_who_is_asked_for_from_the_mirror_is_preferred(world: World) -> None:
    lives(world, world.village, 300, farmer=250, mobile=50)
    lives(world, world.hamlet, 300, farmer=250, mobile=50)
    row = computed(begun(world, [Wish("wanted", place=world.hamlet, group="mobile")]))
    stop = row.stops.get(place=world.hamlet, group="mobile")
    assert stop.household is None
    assert "wanted" in stop.why


def test_a_village_alone_or_a_group_anywhere_can_be_asked_for(world: World) -> None:
    row = computed(begun(world, [Wish("wanted", place=world.hamlet), Wish("wanted", group="mobile")]))
    assert row.stops.filter(place=world.hamlet, group="", why__contains=["wanted"]).exists()
    assert row.stops.filter(group="mobile", household=None).count() >= 1  # nobody has said who lives where


def test_a_plan_is_started_only_for_oneself_or_ones_people(world: World) -> None:
    with pytest.raises(Refused, match="cannot plan visits for"):
        begun(world, officials=[world.he])
    with pytest.raises(Refused, match="from today on"):
        begun(world, day=AT.date() - timedelta(days=1))
    with pytest.raises(Refused, match="no time for a visit"):
        begun(world, ends=time(8, 45))
    with pytest.raises(Refused, match="numbers"):
        begun(world, [Wish("appointment", place=world.village, begins=time(9), words="打 13800001234")])


def test_what_was_done_is_recorded_and_the_deeds_follow_the_table(world: World) -> None:
    row = computed(begun(world))
    actions.keep(plan=row, version=row.version, by=world.chen, at=AT)
    row.refresh_from_db()
    assert row.state == "kept"
    with pytest.raises(Refused, match="taken along"):
        actions.ask(plan=row, version=row.version, by=world.chen, at=AT)
    with pytest.raises(Refused, match="changed meanwhile"):
        actions.discard(plan=row, version=1, by=world.chen, at=AT)
    with pytest.raises(Refused, match="who made this plan"):
        actions.discard(plan=row, version=row.version, by=world.liu, at=AT)
    actions.revise(plan=row, version=row.version, by=world.chen, at=AT)
    again = computed(row)
    assert again.stops.exists()
    deeds = set(Event.objects.filter(on=row.reference).values_list("deed", flat=True))
    assert {"round.started", "round.asked", "round.computed", "round.kept", "round.revised"} <= deeds


def test_a_plan_of_which_a_visit_is_on_record_stays(world: World) -> None:
    row = computed(begun(world, day=AT.date(), begins=time(11), ends=time(16)))
    stop = row.stops.get(household=world.home)
    met(world, world.home, AT.date(), world.chen)
    with pytest.raises(Refused, match="on record already"):
        actions.drop(stop=stop, by=world.chen, at=AT)
    for deed in (actions.revise, actions.discard):
        with pytest.raises(Refused, match="on record already"):
            deed(plan=row, version=row.version, by=world.chen, at=AT)


def test_a_stop_is_left_out(world: World) -> None:
    row = computed(begun(world))
    stop = row.stops.get(household=world.home)
    with pytest.raises(Refused, match="Only who goes there"):
        actions.drop(stop=stop, by=world.liu, at=AT)
    actions.drop(stop=stop, by=world.chen, at=AT)
    assert RoundStop.objects.get(pk=stop.pk).dropped_at == AT


@pytest.mark.django_db(transaction=True)
def test_old_plans_are_forgotten_by_the_clock_and_the_contacts_stay(cast: World) -> None:
    with county_scope(cast.county.pk):
        computed(begun(cast))
        contact = met(cast, cast.home, AT.date(), cast.chen)
    later = AT + timedelta(days=91)
    with pytest.raises(ProgrammingError), county_scope(cast.county.pk), transaction.atomic():
        round_clock.forget(at=later + timedelta(days=1))
    with as_role("clock"), county_scope(cast.county.pk):
        assert round_clock.forget(at=later) == 0
        assert round_clock.forget(at=later + timedelta(days=1)) == 1
        assert Contact.objects.filter(pk=contact.pk).exists()
        assert not RoundStop.objects.exists()
