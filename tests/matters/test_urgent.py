"""What does not wait (T28): flagged with whom somebody rang, first in every list, told up the line until it is begun."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, urgent_clock
from huiyin.matters.models import Matter, Step, Urgency
from huiyin.matters.models.matter import OPEN
from huiyin.matters.rules import life, urgent
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make, make_states
from tests.matters.reading import told, words_of
from tests.world import AT, World

Enter = Callable[[Official], Client]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_the_heads_hear_at_once_and_whoever_flagged_it_does_not(world: World) -> None:
    found = make.urgent(world)
    assert told(found, "urgent") == ["liu", "ma"], "desk and head of the unit that took it in; not Xia"
    made = Urgency.objects.get(matter=found)
    assert (made.alert_by, made.contact_by) == (AT + 30 * MINUTE, AT + 2 * HOUR)
    begun = make.started(world)
    actions.flag_urgent(
        matter=begun, kind="mass", words="已电话报告镇长", version=begun.version, by=world.liu, at=AT
    )
    assert told(begun, "urgent") == ["gao", "he", "ma"], "and who works on it"


@pytest.mark.parametrize("state", OPEN)
def test_it_is_flagged_in_whatever_open_state_and_moves_no_date(world: World, state: str) -> None:
    found = make_states.MAKERS[state](world)
    actions.flag_urgent(
        matter=found, kind="medical", words="已拨120", version=found.version, by=world.liu, at=AT
    )
    after = Matter.objects.get(pk=found.pk)
    assert (after.state, after.due_on, after.urgent_at) == (state, found.due_on, AT)
    with pytest.raises(Refused, match="already"):
        actions.flag_urgent(
            matter=after, kind="fire", words="已报119", version=after.version, by=world.ma, at=AT
        )


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [("arbitration", "已报119", "lists"), ("", "已报119", "lists"), ("fire", " ", "rung")],
)
def test_without_a_kind_of_the_charter_or_a_call_it_is_refused(
    world: World, kind: str, words: str, said: str
) -> None:
    found = make.matter(world)
    with pytest.raises(Refused, match=said):
        actions.flag_urgent(matter=found, kind=kind, words=words, version=1, by=world.xia, at=AT)
    assert not Urgency.objects.filter(matter=found).exists()


def test_whoever_may_see_it_flags_it_and_nobody_flags_what_is_over(world: World) -> None:
    for found in (make.matter(world), make.started(world, raised_by=world.chen)):
        for who in Official.objects.all():
            sees = Matter.objects.visible_to(who, AT).filter(pk=found.pk).exists()
            assert life.may(Step.Deed.FLAG_URGENT, found, who, AT) is sees, who.username
    assert life.objection(Step.Deed.FLAG_URGENT, make.replied(world), world.liu, AT) is not None


def test_it_stands_first_in_every_list_on_the_desk_and_in_triage(world: World, enter: Enter) -> None:
    older = [make.matter(world, at=AT - timedelta(days=n)) for n in (5, 4)]
    found = make.urgent(world)
    client = enter(world.liu)
    for url in ("/matters/", "/matters/?list=open", "/matters/?list=pressing"):
        rows = client.get(url).context["rows"]
        assert [row.matter.pk for row in rows][:1] == [found.pk], url
    assert client.get("/desk/").context["pressing"][0].matter == found
    waiting = client.get(f"/waiting/matters/?unit={world.town.pk}&what=routing").context["rows"]
    assert [row.matter.pk for row in waiting][:1] == [found.pk]
    seen, after = [], ""
    for _ in range(4):
        page = client.get(f"/triage/{after}")
        seen.append((page.context["matter"].pk, page.context["number"]))
        after = f"?after={seen[-1][0]}"
    first, second = sorted(older, key=lambda one: one.pk)
    assert seen == [(found.pk, 1), (first.pk, 2), (second.pk, 3), (found.pk, 1)]
    gao = enter(world.ma)
    assert gao.get("/desk/").context["pressing"][0].matter == found, (
        "the head sees it without a step of theirs"
    )


def test_page_and_form_say_which_number_to_ring(world: World, enter: Enter) -> None:
    found, client = make.matter(world), enter(world.xia)
    url = f"/matters/{found.reference}/urgency/"
    assert url in words_of(client.get(f"/matters/{found.reference}/"))
    form = words_of(client.get(url))
    for number in ("110", "119", "120"):
        assert number in form
    sent = {"version": found.version, "kind": "fire", "words": "已报119"}
    page = words_of(client.post(url, sent, follow=True))
    assert "已报119" in page
    assert url not in page


def test_nobody_looks_so_it_goes_up_the_line_every_half_hour_also_at_night(world: World) -> None:
    night = AT.replace(day=7, hour=23)  # a Saturday
    found = make.urgent(world, at=night)
    tick = urgent_clock.alert_up_the_line
    assert tick(at=night + 29 * MINUTE) == 0
    assert (tick(at=night + 30 * MINUTE), tick(at=night + 30 * MINUTE)) == (1, 0)
    assert "sun" in told(found, "urgent"), "the rung above the township"
    step = found.steps.get(deed="alert")
    assert (step.unit, step.facts, step.by) == (world.root, {"rung": 1}, None)
    assert (tick(at=night + 59 * MINUTE), tick(at=night + 60 * MINUTE)) == (0, 1)


def test_who_looked_in_time_has_until_the_first_action_is_due(world: World) -> None:
    found = make.urgent(world)
    Notice.objects.filter(about=found.reference, to=world.ma).update(read_at=AT + 5 * MINUTE)
    tick = urgent_clock.alert_up_the_line
    assert tick(at=AT + 30 * MINUTE) == 1
    assert not found.steps.filter(deed="alert").exists(), "somebody has looked, so nobody else is told yet"
    assert tick(at=AT + 2 * HOUR - MINUTE) == 0
    assert tick(at=AT + 2 * HOUR) == 1
    assert found.steps.filter(deed="alert").count() == 1
    assert (tick(at=AT + 4 * HOUR - MINUTE), tick(at=AT + 4 * HOUR)) == (0, 1)


@pytest.mark.parametrize("deed", ["start", "note"])
def test_the_first_action_ends_it(world: World, deed: str) -> None:
    found = make.accepted(world) if deed == "start" else make.started(world)
    actions.flag_urgent(
        matter=found, kind="utility", words="已电话报告", version=found.version, by=world.gao, at=AT
    )
    found.refresh_from_db()
    act: Any = getattr(actions, deed)
    act(matter=found, words="抢修队已到场", version=found.version, by=world.he, at=AT + HOUR)
    made = Urgency.objects.get(matter=found)
    assert (made.contacted_at, made.next_at) == (AT + HOUR, None)
    assert urgent_clock.alert_up_the_line(at=AT + 9 * HOUR) == 0


@pytest.mark.parametrize("end", ["withdraw", "hand_over"])
def test_what_has_ended_alerts_nobody(world: World, end: str) -> None:
    found = make.urgent(world)
    if end == "withdraw":
        actions.withdraw(matter=found, words="", at=AT)
    else:
        notice = {"way": "hand", "organ": "县消防救援大队", "words": "已移送", "told": "phone"}
        actions.hand_over(matter=found, version=found.version, by=world.liu, at=AT, **notice)
    assert urgent_clock.alert_up_the_line(at=AT + HOUR) == 0
    assert Urgency.objects.get(matter=found).contacted_at is None


def test_the_clerk_flags_it_while_taking_the_call_down(world: World, enter: Enter) -> None:
    client = enter(world.xia)
    once = words_of(client.get("/calls/new/")).split('name="once" value="')[1].split('"')[0]
    sent = {
        "once": once,
        "channel": "phone",
        "body": "粮站仓库起火了",
        "place": "上河村",
        "urgent_kind": "fire",
    }
    refused = client.post("/calls/new/", {**sent, "rung": ""})
    assert refused.status_code == 422, "ring first"
    assert client.post("/calls/new/", {**sent, "rung": "已报119，镇长已知"}).status_code == 302
    found = Matter.objects.get()
    made = Urgency.objects.get(matter=found)
    assert (made.kind, made.words, made.by) == ("fire", "已报119，镇长已知", world.xia)
    assert "ma" in told(found, "urgent")


def test_the_database_refuses_an_urgency_that_says_nothing_and_an_alarm_after_it_was_begun(
    world: World,
) -> None:
    made = Urgency.objects.filter(matter=make.urgent(world))
    for gap in ({"kind": ""}, {"words": ""}):
        with pytest.raises(IntegrityError, match="urgent_says"), transaction.atomic():
            made.update(**gap)
    with pytest.raises(IntegrityError, match="begun_urgency_is_silent"), transaction.atomic():
        made.update(contacted_at=AT)


def test_what_is_open_again_is_looked_at_again(world: World) -> None:
    """Merged into one that is urgent too, and parted from it, nobody has begun yet (T28)."""
    found, main = make.urgent(world), make.matter(world)
    given: dict[str, Any] = {"by": world.liu, "at": AT}
    with pytest.raises(Refused, match="flag the other one first"):
        actions.merge(matter=found, primary=main, why="同一处", version=found.version, **given)
    actions.flag_urgent(matter=main, kind="fire", words="已报119", version=main.version, **given)
    actions.merge(matter=found, primary=main, why="同一处", version=found.version, **given)
    assert Urgency.objects.get(matter=found).next_at is None
    found.refresh_from_db()
    given["at"] = AT + HOUR
    actions.unmerge(matter=found, why="不是同一处", version=found.version, **given)
    assert Urgency.objects.get(matter=found).next_at == AT + HOUR + 30 * MINUTE


def test_what_is_taken_up_again_is_flagged_anew(world: World) -> None:
    begun = make.started(world)
    flag: dict[str, Any] = {"kind": "utility", "words": "已电话报告", "by": world.gao}
    actions.flag_urgent(matter=begun, version=begun.version, at=AT, **flag)
    begun.refresh_from_db()
    actions.note(matter=begun, words="抢修队已到场", version=begun.version, by=world.he, at=AT + MINUTE)
    begun.refresh_from_db()
    actions.draft_reply(matter=begun, version=begun.version, by=world.he, at=AT + HOUR, **make.REPLY)
    begun.refresh_from_db()
    actions.approve(matter=begun, version=begun.version, by=world.gao, at=AT + HOUR)
    found = actions.reopen(matter=begun, words="还在漏", at=AT + 2 * HOUR)
    assert Urgency.objects.get(matter=found).next_at is None
    actions.flag_urgent(matter=found, version=found.version, at=AT + 3 * HOUR, **flag)
    made = Urgency.objects.get(matter=found)
    assert (made.at, made.contacted_at, made.next_at) == (AT + 3 * HOUR, None, AT + 3 * HOUR + 30 * MINUTE)
    found.refresh_from_db()
    with pytest.raises(Refused, match="already"):
        actions.flag_urgent(matter=found, version=found.version, at=AT + 4 * HOUR, **flag)


def test_who_looked_in_the_first_round_has_not_looked_in_the_second(world: World) -> None:
    found = make.urgent(world)
    made = Urgency.objects.get(matter=found)
    Notice.objects.filter(about=found.reference, kind="urgent").update(read_at=AT)
    assert urgent.has_been_seen(made)
    made.at = AT + HOUR  # flagged anew
    assert not urgent.has_been_seen(made)
