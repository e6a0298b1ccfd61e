"""Several transports: each goes by its own account to its own address, and a person hears by the one they chose."""

from dataclasses import replace

import pytest

from huiyin.outbox.actions import write_to
from huiyin.outbox.carrying import CARRIAGES
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Mailbox, Outgoing
from huiyin.outbox.transports import Outcome
from huiyin.people.models import Resident
from tests.outbox.conftest import MAIL, Carrier
from tests.world import AT, World

REF = "HY-2026-000001-A"


@pytest.fixture
def pigeon(box: Mailbox, carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> Carrier:
    """A second transport, which flies to telephones."""
    made = Carrier()
    second = replace(CARRIAGES["mail"], line=made.line, of_person=lambda person: person.phone)
    monkeypatch.setitem(CARRIAGES, "pigeon", second)
    return made


def chose(person: Resident, transport: str) -> None:
    person.told_by = transport
    person.save(update_fields=["told_by"])


def test_a_person_hears_once_and_by_what_they_chose(
    world: World, wang: Resident, carrier: Carrier, pigeon: Carrier
) -> None:
    chose(wang, "pigeon")
    write_to(resident=wang, kind="answered", about=REF, cause="1", at=AT)
    assert send_due(at=AT) == 1
    assert ([one.to for one in pigeon.handed], carrier.handed) == ([wang.phone], [])
    chose(wang, "")
    write_to(resident=wang, kind="answered", about=REF, cause="2", at=AT)
    assert send_due(at=AT) == 1
    assert [one.to for one in carrier.handed] == [MAIL]


def test_nothing_is_written_by_a_transport_that_is_off_or_not_there(
    wang: Resident, pigeon: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    chose(wang, "pigeon")
    monkeypatch.setitem(CARRIAGES, "pigeon", replace(CARRIAGES["pigeon"], switched_on=Mailbox.objects.none))
    assert write_to(resident=wang, kind="answered", about=REF, cause="1", at=AT) is None
    chose(wang, "balloon")
    assert write_to(resident=wang, kind="answered", about=REF, cause="1", at=AT) is None


def test_a_line_that_leads_to_nobody_holds_up_no_other_transport(
    world: World, wang: Resident, carrier: Carrier, pigeon: Carrier
) -> None:
    for n, transport in enumerate(("", "pigeon", "")):
        chose(wang, transport)
        write_to(resident=wang, kind="answered", about=f"HY-{n}", cause="1", at=AT)
    carrier.says = lambda _parcel: Outcome("no_server", again=True)
    assert send_due(at=AT) == 1
    assert (len(carrier.handed), len(pigeon.handed)) == (1, 1)
    states = list(Outgoing.objects.order_by("pk").values_list("transport", "state", "reason"))
    assert states == [("mail", "waiting", "no_server"), ("pigeon", "handed", ""), ("mail", "waiting", "")]
