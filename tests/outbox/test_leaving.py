"""What is due leaves: once if nothing breaks, again after a while if something does, and never to who took the address back."""

from datetime import timedelta
from itertools import pairwise

import pytest

from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.outbox import rules
from huiyin.outbox.actions import send_again, write_to
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Outgoing
from huiyin.outbox.transports import Outcome, Parcel
from huiyin.people.actions import stop_word
from huiyin.people.models import Resident
from tests import make
from tests.outbox.conftest import MAIL, Carrier
from tests.world import AT, World, moment

REF = "HY-2026-000001-A"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def told(wang: Resident) -> Outgoing:
    """That there is an answer, waiting."""
    found = write_to(resident=wang, kind="answered", about=REF, cause="1", at=AT)
    assert found is not None
    return found


def again(row: Outgoing) -> Outgoing:
    return Outgoing.objects.get(pk=row.pk)


def test_it_leaves_once_and_says_when(told: Outgoing, carrier: Carrier) -> None:
    assert send_due(at=AT) == 1
    assert send_due(at=AT + MINUTE) == 0
    assert [one.to for one in carrier.handed] == [MAIL]
    row = again(told)
    assert (row.state, row.handed_at, row.tries, row.broken_off) == ("handed", AT, 1, 0)


def test_what_is_tried_late_in_a_slow_turn_is_not_tried_again_beside_it(
    world: World, wang: Resident, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try is reckoned from its own moment, not from that of the turn."""
    for n in range(2):
        write_to(resident=wang, kind="received", about=f"HY-2026-00000{n}-A", cause="1", at=AT)
    monkeypatch.setattr("huiyin.outbox.clock.LONGEST", 100_000)
    passed = iter(range(0, 100_000, 660))  # eleven minutes a message
    monkeypatch.setattr("huiyin.outbox.clock.time.monotonic", lambda: next(passed))
    tried: list[bool] = []

    def says(_parcel: Parcel) -> Outcome:
        with county_scope(world.county.pk):
            tried.append(Outgoing.objects.due(AT + timedelta(minutes=23)).exists())
        return Outcome()

    carrier.says = says
    send_due(at=AT)
    assert tried == [True, False], "the second is claimed at the end of 22 minutes, for ten more"


def test_a_slow_server_or_one_that_says_later_holds_up_no_other_county(
    wang: Resident, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(9):
        write_to(resident=wang, kind="answered", about=f"HY-2026-00000{n}-A", cause="1", at=AT)
    carrier.says = lambda _parcel: Outcome("later", "451", again=True)
    assert send_due(at=AT) == 0
    assert len(carrier.handed) == 3, "after a few that are put off the rest waits for the next turn"
    carrier.says = lambda _parcel: Outcome()
    with monkeypatch.context() as patched:
        passed = iter(range(0, 1_000, 25))
        patched.setattr("huiyin.outbox.clock.time.monotonic", lambda: next(passed))
        assert send_due(at=AT) == 2, "no county takes more than a minute of one turn"
    assert send_due(at=AT) == 4, "and nothing is lost"


def test_a_mail_says_the_number_and_where_to_read_and_nothing_of_the_matter(
    world: World, wang: Resident, carrier: Carrier
) -> None:
    found = make.replied(world, resident=wang, title="路灯", body="村口的路灯坏了三盏。")
    send_due(at=AT)
    received, answered = carrier.handed
    for one in carrier.handed:
        said = f"{one.subject}\n{one.text}"
        assert found.reference in said
        assert f"https://huiyin.example.gov.cn/c/heyang/ask/?ref={found.reference}" in one.text
        assert one.stop in one.text
        for word in ("路灯", wang.name, wang.phone, make.REPLY["opinion"], make.REPLY["contact_name"]):
            assert word not in said
    assert "已有答复" in answered.subject
    assert answered.follows == received.number, "both stand in one thread"


def test_a_try_that_comes_to_nothing_is_made_again_later_and_later_and_given_up_in_the_end(
    told: Outgoing, carrier: Carrier
) -> None:
    carrier.says = lambda _parcel: Outcome("later", "451", again=True)
    at, waits = moment(AT.date(), 8), []
    Outgoing.objects.update(next_at=at)
    while (row := again(told)).next_at is not None:
        assert send_due(at=row.next_at - MINUTE) == 0
        assert again(told).tries == row.tries, "not before its moment"
        waits.append(row.next_at)
        send_due(at=row.next_at)
    assert (row.state, row.reason, row.answered, row.tries) == ("given_up", "later", "451", rules.MOST_TRIES)
    pauses = [later - earlier for earlier, later in pairwise(waits)]
    assert pauses[:4] == list(rules.WAITS[:4]), "and then the night lies between"


def test_what_the_server_refuses_for_good_is_given_up_at_once_and_can_be_sent_again(
    world: World, told: Outgoing, carrier: Carrier
) -> None:
    carrier.says = lambda _parcel: Outcome("no_such", "550")
    send_due(at=AT)
    assert (again(told).state, again(told).reason) == ("given_up", "no_such")
    assert send_due(at=AT + timedelta(days=1)) == 0
    carrier.says = lambda _parcel: Outcome()
    send_again(outgoing=told, by=world.sun, at=AT + MINUTE)
    with pytest.raises(Refused, match="waits already"):
        send_again(outgoing=told, by=world.sun, at=AT + MINUTE)
    assert send_due(at=AT + MINUTE) == 1
    assert len({one.number for one in carrier.handed}) == 1, "the same message, under the same number"


def test_whoever_took_the_address_back_is_not_written_to_any_more(
    world: World, wang: Resident, told: Outgoing, carrier: Carrier
) -> None:
    assert stop_word(resident=wang, at=AT)
    assert not stop_word(resident=wang, at=AT), "once"
    assert send_due(at=AT) == 0
    assert (again(told).state, again(told).reason, carrier.handed) == ("given_up", "no_address", [])
    with pytest.raises(Refused, match="No address"):
        send_again(outgoing=told, by=world.sun, at=AT)


def test_consent_taken_back_stops_what_waits(wang: Resident, told: Outgoing, carrier: Carrier) -> None:
    Resident.objects.filter(pk=wang.pk).update(withheld_at=AT)
    assert send_due(at=AT) == 0
    assert (again(told).reason, carrier.handed) == ("no_address", [])


def test_killed_between_sending_and_noting_it_is_sent_again_and_says_that_nobody_knows(
    told: Outgoing, carrier: Carrier
) -> None:
    def killed(_parcel: Parcel) -> Outcome:
        raise SystemExit

    carrier.says = killed
    with pytest.raises(SystemExit):
        send_due(at=AT)
    row = again(told)
    assert (row.state, row.begun_at) == ("waiting", AT)
    carrier.says = lambda _parcel: Outcome()
    assert send_due(at=AT + MINUTE) == 0, "another clock leaves it to whoever may still be at it"
    assert send_due(at=AT + rules.BEGUN) == 1
    assert [one.number for one in carrier.handed] == [carrier.handed[0].number] * 2
    assert (again(told).state, again(told).broken_off) == ("handed", 1)


def test_while_no_server_answers_the_turn_ends_with_the_first(
    world: World, wang: Resident, carrier: Carrier
) -> None:
    for n in range(3):
        write_to(resident=wang, kind="answered", about=f"HY-{n}", cause="1", at=AT)
    carrier.says = lambda _parcel: Outcome("no_server", again=True)
    send_due(at=AT)
    assert len(carrier.handed) == 1, "the others would wait as long for nothing"


def test_a_retry_at_night_waits_for_the_morning(told: Outgoing, carrier: Carrier) -> None:
    night = moment(AT.date(), 22)
    assert send_due(at=night) == 0
    assert again(told).next_at == moment(AT.date() + timedelta(days=1), 8)
    assert (again(told).tries, carrier.handed) == (0, [])


def test_what_was_forgotten_while_it_left_stays_forgotten(told: Outgoing, carrier: Carrier) -> None:
    def forgotten(_parcel: Parcel) -> Outcome:
        Outgoing.objects.update(state="given_up", next_at=None, begun_at=None, reason="sealed")
        return Outcome()

    carrier.says = forgotten
    send_due(at=AT)
    assert (again(told).state, again(told).reason) == ("given_up", "sealed")
