"""What time does: reminding before, chasing up the line after, never on a day off, closing, working out again."""

from datetime import date, datetime, timedelta

import pytest

from huiyin.matters import actions, clock
from huiyin.matters.actions.history import Past
from huiyin.matters.models import Deadline, Matter
from huiyin.matters.turns import PUT_OFF
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, SHANGHAI, World, moment


def told(kind: str, found: Matter) -> list[str]:
    rows = Notice.objects.filter(about=found.reference, kind=kind).order_by("pk")
    return list(rows.values_list("to__username", flat=True))


def test_the_dates_of_a_matter_follow_the_charter(world: World) -> None:
    found = make.matter(world)
    clocks = {c.kind: (c.n, c.unit, c.due_on) for c in found.deadlines.running()}
    assert clocks["triage"] == (1, "wd", date(2026, 3, 3))
    assert clocks["route"] == (5, "wd", date(2026, 3, 9))
    assert clocks["handle"] == (30, "wd", date(2026, 4, 14))  # 清明 4–6 April off
    assert found.due_on == found.promised_on == date(2026, 4, 14)
    assert found.deadlines.get(kind="handle").working_words


def only_the_answer(found: Matter) -> Matter:
    """Whoever handles it is not reminded, beside, to tell the person how far it is."""
    Deadline.objects.filter(matter=found, kind="interim").update(remind_at=None)
    return found


def test_whoever_handles_it_is_reminded_to_tell_the_person_how_far_it_is(world: World) -> None:
    found = make.started(world)
    assert clock.remind_before_due(at=moment(date(2026, 3, 26))) == 0
    assert clock.remind_before_due(at=moment(date(2026, 3, 27))) == 1
    assert clock.remind_before_due(at=moment(date(2026, 3, 31))) == 1
    assert told("reminder", found) == ["he", "he", "gao"]


def test_a_reminder_goes_to_the_handler_once_three_working_days_before(world: World) -> None:
    found = only_the_answer(make.started(world))
    assert clock.remind_before_due(at=moment(date(2026, 4, 8))) == 0
    assert clock.remind_before_due(at=moment(date(2026, 4, 9))) == 1
    assert clock.remind_before_due(at=moment(date(2026, 4, 9), 12)) == 0
    assert told("reminder", found) == ["he"]


def test_halfway_from_there_the_head_is_reminded_as_well_and_then_nobody(world: World) -> None:
    found = only_the_answer(make.started(world))
    assert clock.remind_before_due(at=moment(date(2026, 4, 9))) == 1
    assert clock.remind_before_due(at=moment(date(2026, 4, 13))) == 1
    assert told("reminder", found) == ["he", "he", "gao"]
    assert clock.remind_before_due(at=moment(date(2026, 4, 14))) == 0


def test_a_clock_that_was_late_reminds_once_with_the_head(world: World) -> None:
    found = only_the_answer(make.started(world))
    assert clock.remind_before_due(at=moment(date(2026, 4, 13), 10)) == 1
    assert told("reminder", found) == ["he", "gao"]
    assert clock.remind_before_due(at=moment(date(2026, 4, 14))) == 0


def test_where_the_desk_is_vacant_the_next_one_above_is_told_and_reminded(world: World) -> None:
    Official.objects.filter(pk=world.liu.pk).update(is_active=False)
    found = make.matter(world)
    assert told("routed", found) == ["sun"]
    assert clock.remind_before_due(at=moment(date(2026, 3, 4))) == 1
    assert told("reminder", found) == ["sun"]
    Official.objects.filter(pk=world.liu.pk).update(is_active=True)
    unsigned, answered = make.routed(world), make.replied(world)
    Official.objects.filter(pk=world.liu.pk).update(is_active=False)
    actions.rate(matter=answered, handled="no", satisfied=2, words="", door="code", at=AT)
    assert set(told("unsolved", answered)) == {"he", "gao", "sun"}
    make.handed_back(world, unsigned)
    assert told("handed_back", unsigned) == ["sun"]


def test_where_the_handler_has_left_the_heads_are_reminded_and_the_empty_account_hears_nothing(
    world: World,
) -> None:
    found = only_the_answer(make.started(world))
    Official.objects.filter(pk=world.he.pk).update(is_active=False)
    assert clock.remind_before_due(at=moment(date(2026, 4, 9))) == 1
    assert told("reminder", found) == ["gao"]
    assert clock.chase_overdue(at=moment(date(2026, 4, 15))) == 1
    assert told("chased", found) == ["gao"]


def test_where_nobody_is_left_to_remind_the_trail_says_nothing_of_it(world: World) -> None:
    found = make.matter(world)
    Official.objects.filter(pk__in=[world.liu.pk, world.sun.pk]).update(is_active=False)
    clock.remind_before_due(at=moment(date(2026, 3, 4)))
    assert not found.steps.filter(deed="remind").exists()


def test_an_overdue_matter_goes_one_rung_up_each_time(world: World) -> None:
    found = make.started(world)
    assert clock.chase_overdue(at=moment(date(2026, 4, 14), 23)) == 0
    assert clock.chase_overdue(at=moment(date(2026, 4, 15))) == 1
    assert clock.chase_overdue(at=moment(date(2026, 4, 15), 15)) == 0
    assert told("chased", found) == ["he", "gao"]
    assert clock.chase_overdue(at=moment(date(2026, 4, 20))) == 1  # three working days on
    assert set(told("chased", found)[2:]) == {"he", "liu", "ma"}
    assert clock.chase_overdue(at=moment(date(2026, 4, 23))) == 1
    assert set(told("chased", found)[5:]) == {"he", "sun"}
    assert found.deadlines.get(kind="handle").missed_at is None, (
        "chasing tells, the clock beside it writes down"
    )


