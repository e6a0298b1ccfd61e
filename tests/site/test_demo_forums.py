"""The demo county has forums, a moved promise, an overdue one and a signal, all made by the deeds."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Forum, Promise, PromiseRevision, Signal
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County, Official
from huiyin.site import demo

AT = datetime(2026, 11, 23, 15, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
SMALL = demo.Size(visits=8, raised=4, messages=4, households=0.3)


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """The small demo county, gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(at=AT, size=SMALL)
        made = County.objects.get(slug="qinghe")
        with county_scope(made.pk):
            yield made
        transaction.set_rollback(True)


def test_the_deputy_has_a_forum_written_up_and_one_to_come(county: County) -> None:
    zhou = Official.objects.get(username="zhou")
    closed, coming = Forum.objects.visible_to(zhou, AT).order_by("planned_on")
    assert (closed.state, coming.state) == ("closed", "invited")
    assert closed.contact is not None
    assert closed.contact.points.filter(matter__isnull=False).count() == 1
    assert coming.planned_on > local_day(AT, county)


def test_a_promise_was_moved_and_one_is_overdue_and_one_signal_waits(county: County) -> None:
    zhou, day = Official.objects.get(username="zhou"), local_day(AT, county)
    assert PromiseRevision.objects.get(promise__official=zhou).told_how == "meeting"
    assert Promise.objects.filter(official=zhou).overdue(day).exists()
    assert [signal.kind for signal in Signal.objects.visible_to(zhou, AT).open()] == ["copied"]
