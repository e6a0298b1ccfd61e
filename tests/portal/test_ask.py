"""Asking with number and code: tolerant of hands, silent to guessers, never closed to the right one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.audit.scope import county_scope
from huiyin.lib.reference import make as make_reference
from huiyin.matters.actions import Lodged, Past, lodge_histories
from huiyin.orgs import clock
from huiyin.orgs import trying as rules
from huiyin.orgs.models.attempt import Attempt
from huiyin.portal import actions
from tests import make, make_reception
from tests.roles import as_role
from tests.world import AT, World

WRONG = "AAAA-CCCC"


@pytest.fixture
def lodged(world: World) -> Lodged:
    return make.lodged(world)


def unknown(world: World) -> str:
    return make_reference(world.county.prefix, 2026, 987654)


def plain(html: Any) -> str:
    """The page without what differs from page to page anyway."""
    return "\n".join(
        line
        for line in html.content.decode().splitlines()
        if "csrfmiddlewaretoken" not in line and "value=" not in line
    )


def test_the_right_pair_opens_the_matter(ask: Any, lodged: Lodged, client: Client) -> None:
    answer = ask(lodged.matter.reference, lodged.code)
    assert answer["Location"] == f"/c/heyang/matters/{lodged.matter.reference}/"
    assert client.get(answer["Location"]).status_code == 200


def test_the_pair_is_read_however_it_is_typed(ask: Any, lodged: Lodged) -> None:
    full_width = lodged.matter.reference.lower().translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    assert ask(full_width, lodged.code.lower().replace("-", " ")).status_code == 302
    assert ask(lodged.matter.reference.replace("-", ""), lodged.code.replace("-", "")).status_code == 302


def test_what_was_copied_along_does_not_count(ask: Any, lodged: Lodged) -> None:
    number, code = lodged.matter.reference, lodged.code
    for pasted, secret in (
        (f"编号：{number}", f"查询码：{code}"),
        (f"\u200b{number}\u200b", f"{code}\ufeff"),
        (f"\u202d{number}\u202c", code),
    ):
        assert ask(pasted, secret).status_code == 302, ascii(pasted)


def test_a_slip_in_the_number_is_told_before_anything_is_looked_up(ask: Any, lodged: Lodged) -> None:
    number = lodged.matter.reference
    slip = number[:-3] + str((int(number[-3]) + 1) % 10) + number[-2:]
    answer = ask(slip, lodged.code)
    assert "There is a slip in this number" in answer.content.decode()
    assert answer.status_code == 422
    assert not Attempt.objects.exists()


def test_something_that_is_no_code_is_told_and_not_counted(ask: Any, lodged: Lodged) -> None:
    assert "eight letters and digits" in ask(lodged.matter.reference, "123").content.decode()
    assert not Attempt.objects.exists()


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(ask: Any, lodged: Lodged, world: World) -> None:
    wrong_code = ask(lodged.matter.reference, WRONG)
    wrong_number = ask(unknown(world), WRONG)
    assert wrong_code.status_code == wrong_number.status_code == 422
    assert plain(wrong_code) == plain(wrong_number)
    assert "do not belong together" in plain(wrong_code)


def test_a_wrong_number_and_a_wrong_code_take_the_same_work(ask: Any, lodged: Lodged, world: World) -> None:
    ask(unknown(world), WRONG)
    with CaptureQueriesContext(
        connection,
    ) as of_code:
        ask(lodged.matter.reference, WRONG, "192.0.2.8")
    with CaptureQueriesContext(connection) as of_number:
        ask(unknown(world), "CCCC-AAAA", "192.0.2.9")
    assert len(of_code) == len(of_number)


def test_imported_history_has_no_door(ask: Any, world: World, at: Any) -> None:
    past = Past(external_id="1", title="旧事", body="旧事一件")
    [old] = lodge_histories(past=[past], unit=world.town, source="file", by="test", at=at)
    assert ask(old.reference, WRONG).status_code == 422


def test_wrong_pairs_slow_down_their_address(ask: Any, lodged: Lodged, later: Callable[..., None]) -> None:
    for n in range(rules.GUESSING.free):
        assert ask(lodged.matter.reference, f"AAAA-CCC{2 + n}").status_code == 422
    slowed = ask(lodged.matter.reference, lodged.code)
    assert slowed.status_code == 429
    assert 0 < int(slowed["Retry-After"]) <= rules.GUESSING.longest
    assert "Please wait" in slowed.content.decode()


def test_nobody_waits_for_good(ask: Any, lodged: Lodged, later: Callable[..., None]) -> None:
    for n in range(40):
        later(seconds=n * rules.GUESSING.longest)
        assert ask(lodged.matter.reference, WRONG).status_code == 422
    later(seconds=40 * rules.GUESSING.longest)
    assert ask(lodged.matter.reference, lodged.code).status_code == 302


def test_the_matter_itself_is_never_locked(ask: Any, lodged: Lodged) -> None:
    for n in range(30):
        ask(lodged.matter.reference, WRONG, f"198.51.100.{n}")
    assert ask(lodged.matter.reference, lodged.code, "203.0.113.7").status_code == 302


def test_a_wrong_pair_is_slow_wherever_it_comes_from(ask: Any, lodged: Lodged) -> None:
    for n in range(rules.GUESSING.free):
        assert ask(lodged.matter.reference, WRONG, f"198.51.100.{n}").status_code == 422
    assert ask(lodged.matter.reference, WRONG, "203.0.113.7").status_code == 429


def test_neighbours_in_one_ipv6_network_are_one_address(ask: Any, lodged: Lodged) -> None:
    for n in range(rules.GUESSING.free):
        ask(lodged.matter.reference, f"AAAA-CCC{2 + n}", f"2001:db8:1:2::{n}")
    assert ask(lodged.matter.reference, lodged.code, "2001:db8:1:2:ffff::1").status_code == 429
    assert ask(lodged.matter.reference, lodged.code, "2001:db8:1:3::1").status_code == 302


def test_no_address_is_kept_in_the_clear(ask: Any, lodged: Lodged) -> None:
    ask(lodged.matter.reference, WRONG, "198.51.100.77")
    kept = Attempt.objects.values("address", "pair").get()
    assert "198" not in kept["address"][:3]
    assert "." not in kept["address"]
    assert WRONG not in kept["pair"]
    assert lodged.matter.reference not in kept["pair"]


@pytest.mark.parametrize(
    ("wrong", "gone", "left"), [(4, 0, 0), (5, 0, 5), (5, 4, 1), (5, 5, 0), (6, 0, 10), (99, 0, 60)]
)
def test_the_wait_grows_to_a_minute(wrong: int, gone: int, left: int) -> None:
    assert rules.GUESSING.left(wrong, AT, AT + timedelta(seconds=gone)) == left


@pytest.mark.django_db(transaction=True)
def test_the_clock_forgets_after_a_day_and_the_web_may_not(cast: World) -> None:
    from django.db import ProgrammingError, transaction

    with county_scope(cast.county.pk):
        for hours in (1, 25):
            Attempt.objects.create(address="a", pair="b", at=AT - timedelta(hours=hours))
    with pytest.raises(ProgrammingError), county_scope(cast.county.pk), transaction.atomic():
        clock.forget_attempts(at=AT)
    with as_role("clock"), county_scope(cast.county.pk):
        assert clock.forget_attempts(at=AT) == 1
        assert Attempt.objects.count() == 1


def test_a_right_pair_is_never_written_down_whether_of_a_matter_or_of_a_booking(
    world: World, lodged: Lodged
) -> None:
    booked = make_reception.booked(make_reception.published(world))
    for _again in range(2 * rules.GUESSING.free):
        found = actions.ask(reference=lodged.matter.reference, code=lodged.code, address="192.0.2.1", at=AT)
        assert (found.matter, found.booking, found.wait) == (lodged.matter, None, 0)
        found = actions.ask(reference=booked.booking.reference, code=booked.code, address="192.0.2.1", at=AT)
        assert (found.matter, found.booking, found.wait) == (None, booked.booking, 0)
    assert not Attempt.objects.exists()
    wrong = actions.ask(reference=lodged.matter.reference, code=WRONG, address="192.0.2.1", at=AT)
    assert (wrong.matter, wrong.booking, wrong.wait) == (None, None, 0)
    assert Attempt.objects.count() == 1
