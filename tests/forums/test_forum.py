"""Residents' forums: planned, invited, held as a contact, point by point, and minutes that close only when nothing hangs."""

import io
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from docx import Document

from huiyin.contacts import actions as contacts_actions
from huiyin.contacts.actions import Raised
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, Point
from huiyin.forums import actions
from huiyin.forums import counting as forums
from huiyin.forums.actions import Plan
from huiyin.forums.models import Forum
from huiyin.forums.points import dispose_point, note_point
from huiyin.lib import periods
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official
from tests.world import AT, World

TODAY = AT.date()
Enter = Callable[[Official], Client]


def a_plan(world: World, **fields: Any) -> Plan:
    given: dict[str, Any] = {
        "unit": world.branch,
        "chair": world.chen,
        "subject": "春灌用水",
        "planned_on": TODAY,
        "begins": time(8),
        "ends": time(9, 30),
        "place": world.village,
        "groups": {"farmer": 8, "women": 2},
        "officials": [world.ma],
        **fields,
    }
    return Plan(**given)


def planned(world: World, **fields: Any) -> Forum:
    return actions.plan_forum(plan=a_plan(world, **fields), by=world.chen, at=AT)


def held(world: World, **present: int) -> Forum:
    found = planned(world)
    present = present or {"farmer": 7, "women": 2}
    return actions.hold(
        forum=found,
        held_on=TODAY,
        present=present,
        begins=time(8),
        ends=time(9, 30),
        version=1,
        by=world.chen,
        at=AT,
    )


def test_s16_minutes_cannot_be_closed_while_a_point_has_no_disposition(world: World) -> None:
    forum = held(world)
    for text in ("渠道下游来水太少", "路灯坏了三盏", "今年收成好"):
        note_point(forum=forum, text=text, root=world.root, by=world.chen, at=AT)
    dispose_point(
        forum=forum,
        number=1,
        disposition="answered",
        answer="本周清淤",
        root=world.root,
        by=world.chen,
        at=AT,
    )
    lodged = dispose_point(forum=forum, number=2, disposition="matter", root=world.root, by=world.chen, at=AT)
    with pytest.raises(Refused, match="point 3 has no disposition"):
        actions.close_minutes(forum=forum, version=2, by=world.chen, at=AT)
    with pytest.raises(DatabaseError, match="no disposition"), transaction.atomic():
        Forum.objects.filter(pk=forum.pk).update(state="closed", closed_at=AT, closed_by=world.chen)
    dispose_point(forum=forum, number=3, disposition="noted", root=world.root, by=world.chen, at=AT)
    closed = actions.close_minutes(forum=forum, version=2, by=world.chen, at=AT)
    assert closed.state == "closed"
    assert lodged is not None
    assert (lodged.matter.channel, lodged.matter.raised_by, lodged.matter.resident) == (
        "forum",
        world.chen,
        None,
    )
    with pytest.raises(Refused, match="minutes are closed"):
        note_point(forum=forum, text="又想起一条", root=world.root, by=world.chen, at=AT)


def test_s16_a_half_year_without_a_forum_is_seen(world: World) -> None:
    half = periods.of("half_year", TODAY)
    assert not forums.held_in([world.branch.pk], half).exists()
    forum = held(world)
    assert forums.held_in([world.branch.pk], half).get() == forum.contact
    assert not forums.held_in([world.town.pk], half).exists()
    charter = charter_at(AT).charter
    (branch, town) = forums.tallies([(world.branch.pk, "b"), (world.town.pk, "t")], TODAY, charter)
    assert (branch.held, branch.least, branch.target, branch.is_short) == (1, 1, 2, False)
    assert (town.held, town.is_short) == (0, True)
    assert forum.contact is not None
    contacts_actions.void(contact=forum.contact, reason="记错了", by=world.chen, at=AT)
    assert not forums.held_in([world.branch.pk], half).exists()


def test_holding_records_one_contact_with_people_counted_by_group(world: World) -> None:
    forum = held(world)
    contact = Contact.objects.get()
    assert forum.contact == contact
    assert (contact.kind, contact.official, contact.unit) == ("forum", world.chen, world.branch)
    assert (contact.headcount, contact.groups, contact.subject) == (9, ["farmer"], "春灌用水")
    assert (contact.household, contact.person) == (None, None)
    with pytest.raises(Refused, match="held already"):
        actions.hold(forum=forum, held_on=TODAY, present={"farmer": 1}, version=2, by=world.chen, at=AT)


