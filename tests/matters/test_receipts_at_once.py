"""Codes are forgotten many at once: what somebody is at just then is left for the next turn, and nobody waits."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from huiyin.audit.scope import county_scope
from huiyin.matters import clock
from huiyin.matters.actions.advance import claim
from huiyin.matters.models import Matter
from tests import make
from tests.world import AT, World

LATER = AT + timedelta(days=5)


@pytest.mark.django_db(transaction=True)
def test_the_clock_waits_for_no_deed_while_it_holds_the_others(cast: World) -> None:
    with county_scope(cast.county.pk):
        first, second = make.matter(cast), make.matter(cast)
        assert first.receipt
        assert second.receipt
    holds, over = threading.Event(), threading.Event()

    def deed() -> None:
        try:
            with county_scope(cast.county.pk):
                claim(first, None)
                holds.set()
                over.wait(20)
        finally:
            connection.close()

    beside = threading.Thread(target=deed)
    beside.start()
    try:
        assert holds.wait(20)
        with county_scope(cast.county.pk), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            assert clock.wipe_receipts(at=LATER) == 1
            assert [*Matter.objects.exclude(receipt="")] == [first]
    finally:
        over.set()
        beside.join()
    with county_scope(cast.county.pk):
        assert clock.wipe_receipts(at=LATER) == 1
