"""The figures of the work summary: their sums always hold, and 0 is not the same as unknown."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.contacts.actions import Promised, Raised, keep, record, void
from huiyin.contacts.models import Contact, Promise
from huiyin.matters import actions
from huiyin.matters.actions import Past, lodge_histories
from huiyin.matters.figures import Extent
from huiyin.matters.models import Matter
from huiyin.orgs.actions import appoint
from huiyin.orgs.models import Appointment, Post, Unit
from huiyin.reports import pages, words
from huiyin.reports.work_summary import WorkSummary, build, build_for
from tests import make
from tests.world import AT, LONG_AGO, SHANGHAI, World

MARCH = (date(2026, 3, 1), date(2026, 4, 1))
LATE = AT + timedelta(days=200)


def summary(world: World, unit: Unit | None = None, as_of: datetime = LATE) -> WorkSummary:
    return build(Extent(unit or world.town, *MARCH, as_of), world.county)


def visit(world: World, *dispositions: str, place: Unit | None = None, at: datetime = AT) -> Contact:
    points = [Raised("路灯不亮", d, answer="今晚来修" if d == "answered" else "") for d in dispositions]
    held_on = at.astimezone(SHANGHAI).date()
    return record(
        place=place or world.village,
        held_on=held_on,
        points=points,
        promises=[Promised("修路灯", max(held_on, date(2026, 3, 20)))],
        household=None,
        person=None,
        note="看了看",
        differing_view=False,
        by=world.chen,
        at=at,
    )


def test_an_empty_period_is_all_zero_and_what_nobody_asked_stays_unknown(world: World) -> None:
    found = summary(world)
    assert (found.matters_collected, found.villages_covered, found.promises_due, found.hard) == (0, 0, 0, 0)
    assert found.awareness_rate is None
    assert found.institution_documents is None
    assert (found.heads, found.topics) == ((), ())


def test_every_matter_stands_in_one_place(world: World) -> None:
    make.matter(world)
    make.routed(world)
    make.started(world)
    make.drafted(world)
    make.closed(world)
    explained = {
        "outcome": "explained_policy",
        "opinion": "按照现行政策不能办理。" * 5,
        "basis": "某条例 第三条",
    }
    make.replied(world, reply=explained)
    visit(world, "answered", "suggestion", "noted")
    found = summary(world)
    assert (found.matters, found.routed_town, found.unrouted) == (6, 5, 1)
    assert (found.concluded_fed_back, found.explained, found.in_handling, found.not_started) == (1, 1, 2, 1)
    assert (found.answered_on_spot, found.suggestions_kept, found.matters_collected) == (1, 1, 8)
    assert found.hard == 4


def test_of_hard_matters_the_first_that_one_may_see_are_shown(world: World) -> None:
    made = [make.started(world).pk for _n in range(8)]
    for n, key in enumerate(made):
        Matter.objects.filter(pk=key).update(due_on=AT.date() - timedelta(days=n))
    Matter.objects.filter(pk=made[-1]).update(complained_official=world.liu)
    extent = Extent(world.town, *MARCH, LATE)
    assert build(extent, world.county).hard == 8
    found, keys = build_for(world.liu, LATE, extent, world.county)
    assert (found.hard, keys) == (8, made[-2:-7:-1])
    assert build_for(world.qian, LATE, extent, world.county)[1] == [], "of another township"


def test_of_hard_matters_of_then_the_first_are_shown_though_they_were_answered_since(world: World) -> None:
    made = [make.started(world).pk for _n in range(2)]
    found = Matter.objects.get(pk=made[0])
    assert found.due_on is not None
    then = datetime.combine(found.due_on + timedelta(days=3), datetime.min.time(), SHANGHAI)
    actions.draft_reply(
        matter=found, version=found.version, by=world.he, at=then + timedelta(days=1), **make.REPLY
    )
    extent = Extent(world.town, *MARCH, then)
    for at in (then, then + timedelta(days=2)):
        told, keys = build_for(world.liu, at, extent, world.county)
        assert (told.hard, keys) == (2, made)


def test_the_figures_are_those_of_the_moment_asked_for(world: World) -> None:
    make.replied(world)
    before, after = summary(world, as_of=AT - timedelta(minutes=1)), summary(world)
    assert (before.matters, after.matters, after.concluded_fed_back) == (0, 1, 1)


def test_contacts_count_by_village_until_they_are_struck_out(world: World) -> None:
    visit(world, "answered")
    mistake = visit(world, "answered", place=world.hamlet)
    visit(world, "answered", place=world.hamlet, at=AT - timedelta(days=30))  # in another month
    assert (summary(world).villages_covered, summary(world).answered_on_spot) == (2, 2)
    void(contact=mistake, reason="记错了", by=world.chen, at=AT + timedelta(hours=1))
    assert (summary(world).villages_covered, summary(world).answered_on_spot) == (1, 1)
    assert summary(world, as_of=AT + timedelta(minutes=1)).villages_covered == 2
    assert summary(world, world.sibling).villages_covered == 0
    assert summary(world, world.root).villages_covered == 1


def test_promises_are_due_in_the_period_and_kept_by_then(world: World) -> None:
    visit(world, "noted")
    promise = Promise.objects.get()
    keep(promise=promise, how="修好了", version=1, by=world.chen, at=AT + timedelta(days=3))
    assert (summary(world).promises_due, summary(world).promises_kept) == (1, 1)
    early = summary(world, as_of=AT + timedelta(days=1))
    assert (early.promises_due, early.promises_kept) == (1, 0)


def test_imported_matters_are_counted_as_such_and_those_without_a_day_apart(world: World) -> None:
    day = datetime(2026, 3, 5, 9, tzinfo=SHANGHAI)
    past = [
        Past("1", "路灯", "路灯不亮", day, topic="城乡建设", reply="修好了", replied_at=day),
        Past("2", "路灯", "路灯不亮", day, topic="城乡建设"),
        Past("3", "路灯", "路灯不亮", None),
    ]
    lodge_histories(past=past, unit=world.town, source="board", by="test", at=AT)
    found = summary(world)
    assert (found.matters, found.imported, found.without_a_day) == (2, 2, 1)
    assert (found.concluded_fed_back, found.unrouted, found.hard) == (1, 1, 0)
    assert [(t.words, t.count) for t in found.topics] == [("城乡建设", None)]  # fewer than five


def test_a_topic_with_five_matters_shows_its_number(world: World) -> None:
    for _n in range(5):
        make.matter(world, topic="streetlight")
    assert [(t.topic, t.count) for t in summary(world).topics] == [("streetlight", 5)]


def test_s53_the_report_names_who_sat_in_the_station_on_its_date(world: World) -> None:
    for who, role in ((world.ma, "head"), (world.liu, "deputy"), (world.gao, "deputy")):
        post = Post.objects.create(unit=world.station, title="站", role=role, valid_from=LONG_AGO)
        appoint(official=who, post=post, from_on=LONG_AGO, by="test", at=AT)
    found = summary(world)
    assert (found.heads, found.deputies) == (("马成",), ("高峰", "刘芳"))
    assert summary(world, world.station).heads == ("马成",)
    seats = Appointment.objects.filter(post__unit=world.station)
    seats.filter(official=world.gao).update(to_on=date(2026, 3, 20))
    late = Post.objects.create(unit=world.station, title="站", role="deputy", valid_from=LONG_AGO)
    appoint(official=world.he, post=late, from_on=date(2026, 3, 25), by="test", at=AT)
    on = {
        day: summary(world, as_of=datetime(2026, 3, day, 12, tzinfo=SHANGHAI)).deputies
        for day in (19, 20, 31)
    }
    assert on == {19: ("高峰", "刘芳"), 20: ("刘芳",), 31: ("何平", "刘芳")}


def test_a_sum_that_does_not_hold_is_never_shown(world: World) -> None:
    for wrong in ({"routed_town": 1}, {"matters_collected": 3}, {"in_handling": 1}, {"promises_kept": 1}):
        with pytest.raises(AssertionError):
            replace(summary(world), **wrong)


MAKERS = ("matter", "routed", "accepted", "started", "drafted", "replied", "closed", "past", "visit")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=st.lists(st.tuples(st.sampled_from(MAKERS), st.integers(-20, 20)), max_size=6),
    asked=st.integers(-20, 60),
)
def test_the_sums_hold_for_any_history_and_any_moment(
    world: World, events: list[tuple[str, int]], asked: int
) -> None:
    with transaction.atomic():
        for number, (maker, days) in enumerate(events):
            at = AT + timedelta(days=days)
            if maker == "past":
                rows = [Past(str(number), "事", "事情", at, reply="好" if days % 2 else "", replied_at=None)]
                lodge_histories(
                    past=rows, unit=world.village if days % 3 else world.root, source="s", by="t", at=at
                )
            elif maker == "visit":
                visit(world, "answered", "suggestion", "noted", at=at)
            else:
                getattr(make, maker)(world, at=at)
        for unit in (world.root, world.town, world.village, world.sibling):
            summary(world, unit, as_of=AT + timedelta(days=asked))
        transaction.set_rollback(True)


def test_of_a_county_that_began_within_the_period_the_paper_tells_from_that_day(world: World) -> None:
    found = summary(world)
    late = replace(found, started_on=date(2026, 3, 16))
    assert words.period_words(late) == words.period_words(replace(late, first=date(2026, 3, 16)))
    assert words.period_words(late) != words.period_words(found)
    assert words.period_words(replace(found, started_on=date(2026, 5, 1))).count("31"), "never behind its end"


def test_the_number_of_documents_opens_them(world: World) -> None:
    links = pages.Links(Extent(world.town, *MARCH, LATE))
    shown = replace(summary(world), institution_documents=4)
    assert any('href="/documents/"' in one for part in words.sections(shown, links) for one in part.sentences)
    assert all("href" not in one for part in words.sections(shown) for one in part.sentences)
