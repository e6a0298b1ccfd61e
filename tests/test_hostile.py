"""Odd, hostile and repeated input: a page or a sentence, never a traceback, and nothing swallowed."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.contacts.actions import void
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Appointment, Official
from tests import make
from tests.world import AT, PASSWORD, World

Enter = Callable[[Official], Client]
FORM = {
    "once": "one-time-token-123",
    "held_on": "2026-03-02",
    "points-TOTAL_FORMS": "1",
    "points-INITIAL_FORMS": "0",
    "points-0-text": "路灯不亮",
    "points-0-disposition": "matter",
}


@pytest.mark.parametrize(
    "path",
    [
        "/matters/a%00/", "/matters/a%00/person/", "/contacts/a%00/", "/c/heyang/matters/a%00/", "/c/a%00/",
        "/reports/work-summary/?unit=a%00", "/matters/?list=%00", "/reports/work-summary/?as_of=1990-01-01T00:00:00Z",
        "/reports/work-summary/?as_of=0001-01-01T00:00:00%2B14:00", "/households/not-a-key/",
    ],
)  # fmt: skip
def test_an_odd_address_is_no_error_of_ours(world: World, enter: Enter, path: str) -> None:
    assert enter(world.ma).get(path).status_code in (200, 400, 404, 422)


@pytest.mark.parametrize("onward", ["abc", "logout", "//evil.example", "/desk/", "\\\\evil"])
def test_signing_in_goes_nowhere_odd(world: World, client: Client, onward: str) -> None:
    answer = client.post("/login/", {"username": "chen", "password": PASSWORD, "next": onward})
    assert answer.status_code == 302
    assert "evil" not in answer.headers["Location"]
    assert "logout" not in answer.headers["Location"] or onward == "logout"


def test_other_words_under_a_used_token_are_kept_and_asked_for_again(world: World, enter: Enter) -> None:
    form = {**FORM, "home": str(world.home.key)}
    who = enter(world.chen)
    assert who.post("/contacts/new/", form).status_code == 302
    answer = who.post("/contacts/new/", {**form, "points-0-text": "还有桥栏杆松了"})
    assert answer.status_code == 422
    assert "还有桥栏杆松了" in answer.content.decode()
    assert form["once"] not in answer.content.decode()
    assert Matter.objects.count() == 1


def test_nobody_meets_anothers_result_by_their_token(world: World, enter: Enter) -> None:
    assert enter(world.chen).post("/contacts/new/", {**FORM, "home": str(world.home.key)}).status_code == 302
    form = {**FORM, "home": "elsewhere", "place": world.far_village.pk}
    assert enter(world.qian).post("/contacts/new/", form).status_code == 302
    assert Contact.objects.count() == 2


def test_a_record_is_struck_out_once(world: World, enter: Enter) -> None:
    enter(world.chen).post("/contacts/new/", {**FORM, "home": str(world.home.key)})
    first, second = Contact.objects.get(), Contact.objects.get()
    void(contact=first, reason="记错了", by=world.chen, at=AT)
    with pytest.raises(Refused):
        void(contact=second, reason="第二次", by=world.chen, at=AT)
    assert Contact.objects.get().void_reason == "记错了"


@pytest.mark.parametrize("version", ["2147483647", "-1", "99999999999999999999", "x"])
def test_a_version_out_of_range_is_refused_in_words(world: World, enter: Enter, version: str) -> None:
    found = make.started(world)
    answer = enter(world.he).post(
        f"/matters/{found.reference}/action/", {"version": version, "words": "又去了"}
    )
    assert answer.status_code == 422


def test_who_lost_their_post_reads_a_sentence(world: World, enter: Enter) -> None:
    found = make.started(world, resident=world.wang)
    Appointment.objects.filter(official=world.he).update(to_on=AT.date())
    answer = enter(world.he).post(f"/matters/{found.reference}/person/", {"purpose": "call"})
    assert answer.status_code == 422
    assert "19900001234" not in answer.content.decode()


def test_staff_do_not_rate_in_the_residents_place(world: World, enter: Enter) -> None:
    lodged = make.lodged(world)
    found = lodged.matter
    found = actions.route(matter=found, to=world.office, topic="", version=found.version, by=world.liu, at=AT)
    found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
    found = actions.start(matter=found, words="到现场看了", version=found.version, by=world.he, at=AT)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = Matter.objects.get(pk=found.pk)
    actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    page, words = (
        f"/c/heyang/matters/{found.reference}/rating/",
        {"once": "t", "handled": "yes", "satisfied": "5"},
    )
    who = enter(world.liu)
    who.get(f"/c/heyang/r/{lodged.link}/")
    assert who.post(page, words).status_code == 422
    assert not found.ratings.exists()
    person = Client()
    person.get(f"/c/heyang/r/{lodged.link}/")
    assert person.post(page, words).status_code == 302
    assert found.ratings.get().satisfied == 5
