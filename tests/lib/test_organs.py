"""A place is no organ: its papers bear the name of who governs it."""

import pytest

from huiyin.lib.organs import in_full


@pytest.mark.parametrize(
    ("kind", "name", "full"),
    [
        ("county", "青禾县", "青禾县人民政府"),
        ("county", "北川羌族自治县", "北川羌族自治县人民政府"),
        ("township", "柳河镇", "柳河镇人民政府"),
        ("township", "云岭乡", "云岭乡人民政府"),
        ("street", "城东街道", "城东街道办事处"),
        ("village", "东湾村", "东湾村村民委员会"),
        ("community", "桥头社区", "桥头社区居民委员会"),
    ],
)
def test_a_bare_place_is_signed_for_by_its_organ(kind: str, name: str, full: str) -> None:
    assert in_full(name, kind) == full
    assert in_full(full, kind) == full, "once"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("county", "滨海经济技术开发区"),
        ("county", "中共青禾县委员会"),
        ("township", "柳河镇政府"),
        ("village", "东湾村委会"),
        ("department", "青禾县水利局"),
        ("branch", "柳河镇"),
        ("", "王镇"),
    ],
)
def test_what_says_more_than_a_place_stays_as_it_is(kind: str, name: str) -> None:
    assert in_full(name, kind) == name
