"""Correcting an answer: in the draft by the head, with trace; once approved as a version that is brought anew (T29)."""

from datetime import timedelta
from typing import Any

import pytest

from huiyin.contacts.models import Promise
from huiyin.lib.refusal import Refused
from huiyin.matters import actions, figures
from huiyin.matters.models import Deadline, Matter, Reply
from huiyin.matters.rules import life, merging, reopening
from huiyin.reports.kpis import counting
from huiyin.reports.kpis.declared import KPIS
from tests import make
from tests.world import AT, World

ANEW = {**make.REPLY, "opinion": "四盏路灯已经换新，当晚亮灯。", "corrects_why": "原答复少写了一盏"}


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def correct(world: World, found: Matter, **given: Any) -> Matter:
    """He writes it anew."""
    actions.correct_answer(matter=found, version=found.version, by=world.he, at=AT, **{**ANEW, **given})
    return again(found)


def approve(world: World, found: Matter, *, days: int = 0) -> Matter:
    """And Gao approves it."""
    at = AT + timedelta(days=days)
    return actions.approve_correction(matter=found, version=found.version, by=world.gao, at=at)


def test_the_earlier_version_stands_until_the_new_one_is_approved(world: World) -> None:
    found = correct(world, make.replied(world))
    first, second = found.replies.all()
    assert (found.state, found.is_open, merging.answer_of(found)) == ("replied", False, first)
    found = approve(world, found)
    first.refresh_from_db()
    assert (merging.answer_of(found), first.replaced_at, second.version_of_id) == (second, AT, first.pk)
    assert first.opinion == make.REPLY["opinion"], "and stays readable"


def test_what_the_person_can_do_counts_from_the_arrival_of_the_new_version(world: World) -> None:
    found = make.to_be_called(world)
    until = reopening.last_day_to_reopen(again(found))
    found = approve(world, correct(world, again(found)), days=10)
    assert not found.deadlines.running().filter(kind=Deadline.Kind.RATE).exists(), "it has not arrived yet"
    later = AT + timedelta(days=12)
    found = actions.deliver(
        matter=found, way="phone", how="本人", version=found.version, by=world.he, at=later
    )
    assert found.deadlines.running().get(kind=Deadline.Kind.RATE).started_on == later.date()
    now = reopening.last_day_to_reopen(found)
    assert until is not None
    assert now is not None
    assert now >= until + timedelta(days=11)


def test_one_who_rated_the_earlier_version_is_asked_anew_and_what_they_said_stays(world: World) -> None:
    found = approve(world, correct(world, make.closed(world)), days=2)
    assert (found.state, found.rated_at, found.ratings.count()) == ("replied", None, 1)
    later = AT + timedelta(days=3)
    actions.rate(matter=found, handled="yes", satisfied=5, words="", door="code", at=later)
    found = again(found)
    assert (found.state, found.rated_at, found.ratings.count()) == ("closed", later, 2)


def month(world: World, days: int) -> figures.Extent:
    """The days since the month began, as one knew them so many days on."""
    at = AT + timedelta(days=days)
    return figures.Extent(world.root, AT.date().replace(day=1), at.date() + timedelta(days=1), at)


