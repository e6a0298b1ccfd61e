"""What only the resident does: rating twice, reopening once."""

from datetime import timedelta

import pytest

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter, Rating
from huiyin.notices.models import Notice
from tests import make
from tests.world import AT, World


def rate(found: Matter, handled: str = "yes", satisfied: int = 5) -> Rating:
    return actions.rate(matter=found, handled=handled, satisfied=satisfied, words="", door="code", at=AT)


def test_nothing_can_be_rated_before_the_answer(world: World) -> None:
    with pytest.raises(Refused):
        rate(make.started(world))


def test_a_later_rating_stands_beside_the_first(world: World) -> None:
    found = make.replied(world)
    rate(found, "no", 1)
    rate(found, "yes", 4)
    assert list(found.ratings.values_list("handled", "satisfied")) == [("no", 1), ("yes", 4)]
    assert Matter.objects.get(pk=found.pk).state == "closed"


def test_not_handled_keeps_it_open_and_tells_those_who_answer_for_it(world: World) -> None:
    found = make.replied(world)
    rate(found, "no", 2)
    assert Matter.objects.get(pk=found.pk).state == "replied"
    told = set(
        Notice.objects.filter(about=found.reference, kind="unsolved").values_list("to__username", flat=True)
    )
    assert told == {"he", "gao", "liu"}


@pytest.mark.parametrize(("handled", "satisfied"), [("maybe", 5), ("yes", 6), ("yes", 0)])
def test_both_questions_take_their_own_answers_only(world: World, handled: str, satisfied: int) -> None:
    with pytest.raises(Refused):
        rate(make.replied(world), handled, satisfied)


def test_reopening_goes_back_to_the_handler_with_half_the_time(world: World) -> None:
    found = make.closed(world)
    later = AT + timedelta(days=10)
    found = actions.reopen(matter=found, words="灯又不亮了", at=later)
    assert (found.state, found.reopened, found.closed_at, found.handler) == ("in_progress", 1, None, world.he)
    clock = found.deadlines.running().get(kind="handle")
    assert (clock.n, clock.unit, clock.round) == (15, "wd", 2)
    assert found.due_on == clock.due_on
    facts = found.steps.get(deed="reopen").facts
    assert facts == {"clock": "handle", "from": "2026-04-14", "to": clock.due_on.isoformat()}


def test_reopening_is_once_and_within_its_days(world: World) -> None:
    found = make.replied(world)
    with pytest.raises(Refused, match="has passed"):
        actions.reopen(matter=found, words="还没修好", at=AT + timedelta(days=31))
    found = actions.reopen(matter=found, words="还没修好", at=AT + timedelta(days=29))
    later = AT + timedelta(days=30)
    found = actions.note(matter=found, words="又修了一遍", version=found.version, by=world.he, at=later)
    actions.draft_reply(
        matter=found, version=found.version, by=world.he, at=AT + timedelta(days=30), **make.REPLY
    )
    found = Matter.objects.get(pk=found.pk)
    found = actions.approve(matter=found, version=found.version, by=world.gao, at=AT + timedelta(days=30))
    with pytest.raises(Refused, match="once already"):
        actions.reopen(matter=found, words="还是不行", at=AT + timedelta(days=31))
    assert found.replies.filter(approved_at__isnull=False).count() == 2


def test_only_an_outsider_closes_and_only_after_the_rating(world: World) -> None:
    found = make.replied(world)
    with pytest.raises(Refused, match="not rated"):
        actions.close(matter=found, version=found.version, by=world.liu, at=AT)
    rate(found, "no", 2)
    found = Matter.objects.get(pk=found.pk)
    with pytest.raises(Refused):
        actions.close(matter=found, version=found.version, by=world.gao, at=AT)
    assert actions.close(matter=found, version=found.version, by=world.liu, at=AT).state == "closed"


def test_partly_handled_closes_it_and_is_told_as_rated(world: World) -> None:
    """The third answer: Zhu is only partly content; the matter is not called unsolved and does not stay open."""
    found = make.replied(world, resident=world.zhu, household=world.second)
    rate(found, "partly", 3)
    assert Matter.objects.get(pk=found.pk).state == "closed"
    told = Notice.objects.filter(about=found.reference, kind__in=["rated", "unsolved"])
    assert set(told.values_list("kind", "to__username")) == {
        ("rated", "he"),
        ("rated", "gao"),
        ("rated", "liu"),
    }
