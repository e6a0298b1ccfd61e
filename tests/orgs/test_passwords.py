"""Weak passwords are refused wherever one is set, in Django's own sentences."""

import pytest
from django.utils import translation

from huiyin.lib.refusal import Refused
from huiyin.orgs.actions import enrol
from huiyin.orgs.many import PASSWORD_LEAST, set_password
from tests.world import AT, World

WEAK = [
    ("1234567890", "只包含数字"),
    ("password123", "太常见"),
    ("liu-liu-li", "太相似"),
    ("x9-tulip-", "至少.*10"),
]


@pytest.mark.parametrize(("password", "why"), WEAK)
def test_a_weak_password_is_refused_in_chinese_and_changes_nothing(
    world: World, password: str, why: str
) -> None:
    before = world.liu.password
    world.liu.username = "liu-liu-liu"
    with translation.override("zh-hans"):
        with pytest.raises(Refused, match=why):
            set_password(official=world.liu, password=password, by="test", at=AT)
        with pytest.raises(Refused, match=why):
            enrol(username="liu-liu-liu", name="刘流", password=password, by="test", at=AT)
    assert world.liu.password == before


def test_ten_characters_are_enough_and_nine_are_not(world: World) -> None:
    fine = "x9-tulip-7"
    assert len(fine) == PASSWORD_LEAST
    set_password(official=world.liu, password=fine, by="test", at=AT)
    assert world.liu.check_password(fine)
    with pytest.raises(Refused):
        set_password(official=world.liu, password=fine[:-1], by="test", at=AT)
