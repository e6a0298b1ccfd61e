"""Somebody writes by mail, is answered by mail, and rates the answer; and a clerk takes calls with the keyboard alone."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.intake.mail import polling
from huiyin.intake.models import Letterbox
from huiyin.matters import actions
from huiyin.matters.models import Matter, Rating
from huiyin.orgs.models import Official
from huiyin.outbox.clock import send_due
from huiyin.outbox.models import Mailbox
from tests.house.conftest import signed_in
from tests.intake import dovecot
from tests.intake.test_letters_taken import WORDS, letter
from tests.outbox import postbox
from tests.outbox.conftest import ADDRESS
from tests.stories.conftest import PHONE, Visitor
from tests.stories.test_casework import written
from tests.world import AT, World

pytestmark = pytest.mark.story
Someone = Callable[..., Visitor]
Wall = Callable[[datetime], None]
LINK = re.compile(rf"{re.escape(ADDRESS)}(/\S+)")


@pytest.fixture
def letters() -> Iterator[dovecot.Letters]:
    """A real mail server in which letters arrive."""
    assert dovecot.is_there(), "apt install dovecot-imapd"
    with dovecot.running() as found:
        yield found


@pytest.fixture
def post() -> Iterator[postbox.Postbox]:
    """A mail server that takes what leaves."""
    with postbox.running() as found:
        yield found


def opened(town: World, letters: dovecot.Letters, post: postbox.Postbox) -> None:
    """The county sends and looks for mail; what lay there before is not its."""
    here = {"host": "127.0.0.1", "security": "none", "is_on": True}
    with county_scope(town.county.pk):
        Mailbox.objects.create(port=post.port, sender="xinxi@heyang.example.gov.cn", **here)
        account: dict[str, Any] = {"username": dovecot.ACCOUNT, "password": dovecot.PASSWORD}
        Letterbox.objects.create(port=letters.port, **account, **here)
    assert polling.look(at=AT) == 0


def said(post: postbox.Postbox, n: int) -> str:
    """The words of the nth mail that left."""
    assert send_due(at=AT) == 1
    assert len(post.came) == n
    return str(post.came[-1].get_content())


def test_written_and_answered_by_mail(
    town: World,
    someone: Someone,
    wall_clock: Wall,
    letters: dovecot.Letters,
    post: postbox.Postbox,
    settings: Any,
) -> None:
    wall_clock(AT)
    settings.HUIYIN_ADDRESS = ADDRESS
    opened(town, letters, post)
    letters.lay(letter().as_bytes())
    assert polling.look(at=AT) == 1
    receipt = said(post, 1)
    code = receipt.split("查询码是 ")[1][:9].rstrip("。")
    with county_scope(town.county.pk):
        found = Matter.objects.get()
    assert str(found.reference) in receipt
    assert WORDS not in receipt

    sun = someone("mail-sun").goes_on(signed_in(town.sun)).open(f"/matters/{found.reference}/")
    expect(sun.page.locator("main")).to_contain_text(WORDS)
    expect(sun.page.locator("main")).to_contain_text("电子邮件")
    sun.look("came-by-mail")

    with county_scope(town.county.pk):
        yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
        to = {"to": town.traffic, "topic": "streetlight", "version": found.version}
        found = actions.route(matter=found, **to, by=town.sun, at=AT)
        found = actions.accept(matter=found, handler=tu, version=found.version, by=yu, at=AT)
        found = actions.start(matter=found, words="换了灯头", version=found.version, by=tu, at=AT)
        written(found, tu, yu, opinion="三盏路灯已经换好。")
    answered = said(post, 2)
    assert "三盏路灯" not in answered
    link = LINK.search(answered)
    assert link is not None
    person = someone("mail-person", PHONE).open(link[1])
    expect(person.page.locator("[name=reference]")).to_have_value(str(found.reference))
    person.look("from-the-mail").page.fill("[name=code]", code)
    person.page.locator("main form button.btn-primary").first.click()
    expect(person.page.locator("main")).to_contain_text("三盏路灯已经换好。")
    person.page.locator("[name=handled][value=yes]").check(force=True)
    person.page.locator("[name=satisfied][value='5']").check(force=True)
    person.look("answered").press("提交我的评价")
    expect(person.page.locator("#messages")).to_be_visible()
    with county_scope(town.county.pk):
        assert [one.satisfied for one in Rating.objects.filter(matter=found)] == [5]


def test_three_calls_in_a_row_with_the_keyboard_alone(
    town: World, someone: Someone, wall_clock: Wall
) -> None:
    wall_clock(AT)
    xia = someone("calls-xia").goes_on(signed_in(town.xia)).open("/calls/new/")
    keys = xia.page.keyboard
    for n in range(3):
        xia.page.locator("[name=body]").focus()
        keys.type(f"第{n + 1}个电话：村口路灯不亮，老人出门看不见路。")
        for field, words in (("name", "王大姐"), ("phone", f"1990000567{n}")):
            reach(xia, field)
            keys.type(words)
        keys.press("Enter")
        expect(xia.page.locator(".code").first).to_be_visible()
        again = xia.page.get_by_role("link", name="登记下一件").first
        if n < 2:
            again.focus()
            keys.press("Enter")
            xia.page.wait_for_url("**/calls/new/**")
    xia.look("third-call")
    with county_scope(town.county.pk):
        assert Matter.objects.count() == 3


def reach(visitor: Visitor, field: str) -> None:
    """By the Tab key, in not too many steps."""
    for _step in range(30):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement.name") == field:
            return
    raise AssertionError(f"{field} is not reached")
