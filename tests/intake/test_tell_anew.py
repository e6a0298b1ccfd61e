"""Something new about what has ended (T26): a matter of its own that follows the old one; what is open needs none."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.intake.web import WEB
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter, State
from huiyin.orgs.models import Unit
from huiyin.orgs.models.unit import tree_has_changed
from tests import make, make_states
from tests.world import AT, World

NEW = "路灯修好三天又灭了，这次是整条街。"


@pytest.mark.parametrize("state", [State.CLOSED, State.REDIRECTED, State.MERGED])
def test_something_new_is_a_matter_of_its_own_that_follows_the_old_one(world: World, state: str) -> None:
    old = make_states.MAKERS[state](world, place=world.village, resident=world.wang)
    made = actions.tell_anew(matter=old, words=NEW, channel=WEB, at=AT).matter
    assert (made.follows, made.state, made.body) == (old, State.RECEIVED, NEW)
    assert (made.intake_unit, made.place, made.resident) == (old.intake_unit, world.village, world.wang)
    step = made.steps.get()
    assert old.reference not in str(step.facts), "which cannot be changed if it turns out to be a report"
    old.refresh_from_db()
    assert old.state == state, "the old one stays as it was"


@pytest.mark.parametrize(
    ("went_by", "goes_by"),
    [
        ({"kind": "complaint", "profile": "petition_claim"}, ("complaint", "petition_claim")),
        ({"profile": "hotline_order", "printed_on": AT.date()}, ("", "contact_matter")),
    ],
)
def test_something_new_goes_by_the_kind_and_procedure_of_the_old_one(
    world: World, went_by: dict[str, Any], goes_by: tuple[str, str]
) -> None:
    """But for the date that stood on an order, which is of that order."""
    old = make.merge_into(world, make.matter(world, **went_by))
    made = actions.tell_anew(matter=old, words=NEW, channel=WEB, at=AT).matter
    assert (made.kind, made.profile) == goes_by


@pytest.mark.parametrize("state", [State.RECEIVED, State.IN_PROGRESS, State.REPLIED])
def test_what_is_open_or_just_answered_needs_none(world: World, state: str) -> None:
    with pytest.raises(Refused, match="taken up again" if state == State.REPLIED else "being handled"):
        actions.tell_anew(matter=make_states.MAKERS[state](world), words=NEW, channel=WEB, at=AT)


def test_what_was_taken_back_is_not_said_to_be_handled(world: World) -> None:
    with pytest.raises(Refused, match="been taken back"):
        actions.tell_anew(matter=make.withdrawn(world), words=NEW, channel=WEB, at=AT)


def test_what_was_handed_over_is_followed_once_its_receipt_is_there(world: World) -> None:
    found = make.handed_over(world)
    with pytest.raises(Refused, match="tell that organ"):
        actions.tell_anew(matter=found, words=NEW, channel=WEB, at=AT)
    receipt = {"number": "应急收〔2026〕7号", "received_on": AT.date(), "version": found.version}
    actions.note_receipt(matter=found, by=world.liu, at=AT, **receipt)  # type: ignore[arg-type]
    assert actions.tell_anew(matter=found, words=NEW, channel=WEB, at=AT).matter.follows == found


@pytest.mark.parametrize("placed", [True, False])
def test_it_comes_in_by_its_own_door_at_a_desk_that_is_still_there(world: World, placed: bool) -> None:
    """What was told by telephone at a township that has been merged since into the county."""
    old = make.redirected(world, channel="phone", place=world.village if placed else None)
    Unit.objects.filter(pk=world.town.pk).update(valid_to=AT.date() - timedelta(days=1))
    tree_has_changed()
    made = actions.tell_anew(matter=Matter.objects.get(pk=old.pk), words=NEW, channel=WEB, at=AT).matter
    assert (old.intake_unit, made.intake_unit, made.channel) == (world.town, world.root, WEB)


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
