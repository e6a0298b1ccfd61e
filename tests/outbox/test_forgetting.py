"""That a message left is forgotten after the days of the charter; what comes later of the matter begins a thread anew."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from huiyin.audit.scope import county_scope
from huiyin.outbox.actions import write_to
from huiyin.outbox.carrying import CARRIAGES
from huiyin.outbox.clock import send_due
from huiyin.outbox.forgetting import TURN, forget_outgoing
from huiyin.outbox.models import Mailbox, Outgoing
from huiyin.outbox.wording import whose
from tests.outbox.conftest import ADDRESS, MAIL, Carrier
from tests.roles import as_role
from tests.world import AT, World

REF = "HY-2026-000001-A"
KEPT = timedelta(days=400)
LEFT: dict[str, Any] = {"kind": "received", "transport": "mail", "made_at": AT}
HANDED = {**LEFT, "state": "handed", "handed_at": AT}

pytestmark = pytest.mark.django_db(transaction=True)


def forgotten(world: World, at: Any) -> int:
    with as_role("clock"), county_scope(world.county.pk):
        return forget_outgoing(at=at)


def test_what_left_or_was_given_up_long_ago_is_forgotten_and_what_waits_is_not(cast: World) -> None:
    with county_scope(cast.county.pk):
        Outgoing.objects.create(key="1", **HANDED)
        Outgoing.objects.create(key="2", **LEFT, state="given_up", reason="no_such")
        waits = Outgoing.objects.create(key="3", **LEFT, state="waiting", next_at=AT)
    with pytest.raises(ProgrammingError), county_scope(cast.county.pk), transaction.atomic():
        forget_outgoing(at=AT + KEPT)
    assert forgotten(cast, AT + KEPT - timedelta(seconds=1)) == 0
    assert forgotten(cast, AT + KEPT) == 2
    with county_scope(cast.county.pk):
        assert [row.pk for row in Outgoing.objects.all()] == [waits.pk]


def test_turns_go_on_until_nothing_old_is_left(cast: World) -> None:
    with county_scope(cast.county.pk):
        Outgoing.objects.bulk_create(Outgoing(key=str(n), **HANDED) for n in range(TURN + 200))
    assert [forgotten(cast, AT + KEPT) for _ in range(3)] == [TURN, 200, 0]


def test_a_thread_begins_anew_where_its_first_message_is_forgotten(
    cast: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HUIYIN_ADDRESS = ADDRESS
    carrier = Carrier()
    monkeypatch.setitem(CARRIAGES, "mail", replace(CARRIAGES["mail"], line=carrier.line))
    with county_scope(cast.county.pk):
        Mailbox.objects.create(host="127.0.0.1", port=9, sender="xinxi@heyang.example.gov.cn", is_on=True)
        cast.wang.email = MAIL
        cast.wang.save(update_fields=["email"])
    told = [("received", AT), ("answered", AT + KEPT), ("asked", AT + KEPT + timedelta(hours=1))]
    for kind, at in told:
        if kind == "answered":
            assert forgotten(cast, at) == 1
        with county_scope(cast.county.pk):
            write_to(resident=cast.wang, kind=kind, about=REF, cause=kind, at=at)
        assert send_due(at=at) == 1
    received, answered, asked = carrier.handed
    assert answered.follows == ""
    assert asked.follows == answered.number
    with county_scope(cast.county.pk):
        assert whose(received.number) is None, "an answer to it finds no message any more"
        assert whose(answered.number) is not None
