"""What a clerk says of it at once: its kind, a petition, an order with its date, and an answer that settles it."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from django.test import Client

from huiyin.intake.desk.forms import CallForm
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests.intake.test_desk import refused, send
from tests.world import SHANGHAI, World

ORDER = {"profile": "hotline_order", "order_number": "12345-0001", "order_due_on": "2026-03-06"}


def test_the_kind_suggests_the_procedure_and_another_may_be_chosen(world: World, xia: Client) -> None:
    for once, kind, profile, went_by in (
        ("a", "", "", "contact_matter"),
        ("b", "consultation", "", "inquiry"),
        ("c", "opinion", "", "suggestion"),
        ("d", "complaint", "petition_claim", "petition_claim"),
    ):
        assert send(xia, once, kind=kind, profile=profile).status_code == 302
        found = Matter.objects.latest("pk")
        assert (found.kind, found.profile) == (kind, went_by)


def test_an_order_keeps_its_number_its_date_and_its_hour(world: World, xia: Client) -> None:
    send(xia, **ORDER, order_due_hour="15:30")
    found = Matter.objects.get()
    assert (found.profile, found.source, found.external_id) == ("hotline_order", "12345", "12345-0001")
    assert (found.printed_on, found.printed_hour) == (date(2026, 3, 6), time(15, 30))
    assert found.due_on == date(2026, 3, 6)
    handle = found.deadlines.get(kind="handle")
    assert handle.due_at == datetime(2026, 3, 6, 15, 30, tzinfo=SHANGHAI)


def test_an_order_has_a_date_that_is_not_before_its_receipt_and_is_taken_down_once(
    world: World, xia: Client
) -> None:
    assert "latest day that stands on the order" in refused(xia, **{**ORDER, "order_due_on": ""})
    assert "before its receipt" in refused(xia, **{**ORDER, "order_due_on": "2026-03-01"})
    assert send(xia, **ORDER).status_code == 302
    again: Any = send(xia, "t2", **ORDER)
    assert again.status_code == 422
    assert "taken down already" in again.content.decode()
    assert Matter.objects.count() == 1


def test_two_clerks_who_take_down_the_same_order_at_once_read_that_it_is_there(
    world: World, xia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(xia, **ORDER)
    unseen = lambda form: form.cleaned_data["order_number"]  # noqa: E731 - the other one is not committed yet
    monkeypatch.setattr(CallForm, "clean_order_number", unseen)
    again: Any = send(xia, "t2", **ORDER)
    assert again.status_code == 422
    form = again.context["form"]
    assert form.errors["order_number"] == ["This order has been taken down already."]
    assert Matter.objects.count() == 1


def test_what_is_no_order_keeps_no_date_of_one(world: World, xia: Client) -> None:
    send(xia, **{**ORDER, "profile": ""})
    found = Matter.objects.get()
    assert (found.profile, found.external_id, found.printed_on) == ("contact_matter", "", None)


def test_a_question_is_answered_in_the_same_breath(world: World, xia: Client) -> None:
    answer = send(xia, kind="consultation", answer="周一到周五都能办，带身份证。")
    assert answer.status_code == 302
    found = Matter.objects.get()
    assert (found.state, found.profile, found.level) == ("replied", "inquiry", "desk")
    assert found.replies.get().opinion == "周一到周五都能办，带身份证。"
    page = xia.get(answer.url).content.decode()
    assert found.reference in page


def test_what_does_not_wait_and_what_is_another_desks_is_not_answered_in_the_same_breath(
    world: World, xia: Client, enter: Callable[[Official], Client]
) -> None:
    asked = {"kind": "consultation", "answer": "周一到周五都能办"}
    page = refused(xia, **asked, urgent_kind="fire", rung="已报119")
    assert "please pass it on to who begins at once" in page
    assert "goes to the desk of" in refused(enter(world.qian), **asked, place="上河村")


def test_a_petition_is_not_answered_in_the_same_breath(world: World, xia: Client) -> None:
    page = refused(xia, profile="petition_claim", answer="不行")
    assert "in writing" in page


def test_the_page_offers_what_the_charter_lists(world: World, xia: Client) -> None:
    page = xia.get("/calls/new/").content.decode()
    for code in ("consultation", "thanks", "petition_simple", "hotline_order"):
        assert f'value="{code}"' in page
    assert 'value="legal_route"' not in page
    assert 'data-show-when="kind=consultation"' in page
    assert 'data-show-when="profile=hotline_order"' in page
