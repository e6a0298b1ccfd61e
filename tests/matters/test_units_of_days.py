"""A charter says of every length whether it is days or working days, and that is how it is reckoned and told."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from huiyin.lib.refusal import Refused
from huiyin.lib.workdays import Calendar
from huiyin.matters import actions, clock
from huiyin.matters.forms import ReplyForm
from huiyin.matters.forms.time import ExtensionForm
from huiyin.matters.models import Deadline
from huiyin.matters.rules import reopening
from huiyin.notices.models import Notice
from huiyin.orgs.actions import adopt_charter
from tests import make
from tests.world import AT, World, charter_text, moment

HOW_LONG = {"reopen": ("30", "d"), "remind": ("3", "wd"), "chase": ("3", "wd"), "extension_max": ("15", "wd")}


def other_charter(**units: str) -> None:
    """The shipped one, with other kinds of days."""
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    for name, unit in units.items():
        n, was = HOW_LONG[name]
        before = f'{name} = {{ n = {n}, unit = "{was}"'
        assert before in text
        text = text.replace(before, f'{name} = {{ n = {n}, unit = "{unit}"', 1)
    adopt_charter(text=text, effective_at=AT, by="test", at=AT)


def test_working_days_in_which_it_can_be_taken_up_again_are_longer_than_days(world: World) -> None:
    other_charter(reopen="wd")
    found = make.replied(world)
    assert reopening.last_day_to_reopen(found) == date(2026, 4, 14)
    actions.reopen(matter=found, words="灯又不亮了", at=moment(date(2026, 4, 14), 23))
    late = make.replied(world)
    with pytest.raises(Refused, match="30 working days"):
        actions.reopen(matter=late, words="灯又不亮了", at=moment(date(2026, 4, 15)))
    remedy = ReplyForm(matter=make.started(world), by=world.he, at=AT).initial["remedy"]
    assert "30 个工作日内" in remedy, "in the language that the person reads"


def test_days_before_a_date_are_counted_as_they_are_and_reminded_of_on_a_working_day(world: World) -> None:
    other_charter(remind="d", chase="d")
    found = make.started(world)
    handle = found.deadlines.get(kind="handle")
    assert (handle.due_on, handle.remind_at) == (date(2026, 4, 14), moment(date(2026, 4, 10), 9)), (
        "11 April: Saturday"
    )
    told = Notice.objects.filter(about=found.reference, kind="chased", to=world.he)
    for day, times in ((15, 1), (17, 1), (20, 2)):  # three days on is 18 April, a Saturday
        clock.chase_overdue(at=moment(date(2026, 4, day), 10))
        assert told.count() == times
    assert clock.chase_overdue(at=moment(date(2026, 4, 23), 10)) == 1
    assert handle.due_on + timedelta(days=9) == date(2026, 4, 23)


def test_the_form_and_the_refusal_of_more_time_say_which_days(world: World) -> None:
    other_charter(extension_max="d")
    found = make.started(world)
    assert ExtensionForm(matter=found, by=world.he, at=AT).fields["n"].help_text == "at most 15 days, once"
    with pytest.raises(Refused, match="at most 15 days"):
        actions.ask_more_time(
            matter=found, n=16, reason="灯杆要重新采购", version=found.version, by=world.he, at=AT
        )


def test_a_date_tells_how_it_was_reached_in_the_language_of_the_reader(world: World) -> None:
    kept = make.matter(world).deadlines.get(kind="handle")
    counted = Calendar.china().add_working_days(kept.started_on, kept.n)
    for language, spoken in (("zh-hans", "zh-hans"), ("en", "en"), ("fr", "en")):
        with override(language):
            assert kept.working_words == counted.explain(spoken)
    assert len(str(kept.working)) < 120, "the holiday on the way and nothing that its days say already"


def test_a_date_with_more_time_is_counted_on_from_the_one_before(world: World) -> None:
    found = make.more_time_asked(world)
    actions.extend(matter=found, version=found.version, by=world.gao, at=AT)
    kept = found.deadlines.get(kind="handle")
    counted = Calendar.china().add_working_days(date(2026, 4, 14), kept.n_extended)
    assert kept.working_words == counted.explain("en")
    assert kept.working[0] == "2026-04-14"


def test_a_date_that_an_order_states_needs_no_working() -> None:
    assert Deadline(printed_on=date(2026, 4, 14)).working_words == []
