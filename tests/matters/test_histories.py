"""Any history that the table allows: the trail replays to the state, sums hold at every moment (I-03, I-04, I-05)."""

import random
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, figures
from huiyin.matters.models import Matter
from huiyin.matters.models.state import WITHOUT_PEOPLE
from huiyin.matters.rules import life
from huiyin.orgs.models import Official
from tests import make
from tests.matters import asking, desk_moves
from tests.sealed.keys import entered
from tests.world import AT, World

ENDS = ("seal", "redirect", "decline", "hand_over", "withdraw", "merge")
DECIDED = ("extend", "refuse_more_time")
# Or no history would go on for long; others: 10.
WEIGHTS = dict.fromkeys([*ENDS, *DECIDED, "flag_urgent"], 1) | {"accept": 30}
OUTCOMES = ["resolved", "explained_policy", "not_supported", "answered"]


def chosen(found: Matter, choice: random.Random) -> str:
    """A deed that the table allows from here; none where nothing follows."""
    deeds = list(life.TRANSITIONS[found.state])
    weights = WEIGHTS | (dict.fromkeys(DECIDED, 20) if found.more_time_asked_at else {})
    return choice.choices(deeds, [weights.get(deed, 10) for deed in deeds])[0] if deeds else ""


def move(deed: str, found: Matter, world: World, choice: random.Random, at: datetime) -> None:
    """The deed, by somebody who may."""
    version = found.version
    if desk_moves.move(deed, found, world, at):
        return
    match deed:
        case "route":
            to = choice.choice(
                [u for u in (world.office, world.town, world.traffic, world.village) if u != found.lead_unit]
            )
            actions.route(
                matter=found, to=to, topic="", version=version, by=world.liu, at=at, note="村里先看"
            )
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
            actions.uphold(matter=found, to=to, version=version, by=world.liu, at=at, note="村里先看")
        case "designate":
            actions.designate(matter=found, words="职责清单写明", version=version, by=world.liu, at=at)
        case "accept":
            head, staff = _people(found, world)
            actions.accept(matter=found, handler=staff[0], version=version, by=head, at=at)
        case "reassign":
            head, staff = _people(found, world)
            other = choice.choice([one for one in staff if one != found.handler])
            actions.reassign(matter=found, handler=other, version=version, by=head, at=at)
        case "start":
            actions.start(matter=found, words="到现场看了", version=version, by=found.handler, at=at)  # type: ignore[arg-type]
        case "note":
            actions.note(matter=found, words="又去看了", version=version, by=found.handler, at=at)  # type: ignore[arg-type]
        case "ask_more_time":
            asked = {"n": choice.randint(1, 15), "reason": "灯杆要重新采购"}
            actions.ask_more_time(matter=found, version=version, by=found.handler, at=at, **asked)  # type: ignore[arg-type]
        case "extend":
            actions.extend(matter=found, version=version, by=_people(found, world)[0], at=at)
        case "refuse_more_time":
            by = _people(found, world)[0]
            actions.refuse_more_time(matter=found, why="库里有灯杆", version=version, by=by, at=at)
        case "ask_unit" | "ask_advice" | "ask_up" | "take_over":
            asking.play(deed, found, world, choice, at)
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
                matter=found, reason="再核实一下", version=version, by=_people(found, world)[0], at=at
            )
        case "approve":
            actions.approve(matter=found, version=version, by=_people(found, world)[0], at=at)
        case "deliver":
            actions.deliver(matter=found, way="hand", how="本人", version=version, by=found.handler or world.he, at=at)  # fmt: skip
        case "try_delivery":
            actions.try_delivery(matter=found, words="关机", version=version, by=found.handler or world.he, at=at)  # fmt: skip
        case "call":
            said = {"handled": choice.choice(["yes", "no"]), "satisfied": 2, "reasons": ["too_slow"]}
            actions.call_answered(matter=found, version=version, by=world.sun, at=at, **said)  # type: ignore[arg-type]
        case "try_call":
            who = {"matter": found, "version": version, "by": world.sun, "at": at}
            actions.call_in_vain(outcome="not_reached", words="", **who)  # type: ignore[arg-type]
        case "take_up":
            actions.take_up(matter=found, words="还没解决", version=version, by=world.sun, at=at)
        case "rate":
            rating = {"handled": choice.choice(["yes", "no"]), "satisfied": choice.randint(1, 5)}
            actions.rate(matter=found, words="", door="code", at=at, **rating)  # type: ignore[arg-type]
        case "close":
            actions.close(matter=found, version=version, by=world.liu, at=at)
        case "redirect":
            notice = {"route": "arbitration", "organ": "县仲裁委", "words": "请找仲裁委", "told": "page"}
            actions.redirect(matter=found, version=version, by=world.liu, at=at, **notice)
        case "merge":
            primary = make.matter(world, at=at) if choice.random() < 0.5 else merging_partner(found)
            given = {"primary": primary, "why": "同一处路灯", "version": version}
            actions.merge(matter=found, by=world.liu, at=at, **given)  # type: ignore[arg-type]
        case "unmerge":
            actions.unmerge(matter=found, why="不是同一处", version=version, by=world.liu, at=at)
        case "withdraw":
            actions.withdraw(matter=found, words="", at=at)
        case "reopen":
            actions.reopen(matter=found, words="还没解决", at=at)
        case _:
            raise AssertionError(f"nobody here does {deed}")


