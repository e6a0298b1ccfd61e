"""Limits at their edges: the last that is free and the first that is not, the moment before, on and after."""

from datetime import timedelta

import pytest

from huiyin.orgs.backend import LOCK, log_in_check
from huiyin.orgs.limits import Lock, Most, Slowing
from huiyin.orgs.models import Official
from huiyin.orgs.models.attempt import Attempt
from huiyin.orgs.trying import GUESSING, tried_before
from huiyin.receptions.rules import FROM_ONE_CONNECTION
from tests.world import AT, PASSWORD, World

SLOWING = Slowing(free=3, within=timedelta(minutes=15), first=5, longest=60)


@pytest.mark.parametrize(
    ("wrong", "gone", "left"),
    [
        (0, 0, 0), (2, 0, 0), (3, 0, 5), (4, 0, 10), (5, 0, 20), (6, 0, 40), (7, 0, 60), (99, 0, 60), (10**6, 0, 60),
        (3, 4, 1), (3, 4.5, 1), (3, 5, 0), (3, 5.5, 0), (7, 59, 1), (7, 60, 0), (7, 61, 0),
    ],
)  # fmt: skip
def test_the_wait_doubles_up_to_the_longest_and_runs_out(wrong: int, gone: float, left: int) -> None:
    assert SLOWING.left(wrong, AT, AT + timedelta(seconds=gone)) == left


def test_without_a_last_try_nobody_waits() -> None:
    assert SLOWING.left(99, None, AT) == 0


@pytest.mark.parametrize(("seen", "reached"), [(0, False), (4, False), (5, True), (6, True)])
def test_the_one_beyond_the_most_is_too_many(seen: int, reached: bool) -> None:
    assert Most(5, timedelta(hours=1)).reached(seen) is reached


@pytest.mark.parametrize(
    ("before", "kept", "shuts"), [(0, 1, False), (3, 4, False), (4, 0, True), (5, 0, True)]
)
def test_the_fifth_failure_shuts(before: int, kept: int, shuts: bool) -> None:
    lock = Lock(failures=5, lasts=timedelta(minutes=15))
    assert lock.after(before, AT) == (kept, AT + timedelta(minutes=15) if shuts else None)


@pytest.mark.parametrize(("gone", "shut"), [(-1, True), (0, False), (1, False)])
def test_it_opens_at_the_moment_it_was_shut_until(gone: int, shut: bool) -> None:
    assert LOCK.is_shut(AT, AT + timedelta(seconds=gone)) is shut
    assert LOCK.is_shut(None, AT) is False


def test_the_numbers_of_the_rooms() -> None:
    assert (GUESSING.free, GUESSING.within, GUESSING.longest) == (5, timedelta(minutes=15), 60)
    assert (FROM_ONE_CONNECTION.times, FROM_ONE_CONNECTION.within) == (5, timedelta(hours=1))
    assert (LOCK.failures, LOCK.lasts) == (5, timedelta(minutes=15))


def test_four_failures_leave_the_door_open_and_the_right_words_forget_them(world: World) -> None:
    for _ in range(LOCK.failures - 1):
        assert log_in_check(username="chen", password="wrong", at=AT) is None
    assert log_in_check(username="chen", password=PASSWORD, at=AT) == world.chen
    assert Official.objects.get(pk=world.chen.pk).failures == 0


@pytest.mark.parametrize(("seconds", "is_in"), [(-1, False), (0, True), (1, True)])
def test_a_shut_door_opens_to_the_second(world: World, seconds: int, is_in: bool) -> None:
    for _ in range(LOCK.failures):
        log_in_check(username="chen", password="wrong", at=AT)
    later = AT + LOCK.lasts + timedelta(seconds=seconds)
    assert (log_in_check(username="chen", password=PASSWORD, at=later) is not None) is is_in


@pytest.mark.parametrize(("seconds", "waits"), [(-1, True), (0, False), (1, False)])
def test_a_wrong_pair_is_forgotten_after_a_quarter_of_an_hour(
    world: World, seconds: int, waits: bool
) -> None:
    for _ in range(GUESSING.free):
        tried_before("HY-1 AAAA", "203.0.113.7", AT).note()
    later = AT + GUESSING.within + timedelta(seconds=seconds)
    seen = Attempt.objects.since(later - GUESSING.within)
    assert seen.exists() is waits, "kept for as long as it slows anybody down"
    assert tried_before("HY-1 AAAA", "203.0.113.7", AT).left == GUESSING.first
    assert tried_before("HY-1 AAAA", "203.0.113.8", AT).left == GUESSING.first, "the pair, from elsewhere"
    assert tried_before("HY-2 BBBB", "203.0.113.7", AT).left == GUESSING.first, "from there, another pair"
    assert tried_before("HY-2 BBBB", "203.0.113.8", AT).left == 0


@pytest.mark.parametrize(("seconds", "old"), [(-1, 0), (0, 1), (1, 1)])
def test_a_wrong_pair_is_old_from_its_own_moment_on(world: World, seconds: int, old: int) -> None:
    tried_before("HY-1 AAAA", "203.0.113.7", AT).note()
    assert Attempt.objects.older_than(AT + timedelta(seconds=seconds)).count() == old
