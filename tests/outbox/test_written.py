"""A message is written with the deed it tells of: to whom gave an address, once, and never of what is shut."""

from datetime import timedelta

import pytest

from huiyin.matters import actions
from huiyin.outbox import rules
from huiyin.outbox.actions import write_to
from huiyin.outbox.models import Mailbox, Outgoing
from huiyin.people.models import Resident
from tests import make
from tests.world import AT, World, moment


def kinds() -> list[tuple[str, str]]:
    return list(Outgoing.objects.order_by("pk").values_list("kind", "state"))


def test_the_person_hears_that_it_came_in_that_something_is_asked_and_that_there_is_an_answer(
    world: World, wang: Resident
) -> None:
    make.replied(world, resident=wang)
    assert kinds() == [("received", "waiting"), ("answered", "waiting")]
    make.asked(world, resident=wang)
    assert kinds()[2:] == [("received", "waiting"), ("asked", "waiting")]


def test_nobody_without_an_address_is_written_to_and_nothing_while_the_county_sends_no_mail(
    world: World, wang: Resident, box: Mailbox
) -> None:
    make.replied(world, resident=world.zhu)
    Mailbox.objects.update(is_on=False)
    make.replied(world, resident=wang)
    assert kinds() == []


def test_what_a_clerk_took_down_is_not_confirmed_by_mail_but_its_answer_is(
    world: World, wang: Resident
) -> None:
    make.replied(world, resident=wang, raised_by=world.xia)
    assert [kind for kind, _state in kinds()] == ["answered"]


def test_a_report_of_wrongdoing_does_not_leave_once_it_is_recognised(world: World, wang: Resident) -> None:
    found = make.matter(world, resident=wang)
    make.entered(world)
    actions.seal(matter=found, version=found.version, by=world.liu, at=AT)
    told = Outgoing.objects.get()
    assert (told.state, told.reason, told.about, told.resident) == ("given_up", "sealed", "", None)
    assert found.reference not in told.key


def test_the_same_cause_is_told_once_and_what_is_newer_takes_the_place_of_what_still_waits(
    world: World, wang: Resident
) -> None:
    def tell(kind: str, cause: str) -> Outgoing | None:
        return write_to(resident=wang, kind=kind, about="HY-2026-000001-A", cause=cause, at=AT)

    assert tell("asked", "7") == tell("asked", "7")
    assert kinds() == [("asked", "waiting")]
    tell("answered", "8")
    tell("received", "")
    found = {one.kind: (one.state, one.reason) for one in Outgoing.objects.all()}
    assert found == {
        "asked": ("given_up", "overtaken"),
        "answered": ("waiting", ""),
        "received": ("waiting", ""),
    }


@pytest.mark.parametrize(
    ("hour", "days", "opens"), [(7, 0, 8), (8, 0, None), (20, 0, None), (21, 1, 8), (23, 1, 8), (0, 0, 8)]
)
def test_nobody_is_woken_at_night(world: World, hour: int, days: int, opens: int | None) -> None:
    at = moment(AT.date(), hour, 30)
    expected = at if opens is None else moment(AT.date() + timedelta(days=days), opens)
    for transport in (rules.MAIL, rules.SMS):
        assert rules.opening("answered", transport, at, world.county) == expected
    assert rules.opening("received", rules.MAIL, at, world.county) == at, "whoever has just written is awake"
    assert rules.opening("received", rules.SMS, at, world.county) == expected, (
        "anybody may have typed the number"
    )
