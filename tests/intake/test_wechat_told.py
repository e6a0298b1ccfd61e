"""What came by WeChat is told by WeChat: that there is something, in words or by the template, and never what it says."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from huiyin.files.models import Attachment
from huiyin.intake.models import Arrival
from huiyin.intake.wechat import clock
from huiyin.lib.posting import networks
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.outbox.actions import forget
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Mailbox, Outgoing, WeChat
from huiyin.outbox.wechat import api
from tests import make
from tests.administration.conftest import Enter
from tests.administration.conftest import administered as administered
from tests.administration.conftest import enter_as as enter_as
from tests.files.samples import photo
from tests.intake import wechat
from tests.intake.wechat import WANG, Interface, later, says
from tests.world import AT, World

WORDS = "村口的路灯坏了三盏，晚上看不见路。"
ZH = {"accept-language": "zh-hans"}
CUSTOM, TEMPLATE = "message/custom/send", "message/template/send"


@pytest.fixture
def interface(world: World, settings: Any) -> Iterator[Interface]:
    settings.HUIYIN_ADDRESS = "https://huiyin.example.gov.cn"
    settings.HUIYIN_MAY_CALL = networks("127.0.0.0/8")
    with wechat.interface() as found:
        template = {"template": "ngqIpbwh8bUfcS", "number_field": "character_string1", "what_field": "thing2"}
        wechat.account(api=found.address, **template)
        yield found


def lodged() -> Matter:
    says(WORDS)
    says("1")
    return Matter.objects.get()


def asked(world: World, wall: Any = None, at: datetime = AT) -> Matter:
    """The desk asks its person something at that moment, which is to be told."""
    matter = lodged()
    if wall is not None:
        wall(at)
    actions.ask_more(
        matter=matter, questions="是哪几盏？", told="page", version=matter.version, by=world.sun, at=at
    )
    return matter


def outgoing(matter: Matter, kind: str = "asked") -> Outgoing:
    return Outgoing.objects.get(about=matter.reference, kind=kind)


def test_who_just_registered_it_is_not_told_again_that_it_came_in(interface: Interface) -> None:
    matter = lodged()
    row = outgoing(matter, "received")
    assert (row.transport, row.state, row.handed_at) == ("wechat", "handed", AT)
    assert send_due(at=AT) == 0
    assert interface.asked == []


def test_they_are_told_in_words_soon_after_they_wrote(world: World, interface: Interface) -> None:
    matter = asked(world)
    assert send_due(at=AT) == 1
    (sent,) = interface.named(CUSTOM)
    assert sent["touser"] == WANG
    assert matter.reference in sent["text"]["content"]
    assert f"https://huiyin.example.gov.cn/c/heyang/ask/?ref={matter.reference}" in sent["text"]["content"]
    assert "哪几盏" not in sent["text"]["content"]
    assert WORDS not in sent["text"]["content"]
    assert outgoing(matter).state == "handed"
    assert interface.named(TEMPLATE) == []


def test_the_answer_comes_by_the_template_later_on(world: World, interface: Interface, wall: Any) -> None:
    soon = later(hours=48)
    matter = asked(world, wall, soon)
    assert send_due(at=soon) == 1
    (sent,) = interface.named(TEMPLATE)
    assert (sent["touser"], sent["template_id"]) == (WANG, "ngqIpbwh8bUfcS")
    assert sent["data"]["character_string1"] == {"value": matter.reference}
    assert len(sent["data"]["thing2"]["value"]) <= 20
    assert sent["url"].endswith(f"/c/heyang/ask/?ref={matter.reference}")
    assert interface.named(CUSTOM) == []


def test_from_the_first_words_and_a_photo_to_the_answer(
    world: World, interface: Interface, wall: Any
) -> None:
    Mailbox.objects.create(host="127.0.0.1", port=9, security="none", sender="x@example.org", is_on=True)
    interface.media = {"media-1": photo()}
    says(WORDS)
    says(wechat.picture("media-1"))
    says("1")
    clock.fetch(at=AT)
    found = Matter.objects.get()
    assert Attachment.objects.filter(about=found.reference).count() == 1
    found = actions.route(
        matter=found, to=world.office, topic="streetlight", version=found.version, by=world.sun, at=AT
    )
    found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="到现场看了线路", version=found.version, by=world.he, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = Matter.objects.get()
    soon = wall(later(days=3))
    actions.approve(matter=found, version=found.version, by=world.gao, at=soon)
    assert send_due(at=soon) == 1
    (sent,) = interface.named(TEMPLATE)
    assert sent["data"]["character_string1"]["value"] == found.reference
    assert sent["data"]["thing2"]["value"] == "有了答复"
    rows = Outgoing.objects.filter(about=found.reference, kind="answered")
    assert [row.transport for row in rows] == ["wechat"], "told once, and by the way it came"


@pytest.mark.parametrize("code", [45015, 45047])
def test_where_words_no_longer_pass_the_template_goes(world: World, interface: Interface, code: int) -> None:
    matter = asked(world)
    interface.errors = {CUSTOM: [code]}
    assert send_due(at=AT) == 1
    assert len(interface.named(TEMPLATE)) == 1
    assert outgoing(matter).state == "handed"


@pytest.mark.parametrize(
    ("code", "reason", "state"),
    [
        (43004, "no_address", "given_up"),
        (40003, "no_such", "given_up"),
        (45009, "later", "waiting"),
        (45011, "later", "waiting"),
        (-1, "later", "waiting"),
        (40164, "sign_in", "waiting"),
        (47003, "refused", "given_up"),
    ],
)
def test_what_wechat_says_is_why(
    world: World, interface: Interface, code: int, reason: str, state: str
) -> None:
    matter = asked(world)
    interface.errors = {CUSTOM: [code]}
    assert send_due(at=AT) == 0
    row = outgoing(matter)
    assert (row.reason, row.state, row.answered) == (reason, state, str(code))
    assert send_due(at=later(minutes=1)) == (state == "waiting")


def test_without_a_template_nothing_is_said_late_and_the_page_says_why(
    world: World, interface: Interface, wall: Any
) -> None:
    WeChat.objects.update(template="")
    soon = later(hours=49)
    matter = asked(world, wall, soon)
    send_due(at=soon)
    assert (outgoing(matter).reason, outgoing(matter).state) == ("window", "given_up")
    assert interface.asked == []


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_that_does_not_count_is_renewed_once_for_one_message(
    world: World, interface: Interface, code: int
) -> None:
    asked(world)
    interface.errors = {CUSTOM: [code]}
    assert send_due(at=AT) == 1
    assert interface.tokens == 2
    assert len(interface.named(CUSTOM)) == 2


def test_the_interface_that_is_gone_is_tried_again(world: World, interface: Interface) -> None:
    matter = asked(world)
    interface.gone = True
    assert send_due(at=AT) == 0
    assert (outgoing(matter).reason, outgoing(matter).broken_off) == ("no_server", 0)
    interface.gone = False
    assert send_due(at=later(minutes=1)) == 1


def test_the_page_says_where_it_may_have_come_twice(world: World, interface: Interface) -> None:
    matter = asked(world)
    api.token(WeChat.objects.get(), at=AT)
    interface.gone = True
    assert send_due(at=AT) == 0
    assert (outgoing(matter).reason, outgoing(matter).broken_off) == ("no_server", 1)


def test_who_looks_after_the_system_sees_how_far_each_is(
    interface: Interface, world: World, enter_as: Enter
) -> None:
    matter = asked(world)
    interface.errors = {CUSTOM: [47003]}
    send_due(at=AT)
    system = enter_as("system")
    page = system.get("/administration/wechat/messages/", headers=ZH).content.decode()
    assert matter.reference in page.replace("\u2011", "-")
    assert "47003" in page
    assert WANG not in page
    assert system.post(f"/administration/mail/{outgoing(matter).pk}/again/").status_code == 302
    assert send_due(at=AT) == 1


def test_at_night_nobody_is_told(world: World, interface: Interface, wall: Any) -> None:
    night = AT.replace(hour=23)
    matter = asked(world, wall, night)
    assert send_due(at=night) == 0
    assert interface.asked == []
    assert outgoing(matter).next_at > night  # type: ignore[operator]


def test_who_left_the_account_is_told_nothing(world: World, interface: Interface) -> None:
    matter = asked(world)
    says(wechat.event("unsubscribe"))
    assert send_due(at=AT) == 0
    assert (outgoing(matter).reason, outgoing(matter).state) == ("no_address", "given_up")
    assert interface.asked == []


def test_what_the_desk_registered_for_them_brings_number_and_code(
    world: World, interface: Interface, enter: Any
) -> None:
    says(WORDS)
    clock.hand_over(at=later(hours=1))
    enter(world.sun).post(f"/letters/{Arrival.objects.get().pk}/", {"outcome": "begin"})
    matter = Matter.objects.get()
    assert send_due(at=later(hours=1)) == 1
    (sent,) = interface.named(CUSTOM)
    assert matter.reference in sent["text"]["content"]
    assert "查询码" in sent["text"]["content"]


def test_what_turned_out_to_be_a_report_is_told_nobody(world: World, interface: Interface) -> None:
    matter = asked(world)
    forget(about=matter.reference)
    assert send_due(at=AT) == 0
    assert interface.asked == []
