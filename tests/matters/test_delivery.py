"""An answer arrives: by the page of who holds the code, else by somebody who brings it; nothing closes before that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.models import Deadline, DeliveryTry, Matter
from huiyin.matters.rules import revealing
from huiyin.notices.models import Notice
from huiyin.people.models import Resident
from tests import make, make_states
from tests.world import AT, World

Enter = Callable[[Any], Client]
DAY = timedelta(days=1)


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def deliver(found: Matter, world: World, way: str, how: str = "本人", days: int = 0) -> Matter:
    found = again(found)
    return actions.deliver(
        matter=found, way=way, how=how, version=found.version, by=world.he, at=AT + days * DAY
    )


def tried(found: Matter, world: World, days: int = 0) -> DeliveryTry:
    found = again(found)
    return actions.try_delivery(
        matter=found, words="无人接听", version=found.version, by=world.he, at=AT + days * DAY
    )


def test_the_page_brings_the_answer_to_who_holds_the_code(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    found = _answered(world, lodged.matter)
    sent = found.deliveries.get()
    assert (sent.way, sent.unit, sent.done_at, found.to_bring) == ("page", None, None, "")
    assert not found.deadlines.filter(kind="delivery").exists()
    there = client.post("/c/heyang/ask/", {"reference": found.reference, "code": lodged.code})
    assert found.deliveries.get().done_at is None, "not before the page with the answer is open"
    assert client.get(there["Location"]).status_code == 200
    sent = found.deliveries.get()
    assert sent.done_at is not None
    assert sent.done_by is None
    assert found.replies.get().delivered_at == sent.done_at
    client.get(there["Location"])
    assert found.deliveries.get().done_at == sent.done_at, "kept once"


def _answered(world: World, found: Matter) -> Matter:
    found = actions.route(
        matter=found, to=world.office, topic="streetlight", version=found.version, by=world.liu, at=AT
    )
    found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="到现场看了线路", version=found.version, by=world.he, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = again(found)
    return actions.approve(matter=found, version=found.version, by=world.gao, at=AT)


def test_opening_the_page_once_is_enough_to_be_served_by_it(world: World) -> None:
    found = make.drafted(world, resident=world.wang, raised_by=world.xia)
    assert found.holds_code_since is None
    actions.opened(matter=found, at=AT)
    found = again(found)
    found = actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    assert found.deliveries.get().unit is None


@pytest.mark.parametrize(
    ("details", "way", "unit", "reader"),
    [
        ({"phone": "19900001234"}, "phone", "office", "he"),
        ({"phone": ""}, "hand", "office", "he"),
        ({"phone": "", "household": None}, "post", "town", "liu"),
    ],
)
def test_everybody_else_is_somebodys_task(
    world: World, details: dict[str, Any], way: str, unit: str, reader: str
) -> None:
    Resident.objects.filter(pk=world.wang.pk).update(**details)
    found = make.to_be_told(world)
    sent = found.deliveries.get()
    assert (sent.way, sent.unit, found.to_bring) == (way, getattr(world, unit), way)
    clock_of_it = found.deadlines.get(kind="delivery")
    assert (clock_of_it.due_on - AT.date()).days == 2, "two working days after the answer"
    told = Notice.objects.filter(about=found.reference, kind="bring")
    assert [notice.to for notice in told] == [getattr(world, reader)]
    waits = Matter.objects.waiting_for(getattr(world, reader), AT)
    assert found in waits


@pytest.mark.parametrize(
    ("details", "way"),
    [
        ({"phone": "19900001234"}, "hand"),
        ({"phone": "19900001234", "household": None}, "post"),
        ({"phone": "19900001234", "household": None, "name": ""}, "hand"),
    ],
)
def test_the_answer_to_a_petition_is_brought_in_writing_never_by_telephone(
    world: World, details: dict[str, Any], way: str
) -> None:
    Resident.objects.filter(pk=world.wang.pk).update(**details)
    found = make_states.petition(world, resident=world.wang, raised_by=world.xia, open_page=False)
    assert found.to_bring == way
    with pytest.raises(Refused, match="The law wants it in writing"):
        deliver(found, world, "phone")
    assert found.call_backs.count() == 1, "somebody rings about it all the same"


def test_who_left_nothing_is_served_by_the_page_alone(world: World) -> None:
    found = make.replied(world, raised_by=world.xia)
    assert (found.deliveries.get().way, found.to_bring) == ("page", "")
    assert found.deliveries.get().turns_at is None
    clock.close_unrated(at=AT + 20 * DAY)
    assert again(found).state == "closed", "it stands where alone it can be read"


def test_nothing_closes_before_its_answer_arrived(world: World) -> None:
    Resident.objects.filter(pk=world.wang.pk).update(phone="")  # nobody rings her afterwards either
    found = make.to_be_told(world)
    assert clock.close_unrated(at=AT + 20 * DAY) == 0
    with pytest.raises(Refused, match="not on record yet"):
        actions.close(matter=found, by=None, at=AT + 20 * DAY)
    deliver(found, world, "hand")
    assert again(found).to_bring == ""
    assert clock.close_unrated(at=AT + 20 * DAY) == 1
    assert again(found).state == "closed"


def test_post_and_notice_come_after_three_tries_on_two_days(world: World) -> None:
    found = make.to_be_told(world)
    with pytest.raises(Refused, match="so far 0 on 0"):
        deliver(found, world, "post", "挂号信 XA123")
    tried(found, world)
    tried(found, world)
    tried(found, world)
    with pytest.raises(Refused, match="so far 3 on 1"):
        deliver(found, world, "notice", "村务公开栏，十日")
    tried(found, world, days=1)
    with pytest.raises(Refused, match="number of the posting"):
        deliver(found, world, "notice", "", days=1)
    deliver(found, world, "notice", "村务公开栏，十日", days=1)
    sent = found.deliveries.get()
    assert (sent.way, sent.done_by, sent.how) == ("notice", world.he, "村务公开栏，十日")
    assert sent.tries.count() == 4
    assert found.replies.get().delivered_at == AT + DAY
    assert not Deadline.objects.running().filter(matter=found, kind="delivery").exists()


def test_two_tries_on_two_days_are_not_enough(world: World) -> None:
    found = make.to_be_told(world)
    tried(found, world)
    tried(found, world, days=1)
    with pytest.raises(Refused, match="so far 2 on 2"):
        deliver(found, world, "post", "挂号信", days=1)
    deliver(found, world, "hand", days=1)


def test_each_way_says_to_whom_and_can_have_been(world: World) -> None:
    found = make.to_be_told(world)
    for way in ("phone", "hand"):
        with pytest.raises(Refused, match="to whom the answer was told"):
            deliver(found, world, way, " ")
    Resident.objects.filter(pk=world.wang.pk).update(phone="")
    found = make.to_be_told(world)
    assert found.to_bring == "hand"
    with pytest.raises(Refused, match="No number of the person"):
        deliver(found, world, "phone")
    with pytest.raises(Refused, match="so far 0 on 0"):
        deliver(found, world, "notice", "村务公开栏，十日")
    deliver(found, world, "post", "挂号信 XA1")


def test_nothing_is_brought_twice(world: World) -> None:
    found = make.to_be_told(world)
    deliver(found, world, "phone")
    with pytest.raises(Refused, match="has reached the person"):
        deliver(found, world, "phone")
    with pytest.raises(Refused, match="has reached the person"):
        tried(found, world)


def test_an_answer_that_was_overtaken_is_brought_by_nobody(world: World) -> None:
    found = make.replied(world)
    found = actions.reopen(matter=found, words="还没修好", at=AT + DAY)
    assert found.deliveries.get().done_at is not None, "who asks for it again has read the answer"
    found = actions.note(matter=found, words="又修了", version=found.version, by=world.he, at=AT + DAY)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT + DAY, **make.REPLY)
    found = again(found)
    found = actions.approve(matter=found, version=found.version, by=world.gao, at=AT + DAY)
    assert found.deliveries.outstanding().count() == 1


def test_the_row_names_the_person_behind_the_mask_and_its_button_opens_the_page(
    world: World, enter: Enter
) -> None:
    found = make.to_be_told(world)
    client = enter(world.he)
    desk = client.get("/desk/").content.decode()
    assert f"/matters/{found.reference}/delivery/" in desk
    assert "王**" in desk
    assert "王秀兰" not in desk
    page = client.get(f"/matters/{found.reference}/delivery/").content.decode()
    assert make.REPLY["opinion"] in page
    sent = client.post(
        f"/matters/{found.reference}/delivery/",
        {"version": again(found).version, "way": "phone", "how": "本人接听"},
    )
    assert sent.status_code == 302
    assert again(found).to_bring == ""
    assert f"/matters/{found.reference}/delivery/" not in client.get("/desk/").content.decode()


def test_the_desk_may_open_the_number_while_it_brings_the_answer(world: World, enter: Enter) -> None:
    """Of a matter that a county department handled: the township's desk holds nothing of it any more."""
    Resident.objects.filter(pk=world.wang.pk).update(phone="")
    found = make.to_be_told(world)
    Matter.objects.filter(pk=found.pk).update(lead_unit=world.traffic, holding_unit=world.traffic)
    address = f"/matters/{found.reference}/person/"
    assert enter(world.liu).get(address).status_code == 200
    assert found in revealing.to_reveal(Matter.objects.all(), world.liu, AT)
    deliver(found, world, "hand")
    assert found not in revealing.to_reveal(Matter.objects.all(), world.liu, AT)
    assert not revealing.may_reveal(again(found), world.liu, AT)
