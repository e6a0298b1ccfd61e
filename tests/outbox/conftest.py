"""A county that sends mail, and a person who gave an address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from huiyin.lib import signing
from huiyin.outbox.carrying import CARRIAGES
from huiyin.outbox.models import Gateway, Mailbox
from huiyin.outbox.transports import Outcome, Parcel
from huiyin.people.models import Resident
from tests.outbox import postbox
from tests.outbox.gate import Gate
from tests.outbox.gate import running as gate_running
from tests.peers import HERE
from tests.world import World

ADDRESS = "https://huiyin.example.gov.cn"
MAIL = "wang@example.org"


@pytest.fixture
def box(world: World, settings: Any) -> Mailbox:
    """The mailbox of the county, switched on; nobody listens there."""
    settings.HUIYIN_ADDRESS = ADDRESS
    return Mailbox.objects.create(
        host="127.0.0.1", port=9, security="none", sender="xinxi@heyang.example.gov.cn", is_on=True
    )


@pytest.fixture
def wang(world: World, box: Mailbox) -> Resident:
    """Who gave her address; nobody at home, so that nothing else is known of her."""
    world.wang.email = MAIL
    world.wang.save(update_fields=["email"])
    return world.wang


@pytest.fixture
def post(box: Mailbox) -> Iterator[postbox.Postbox]:
    """A mail server that the county's mailbox leads to."""
    with postbox.running() as found:
        box.port = found.port
        box.save()
        yield found


class Carrier:
    """In the place of a mail server: what it was handed, and what it says of it."""

    def __init__(self) -> None:
        self.handed: list[Parcel] = []
        self.says: Callable[[Parcel], Outcome] = lambda _parcel: Outcome()

    @contextmanager
    def line(self, _box: Mailbox, _name: str) -> Iterator[Callable[[Parcel], Outcome]]:
        yield self._hand

    def _hand(self, parcel: Parcel) -> Outcome:
        self.handed.append(parcel)
        return self.says(parcel)


@pytest.fixture
def carrier(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Carrier:
    """What the clock hands messages to."""
    made = Carrier()
    monkeypatch.setitem(CARRIAGES, "mail", replace(CARRIAGES["mail"], line=made.line))
    return made


@pytest.fixture
def gateway(world: World, settings: Any) -> Gateway:
    """The gateway of the county, switched on; nobody listens there."""
    settings.HUIYIN_ADDRESS, settings.HUIYIN_MAY_CALL = ADDRESS, HERE
    return Gateway.objects.create(
        address="http://127.0.0.1:9/send", secret=signing.new_secret(), sign="禾阳县", is_on=True
    )


@pytest.fixture
def texted(world: World, gateway: Gateway) -> Resident:
    """Wang, who chose to be told by SMS."""
    world.wang.told_by = "sms"
    world.wang.save(update_fields=["told_by"])
    return world.wang


@pytest.fixture
def gate(gateway: Gateway) -> Iterator[Gate]:
    """A real gateway that the county's leads to."""
    with gate_running(gateway.secret) as found:
        assert found.peer is not None
        gateway.address = found.peer.address
        gateway.save()
        yield found
