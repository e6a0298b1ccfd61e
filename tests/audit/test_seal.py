"""Sealing the trail: what is sealed cannot be changed unseen."""

import hashlib
import json
import time
from datetime import UTC

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from huiyin.audit import clock
from huiyin.audit.actions import record
from huiyin.audit.clock import seal_settled, verify
from huiyin.audit.models import Event, Seal
from huiyin.audit.scope import county_scope
from tests.roles import as_role, server_admin
from tests.world import AT, county


def add(home: int, on: str, **facts: int) -> None:
    with county_scope(home):
        record(by="试验", deed="thing.done", on=on, at=AT, **facts)


def sealed(wanted: int) -> int:
    """Seal until so many are: an open transaction anywhere on the server (another test process, which may sweep
    every page in one transaction) holds the horizon. Where there is none, one turn seals everything."""
    done, until = 0, time.monotonic() + 200
    while done < wanted and time.monotonic() < until:
        alone = nobody_writes()
        found = seal_settled(at=AT)
        done += found
        if alone and not found:
            break
        time.sleep(0.02)
    return done


def recomputed(seal: int) -> str:
    """The root of a seal as anybody can make it from the rows alone: a line each, its keys in the order of letters."""
    digest = hashlib.sha256()
    for one in Event.objects.filter(seal=seal).order_by("id"):
        facts = dict(sorted(one.facts.items()))
        row = [
            one.pk,
            one.county,
            one.at.astimezone(UTC).isoformat(),
            one.by,
            one.deed,
            one.on,
            facts,
            one.transaction,
        ]
        digest.update((json.dumps(row, ensure_ascii=False) + "\n").encode())
    return digest.hexdigest()


def nobody_writes() -> bool:
    with server_admin() as cursor:
        row = cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL").fetchone()
    return bool(row[0] == 0)


@pytest.mark.django_db(transaction=True)
def test_settled_events_are_sealed_and_a_changed_one_is_named() -> None:
    home = county("heyang", "HY", "禾阳县")
    for n in range(3):
        add(home.pk, f"thing:{n}", n=n, also=7)  # the database keeps the shorter key first
    events = 4
    with as_role("clock"):
        assert verify().unsealed == events
        with server_admin() as other:  # another clock seals just now
            other.execute("SELECT pg_advisory_lock(%s)", [clock._LOCK])
            assert seal_settled(at=AT) == 0
            assert not Seal.objects.exists()
        assert sealed(events) == events
        assert seal_settled(at=AT) == 0
        add(home.pk, "thing:9")
        assert sealed(1) == 1
        found = verify()
        assert (found.events, found.broken, found.unsealed) == (events + 1, None, 0)
        assert found.seals == Seal.objects.count() >= 2
        last = Seal.objects.order_by("pk").last()
        own = Event.objects.get(on="thing:1").seal_id
        assert recomputed(own) == Seal.objects.get(pk=own).root
    with server_admin() as cursor:  # a stored count alone, with the root and the chain left as they are
        cursor.execute("UPDATE audit_seal SET count = count + 1 WHERE id = %s", [own])
    with as_role("clock"):
        assert verify().broken == own
    with server_admin() as cursor:
        cursor.execute("UPDATE audit_seal SET count = count - 1 WHERE id = %s", [own])
    with as_role("clock"), CaptureQueriesContext(connection) as asked:
        assert verify().broken is None
    assert sum("audit_event" in one["sql"] for one in asked) == 2, "one pass, whatever the number of seals"
    with server_admin() as cursor:
        cursor.execute("UPDATE audit_event SET facts = '{\"n\": 7}' WHERE \"on\" = 'thing:1'")
    with as_role("clock"):
        assert verify().broken == own
    with server_admin() as cursor:
        cursor.execute('UPDATE audit_event SET facts = \'{"n": 1, "also": 7}\' WHERE "on" = \'thing:1\'')
        cursor.execute("DELETE FROM audit_event WHERE \"on\" = 'thing:9'")
    with as_role("clock"):
        assert last is not None
        assert verify().broken == last.pk


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_running_transaction_is_not_sealed_yet() -> None:
    with as_role("clock"), transaction.atomic():
        record(by="test", deed="thing.done", on="thing:1", at=AT)
        assert seal_settled(at=AT) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_event SET deed = 'x'", "DELETE FROM audit_event"])
def test_the_web_can_neither_change_nor_remove_an_event(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_web_adds_events_of_its_own_county_only() -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Event.objects.create(county=999, at=AT, by="test", deed="x.y", on="z")
