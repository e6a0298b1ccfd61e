"""The pages of inspections through the client: the whole way, who sees what, refusals that are sentences."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.inspection.actions import calling
from huiyin.inspection.models import CallBack, Finding, Inspection
from huiyin.lib.sampling import disagreements, read_draw
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import AdoptedCharter, Appointment, Official
from huiyin.people.models import Reveal
from tests.inspection import inspections as make
from tests.world import AT, World, unit

Enter = Callable[[Official], Client]


def test_s06_the_whole_way_through_the_pages(world: World, enter: Enter) -> None:
    make.visits(world, 3)
    sun = enter(world.sun)
    shown = sun.get("/inspections/new/").content.decode()
    token = shown.partition('name="once" value="')[2].partition('"')[0]
    form = {"once": token, "branch": world.branch.pk, "period": "2025-07-01", "inspector": world.sun.pk}
    where = sun.post("/inspections/new/", form)["Location"]
    assert sun.post("/inspections/new/", form)["Location"] == where, "sent twice, planned once"
    found = Inspection.objects.get()

    def step(noun: str, **fields: object) -> int:
        found.refresh_from_db()
        return sun.post(f"{where}steps/{noun}/", {"version": found.version, **fields}).status_code

    refused = sun.post(f"{where}steps/list/", {"version": 1, "way": "public", "source": ""})
    assert refused.status_code == 422
    assert "请事先写明是哪一次公开摇号" in refused.content.decode()
    assert step("list", way="public", source="体彩排列五 第26050期") == 302
    assert step("number", number="48213") == 302
    assert step("sample") == 302
    for call in CallBack.objects.order_by("number"):
        url = f"{where}calls/{call.number}/"
        assert "19900001234" not in sun.get(url).content.decode()
        assert "19900001234" in sun.post(url, {"deed": "number"}).content.decode()
        answers = {"deed": "answered", "identity": "on", "met": "yes", "as_said": "yes"}
        assert sun.post(url, {**answers, "identity": ""}).status_code == 422, (
            "the identity is confirmed first"
        )
        assert sun.post(url, answers).status_code == 302
    assert Reveal.objects.count() == 3
    assert step("checking") == 302
    page = sun.get(f"{where}findings/new/?record={call.contact.reference}").content.decode()
    token = page.partition('name="once" value="')[2].partition('"')[0]
    finding = {
        "once": token,
        "kind": "criticise",
        "about": world.chen.pk,
        "text": "只写了结论",
        "records": "",
    }
    refused = sun.post(f"{where}findings/new/", finding)
    assert refused.status_code == 422
    assert "批评意见至少要列出一条记录" in refused.content.decode()
    assert "只写了结论" in refused.content.decode(), "what was typed stays"
    again = refused.content.decode().partition('name="once" value="')[2].partition('"')[0]
    finding |= {"once": again, "records": call.contact.reference}
    assert sun.post(f"{where}findings/new/", finding).status_code == 302
    assert step("sending") == 302
    chen = enter(world.chen)
    assert "对这条意见作说明" in chen.get(where).content.decode()
    assert chen.post(f"{where}findings/1/answer/", {"words": "细节已补"}).status_code == 302
    sun = enter(world.sun)
    assert step("conclusion") == 302
    shown = sun.get(where).content.decode()
    assert "细节已补" in shown
    assert "名单上的记录全部核实过" in shown


def test_the_branch_learns_the_sample_only_after_the_calls(world: World, enter: Enter) -> None:
    make.visits(world, 2)
    found = make.drawn(world)
    where = f"/inspections/{found.reference}/"
    chen = enter(world.chen)
    shown = chen.get(where).content.decode()
    assert found.seed not in shown
    assert found.population_sha256 in shown
    assert "抽到的记录" not in shown
    assert chen.get(f"{where}draw/").status_code == chen.get(f"{where}draw/file/").status_code == 404
    assert chen.get(f"{where}calls/1/").status_code == 404
    assert chen.get(f"{where}steps/checking/").status_code == 404
    checked = make.fresh(found)
    for call in checked.call_backs.all():
        make.calling.answered(call_back=call, said=make.RIGHT, by=world.sun, at=AT)
    make.inspecting.finish_calls(inspection=checked, version=checked.version, by=world.sun, at=AT)
    shown = chen.get(f"{where}draw/").content.decode()
    assert found.seed in shown
    assert "名单、数量和样本都对得上" in shown
    assert chen.get(f"{where}calls/1/").status_code == 404, "what which person said stays with the inspector"
    file = chen.get(f"{where}draw/file/").content.decode()
    assert disagreements(read_draw(file)) == []


def test_own_findings_and_those_of_others(world: World, enter: Enter) -> None:
    make.visits(world, 2)
    found = make.checked(world)
    make.criticism(world, found)
    where = f"/inspections/{found.reference}/"
    assert "记录的走访没有发生" not in enter(world.chen).get(where).content.decode(), "not sent yet"
    make.inspecting.send_findings(inspection=found, version=found.version, by=world.sun, at=AT)
    assert "记录的走访没有发生" in enter(world.chen).get(where).content.decode()
    assert "记录的走访没有发生" in enter(world.ma).get(where).content.decode()
    assert enter(world.ma).get(f"{where}findings/1/answer/").status_code == 404, "not his to answer"
    assert enter(world.qian).get(where).status_code == 404


def test_who_has_left_the_branch_still_answers(world: World, enter: Enter) -> None:
    make.visits(world, 1)
    found, _finding = make.sent(world)
    Appointment.objects.filter(official=world.chen).update(to_on=AT.date())
    chen = enter(world.chen)
    assert "记录的走访没有发生" in chen.get(f"/inspections/{found.reference}/").content.decode()
    answer = chen.post(f"/inspections/{found.reference}/findings/1/answer/", {"words": "当时的情况是这样"})
    assert answer.status_code == 302


def test_a_finding_names_no_number(world: World, enter: Enter) -> None:
    make.visits(world, 1)
    found, _finding = make.sent(world)
    url = f"/inspections/{found.reference}/findings/1/answer/"
    answer = enter(world.chen).post(url, {"words": "请打 13800138000 问他"})
    assert answer.status_code == 422
    assert "13800138000" in answer.content.decode(), "nothing typed is lost"
    assert not Finding.objects.get().answer


def test_the_list_costs_the_same_whatever_its_length(world: World, enter: Enter) -> None:
    make.planned(world)
    sun = enter(world.sun)
    sun.get("/inspections/")
    with CaptureQueriesContext(connection) as few:
        sun.get("/inspections/")
    for number in range(6):
        one = unit("branch", f"990100101-Z{number}", f"第{number}支部", world.town)
        make.planned(world, branch=one)
    with CaptureQueriesContext(connection) as many:
        shown = sun.get("/inspections/").content.decode()
    assert len(many) == len(few)
    assert shown.index("第0支部") < shown.index("第5支部"), "in the order of the tree"


@pytest.mark.parametrize("who", ["sun", "chen", "ma"])
def test_i27_no_page_orders_people_or_counts_use(world: World, enter: Enter, who: str) -> None:
    make.visits(world, 2)
    found, _finding = make.concluded(world)
    client = enter(getattr(world, who))
    for url in ("/inspections/", f"/inspections/{found.reference}/", "/rectifications/", "/fact-sheets/"):
        shown = client.get(url).content.decode()
        assert not [word for word in ("名次", "得分", "登录次数", "点赞", "在线时") if word in shown]


def test_no_counter_tells_the_branch_what_was_said_while_people_are_still_rung(
    world: World, enter: Enter
) -> None:
    make.visits(world, 2)
    found = make.drawn(world)
    (first, *_others) = found.call_backs.order_by("number")
    calling.answered(call_back=first, said=make.WRONG, by=world.sun, at=AT)
    url = f"/inspections/{found.reference}/"
    assert "回访说明了什么" in enter(world.sun).get(url).content.decode()
    assert "回访说明了什么" not in enter(world.chen).get(url).content.decode()


def test_no_half_year_from_before_the_charter_waits_for_an_inspection(
    world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = make.planned(world)
    assert len(enter(world.sun).get("/inspections/").context["halves"]) == 3
    adopted = AdoptedCharter.objects.get()
    adopted.effective_at = AT - timedelta(days=40)
    monkeypatch.setattr(Ground, "adopted", [adopted])
    this, before = enter(world.sun).get("/inspections/").context["halves"]
    assert this.period.holds(AT.date())
    assert [row.inspection for row in before.rows] == [there], "what there is stays listed"
