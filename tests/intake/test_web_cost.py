"""What taking a matter in asks of the database."""

import re
from datetime import UTC, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.ui.quiet import new_stamp
from tests.world import AT, World

INSERTED = re.compile(r'INSERT INTO "?(\w+)')


def test_taking_it_in_writes_each_kind_of_row_once(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row, words, clocks, step and event in one statement, the notices in another, and little else is asked."""
    for n, said in enumerate(("先说一件", "再说一件"), 1):  # what a process looks up once is known by then
        stamp = new_stamp(AT)
        moment = (AT + timedelta(seconds=20 * n)).astimezone(UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        with CaptureQueriesContext(connection) as found:
            sent = {"body": said, "once": stamp, "place": world.village.code}
            assert client.post("/c/heyang/say/", sent).status_code == 302
    asked = [one["sql"] for one in found]
    written = [INSERTED.findall(sql) for sql in asked if "INSERT INTO" in sql]
    flat = [table for tables in written for table in tables]
    assert len(flat) == len(set(flat)), "all rows of a kind at once"
    together = ["matters_matter", "matters_words", "matters_deadline", "matters_step", "audit_event"]
    assert together in written, "the matter and what stands beside it go together"
    assert len(written) == 3, "the form, the matter, the notices"
    assert not [sql for sql in asked if sql.startswith('UPDATE "matters_')], "nothing is written twice"
    assert len(asked) <= 15, [sql[:80] for sql in asked]