def test_nobody_is_chased_on_a_day_off(world: World) -> None:
    found = make.started(world)
    saturday = date(2026, 4, 18)
    Deadline.objects.filter(matter=found, kind="handle").update(chase_at=moment(saturday, 8))
    assert clock.chase_overdue(at=moment(saturday)) == 0
    assert clock.chase_overdue(at=moment(saturday + timedelta(days=1))) == 0
    assert clock.chase_overdue(at=moment(saturday + timedelta(days=2))) == 1
    assert told("chased", found) == ["he", "gao"]


def test_people_work_on_a_make_up_saturday_and_so_does_the_clock(world: World) -> None:
    found = make.started(world)
    Deadline.objects.filter(matter=found, kind="handle").update(chase_at=moment(date(2026, 5, 9), 8))
    assert clock.chase_overdue(at=moment(date(2026, 5, 9))) == 1


def test_an_answered_matter_is_never_chased(world: World) -> None:
    make.replied(world)
    assert clock.chase_overdue(at=moment(date(2026, 6, 1))) == 0
    assert clock.remind_before_due(at=moment(date(2026, 6, 1))) == 0


def test_a_second_clock_finds_nothing_left(world: World) -> None:
    found = make.started(world)
    row = Deadline.objects.select_related("matter").get(matter=found, kind="handle")
    day = moment(date(2026, 4, 15))
    Deadline.objects.filter(pk=row.pk).update(chase_at=day + timedelta(days=1))  # the other clock was quicker
    claimed = Deadline.objects.running().filter(pk=row.pk, chase_at=row.chase_at).update(chase_at=day)
    assert claimed == 0


def test_one_bad_matter_does_not_stop_the_clock(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = make.started(world), make.started(world)
    real = clock._chase

    def chase(deadline: Deadline, at: datetime) -> None:
        if deadline.matter_id == bad.pk:
            raise RuntimeError("planted")
        real(deadline, at)

    monkeypatch.setattr(clock, "_chase", chase)
    day = moment(date(2026, 4, 15))
    assert clock.chase_overdue(at=day) == 1
    assert told("chased", good) == ["he", "gao"]
    assert bad.deadlines.get(kind="handle").chase_at == day + timedelta(hours=1)


def test_an_unrated_answer_closes_when_its_window_has_passed(world: World) -> None:
    found = make.replied(world)
    due = found.deadlines.get(kind="rating").due_on
    assert clock.close_unrated(at=moment(due, 20)) == 0
    assert clock.close_unrated(at=moment(due + timedelta(days=1))) == 1
    assert Matter.objects.get(pk=found.pk).state == "closed"
    assert clock.close_unrated(at=moment(due + timedelta(days=2))) == 0


def test_a_provisional_date_is_worked_out_again_when_the_days_off_are_announced(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)
    found = make.matter(world, at=late)
    handle = found.deadlines.get(kind="handle")
    assert handle.is_provisional
    assert clock.redate(at=late) == 0
    before = handle.due_on

    real = clock.calendar()

    class Announced:
        def add_working_days(self, start: date, n: int):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            due = real.add_working_days(start, n)
            moved = due.due_legal + timedelta(days=3)
            return replace(due, due_legal=moved, due_conservative=moved, provisional=False)

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

    monkeypatch.setattr(clock, "calendar", lambda: Announced())
    assert clock.redate(at=late) >= 1
    found.refresh_from_db()
    assert found.due_on == before + timedelta(days=3)
    assert found.steps.filter(deed="redate", facts__clock="handle").count() == 1
    assert "date_changed" in set(Notice.objects.filter(about=found.reference).values_list("kind", flat=True))


def test_receipts_are_forgotten_after_three_days_or_with_the_answer(world: World) -> None:
    found = make.matter(world)
    assert clock.wipe_receipts(at=AT + timedelta(hours=71)) == 0
    assert clock.wipe_receipts(at=AT + timedelta(hours=73)) == 1
    assert Matter.objects.get(pk=found.pk).receipt == ""
    assert make.replied(world).receipt == ""


def test_history_has_no_clock_notice_or_rating(world: World) -> None:
    past = Past(external_id="1", title="路灯", body="路灯不亮", reply="已修")
    [found] = actions.lodge_histories(past=[past], unit=world.town, source="old", by="test", at=AT)
    assert (found.state, found.received_at, found.level) == ("replied", None, "town")
    assert not found.deadlines.exists()
    assert not Notice.objects.filter(about=found.reference).exists()
    assert clock.chase_overdue(at=AT + timedelta(days=400)) == 0


@pytest.mark.parametrize(("days", "closed"), [(-1, 0), (0, 0), (1, 1)])
def test_an_unrated_matter_closes_the_day_after_its_last(world: World, days: int, closed: int) -> None:
    found = make.replied(world)
    last = found.deadlines.running().get(kind="rating").due_on
    assert clock.close_unrated(at=moment(last + timedelta(days=days), 23)) == closed


def test_a_matter_that_cannot_be_closed_is_put_off_and_hides_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make.replied(world), make.replied(world)
    late, close = AT + timedelta(days=200), clock.close

    def closing(*, matter: Matter, by: None, at: datetime) -> None:
        if matter.pk == bad.pk:
            raise RuntimeError("a bad row")
        close(matter=matter, by=by, at=at)

    monkeypatch.setattr(clock, "close", closing)
    monkeypatch.setattr(clock, "TURN", 1)
    assert [clock.close_unrated(at=late) for _turn in range(3)] == [0, 1, 0]
    assert Matter.objects.get(pk=good.pk).state == "closed"
    monkeypatch.setattr(clock, "close", close)
    assert clock.close_unrated(at=late + PUT_OFF - timedelta(minutes=1)) == 0
    assert clock.close_unrated(at=late + PUT_OFF) == 1
