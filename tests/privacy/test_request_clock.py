"""What time does to requests about one's own data: reminders, the line upwards, new dates, and forgetting."""

import json
from datetime import date, timedelta

from huiyin.audit.models import Event
from huiyin.notices.models import Notice
from huiyin.privacy import deciding, forgetting, request_clock
from huiyin.privacy.models import DataRequest
from tests.privacy.asking import asked, checked, officer
from tests.world import AT, World, moment


def kinds() -> list[tuple[str, str]]:
    return sorted((one.kind, one.to.username) for one in Notice.objects.exclude(kind="data_request"))  # type: ignore[union-attr]


def test_the_clock_reminds_before_and_tells_up_the_line_after_and_never_on_a_day_off(world: World) -> None:
    officer(world)
    found = asked(world)
    sunday = moment(date(2026, 3, 22))
    assert request_clock.remind_of_requests(at=AT) == 0
    assert request_clock.remind_of_requests(at=sunday) == 0
    assert request_clock.remind_of_requests(at=moment(found.due_on)) == 1
    assert request_clock.remind_of_requests(at=moment(found.due_on, 11)) == 0
    assert kinds() == [("data_request_due", "ding")]
    late = moment(date(2026, 3, 24))
    assert request_clock.chase_requests(at=moment(found.due_on)) == 0, "the day itself is not late"
    assert request_clock.chase_requests(at=late) == 1
    assert request_clock.chase_requests(at=late) == 0, "once, then again after the charter's days"
    assert ("data_request_late", "ding") in kinds()
    assert ("data_request_late", "sun") in kinds()


def test_the_whole_request_is_emptied_the_charters_days_after_its_answer(world: World) -> None:
    found = checked(world)
    done = deciding.answer(
        found=found, result="granted", answer="您的信息都列在下面。", version=found.version,
        by=officer(world), at=AT,
    )  # fmt: skip
    year = timedelta(days=365)
    assert request_clock.forget_requests(at=AT + year - timedelta(days=1)) == 0
    assert request_clock.forget_requests(at=AT + year) == 1
    row = DataRequest.objects.get(pk=done.pk)
    assert [getattr(row, field) for field in forgetting.EMPTIED] == [""] * len(forgetting.EMPTIED)
    assert (row.kind, row.result, row.erased_at) == ("access", "granted", AT + year)
    trail = json.dumps([event.facts for event in Event.objects.filter(on=done.reference)], ensure_ascii=False)
    assert "王" not in trail
    assert "1990000" not in trail


def test_a_date_is_worked_out_anew_when_the_days_off_change(world: World) -> None:
    found = asked(world)
    assert request_clock.redate_requests(at=AT) == 0
    DataRequest.objects.filter(pk=found.pk).update(due_on=date(2026, 3, 20))
    assert request_clock.redate_requests(at=AT) == 1
    assert DataRequest.objects.get(pk=found.pk).due_on == found.due_on


def test_the_code_can_be_read_for_three_days_and_whence_it_came_for_one(world: World) -> None:
    asked(world, address="203.0.113.7")
    request_clock.forget_requests(at=AT + timedelta(days=1))
    row = DataRequest.objects.get()
    assert (row.from_index, bool(row.receipt)) == ("", True)
    request_clock.forget_requests(at=AT + timedelta(days=3))
    assert DataRequest.objects.get().receipt == ""
