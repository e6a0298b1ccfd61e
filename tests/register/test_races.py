"""Two at the register at once: one line, one stand-in, and the second is told in words."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.people.models import GroupDeclaration
from huiyin.register import actions, group_slips
from huiyin.register.models import Assignment, StandIn
from tests.world import AT, World, household


def both_at_once(cast: World, deeds: list[Callable[[], object]]) -> list[str]:
    """Run the deeds in threads that start together; the sentences with which some were refused."""
    gate, said = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            with translation.override("en"), county_scope(cast.county.pk):
                gate.wait(10)
                deed()
        except Refused as no:
            said.append(no.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


@pytest.mark.django_db(transaction=True)
def test_one_line_of_two_pairings(cast: World) -> None:
    with county_scope(cast.county.pk):
        home, person = household(cast.hamlet, "XH-009", "赵六", "", cast.chen)
        consent = person.consents.get()

    def pair() -> None:
        actions.pair(
            official=cast.he,
            unit=cast.branch,
            household=home,
            person=person,
            consent=consent,
            started_on=AT.date(),
            by="test",
            at=AT,
        )

    said = both_at_once(cast, [pair, pair])
    with county_scope(cast.county.pk):
        assert Assignment.objects.filter(household=home).count() == 1
    assert len(said) == 1


@pytest.mark.django_db(transaction=True)
def test_one_stand_in_of_two(cast: World) -> None:
    days = {"from_on": AT.date(), "until_on": AT.date(), "by": cast.liu, "at": AT}
    deeds = [
        lambda who=who: actions.name_stand_in(official=cast.chen, stand_in=who, **days)  # type: ignore[misc]
        for who in (cast.he, cast.he)
    ]
    said = both_at_once(cast, deeds)
    with county_scope(cast.county.pk):
        assert StandIn.objects.count() == 1
    assert said == ["Somebody stands in for this official in that time already."]


@pytest.mark.django_db(transaction=True)
def test_one_slip_declares_once(cast: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second comes while the first is inside and waits for it; then it is told that the slip has been used."""
    with county_scope(cast.county.pk):
        slip = group_slips.give_slip(household=cast.home, by=cast.liu, at=AT).slip
    declare, inside = group_slips.declare_groups, threading.Event()

    def held_up(**given: Any) -> None:
        if not inside.is_set():
            inside.set()
            _until_somebody_waits()
        declare(**given)

    def second() -> None:
        inside.wait(10)
        group_slips.use_slip(slip=slip, groups=["elderly"], at=AT)

    monkeypatch.setattr(group_slips, "declare_groups", held_up)
    said = both_at_once(cast, [lambda: group_slips.use_slip(slip=slip, groups=["worker"], at=AT), second])
    with county_scope(cast.county.pk):
        assert [one.groups for one in GroupDeclaration.objects.filter(how="slip")] == [["worker"]]
    assert said == ["This slip has been used already, or its time is over. Please ask for a new one."]


def _until_somebody_waits() -> None:
    end = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
