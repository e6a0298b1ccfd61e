"""What is wrong with a panel, at its edges: a seat, a quota, a household; and pools from which nothing can be drawn."""

from pathlib import Path

import pytest

from huiyin.lib.sortition.lottery import fair_lottery
from huiyin.lib.sortition.pool import Pool, Quota, Quotas, breaches, read_quotas
from huiyin.lib.sortition.targets import Impossible

POOL = Pool(("sex",), (("m",), ("m",), ("m",), ("f",), ("f",)), (1, 1, None, 2, None))


def wrong(*panel: int, size: int | None = None, least: int = 1, most: int = 2) -> list[str]:
    lines = (Quota("sex", "m", least, most),)
    return [
        code for code, _facts in breaches(POOL, Quotas(len(panel) if size is None else size, lines), panel)
    ]


def test_a_panel_has_its_size_and_nobody_twice() -> None:
    assert [wrong(2, 3, size=n) for n in (1, 2, 3)] == [["panel_size"], [], ["panel_size"]]
    assert wrong(2, 2) == ["panel_twice"]
    found = breaches(POOL, Quotas(4, ()), [2, 2, 4, 4])
    assert found == [("panel_twice", {"n": 2})]


def test_a_quota_holds_at_both_ends() -> None:
    men = ([3, 4], [2, 3], [1, 2], [0, 2, 1])
    assert [wrong(*panel) for panel in men[:3]] == [["panel_quota"], [], []]
    assert wrong(*men[3]) == ["panel_quota", "panel_household"], "three men, two of one home"
    ((_code, facts),) = breaches(POOL, Quotas(2, (Quota("sex", "m", 2, 2),)), [2, 3])
    assert facts == {"category": "sex", "value": "m", "have": 1, "least": 2, "most": 2}


def test_one_of_each_household_and_who_is_counted_alone_is_in_nobodys_way() -> None:
    assert wrong(0, 3) == []
    assert wrong(0, 1) == ["panel_household"]
    assert wrong(2, 4, 3) == []
    assert POOL.together() == [[0, 1]]


@pytest.mark.parametrize(("least", "most", "codes"), [(1, 2, []), (2, 2, []), (3, 2, ["row_order"])])
def test_a_quota_file_gives_the_least_up_to_the_most(
    tmp_path: Path, least: int, most: int, codes: list[str]
) -> None:
    path = tmp_path / "categories.csv"
    path.write_text(f"category,feature,min,max\nsex,m,{least},{most}\n", encoding="utf-8")
    quotas, bad = read_quotas(path, 3)
    assert [one.code for one in bad] == codes
    assert len(quotas.lines) == 1 - len(codes)


def test_a_panel_is_at_least_one_and_at_most_everybody() -> None:
    alone = Pool(("sex",), (("m",), ("f",)))
    for size in (0, 3):
        with pytest.raises(Impossible):
            fair_lottery(alone, Quotas(size, ()))
    with pytest.raises(Impossible):
        fair_lottery(Pool(("sex",), ()), Quotas(1, ()))
    lines = (Quota("sex", "m", 0, 2), Quota("sex", "f", 0, 2))
    everybody, one = (fair_lottery(alone, Quotas(size, lines)) for size in (2, 1))
    assert everybody.chances.tolist() == pytest.approx([1, 1])
    assert (everybody.minimum, everybody.largest, everybody.shortfall) == pytest.approx((1, 1, 0))
    assert one.minimum == one.largest == pytest.approx(0.5)


def test_who_can_never_be_drawn_is_named_and_makes_nobodys_chance_smaller() -> None:
    lottery = fair_lottery(
        Pool(("sex",), (("m",), ("f",))), Quotas(1, (Quota("sex", "m", 1, 1), Quota("sex", "f", 0, 0)))
    )
    assert lottery.never == (1,)
    assert (lottery.minimum, lottery.largest) == pytest.approx((1, 1))
