"""What the public holds of a matter or a booking: code, link, receipt and mark, the same for both kinds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from huiyin.lib.sealing import SealBroken
from huiyin.matters.doors import MATTERS
from huiyin.orgs.handles import CODE_KEPT, RECEIPT_OPEN, Handles, receipt_of, same_code
from huiyin.receptions.doors import BOOKINGS
from tests import make, make_reception
from tests.world import AT, World

Made = tuple[Handles[Any], Any, str, str]


@pytest.fixture(params=["matter", "booking"])
def made(request: pytest.FixtureRequest, world: World) -> Made:
    """The handles of a kind, one thing of it, its code and its link."""
    if request.param == "matter":
        lodged = make.lodged(world)
        return MATTERS, lodged.matter, lodged.code, lodged.link
    booked = make_reception.booked(make_reception.published(world))
    return BOOKINGS, booked.booking, booked.code, booked.link


def visit(path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.session = SessionStore()
    request.session.create()
    return request


def test_the_pair_and_the_link_open_it_and_nothing_else_does(made: Made) -> None:
    handles, thing, code, link = made
    assert handles.by_code(thing.reference, code) == handles.by_link(link) == thing
    assert handles.by_code(thing.reference, code.lower().replace("-", " ")) == thing
    for reference, wrong in (
        (thing.reference, "AAAA-CCCC"),
        ("HY-2026-000001-X", code),
        (thing.reference, ""),
    ):
        assert handles.by_code(reference, wrong) is None
    assert handles.by_link(link + "x") is handles.by_link("") is handles.by_link(code) is None


def test_what_is_kept_lets_nothing_be_read_back(made: Made) -> None:
    handles, thing, code, link = made
    stored = handles.found().filter(pk=thing.pk).values_list("code_index", "link_index").get()
    assert not any(secret in column for secret in (code, code.replace("-", ""), link) for column in stored)
    assert (
        handles.code_index(thing.reference, code) == stored[0] != handles.code_index("HY-2026-000001-X", code)
    )


def test_a_code_of_one_kind_is_none_of_the_other() -> None:
    assert MATTERS.code_index("HY-1", "AAAA-CCCC") != BOOKINGS.code_index("HY-1", "AAAA-CCCC")
    assert MATTERS.link_index("link") != BOOKINGS.link_index("link")
    assert (MATTERS.marks, MATTERS.sealed_as) != (BOOKINGS.marks, BOOKINGS.sealed_as)


@pytest.mark.parametrize("wrong", ["number", "code"])
def test_a_wrong_number_and_a_wrong_code_cost_one_query_each(
    made: Made, wrong: str, django_assert_num_queries: Any
) -> None:
    handles, thing, code, _link = made
    with django_assert_num_queries(1):
        pair = (thing.reference, "AAAA-CCCC") if wrong == "code" else ("HY-2026-000001-X", code)
        assert handles.by_code(*pair) is None


# --- the mark ---


def test_a_mark_opens_its_own_thing_and_says_by_which_door(made: Made) -> None:
    handles, thing, _code, _link = made
    request = visit()
    assert handles.opened(request, thing.reference) is None
    handles.open(request, thing, "link")
    found = handles.opened(request, thing.reference.lower())
    assert found is not None
    assert (found.thing, found.door) == (thing, "link")
    assert handles.opened(request, "HY-2026-000001-X") is handles.opened(request, "nonsense") is None
    other = BOOKINGS if handles is MATTERS else MATTERS
    assert other.opened(request, thing.reference) is None


def test_a_mark_changes_the_key_of_the_session_and_can_be_taken_away(made: Made) -> None:
    handles, thing, _code, _link = made
    request = visit()
    planted = request.session.session_key
    handles.open(request, thing, "code")
    assert request.session.session_key != planted
    handles.close(request, thing)
    assert handles.opened(request, thing.reference) is None


def test_a_mark_ends_with_its_code(made: Made) -> None:
    handles, thing, _code, _link = made
    request = visit()
    handles.open(request, thing, "code")
    for index in ("", "f" * 64):
        handles.found().filter(pk=thing.pk).update(code_index=index)
        assert handles.opened(request, thing.reference) is None
    request.session[handles.marks] = {thing.reference: ["", "code"]}
    handles.found().filter(pk=thing.pk).update(code_index="")
    assert handles.opened(request, thing.reference) is None


@pytest.mark.parametrize(("before", "kept"), [(8, 9), (9, 10), (10, 10)])
def test_a_session_keeps_the_ten_newest_marks(made: Made, before: int, kept: int) -> None:
    handles, thing, _code, _link = made
    request = visit()
    request.session[handles.marks] = {f"R{number}": ["i", "code"] for number in range(before)}
    handles.open(request, thing, "code")
    marks = list(request.session[handles.marks])
    assert (len(marks), marks[-1]) == (kept, thing.reference)
    assert marks[0] == f"R{before + 1 - kept}"


def test_without_the_mark_one_is_sent_to_ask_with_the_number(made: Made) -> None:
    handles, thing, _code, _link = made

    @handles.behind_mark
    def page(request: Any, opened: Any) -> HttpResponse:
        return HttpResponse(opened.thing.reference)

    request: Any = visit()
    request.county, request.at = thing_county(thing), AT
    answer = page(request, county=request.county.slug, ref=thing.reference)
    assert answer["Location"] == f"/c/heyang/ask/?ref={thing.reference}"  # type: ignore[index]
    handles.open(request, thing, "code")
    answer = page(request, county=request.county.slug, ref=thing.reference)
    assert answer.content.decode() == thing.reference  # type: ignore[attr-defined]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert page.door == "mark"  # type: ignore[attr-defined]


def thing_county(thing: Any) -> Any:
    return thing.county


# --- the receipt ---


def token_of(url: str) -> str:
    return url.rstrip("/").rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    ("age", "is_open"),
    [
        (-timedelta(seconds=61), False),
        (-timedelta(seconds=60), True),
        (timedelta(0), True),
        (RECEIPT_OPEN - timedelta(seconds=1), True),
        (RECEIPT_OPEN, True),
        (RECEIPT_OPEN + timedelta(seconds=1), False),
    ],
)
def test_a_receipt_is_open_for_a_day(made: Made, age: timedelta, is_open: bool) -> None:
    handles, thing, code, link = made
    made_at = datetime.fromtimestamp(int(getattr(thing, handles.since).timestamp()), AT.tzinfo)
    token = token_of(handles.receipt_url(thing.reference, county="heyang"))
    held = handles.receipt_behind(token, at=made_at + age)
    assert (held is not None) == is_open
    if held is not None:
        assert (held.thing, held.code, held.link) == (thing, code, link)


def test_a_receipt_ends_with_its_code(made: Made) -> None:
    handles, thing, code, link = made
    assert receipt_of(handles.found().get(pk=thing.pk)) == (code, link)
    token = token_of(handles.receipt_url(thing.reference, county="heyang"))
    handles.found().filter(pk=thing.pk).update(receipt="")
    assert receipt_of(handles.found().get(pk=thing.pk)) is None
    assert handles.receipt_url(thing.reference, county="heyang") == "/c/heyang/ask/"
    handles.found().filter(pk=thing.pk).update(code_index="f" * 64)
    assert handles.receipt_behind(token, at=AT) is None


def test_an_altered_receipt_or_one_of_another_kind_is_broken(made: Made) -> None:
    handles, thing, _code, _link = made
    token = token_of(handles.receipt_url(thing.reference, county="heyang"))
    other = BOOKINGS if handles is MATTERS else MATTERS
    tries: list[Callable[[], object]] = [
        lambda: handles.receipt_behind(token[:-4] + "AAAA", at=AT),
        lambda: handles.receipt_behind("x", at=AT),
        lambda: other.receipt_behind(token, at=AT),
    ]
    for attempt in tries:
        with pytest.raises(SealBroken):
            attempt()


def test_the_code_can_be_printed_longer_than_the_receipt_is_open() -> None:
    assert timedelta(hours=24) == RECEIPT_OPEN < CODE_KEPT == timedelta(hours=72)


@pytest.mark.parametrize(
    ("kept", "given", "fits"),
    [("AAAA-CCCC", "AAAA-CCCC", True), ("AAAA-CCCC", "AAAA-CCCD", False), ("AAAA-CCCC", "", False), ("", "", False),
     ("", "-", False), ("", "0000", False), ("", "AAAA-CCCC", False)],
)  # fmt: skip
def test_codes_are_compared_and_nothing_fits_where_nothing_is_kept(kept: str, given: str, fits: bool) -> None:
    assert same_code(kept, given) is fits
