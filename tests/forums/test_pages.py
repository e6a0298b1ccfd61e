"""The pages of forums: planned by the form, points by keyboard, refusals as sentences, the calendar by key."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from huiyin.contacts.models import Point
from huiyin.forums.models import Forum
from huiyin.forums.points import note_point
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests.forums.test_forum import held, planned
from tests.world import AT, World

Enter = Callable[[Official], Client]


def form_of(world: World, **fields: Any) -> dict[str, Any]:
    return {
        "once": "a-token-of-this-form",
        "subject": "春灌用水",
        "planned_on": "2026-03-09",
        "begins": "14:30",
        "unit": world.branch.pk,
        "chair": world.chen.pk,
        "place": world.village.pk,
        "wanted_farmer": "8",
        **fields,
    }


def test_planning_by_the_form_makes_one_forum_however_often_it_is_sent(world: World, enter: Enter) -> None:
    client = enter(world.chen)
    first = client.post("/forums/new/", form_of(world))
    again = client.post("/forums/new/", form_of(world))
    assert first["Location"] == again["Location"]
    forum = Forum.objects.get()
    assert [(g.code, g.wanted) for g in forum.groups.all()] == [("farmer", 8)]


def test_a_refused_plan_keeps_what_was_typed(world: World, enter: Enter) -> None:
    reply = enter(world.chen).post("/forums/new/", form_of(world, wanted_farmer="", place_words="祠堂前"))
    assert reply.status_code == 422
    assert "祠堂前" in reply.content.decode()
    assert "至少一类人员" in reply.content.decode()


def test_points_are_written_down_one_by_one_and_closing_says_which_hangs(world: World, enter: Enter) -> None:
    forum, client = held(world), enter(world.chen)
    where = f"/forums/{forum.reference}/points/"
    reply = client.post(where, {"once": "t1", "text": "渠道来水少", "disposition": ""})
    assert reply["Location"] == f"{where}?more=1"
    client.post(where, {"once": "t1", "text": "渠道来水少", "disposition": ""})
    assert "autofocus" in client.get(f"{where}?more=1").content.decode()
    assert Point.objects.count() == 1
    refused = client.post(f"/forums/{forum.reference}/closing/", {"version": "2"})
    assert refused.status_code == 422
    assert "第 1 条没有写明处理方式" in refused.content.decode()
    client.post(f"{where}1/", {"disposition": "matter", "answer": "", "topic": "irrigation"})
    matter = Matter.objects.get()
    shown = client.get(where).content.decode()
    assert matter.reference in shown
    assert "echo-row" in shown
    client.post(f"/forums/{forum.reference}/closing/", {"version": "2"})
    assert Forum.objects.get().state == "closed"
    assert "记下这一条" not in client.get(where).content.decode()


def test_the_number_of_the_half_year_opens_its_rows(world: World, enter: Enter) -> None:
    forum, client = held(world), enter(world.chen)
    assert f"/forums/?half={world.branch.pk}" in client.get("/forums/").content.decode()
    rows = client.get(f"/forums/?half={world.branch.pk}&list=past").context["held"]
    assert rows == [forum.contact]
    assert client.get(f"/forums/?half={world.town.pk}").context["held"] == []


def test_an_identity_number_is_turned_away_from_a_point(world: World, enter: Enter) -> None:
    forum = held(world)
    reply = enter(world.chen).post(
        f"/forums/{forum.reference}/points/", {"once": "t", "text": "我的号码11010519491231002X"}
    )
    assert reply.status_code == 422
    assert not Point.objects.exists()


def test_who_takes_part_reads_but_does_not_run_it(world: World, enter: Enter) -> None:
    forum = planned(world, officials=[world.he])
    client = enter(world.he)
    assert client.get(f"/forums/{forum.reference}/").status_code == 200
    assert client.get(f"/forums/{forum.reference}/holding/").status_code == 404
    assert enter(world.qian).get(f"/forums/{forum.reference}/").status_code == 404


def test_the_calendar_goes_by_key_and_costs_the_same_however_long(
    world: World, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        planned(world, planned_on=AT.date() + timedelta(days=n // 2), subject=f"第{n:02}次")
    client = enter(world.chen)
    with django_assert_max_num_queries(25):
        first = client.get("/forums/")
    assert len(first.context["forums"]) == 25
    second = client.get("/forums/" + first.context["next_url"])
    names = [forum.subject for reply in (first, second) for forum in reply.context["forums"]]
    assert names == [f"第{n:02}次" for n in range(30)]
    assert client.get("/forums/?list=coming&from=cut").status_code == 200


def test_the_points_page_costs_the_same_however_many_matters(
    world: World, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    forum = held(world)
    for n in range(6):
        note_point(
            forum=forum, text=f"路灯坏了{n}", disposition="matter", root=world.root, by=world.chen, at=AT
        )
    client = enter(world.chen)
    with django_assert_max_num_queries(25):
        assert client.get(f"/forums/{forum.reference}/points/").content.decode().count("echo-row") >= 6


def test_nothing_is_dashes_where_one_chooses_and_no_count_that_is_asked_for_is_optional(
    world: World, enter: Enter
) -> None:
    client = enter(world.chen)
    page = client.get("/forums/new/").content.decode()
    assert "-----" not in page
    assert '<option value="" selected>请选择</option>' in page
    client.post("/forums/new/", form_of(world))
    found = Forum.objects.get()
    held = client.get(f"/forums/{found.reference}/holding/").content.decode()
    assert "至少填一项" in held
    for code in [row.code for row in found.groups.all()]:
        (label,) = re.findall(rf'<label[^>]*for="id_{code}".*?</label>', held, re.S)
        assert "选填" not in label
