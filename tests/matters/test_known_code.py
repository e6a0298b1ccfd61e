"""A code that an official gave out: what is said by it spares no call from outside, nor is it said where they sign in (S49)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory

from huiyin.intake.web import views as web
from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.models import Matter, Rating
from huiyin.matters.rules import known_code
from huiyin.orgs.machines import WORKS_HERE
from tests import make
from tests.world import AT, PASSWORD, World

LATER = AT + timedelta(days=1)


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def rated(found: Matter) -> Matter:
    actions.rate(matter=found, handled="yes", satisfied=5, words="很好", door="code", at=LATER)
    return again(found)


@pytest.mark.parametrize("by_official", [True, False])
def test_a_rating_spares_the_call_only_where_no_official_had_the_code(
    world: World, *, by_official: bool
) -> None:
    found = make.to_be_called(world) if by_official else make.replied(world, resident=world.wang)
    assert known_code.given_by_official(found) == by_official
    found = rated(found)
    assert (found.to_call, found.state) == (("result", "replied") if by_official else ("", "closed"))


def test_what_is_said_on_the_telephone_counts_as_said_last_and_closes_it(world: World) -> None:
    found = rated(make.to_be_called(world, raised_by=world.xia))
    with pytest.raises(Refused, match="rings the person first"):
        actions.close(matter=found, version=found.version, by=world.sun, at=LATER)
    window = found.deadlines.get(kind="rating").due_on
    clock.close_unrated(at=AT + timedelta(days=(window - AT.date()).days + 2))
    assert again(found).state == "replied", "nor does time close it before somebody has rung"
    said = {"handled": "no", "satisfied": 1, "reasons": ["too_slow"]}
    actions.call_answered(matter=found, version=found.version, by=world.sun, at=LATER, **said)
    assert [one.handled for one in Rating.objects.order_by("at", "pk")] == ["yes", "no"]
    with pytest.raises(Refused, match="asked by telephone already"):
        rated(again(found))
    actions.rate(matter=again(found), handled="no", satisfied=1, words="", door="code", at=LATER)
    assert Rating.objects.count() == 3, "that it is not solved may be said again at any time"


def test_in_a_browser_in_which_officials_sign_in_nobody_rates_by_a_code_that_one_gave_out(
    world: World, client: Client
) -> None:
    lodged = make.lodged(world, raised_by=world.xia)
    found = lodged.matter
    client.post("/login/", {"username": "xia", "password": PASSWORD})
    client.post("/logout/")
    there = str(
        client.post("/c/heyang/ask/", {"reference": found.reference, "code": lodged.code})["Location"]
    )
    page = client.get(f"{there}withdrawal/", headers={"accept-language": "en"}).content.decode()
    assert "given out by an official" in page, "it is taken back where it is kept who asks"
    with pytest.raises(Refused, match="given out by an official"):
        actions.withdraw(matter=found, words="不用了", at=LATER)
    assert WORKS_HERE in client.cookies
    request = RequestFactory().get("/")
    request.COOKIES[WORKS_HERE] = "1"
    asked: Any = request
    no = web._objection_to_browser(asked, found, web.RATING)
    assert no is not None
    assert "the counter" in no, "somebody without a telephone of their own is told another way"
    for other in (web.SUPPLY, web.FILES, web.REOPENING, web.REVIEW, web.WITHDRAWAL, web.NEW_FACTS):
        assert web._objection_to_browser(asked, found, other) is None, "at the computer of a village office"
    own = make.lodged(world).matter
    assert web._objection_to_browser(asked, own, web.RATING) is None, "the code went to the person"
    request.COOKIES.clear()
    assert web._objection_to_browser(asked, found, web.RATING) is None
