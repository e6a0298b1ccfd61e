"""Two at once in putting right: the inspection is closed by whoever was last."""

import threading
from typing import Any

import pytest
from django.db import connection

from huiyin.audit.scope import county_scope
from huiyin.inspection.actions import rectifying
from huiyin.inspection.models import Inspection, Rectification
from tests.inspection import inspections as make
from tests.inspection.test_rectifying import done, fresh, listed
from tests.world import AT, World


@pytest.mark.django_db(transaction=True)
def test_the_last_two_lines_verified_at_once_close_the_inspection(
    cast: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with county_scope(cast.county.pk):
        make.visits(cast, 2)
        _found, finding = make.concluded(cast)
        rows = [done(cast, listed(cast, finding=finding, by=cast.sun)) for _each in range(2)]
    failed: list[BaseException] = []
    both = threading.Barrier(2)
    closing = rectifying._close_inspection

    def together(*args: Any) -> None:
        both.wait(10)  # both lines are verified, and neither sees the other's
        closing(*args)

    monkeypatch.setattr(rectifying, "_close_inspection", together)

    def run(row: Rectification) -> None:
        try:
            with county_scope(cast.county.pk):
                rectifying.verify(
                    rectification=row, verdict="抽看十条", version=row.version, by=cast.sun, at=AT
                )
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    with county_scope(cast.county.pk):
        assert {fresh(row).state for row in rows} == {"verified"}
        assert Inspection.objects.get().state == Inspection.State.VERIFIED
