"""A promise goes with the contact at which it was made: struck out, it is neither owed nor chased nor done."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.contacts import actions
from huiyin.contacts import promise_clock as clock
from huiyin.contacts.actions import Promised
from huiyin.contacts.actions.recording import Raised
from huiyin.contacts.models import Contact, Promise
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests.world import AT, World

pytestmark = pytest.mark.django_db

TODAY = AT.date()
DAY = timedelta(days=1)


@pytest.fixture
def contact(world: World) -> Contact:
    """Chen visited the Wangs and promised something by tomorrow."""
    return actions.record(
        place=world.village,
        held_on=TODAY,
        points=[Raised("路口的灯不亮", "noted")],
        promises=[Promised("送去缴费须知", TODAY + DAY)],
        household=world.home,
        person=world.wang,
        by=world.chen,
        at=AT,
    )


def struck(contact: Contact) -> Promise:
    """The promise, its contact struck out."""
    actions.void(contact=contact, reason="记错了", by=contact.official, at=AT)
    return Promise.objects.select_related("contact").get(contact=contact)


def test_it_is_open_and_overdue_only_while_the_contact_stands(contact: Contact) -> None:
    late = TODAY + 2 * DAY
    assert Promise.objects.open().get() == Promise.objects.overdue(late).get()
    assert Promise.objects.get().is_open
    promise = struck(contact)
    for found in (Promise.objects.open(), Promise.objects.overdue(late), Promise.objects.standing()):
        assert not found.exists()
    assert (promise.is_open, promise.state) == (False, "voided")
    assert Promise.objects.as_of(AT).count() == Promise.objects.as_of(AT + DAY).count() == 0


def test_a_promise_without_a_contact_stands_by_itself(world: World) -> None:
    alone = actions.promise(
        text="修好水管", due_on=TODAY, made_on=TODAY, by=world.chen, unit=world.branch, at=AT
    )
    assert Promise.objects.open().get() == alone
    assert alone.is_open


def test_what_was_kept_before_stays_kept(contact: Contact) -> None:
    promise = contact.promises.get()
    actions.keep(promise=promise, how="送到了", version=promise.version, by=contact.official, at=AT)
    assert struck(contact).state == "kept"


def test_nothing_more_is_done_about_it(contact: Contact) -> None:
    promise, by = struck(contact), contact.official
    for deed in (
        lambda: actions.keep(promise=promise, how="送到了", version=1, by=by, at=AT),
        lambda: actions.not_keep(promise=promise, why="没空", version=1, by=by, at=AT),
        lambda: actions.void_promise(promise=promise, reason="记错了", version=1, by=by, at=AT),
    ):
        with pytest.raises(Refused, match="struck out already"):
            deed()


@pytest.mark.parametrize(("strike", "told"), [(False, 1), (True, 0)])
def test_nobody_is_reminded_or_chased(contact: Contact, strike: bool, told: int) -> None:
    if strike:
        struck(contact)
    assert clock.remind_promises(at=AT) == told
    assert clock.chase_promises(at=AT + 4 * DAY) == told
    assert Notice.objects.filter(to=contact.official, kind__startswith="promise").count() == 2 * told


def test_the_list_says_that_it_was_struck_out(contact: Contact, enter: Callable[[Official], Client]) -> None:
    chen = enter(contact.official)
    assert "送去缴费须知" in chen.get("/promises/").content.decode()
    struck(contact)
    assert "送去缴费须知" not in chen.get("/promises/").content.decode()
    assert "送去缴费须知" not in chen.get("/").content.decode()
    page = chen.get("/promises/?list=all").content.decode()
    assert "已作废" in page
