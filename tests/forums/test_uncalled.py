"""Forums to which nobody was invited before their day, and crowds counted by their author, are marked where they count (6)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.contacts.actions import record
from huiyin.contacts.details import Details
from huiyin.forums.counting import tallies
from huiyin.forums.models import Forum
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from tests.reach.made import POINT
from tests.world import AT, World


@pytest.mark.parametrize(("days", "uncalled"), [(None, 1), (0, 1), (1, 0)])
def test_6_a_forum_that_nobody_was_called_to_is_marked(
    world: World, enter: Callable[[Official], Client], days: int | None, uncalled: int
) -> None:
    details = Details(headcount=600, groups=("farmer",), subject="座谈")
    held = record(
        kind="forum", place=world.village, held_on=AT.date(), points=[POINT], promises=[], details=details,
        by=world.chen, at=AT,
    )  # fmt: skip
    if days is not None:
        Forum.objects.create(
            reference="HYZ-T-1", called_by=world.chen, unit=world.branch, chair=world.chen, subject="座谈",
            planned_on=AT.date(), begins="09:00", place=world.village, invited_at=AT - timedelta(days=days),
            contact=held, state="held", held_at=AT,
        )  # fmt: skip
    (tally,) = tallies([(held.unit_id, "b")], AT.date(), charter_of(AT))
    assert (tally.held, tally.uncalled) == (1, uncalled)
    english = {"accept-language": "en"}
    page = enter(world.chen).get(f"/forums/?half={held.unit_id}", headers=english).content.decode()
    assert ("of them with nobody invited" in page) == bool(uncalled)
    assert ("nobody was invited before its day" in page) == bool(uncalled)
    alone = enter(world.chen).get(f"/contacts/{held.reference}/", headers=english).content.decode()
    assert "own count" in alone
