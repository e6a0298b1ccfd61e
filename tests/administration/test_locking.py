"""What a lock ends for good, and that it never takes out the last one who carries a duty."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.lib.refusal import Refused
from huiyin.orgs import accounts
from huiyin.orgs import actions as orgs
from huiyin.orgs.administrators import name_administrator
from huiyin.orgs.many import set_password
from huiyin.orgs.models import Official, Slip
from huiyin.orgs.slips import give_slip
from tests.house.conftest import ask, signed_in
from tests.world import AT, PASSWORD, World

Administered = dict[str, Official]


def test_a_lost_device_is_not_signed_in_again_when_the_account_is_unlocked(
    world: World, administered: Administered
) -> None:
    lost = signed_in(world.he)
    assert ask(lost, "GET", "/desk/").status_code == 200
    accounts.lock(official=world.he, reason="lost", by=administered["security"], at=AT)
    accounts.unlock(official=world.he, by=administered["security"], at=AT)
    assert ask(lost, "GET", "/desk/").status_code == 302
    assert ask(signed_in(world.he), "GET", "/desk/").status_code == 200


def test_a_slip_from_before_a_lock_or_a_new_password_opens_nothing(
    world: World, administered: Administered
) -> None:
    give_slip(official=world.he, by="test", at=AT)
    accounts.lock(official=world.he, reason="lost", by=administered["security"], at=AT)
    accounts.unlock(official=world.he, by=administered["security"], at=AT)
    assert not Slip.objects.open_at(AT).exists()
    give_slip(official=world.he, by="test", at=AT)
    set_password(official=world.he, password="kite-over-the-weir-3", by="test", at=AT)
    assert not Slip.objects.open_at(AT).exists()


def test_one_who_cannot_sign_in_does_not_count_when_the_last_is_taken_out(administered: Administered) -> None:
    other = orgs.enrol(username="shu", name="舒文", password=None, by="test", at=AT)
    name_administrator(official=other, duties=["audit"], by="test", at=AT)
    with pytest.raises(Refused):
        accounts.lock(official=administered["audit"], reason="left", by=administered["security"], at=AT)
    set_password(official=other, password=PASSWORD, by="test", at=AT)
    accounts.lock(official=administered["audit"], reason="left", by=administered["security"], at=AT)


def test_administrators_are_taken_out_one_after_another(world: World, administered: Administered) -> None:
    """The rows are held before anybody is counted, so that two at once cannot both find the other still there."""
    with CaptureQueriesContext(connection) as asked:
        accounts.lock(official=world.he, reason="lost", by=administered["security"], at=AT)
    words = [one["sql"] for one in asked.captured_queries]
    held = next(n for n, sql in enumerate(words) if "FOR NO KEY UPDATE" in sql and "administers" in sql)
    written = next(n for n, sql in enumerate(words) if sql.startswith("UPDATE") and "locks" in sql)
    assert held < written


def test_a_post_does_not_begin_in_another_age(world: World, administered: Administered) -> None:
    words: dict[str, Any] = {
        "official": world.he,
        "unit": world.office,
        "title": "干事员",
        "role": "",
        "by": administered["system"],
        "at": AT,
    }
    with pytest.raises(Refused):
        accounts.give_post(from_on=AT.date() + timedelta(days=400), **words)
    accounts.give_post(from_on=AT.date() + timedelta(days=300), **words)


def test_a_name_of_forty_characters_can_be_entered(administered: Administered) -> None:
    made = accounts.enter_official(login="zhuang", name="庄" * 40, phone="", by=administered["system"], at=AT)
    accounts.revise_official(official=made, name="双" * 40, phone="", by=administered["system"], at=AT)
    assert Official.objects.get(username="zhuang").name_key.startswith("shuang shuang")
