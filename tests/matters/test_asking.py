"""The person is asked for more, once (T02); it goes on with the answer, or without one when the days have passed (T03)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, asking_clock, clock
from huiyin.matters.models import Deadline, Matter, State, Step, Supplement
from huiyin.matters.rules import life
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told, words_of
from tests.world import AT, World, moment

DAY = timedelta(days=1)
Enter = Callable[[Official], Client]
WEEK = AT + 7 * DAY
LAST = date(2026, 3, 16)  # ten working days after 2 March


def due(found: Matter, kind: str) -> tuple[date, Any]:
    """The date of a clock, and when it stopped."""
    clock = Deadline.objects.get(matter=found, kind=kind)
    return clock.due_on, clock.stopped_at


def running(found: Matter) -> set[str]:
    """The clocks that run."""
    return set(found.deadlines.running().values_list("kind", flat=True))


def test_the_person_reads_the_questions_on_their_page_and_answers_there_once(
    world: World, client: Client
) -> None:
    lodged = make.lodged(world)
    found, ref = lodged.matter, lodged.matter.reference
    asked = {"questions": "哪一段路？\n\n 从什么时候开始的？ ", "told": "page", "version": found.version}
    made = actions.ask_more(matter=found, by=world.liu, at=AT, **asked)
    assert made.each_question == ["哪一段路？", "从什么时候开始的？"]
    url = f"/c/heyang/matters/{ref}/supplement/"
    assert client.post(url, {}).status_code in (302, 404), "only behind the mark"
    there = client.post("/c/heyang/ask/", {"reference": ref, "code": lodged.code})
    page = words_of(client.get(there["Location"]))
    for said in ("哪一段路？", "从什么时候开始的？", url, "3月16日"):
        assert said in page
    form = words_of(client.get(url))
    assert "哪一段路？" in form, "the questions stand over the box"
    once = form.split('name="once" value="')[1].split('"')[0]
    refused = client.post(url, {"once": once, "words": "我是 11010119900307109X"})
    assert refused.status_code == 422, "an identity number is turned away"
    for _ in range(2):
        assert client.post(url, {"once": once, "words": "村口到学校那一段，上个月开始"}).status_code == 302
    kept = Supplement.objects.get(matter=found)
    assert (kept.words, kept.how, kept.taken_down_by) == ("村口到学校那一段，上个月开始", "page", None)
    assert Step.objects.filter(matter=found, deed="supply").count() == 1
    after = words_of(client.get(there["Location"]))
    assert url not in after
    assert "村口到学校那一段" in after
    assert told(found, "supplied") == ["liu"]


def test_somebody_signed_in_to_work_here_does_not_answer_for_the_person(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    found = lodged.matter
    actions.ask_more(
        matter=found, questions="哪一段路？", told="page", version=found.version, by=world.liu, at=AT
    )
    client.post("/c/heyang/ask/", {"reference": found.reference, "code": lodged.code})
    url = f"/c/heyang/matters/{found.reference}/supplement/"
    once = words_of(client.get(url)).split('name="once" value="')[1].split('"')[0]
    client.force_login(world.xia)
    client.post(url, {"once": once, "words": "村口"})
    assert Matter.objects.get(pk=found.pk).state == State.NEEDS_INFO


@pytest.mark.parametrize(
    ("days", "waited"),
    [(0, 0), (1, 1), (4, 4), (6, 4), (7, 5), (11, 9)],  # over week-ends: working days, not days
)
def test_the_clock_for_routing_comes_back_as_it_was_and_the_date_of_answer_stays(
    world: World, days: int, waited: int
) -> None:
    found = make.matter(world)
    before, handle = due(found, "route"), due(found, "handle")
    assert "triage" in running(found)
    actions.ask_more(matter=found, questions="哪段路？", told="phone", version=1, by=world.liu, at=AT)
    found.refresh_from_db()
    assert (running(found), due(found, "supplement")[0]) == ({"handle", "supplement"}, LAST)
    after = actions.supply(matter=found, words="村口那段", at=AT + days * DAY)
    assert (after.state, after.holding_unit, after.lead_unit) == (State.RECEIVED, world.town, None)
    assert (due(found, "route"), due(found, "handle")) == (before, handle), "one clock, the date it had"
    assert running(found) == {"handle", "route"}, "it has been looked at"
    assert (after.due_on, after.promised_on) == (found.due_on, found.promised_on)
    assert after.steps.get(deed="supply").facts == {
        "how": "page", "asked_on": "2026-03-02", "waited_wd": waited,
    }  # fmt: skip


def test_it_is_asked_once(world: World) -> None:
    found = make.asked(world)
    after = actions.supply(matter=found, words="村口那段", at=AT)
    with pytest.raises(Refused, match="once already"):
        actions.ask_more(
            matter=after, questions="还有呢？", told="page", version=after.version, by=world.liu, at=AT
        )
    assert life.objection("route", after, world.liu, AT) is None


@pytest.mark.parametrize(
    ("questions", "told", "said"),
    [
        ("", "page", "at least one"),
        (" \n ", "page", "at least one"),
        ("哪一段？\n?", "page", "at least one"),
        ("\n".join(["哪一段？"] * 6), "page", "at most 5"),
        ("哪一段？", "rumour", "how the person is told"),
    ],
)
def test_what_asks_nothing_is_refused(world: World, questions: str, told: str, said: str) -> None:
    found = make.matter(world)
    with pytest.raises(Refused, match=said):
        actions.ask_more(
            matter=found, questions=questions, told=told, version=found.version, by=world.liu, at=AT
        )
    found.refresh_from_db()
    assert (found.state, found.more_asked_at) == (State.RECEIVED, None)
    actions.ask_more(
        matter=found, questions="\n".join(["哪一段？"] * 5), told="page", version=1, by=world.liu, at=AT
    )


def test_only_the_desk_that_holds_it_asks_and_only_before_it_is_routed(world: World) -> None:
    found = make.matter(world)
    for somebody in (world.xia, world.chen, world.he, world.gao, world.qian):
        assert not life.may(Step.Deed.ASK_MORE, found, somebody, AT)
    assert life.may(Step.Deed.ASK_MORE, found, world.liu, AT)
    assert life.objection(Step.Deed.ASK_MORE, make.routed(world), world.liu, AT) is not None


@pytest.mark.parametrize(("by", "heard"), [("xia", ["liu"]), ("liu", [])])
def test_the_clerk_takes_down_what_the_person_adds(world: World, by: str, heard: list[str]) -> None:
    found, clerk = make.asked(world), getattr(world, by)
    assert isinstance(clerk, Official)
    asked: dict[str, Any] = {"matter": found, "version": found.version, "by": clerk, "at": WEEK}
    with pytest.raises(Refused, match="which way"):
        actions.supply_for(words="村口那段", how="page", **asked)
    with pytest.raises(Refused, match="few words"):
        actions.supply_for(words=" ", how="phone", **asked)
    after = actions.supply_for(words="村口那段", how="phone", **asked)
    kept = Supplement.objects.get(matter=found)
    assert (after.state, kept.taken_down_by, kept.given_at) == (State.RECEIVED, clerk, WEEK)
    assert told(found, "supplied") == heard
    for somebody in (world.chen, world.he, world.gao, world.qian):
        assert not life.may(Step.Deed.SUPPLY, found, somebody, AT)


def test_the_desk_reads_question_and_answer_beside_the_words(world: World, enter: Enter) -> None:
    found, client = make.asked(world), enter(world.liu)
    assert "从什么时候开始的？" in words_of(client.get(f"/matters/{found.reference}/"))
    actions.supply(matter=found, words="学校门口那盏", at=AT)
    page = words_of(client.get("/triage/"))
    assert "从什么时候开始的？" in page
    assert "学校门口那盏" in page
    assert f"/matters/{found.reference}/questions/" not in page, "once"


def test_triage_asks_and_goes_on_to_the_next_message(world: World, enter: Enter) -> None:
    first, second = make.matter(world), make.matter(world, body="垃圾没人清运")
    client = enter(world.liu)
    url = f"/matters/{first.reference}/questions/"
    assert f"{url}?next=triage" in words_of(client.get("/triage/"))
    assert 'name="next" value="triage"' in words_of(client.get(f"{url}?next=triage"))
    sent = {"version": first.version, "questions": "哪一段路？", "told": "page", "next": "triage"}
    page = words_of(client.post(url, sent, follow=True))
    assert second.reference in page
    assert first.reference in page, "and says what became of the one before"
    assert f"/matters/{first.reference}/recall/" not in page, "which is not with anybody else to take back"


@pytest.mark.parametrize(
    ("day", "hour", "back"),
    [
        (LAST - DAY, 23, 0),
        (LAST, 23, 0),  # the whole of the last day is the person's
        (LAST + DAY, 0, 1),
    ],
)
def test_after_the_charters_days_it_goes_on_with_what_is_known(
    world: World, day: date, hour: int, back: int
) -> None:
    found = make.asked(world)
    route = due(found, "route")[0]
    at = moment(day, hour)
    assert asking_clock.stop_waiting(at=at) == back
    found.refresh_from_db()
    assert found.state == (State.RECEIVED if back else State.NEEDS_INFO)
    assert told(found, "not_supplied") == (["liu"] if back else [])
    if back:
        assert (due(found, "route"), due(found, "supplement")) == ((route, None), (LAST, at))
        assert found.steps.get(deed="go_on").facts == {"asked_on": "2026-03-02", "waited_wd": 11}
        assert Supplement.objects.get(matter=found).lapsed_at == at
        assert Notice.objects.filter(page=found.reference, facts__deed="go_on").exists()
        assert asking_clock.stop_waiting(at=at) == 0
        with pytest.raises(Refused, match="Nothing is asked"):
            actions.supply(matter=found, words="村口那段", at=at)


def test_nobody_is_chased_for_what_the_person_has_to_add(world: World) -> None:
    found = make.asked(world)
    handle = due(found, "handle")[0]
    clock.chase_overdue(at=moment(LAST))
    assert not found.steps.filter(deed__in=["chase", "remind"]).exists()
    supplement = Deadline.objects.get(matter=found, kind="supplement")
    assert (supplement.remind_at, supplement.chase_at) == (None, None)
    clock.note_missed(at=moment(LAST + DAY))
    supplement.refresh_from_db()
    assert supplement.missed_at is None, "a window is nobody's to miss"
    assert clock.chase_overdue(at=moment(handle + 3 * DAY)) == 1, "the answer is still owed by the desk"


def test_it_waits_for_nobody_at_the_desk_and_for_the_person_on_the_list_of_what_waits(world: World) -> None:
    found = make.asked(world)
    assert found not in Matter.objects.waiting_for(world.liu, AT)
    assert found in Matter.objects.open()
    actions.supply(matter=found, words="村口那段", at=AT)
    assert found in Matter.objects.waiting_for(world.liu, AT)


def test_the_database_refuses_a_wait_for_nothing_and_half_an_answer(world: World) -> None:
    found = make.matter(world)
    with pytest.raises(IntegrityError, match="waits_only_for_what_was_asked"), transaction.atomic():
        Matter.objects.filter(pk=found.pk).update(state=State.NEEDS_INFO)
    asked = make.asked(world)
    kept = Supplement.objects.filter(matter=asked)
    for half in ({"given_at": AT}, {"how": "page"}, {"taken_down_by": world.liu}):
        with pytest.raises(IntegrityError, match="supplement_given_whole_or_not"), transaction.atomic():
            kept.update(**half)
    with pytest.raises(IntegrityError, match="asked_with_a_question"), transaction.atomic():
        kept.update(questions="")


def test_whoever_brought_it_in_hears_that_the_person_is_asked(world: World) -> None:
    assert told(make.asked(world, raised_by=world.chen), "more_asked") == ["chen"]
    assert told(make.asked(world, raised_by=world.liu), "more_asked") == []
