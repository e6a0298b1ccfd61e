"""By the procedure and with clean hands (S83): no step is skipped; beside every answer stands where to complain."""

import re
from html import unescape

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.models import Matter, State, Step
from huiyin.matters.rules import life
from tests import make, make_states
from tests.world import AT, World

DEEDS = sorted({str(deed) for row in life.TRANSITIONS.values() for deed in row})


@pytest.mark.parametrize("state", make_states.MAKERS)
def test_s83_a_step_cannot_be_skipped(world: World, state: str) -> None:
    """From every state, every deed that the table does not know there is refused, whoever asks, and leaves no step."""
    found = make_states.MAKERS[state](world)
    before = found.steps.count()
    for deed in DEEDS:
        if deed in life.TRANSITIONS[state]:
            continue
        with pytest.raises(Refused, match="does not follow"), transaction.atomic():
            advance(claim(found, None), deed, at=AT, by=world.sun)
    found.refresh_from_db()
    assert (found.state, found.steps.count()) == (state, before)


def test_s83_the_database_refuses_a_state_reached_without_its_step(world: World) -> None:
    found = make.started(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Matter.objects.filter(pk=found.pk).update(state=State.PENDING_APPROVAL)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Step.objects.filter(matter=found).last().deed == "start"  # type: ignore[union-attr]


def test_s83_beside_every_answer_stands_where_to_complain(world: World, client: Client) -> None:
    """On the page that the resident opens with the code; the complaint goes to the county (`huiyin.portal.pages`)."""
    lodged = make.lodged(world)
    found = _answered(world, lodged.matter)
    assert client.get(f"/c/heyang/matters/{found.reference}/").status_code in (302, 404), "only with the code"
    there = client.post("/c/heyang/ask/", {"reference": found.reference, "code": lodged.code})
    assert there.status_code == 302
    page = client.get(there["Location"]).content.decode()
    answers = page.count("<article")
    links = [unescape(url) for url in re.findall(r'href="([^"]+about=handling[^"]+)"', page)]
    assert answers == len(links) == 1
    said = client.get(links[0])
    assert said.status_code == 200
    assert found.reference in said.content.decode(), "the complaint begins with the number it is about"


def _answered(world: World, found: Matter) -> Matter:
    found = actions.route(
        matter=found, to=world.office, topic="streetlight", version=found.version, by=world.liu, at=AT
    )
    found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="到现场看了线路", version=found.version, by=world.he, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found.refresh_from_db()
    return actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
