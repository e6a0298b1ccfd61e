"""What one form of contact holds of its own, at its edges: hours of service, numbers of a meeting, the words of a talk."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.contacts import talk_clock
from huiyin.contacts.actions import record, void
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, Course, TalkNote, VillageMeeting, VolunteerService
from huiyin.contacts.models.own import Occasion
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)
WHOLE = 24 * 60


def occasion(
    world: World, held_on: date = TODAY, by: Official | None = None, note: str = "", **details: Any
) -> Occasion:
    return Occasion(by or world.chen, held_on, Details(**details), charter_of(AT), note)


def served(world: World, event: int, own: int, held_on: date = TODAY, **details: Any) -> Contact:
    return record(
        kind="volunteering", place=world.town, held_on=held_on, points=[], promises=[],
        details=Details(subject="清理河道", **details), own=VolunteerService(event_minutes=event, minutes=own),
        by=world.chen, at=AT,
    )  # fmt: skip


def fits(world: World, event: int, own: int, **when: Any) -> bool:
    return VolunteerService(event_minutes=event, minutes=own).objection(occasion(world, **when)) is None


def test_service_and_event_last_a_minute_at_least_and_the_event_its_days_at_most(world: World) -> None:
    asked = VolunteerService(event_minutes=0, minutes=1).objection(occasion(world)) or ""
    assert "length of the event" in asked
    assert "cannot be more" not in asked, "an event of no length is asked for, not compared with"
    assert [fits(world, *lengths) for lengths in ((1, 0), (1, 1), (1, 2))] == [False, True, False]
    assert [fits(world, event, 60) for event in (WHOLE, WHOLE + 1)] == [True, False]
    two = {"held_on": TODAY - DAY, "until_on": TODAY}
    assert [fits(world, event, 60, **two) for event in (WHOLE + 1, 2 * WHOLE, 2 * WHOLE + 1)] == [
        True,
        True,
        False,
    ]


def test_all_service_of_one_official_on_one_day_fits_into_the_day(world: World) -> None:
    first = served(world, WHOLE, 20 * 60)
    assert [fits(world, WHOLE, own) for own in (4 * 60, 4 * 60 + 1)] == [True, False]
    assert fits(world, WHOLE, WHOLE, held_on=TODAY - DAY), "another day"
    assert fits(world, WHOLE, WHOLE, by=world.he), "somebody else"
    assert fits(world, 2 * WHOLE, WHOLE, held_on=TODAY - DAY, until_on=TODAY), "over two days nobody can tell"
    void(contact=first, reason="记错了", by=world.chen, at=AT)
    assert fits(world, WHOLE, WHOLE)


def meets(world: World, members: int, present: int, **more: Any) -> bool:
    return VillageMeeting(members=members, present=present, **more).objection(occasion(world)) is None


def test_no_part_of_a_meeting_is_larger_than_the_whole(world: World) -> None:
    assert [meets(world, members, 0) for members in (0, 1)] == [False, True]
    assert [meets(world, 20, present) for present in (19, 20, 21)] == [True, True, False]
    assert [meets(world, 20, 14, women=n) for n in (None, 20, 21)] == [True, True, False]
    assert [meets(world, 20, 14, representatives=n) for n in (None, 20, 21)] == [True, True, False]
    assert [meets(world, 20, 14, votes_for=9, votes_against=n) for n in (4, 5, 6)] == [True, True, False]
    assert [meets(world, 20, 14, votes_for=n) for n in (14, 15)] == [True, False]
    assert [meets(world, 20, 14, votes_against=n) for n in (14, 15)] == [True, False]


def test_two_thirds_of_the_members_are_a_quorum() -> None:
    assert [VillageMeeting(members=n).quorum for n in (1, 2, 3, 4, 20, 21)] == [1, 2, 2, 3, 14, 14]
    assert [VillageMeeting(members=20, present=n).is_quorate for n in (13, 14, 15)] == [False, True, True]


def said(world: World, **numbers: Any) -> dict[str, str]:
    meeting = VillageMeeting(**{"members": 15, "present": 12, **numbers})
    return {str(label): str(value) for label, value in meeting.facts(charter_of(AT))}


def test_what_the_law_asks_of_a_meeting_is_said_where_it_falls_short(world: World) -> None:
    assert set(said(world)) == {"Members present"}
    short = ["the law asks" in said(world, women=n)["Women among the members"] for n in (4, 5, 6)]
    assert short == [True, False, False], "a third of fifteen"
    label = "Village representatives among the members"
    assert ["the law asks" in said(world, representatives=n)[label] for n in (11, 12, 13)] == [
        True,
        False,
        False,
    ]
    votes = [said(world, votes_for=n)["Votes in favour"] for n in (6, 7)]
    assert votes == ["6; more than half of those present are needed", "7"]
    assert said(world, votes_against=0)["Votes against"] == "0"
    assert [VillageMeeting(present=12, votes_for=n).has_majority for n in (None, 6, 7)] == [None, False, True]


def test_a_course_has_a_theme_of_the_list(world: World) -> None:
    assert Course(theme="skills").objection(occasion(world)) is None
    assert Course(theme="poetry").objection(occasion(world)) is not None


def test_the_words_of_a_talk_stand_in_the_sealed_note_alone(world: World) -> None:
    note = TalkNote(text="睡不好")
    assert note.objection(occasion(world)) is None
    assert note.objection(occasion(world, note=" ", subject=" ")) is None
    assert note.objection(occasion(world, note="睡不好")) is not None
    assert note.objection(occasion(world, subject="睡不好")) is not None


def talk(world: World, text: str = "睡不好") -> Contact:
    return record(
        kind="talk", place=world.village, held_on=TODAY, points=[], promises=[], own=TalkNote(text=text),
        by=world.chen, at=AT,
    )  # fmt: skip


def test_a_talk_without_words_keeps_no_note_and_a_note_is_its_authors(world: World) -> None:
    talk(world, " ")
    assert not TalkNote.objects.exists()
    kept = TalkNote.objects.filter(contact=talk(world, " 睡不好 "))
    assert kept.get().text == "睡不好"
    assert list(TalkNote.objects.visible_to(world.chen, AT)) == [kept.get()]
    assert not TalkNote.objects.visible_to(world.ma, AT).exists()


def test_a_note_is_erased_once_it_is_older_than_a_moment(world: World) -> None:
    talk(world)
    second = timedelta(seconds=1)
    found = [TalkNote.objects.to_erase(AT + n * second).count() for n in (-1, 0, 1)]
    assert found == [0, 0, 1]


def test_before_there_is_an_institution_nothing_is_erased(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk(world)
    monkeypatch.setattr(talk_clock, "charter_on", lambda _day, _county: None)
    assert talk_clock.erase_talk_notes(at=AT + 9999 * DAY) == 0
    assert TalkNote.objects.get().erased_at is None
