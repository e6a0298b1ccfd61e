"""Rounds of visits: the same again, stopping, telling how far it is, and the files of the field."""

import random
import time
from pathlib import Path

import pytest

from huiyin.lib.rounds import plan
from huiyin.lib.rounds.problem import Candidate, Official, Problem
from huiyin.lib.rounds.reading import read_instance
from huiyin.site.cli import main

PATHS = "n 5\nm 2\ntmax 5.0\n0.000\t0.000\t0\n1.000\t0.000\t7\n0.000\t2.400\t5\n9.000\t9.000\t50\n0.000\t0.000\t0\n"
WINDOWS = """ 1 1 2 1
 100 0
 0 0.00 0.00 0.00 0.00 0 0 0 100
 1 3.55 0.00 10.00 8.00 0 1 1 20 30
 2 7.77 0.00 10.00 9.00 0 1 1 0 15
"""


def half_day(size: int = 40) -> Problem:
    chance = random.Random(5)
    at = [(chance.randrange(60), chance.randrange(60)) for _ in range(size + 1)]
    travel = [[abs(a[0] - b[0]) + abs(a[1] - b[1]) for b in at] for a in at]
    whom = [Candidate(f"{n}", n, chance.randint(1, 9), 15, group=f"g{n % 5}") for n in range(1, size + 1)]
    who = (Official("a", 0, 0, 240), Official("b", 0, 0, 200))
    return Problem(tuple(whom), who, travel, {f"g{n}": (20, 12, 6, 2) for n in range(5)})


def test_the_same_seed_and_iterations_give_the_same_plan() -> None:
    first, second = (plan(half_day(), iterations=300, seed=7) for _ in range(2))
    assert (first.rounds, first.prize, first.bound, first.solver) == (
        second.rounds,
        second.prize,
        second.bound,
        second.solver,
    )


def test_by_the_clock_it_tells_how_far_it_is_and_ends_in_time() -> None:
    told: list[tuple[float, int, int]] = []
    started = time.monotonic()
    made = plan(half_day(), seconds=1.5, progress=lambda *said: told.append(said))
    assert time.monotonic() - started < 4
    assert len(told) >= 4
    assert [prize for _, prize, _ in told] == sorted(prize for _, prize, _ in told)
    assert all(bound >= made.prize for _, _, bound in told)
    assert made.prize <= made.bound


def test_it_stops_when_told_and_keeps_what_it_has() -> None:
    asked = [0]

    def stop() -> bool:
        asked[0] += 1
        return asked[0] > 20

    started = time.monotonic()
    made = plan(half_day(), seconds=60, should_stop=stop)
    assert time.monotonic() - started < 5
    assert made.prize > 0


def test_it_ends_at_once_when_nothing_better_can_exist() -> None:
    asked = Problem((Candidate("x", 1, 5, 1),), (Official("o", 0, 0, 9),), [[0, 1], [1, 0]])
    made = plan(asked, seconds=60)
    assert (made.prize, made.bound) == (5, 5)
    assert made.seconds < 20


def test_without_a_second_process_it_plans_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    made = plan(half_day(), seconds=0.5)
    assert 0 < made.prize <= made.bound < 10_000


def test_a_file_of_paths_ends_at_its_last_point_and_measures_exactly() -> None:
    read = read_instance(PATHS)
    assert (
        len(read.problem.officials),
        read.problem.officials[0].home,
        read.problem.officials[0].latest,
    ) == (2, 4, 5_000_000)
    made = plan(read.problem, iterations=50)
    assert (made.prize, made.bound, read.too_long(made)) == (12, 12, [])
    assert read_instance(PATHS, teams=1).problem.officials[0].key == "1"


def test_a_plan_too_long_by_exact_lengths_is_found_out() -> None:
    made = plan(read_instance(PATHS.replace("tmax 5.0", "tmax 9.0")).problem, iterations=50)
    assert made.prize == 12
    assert read_instance(PATHS.replace("tmax 5.0", "tmax 1.9")).too_long(made)


def test_a_file_with_windows_rounds_down_as_its_family_does() -> None:
    read = read_instance(WINDOWS, teams=1)
    assert (read.scale, read.problem.travel[0][1], read.problem.travel[0][2]) == (100, 355, 777)
    made = plan(read.problem, iterations=50)
    assert [stop.key for stop in made.rounds[0].stops] == ["2", "1"]
    assert made.prize == 17
    whole = read_instance(
        WINDOWS.replace("3.55", "3.00").replace("7.77", "7.00").replace("0.00 10.00 9", "1.00 10.00 9")
    )
    assert (whole.scale, whole.problem.travel[0][2]) == (10, 70)


@pytest.mark.parametrize(
    "text", ["", "n 5\nm 2\ntmax x\n", "n 5\nm 2\n", "n 3\nm 1\ntmax 4\n0 0 0\n", "1 1 2 1\n0 0\n", "1 1 x\n"]
)
def test_what_is_no_instance_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_instance(text)


def test_the_command_prints_prize_bound_gap_and_rounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "paths.txt"
    file.write_text(PATHS, encoding="utf-8")
    assert main(["rounds", "solve", str(file), "--seconds", "5"]) == 0
    said = capsys.readouterr().out
    assert "prize 12, bound 12, gap 0.00 %" in said
    assert "得分 12，上界 12" in said
    assert "round 1: " in said
    file.write_text("nonsense", encoding="utf-8")
    assert main(["rounds", "solve", str(file)]) == 2
