"""Field research: plan, trip, finding, measure, second look; what nobody carried out is listed; nothing found is asked."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from huiyin.contacts import actions as contacts_actions
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.research import actions
from huiyin.research.models import ResearchPlan
from tests.house.parts import around
from tests.world import AT, SHANGHAI, World

Enter = Callable[[Official], Client]
LATER = datetime(2026, 7, 3, 9, 0, tzinfo=SHANGHAI)


def trip(world: World, plan: ResearchPlan) -> Contact:
    """Chen went to the village."""
    link = actions.record_trip(
        plan=plan, place=world.village, held_on=AT.date(), note="看了三段渠道", by=world.chen, at=AT
    )
    return link.contact


def test_s26_a_plan_nobody_carried_out_is_listed_at_the_end_of_its_half_year(world: World) -> None:
    plan = around.research(world)
    seen = ResearchPlan.objects.visible_to(world.chen, LATER)
    assert not seen.ended_before(date(2026, 6, 30)).exists()
    assert list(seen.ended_before(date(2026, 7, 1)).not_carried_out()) == [plan]
    contact = trip(world, plan)
    assert not seen.ended_before(date(2026, 7, 1)).not_carried_out().exists()
    contacts_actions.void(contact=contact, reason="记错了", by=world.chen, at=AT)
    assert list(seen.ended_before(date(2026, 7, 1)).not_carried_out()) == [plan], "a trip struck out is none"


def test_s26_the_page_lists_it(world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    around.research(world)
    heading = "半年结束仍未开展的计划"
    assert heading not in enter(world.chen).get("/research/").content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    assert heading in enter(world.chen).get("/research/").content.decode()


def test_s26_nothing_found_is_asked_and_never_refused(world: World, enter: Enter) -> None:
    plan = around.research(world)
    client = enter(world.chen)
    url = f"/research/{plan.pk}/report/"
    answer = client.post(url, {"version": "1", "summary": "渠道总体完好"})
    assert answer.status_code == 422
    assert "确实没有发现吗" in answer.content.decode()
    assert "渠道总体完好" in answer.content.decode(), "what was typed stays"
    assert (
        client.post(url, {"version": "1", "summary": "渠道总体完好", "nothing_found": "on"}).status_code
        == 302
    )
    plan.refresh_from_db()
    assert plan.nothing_found
    assert plan.reported_at == AT


def test_s26_no_problem_among_the_findings_is_asked_too(world: World) -> None:
    plan = around.research(world)
    actions.find(plan=plan, text="灌溉制度执行良好", is_problem=False, by=world.chen, at=AT)
    with pytest.raises(Refused, match="holds no problem"):
        actions.hand_in(plan=plan, summary="良好", nothing_found=False, version=1, by=world.chen, at=AT)
    actions.find(plan=plan, text="渠道渗漏", is_problem=True, by=world.chen, at=AT)
    actions.hand_in(plan=plan, summary="渗漏", nothing_found=False, version=1, by=world.chen, at=AT)
    plan.refresh_from_db()
    assert not plan.nothing_found


def test_s26_from_plan_to_second_look(world: World, enter: Enter) -> None:
    client = enter(world.chen)
    sent = {
        "once": "p", "period": "2026-1", "topic": "农田灌溉", "question": "为什么总缺水", "places": "上河村",
        "method": "入户", "due_on": "2026-05-01",
    }  # fmt: skip
    there = client.post("/research/new/", sent)["Location"]
    plan = ResearchPlan.objects.get()
    visit = {"once": "t", "place": str(world.village.pk), "held_on": "2026-03-02", "note": "看了三段渠道"}
    assert client.post(f"{there}trips/", visit).status_code == 302
    assert plan.trips.get().contact.kind == Contact.Kind.RESEARCH
    client.post(f"{there}findings/", {"once": "f", "text": "渗漏三处", "is_problem": "on"})
    finding = plan.findings.get()
    measure_url = f"{there}findings/{finding.pk}/measures/"
    client.post(measure_url, {"once": "m", "text": "维修", "who": "镇农业办", "due_on": "2026-04-01"})
    measure = finding.measures.get()
    step = {"version": "1", "how_done": "已修好", "done_on": "2026-03-02"}
    assert client.post(f"/research/measures/{measure.pk}/", step).status_code == 302
    look = {"version": "2", "follow_up": "水到田头", "followed_on": "2026-03-02"}
    assert client.post(f"/research/measures/{measure.pk}/", look).status_code == 302
    page = client.get(there).content.decode()
    assert all(word in page for word in ("看了三段渠道", "渗漏三处", "已修好", "水到田头"))


def test_s26_a_trip_carries_out_one_plan_only(world: World) -> None:
    first, second = around.research(world), around.research(world)
    contact = trip(world, first)
    with pytest.raises(Refused, match="carries out a plan already"):
        actions.link_trip(plan=second, contact=contact, by=world.chen, at=AT)
    with pytest.raises(Refused, match="of your own"):
        _link_a_visit(world, second)


def _link_a_visit(world: World, plan: ResearchPlan) -> None:
    visit = contacts_actions.record(
        place=world.village, held_on=AT.date(), points=[], promises=[], note="走访", by=world.chen, at=AT
    )
    actions.link_trip(plan=plan, contact=visit, by=world.chen, at=AT)


def test_somebody_else_cannot_add_to_it(world: World, enter: Enter) -> None:
    plan = around.research(world)
    client = enter(world.liu)
    assert client.get(f"/research/{plan.pk}/").status_code == 200
    answer = client.post(f"/research/{plan.pk}/findings/", {"once": "x", "text": "我也来一条"})
    assert answer.status_code == 422
    assert not plan.findings.exists()
