"""Whoever inspects a branch reads beside a forum that nobody was invited to it, as everywhere else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.contacts.marks import mark
from huiyin.contacts.models import Contact
from huiyin.forums.models import Forum
from huiyin.inspection.models import CallBack, Inspection
from huiyin.orgs.models import Official
from tests.inspection import inspections
from tests.world import AT, World

Enter = Callable[[Official], Client]
MARK = "召开日之前未邀请任何人"


@pytest.fixture
def call(world: World) -> CallBack:
    """A drawn visit of Chen, which is a forum from now on."""
    inspections.visits(world)
    found: CallBack = inspections.drawn(world).call_backs.order_by("number")[0]
    Contact.objects.filter(pk=found.contact_id).update(kind="forum")
    return found


def pages(call: CallBack) -> list[str]:
    ref = Inspection.objects.get().reference
    return [f"/inspections/{ref}/", f"/inspections/{ref}/calls/{call.number}/"]


def test_a_forum_that_nobody_was_invited_to_is_marked(world: World, enter: Enter, call: CallBack) -> None:
    client = enter(world.sun)
    for page in pages(call):
        assert client.get(page).content.decode().count(MARK) == 1, page


def test_one_with_invitations_is_not(world: World, enter: Enter, call: CallBack) -> None:
    held: Any = call.contact
    Forum.objects.create(
        reference="HYZ-T-1", called_by=world.chen, unit=world.branch, chair=world.chen, subject="座谈",
        planned_on=held.held_on, begins="09:00", place=world.village,
        invited_at=AT - timedelta(days=400), contact=held, state="held", held_at=AT,
    )  # fmt: skip
    client = enter(world.sun)
    for page in pages(call):
        assert MARK not in client.get(page).content.decode(), page
    mark([held])
    assert held.uncalled is False
