"""An account at its edges: words, persons, days, versions; which accounts a day and a list hold."""

from datetime import date, timedelta
from typing import Any

import pytest

from huiyin.accounts import actions, clock, rules
from huiyin.accounts.chain import keepers, units_kept
from huiyin.accounts.models import Account
from huiyin.lib import periods
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import County
from tests.accounts.test_accounts import APRIL, FEB, H1, JAN, MAR, Q1, drafted, handed_in, one, visit
from tests.duties import made
from tests.world import AT, LONG_AGO, World, official

DAY = timedelta(days=1)
MARCH_2 = made.moment(date(2026, 3, 2), 9)


def note(world: World) -> Account:
    """Chen's of February, drafted on the first working day of March."""
    drafted(world, "month", FEB, MARCH_2)
    return one(kind="month", official=world.chen, first=FEB.first)


def dates(account: Account) -> tuple[date, date | None, date | None]:
    return account.due_on, account.remind_on, account.late_on


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 6)),  # its first working day: counted from the end of February
        (date(2026, 3, 3), date(2026, 3, 10)),  # a clock that came later: from that day
    ],
)
def test_the_days_run_from_the_end_of_the_period_or_from_a_late_clock(
    world: World, day: date, due: date
) -> None:
    drafted(world, "month", FEB, made.moment(day, 9))
    found = one(kind="month", official=world.chen)
    assert found.due_on == due
    assert found.remind_on is not None
    assert found.late_on is not None
    assert found.remind_on < due < found.late_on


def test_reminded_a_working_day_before_and_late_a_working_day_after(world: World) -> None:
    assert dates(note(world)) == (date(2026, 3, 6), date(2026, 3, 5), date(2026, 3, 9))


def test_a_new_version_has_as_many_days_as_the_first_and_never_fewer(world: World) -> None:
    found = handed_in(note(world), world.chen, MARCH_2)
    assert (found.remind_on, found.late_on, found.version) == (None, None, 3)
    fresh = actions.send_back(account=found, reason=" 补记 ", version=3, by=world.liu, at=MARCH_2)
    assert dates(fresh) == (date(2026, 3, 9), date(2026, 3, 6), date(2026, 3, 10))
    assert (fresh.number, fresh.replaces, fresh.kind, fresh.unit) == (2, found, "month", world.branch)
    old = Account.objects.get(pk=found.pk)
    assert (old.return_reason, old.decided_by) == ("补记", world.liu)
    Account.objects.filter(pk=fresh.pk).update(due_on=date(2026, 3, 20))
    fresh = handed_in(one(pk=fresh.pk), world.chen, MARCH_2)
    again = actions.send_back(account=fresh, reason="再补", version=3, by=world.liu, at=MARCH_2)
    assert dates(again) == (date(2026, 3, 20), date(2026, 3, 19), date(2026, 3, 23))
    assert again.number == 3


def test_only_the_branches_that_begin_are_drafted_and_each_once(world: World) -> None:
    def draft(*units: int) -> int:
        return actions.draft(kind="month", period=FEB, county=world.county, at=MARCH_2, units=units)

    assert draft(world.office.pk) == 0
    assert draft(world.branch.pk, world.office.pk) == 1
    assert draft(world.branch.pk) == 0
    assert Account.objects.get().unit == world.branch


def test_the_clock_catches_up_for_a_month_and_not_from_before_the_county_began(world: World) -> None:
    County.objects.filter(pk=world.county.pk).update(started_on=date(2026, 3, 1))
    assert clock.draft_accounts(at=MARCH_2) == 0, "February ended on the day the county began"
    County.objects.filter(pk=world.county.pk).update(started_on=date(2026, 2, 28))
    clock.draft_accounts(at=MARCH_2)
    assert set(Account.objects.values_list("kind", flat=True)) == {"month"}
    County.objects.filter(pk=world.county.pk).update(started_on=date(2025, 9, 1))
    clock.draft_accounts(at=MARCH_2)
    assert set(Account.objects.values_list("kind", flat=True)) == {"month"}, "the quarter ended too long ago"
    clock.draft_accounts(at=made.moment(date(2026, 1, 30), 9))
    assert set(Account.objects.values_list("kind", "first")) >= {
        ("quarter", date(2025, 10, 1)),
        ("sheet", date(2025, 10, 1)),
        ("half_year", date(2025, 7, 1)),
        ("month", date(2025, 12, 1)),
    }


def test_words_fit_to_the_last_character_and_name_nobody(world: World) -> None:
    found = note(world)
    sheet = Account(kind=Account.Kind.SHEET)

    def said(text: str = "", reason: str = "", contacts: int = 1, account: Account = found) -> str:
        return rules.objection_to_words(account, text, reason, contacts) or ""

    assert said("字" * 200) == said("", "字" * 200) == said(f" {'字' * 200} ") == ""
    assert "At most 200" in said("字" * 201)
    assert "At most 200" in said("", "字" * 201)
    for words in ("请打19900001234", "110101199003074514"):
        assert "leave out" in said(words)
        assert "leave out" in said("", words)
    assert said("一句。\n") == ""
    assert "One sentence" in said("一句。\n两句。")
    assert "say in a few words why" in said("", " ", 0, sheet)
    assert said("", "外出", 0, sheet) == said("", "", 1, sheet) == said("", "", 0) == ""


