"""Rounds of visits: appointments, afternoons, own persons, falling points, other ways home; and why not."""

import pytest

from huiyin.lib.rounds import plan
from huiyin.lib.rounds.plan import Plan
from huiyin.lib.rounds.problem import Candidate, Official, Problem

ROAD = [[abs(a - b) * 10 for b in range(6)] for a in range(6)]  # places along one road, ten minutes apart
MORNING = Official("wang", 0, 0, 240)


def whole(*whom: Candidate, who: tuple[Official, ...] = (MORNING,), **groups: tuple[int, ...]) -> Plan:
    return plan(Problem(whom, who, ROAD, groups), iterations=80)


def keys(made: Plan) -> list[list[str]]:
    return [[stop.key for stop in one.stops] for one in made.rounds]


def test_only_afternoons_is_not_a_morning() -> None:
    made = whole(Candidate("li", 2, 5, 20, ((150, 240),)), Candidate("zhao", 3, 5, 20))
    assert keys(made) == [["zhao", "li"]]
    assert made.rounds[0].stops[1].begin >= 150
    assert made.gap == 0


def test_two_windows_and_the_gap_between_them() -> None:
    made = whole(Candidate("li", 1, 5, 20, ((0, 5), (100, 110))))
    stop = made.rounds[0].stops[0]
    assert (stop.arrive, stop.wait, stop.begin, stop.finish) == (10, 90, 100, 120)


def test_an_appointment_is_kept_whatever_else_it_costs() -> None:
    dear = [Candidate(f"n{n}", 1, 50, 60) for n in range(3)]
    made = whole(*dear, Candidate("talk", 5, 0, 30, ((100, 100),), mandatory=True))
    assert [stop.key for stop in made.rounds[0].stops if stop.begin == 100] == ["talk"]
    assert not made.missed
    assert made.prize == 50


def test_somebody_who_is_not_to_be_seen_today_is_not_seen() -> None:
    made = whole(Candidate("li", 1, 5, 20, ((500, 600),)), Candidate("zhao", 1, 1, 20))
    assert keys(made) == [["zhao"]]


def test_another_way_home() -> None:
    one_way = Official("wang", 0, 0, 60, end=5)
    made = whole(Candidate("far", 5, 3, 10), Candidate("back", 0, 3, 0, ((40, 60),)), who=(one_way,))
    assert keys(made) == [["far"]]
    assert (made.rounds[0].back, made.rounds[0].travel_home, made.rounds[0].travel) == (60, 0, 50)


def test_own_persons_are_visited_by_their_own_official() -> None:
    who = (Official("wang", 0, 0, 100), Official("chen", 5, 0, 100))
    made = whole(Candidate("li", 4, 5, 10, only=frozenset({"wang"})), Candidate("zhao", 4, 5, 10), who=who)
    assert keys(made) == [["li"], ["zhao"]] or keys(made) == [["li", "zhao"], []]


def test_points_of_a_group_fall_so_both_groups_are_seen() -> None:
    whom = [Candidate(f"a{n}", 1, 0, 90, group="a") for n in range(3)] + [
        Candidate("b0", 1, 0, 90, group="b")
    ]
    made = whole(*whom, a=(10, 4, 1), b=(6,))
    assert made.prize == 16
    assert {key[0] for key in keys(made)[0]} == {"a", "b"}


def test_a_promise_weighs_more_within_its_group() -> None:
    whom = [Candidate("a", 1, 0, 200, group="g"), Candidate("b", 1, 3, 200, group="g")]
    made = whole(*whom, g=(10, 5))
    assert (keys(made), made.prize, made.bound) == ([["b"]], 13, 13)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (Candidate("x", 1, only=frozenset({"nobody"}), mandatory=True), "nobody"),
        (Candidate("x", 1, windows=((400, 500),), mandatory=True), "closed"),
        (Candidate("x", 5, service=150, mandatory=True), "far"),
    ],
)
def test_an_appointment_nobody_can_keep_says_why(asked: Candidate, reason: str) -> None:
    made = whole(asked, Candidate("y", 1, 4, 10))
    assert [(one.key, one.reason) for one in made.missed] == [("x", reason)]
    assert (made.prize, made.bound) == (4, 4)


def test_two_appointments_at_one_time_say_whom_they_clash_with() -> None:
    made = whole(
        Candidate("x", 1, service=30, windows=((60, 60),), mandatory=True),
        Candidate("y", 5, service=30, windows=((70, 70),), mandatory=True),
    )
    (missing,) = made.missed
    assert (missing.reason, {missing.key, *missing.beside}) == ("clash", {"x", "y"})


def test_too_many_appointments_are_too_full() -> None:
    made = whole(*[Candidate(f"x{n}", 1, service=100, mandatory=True) for n in range(3)])
    assert [one.reason for one in made.missed] == ["full"]


def test_nobody_to_see_and_nobody_to_go() -> None:
    assert whole().prize == 0
    assert whole(Candidate("x", 1, 5), who=()).rounds == ()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Problem((), (), [[0, 1]]),
        lambda: Problem((), (), [[-1]]),
        lambda: Problem((Candidate("x", 0), Candidate("x", 0)), (), [[0]]),
        lambda: Problem((Candidate("x", 3),), (), [[0]]),
        lambda: Problem((Candidate("x", 0, group="g"),), (), [[0]]),
        lambda: Problem((), (), [[0]], {"g": (1, 2)}),
        lambda: Problem((Candidate("x", 0, -1),), (), [[0]]),
        lambda: Problem((), (Official("o", 1, 0, 1),), [[0]]),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()  # type: ignore[operator]
