"""The rules of contacts and promises at their edges: one hour, one day, one point before, on and after."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from huiyin.contacts import actions, promise_clock, promise_rules, rules
from huiyin.contacts.days import Stretch, as_days, half_days
from huiyin.contacts.details import Details
from huiyin.contacts.echo import line_of
from huiyin.contacts.models import Contact, Promise
from huiyin.contacts.signals import bigrams, likeness
from huiyin.orgs.charter import charter_at, charter_of
from tests.world import AT, World

DAY = timedelta(days=1)
TODAY = AT.date()


def recording(world: World, **change: Any) -> str | None:
    given = {"place": world.village, "held_on": TODAY, "today": TODAY, "points": 1, "note": ""}
    form = charter_of(AT).named("form", "visit")
    return rules.objection_to_recording(**{"form": form, "details": Details(), **given, **change})


def test_a_contact_is_of_today_at_the_latest_with_its_last_day_too(world: World) -> None:
    found = [recording(world, held_on=TODAY + n * DAY) is None for n in (-1, 0, 1)]
    assert found == [True, True, False]
    for n, fine in ((0, True), (1, False)):
        assert (
            recording(world, held_on=TODAY - DAY, details=Details(until_on=TODAY + n * DAY)) is None
        ) is fine


def test_one_point_or_a_note_or_a_subject_and_at_most_twenty_points(world: World) -> None:
    assert recording(world, points=0) is not None
    assert recording(world, points=0, note=" ") is not None
    assert recording(world, points=0, note="在家") is None
    assert recording(world, points=0, details=Details(subject="春耕")) is None
    assert [recording(world, points=n) is None for n in (1, 20, 21)] == [True, True, False]
    assert recording(world, place=world.office) is not None


def timing(world: World, last: int = 0, at_hour: int = 10, **hours: Any) -> str | None:
    details = Details(until_on=TODAY + last * DAY if last else None, **hours)
    at = AT.replace(hour=at_hour) + max(last, 0) * DAY
    return rules.objection_to_time(world.chen, "visit", TODAY, details, charter_of(AT), at)


def test_days_and_hours_run_forward_and_have_passed(world: World) -> None:
    assert timing(world) is None
    assert "before the first" in (timing(world, last=-1) or "")
    assert timing(world, last=61) is None
    assert "at most 61" in (timing(world, last=62) or "")
    assert "both hours" in (timing(world, begins=time(8)) or "")
    assert "both hours" in (timing(world, ends=time(8)) or "")
    assert "lies before that" in (timing(world, begins=time(8), ends=time(8)) or "")
    assert timing(world, begins=time(8), ends=time(8, 1)) is None
    assert timing(world, begins=time(8), ends=time(10)) is None, "it ends at this very moment"
    assert "lies in the future" in (timing(world, begins=time(8), ends=time(10, 1)) or "")


@pytest.mark.parametrize(
    ("begins", "ends", "free"),
    [(7, 8, True), (7, 9, False), (8, 10, False), (9, 10, False), (10, 11, True)],
)
def test_two_visits_may_follow_one_another_and_never_overlap(
    world: World, begins: int, ends: int, free: bool
) -> None:
    Contact.objects.create(
        reference="HY-C-1", charter=charter_at(AT), official=world.chen, unit=world.branch, place=world.village,
        kind="visit", held_on=TODAY, begins=time(8), ends=time(10), recorded_at=AT,
    )  # fmt: skip
    hours = {"begins": time(begins), "ends": time(ends)}
    found = timing(world, at_hour=12, **hours)
    assert (found is None) is free
    if found is not None:
        assert "HY-C-1" in found
    details = Details(**hours)
    later = AT + DAY * 2
    assert rules.objection_to_time(world.he, "visit", TODAY, details, charter_of(AT), later) is None, (
        "somebody else's hours"
    )
    assert rules.objection_to_time(world.chen, "visit", TODAY + DAY, details, charter_of(AT), later) is None


def test_nobody_met_anybody_before_the_first_day_of_their_first_post(world: World) -> None:
    world.chen.appointments.update(from_on=TODAY)
    found = [rules.objection_before_office(world.chen, TODAY + n * DAY) is None for n in (-1, 0, 1)]
    assert found == [False, True, True]


@pytest.mark.parametrize(
    ("kind", "disposition", "agreed", "fine"),
    [
        ("talk", "matter", True, True), ("talk", "matter", False, False), ("talk", "matter", None, False),
        ("talk", "noted", True, False), ("policy_talk", "answered", None, True), ("policy_talk", "matter", None, True),
        ("policy_talk", "noted", None, False), ("visit", "noted", None, True),
    ],
)  # fmt: skip
def test_which_points_a_form_of_contact_takes(
    kind: str, disposition: str, agreed: bool | None, fine: bool
) -> None:
    assert (rules.objection_to_kind_of_point(kind, disposition, agreed) is None) is fine


def test_a_point_has_words_a_disposition_and_where_answered_the_answer() -> None:
    assert rules.objection_to_point("灯", "noted", "") is None
    assert [rules.objection_to_point("灯" * n, "noted", "") is None for n in (4000, 4001)] == [True, False]
    assert rules.objection_to_point(" ", "noted", "") is not None
    assert rules.objection_to_point("灯", "whatever", "") is not None
    assert rules.objection_to_point("灯", "answered", " ") is not None
    assert rules.objection_to_point("灯", "answered", "会修") is None


def test_what_is_typed_in_late_from_paper_needs_a_reason_from_the_next_working_day_on(world: World) -> None:
    charter = charter_of(AT)
    days = int(charter.figure("keeping.paper_wd").value)
    last = rules.calendar().before(TODAY, days)
    paper = Details(entered_by=world.xia)

    def late(held_on: date, details: Details) -> bool:
        return rules.objection_to_backdating(held_on, TODAY, charter, details) is not None

    before = next(last - n * DAY for n in range(1, 9) if rules.calendar().is_working(last - n * DAY))
    assert [late(day, paper) for day in (TODAY, last, before)] == [False, False, True]
    assert not late(before, Details(entered_by=world.xia, late_reason="下乡了"))
    assert late(before, Details(entered_by=world.xia, late_reason="  "))
    assert not late(before, Details()), "one's own record is not paper"


def test_only_the_desk_over_an_official_types_in_papers(world: World) -> None:
    def may(by: Any, for_: Any) -> bool:
        return rules.objection_to_typing_in(for_, by, AT) is None

    assert may(world.xia, world.chen)
    assert may(world.liu, world.he)
    assert may(world.sun, world.he)
    assert not may(world.ma, world.chen), "who heads the township is no desk"
    assert not may(world.qian, world.chen)
    assert not may(world.chen, world.chen)


def test_only_the_author_strikes_a_record_out_and_once(world: World) -> None:
    contact = Contact(official=world.chen)
    assert rules.objection_to_voiding(contact, world.chen) is None
    assert rules.objection_to_voiding(contact, world.liu) is not None
    contact.voided_at = AT
    assert rules.objection_to_voiding(contact, world.chen) is not None


def test_a_promise_moves_to_a_later_day_from_today_on(world: World) -> None:
    promise = Promise(due_on=TODAY + 3 * DAY, made_on=TODAY - DAY, official=world.chen)
    found = [promise_rules.objection_to_day(promise, TODAY + n * DAY, TODAY) is None for n in (2, 3, 4)]
    assert found == [False, False, True]
    promise.due_on = TODAY - 3 * DAY
    found = [promise_rules.objection_to_day(promise, TODAY + n * DAY, TODAY) is None for n in (-1, 0, 1)]
    assert found == [False, True, True]
    assert promise_rules.objection_to_day(promise, None, TODAY) is not None


def test_the_person_was_told_between_the_promise_and_today() -> None:
    promise = Promise(made_on=TODAY - 2 * DAY)

    def fine(day: date | None, how: str = "phone") -> bool:
        return promise_rules.objection_to_telling(promise, day, how, TODAY) is None

    assert [fine(TODAY + n * DAY) for n in (-3, -2, 0, 1)] == [False, True, True, False]
    assert not fine(None)
    assert not fine(TODAY, "rumour")
    assert not fine(TODAY, "page")
    promise.about = "HY-1"
    assert fine(TODAY, "page")


@pytest.mark.parametrize("settled", ["kept_at", "not_kept_at", "voided_at"])
def test_a_promise_that_is_settled_moves_no_more(world: World, settled: str) -> None:
    for deed in promise_rules.TRANSITIONS:
        assert promise_rules.objection(deed, Promise(official=world.chen, **{settled: AT}), world.chen)
        assert promise_rules.objection(deed, Promise(official=world.chen), world.chen) is None
        assert promise_rules.objection(deed, Promise(official=world.chen), world.he)


def test_half_days_are_counted_once_inside_the_period() -> None:
    first, end = TODAY, TODAY + 2 * DAY
    whole, morning = Stretch(TODAY, TODAY), Stretch(TODAY, TODAY, "am")
    assert morning.halves() == {(TODAY, "am")}
    assert len(Stretch(TODAY, TODAY + DAY, "am").halves()) == 4, "of two days the half is not known"
    assert half_days([whole, morning], first, end) == 2
    assert half_days([Stretch(TODAY - DAY, end)], first, end) == 4
    assert half_days([Stretch(TODAY, end, counts=False)], first, end) == 0
    assert [str(as_days(n)) for n in (0, 1, 4, 5)] == ["0", "0.5", "2", "2.5"]


def test_the_clock_says_how_many_promises_it_chased(world: World) -> None:
    for name in ("甲", "乙"):
        actions.promise(text=name, due_on=TODAY + DAY, made_on=TODAY, by=world.chen, unit=world.branch, at=AT)
    counted = [promise_clock.chase_promises(at=AT + n * DAY) for n in (0, 1, 2, 3)]
    assert counted == [0, 0, 2, 0]


@pytest.mark.parametrize(
    ("days", "stages"),
    [(2, ["Promised", "Kept"]), (3, ["Promised", "Kept"]), (4, ["Promised", "Due", "Kept"])],
)
def test_a_promise_kept_in_time_has_no_due_day_on_its_line(
    world: World, days: int, stages: list[str]
) -> None:
    made = actions.promise(
        text="修灯", due_on=TODAY + 3 * DAY, made_on=TODAY, by=world.chen, unit=world.branch, at=AT
    )
    made.kept_at = AT + days * DAY
    assert [stage.label for stage in line_of(made, TODAY, 3).stages] == stages


def test_the_same_words_at_two_households_are_alike_whatever_the_share_asked() -> None:
    one = bigrams("村口的路灯坏了三盏")
    assert likeness(one, one) == 1
    assert likeness(one, bigrams("完全不同")) == 0
    assert likeness(bigrams(""), bigrams("")) == 0
    assert likeness(bigrams("甲乙丙"), bigrams("甲乙丁")) == 0.5
