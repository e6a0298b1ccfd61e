"""Pools and quotas from files, quotas that nothing meets, and respect for who was invited lately."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

from huiyin.lib.csv_rows import Unreadable
from huiyin.lib.sortition.lately import rested
from huiyin.lib.sortition.pool import Pool, Quota, Quotas, read_people, read_quotas
from huiyin.lib.sortition.relaxing import Change, possible, reasons, smallest_relaxation
from huiyin.lib.sortition.targets import Impossible
from tests.lib.brute import every_panel
from tests.lib.test_lots import pools

CATEGORIES = "category,feature,min,max\nsex,f,1,2\nsex,m,1,2\nage,young,0,3\nage,old,0,3\n"
PEOPLE = "key,sex,age,household,note\na,f,young,1,x\nb,m,old,1,\nc,m,young,,\nd,f,old,2,\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_files_are_read_with_households_and_keys(tmp_path: Path) -> None:
    quotas, bad = read_quotas(write(tmp_path, "categories.csv", CATEGORIES), 2)
    pool, more = read_people(write(tmp_path, "respondents.csv", PEOPLE), quotas)
    assert not bad
    assert not more
    assert quotas.lines[0] == Quota("sex", "f", 1, 2)
    assert pool.categories == ("sex", "age")
    assert pool.people == (("f", "young"), ("m", "old"), ("m", "young"), ("f", "old"))
    assert pool.households == (0, 0, None, 1)
    assert pool.keys == ("a", "b", "c", "d")
    assert pool.together() == [[0, 1]]


def test_every_bad_row_is_named_with_its_reason(tmp_path: Path) -> None:
    text = (
        CATEGORIES
        + "sex,f,1,2\n,x,1,2\nage,,1,2\nage,ripe,-1,2\nage,raw,2,1\nage,odd,x,1\nhousehold,h,0,1\nage,wide,1\n"
    )
    quotas, bad = read_quotas(write(tmp_path, "categories.csv", text), 2)
    assert [(row.line, row.code) for row in bad] == [
        (6, "row_twice"),
        (7, "row_empty"),
        (8, "row_empty"),
        (9, "row_number"),
        (10, "row_order"),
        (11, "row_number"),
        (12, "row_household"),
        (13, "row_number"),
    ]
    people = PEOPLE + "e,x,young,,\nf,,old,,\ng,f\n"
    _, more = read_people(write(tmp_path, "respondents.csv", people), quotas)
    assert [(row.line, row.code) for row in more] == [(6, "row_unknown"), (7, "row_empty"), (8, "width")]
    for row in (*bad, *more):
        assert row.sentence("zh") != row.sentence("en")
        assert "{" not in row.sentence("zh") + row.sentence("en")


def test_headings_that_stand_there_again_are_a_bad_row(tmp_path: Path) -> None:
    """Two files put below each other."""
    text = CATEGORIES + CATEGORIES.splitlines()[0] + "\n"
    quotas, bad = read_quotas(write(tmp_path, "categories.csv", text), 2)
    assert [row.line for row in bad] == [len(text.splitlines())]
    people = PEOPLE + PEOPLE.splitlines()[0] + "\n"
    _, more = read_people(write(tmp_path, "respondents.csv", people), quotas)
    assert [row.line for row in more] == [len(people.splitlines())]


def test_a_missing_column_is_said(tmp_path: Path) -> None:
    quotas, _ = read_quotas(write(tmp_path, "categories.csv", CATEGORIES), 2)
    with pytest.raises(Unreadable, match="no_column"):
        read_people(write(tmp_path, "respondents.csv", "sex,other\nf,x\n"), quotas)


def small(*, households: tuple[int, ...] = ()) -> Pool:
    return Pool(("sex",), (("f",), ("f",), ("m",), ("m",), ("m",)), households)


@pytest.mark.parametrize(
    ("pool", "size", "lines", "code"),
    [
        (small(), 6, (("f", 0, 9), ("m", 0, 9)), "why_pool"),
        (small(households=(1, 1, 2, 2, 2)), 3, (("f", 0, 9), ("m", 0, 9)), "why_homes"),
        (small(), 4, (("f", 3, 4), ("m", 0, 4)), "why_value"),
        (small(households=(1, 1, 2, 3, 4)), 3, (("f", 2, 3), ("m", 0, 3)), "why_value_homes"),
        (small(), 3, (("f", 2, 3), ("m", 2, 3)), "why_least"),
        (small(), 3, (("f", 0, 1), ("m", 0, 1)), "why_most"),
    ],
)
def test_simple_reasons_are_named(
    pool: Pool, size: int, lines: tuple[tuple[str, int, int], ...], code: str
) -> None:
    quotas = Quotas(size, tuple(Quota("sex", *line) for line in lines))
    assert not possible(pool, quotas)
    found = {reason.code: reason for reason in reasons(pool, quotas)}
    assert code in found
    assert "{" not in found[code].sentence("zh") + found[code].sentence("en")


def relaxed(quotas: Quotas, changes: list[Change]) -> Quotas:
    then = {change.now: change.then for change in changes}
    return Quotas(quotas.size, tuple(then.get(line, line) for line in quotas.lines))


def moved(changes: list[Change]) -> int:
    return sum(one.now.least - one.then.least + one.then.most - one.now.most for one in changes)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pools())
def test_the_smallest_relaxation_is_enough_and_no_smaller_one_is(case: tuple[Pool, Quotas]) -> None:
    pool, quotas = case
    changes = smallest_relaxation(pool, quotas)
    if changes is None:
        assert not every_panel(pool, Quotas(quotas.size, ()))
        return
    assert every_panel(pool, relaxed(quotas, changes))
    place = {name: n for n, name in enumerate(pool.categories)}

    def missing(panel: tuple[int, ...]) -> int:
        total = 0
        for line in quotas.lines:
            have = sum(pool.people[i][place[line.category]] == line.value for i in panel)
            total += max(0, line.least - have, have - line.most)
        return total

    assert moved(changes) == min(map(missing, every_panel(pool, Quotas(quotas.size, ()))))


def test_a_change_is_said_in_both_languages() -> None:
    changes = smallest_relaxation(small(), Quotas(4, (Quota("sex", "f", 3, 4), Quota("sex", "m", 0, 1))))
    assert changes is not None
    assert moved(changes) == 2
    assert {(one.now.value, one.then.least, one.then.most) for one in changes} == {("f", 2, 4), ("m", 0, 2)}
    assert "3–4" in changes[0].sentence("zh")
    assert "3–4" in changes[0].sentence("en")


# -- who was invited lately ---


def test_who_was_invited_lately_stays_out_when_others_are_enough() -> None:
    quotas = Quotas(2, (Quota("sex", "f", 1, 2), Quota("sex", "m", 1, 2)))
    found = rested(small(), quotas, {0, 2})
    assert found.kept == (1, 3, 4)
    assert found.let_in == ()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pools())
def test_no_more_of_them_are_let_in_than_must_be(case: tuple[Pool, Quotas]) -> None:
    pool, quotas = case
    panels = every_panel(pool, quotas)
    lately = set(range(0, len(pool.people), 2)) | {1}
    if not panels:
        with pytest.raises(Impossible):
            rested(pool, quotas, lately)
        return
    found = rested(pool, quotas, lately, seed="s")
    assert len(found.let_in) == min(len(lately & set(panel)) for panel in panels)
    assert set(found.kept) == set(range(len(pool.people))) - lately | set(found.let_in)
    assert possible(pool.only(found.kept), quotas)
    assert found == rested(pool, quotas, lately, seed="s")


def test_the_lot_decides_who_of_equals_is_let_in() -> None:
    pool = Pool(("sex",), (("f",), ("f",), ("f",), ("m",)))
    quotas = Quotas(2, (Quota("sex", "f", 1, 1), Quota("sex", "m", 1, 1)))
    found = {rested(pool, quotas, {0, 1, 2}, seed=str(seed)).let_in for seed, _ in product(range(20), [0])}
    assert found == {(0,), (1,), (2,)}
