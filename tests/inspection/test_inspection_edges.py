"""An inspection at its edges: days, words, records, persons and lists; what is heard, and who sees it."""

from datetime import date, timedelta

import pytest

from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Raised
from huiyin.inspection import rules
from huiyin.inspection.actions import hearing, inspecting
from huiyin.inspection.models import Finding, Inspection
from huiyin.lib.charter import parse
from huiyin.lib.periods import Span
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.orgs.models import Appointment
from tests.duties import made
from tests.inspection import inspections as make
from tests.inspection.test_effect import closed_matter
from tests.world import AT, World, charter_text

TODAY = AT.date()
DAY = timedelta(days=1)


def test_the_months_before_a_day_are_counted_back_over_the_new_year() -> None:
    assert [(month.first, month.end) for month in rules.months(date(2026, 3, 2))] == [
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2025, 12, 1), date(2026, 1, 1)),
    ]
    assert rules.months(date(2026, 3, 1), back=1) == rules.months(date(2026, 3, 31), back=1)


def test_a_period_is_planned_from_its_first_day_on(world: World) -> None:
    with pytest.raises(Refused, match="not begun"):
        make.planned(world, period=Span(TODAY + DAY, TODAY + 30 * DAY))
    assert make.planned(world, period=Span(TODAY, TODAY + 30 * DAY))
    with pytest.raises(Refused, match="is a branch"):
        make.planned(world, branch=world.office)


def test_each_branch_and_kind_has_its_own_inspection_of_a_period(world: World) -> None:
    make.planned(world)
    assert make.planned(world, kind=Inspection.Kind.SPOT).is_spot
    type(world.branch).objects.filter(pk=world.station.pk).update(kind="branch")
    world.station.refresh_from_db()
    assert make.planned(world, branch=world.station).branch == world.station


def test_the_list_holds_the_days_of_the_period_and_the_contacts_of_the_branch(world: World) -> None:
    days = (make.HALF.first - DAY, make.HALF.first, make.HALF.last, make.HALF.end)
    held = [make.visits(world, 1, first=day)[0] for day in days]
    other = contacts.record(
        place=world.village, held_on=make.HALF.first, points=[Raised("问路", "noted")], promises=[], by=world.he,
        at=AT,
    )  # fmt: skip
    assert make.frozen(world).population == sorted([held[1].reference, held[2].reference])
    assert other.unit == world.office


def test_the_list_is_frozen_on_the_day_after_the_period(world: World) -> None:
    early = make.planned(world, period=Span(date(2026, 1, 1), TODAY + DAY))
    with pytest.raises(Refused, match="2 Mar 2026"):
        inspecting.freeze(inspection=early, way="system", source="", version=1, by=world.sun, at=AT)
    inspecting.freeze(inspection=early, way="system", source="开奖", version=1, by=world.sun, at=AT + DAY)
    assert make.fresh(early).seed_source == "", "a name is only kept of a public draw"
    later = make.planned(world)
    with pytest.raises(Refused, match="where the number"):
        inspecting.freeze(inspection=later, way="dream", source="", version=1, by=world.sun, at=AT)


@pytest.mark.parametrize(
    ("number", "kept"),
    [("", None), (" ", None), ("1" * 41, None), ("1\n2", None), (f" {'1' * 40} ", "1" * 40)],
)
def test_the_number_drawn_is_entered_as_it_is_read(world: World, number: str, kept: str | None) -> None:
    make.visits(world, 1)
    if kept is None:
        with pytest.raises(Refused, match="number that was drawn"):
            make.seeded(world, number)
    else:
        assert make.seeded(world, number).seed == kept


def test_a_finding_is_of_a_kind_says_something_and_is_numbered(world: World) -> None:
    make.visits(world, 2)
    found = make.drawn(world)
    for wrong, sentence in (
        ({"kind": "praise"}, "what kind"),
        ({"text": " "}, "2000"),
        ({"text": "字" * 2001}, "2000"),
    ):
        with pytest.raises(Refused, match=sentence):
            make.criticism(world, found, **wrong)
    first = make.criticism(world, found, text="字" * 2000, records=[*found.sample[:1], " ", found.sample[0]])
    second = make.criticism(world, found, kind="commend", records=[], official=None)
    assert (first.number, first.records, second.number, second.records) == (1, found.sample[:1], 2, [])


def test_a_finding_is_about_who_belonged_to_the_branch_then_or_belongs_now(world: World) -> None:
    make.visits(world, 1)
    found = make.drawn(world)
    seats = Appointment.objects.filter(official=world.chen)
    for start, end, allowed in (
        (make.HALF.first, make.HALF.end, True),
        (make.HALF.end, None, True),
        (make.HALF.end, TODAY, False),
        (make.HALF.first, make.HALF.last, False),
    ):
        seats.update(from_on=start, to_on=end)
        said = rules.objection_to_finding(
            inspection=found, kind="improve", text="改", records=[], official=world.chen, at=AT
        )
        assert (said is None) is allowed, (start, end)