def shares(world: World, told: tuple[str, ...], days: int = 30) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of some figures."""
    rows = counting.readings(KPIS.values(), month(world, days), world.county).values()
    return {one.kpi.name: (one.numerator, one.denominator) for one in rows if one.kpi.name in told}


def test_what_is_said_and_rung_about_is_that_of_the_version_that_stands(world: World) -> None:
    found = make.to_be_called(world)
    said: dict[str, Any] = {"handled": "yes", "satisfied": 4, "words": "", "reasons": [], "by": world.xia}
    actions.call_answered(matter=found, version=found.version, at=AT + timedelta(days=1), **said)
    approve(world, correct(world, again(found)), days=3)
    told = ("rating", "satisfaction", "resolution", "callback")
    assert shares(world, told, days=2) == dict.fromkeys(told, (1, 1)), "as one knew it then"
    nobody = {"satisfaction": (0, 0), "resolution": (0, 0), "callback": (0, 1), "rating": (0, 1)}
    assert shares(world, told) == nobody, "what was said of the earlier version is not said of this one"
    later = AT + timedelta(days=5)
    actions.rate(matter=again(found), handled="no", satisfied=2, words="", door="code", at=later)
    rated = {"satisfaction": (0, 1), "rating": (1, 1), "callback": (0, 0)}
    assert shares(world, told) == {**nobody, **rated}, "nobody need ring any more"


def test_figures_count_the_matter_once_and_its_first_answer(world: World) -> None:
    def read(found: Matter) -> Any:
        told = ("on_time", "median_days", "conclusion", "extension")
        period = month(world, days=30)
        return found.replied_at, found.due_on, figures.count(period, world.county), shares(world, told)

    found = make.replied(world)
    before = read(found)
    assert read(approve(world, correct(world, found), days=20)) == before


def test_the_new_version_is_brought_to_each_person_and_rung_about(world: World) -> None:
    found = make.to_be_called(world)
    found = approve(world, correct(world, found))
    sent = found.deliveries.get(reply=merging.answer_of(found))
    assert (sent.way, found.to_bring, found.to_call) == ("phone", "phone", "result")
    assert [one.result for one in found.call_backs.order_by("pk")] == ["overtaken", ""]


def test_nobody_approves_their_own_correction(world: World) -> None:
    found = correct(world, make.replied(world))
    assert life.objection("approve_correction", found, world.ma, AT) is None
    Matter.objects.filter(pk=found.pk).update(handler=world.gao)
    with pytest.raises(Refused, match="somebody else"):
        approve(world, again(found))


@pytest.mark.parametrize(
    ("given", "words"),
    [({"corrects_why": " "}, "what was wrong"), ({**make.REPLY}, "the same"), ({"facts": ""}, "found")],
)
def test_a_correction_says_what_was_wrong_and_something_else(
    world: World, given: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        correct(world, make.replied(world), **given)


def test_what_is_taken_up_again_leaves_the_correction_behind(world: World) -> None:
    found = correct(world, make.replied(world))
    actions.reopen(matter=found, words="还没解决", at=AT)
    found = again(found)
    draft = found.replies.get(version_of__isnull=False)
    assert (found.state, found.correcting_since, draft.returned_at) == ("in_progress", None, AT)
    assert Reply.objects.filter(matter=found, approved_at=None, returned_at=None).count() == 0


def test_a_promise_to_come_gives_way_and_one_that_is_due_does_not(world: World) -> None:
    due = AT.date() + timedelta(days=20)
    promised = {"outcome": "promised", "promise_due_on": due}
    found = make.replied(world, reply=promised)
    found = approve(world, correct(world, found, **{**promised, "promise_due_on": due + timedelta(days=5)}))
    assert [one.state for one in Promise.objects.filter(about=found.reference)] == ["voided", "open"]
    found = make.replied(world, reply=promised)
    found = approve(world, correct(world, found), days=30)
    assert [one.state for one in Promise.objects.filter(about=found.reference)] == ["open"], "it is overdue"


def test_a_head_puts_words_right_and_the_old_ones_are_kept(world: World) -> None:
    found = make.drafted(world)
    actions.amend(
        matter=found, version=found.version, by=world.gao, at=AT, opinion="三盏路灯已换新。", facts=" x "
    )
    draft = found.replies.get()
    assert (draft.opinion, draft.facts, draft.drafted_by) == ("三盏路灯已换新。", "x", world.he)
    kept = {one.field: (one.before, one.by) for one in draft.changes.all()}
    assert kept == {name: (make.REPLY[name], world.gao) for name in ("opinion", "facts")}
    found = again(found)
    assert found.state == "pending_approval"
    actions.approve(matter=found, version=found.version, by=world.gao, at=AT)


@pytest.mark.parametrize(
    ("given", "words"), [({"opinion": ""}, "write the answer"), ({"facts": make.REPLY["facts"]}, "Nothing")]
)
def test_what_an_answer_needs_is_asked_of_an_amended_one_too(
    world: World, given: dict[str, str], words: str
) -> None:
    found = make.drafted(world)
    with pytest.raises(Refused, match=words):
        actions.amend(matter=found, version=found.version, by=world.gao, at=AT, **given)
    assert found.replies.get().opinion == make.REPLY["opinion"]


def test_the_handler_sees_what_was_changed(world: World, enter: Any) -> None:
    found = make.drafted(world)
    actions.amend(matter=found, version=found.version, by=world.gao, at=AT, opinion="三盏路灯已换新。")
    page = enter(world.he).get(f"/matters/{found.reference}/").content.decode()
    assert make.REPLY["opinion"] in page
    assert (
        "What the head changed in the draft"
        in enter(world.he)
        .get(f"/matters/{found.reference}/", headers={"accept-language": "en"})
        .content.decode()
    )
