"""Promises at their edges: the last day to remind, what stood at a moment, whose it was then, and how its line reads."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from huiyin.contacts import actions, promise_clock
from huiyin.contacts.echo import line_of
from huiyin.contacts.models import Promise
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
NOON = AT.replace(hour=12)


def made(world: World, due: int = 5, at: datetime = AT, **fields: Any) -> Promise:
    given = {"made_on": TODAY - 20 * DAY, "by": world.chen, "unit": world.branch, **fields}
    return actions.promise(text="修灯", due_on=TODAY + due * DAY, at=at, **given)


def moved(promise: Promise, days: int, at: datetime = AT) -> None:
    actions.revise(
        promise=promise, due_on=promise.due_on + days * DAY, reason="料没到", told_on=TODAY, told_how="phone",
        version=promise.version, by=promise.official, at=at,
    )  # fmt: skip


def test_a_promise_is_due_on_its_own_day_at_the_earliest(world: World) -> None:
    assert made(world, 0, made_on=TODAY).due_on == TODAY
    with pytest.raises(Refused, match="lies before"):
        made(world, -1, made_on=TODAY)


def test_each_deed_is_one_version_on_and_an_old_page_is_refused(world: World) -> None:
    promise = made(world)
    moved(promise, 3)
    assert promise.version == 2
    actions.pass_on(promise=promise, to=world.he, by=world.chen, at=AT)
    with pytest.raises(Refused, match="in the meantime"):
        actions.pass_on(promise=promise, to=world.gao, by=world.chen, at=AT)
    promise.refresh_from_db()
    assert (promise.version, promise.official) == (3, world.he)
    actions.keep(promise=promise, how="办好了", version=3, by=world.he, at=AT)
    assert (promise.version, promise.state) == (4, "kept")
    with pytest.raises(Refused, match="in the meantime"):
        actions.pass_on(promise=promise, to=world.gao, by=world.he, at=AT)


def test_which_promises_are_near_which_are_over_and_which_were_chased(world: World) -> None:
    for n in range(-2, 5):
        made(world, n)

    def days(found: Any) -> list[int]:
        return sorted((promise.due_on - TODAY).days for promise in found)

    assert days(Promise.objects.to_remind(TODAY, TODAY + 3 * DAY)) == [0, 1, 2, 3]
    assert days(Promise.objects.overdue(TODAY)) == [-2, -1]
    Promise.objects.filter(due_on=TODAY).update(reminded_on=TODAY)
    assert days(Promise.objects.to_remind(TODAY, TODAY + 3 * DAY)) == [1, 2, 3]
    Promise.objects.filter(due_on=TODAY - DAY).update(chased_on=TODAY - 7 * DAY)
    chased = [days(Promise.objects.to_chase(TODAY, TODAY - n * DAY)) for n in (6, 7, 8)]
    assert chased == [[-2, -1], [-2, -1], [-2]]
    for promise, column in zip(Promise.objects.overdue(TODAY), ("kept", "not_kept"), strict=True):
        more = {"why_not_kept": "缺经费"} if column == "not_kept" else {}
        Promise.objects.filter(pk=promise.pk).update(
            **{f"{column}_at": AT, f"{column}_by": world.chen}, **more
        )
    assert days(Promise.objects.overdue(TODAY)) == []
    assert Promise.objects.not_kept().count() == 1


def test_what_stood_at_a_moment_with_the_day_and_the_official_of_then(world: World) -> None:
    promise = made(world)
    first, again, passed = (AT + n * timedelta(hours=1) for n in (1, 2, 3))
    moved(promise, 3, first)
    moved(promise, 4, again)
    actions.pass_on(promise=promise, to=world.he, by=world.chen, at=passed)
    promise.refresh_from_db()
    actions.pass_on(promise=promise, to=world.gao, by=world.he, at=passed + SECOND)

    def then(at: datetime) -> tuple[int, int]:
        found: Any = Promise.objects.as_of(at).get()
        return (found.due_then - TODAY).days, found.official_then

    assert [Promise.objects.as_of(AT + n * SECOND).exists() for n in (-1, 0)] == [False, True]
    chen, he, gao = world.chen.pk, world.he.pk, world.gao.pk
    told = [then(at) for at in (AT, first - SECOND, first, again - SECOND, again)]
    assert told == [(5, chen), (5, chen), (8, chen), (8, chen), (12, chen)]
    assert [then(passed + n * SECOND) for n in (-1, 0, 1)] == [(12, chen), (12, he), (12, gao)]


def test_what_was_struck_out_stood_until_that_moment(world: World) -> None:
    promise = made(world)
    actions.void_promise(promise=promise, reason="录错了", version=1, by=world.chen, at=NOON)
    said = [actions.Promised("修渠", TODAY + DAY)]
    contact = actions.record(
        place=world.village, held_on=TODAY, points=[], promises=said, note="在家", by=world.chen, at=AT
    )
    actions.void(contact=contact, reason="录错了", by=world.chen, at=NOON + SECOND)

    def texts(at: datetime) -> list[str]:
        return sorted(Promise.objects.as_of(at).values_list("text", flat=True))

    assert [texts(NOON + n * SECOND) for n in (-1, 0, 1)] == [["修渠", "修灯"], ["修渠"], []]


def test_a_promise_is_open_until_any_of_its_three_ends() -> None:
    assert Promise().is_open
    for end, state in (("kept_at", "kept"), ("not_kept_at", "not_kept"), ("voided_at", "voided")):
        ended = Promise(**{end: AT})
        assert (ended.is_open, ended.state) == (False, state)


def test_the_head_of_the_area_sees_its_promises_and_a_neighbour_none(world: World) -> None:
    promise = made(world)
    for reader, sees in ((world.chen, True), (world.ma, True), (world.he, False), (world.qian, False)):
        assert (promise in Promise.objects.visible_to(reader, AT)) is sees, reader


def test_on_a_day_off_the_clock_does_nothing_and_says_so(world: World) -> None:
    made(world, 0)
    saturday = AT + 5 * DAY
    clocks = (promise_clock.remind_promises, promise_clock.chase_promises, promise_clock.look_for_signals)
    assert [clock(at=saturday) for clock in clocks] == [0, 0, 0]


def test_one_is_reminded_from_the_charters_days_ahead_on_and_of_the_day_that_stands(world: World) -> None:
    promise = made(world, 4)
    assert [promise_clock.remind_promises(at=AT + n * DAY) for n in (0, 1, 2)] == [0, 1, 0]
    assert Notice.objects.get(kind="promise_due").facts["due"] == promise.due_on.isoformat()
    late = made(world, 1)
    assert promise_clock.remind_promises(at=AT + 2 * DAY) == 0, "whose day is over is chased, not reminded"
    late.refresh_from_db()
    assert late.reminded_on is None


def test_a_promise_that_moved_while_the_clock_ran_is_left_for_the_next_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = made(world, 2)
    over = made(world, -1)

    def read_before(found: Any) -> list[Promise]:
        rows = list(found.select_related("official", "unit"))
        Promise.objects.filter(pk=promise.pk).update(due_on=TODAY + 9 * DAY)
        Promise.objects.filter(pk=over.pk).update(chased_on=TODAY)
        return rows

    monkeypatch.setattr(promise_clock, "_rows", read_before)
    assert promise_clock.remind_promises(at=AT) == 0
    Promise.objects.filter(pk=over.pk).update(chased_on=None)
    assert promise_clock.chase_promises(at=AT) == 0
    assert not Notice.objects.exists()


def line(promise: Promise, today: date = TODAY) -> tuple[str, str, list[tuple[str, str]]]:
    found = line_of(promise, today, 3)
    return found.tone, found.next_words, [(stage.label, stage.state) for stage in found.stages]


def test_an_open_promise_is_calm_then_soon_and_overdue_after_its_day(world: World) -> None:
    promise = made(world, 0)
    tones = [line(promise, TODAY + n * DAY)[0] for n in (-4, -3, 0, 1)]
    assert tones == ["calm", "soon", "soon", "overdue"]
    words = [line(promise, TODAY + n * DAY)[1].split(" ")[:3] for n in (0, 1)]
    assert words == [["To", "be", "done"], ["It", "was", "to"]]
    found = line_of(promise, TODAY + DAY, 3)
    assert (found.used, found.given) == (21, 20)
    assert line(promise)[2] == [("Promised", "done"), ("Due", "now"), ("Kept", "todo")]


def test_the_line_of_a_promise_says_how_it_ended_and_that_it_was_moved(world: World) -> None:
    promise = made(world, 1)
    moved(promise, 1)
    moved(promise, 1)
    early = [("Promised", "done"), ("Day moved", "done")]
    assert line(promise)[2][:3] == [*early, ("Due", "now")], "the last move alone"
    actions.not_keep(promise=promise, why="缺经费", version=3, by=world.chen, at=AT)
    tone, words, stages = line(promise)
    assert (tone, stages) == ("overdue", [*early, ("Due", "done"), ("Not kept", "todo")])
    assert words.startswith("It was promised by")
    found = line_of(promise, TODAY, 3)
    assert (found.used, found.given, found.word) == (None, None, "Not kept")
    other = made(world)
    actions.void_promise(promise=other, reason="录错了", version=1, by=world.chen, at=AT)
    assert line(other) == ("calm", "", [("Promised", "done"), ("Due", "todo"), ("Kept", "todo")])
    assert line_of(other, TODAY, 3).word == "Struck out"
    kept = made(world)
    actions.keep(promise=kept, how="办好了", version=1, by=world.chen, at=AT)
    assert line(kept)[0] == "done"
    assert line(kept)[1].startswith("Promised by")
