"""Any history that the table allows: the trail replays to the state, sums hold at every moment (I-03, I-04, I-05)."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, figures
from huiyin.matters.models import Matter
from huiyin.matters.rules import life
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World

ENDS = ("redirect", "decline", "withdraw")
OUTCOMES = ["resolved", "explained_policy", "not_supported", "answered"]


def move(found: Matter, world: World, choice: random.Random, at: datetime) -> None:
    """One deed the table allows from here, by somebody who may."""
    ends = choice.random() < 0.1  # seldom, or no history would go on for long
    deeds = [deed for deed in life.TRANSITIONS[found.state] if ends or deed not in ENDS]
    if not deeds:
        raise Refused("nothing follows")
    deed = choice.choice(deeds)
    version = found.version
    match deed:
        case "route":
            to = choice.choice(
                [u for u in (world.office, world.town, world.traffic, world.village) if u != found.lead_unit]
            )
            actions.route(matter=found, to=to, topic="", version=version, by=world.liu, at=at)
        case "recall":
            actions.recall(matter=found, reason="交错了", version=version, by=world.liu, at=at)
        case "hand_back":
            proposed = world.traffic if found.lead_unit != world.traffic else world.office
            reason = "不属于本单位职责"
            by = Official.objects.get(username="yu") if found.lead_unit == world.traffic else world.gao
            by = by if found.lead_unit in (world.traffic, world.office) else world.ma
            actions.hand_back(matter=found, reason=reason, proposed=proposed, version=version, by=by, at=at)
        case "uphold":
            to = choice.choice(
                [u for u in (world.office, world.traffic, world.village) if u != found.lead_unit]
            )
            actions.uphold(matter=found, to=to, version=version, by=world.liu, at=at)
        case "designate":
            actions.designate(matter=found, words="职责清单写明", version=version, by=world.liu, at=at)
        case "accept":
            head, handler = (world.gao if found.lead_unit == world.office else world.ma), None
            if found.lead_unit == world.traffic:
                head, handler = (Official.objects.get(username=name) for name in ("yu", "tu"))
            actions.accept(matter=found, handler=handler or head, version=version, by=head, at=at)
        case "start":
            actions.start(matter=found, words="到现场看了", version=version, by=found.handler, at=at)  # type: ignore[arg-type]
        case "note":
            actions.note(matter=found, words="又去看了", version=version, by=found.handler, at=at)  # type: ignore[arg-type]
        case "draft":
            reply = {
                **make.REPLY,
                "outcome": choice.choice(OUTCOMES),
                "basis": "某办法第三条",
                "opinion": "字" * 50,
            }
            actions.draft_reply(matter=found, version=version, by=found.handler, at=at, **reply)  # type: ignore[arg-type]
        case "return":
            actions.return_draft(
                matter=found, reason="再核实一下", version=version, by=_approver(found, world), at=at
            )
        case "approve":
            actions.approve(matter=found, version=version, by=_approver(found, world), at=at)
        case "rate":
            rating = {"handled": choice.choice(["yes", "no"]), "satisfied": choice.randint(1, 5)}
            actions.rate(matter=found, words="", door="code", at=at, **rating)  # type: ignore[arg-type]
        case "close":
            actions.close(matter=found, version=version, by=world.liu, at=at)
        case "redirect":
            notice = {
                "route": "arbitration",
                "organ": "县劳动仲裁委",
                "words": "请向仲裁委提出",
                "told": "page",
            }
            actions.redirect(matter=found, version=version, by=world.liu, at=at, **notice)
        case "decline":
            reason = {"reason": "outside_county", "words": "不属于本县", "told": "phone"}
            actions.decline(matter=found, version=version, by=world.liu, at=at, **reason)
        case "withdraw":
            actions.withdraw(matter=found, words="", at=at)
        case "reopen":
            actions.reopen(matter=found, words="还没解决", at=at)


def _approver(found: Matter, world: World):  # type: ignore[no-untyped-def]
    if found.lead_unit == world.traffic:
        return Official.objects.get(username="yu")
    return world.ma if found.handler != world.ma else world.gao


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), matters=st.integers(1, 4), moves=st.integers(0, 30))
def test_any_history(world: World, seed: int, matters: int, moves: int) -> None:
    choice, at = random.Random(seed), AT
    known = set(Matter.objects.values_list("pk", flat=True))
    mine = [make.matter(world).pk for _ in range(matters)]
    moments = [AT]
    for _ in range(moves):
        at += timedelta(hours=choice.randint(1, 60))
        found = Matter.objects.get(pk=choice.choice(mine))
        due_before, first = found.promised_on, found.due_on
        try:
            move(found, world, choice, at)
        except Refused:
            continue
        moments.append(at)
        after = Matter.objects.get(pk=found.pk)
        check_trail(after)
        assert after.promised_on == due_before
        if after.reopened == found.reopened:
            assert after.due_on == first  # I-09, I-12: only taking it up again moves the date
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for moment in moments[-3:]:
        check_sums(world, moment)
    assert known.isdisjoint(mine)


def check_trail(found: Matter) -> None:
    """The trail replays to the stored state, by moves of the table only."""
    state = ""
    for step in found.steps.order_by("pk"):
        if step.deed not in life.BESIDE:
            assert life.TRANSITIONS[state][step.deed] == step.state_after
        state = step.state_after
    assert state == found.state
    assert found.holding_unit_id
    if found.state not in ("received", "routed", "return_disputed", "redirected", "withdrawn"):
        assert found.lead_unit_id
        assert found.handler_id
        assert found.accountable_head_id


def check_sums(world: World, as_of: datetime) -> None:
    """S42 and I-03 at that moment, and each count equals its rows."""
    period = figures.Extent(world.root, date(2026, 1, 1), date(2027, 1, 1), as_of)
    n = figures.count(period, world.county)
    parts = ("routed_county", "routed_town", "routed_village", "unrouted", "referred")
    assert n["matters"] == sum(n[part] for part in parts)
    below = n["routed_town"] + n["routed_village"]
    assert below == n["concluded_fed_back"] + n["explained"] + n["in_handling"] + n["not_started"]
    for name, number in n.items():
        assert figures.rows(period, world.county, name).count() == number


def test_figures_stand_as_they_stood(world: World) -> None:
    found = make.started(world)
    period = figures.Extent(world.town, date(2026, 3, 1), date(2026, 4, 1), AT)
    assert figures.count(period, world.county)["in_handling"] == 1
    actions.draft_reply(
        matter=found, version=found.version, by=world.he, at=AT + timedelta(days=2), **make.REPLY
    )
    found = Matter.objects.get(pk=found.pk)
    actions.approve(matter=found, version=found.version, by=world.gao, at=AT + timedelta(days=3))
    later = figures.Extent(world.town, date(2026, 3, 1), date(2026, 4, 1), AT + timedelta(days=3))
    assert figures.count(later, world.county)["concluded_fed_back"] == 1
    assert figures.count(period, world.county)["in_handling"] == 1  # and still so as of then


@pytest.mark.parametrize("unit", ["sibling", "far_village"])
def test_another_townships_figures_do_not_count_ours(world: World, unit: str) -> None:
    make.matter(world)
    period = figures.Extent(getattr(world, unit), date(2026, 1, 1), date(2027, 1, 1), AT)
    assert figures.count(period, world.county)["matters"] == 0
