"""Two clocks at once: each account is drafted by one of them, and neither fails over it."""

import contextlib
import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection

from huiyin.accounts import actions
from huiyin.accounts import actions as reporting
from huiyin.accounts.models import Account
from huiyin.audit.scope import county_scope
from huiyin.lib import periods
from huiyin.notices.models import Notice
from tests.duties import made
from tests.world import World


@pytest.mark.django_db(transaction=True)
def test_two_clocks_that_draft_the_same_accounts(cast: World, monkeypatch: pytest.MonkeyPatch) -> None:
    january, at = periods.of("month", date(2026, 1, 1)), made.moment(date(2026, 2, 2), 9)
    failed: list[BaseException] = []
    drafted: list[int] = []
    both = threading.Barrier(2)
    numbers = reporting.next_references

    def slowly(*args: Any, **kwargs: Any) -> list[str]:
        """Both have looked what is missing, if nothing holds one of them back."""
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(2)
        return numbers(*args, **kwargs)

    monkeypatch.setattr(reporting, "next_references", slowly)

    def run() -> None:
        try:
            with county_scope(cast.county.pk):
                drafted.append(actions.draft(kind="month", period=january, county=cast.county, at=at))
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    with county_scope(cast.county.pk):
        assert sorted(drafted) == [0, Account.objects.count()]
        assert Notice.objects.filter(to=cast.chen, kind="report_due").count() == 1
