"""Paired assistance: agreed with the household, money with its receipt, facts of what is left, nothing in public."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin.contacts.models import Contact
from huiyin.help import actions, aid_rules
from huiyin.help.actions import Money
from huiyin.help.models import AidAction, AidPlan
from huiyin.lib.refusal import Refused
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official
from huiyin.people.models import ConsentRecord
from tests.house.parts import around
from tests.house.parts.around import HELPED, MEASURE, NEED
from tests.world import AT, World

Enter = Callable[[Official], Client]
TODAY = AT.date()


def form(**fields: str) -> dict[str, str | list[str]]:
    """What the page of an action sends."""
    return {"once": "t1", "text": HELPED, "done_on": "2026-03-02", "means": ["funding"], **fields}


def test_s22_amounts_need_source_and_receipt(world: World) -> None:
    plan = around.aid_plan(world)
    for money in (Money(100, "", "S-1"), Money(100, "镇慈善资金", " ")):
        with pytest.raises(Refused):
            actions.note_aid(plan=plan, done_on=TODAY, text="给了钱", money=money, by=world.chen, at=AT)
    with pytest.raises(IntegrityError, match="aid_amount_has_source"), transaction.atomic():
        AidAction.objects.filter(plan=plan).update(receipt_number="")
    assert AidAction.objects.get(plan=plan).yuan == "500.00"


def test_s22_the_page_asks_for_the_receipt_and_keeps_what_was_typed(world: World, enter: Enter) -> None:
    plan = around.aid_plan(world)
    client = enter(world.chen)
    url = f"/aid/{plan.pk}/actions/"
    answer = client.post(url, form(amount="300.50", amount_source="单位工会"))
    assert answer.status_code == 422
    assert "没有票据的资金不登记" in answer.content.decode()
    assert 'value="300.50"' in answer.content.decode()
    answer = client.post(url, form(amount="300.50", amount_source="单位工会", receipt_number="G-9"))
    assert answer.status_code == 302
    assert AidAction.objects.filter(plan=plan, amount_fen=30050, receipt_number="G-9").count() == 1
    client.post(url, form(amount="300.50", amount_source="单位工会", receipt_number="G-9"))
    assert AidAction.objects.filter(plan=plan).count() == 2, "a second sending makes no second row"


def test_s22_what_is_left_to_do_is_shown_as_facts(world: World, enter: Enter) -> None:
    plan = around.aid_plan(world)
    charter = charter_at(AT).charter
    left = aid_rules.left_to_do(plan, charter, AT)
    assert (left.visits, left.visits_asked, left.visits_left) == (0, 2, 2)
    assert (left.problems, left.problems_asked, left.problems_left) == (0, 1, 1)
    actions.note_aid(
        plan=plan, done_on=TODAY, text="修好了屋顶", solves=True, with_contact=True, by=world.chen, at=AT
    )
    left = aid_rules.left_to_do(plan, charter, AT)
    assert (left.visits_left, left.problems_left) == (1, 0)
    page = enter(world.chen).get(f"/aid/{plan.pk}/").content.decode()
    assert "走访1次，制度要求不少于2次" in page
    assert "还差1次" in page


def test_s22_the_visit_is_recorded_in_the_same_transaction(world: World) -> None:
    plan = around.aid_plan(world)
    made = actions.note_aid(
        plan=plan,
        done_on=TODAY,
        text="上门帮忙装炉子",
        means=("coordination",),
        help_fields=("economy", "insurance"),
        with_contact=True,
        by=world.chen,
        at=AT,
    )
    assert made.contact is not None
    found = Contact.objects.get(pk=made.contact.pk)
    assert (found.kind, found.household_id, found.means) == ("paired_aid", world.home.pk, ["coordination"])
    before = AidAction.objects.count()
    with pytest.raises(Refused):
        actions.note_aid(
            plan=plan,
            done_on=TODAY + timedelta(days=1),
            text="明天的事",
            with_contact=True,
            by=world.chen,
            at=AT,
        )
    assert (AidAction.objects.count(), Contact.objects.count()) == (before, 1)


def test_s22_only_with_a_household_that_still_agrees(world: World) -> None:
    plan = around.aid_plan(world)
    ConsentRecord.objects.filter(pk=world.line.consent_id).update(withdrawn_at=AT)
    world.line.consent.refresh_from_db()
    plan.consent.refresh_from_db()
    with pytest.raises(Refused, match="withdrawn the consent"):
        actions.plan_aid(line=world.line, need=NEED, measure=MEASURE, due_on=TODAY, by=world.chen, at=AT)
    with pytest.raises(Refused, match="withdrawn the consent"):
        actions.note_aid(plan=plan, done_on=TODAY, text="送去米面", by=world.chen, at=AT)
    with pytest.raises(Refused, match="not in your part"):
        actions.plan_aid(line=world.line, need=NEED, measure=MEASURE, due_on=TODAY, by=world.he, at=AT)


def test_s22_no_public_display_of_the_aided_person(world: World, enter: Enter) -> None:
    plan = around.aid_plan(world)
    public = Client()
    for path in ("", "about/", "briefs/", "say/", "ask/"):
        page = public.get(f"/c/heyang/{path}").content.decode()
        assert not [word for word in (NEED, HELPED, MEASURE, "王秀兰", world.home.code) if word in page], path
    assert "王秀兰" in enter(world.chen).get("/aid/").content.decode(), "of one's own register in clear"
    for who, url in ((world.liu, "/aid/"), (world.liu, f"/aid/{plan.pk}/")):
        page = enter(who).get(url).content.decode()
        assert "王秀兰" not in page
        assert world.wang.masked_name in page


def test_s22_a_plan_ends_with_its_result_once(world: World, enter: Enter) -> None:
    plan = around.aid_plan(world)
    client = enter(world.chen)
    assert client.post(f"/aid/{plan.pk}/ending/", {"version": "1", "is_done": "yes"}).status_code == 422
    sent = {"version": "1", "is_done": "yes", "result": "今冬取暖有了着落"}
    assert client.post(f"/aid/{plan.pk}/ending/", sent).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.result) == (AidPlan.State.DONE, "今冬取暖有了着落")
    assert "已经结束" in client.post(f"/aid/{plan.pk}/ending/", sent).content.decode()


def test_the_list_costs_the_same_whatever_its_length(
    world: World, enter: Enter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _number in range(12):
        around.aid_plan(world)
    client = enter(world.chen)
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        assert client.get("/aid/").status_code == 200


def test_qian_of_the_other_township_finds_none_of_it(world: World, enter: Enter) -> None:
    plan = around.aid_plan(world)
    client = enter(world.qian)
    assert client.get(f"/aid/{plan.pk}/").status_code == 404
    assert MEASURE not in client.get("/aid/").content.decode()
