"""Figures by class: sums that may exceed the total and say so, numbers that open their rows, a workbook that explains itself."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from huiyin.contacts import actions as contacts
from huiyin.contacts.details import Details
from huiyin.help import actions as help_actions
from huiyin.matters import actions
from huiyin.matters.figures import Extent
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.reports import classes
from tests import make
from tests.house.parts import around
from tests.world import AT, World

Enter = Callable[[Official], Client]
CODES = ("funding", "information", "coordination")


def period(world: World) -> Extent:
    """The first quarter, for the township."""
    return Extent(world.town, date(2026, 1, 1), date(2026, 4, 1), AT)


def table(world: World, name: str) -> classes.Table:
    """One table."""
    return next(one for one in classes.build(period(world), world.county) if one.name == name)


def of(found: classes.Table, code: str) -> tuple[int, ...]:
    """The numbers of one row."""
    return next(row.counts for row in found.rows if row.code == code)


def visit(world: World, **details: object) -> None:
    """Chen visits somebody."""
    contacts.record(
        place=world.village,
        held_on=AT.date(),
        points=[],
        promises=[],
        note="走访",
        details=Details(**details),  # type: ignore[arg-type]
        by=world.chen,
        at=AT,
    )


def test_s29_and_s32_sums_may_exceed_the_entries_and_the_page_says_so(world: World, enter: Enter) -> None:
    found = make.accepted(world)
    fields = ("economy", "employment")
    actions.start(
        matter=found, words="联系了企业", means=("coordination",), help_fields=fields,
        version=found.version, by=world.he, at=AT,
    )  # fmt: skip
    around.aid_plan(world)
    visit(world, means=("information",), help_fields=("economy",))
    by_field = table(world, "help_field")
    assert of(by_field, "economy") == (1, 1, 1)
    assert of(by_field, "employment") == (1, 0, 0)
    assert by_field.entries == (1, 1, 1)
    assert sum(row.counts[0] for row in by_field.rows) == 2 > by_field.entries[0]
    page = enter(world.ma).get("/reports/classes/").content.decode()
    assert page.count("各行之和可能大于记录总数") == 2


def test_s29_a_visit_recorded_with_an_aid_action_counts_once(world: World) -> None:
    plan = around.aid_plan(world)
    help_actions.note_aid(
        plan=plan, done_on=AT.date(), text="上门送政策", means=("information",), with_contact=True,
        by=world.chen, at=AT,
    )  # fmt: skip
    assert of(table(world, "means"), "information") == (0, 1, 0)


def test_s33_by_organisation_and_directly(world: World) -> None:
    make.matter(world, source_org="npc_deputy")
    make.matter(world)
    visit(world, source_org="women")
    by_source = table(world, "source_org")
    assert of(by_source, "npc_deputy") == (1, 0)
    assert of(by_source, "women") == (0, 1)
    assert of(by_source, classes.DIRECT) == (1, 0)
    assert by_source.entries == (2, 1), "here the rows do add up"
    assert tuple(map(sum, zip(*(row.counts for row in by_source.rows), strict=True))) == by_source.entries


def test_every_number_opens_as_many_rows(world: World, enter: Enter) -> None:
    found = make.accepted(world, source_org="union")
    actions.start(
        matter=found, words="联系了企业", means=("funding",), version=found.version, by=world.he, at=AT
    )
    around.aid_plan(world)
    visit(world, means=("funding",), source_org="women")
    client = enter(world.ma)
    page = client.get("/reports/classes/").content.decode()
    links = [(unescape(url), int(n)) for url, n in re.findall(r'class="figure" href="([^"]+)">(\d+)<', page)]
    assert len([n for _url, n in links if n]) >= 8
    for url, n in links:
        rows = client.get(url).content.decode()
        assert rows.count("<li>\n") == n, url


def test_the_workbook_explains_itself(world: World, enter: Enter) -> None:
    around.aid_plan(world)
    page = enter(world.ma).get("/reports/classes/").content.decode()
    url = unescape(re.search(r'href="([^"]+xlsx[^"]+)"', page)[1])  # type: ignore[index]
    book = load_workbook(io.BytesIO(enter(world.ma).get(url).content))
    assert book.sheetnames == ["按帮扶手段", "按帮扶方面", "按问题类别", "按来源组织", "说明"]
    words = "".join(str(cell) for row in book["说明"].iter_rows(values_only=True) for cell in row if cell)
    assert "各行之和可能大于记录总数" in words
    assert [row[2] for row in book["按帮扶手段"].iter_rows(values_only=True)][1:] == [1, 0, 1, 1]


def test_an_officer_without_a_desk_is_told_whom_it_is_for(world: World, enter: Enter) -> None:
    assert "查看" in enter(world.chen).get("/reports/classes/").content.decode()
    assert enter(world.chen).get(f"/reports/classes/?unit={world.town.code}").status_code == 404
    answer = enter(world.ma).get("/reports/classes/rows/?table=means&of=matters&class=funding")
    assert answer.status_code == 404


def test_the_tables_cost_the_same_whatever_their_rows(
    world: World, enter: Enter, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _number in range(10):
        visit(world, means=("funding",))
    client = enter(world.ma)
    with django_assert_max_num_queries(34):  # type: ignore[attr-defined]
        assert client.get("/reports/classes/").status_code == 200


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.sets(st.sampled_from(CODES)), max_size=6))
def test_each_row_counts_what_carries_its_class(world: World, drawn: list[set[str]]) -> None:
    before = table(world, "means")
    for codes in drawn:
        visit(world, means=tuple(sorted(codes)))
    after = table(world, "means")
    for code in CODES:
        assert of(after, code)[2] - of(before, code)[2] == sum(code in codes for codes in drawn)
    assert after.entries[2] - before.entries[2] == sum(bool(codes) for codes in drawn)


def counted(world: World, of: str, first: int, end: int, as_of: datetime = AT) -> int:
    """How many entries a column counts between two days, counted from the day of the tests."""
    day = AT.date()
    span = Extent(world.town, day + timedelta(days=first), day + timedelta(days=end), as_of)
    return classes.entries(span, world.county, of).count()


def test_steps_count_from_midnight_to_midnight_as_far_as_they_were_known(world: World) -> None:
    midnight, second = AT.replace(hour=0), timedelta(seconds=1)
    found = make.started(world, at=midnight)
    said: dict[str, Any] = {"words": "联系了施工队", "means": ("funding",), "version": found.version}
    actions.note(matter=found, by=world.he, at=midnight, **said)
    spans = [counted(world, "steps", *span) for span in ((-1, 0), (0, 1), (1, 2), (-1, 2))]
    assert spans == [0, 1, 0, 1]
    known = [counted(world, "steps", 0, 1, midnight + n * second) for n in (-1, 0, 1)]
    assert known == [0, 1, 1]


def test_what_was_done_under_a_plan_counts_on_its_day_as_far_as_it_was_known(world: World) -> None:
    plan, later = around.aid_plan(world), AT + timedelta(hours=1)
    before = counted(world, "aid", 0, 1, later)
    help_actions.note_aid(plan=plan, done_on=AT.date(), text="送了种子", by=world.chen, at=later)
    spans = [counted(world, "aid", *span, later) for span in ((-1, 0), (0, 1), (1, 2))]
    assert spans == [0, before + 1, 0]
    seen = [counted(world, "aid", 0, 1, later + n * timedelta(seconds=1)) for n in (-1, 0)]
    assert seen == [before, before + 1]


def test_only_topics_head_others(world: World) -> None:
    heads = {
        found.name: {row.code for row in found.rows if row.is_head}
        for found in classes.build(period(world), world.county)
    }
    parents = {topic.code for topic in charter_of(AT).topics if not topic.parent}
    assert heads == {"means": set(), "help_field": set(), "topic": parents, "source_org": set()}
    assert parents
