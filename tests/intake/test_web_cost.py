"""What taking a matter in asks of the database."""

import re
from datetime import UTC, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.ui.quiet import new_stamp
from tests.world import AT, World


def test_taking_it_in_writes_each_kind_of_row_once(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row, words, clocks, step, event and notices: each kind in one statement, and little else is asked."""
    for n, said in enumerate(("先说一件", "再说一件"), 1):  # what a process looks up once is known by then
        stamp = new_stamp(AT)
        moment = (AT + timedelta(seconds=20 * n)).astimezone(UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        with CaptureQueriesContext(connection) as found:
            sent = {"body": said, "once": stamp, "place": world.village.code}
            assert client.post("/c/heyang/say/", sent).status_code == 302
    asked = [one["sql"] for one in found]
    written = [re.sub(r'[\s"]+', " ", sql).split()[2] for sql in asked if sql.lstrip().startswith("INSERT")]
    assert len(written) == len(set(written)), "one statement for each kind of row"
    assert "matters_deadline" in written
    assert not [sql for sql in asked if sql.startswith('UPDATE "matters_')], "nothing is written twice"
    assert len(asked) <= 25, [sql[:80] for sql in asked]
