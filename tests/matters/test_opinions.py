"""The opinion of a review is brought like an answer, and a recheck is asked for in the days after; signed in time is in time."""

from datetime import date, datetime

import pytest

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, sentences, window_clock
from huiyin.matters.actions.delivering import opened
from huiyin.matters.models import Matter, Review
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make_states
from tests.matters.test_reviewing import DAY, LAST, decide, moment, running
from tests.world import AT, World


def test_an_opinion_is_brought_by_the_desk_in_writing_and_only_then_the_days_begin(world: World) -> None:
    found = make_states.under_review(world, resident=world.wang)
    Matter.objects.filter(pk=found.pk).update(holds_code_since=None)
    found.refresh_from_db()
    decide(found, world.sun)
    found.refresh_from_db()
    sent = found.deliveries.get(review__isnull=False)
    assert (sent.way, sent.unit, found.to_bring, sent.reply) == ("hand", world.town, "hand", None)
    assert set(running(found)) == {"delivery"}
    assert Notice.objects.filter(to=world.liu, kind="bring_opinion").exists()
    assert found in Matter.objects.waiting_for(world.liu, AT + DAY)
    assert found not in Matter.objects.waiting_for(world.he, AT + DAY), "whose answer was looked at"
    given = {"matter": found, "version": found.version, "by": world.liu, "at": AT + 3 * DAY}
    with pytest.raises(Refused, match="in writing"):
        actions.deliver(way="phone", how="本人", **given)  # type: ignore[arg-type]
    actions.deliver(way="post", how="挂号 XA1", **given)  # type: ignore[arg-type]
    assert set(running(found)) == {"recheck_request"}
    assert found.deadlines.running().get().started_on == (AT + 3 * DAY).date()
    assert sentences.told(found.steps.get(deed="deliver")) == "柳林镇 posted the opinion to you."


def test_nobody_loses_the_recheck_while_the_opinion_is_not_there(world: World) -> None:
    found = make_states.reviewed(world, resident=world.wang)
    assert window_clock.let_windows_lapse(at=moment(LAST + 30 * DAY)) == 0
    actions.ask_review(matter=found, words="还是不同意", at=moment(LAST + 30 * DAY))
    found.refresh_from_db()
    assert found.state == "under_recheck"
    assert found.deliveries.get(review__stage=1).overtaken_at is not None


def entered(found: Matter, signed_on: date, by: Official, at: datetime, why: str = "") -> Review:
    ask = actions.ask_review_for if found.state == "replied" else actions.ask_recheck_for
    given = {"words": "没有到现场看过", "late_reason": why, "version": found.version}
    return ask(matter=found, signed_on=signed_on, by=by, at=at, **given)  # type: ignore[arg-type]


def test_the_day_of_the_signature_counts_also_when_a_clerk_enters_it_later(world: World) -> None:
    found = make_states.petition(world)
    assert window_clock.let_windows_lapse(at=moment(LAST + 5 * DAY)) == 1
    at = moment(LAST + 9 * DAY)
    with pytest.raises(Refused, match="after the time"):
        entered(found, LAST + DAY, world.liu, at, "邮路慢")
    with pytest.raises(Refused, match="the coordinator takes it down"):
        entered(found, LAST, world.xia, at, "邮路慢")
    with pytest.raises(Refused, match="say why"):
        entered(found, LAST, world.liu, at)
    entered(found, LAST, world.liu, at, "邮路慢")
    step = found.steps.get(deed="ask_review")
    assert (step.facts["signed_on"], step.note) == (LAST.isoformat(), "邮路慢"), "the late entry is on record"
    found.refresh_from_db()
    assert (found.state, set(running(found))) == ("under_review", {"review_decide"})


def test_a_recheck_signed_in_time_is_taken_of_what_has_come_to_its_end_meanwhile(world: World) -> None:
    found = make_states.reviewed(world)
    opened(matter=found, at=AT)
    window_clock.let_windows_lapse(at=moment(LAST + DAY))
    found.refresh_from_db()
    assert found.state == "finalised"
    with pytest.raises(Refused, match="has passed"):
        actions.ask_review(matter=found, words="不同意", at=moment(LAST + DAY))
    entered(found, LAST, world.liu, moment(LAST + 2 * DAY))
    found.refresh_from_db()
    assert (found.state, found.holding_unit) == ("under_recheck", world.root)


def test_what_was_signed_before_the_answer_arrived_asks_for_no_review_of_it(world: World) -> None:
    found = make_states.petition(world)
    found.deadlines.filter(kind="review_request").update(started_on=AT.date() + DAY)
    with pytest.raises(Refused, match="before what it is about"):
        actions.ask_review_for(
            matter=found, words="没有到现场看过", signed_on=AT.date(), version=found.version, by=world.xia,
            at=AT + 2 * DAY,
        )  # fmt: skip