def test_it_is_not_held_before_its_day_nor_while_the_chair_is_elsewhere(world: World) -> None:
    forum = planned(world, planned_on=TODAY + timedelta(days=3))
    with pytest.raises(Refused, match="future"):
        actions.hold(
            forum=forum, held_on=forum.planned_on, present={"farmer": 3}, version=1, by=world.chen, at=AT
        )
    hours = Details(begins=time(8), ends=time(9))
    noted = [Raised("说了说", "noted")]
    contacts_actions.record(
        place=world.village, held_on=TODAY, points=noted, promises=[], details=hours, by=world.chen, at=AT
    )
    with pytest.raises(Refused, match="elsewhere"):
        actions.hold(
            forum=forum, held_on=TODAY, present={"farmer": 3}, begins=time(8, 30), ends=time(9, 30),
            version=1, by=world.chen, at=AT,
        )  # fmt: skip
    assert Forum.objects.get().state == "planned"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"planned_on": TODAY - timedelta(days=1)}, "past"),
        ({"groups": {}}, "whom to invite"),
        ({"groups": {"nobles": 3}}, "lists of the institution"),
        ({"ends": time(7)}, "hour of the end"),
        ({"subject": "  "}, "about"),
    ],
)
def test_what_cannot_be_planned(world: World, change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        planned(world, **change)
    assert not Forum.objects.exists()


def test_a_point_hangs_nowhere_but_at_an_open_forum(world: World) -> None:
    contact = contacts_actions.record(
        place=world.village, held_on=TODAY, points=[], promises=[], note="坐了坐", by=world.chen, at=AT
    )
    with pytest.raises(DatabaseError, match="no disposition"), transaction.atomic():
        Point.objects.create(contact=contact, number=1, text="路灯", disposition="", entered_at=AT)


def test_strangers_do_not_run_it_and_an_old_page_is_refused(world: World) -> None:
    forum = planned(world)
    with pytest.raises(Refused, match="Only the chair"):
        actions.cancel_forum(forum=forum, reason="下雨", version=1, by=world.he, at=AT)
    actions.invite(forum=forum, invited={"farmer": 9, "women": 2}, version=1, by=world.chen, at=AT)
    with pytest.raises(Refused, match="in the meantime"):
        actions.cancel_forum(forum=forum, reason="下雨", version=1, by=world.chen, at=AT)
    actions.cancel_forum(forum=forum, reason="下雨", version=2, by=world.chen, at=AT)
    told = Notice.objects.filter(to=world.ma, about=forum.reference).order_by("pk")
    assert [notice.kind for notice in told] == ["invited", "called_off"]
    assert told[0].where == f"/forums/{forum.reference}/"


def test_a_change_keeps_who_was_taken_off_the_list_out_of_sight(world: World) -> None:
    forum = planned(world)
    plan = a_plan(world, groups={"farmer": 5}, officials=[], planned_on=TODAY + timedelta(days=7))
    actions.change_forum(forum=forum, plan=plan, version=1, by=world.chen, at=AT)
    assert [(g.code, g.wanted) for g in forum.groups.filter(dropped=False)] == [("farmer", 5)]
    assert not forum.participants.filter(dropped=False).exists()


def test_the_minutes_are_in_the_minutes_layout_with_counts_and_dispositions(
    world: World, enter: Enter
) -> None:
    forum = held(world)
    note_point(
        forum=forum,
        text="渠道来水少",
        disposition="answered",
        answer="本周清淤",
        root=world.root,
        by=world.chen,
        at=AT,
    )
    note_point(forum=forum, text="路灯坏了", disposition="matter", root=world.root, by=world.chen, at=AT)
    actions.close_minutes(forum=forum, version=2, by=world.chen, at=AT)
    reply = enter(world.ma).get(f"/reports/forums/{forum.reference}/minutes/")
    text = "\n".join(p.text for p in Document(io.BytesIO(reply.content)).paragraphs)
    assert "机关党支部座谈会纪要" in text
    assert "当场答复：本周清淤" in text
    assert f"已登记为事项 {Point.objects.get(number=2).matter.reference}" in text
    assert "农民 7 人、妇联 2 人" in text
    assert "草稿" not in text
    sheet = enter(world.ma).get(f"/reports/forums/{forum.reference}/sheet/")
    rows = Document(io.BytesIO(sheet.content)).tables[0].rows
    assert len(rows) == 13
    assert {cell.text for row in rows[1:] for cell in row.cells[1:]} == {""}
    letter = enter(world.ma).get(f"/reports/forums/{forum.reference}/invitation/farmer/")
    said = "\n".join(p.text for p in Document(io.BytesIO(letter.content)).paragraphs)
    assert "各位乡亲：" in said
    assert "农民：" not in said, "nobody is addressed by a group"
    assert "拟邀请 8 名代表" in said


def test_minutes_that_somebody_prints_leave_out_what_complains_of_them(world: World, enter: Enter) -> None:
    forum = held(world)
    for text in ("路灯坏了", "镇长不接电话"):
        note_point(forum=forum, text=text, disposition="matter", root=world.root, by=world.chen, at=AT)
    Point.objects.filter(text="镇长不接电话").update(about_official=world.ma)
    for who, count in ((world.ma, 1), (world.chen, 2)):
        reply = enter(who).get(f"/reports/forums/{forum.reference}/minutes/")
        text = "\n".join(p.text for p in Document(io.BytesIO(reply.content)).paragraphs)
        assert text.count("已登记为事项") == count
        assert ("镇长不接电话" in text) is (count == 2)
