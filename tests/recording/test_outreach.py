"""Going to the place with open matters: one trip, many matters, and each shows the trip (S19)."""

from datetime import timedelta
from typing import Any

import pytest

from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter, State, Step
from huiyin.notices.models import Notice
from huiyin.recording.actions import Entry, record_entry
from tests import make
from tests.world import AT, World

TODAY = AT.date()


def sent(world: World, client: Any, results: dict[str, str], **further: Any) -> Any:
    form = {
        "once": "trip",
        "place": world.village.pk,
        "held_on": TODAY,
        "points-TOTAL_FORMS": 0,
        "points-INITIAL_FORMS": 0,
        **results,
        **further,
    }
    return client.post("/contacts/new/?form=outreach", form)


def test_s19_one_trip_updates_several_matters_and_each_shows_it(world: World, enter: Any) -> None:
    fresh = make.matter(world, place=world.village)
    handled = make.accepted(world, place=world.village)
    client = enter(world.ma)
    page = client.get("/contacts/new/?form=outreach").content.decode()
    assert fresh.reference in page
    assert handled.reference in page
    results = {f"result_{fresh.pk}": "与村民看了现场", f"result_{handled.pk}": "约定周五施工"}
    answer = sent(world, client, results)
    assert answer.status_code == 302
    trip = Contact.objects.get(kind="outreach")
    for matter, words in ((fresh, "与村民看了现场"), (handled, "约定周五施工")):
        step = matter.steps.last()
        assert (step.deed, step.note, step.contact) == ("trip", words, trip)
        assert step.state_after == matter.state, "the trip of another moves nothing"
        shown = client.get(f"/matters/{matter.reference}/").content.decode()
        assert f"/contacts/{trip.reference}/" in shown
        assert words in shown
    page = client.get(answer["Location"]).content.decode()
    assert fresh.reference in page
    assert handled.reference in page
    assert Notice.objects.filter(to=world.he, about=handled.reference, kind="told").exists()
    assert Notice.objects.filter(page=fresh.reference, kind="told").exists()


def test_s19_the_handlers_trip_is_an_action_of_handling(world: World, enter: Any) -> None:
    matter = make.accepted(world, place=world.village)
    assert sent(world, enter(world.he), {f"result_{matter.pk}": "到现场查看线路"}).status_code == 302
    matter.refresh_from_db()
    assert matter.state == State.IN_PROGRESS
    last = matter.steps.last()
    assert last is not None
    assert (last.deed, last.contact) == (Step.Deed.START, Contact.objects.get())
    sent(world, enter(world.he), {f"result_{matter.pk}": "又去了一次"}, once="again")
    assert matter.steps.filter(deed=Step.Deed.NOTE, contact__isnull=False).count() == 1


def test_only_open_matters_of_the_place_that_one_may_see_are_offered(world: World, enter: Any) -> None:
    answered = make.replied(world, place=world.village)
    elsewhere = make.matter(world, place=world.far_village, intake_unit=world.sibling)
    mine = make.matter(world, place=world.hamlet)
    page = enter(world.ma).get("/contacts/new/?form=outreach").content.decode()
    assert mine.reference in page
    assert answered.reference not in page
    assert elsewhere.reference not in page
    refused = sent(world, enter(world.ma), {f"result_{mine.pk}": "去看了"})
    assert refused.status_code == 422, "it lies in the other village"
    assert "去看了" in refused.content.decode()
    assert not Contact.objects.exists()


def test_a_trip_with_nothing_to_say_is_refused(world: World, enter: Any) -> None:
    make.matter(world, place=world.village)
    assert sent(world, enter(world.ma), {}).status_code == 422
    assert sent(world, enter(world.ma), {}, note="走了走，没有带事项").status_code == 302


def test_all_or_nothing(world: World) -> None:
    open_one, closed = make.matter(world, place=world.village), make.closed(world, place=world.village)
    entry = Entry(
        kind="outreach", place=world.village, held_on=TODAY, points=[], promises=[], note="下访",
        results=[(open_one, "看了现场"), (closed, "又看了")],
    )  # fmt: skip
    with pytest.raises(Refused, match="answered already"):
        record_entry(entry, root=world.root, by=world.ma, at=AT + timedelta(days=3))
    assert not Contact.objects.filter(kind="outreach").exists()
    assert not Matter.objects.get(pk=open_one.pk).steps.filter(deed="trip").exists()