def test_who_writes_and_who_takes_in(world: World) -> None:
    found = note(world)
    assert rules.authors(found, AT.date()) == [world.chen]
    assert world.liu in rules.takers(found, AT.date())
    assert world.chen not in rules.takers(found, AT.date())
    assert rules.objection_to_writing(found, world.chen, AT.date()) is None
    assert "Only who accounts" in (rules.objection_to_writing(found, world.liu, AT.date()) or "")
    drafted(world, "sheet", Q1, APRIL)
    assert rules.takers(one(kind="sheet"), APRIL.date()) == [], "a sheet is nobody's to take in"
    drafted(world, "half_year", H1, made.moment(date(2026, 7, 1), 9))
    top = one(kind="half_year", to_unit=None)
    assert rules.takers(top, date(2026, 7, 1)) == []
    assert "outside this county" in (rules.objection_to_deciding(top, world.he, AT, date(2026, 7, 1)) or "")


def test_who_speaks_for_a_unit_sits_in_it_above_it_or_further_up(world: World) -> None:
    day = AT.date()
    names = [o.username for o in keepers(world.branch, day)]
    assert sorted(names) == ["liu", "ma"]
    assert keepers(world.branch, day, without=[world.ma.pk]) == [world.liu]
    type(world.ma).objects.filter(pk=world.ma.pk).update(is_active=False)
    assert keepers(world.branch, day) == [world.liu]
    assert keepers(world.branch, day, without=[world.liu.pk]) == [world.sun], "and then the county"
    assert keepers(None, day) == keepers(world.branch, date(2019, 12, 31)) == []
    own = official("own", "书记", world.branch, "书记", "unit_head")
    assert set(keepers(world.branch, day)) == {own, world.liu}
    assert set(units_kept(world.gao, AT)) == {world.office}
    assert {world.town, world.office, world.branch} <= set(units_kept(world.liu, AT))
    assert not set(units_kept(world.xia, AT)), "a desk alone speaks for nobody"


def test_nobody_takes_in_what_they_handed_in(world: World) -> None:
    drafted(world, "quarter", Q1, APRIL)
    quarter = handed_in(one(kind="quarter"), world.liu, APRIL)
    assert "own report" in (rules.objection_to_deciding(quarter, world.liu, APRIL, APRIL.date()) or "")
    assert rules.objection_to_deciding(quarter, world.ma, APRIL, APRIL.date()) is None
    assert world.liu not in rules.takers(quarter, APRIL.date())


def test_a_sheet_keeps_its_reason_only_when_it_is_empty(world: World) -> None:
    made.line(world, "SH-002", world.chen, LONG_AGO)
    visit(world, date(2026, 1, 8), [])
    drafted(world, "sheet", Q1, APRIL)
    full = handed_in(one(kind="sheet", assignment=world.line), world.chen, APRIL, empty_reason="没有")
    assert full.empty_reason == ""
    empty = one(kind="sheet", assignment__household__code="SH-002")
    assert actions.hand_in_sheets(sheets=[full, empty, note(world)], by=world.chen, at=APRIL) == 0


def test_a_second_confirmation_replaces_the_sentence(world: World) -> None:
    found = note(world)
    for version, text in ((1, " 第一句。 "), (2, "第二句。"), (3, "")):
        found = actions.confirm(account=found, sentence=text, version=version, by=world.chen, at=MARCH_2)
    assert (found.version, found.sentence.text, found.state) == (4, "第二句。", "confirmed")
    with pytest.raises(Refused, match="does not follow"):
        actions.accept(account=found, version=4, by=world.liu, at=MARCH_2)


def test_accounts_are_listed_by_state_version_period_and_who_leads(world: World) -> None:
    first = note(world)
    for period in (JAN, MAR):
        drafted(world, "month", period, APRIL)
    old = handed_in(first, world.chen, APRIL)
    new = actions.send_back(account=old, reason="补", version=3, by=world.liu, at=APRIL)
    every: Any = Account.objects.filter(official=world.chen)
    assert set(every.current()) == set(every) - {old}
    assert old not in every.open()
    assert not every.handed_in().exists()
    handed_in(new, world.chen, APRIL)
    assert every.handed_in().get() == new
    assert every.open().count() == 2
    assert every.within(FEB).count() == 2
    assert every.within(Q1).count() == 4
    assert every.within(periods.of("quarter", date(2026, 4, 1))).count() == 0
    drafted(world, "half_year", H1, made.moment(date(2026, 7, 1), 9))
    mine, top = one(kind="half_year", unit=world.committee), one(kind="half_year", unit=world.top)
    sees = {
        name: [
            account in Account.objects.visible_to(getattr(world, name), AT) for account in (old, mine, top)
        ]
        for name in ("chen", "liu", "sun", "he", "qian")
    }
    assert sees == {
        "chen": [True, False, False],
        "liu": [True, True, False],
        "sun": [True, True, True],
        "he": [False, False, False],
        "qian": [False, False, False],
    }


@pytest.mark.parametrize(
    ("day", "kinds"),
    [(date(2025, 8, 1), {"month", "sheet", "quarter", "half_year"}), (date(2025, 8, 4), {"month"})],
)
def test_what_ended_a_month_ago_is_caught_up_with_and_nothing_older(
    world: World, day: date, kinds: set[str]
) -> None:
    County.objects.filter(pk=world.county.pk).update(started_on=LONG_AGO)
    clock.draft_accounts(
        at=made.moment(day, 9)
    )  # 31 and 34 days after the end of June; between them a weekend
    assert set(Account.objects.values_list("kind", flat=True)) == kinds
