"""Something new about what has ended (T26): a matter of its own that follows the old one; what is open needs none."""

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter, State
from tests import make
from tests.world import AT, World

NEW = "路灯修好三天又灭了，这次是整条街。"


@pytest.mark.parametrize("state", [State.CLOSED, State.REDIRECTED, State.MERGED])
def test_something_new_is_a_matter_of_its_own_that_follows_the_old_one(world: World, state: str) -> None:
    old = make.MAKERS[state](world, place=world.village, resident=world.wang)
    made = actions.tell_anew(matter=old, words=NEW, at=AT).matter
    assert (made.follows, made.state, made.body) == (old, State.RECEIVED, NEW)
    assert (made.intake_unit, made.place, made.resident) == (old.intake_unit, world.village, world.wang)
    step = made.steps.get()
    assert step.facts["follows"] == old.reference
    old.refresh_from_db()
    assert old.state == state, "the old one stays as it was"


@pytest.mark.parametrize("state", [State.RECEIVED, State.IN_PROGRESS, State.REPLIED])
def test_what_is_open_or_just_answered_needs_none(world: World, state: str) -> None:
    with pytest.raises(Refused, match="taken up again" if state == State.REPLIED else "being handled"):
        actions.tell_anew(matter=make.MAKERS[state](world), words=NEW, at=AT)


def test_the_person_tells_it_from_their_page_and_gets_a_receipt(world: World, client: Client) -> None:
    mine = make.lodged(world)
    old = make.merge_into(world, mine.matter)
    page = client.get(f"/c/heyang/r/{mine.link}/", follow=True).content.decode()
    there = f"/c/heyang/matters/{old.reference}/news/"
    assert there in page
    form = client.get(there)
    once = form.context["form"].initial["once"]
    answer = client.post(there, {"words": NEW, "once": once})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/c/heyang/receipt/")
    made = Matter.objects.latest("pk")
    assert (made.follows, made.channel) == (old, "web")
    client.post(there, {"words": NEW, "once": once})
    assert Matter.objects.filter(follows=old).count() == 1, "sent twice, told once"


def test_nobody_who_works_here_speaks_for_the_person(world: World, client: Client) -> None:
    old = make.merged(world)
    assert client.get(f"/c/heyang/matters/{old.reference}/news/").status_code != 200, "without code or link"
