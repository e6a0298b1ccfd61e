"""What the page of a session that goes on offers first."""

import re
from collections.abc import Callable
from datetime import UTC, timedelta

import pytest
from django.test import Client

from huiyin.orgs.models import Official
from huiyin.receptions.models import QueueTicket, ReceptionSession
from tests import make_reception as make
from tests.receptions.test_pages import ENGLISH, today
from tests.world import AT, World

Enter = Callable[[Official], Client]


def first_button(client: Client, session: ReceptionSession) -> list[str]:
    """Where the buttons that stand out on the page of a session lead, or what they say."""
    html = client.get(f"/receptions/{session.reference}/", headers=ENGLISH).content.decode()
    return [
        " ".join(words.split())
        for words in re.findall(
            r'class="btn [^"]*btn-primary[^"]*"[^>]*>(?:\s*<svg.*?</svg>)?([^<]*)', html, re.S
        )
    ]


def test_while_a_session_goes_on_the_next_visitor_is_the_first_thing_to_do_and_not_its_end(
    world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = today(world)
    client = enter(world.liu)
    assert first_button(client, session) == ["Somebody walks in: give a number"]
    make.ticket(world, session, at=AT)
    assert first_button(client, session) == ["Call the next number: 001"]
    QueueTicket.objects.update(state=QueueTicket.State.LEFT)
    moment = (AT + timedelta(days=1)).astimezone(UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    assert first_button(enter(world.liu), session) == ["Close this session"], "its day is over"
