"""Any history that the table allows: the trail replays to the state, sums hold at every moment (I-03, I-04, I-05)."""

import random
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, adding_up, figures
from huiyin.matters.models import Matter
from huiyin.matters.models.state import WITHOUT_PEOPLE
from huiyin.matters.rules import life, procedures
from huiyin.orgs.calendar import local_day
from huiyin.reports import work_summary
from tests import make
from tests.matters import asking, standing
from tests.matters.moves import move
from tests.sealed.keys import entered
from tests.world import AT, World

ENDS = ("seal", "redirect", "decline", "hand_over", "withdraw", "merge")
DECIDED = ("extend", "refuse_more_time")
RECORD = ("correct_record", "leave_record")
CORRECTED = ("approve_correction", "return_correction")
# Or no history would go on for long; others: 10.
WEIGHTS = dict.fromkeys(
    [*ENDS, *DECIDED, *CORRECTED, *RECORD, "recuse", "take_away", "flag_urgent", "answer_now"], 1
) | {"accept": 30}


def chosen(found: Matter, choice: random.Random) -> str:
    """A deed that the table allows from here; none where nothing follows."""
    deeds = list(life.TRANSITIONS[found.state]) if found.receipt_noted_at is None else []
    weights = WEIGHTS | (dict.fromkeys(DECIDED, 20) if found.more_time_asked_at else {})
    weights |= dict.fromkeys(RECORD, 20) if found.record_asked_by else {}
    weights |= dict.fromkeys(CORRECTED, 20) if found.correcting_since else {}
    return choice.choices(deeds, [weights.get(deed, 10) for deed in deeds])[0] if deeds else ""


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
    assert adding_up.drift()[1] == []


def check_dates(deed: str, before: Matter, after: Matter) -> None:
    """What was promised first stays on record; the date moves on if more time is granted, and is a new one if it is
    taken up again; nothing else touches it (I-09, I-12, T14, T20)."""
    assert after.promised_on == before.promised_on or before.promised_on is None
    assert before.due_on is not None
    assert after.due_on is not None
    if deed == "extend":
        assert after.due_on > before.due_on
    elif deed == "reclassify":
        later = after.due_on > before.due_on
        assert not later or after.steps.get(pk=after.steps.latest("pk").pk).note, "told why"
    elif deed not in ("reopen", "take_up") and not procedures.awaits_acceptance(before):
        assert after.due_on == before.due_on, deed
    if after.due_on != before.due_on:
        moved = after.steps.order_by("pk").last()
        assert moved is not None
        assert moved.deed in life.MOVES_A_DATE
        assert (moved.facts["from"], moved.facts["to"]) == (str(before.due_on), str(after.due_on))


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
    parts = ("routed_county", "routed_town", "routed_village", "unrouted", "referred", "answered_at_desk")
    assert n["matters"] == sum(n[part] for part in parts)
    below = n["routed_town"] + n["routed_village"]
    assert below == n["concluded_fed_back"] + n["explained"] + n["in_handling"] + n["not_started"]
    standing.check(period, world.county)
    check_hard(period, world)
    for name, number in n.items():
        assert figures.rows(period, world.county, name).count() == number


def check_hard(period: figures.Extent, world: World) -> None:
    """What was past its date then: in its two parts the same as worked out of every matter."""
    ever = period.since(work_summary.LONG_AGO)
    parts = work_summary.hard_parts(ever, world.county, local_day(period.as_of, world.county))
    found = [pk for rows in parts.values() for pk in rows.values_list("pk", flat=True)]
    hard = work_summary.hard(period, world.county)
    assert sorted(found) == sorted(hard.values_list("pk", flat=True)), period.as_of


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
