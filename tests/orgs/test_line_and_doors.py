"""The line upward, the doors, and what ends or begins on a day: the nearest, the second, and the edges."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory, override_settings

from huiyin.lib.refusal import Refused
from huiyin.orgs import actions, line, many
from huiyin.orgs.doors import address_of
from huiyin.orgs.models import Appointment, Official, Post, Secondment, Succession, Unit
from huiyin.orgs.models.unit import tree_has_changed
from huiyin.orgs.standing import step
from huiyin.orgs.tree import county_desk
from tests.world import AT, World, official, unit

DAY = timedelta(days=1)
TODAY = AT.date()


def test_a_branch_asks_its_committee_before_its_township(world: World) -> None:
    names = [here.short_name for here in line.upward(world.branch)]
    assert names == ["机关支部", "镇党委", "柳林镇", "县委", "禾阳县"]


def test_heads_leave_one_out_and_go_up_where_nobody_else_sits(world: World) -> None:
    assert line.heads(world.office, TODAY) == [world.gao]
    assert line.heads(world.office, TODAY, without=world.he) == [world.gao]
    assert line.heads(world.office, TODAY, without=world.gao) == [world.ma]
    second = official("bai", "白露", world.office, "副主任", "unit_head")
    assert line.heads(world.office, TODAY, without=world.gao) == [second]
    assert line.heads(world.top, TODAY) == []


def test_the_desk_of_a_unit_without_a_coordinator_is_the_nearest_above(world: World) -> None:
    assert line.desk(world.town, TODAY) == [world.liu]
    assert line.desk(world.office, TODAY) == [world.liu]
    Official.objects.filter(pk=world.liu.pk).update(is_active=False)
    assert line.desk(world.town, TODAY) == [world.sun]


def test_the_nearest_unit_that_still_stands_is_over_a_place(world: World) -> None:
    assert line.standing_over(world.village, TODAY) == world.town
    Unit.objects.filter(pk=world.town.pk).update(valid_to=TODAY + DAY)
    tree_has_changed()
    assert line.standing_over(world.village, TODAY) == world.town
    assert line.standing_over(world.village, TODAY + DAY) == world.root
    assert line.standing_over(world.root, TODAY) is None


def test_the_countys_desk_is_the_top_of_the_tree_alone(world: World) -> None:
    unit("county", "990100-2", "县直机关", world.root)
    assert county_desk() == world.root


def test_below_an_ended_unit_everything_moves_and_only_the_first_successor_is_primary(world: World) -> None:
    actions.end_unit(unit=world.sibling, successors=[world.town, world.office], on=TODAY, by="test", at=AT)
    after = Succession.objects.filter(before=world.sibling).order_by("pk").values_list("after", "is_primary")
    assert list(after) == [(world.town.pk, True), (world.office.pk, False)]
    old, below = (Unit.objects.get(pk=one.pk) for one in (world.sibling, world.far_village))
    assert old.path == world.town.path + step(old.pk)
    assert below.path == old.path + step(below.pk)
    assert (old.valid_to, old.ended_at) == (TODAY, AT)
    assert below.valid_to is None
    assert Unit.objects.get(pk=world.village.pk).path == world.village.path


def test_an_end_is_known_from_the_moment_it_was_noted(world: World) -> None:
    one = Unit(valid_to=TODAY, ended_at=AT)
    assert [one.end_known(AT + n * timedelta(seconds=1)) for n in (-1, 0, 1)] == [None, TODAY, TODAY]
    assert Unit(valid_to=TODAY).end_known(AT) == TODAY


def test_nobody_leaves_a_post_on_its_first_day_nor_twice(world: World) -> None:
    seat = world.he.appointments.get()
    with pytest.raises(Refused, match="before having held it"):
        actions.end_appointment(appointment=seat, on=seat.from_on, by="test", at=AT)
    actions.end_appointment(appointment=seat, on=seat.from_on + DAY, by="test", at=AT)
    assert Appointment.objects.get(pk=seat.pk).to_on == seat.from_on + DAY
    with pytest.raises(Refused, match="ended already"):
        actions.end_appointment(appointment=seat, on=TODAY, by="test", at=AT)
    assert not Appointment.objects.exclude(pk=seat.pk).exclude(to_on=None).exists(), "nobody else's"


def second(world: World, first: date, last: date | None, **who: Official) -> Secondment:
    given = {"official": world.he, "by": world.liu, **who}
    return actions.second(
        home_unit=world.office, host_unit=world.far_village, from_on=first, until_on=last, at=AT, **given
    )


@pytest.mark.parametrize(
    ("first", "last", "free"),
    [
        (-5, -1, True),
        (-5, 0, False),
        (3, 5, False),
        (9, 12, False),
        (10, 12, True),
        (-5, None, False),
        (10, None, True),
    ],
)
def test_secondments_may_touch_and_not_share_a_day(
    world: World, first: int, last: int | None, free: bool
) -> None:
    second(world, TODAY, TODAY + 9 * DAY)
    days = (TODAY + first * DAY, None if last is None else TODAY + last * DAY)
    if not free:
        with pytest.raises(Refused, match="already"):
            second(world, *days)
        assert second(world, *days, official=world.gao), "another official's time is another matter"
    else:
        assert second(world, *days)


def test_a_secondment_lasts_a_day_at_least_and_is_noted_by_somebody_else(world: World) -> None:
    with pytest.raises(Refused, match="before the first"):
        second(world, TODAY, TODAY - DAY)
    with pytest.raises(Refused, match="own secondment"):
        second(world, TODAY, TODAY, official=world.liu)
    made = second(world, TODAY, TODAY)
    live = [Secondment.objects.live_on(TODAY + n * DAY).exists() for n in (-1, 0, 1)]
    assert live == [False, True, False]
    assert made.until_on == TODAY


def test_a_return_comes_once_and_not_before_the_first_day(world: World) -> None:
    made = second(world, TODAY, None)
    assert Secondment.objects.live_on(TODAY + 999 * DAY).exists()
    with pytest.raises(Refused, match="before the first"):
        actions.end_secondment(secondment=made, last_on=TODAY - DAY, by=world.liu, at=AT)
    actions.end_secondment(secondment=made, last_on=TODAY + 5 * DAY, by=world.liu, at=AT)
    for day in (TODAY + 5 * DAY, TODAY + 6 * DAY):
        with pytest.raises(Refused, match="ended already"):
            actions.end_secondment(secondment=made, last_on=day, by=world.liu, at=AT)
    actions.end_secondment(secondment=made, last_on=TODAY, by=world.liu, at=AT)
    assert Secondment.objects.get().until_on == TODAY


def test_each_of_many_gets_a_post_and_seat_of_their_own(world: World) -> None:
    seats = [
        many.Seat(world.he, world.office, "组长", ["officer"], "a", TODAY),
        many.Seat(world.xia, world.town, "秘书", ["desk_clerk", "coordinator"], "b", TODAY + DAY),
    ]
    many.seat_many(seats=seats, by="test", at=AT)
    made = Appointment.objects.filter(post__title__in=["组长", "秘书"]).order_by("pk")
    assert [(a.official, a.post.unit, a.post.title, a.post.capacities, a.from_on) for a in made] == [
        (world.he, world.office, "组长", ["officer"], TODAY),
        (world.xia, world.town, "秘书", ["desk_clerk", "coordinator"], TODAY + DAY),
    ]
    assert Post.objects.get(title="秘书").valid_from == TODAY + DAY


def test_a_password_takes_ten_characters(world: World) -> None:
    assert many.objection_to_password("kvz7-qpw2", world.he) is not None
    assert many.objection_to_password("kvz7-qpw2m", world.he) is None
    assert many.objection_to_password("8462019375", world.he) is not None, "only digits"


def test_a_hat_reaches_below_its_unit_and_only_with_its_capacity(world: World) -> None:
    ma = world.ma.standing(AT)
    assert ma.over(world.village, "unit_head")
    assert ma.over(world.town, "coordinator", "supervisor")
    assert not ma.over(world.village, "coordinator")
    assert not ma.over(world.sibling, "unit_head")
    assert not ma.over(None, "unit_head")
    assert ma.at(world.town, "unit_head")
    assert not ma.at(world.village, "unit_head")
    assert not ma.at(world.town, "officer")


@pytest.mark.parametrize(
    ("remote", "known_as"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("nonsense", "unknown"),
    ],
)
def test_an_address_of_version_six_is_known_by_its_network(remote: str, known_as: str) -> None:
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=remote)) == known_as


def test_behind_our_proxy_the_last_entry_counts_and_without_one_nobody_is_believed() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7")
    with override_settings(SECURE_PROXY_SSL_HEADER=None):
        assert address_of(request) == "10.0.0.1"
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert address_of(request) == "203.0.113.7"
        request.META["HTTP_X_FORWARDED_FOR"] = ""
        assert address_of(request) == "10.0.0.1"


def test_a_capacity_is_held_at_its_own_unit_on_the_days_of_its_own_seat(world: World) -> None:
    def heads(unit: Unit, day: date = TODAY, capacity: str = "unit_head") -> list[Official]:
        return list(Official.objects.holding(capacity, unit, day))

    assert heads(world.town) == [world.ma]
    assert heads(world.town, capacity="supervisor") == [world.ma]
    assert heads(world.town, capacity="officer") == heads(world.village) == []
    seat = world.ma.appointments.get()
    Appointment.objects.filter(pk=seat.pk).update(from_on=TODAY - DAY, to_on=TODAY + DAY)
    held = [bool(heads(world.town, TODAY + n * DAY)) for n in (-2, -1, 0, 1)]
    assert held == [False, True, True, False]
    post = Post.objects.create(unit=world.office, title="主任", capacities=["unit_head"], valid_from=TODAY)
    Appointment.objects.create(official=world.ma, post=post, from_on=TODAY + DAY)
    assert heads(world.town, TODAY + DAY) == [], "a live seat elsewhere is not one here"
    assert world.ma in heads(world.office, TODAY + DAY)
    Official.objects.filter(pk=world.ma.pk).update(is_active=False)
    assert heads(world.town) == []


def test_colleagues_below_ones_hats_are_seen_and_oneself(world: World) -> None:
    def sees(who: Official) -> set[Official]:
        return set(Official.objects.visible_to(who, AT))

    assert sees(world.he) == {world.he, world.gao}
    assert {world.chen, world.he, world.gao, world.liu, world.ma, world.xia} <= sees(world.ma)
    assert world.qian not in sees(world.ma) | sees(world.he)
    assert world.qian in sees(world.sun)
    Appointment.objects.filter(official=world.he).update(to_on=TODAY)
    assert sees(Official.objects.get(pk=world.he.pk)) == {world.he}, "whoever holds no post sees only oneself"


def test_a_secondment_is_seen_by_who_is_lent_and_by_who_leads_either_unit(world: World) -> None:
    made = second(world, TODAY, None)
    everybody = (world.he, world.gao, world.ma, world.liu, world.qian, world.sun, world.chen, world.xia)
    seen = {one for one in everybody if made in Secondment.objects.visible_to(one, AT)}
    assert seen == {world.he, world.gao, world.ma, world.liu, world.qian, world.sun}
    with pytest.raises(Refused, match="own unit"):
        actions.second(
            official=world.gao, home_unit=world.office, host_unit=world.office, from_on=TODAY, until_on=None,
            by=world.liu, at=AT,
        )  # fmt: skip