def merging_partner(found: Matter) -> Matter:
    """Any other, also one that does not do."""
    return Matter.objects.exclude(pk=found.pk).order_by("-pk").first() or found


def _people(found: Matter, world: World) -> tuple[Official, list[Official]]:
    """The head of the unit in the lead, and who may handle it there."""
    if found.lead_unit == world.traffic:
        yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
        return yu, [tu, yu]
    return (world.gao if found.lead_unit == world.office else world.ma), [world.he, world.liu, world.xia]


def test_any_history(world: World) -> None:
    done, refused = Counter[str](), Counter[str]()
    entered(world)

    @settings(max_examples=20, deadline=None)
    @given(seed=st.integers(0, 10_000), matters=st.integers(1, 4), moves=st.integers(10, 50))
    def play(seed: int, matters: int, moves: int) -> None:
        history(world, random.Random(seed), matters, moves, done, refused)

    play()
    assert done.total() > 2 * refused.total(), f"hardly anything happened: {done} {refused}"


def history(
    world: World, choice: random.Random, matters: int, moves: int, done: Counter[str], refused: Counter[str]
) -> None:
    """Some matters and some deeds, each judged by what it left behind."""
    at, moments = AT, [AT]
    by_desk = {"resident": world.wang, "raised_by": world.xia}
    mine = [make.matter(world, **choice.choice([{}, by_desk])).pk for _ in range(matters)]
    for _ in range(moves):
        at += timedelta(hours=choice.randint(1, 60))
        found = Matter.objects.get(pk=choice.choice(mine))
        deed = chosen(found, choice)
        if choice.random() < 0.5:
            asking.go_on(found, world, choice, at)
        if not deed:
            continue
        try:
            move(deed, found, world, choice, at)
        except Refused:
            refused[deed] += 1
            continue
        done[deed] += 1
        moments.append(at)
        after = Matter.objects.get(pk=found.pk)
        check_trail(after)
        check_dates(deed, found, after)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for moment in moments[-3:]:
        check_sums(world, moment)


def check_dates(deed: str, before: Matter, after: Matter) -> None:
    """What was promised first stays on record; the date moves on if more time is granted, and is a new one if it is
    taken up again; nothing else touches it (I-09, I-12, T14, T20)."""
    assert after.promised_on == before.promised_on
    assert before.due_on is not None
    assert after.due_on is not None
    if deed == "extend":
        assert after.due_on > before.due_on
    elif deed not in ("reopen", "take_up"):
        assert after.due_on == before.due_on, deed


def check_trail(found: Matter) -> None:
    """The trail replays to the stored state, by moves of the table only."""
    state = ""
    for step in found.steps.order_by("pk"):
        if step.deed not in life.BESIDE:
            assert life.TRANSITIONS[state][step.deed] == step.state_after
        state = step.state_after
    assert state == found.state
    assert found.holding_unit_id
    if found.state not in WITHOUT_PEOPLE:
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
