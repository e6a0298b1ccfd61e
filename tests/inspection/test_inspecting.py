"""An inspection from its plan to its end: who may, the frozen list, the number, the draw, hearing before the end."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.audit.models import Event
from huiyin.contacts import actions as contacts
from huiyin.inspection import rules
from huiyin.inspection.actions import hearing, inspecting
from huiyin.inspection.models import Finding, Inspection
from huiyin.inspection.rules import Deed
from huiyin.lib import sampling
from huiyin.lib.periods import Span
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Post
from tests.inspection import inspections as make
from tests.world import AT, LONG_AGO, World


def kinds_of(world: World, who: str) -> list[str]:
    return list(Notice.objects.filter(to=getattr(world, who)).order_by("pk").values_list("kind", flat=True))


def test_s06_the_life_is_total_and_reached() -> None:
    reached, waiting = set(), [str(Inspection.State.PLANNED)]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += [str(state) for state in rules.TRANSITIONS[here].values()]
    assert reached == set(Inspection.State.values) == {str(state) for state in rules.TRANSITIONS}


def test_s06_twice_a_year_and_once_each(world: World) -> None:
    charter = make.planned(world).charter.charter
    assert rules.half_years(date(2026, 3, 2), charter) == [
        Span(date(2026, 1, 1), date(2026, 7, 1)),
        make.HALF,
        Span(date(2025, 1, 1), date(2025, 7, 1)),
    ]
    with pytest.raises(Refused, match="already"):
        make.planned(world)
    assert make.planned(world, period=Span(date(2026, 1, 1), date(2026, 7, 1)))
    with pytest.raises(Refused, match="not begun"):
        make.planned(world, period=Span(date(2026, 7, 1), date(2027, 1, 1)))


def test_i18_no_inspector_belongs_to_the_branch(world: World) -> None:
    with pytest.raises(Refused, match="does not belong"):
        make.planned(world, inspector=world.chen)
    seat = Post.objects.create(unit=world.branch, title="支部书记", capacities=[], valid_from=LONG_AGO)
    orgs.appoint(official=world.sun, post=seat, from_on=LONG_AGO, by="test", at=AT)
    with pytest.raises(Refused, match="does not belong"):
        make.planned(world)
    found = make.planned(world, inspector=world.liu)
    with pytest.raises(Refused, match="never by the branch itself"):  # planning is hers, carrying out is not
        inspecting.freeze(inspection=found, way="system", source="", version=1, by=world.sun, at=AT)


def test_only_those_who_supervise_the_branch_plan_its_inspection(world: World) -> None:
    for who in (world.liu, world.chen, world.qian):
        with pytest.raises(Refused, match="supervise"):
            make.planned(world, by=who, inspector=world.gao)
    found = make.planned(world, inspector=world.gao, by=world.ma)
    assert found.branch == world.branch
    assert kinds_of(world, "chen") == kinds_of(world, "gao") == ["inspected"]


def test_s06_the_list_is_frozen_after_the_half_year_and_then_stays(world: World) -> None:
    held = make.visits(world, 4)
    contacts.void(contact=held[0], reason="记重了", by=world.chen, at=AT)
    early = make.planned(world, period=Span(date(2026, 1, 1), date(2026, 7, 1)))
    with pytest.raises(Refused, match="30 Jun 2026"):
        inspecting.freeze(inspection=early, way="system", source="", version=1, by=world.sun, at=AT)
    found = make.frozen(world)
    assert found.population == sorted(one.reference for one in held[1:]), "what was struck out is not in it"
    assert found.population_sha256 == sampling.list_hash(found.population)
    make.visits(world, 1, first=date(2025, 12, 30))
    with pytest.raises(Refused, match="already"):
        inspecting.freeze(inspection=found, way="system", source="", version=2, by=world.sun, at=AT)
    assert make.fresh(found).population == found.population


def test_s06_the_number_comes_after_the_list_and_never_changes(world: World) -> None:
    make.visits(world, 3)
    found = make.planned(world)
    with pytest.raises(Refused, match="frozen first"):
        inspecting.give_seed(inspection=found, number="1", version=1, by=world.sun, at=AT)
    with pytest.raises(Refused, match="beforehand"):
        inspecting.freeze(inspection=found, way="public", source=" ", version=1, by=world.sun, at=AT)
    inspecting.freeze(inspection=found, way="system", source="", version=1, by=world.sun, at=AT)
    with pytest.raises(Refused, match="comes first"):
        inspecting.draw(inspection=found, version=2, by=world.sun, at=AT)
    inspecting.give_seed(inspection=found, number="my favourite", version=2, by=world.sun, at=AT)
    found = make.fresh(found)
    assert found.seed.isdecimal(), "the system's number, whatever was typed"
    assert len(found.seed) == 12
    with pytest.raises(Refused, match="stays"):
        inspecting.give_seed(inspection=found, number="2", version=3, by=world.sun, at=AT)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.from_regex(r"[0-9]{1,12}", fullmatch=True), n=st.integers(0, 8))
def test_s06_same_seed_same_sample_whoever_recomputes(world: World, seed: str, n: int) -> None:
    with transaction.atomic():
        held = make.visits(world, n)
        found = make.drawn(world, seed)
        again = sampling.read_draw(found.proof().written())
        assert sampling.disagreements(again) == []
        assert set(found.sample) <= {one.reference for one in held}
        assert found.sample == sampling.draw(reversed(found.population), seed, len(found.sample))
        assert len(found.sample) == sampling.how_many(n, confidence=0.95, share=0.1)
        assert list(found.call_backs.values_list("contact__reference", flat=True)) == found.sample
        transaction.set_rollback(True)


def test_s06_a_criticism_without_a_record_is_refused(world: World) -> None:
    make.visits(world, 2)
    found = make.checked(world)
    with pytest.raises(Refused, match="at least one record"):
        make.criticism(world, found, records=[" "])
    with pytest.raises(Refused, match="HYL-2026-999999-X"):
        make.criticism(world, found, records=["HYL-2026-999999-X"])
    with pytest.raises(Refused, match="somebody of the branch"):
        make.criticism(world, found, official=world.he)
    assert make.criticism(world, found).records == found.sample[:1]
    with pytest.raises(IntegrityError, match="criticism_cites_a_record"), transaction.atomic():
        Finding.objects.update(records=[])


def test_s06_the_official_answers_before_it_is_final(world: World) -> None:
    make.visits(world, 2)
    found, finding = make.sent(world)
    assert found.answer_by == date(2026, 3, 9), "five working days after the Monday it was sent"
    assert kinds_of(world, "chen") == ["inspected", "finding"]
    for later in (AT, AT + timedelta(days=7)):
        with pytest.raises(Refused, match="9 Mar 2026"):
            inspecting.conclude(inspection=found, version=found.version, by=world.sun, at=later)
    with pytest.raises(Refused, match="by the one it is about"):
        hearing.answer(finding=finding, words="不是我", by=world.ma, at=AT)
    hearing.answer(finding=finding, words="日期写错了。", by=world.chen, at=AT)
    found = make.fresh(found)
    assert found.state == Inspection.State.ANSWERED
    assert kinds_of(world, "sun")[-1] == "finding_answered"
    with pytest.raises(Refused, match="already"):
        hearing.answer(finding=finding, words="再说一次", by=world.chen, at=AT)
    inspecting.conclude(inspection=found, version=found.version, by=world.sun, at=AT)
    assert make.fresh(found).is_final


def test_s06_without_an_answer_it_is_final_once_the_days_have_passed(world: World) -> None:
    make.visits(world, 2)
    found, finding = make.sent(world)
    later = AT + timedelta(days=8)
    inspecting.conclude(inspection=found, version=found.version, by=world.sun, at=later)
    assert make.fresh(found).state == Inspection.State.CONCLUDED
    with pytest.raises(Refused, match="final"):
        hearing.answer(finding=finding, words="来晚了", by=world.chen, at=later)


def test_a_finding_is_withdrawn_after_hearing(world: World) -> None:
    make.visits(world, 2)
    found, finding = make.sent(world)
    hearing.withdraw(finding=finding, why="查明日期笔误，走访属实", by=world.sun, at=AT)
    assert make.fresh(found).state == Inspection.State.ANSWERED, "nothing is left to answer"
    inspecting.conclude(inspection=found, version=make.fresh(found).version, by=world.sun, at=AT)
    assert list(Finding.objects.final()) == []


def test_two_at_once_and_the_trail(world: World) -> None:
    make.visits(world, 2)
    found = make.seeded(world)
    inspecting.draw(inspection=found, version=found.version, by=world.sun, at=AT)
    with pytest.raises(Refused, match="meantime"):
        inspecting.draw(inspection=found, version=found.version, by=world.sun, at=AT)
    deeds = list(Event.objects.filter(on=found.reference).order_by("pk").values_list("deed", flat=True))
    assert deeds == [
        "inspection.planned",
        "inspection.list_frozen",
        "inspection.seed_given",
        "inspection.sample_drawn",
    ]
    assert rules.objection_to(Deed.FIND, make.fresh(found), world.sun, AT) is None
