"""A draw of lots at its edges: sizes, numbers, days, answers, quotas, the clock's silence, and who sees and runs it."""

from datetime import date, timedelta

import pytest

from huiyin.lib.refusal import Refused
from huiyin.lots import actions as draws
from huiyin.lots import pool, rules
from huiyin.lots.models import Draw, DrawEntry
from tests.lots import draw_world as make
from tests.world import AT, World

TODAY = AT.date()
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DECLINED, ACCEPTED, OPEN = "declined", "accepted", "open"


@pytest.mark.parametrize(("size", "fits"), [(0, False), (1, True), (500, True), (501, False)])
def test_a_draw_asks_for_one_to_five_hundred_households(size: int, fits: bool) -> None:
    assert (rules.objection_to_size(size) is None) is fits


def test_a_pool_of_exactly_the_size_can_be_drawn_from() -> None:
    assert rules.objection_to_pool(4, 4) is None
    assert "Only 3 households" in (rules.objection_to_pool(3, 4) or "")
    assert "Only 1 household " in (rules.objection_to_pool(1, 2) or "")


def test_the_least_of_a_line_is_not_above_its_most_nor_the_size() -> None:
    def said(least: int, most: int, state: str = "planned", before: tuple[str, str] = ("place", "a")) -> str:
        return rules.objection_to_quotas([("place", "a", least, most)], 4, [(*before, 0, 9)], state) or ""

    assert said(0, 0) == said(2, 2) == said(4, 9) == ""
    assert "above the most" in said(3, 2)
    assert "above the most" in said(-1, 2)
    assert "more households than are drawn" in said(5, 9)
    assert said(1, 2, "pooled") == ""
    assert said(1, 2, "planned", ("place", "b")) == ""
    assert "only the numbers" in said(1, 2, "pooled", ("place", "b"))


def test_the_number_is_announced_for_today_or_later_and_a_lottery_by_name() -> None:
    def said(way: str = "dice", words: str = "", day: date = TODAY) -> str:
        return rules.objection_to_publishing(way=way, way_words=words, draws_on=day, today=TODAY) or ""

    assert said() == said(day=TODAY + DAY) == said("lottery", "排列五") == ""
    assert "in the past" in said(day=TODAY - DAY)
    assert "name the public lottery" in said("lottery", " ")
    assert "how the number" in said("guess")


@pytest.mark.parametrize(
    ("number", "fits"), [(None, False), (-1, False), (0, True), (19, True), (20, False), (999, False)]
)
def test_a_number_names_one_of_the_panels(number: int | None, fits: bool) -> None:
    said = rules.objection_to_number(Draw(panels_count=20), number)
    assert (said is None) is fits
    assert fits or "between 00 and 19" in (said or "")


def test_numbers_are_written_with_the_digits_of_the_last() -> None:
    for panels, digits in ((1, 1), (10, 1), (11, 2), (100, 2), (101, 3), (1000, 3)):
        assert Draw(panels_count=panels).digits == digits, panels
    for pool_size, digits in ((None, 1), (0, 1), (10, 1), (11, 2), (1001, 4)):
        assert Draw(pool_size=pool_size).lot_digits == digits, pool_size
    assert Draw(panels_count=1000, number=7).number_words == "007"
    assert Draw(panels_count=1000).number_words == ""
    assert DrawEntry(draw=Draw(pool_size=101), lot=9).lot_words == "009"


@pytest.mark.parametrize(
    ("share", "size", "available", "line"),
    [
        (0.5, 4, 9, (2, 2)),
        (0.3, 4, 9, (1, 2)),
        (0.3, 4, 0, (0, 2)),
        (0.0, 4, 9, (0, 1)),
        (1.0, 4, 9, (4, 4)),
        (1.0, 4, 3, (3, 4)),
        (0.1 + 0.2, 10, 9, (3, 3)),
    ],
)
def test_a_share_becomes_the_whole_numbers_beside_it(
    share: float, size: int, available: int, line: tuple[int, int]
) -> None:
    assert rules.around(share, size, available) == line


