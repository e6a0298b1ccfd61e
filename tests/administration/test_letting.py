"""A slip is never silent: its official and the head of their unit hear of it, and who opens it reads who gave it."""

import re

from django.test import Client

from huiyin.audit.models import Event
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests.administration.conftest import Enter
from tests.world import World

NEW = "kite-over-the-weir-3"


def test_the_official_and_the_head_hear_who_gave_a_slip_and_that_it_was_used(
    world: World, enter_as: Enter, administered: dict[str, Official]
) -> None:
    security = enter_as("security")
    shown = security.post(f"/administration/officials/{world.he.pk}/slip/")["Location"]
    told = Notice.objects.filter(kind="slip_given")
    assert {one.to for one in told} == {world.he, world.gao}
    assert {one.about for one in told} == {f"{world.he.name} · 安洁"}
    code = re.search(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}", security.get(shown).content.decode())
    assert code is not None
    client = Client()
    client.post("/c/heyang/come-in/", {"login": "he", "code": code[0]})
    assert "安洁" in client.get("/c/heyang/come-in/password/").content.decode()
    client.post("/c/heyang/come-in/password/", {"password": NEW, "again": NEW})
    assert {one.to for one in Notice.objects.filter(kind="slip_used")} == {world.he, world.gao}
    by = administered["security"].key
    assert Event.objects.get(deed="slip.used").facts == {"given_by": by}
