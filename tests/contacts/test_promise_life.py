"""Whatever is done to a promise in whatever order, it is in one state, its days only move on, and its end is final."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.contacts import actions
from huiyin.contacts.models import Promise
from huiyin.lib.refusal import Refused
from tests.world import AT, World

DEEDS = st.tuples(
    st.sampled_from(["keep", "revise", "not_keep", "void"]),
    st.integers(-3, 9),
    st.integers(0, 6),
    st.booleans(),
)


def do(promise: Promise, deed: str, days: int, world: World, at: Any, stale: bool) -> None:
    given: dict[str, Any] = {"version": promise.version - stale, "by": world.chen, "at": at}
    if deed == "keep":
        actions.keep(promise=promise, how="办好了", **given)
    elif deed == "revise":
        due = promise.due_on + timedelta(days=days)
        told: dict[str, Any] = {"told_on": at.date(), "told_how": "face"}
        actions.revise(promise=promise, due_on=due, reason="料没到", **told, **given)
    elif deed == "not_keep":
        actions.not_keep(promise=promise, why="缺经费", **given)
    else:
        actions.void_promise(promise=promise, reason="录错了", **given)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, max_size=8))
def test_s14_any_sequence_keeps_one_state_and_moves_the_day_only_forward(
    world: World, deeds: list[Any]
) -> None:
    today = AT.date()
    promise = actions.promise(
        text="修好水管",
        due_on=today + timedelta(days=3),
        made_on=today,
        by=world.chen,
        unit=world.branch,
        at=AT,
    )
    first, at = promise.due_on, AT
    for deed, days, wait, stale in deeds:
        at += timedelta(days=wait)
        before, version = promise.state, promise.version
        try:
            do(promise, deed, days, world, at, stale)
        except Refused:
            promise.refresh_from_db()
            assert (promise.state, promise.version) == (before, version)
        else:
            assert before == "open"
            assert promise.version == version + 1
        promise.refresh_from_db()
        ends = [promise.kept_at, promise.not_kept_at, promise.voided_at]
        assert sum(end is not None for end in ends) == (promise.state != "open")
    revisions = list(promise.revisions.all())
    days_of = [first, *(revision.new_due_on for revision in revisions)]
    assert [revision.old_due_on for revision in revisions] == days_of[:-1]
    assert days_of == sorted(set(days_of))
    assert promise.due_on == days_of[-1]
    assert [r.at for r in revisions] == sorted(r.at for r in revisions)
