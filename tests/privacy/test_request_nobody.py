"""A request that is about everybody who could answer it: nobody it is about hears of it, and it does not lie there unseen."""

from datetime import UTC, timedelta

import pytest
from django.test import Client

from huiyin.administration import guide
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs import actions as orgs
from huiyin.orgs.administrators import name_administrator
from huiyin.orgs.models import Appointment, Official
from huiyin.privacy import deciding, request_clock, rules
from huiyin.privacy.doors import REQUESTS
from huiyin.privacy.models import DataRequest
from tests import make
from tests.privacy.asking import asked, officer
from tests.world import AT, PASSWORD, World, official

LATER = AT + timedelta(hours=1)


@pytest.fixture
def an(world: World) -> Official:
    """Who administers security, and serves nowhere."""
    made = orgs.enrol(username="an", name="安洁", password=PASSWORD, by="test", at=AT)
    return name_administrator(official=made, duties=["security"], by="test", at=AT)


def complained_of(world: World, *them: Official) -> Matter:
    for one in them:
        made = make.matter(world, body="丁宁把我的电话告诉了别人")
        Matter.objects.filter(pk=made.pk).update(resident=world.wang, complained_official=one)
    return made


def about_all(world: World) -> DataRequest:
    """What Wang asks, of whom a complaint lies about whoever could answer it; she opened one with its code."""
    matter = complained_of(world, officer(world), world.sun)
    return asked(world, matter=matter)


def told() -> list[tuple[str, Official]]:
    return [(one.kind, one.to) for one in Notice.objects.exclude(about="").exclude(to=None)
            if one.to and one.kind.startswith("data_request")]  # fmt: skip


def test_nobody_it_is_about_hears_and_who_can_name_somebody_does_once(world: World, an: Official) -> None:
    found = about_all(world)
    assert rules.answering(found, AT) == []
    assert told() == [("data_request_nobody", an)]
    request_clock.remind_of_requests(at=LATER)
    assert told() == [("data_request_nobody", an)]
    (step,) = (one for one in guide.steps_for(an, AT) if "1 request" in one.said)
    assert not step.is_done
    assert found.reference not in step.said


def test_it_reaches_who_is_named_then_and_the_step_is_gone(world: World, an: Official) -> None:
    found = about_all(world)
    wu = official("wu", "吴同", world.root, "干事", "data_officer")
    request_clock.remind_of_requests(at=LATER)
    assert told() == [("data_request", wu)]
    assert not any("1 request" in one.said for one in guide.steps_for(an, AT))
    found.refresh_from_db()
    assert rules.may_answer(found, wu, AT)


def test_where_the_reader_left_unread_those_hear_who_can_name_another(world: World, an: Official) -> None:
    found = about_all(world)
    wu = official("wu", "吴同", world.root, "干事", "data_officer")
    request_clock.remind_of_requests(at=LATER)
    assert told() == [("data_request", wu)]
    Appointment.objects.filter(official=wu).update(to_on=LATER.date() - timedelta(days=1))
    assert rules.answering(found, LATER) == []
    request_clock.remind_of_requests(at=LATER + timedelta(hours=1))
    assert ("data_request_nobody", an) in told()


def test_who_administers_security_since_hears_too(world: World, an: Official) -> None:
    about_all(world)
    made = orgs.enrol(username="ning", name="宁静", password=PASSWORD, by="test", at=AT)
    ning = name_administrator(official=made, duties=["security"], by="test", at=AT)
    request_clock.remind_of_requests(at=LATER)
    assert sorted(one.username for _kind, one in told()) == ["an", "ning"]
    assert any("1 request" in one.said for one in guide.steps_for(ning, LATER))


def test_answered_before_the_clock_came_by_the_step_is_gone_too(world: World, an: Official) -> None:
    found = about_all(world)
    wu = official("wu", "吴同", world.root, "干事", "data_officer")
    deciding.answer(
        found=found, result="granted", answer="您的信息都列在下面。", version=found.version, by=wu, at=AT
    )
    assert told() == []


def test_the_page_says_so_to_whom_it_knows_and_to_nobody_else(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [AT.astimezone(UTC)]
    monkeypatch.setattr("django.utils.timezone.now", lambda: now[0])
    known, unknown = about_all(world), asked(world)
    for found, says in ((known, True), (unknown, False)):
        page = opened(client, found)
        assert ("都需要回避" in page) == says
        assert ("网信部门" in page) == says
    now[0] += timedelta(days=40)
    assert "已经逾期" in opened(client, unknown), "and where one may complain, whatever is held"


def opened(client: Client, found: DataRequest) -> str:
    """The page behind number and code."""
    token = REQUESTS.receipt_url(found.reference, county="heyang").rstrip("/").split("/")[-1]
    receipt = REQUESTS.receipt_behind(token, at=AT)
    assert receipt is not None
    client.post("/c/heyang/ask/", {"reference": found.reference, "code": receipt.code})
    return client.get(f"/c/heyang/data/{found.reference}/").content.decode()
