"""The life of a matter: the table is total, all is reached, somebody can act, the drawing is true."""

from collections import Counter

from huiyin.lib import charter, charter_shape
from huiyin.matters import dates
from huiyin.matters.models import Deadline, State, Step
from huiyin.matters.models.matter import ANSWERED, LEFT, OPEN
from huiyin.matters.rules import life
from huiyin.matters.rules.capacity import HOLDS
from huiyin.matters.rules.move import Who
from huiyin.matters.rules.table import MOVES
from tests import make_states
from tests.house import tree
from tests.world import AT, World
from tools import docs

TABLE = life.TRANSITIONS


def gaps(table: dict[str, dict[str, str]]) -> list[str]:
    """States without a row, rows without a state, and states that no life reaches."""
    states = {str(state) for state in State}
    reached, waiting = set(), [""]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += [str(state) for state in table.get(here, {}).values()]
    found = [f"no row for {state}" for state in sorted(states - set(table))]
    found += [f"no such state: {row}" for row in sorted({str(row) for row in table} - states - {""})]
    return found + [f"never reached: {state}" for state in sorted(states - reached)]


def test_every_state_has_a_row_and_is_reached() -> None:
    tree.nothing(gaps(TABLE))
    assert list(TABLE[""].values()) == [State.RECEIVED]


def test_a_state_out_of_reach_is_noticed() -> None:
    cut = {**TABLE, State.ACCEPTED: {}, State.MERGED: {}}
    del cut[State.CLOSED]
    cut[State.RECEIVED] = {deed: to for deed, to in TABLE[State.RECEIVED].items() if to != State.REPLIED}
    assert gaps(cut) == [
        "no row for closed",
        "never reached: closed",
        "never reached: finalised",
        "never reached: in_progress",
        "never reached: pending_approval",
        "never reached: replied",
        "never reached: reviewed",
        "never reached: under_recheck",
        "never reached: under_review",
    ]


def test_deeds_are_those_of_the_table_and_those_beside_it() -> None:
    in_table = {str(deed) for row in TABLE.values() for deed in row}
    beside = {str(deed) for deed in life.BESIDE}
    assert in_table & beside == set()
    assert in_table | beside == set(Step.Deed.values)
    assert {str(deed) for deed in life.NUMBERS} == in_table, "each has its number"
    by_staff = {str(deed) for deed in life.STAFF_DEEDS}
    by_others = {"lodge", "rate", "reopen", "go_on", "lapse", "take_away"}
    assert in_table - by_staff == by_others, "these are the resident's, and time's"


def test_open_answered_and_left_are_the_whole() -> None:
    assert sorted((*OPEN, *ANSWERED, *LEFT)) == sorted(State), "each stands in one of them"
    ways = {str(state): set(TABLE[state].values()) for state in LEFT if state != State.MERGED}
    ways["finalised"] = set(TABLE["finalised"].values()) - {
        State.UNDER_RECHECK
    }  # signed in time, entered late
    assert all(there <= {state} for state, there in ways.items()), (
        "what left or ended does not come back, unless a merging is undone"
    )
    assert all(TABLE[state] for state in (*OPEN, *ANSWERED) if state != State.FINALISED)


def test_every_open_state_has_somebody_who_can_act(world: World) -> None:
    cast = (world.chen, world.liu, world.he, world.gao, world.ma, world.sun)
    stuck = []
    for state in OPEN:
        matter = make_states.MAKERS[state](world)
        assert matter.state == state
        free = [
            c.deed
            for who in cast
            for c in life.choices(matter, who, AT)
            if c.objection is None and c.deed != Step.Deed.FLAG_URGENT
        ]
        if not free:
            stuck.append(state)
    tree.nothing(stuck)


def test_the_makers_bring_a_matter_to_every_state(world: World) -> None:
    assert set(make_states.MAKERS) == set(State)
    assert [make_states.MAKERS[state](world).state for state in (State.REPLIED, State.CLOSED)] == [
        State.REPLIED,
        State.CLOSED,
    ]


def test_clocks_that_start_also_stop() -> None:
    """With the shipped charter: what a moment of the table, or a deed that makes it owed, starts, a move of the table stops."""
    shipped = charter.load(charter.shipped()[charter.BASE])
    begun_at = [(move.makes, profile) for move in MOVES for profile in charter_shape.PROFILES]
    begun = {kind for moment, profile in begun_at for kind in dates.begun_by(shipped, moment, profile)}
    owed = {kind for move in MOVES for kind in move.owes}
    stopped = {kind for move in MOVES for kind in move.stops}
    assert owed == set(dates.OWED)
    assert begun | owed == stopped == set(Deadline.Kind.values)


def test_no_deed_leads_two_ways_from_one_state_and_each_belongs_to_somebody() -> None:
    pairs = Counter((source, move.deed) for move in MOVES for source in move.sources)
    tree.nothing(pair for pair, times in pairs.items() if times > 1)
    tree.nothing(move.deed for move in MOVES if not move.who)
    outside = {Who.RESIDENT, Who.RESIDENT_ONCE, Who.FOR_RESIDENT, Who.NAMING, Who.TIME}
    assert set(Who) - set(HOLDS) == outside, "whoever is of the staff is known by a post"
    assert {who for move in MOVES for who in move.who} == set(Who)
    assert {move.makes for move in MOVES if move.makes} <= {*charter_shape.MOMENTS, dates.TOLD}


def test_the_drawing_is_the_table() -> None:
    path = tree.ROOT / docs.STATES
    assert path.exists(), "make docs"
    assert path.read_text(encoding="utf-8") == docs.states(), "make docs"


def test_the_drawing_of_reception_sessions_is_their_table() -> None:
    path = tree.ROOT / docs.RECEPTIONS
    assert path.exists(), "make docs"
    assert path.read_text(encoding="utf-8") == docs.receptions(), "make docs"
    assert docs.receptions({"": {"plan": "draft"}}) != docs.receptions()


def test_the_drawing_of_draws_is_their_table() -> None:
    path = tree.ROOT / docs.DRAWS
    assert path.exists(), "make docs"
    assert path.read_text(encoding="utf-8") == docs.draws(), "make docs"
    assert docs.draws({"": {"plan": "planned"}}) != docs.draws()


def test_a_drawing_of_another_table_is_noticed() -> None:
    other = {**TABLE, State.CLOSED: {}}
    assert docs.states(other) != docs.states()
    assert "closed --> in_progress" in docs.states()
    assert "closed --> in_progress" not in docs.states(other)
