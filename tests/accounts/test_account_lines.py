"""What an account is told as: its line, who waits for it, and what the clock tells on which day."""

from datetime import date, timedelta

import pytest

from huiyin.accounts import actions, clock
from huiyin.accounts.echo import line_of
from huiyin.accounts.models import Account
from huiyin.notices.models import Notice
from huiyin.orgs.actions import adopt_charter
from huiyin.ui.echo import EchoLine
from tests.accounts.test_accounts import APRIL, FEB, H1, MAR, Q1, drafted, handed_in, one, visit
from tests.duties import made
from tests.world import AT, World, charter_text

DAY = timedelta(days=1)
MARCH_2 = made.moment(date(2026, 3, 2), 9)


def note(world: World) -> Account:
    """Chen's of February, drafted on the first working day of March."""
    drafted(world, "month", FEB, MARCH_2)
    return one(kind="month", official=world.chen, first=FEB.first)


def test_late_is_told_once_to_each_and_up_only_where_somebody_waits(world: World) -> None:
    drafted(world, "half_year", H1, made.moment(date(2026, 7, 1), 9))
    Account.objects.filter(unit=world.committee).update(late_on=None, remind_on=None)
    late = one(unit=world.top).late_on
    assert late is not None
    Notice.objects.update(read_at=AT)
    assert clock.tell_late(at=made.moment(late, 9)) == 1
    told = Notice.objects.filter(kind="report_late")
    assert [n.to for n in told] == [world.sun], "nobody waits for it within the county"
    assert clock.tell_late(at=made.moment(late, 10)) == 0


@pytest.mark.parametrize(("days", "taken"), [(-1, 0), (0, 1), (1, 1)])
def test_a_reminder_and_a_delay_are_told_from_their_day_on(world: World, days: int, taken: int) -> None:
    found, wednesday = note(world), date(2026, 3, 11)
    Account.objects.exclude(pk=found.pk).update(remind_on=None, late_on=None)
    Account.objects.filter(pk=found.pk).update(remind_on=wednesday, late_on=wednesday)
    at = made.moment(wednesday + days * DAY, 9)
    assert (clock.remind_accounts(at=at), clock.tell_late(at=at)) == (taken, taken)


def shown(account: Account, day: date) -> EchoLine:
    return line_of(Account.objects.for_lists().get(pk=account.pk), day)


def test_the_line_counts_the_working_days_since_the_period_ended(world: World) -> None:
    drafted(world, "month", MAR, APRIL)
    found = one(kind="month", official=world.chen)
    assert (found.last, found.due_on) == (date(2026, 3, 31), date(2026, 4, 8))
    used = [shown(found, date(2026, 4, 1) + n * DAY).used for n in (-2, -1, 0, 1, 7)]
    assert used == [0, 0, 1, 2, 5]
    assert shown(found, APRIL.date()).given == 5
    sent = shown(handed_in(found, world.chen, APRIL), APRIL.date())
    assert (sent.used, sent.given, sent.tone) == (None, None, "done")


def test_the_line_says_who_has_it_and_what_comes_next(world: World) -> None:
    found = note(world)
    line = shown(found, AT.date())
    assert (line.holder, line.next_words, line.word) == ("陈立", "To be handed in by 6 Mar", "")
    assert [(one.label, one.state) for one in line.stages] == [
        ("Drafted", "done"), ("Handed in", "now"), ("Taken in", "todo"),
    ]  # fmt: skip
    found = actions.confirm(account=found, version=1, by=world.chen, at=MARCH_2)
    assert shown(found, AT.date()).next_words == "Confirmed, to be handed in by 6 Mar"
    found = actions.submit(account=found, version=2, by=world.chen, at=MARCH_2)
    line = shown(found, AT.date())
    assert (line.holder, line.next_words) == ("机关支部", "Waiting to be taken in")
    assert [one.state for one in line.stages] == ["done", "done", "now"]
    fresh = actions.send_back(account=found, reason="补", version=3, by=world.liu, at=MARCH_2)
    line = shown(found, AT.date())
    assert (line.holder, line.next_words, line.stages[-1].label) == (
        "陈立", "A newer version goes on", "Sent back",
    )  # fmt: skip
    fresh = handed_in(fresh, world.chen, MARCH_2)
    actions.accept(account=fresh, version=fresh.version, by=world.liu, at=MARCH_2)
    line = shown(fresh, AT.date())
    assert (line.holder, line.next_words, line.stages[-1].state) == ("陈立", "", "done")


def test_a_sheet_and_the_top_report_are_nobodys_to_take_in(world: World) -> None:
    visit(world, date(2026, 1, 8), [])
    drafted(world, "sheet", Q1, APRIL)
    sheet = handed_in(one(kind="sheet"), world.chen, APRIL)
    july = made.moment(date(2026, 7, 1), 9)
    drafted(world, "half_year", H1, july)
    top = handed_in(one(kind="half_year", to_unit=None), world.sun, july)
    for found in (sheet, top):
        line = shown(found, july.date())
        assert (line.next_words, [one.label for one in line.stages]) == ("", ["Drafted", "Handed in"])


def test_where_the_charter_asks_for_no_monthly_note_none_is_drafted(world: World) -> None:
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    text = text.replace("official_per_year = { value = 12", "official_per_year = { value = 0", 1)
    adopt_charter(text=text, effective_at=MARCH_2, by="test", at=MARCH_2)
    assert drafted(world, "month", FEB, MARCH_2) == 0
    assert not Account.objects.exists()
    assert drafted(world, "sheet", Q1, APRIL) > 0, "the sheets are asked for all the same"


def test_all_that_is_ready_at_one_time_is_one_line_on_the_desk(world: World) -> None:
    """The first working day of a quarter brings the note of the month, the sheets and the report of the quarter."""
    visit(world, date(2026, 3, 10), [])
    clock.draft_accounts(at=APRIL)
    assert {one.kind for one in Account.objects.filter(official=world.chen)} == {"month", "sheet"}
    told = list(Notice.objects.filter(kind="report_due", at=APRIL).values_list("to", flat=True))
    assert told.count(world.chen.pk) == 1
    assert len(told) == len(set(told))
