"""The account up the line: drafted by the clock, confirmed with one sentence, frozen, summed, sent back, restated."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from huiyin.accounts import actions, clock, snapshots
from huiyin.accounts.echo import line_of
from huiyin.accounts.models import Account
from huiyin.contacts.actions import void
from huiyin.lib import periods
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.recording.actions import Entry, record_entry
from tests.duties import made
from tests.world import LONG_AGO, World, official

JAN, FEB, MAR = (periods.of("month", date(2026, n, 1)) for n in (1, 2, 3))
Q1 = periods.of("quarter", JAN.first)
H1 = periods.of("half_year", JAN.first)
APRIL = made.moment(date(2026, 4, 1), 9)


def one(**which: Any) -> Account:
    return Account.objects.current().get(**which)


def drafted(world: World, kind: str, period: periods.Period, at: datetime) -> int:
    return actions.draft(kind=kind, period=period, county=world.county, at=at)


def handed_in(account: Account, by: Official, at: datetime, **words: str) -> Account:
    return actions.hand_in(account=account, version=account.version, by=by, at=at, **words)


def visit(world: World, day: date, texts: list[str], at: datetime | None = None) -> Any:
    points = [made.raised(text, "matter") for text in texts]
    found = Entry(
        place=world.village, held_on=day, points=points or [made.raised()], promises=[], household=world.home
    )
    return record_entry(found, root=world.root, by=world.chen, at=at or made.moment(day))


def a_quarter_of_chen(world: World) -> list[Account]:
    """Two visits in January, none in February, one in March; all three notes handed in."""
    visit(world, date(2026, 1, 8), ["路灯坏了", "水管漏了"])
    visit(world, date(2026, 1, 20), [])
    visit(world, date(2026, 3, 10), ["路不好走"])
    found = []
    for month in (JAN, FEB, MAR):
        drafted(world, "month", month, made.moment(month.end, 9))
        account = one(kind="month", official=world.chen, first=month.first)
        found.append(handed_in(account, world.chen, made.moment(month.end, 10)))
    return found


def test_s05_quarter_is_the_sum_of_its_months(world: World) -> None:
    notes = a_quarter_of_chen(world)
    drafted(world, "quarter", Q1, APRIL)
    quarter = handed_in(
        one(kind="quarter"), world.liu, made.moment(date(2026, 4, 2)), sentence="三月走访因春耕较少。"
    )
    for figure in ("contacts", "matters_raised", "points", "form.visit", "promises_due"):
        assert quarter.frozen["sums"].get(figure, 0) == sum(n.frozen["sums"].get(figure, 0) for n in notes), (
            figure
        )
    assert quarter.frozen["sums"]["contacts"] == 3
    assert quarter.frozen["sums"]["matters_raised"] == 3
    assert len(quarter.frozen["households"]) == 1, "the same household in two months is one household"
    assert quarter.frozen["missing"] == []


def test_s05_a_later_edit_leaves_the_frozen_account_and_says_restated(world: World) -> None:
    notes = a_quarter_of_chen(world)
    before = notes[0].frozen
    late = visit(world, date(2026, 1, 28), [], at=made.moment(date(2026, 2, 20)))[0]
    note = one(pk=notes[0].pk)
    assert note.frozen == before
    assert snapshots.changed_since(note) == 1
    fresh = actions.restate(
        account=note, version=note.version, by=world.chen, at=made.moment(date(2026, 2, 21))
    )
    old = Account.objects.get(pk=note.pk)
    assert (fresh.number, fresh.replaces_id, old.state, old.frozen) == (2, old.pk, "restated", before)
    fresh = handed_in(fresh, world.chen, made.moment(date(2026, 2, 22)))
    assert fresh.frozen["sums"]["contacts"] == before["sums"]["contacts"] + 1
    void(contact=late, reason="记错了", by=world.chen, at=made.moment(date(2026, 2, 23)))
    assert snapshots.changed_since(fresh) == 1


def test_nothing_is_restated_without_a_change(world: World) -> None:
    note = a_quarter_of_chen(world)[0]
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.restate(account=note, version=note.version, by=world.chen, at=APRIL)


def test_s05_the_missing_are_named_not_guessed(world: World) -> None:
    official("li", "李新", world.branch, "干事", "officer")
    a_quarter_of_chen(world)
    drafted(world, "quarter", Q1, APRIL)
    said = snapshots.taken(one(kind="quarter"), county=world.county, at=APRIL)
    with override("zh-hans"):
        missing = snapshots.missing_words(said["missing"])
    assert missing == ["李新 2026年1月", "李新 2026年2月", "李新 2026年3月"]
    assert said["sums"]["contacts"] == 3
    quarter = handed_in(one(kind="quarter"), world.liu, APRIL)
    late = one(kind="month", official__username="li", first=JAN.first)
    handed_in(late, late.official, made.moment(date(2026, 4, 3)))  # type: ignore[arg-type]
    assert snapshots.changed_since(quarter) == 1, "one account has come in since"


def test_s04_a_sheet_lists_exactly_the_visits_of_its_quarter(world: World) -> None:
    made.line(world, "SH-002", world.chen, LONG_AGO)
    for day in (date(2025, 12, 31), date(2026, 1, 8), date(2026, 3, 31), date(2026, 4, 1)):
        visit(world, day, [])
    drafted(world, "sheet", Q1, APRIL)
    full = one(kind="sheet", assignment=world.line)
    full = handed_in(full, world.chen, APRIL)
    assert [row["on"] for row in full.frozen["contacts"]] == ["2026-01-08", "2026-03-31"]
    empty = one(kind="sheet", assignment__household__code="SH-002")
    with pytest.raises(Refused, match="why"):
        handed_in(empty, world.chen, APRIL)
    empty = handed_in(empty, world.chen, APRIL, empty_reason="全家外出务工，电话未接通。")
    assert (empty.frozen["contacts"], empty.empty_reason) == ([], "全家外出务工，电话未接通。")


def test_all_sheets_with_entries_are_handed_in_at_once(world: World) -> None:
    made.line(world, "SH-002", world.chen, LONG_AGO)
    visit(world, date(2026, 1, 8), [])
    drafted(world, "sheet", Q1, APRIL)
    assert actions.hand_in_sheets(sheets=Account.objects.filter(kind="sheet"), by=world.chen, at=APRIL) == 1
    assert Account.objects.get(kind="sheet", state="drafted").assignment.household.code == "SH-002"  # type: ignore[union-attr]


def test_s16_a_half_year_without_a_forum_is_in_the_half_years_account(world: World) -> None:
    july = made.moment(date(2026, 7, 1), 9)
    drafted(world, "half_year", H1, july)
    assert {r.unit for r in Account.objects.filter(kind="half_year")} == {world.committee, world.top}
    account = one(kind="half_year", unit=world.committee)
    said = snapshots.taken(account, county=world.county, at=july)
    assert {"duty": "forum", "period": "2026-H1", "asked": 1, "left": 1} in said["of_units"]
    made.contact(world, date(2026, 5, 5), "forum", by=world.ma, place=world.town, household=None)
    said = snapshots.taken(account, county=world.county, at=july)
    assert {"duty": "forum", "period": "2026-H1", "asked": 1, "left": 0} in said["of_units"]


def test_the_half_year_is_the_sum_of_its_quarters(world: World) -> None:
    a_quarter_of_chen(world)
    drafted(world, "quarter", Q1, APRIL)
    handed_in(one(kind="quarter"), world.liu, APRIL)
    july = made.moment(date(2026, 7, 1), 9)
    drafted(world, "half_year", H1, july)
    half = handed_in(one(kind="half_year", unit=world.committee), world.ma, july)
    assert half.frozen["sums"]["contacts"] == 3
    top = snapshots.taken(one(kind="half_year", unit=world.top), county=world.county, at=july)
    assert top["sums"]["contacts"] == 3
    assert len(top["households"]) == 1


def test_taken_in_by_somebody_else_or_sent_back_with_a_reason(world: World) -> None:
    note = a_quarter_of_chen(world)[0]
    for who in (world.chen, world.qian, world.he):
        with pytest.raises(Refused):
            actions.accept(account=note, version=note.version, by=who, at=APRIL)
    with pytest.raises(Refused, match="corrected"):
        actions.send_back(account=note, reason=" ", version=note.version, by=world.liu, at=APRIL)
    fresh = actions.send_back(
        account=note, reason="一月的座谈会没有记", version=note.version, by=world.liu, at=APRIL
    )
    old = Account.objects.get(pk=note.pk)
    assert (old.state, fresh.state, fresh.number) == ("returned", "drafted", 2)
    assert Notice.objects.filter(to=world.chen, kind="report_back").exists()
    fresh = handed_in(fresh, world.chen, APRIL)
    taken = actions.accept(account=fresh, version=fresh.version, by=world.liu, at=APRIL)
    assert taken.state == "accepted"
    with pytest.raises(Refused, match="does not follow"):
        actions.accept(account=taken, version=taken.version, by=world.ma, at=APRIL)


def test_one_sentence_and_no_numbers_of_persons(world: World) -> None:
    drafted(world, "month", FEB, made.moment(MAR.first, 9))
    note = one(kind="month", official=world.chen)
    for text in ("第一句。\n第二句。", "请打19900001234找王秀兰", "字" * 201):
        with pytest.raises(Refused):
            handed_in(note, world.chen, made.moment(MAR.first), sentence=text)
    with pytest.raises(Refused):
        handed_in(note, world.liu, made.moment(MAR.first))
    note = actions.confirm(
        account=note, sentence="春节走访较多。", version=note.version, by=world.chen, at=APRIL
    )
    note = actions.submit(account=note, version=note.version, by=world.chen, at=APRIL)
    assert note.sentence.text == "春节走访较多。"
    with pytest.raises(Refused, match="meantime"):
        actions.accept(account=note, version=1, by=world.liu, at=APRIL)


def test_the_database_refuses_to_move_what_is_frozen(world: World) -> None:
    note = a_quarter_of_chen(world)[0]
    for change in ({"snapshot": {}}, {"as_of": APRIL}, {"state": "drafted", "as_of": None, "snapshot": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Account.objects.filter(pk=note.pk).update(**change)


def test_the_clock_drafts_reminds_and_tells_one_rung_up(world: World) -> None:
    """February ended on a Saturday: drafted on Monday the 2nd, due on the 5th working day after the month."""
    assert clock.draft_accounts(at=made.moment(date(2026, 3, 1), 9)) == 0, "a Sunday"
    monday = made.moment(date(2026, 3, 2), 9)
    clock.draft_accounts(at=monday)
    assert clock.draft_accounts(at=monday) == 0, "each only once"
    note = one(kind="month", official=world.chen)
    assert (note.first, note.due_on) == (FEB.first, date(2026, 3, 6))
    listed = Account.objects.for_lists().get(pk=note.pk)
    tones = [line_of(listed, date(2026, 3, day)).tone for day in (3, 4, 6, 7)]
    assert tones == ["calm", "soon", "soon", "overdue"], "soon two working days before it is due"
    Notice.objects.all().update(read_at=monday)
    assert clock.remind_accounts(at=made.moment(date(2026, 3, 4), 9)) == 0
    clock.remind_accounts(at=made.moment(date(2026, 3, 5), 9))
    assert Notice.objects.unread().filter(to=world.chen, kind="report_due").count() == 1
    assert clock.tell_late(at=made.moment(date(2026, 3, 6), 9)) == 0, "not on the day itself"
    clock.tell_late(at=made.moment(date(2026, 3, 9), 9))
    assert set(Notice.objects.filter(kind="report_late").values_list("to__username", flat=True)) >= {
        "chen",
        "liu",
        "ma",
    }
    assert Account.objects.get(pk=note.pk).late_on is None, "told once"


def test_who_hands_in_early_is_neither_reminded_nor_late(world: World) -> None:
    a_quarter_of_chen(world)
    assert clock.remind_accounts(at=APRIL) == 0
    assert clock.tell_late(at=made.moment(date(2026, 5, 6), 9)) == 0


def test_households_met_in_different_months_are_joined(world: World) -> None:
    visit(world, date(2026, 1, 8), [])
    made.contact(world, date(2026, 2, 3), household=world.second, place=world.hamlet)
    made.contact(world, date(2026, 2, 4), household=world.home)
    for month in (JAN, FEB, MAR):
        drafted(world, "month", month, made.moment(month.end, 9))
        handed_in(one(kind="month", official=world.chen, first=month.first), world.chen, APRIL)
    drafted(world, "quarter", Q1, APRIL)
    said = snapshots.taken(one(kind="quarter"), county=world.county, at=APRIL)
    assert said["households"] == sorted([world.home.pk, world.second.pk])
    assert said["villages"] == sorted([world.village.pk, world.hamlet.pk])