def test_lines_of_groups_stand_with_their_complement() -> None:
    assert rules.proportional("place", {"a": 0.5, "b": 0.3}, 4, {"a": 9}) == [
        ("place", "a", 2, 2), ("place", "b", 0, 2),
    ]  # fmt: skip
    assert rules.proportional("group:", {"f": 0.5}, 4, {"f": 9}, value="yes") == [("group:f", "yes", 2, 2)]
    assert rules.wanted_lines({"f": 3, "g": 2}, {"f": 1}) == [
        ("group:f", "yes", 1, 4),
        ("group:g", "yes", 0, 3),
    ]
    assert rules.with_complements([("place", "a", 1, 2), ("group:f", "yes", 1, 3)], 4) == [
        ("place", "a", 1, 2), ("group:f", "yes", 1, 3), ("group:f", "no", 0, 4),
    ]  # fmt: skip
    assert rules.values_of(["place", "group:f", "group:g"], "a", ["g", "x"]) == ["a", "no", "yes"]


def test_only_an_invited_household_answers_and_a_refusal_stays() -> None:
    entry = DrawEntry(invited_on=TODAY, answer=OPEN)
    assert rules.objection_to_answer(entry, ACCEPTED) is rules.objection_to_answer(entry, DECLINED) is None
    assert "whether the household" in (rules.objection_to_answer(entry, OPEN) or "")
    assert rules.objection_to_answer(DrawEntry(invited_on=TODAY, answer=ACCEPTED), DECLINED) is None
    assert "declined" in (
        rules.objection_to_answer(DrawEntry(invited_on=TODAY, answer=DECLINED), ACCEPTED) or ""
    )
    assert "not invited" in (rules.objection_to_answer(DrawEntry(), ACCEPTED) or "")


def test_a_draw_waits_for_another_clock_when_the_first_was_silent_for_longer(world: World) -> None:
    make.register(world)
    made = make.asked(world)
    waiting = Draw.objects.waiting
    assert waiting(AT).get() == made, "taken up by nobody yet"
    Draw.objects.filter(pk=made.pk).update(beat_at=AT)
    assert not waiting(AT).exists()
    assert waiting(AT + SECOND).get() == made
    Draw.objects.filter(pk=made.pk).update(state="cancelled", cancelled_at=AT, cancel_reason="雨")
    assert not waiting(AT + SECOND).exists()


def test_who_was_invited_on_the_first_day_of_the_months_of_rest_still_rests(world: World) -> None:
    make.register(world)
    made = make.drawn(world)
    chosen = set(made.entries.called().values_list("household", flat=True))
    assert len(chosen) == make.SIZE
    assert pool.invited_lately(TODAY) == chosen
    assert pool.invited_lately(TODAY + DAY) == set()
    assert made.entries.invited_since(TODAY - DAY).count() == make.SIZE
    assert not made.entries.invited_since(TODAY + DAY).exists()


@pytest.mark.parametrize(
    ("witnesses", "fits"), [(None, True), (-1, False), (0, True), (9999, True), (10000, False)]
)
def test_those_present_are_counted(world: World, witnesses: int | None, fits: bool) -> None:
    make.register(world)
    made = make.published(world)
    step = {"draw": made, "number": 7, "version": made.version, "by": world.liu, "at": AT}
    if fits:
        assert draws.draw_number(witnesses=witnesses, **step).witnesses == witnesses
    else:
        with pytest.raises(Refused, match="how many people"):
            draws.draw_number(witnesses=witnesses, **step)


def test_the_households_of_the_number_alone_are_invited(world: World) -> None:
    make.register(world)
    made = make.drawn(world, number=3)
    panel = set(made.worked_out.panels[3])
    assert {entry.lot for entry in made.entries.called()} == panel
    chosen = made.entries.filter(is_chosen=True)
    assert {(entry.lot, entry.invited_on, entry.answer) for entry in chosen} == {
        (n, TODAY, OPEN) for n in panel
    }
    assert (made.drawn_by, made.number_words) == (world.liu, "03")


def test_who_accepts_may_decline_later_and_each_refusal_calls_another_reserve(world: World) -> None:
    make.register(world, 2 * make.HOMES)
    made = make.drawn(world)

    def answer(entry: DrawEntry, said: str) -> DrawEntry | None:
        version = Draw.objects.get(pk=made.pk).version
        return draws.answer(entry=entry, answer=said, version=version, by=world.liu, at=AT + DAY)

    first, second = made.entries.called().order_by("lot")[:2]
    assert answer(first, ACCEPTED) is None
    called = answer(first, DECLINED)
    assert called is not None
    again = answer(second, DECLINED)
    assert again is not None
    assert (called.stands_for, again.stands_for, called.invited_on) == (first, second, TODAY + DAY)
    assert len({called.lot, again.lot, first.lot, second.lot}) == 4
    assert made.entries.called().count() == make.SIZE + 2
    third = answer(called, DECLINED)
    assert third is None or third.stands_for == called
