"""The numbers a draw keeps to: proportional to who lives here, possible, and changed only while they may be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib.refusal import Refused
from huiyin.lots import actions as draws
from huiyin.lots import clock as draw_clock
from huiyin.lots import pool, rules
from huiyin.lots.forms import RelaxForm
from huiyin.lots.models import Draw
from huiyin.people.models import Household, Resident
from huiyin.reach.actions import enter_population
from huiyin.reach.models import Population
from tests.lots import draw_world as make
from tests.world import AT, World


@given(st.lists(st.integers(1, 400), min_size=1, max_size=12), st.integers(1, 60))
def test_proportional_numbers_can_always_be_met(counts: list[int], size: int) -> None:
    """Whatever the shares: the least add up to no more than are drawn, the most to no less, where all live in the pool."""
    whole = sum(counts)
    shares = {str(n): count / whole for n, count in enumerate(counts)}
    lines = rules.proportional(
        rules.PLACE, shares, min(size, whole), {str(n): c for n, c in enumerate(counts)}
    )
    assert (
        sum(least for _c, _v, least, _m in lines)
        <= min(size, whole)
        <= sum(most for _c, _v, _l, most in lines)
    )
    for (_category, _value, least, most), count in zip(lines, counts, strict=True):
        exact = count / whole * min(size, whole)
        assert exact - 1 < least <= exact + 1e-9
        assert most in (max(1, least), least + 1)


def test_a_small_group_is_never_shut_out() -> None:
    assert rules.around(0.001, 20, 3) == (0, 1)
    assert rules.around(0.5, 20, 4) == (4, 10)
    assert rules.around(0.25, 20, 99) == (5, 5)


@pytest.mark.django_db
def test_who_lives_here_decides_and_the_register_where_nobody_said(world: World) -> None:
    make.register(world, 12)  # six in each village, four of them large farmers, and the cast's own two
    draw = make.planned(world, size=6)
    lines = {(c, v): (least, most) for c, v, least, most in draw.quotas}
    assert lines["place", world.village.code] == (3, 3)  # 7 of 14
    assert lines["group:large_farmer", "yes"] == (1, 2)  # 4 of 14
    day, said = date(2026, 1, 1), "县统计年鉴"
    rows = [(world.village, "", 100), (world.hamlet, "", 300), (world.village, "large_farmer", 5), (world.hamlet, "large_farmer", 5)]  # fmt: skip
    enter_population(
        rows=[
            Population(place=place, group=group, households=n, as_of=day, source=said)
            for place, group, n in rows
        ],
        by="test",
        at=AT,
    )
    draw = make.planned(world, size=6)
    lines = {(c, v): (least, most) for c, v, least, most in draw.quotas}
    assert lines["place", world.village.code] == (1, 2)  # a quarter of six
    assert lines["group:large_farmer", "yes"] == (0, 1)  # 10 of 400


@pytest.mark.django_db
def test_impossible_numbers_are_explained_and_the_smallest_change_is_taken_over(world: World) -> None:
    make.register(world, 12)
    draw = make.pooled(world, size=6)
    lines = [
        (c, v, 6, 6) if c == "group:large_farmer" else (c, v, least, most)
        for c, v, least, most in draw.quotas
    ]
    draw = draws.adjust(draw=draw, lines=lines, version=draw.version, by=world.liu, at=AT)
    draw = draws.ask_for_panels(draw=draw, version=draw.version, by=world.liu, at=AT)
    assert draw_clock.compute(at=AT) == 1
    draw.refresh_from_db()
    assert (draw.state, draw.failure["code"]) == (Draw.State.POOLED, "no_panels")
    assert draw.failure["reasons"]
    form = RelaxForm({"version": draw.version}, draw=draw, at=AT)
    assert form.is_valid()
    draw = draws.adjust(draw=draw, by=world.liu, at=AT, **form.given())
    draw = draws.ask_for_panels(draw=draw, version=draw.version, by=world.liu, at=AT)
    draw_clock.compute(at=AT)
    draw.refresh_from_db()
    assert draw.state == Draw.State.COMPUTED


@pytest.mark.django_db
def test_once_the_pool_is_fixed_only_the_numbers_change(world: World) -> None:
    make.register(world)
    draw = make.pooled(world)
    with pytest.raises(Refused, match="only the numbers"):
        draws.adjust(draw=draw, lines=[], version=draw.version, by=world.liu, at=AT)
    upside_down = [(c, v, 2, 1) for c, v, _least, _most in draw.quotas]
    with pytest.raises(Refused, match="least may not be above"):
        draws.adjust(draw=draw, lines=upside_down, version=draw.version, by=world.liu, at=AT)


@pytest.mark.django_db
def test_numbers_changed_after_the_panels_drop_them_but_not_the_seed(world: World) -> None:
    make.register(world)
    draw = make.computed(world)
    seed = draw.seed
    lines = [(c, v, 0, most) for c, v, _least, most in draw.quotas]
    draw = draws.adjust(draw=draw, lines=lines, version=draw.version, by=world.liu, at=AT)
    assert (draw.state, draw.least_panels) == (Draw.State.POOLED, None)
    draw = draws.ask_for_panels(draw=draw, version=draw.version, by=world.liu, at=AT)
    assert draw.seed == seed
    with pytest.raises(Refused, match="being worked out"):
        draws.adjust(draw=draw, lines=lines, version=draw.version, by=world.liu, at=AT)


@pytest.mark.django_db
def test_a_group_stated_for_no_village_or_only_some_goes_by_the_register(world: World) -> None:
    make.register(world, 12)
    before = {(c, v): (least, most) for c, v, least, most in make.planned(world, size=6).quotas}
    day, said = date(2026, 1, 1), "县统计年鉴"
    rows = [(world.village, "", 100), (world.hamlet, "", 300), (world.village, "large_farmer", 1)]
    enter_population(
        rows=[Population(place=one, group=g, households=n, as_of=day, source=said) for one, g, n in rows],
        by="test",
        at=AT,
    )
    Population.objects.create(
        place=world.hamlet, group="elderly", households=300, as_of=day, source=said, entered_at=AT
    )
    after = {(c, v): (least, most) for c, v, least, most in make.planned(world, size=6).quotas}
    for line in (("group:farmer", "yes"), ("group:large_farmer", "yes")):
        assert after[line] == before[line] != (0, 1)
    assert ("group:elderly", "yes") not in after, "nobody in the pool declared it"


@pytest.mark.django_db
@pytest.mark.parametrize(("households", "line"), [(100, (1, 2)), (200, (3, 3)), (400, (6, 6)), (800, (6, 6))])
def test_a_group_has_its_share_of_who_lives_here_and_never_more_than_all(
    world: World, households: int, line: tuple[int, int]
) -> None:
    make.register(world, 12)
    day, said = date(2026, 1, 1), "县统计年鉴"
    for place in (world.village, world.hamlet):
        for group, n in (("", 200), ("farmer", households // 2)):
            Population.objects.create(
                place=place, group=group, households=n, as_of=day, source=said, entered_at=AT
            )
    lines = {(c, v): (least, most) for c, v, least, most in make.planned(world, size=6).quotas}
    assert lines["group:farmer", "yes"] == line


@pytest.mark.django_db
def test_only_households_on_the_register_that_agreed_can_be_drawn(world: World) -> None:
    def drawn_from() -> set[Household]:
        return set(pool.agreed(Household.objects.all()))

    assert world.home in drawn_from()
    Household.objects.filter(pk=world.home.pk).update(voided_at=AT, void_reason="重复登记")
    assert world.home not in drawn_from()
    Household.objects.filter(pk=world.home.pk).update(voided_at=None, void_reason="")
    for gone in ("withheld_at", "anonymised_at"):
        Resident.objects.filter(pk=world.wang.pk).update(**{gone: AT})
        assert world.home not in drawn_from()
        Resident.objects.filter(pk=world.wang.pk).update(**{gone: None})
    assert world.home in drawn_from()