def test_a_record_is_the_branch_s_own_contact_promise_or_matter(world: World) -> None:
    matter = Matter.objects.get(pk=closed_matter(world).pk)
    promise = made.contact(
        world, TODAY, promises=[made.promised(TODAY + DAY)], at=made.moment(TODAY)
    ).promises.get()
    theirs = made.contact(world, TODAY, by=world.he, promises=[made.promised(TODAY)], at=made.moment(TODAY))
    found = make.drawn(world)
    outside = make.visits(world, 1, first=TODAY)[0]
    for reference in (found.population[0], outside.reference, f"promise:{promise.pk}", matter.reference):
        assert rules.is_record(found, reference), reference
    for reference in (
        theirs.reference,
        f"promise:{theirs.promises.get().pk}",
        "promise:x",
        "promise:",
        "HY-1",
        "",
    ):
        assert not rules.is_record(found, reference), reference


def test_a_finding_about_the_whole_branch_is_heard_by_its_heads(world: World) -> None:
    make.visits(world, 1)
    found = make.drawn(world)
    whole = make.criticism(world, found, official=None)
    assert rules.hears(whole, AT) == [world.ma]
    assert rules.hears(make.criticism(world, found), AT) == [world.chen]


def test_only_what_was_sent_and_may_be_explained_is_answered(world: World) -> None:
    make.visits(world, 1)
    found = make.checked(world)
    finding = make.criticism(world, found)
    praise = make.criticism(world, found, kind="commend", records=[])
    with pytest.raises(Refused, match="final; it can no longer"):
        hearing.answer(finding=finding, words="日期错了", by=world.chen, at=AT)
    inspecting.send_findings(inspection=found, version=found.version, by=world.sun, at=AT)
    with pytest.raises(Refused, match="nothing to answer"):
        hearing.answer(finding=praise, words="谢谢", by=world.chen, at=AT)
    for words in (" ", "字" * 2001):
        with pytest.raises(Refused, match="at most 2000"):
            hearing.answer(finding=finding, words=words, by=world.chen, at=AT)
    hearing.answer(finding=finding, words="字" * 2000, by=world.chen, at=AT)
    finding.refresh_from_db()
    assert (finding.answered_by, finding.version) == (world.chen, 2)


def test_the_findings_are_heard_when_the_last_is_answered_or_withdrawn(world: World) -> None:
    make.visits(world, 1)
    found = make.checked(world)
    first, second, third = (make.criticism(world, found) for _n in range(3))
    inspecting.send_findings(inspection=found, version=found.version, by=world.sun, at=AT)
    hearing.answer(finding=first, words="日期错了", by=world.chen, at=AT)
    with pytest.raises(Refused, match="why the finding"):
        hearing.withdraw(finding=second, why=" ", by=world.sun, at=AT)
    hearing.withdraw(finding=second, why=" 笔误 ", by=world.sun, at=AT)
    with pytest.raises(Refused, match="withdrawn already"):
        hearing.withdraw(finding=second, why="笔误", by=world.sun, at=AT)
    with pytest.raises(Refused, match="nothing to answer"):
        hearing.answer(finding=second, words="好", by=world.chen, at=AT)
    assert make.fresh(found).state == Inspection.State.FINDINGS_SENT
    assert list(rules.waiting_findings(found)) == [third]
    hearing.answer(finding=third, words="好", by=world.chen, at=AT)
    assert make.fresh(found).state == Inspection.State.ANSWERED
    second.refresh_from_db()
    assert (second.withdrawn_why, second.version) == ("笔误", 2)
    found = make.fresh(found)
    inspecting.conclude(inspection=found, version=found.version, by=world.sun, at=AT)
    assert set(Finding.objects.final()) == {first, third}


def test_a_commendation_alone_needs_no_hearing_and_nothing_at_all_is_not_sent(world: World) -> None:
    make.visits(world, 1)
    found = make.checked(world)
    with pytest.raises(Refused, match="at least one finding"):
        inspecting.send_findings(inspection=found, version=found.version, by=world.sun, at=AT)
    make.criticism(world, found, kind="commend", records=[])
    inspecting.send_findings(inspection=found, version=found.version, by=world.sun, at=AT)
    assert make.fresh(found).state == Inspection.State.ANSWERED


def test_a_period_is_as_long_as_the_charter_inspects_often() -> None:
    def spans(times: int, day: date) -> list[tuple[date, date]]:
        text = charter_text().replace(
            "inspections_per_year = { value = 2", f"inspections_per_year = {{ value = {times}"
        )
        return [(one.first, one.end) for one in rules.half_years(day, parse(text), back=1)]

    first, half, next_year = date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1)
    assert spans(2, first) == spans(2, half - DAY) == [(first, half), (date(2025, 7, 1), first)]
    assert spans(2, half) == [(half, next_year), (first, half)]
    assert spans(1, half) == [(first, next_year), (date(2025, 1, 1), first)]
    assert spans(4, half - DAY) == [(date(2026, 4, 1), half), (first, date(2026, 4, 1))]


def test_findings_may_be_answered_through_the_last_day(world: World) -> None:
    make.visits(world, 1)
    found = make.checked(world)
    assert "not been sent" in (rules.objection_to_concluding(found, AT) or "")
    finding = make.criticism(world, found)
    inspecting.send_findings(inspection=found, version=found.version, by=world.sun, at=AT)
    found = make.fresh(found)
    assert found.answer_by is not None
    last = AT + (found.answer_by - TODAY)
    open_ = [rules.objection_to_concluding(found, last + n * DAY) is not None for n in (-1, 0, 1)]
    assert open_ == [True, True, False]
    hearing.answer(finding=finding, words="日期错了", by=world.chen, at=AT)
    assert rules.objection_to_concluding(make.fresh(found), AT) is None, "once all are answered, at once"
