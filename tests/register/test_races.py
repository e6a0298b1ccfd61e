"""Two at the register at once: one line, one stand-in, and the second is told in words."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import translation

from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.register import actions
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
