"""Words that a unit keeps ready for its answers: who keeps and is offered them, what they leave open, and their history."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import override

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.models import Matter, ReplyTemplate
from huiyin.matters.writing import templates_for
from huiyin.orgs.models import Official, Unit
from huiyin.ui.keyset import SIZE
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
WORDS = "您{date}反映的问题（{number}）已由{unit}办理。"


def kept(world: World, *, unit: Unit | None = None, by: Official | None = None, **said: str) -> ReplyTemplate:
    """One of the office."""
    fields = {"title": "路灯已修好", "words": WORDS, "topic": "streetlight", **said}
    return actions.keep_template(unit=unit or world.office, by=by or world.gao, at=AT, **fields)


def offered(row: Matter) -> list[str]:
    """What stands beside the answer to it."""
    return [one.template.title for one in templates_for(row)]


def test_what_is_left_open_is_filled_in_from_the_matter(world: World, enter: Enter) -> None:
    one, row = kept(world, outcome="resolved"), make.started(world)
    form = enter(world.he).get(f"/matters/{row.reference}/reply/?template={one.pk}").context["form"]
    said = form["opinion"].initial
    assert row.reference in said
    assert world.office.name in said
    assert "3月2日" in said
    assert "{" not in said
    assert form["outcome"].initial == "resolved"
    assert enter(world.he).get(f"/matters/{row.reference}/reply/").context["form"]["opinion"].initial is None


def test_what_was_written_before_stays(world: World, enter: Enter) -> None:
    one, row = kept(world), make.drafted(world)
    actions.return_draft(matter=row, reason="请写明日期", version=row.version, by=world.gao, at=AT)
    form = enter(world.he).get(f"/matters/{row.reference}/reply/?template={one.pk}").context["form"]
    assert form["opinion"].initial == make.REPLY["opinion"]


def test_those_above_are_offered_below_the_nearest_first_and_no_others(world: World) -> None:
    kept(world, title="本所")
    kept(world, unit=world.town, by=world.liu, title="本镇", topic="")
    kept(world, unit=world.root, by=world.sun, title="全县")
    kept(world, unit=world.sibling, by=world.qian, title="邻镇")
    kept(world, title="别的类别", topic="school")
    kept(world, title="不这样办结", outcome="adopted")
    row = make.started(world)
    assert offered(row) == ["本所", "本镇", "全县"]


def test_what_is_answered_at_once_begins_with_what_the_desk_keeps(world: World, enter: Enter) -> None:
    one = kept(world, unit=world.town, by=world.liu, title="本镇", topic="")
    kept(world, title="本所")
    kept(world, unit=world.town, by=world.liu, title="不这样办结", topic="", outcome="adopted")
    row = make.matter(world, kind="consultation")
    page = enter(world.liu).get(f"/matters/{row.reference}/answer-now/?template={one.pk}")
    assert [ready.template.title for ready in page.context["ready"]] == ["本镇"]
    assert world.town.name in page.context["form"]["words"].initial
    assert 'data-fill="words"' in page.content.decode()


def test_only_who_heads_or_coordinates_a_unit_keeps_its_words(world: World, enter: Enter) -> None:
    for who in (world.he, world.qian):
        with pytest.raises(Refused, match=r"heads or coordinates"):
            kept(world, by=who)
    one = kept(world)
    for page in ("new/", f"{one.pk}/", f"{one.pk}/withdrawal/"):
        assert enter(world.he).get(f"/reply-templates/{page}").status_code == 404
    assert enter(world.gao).get(f"/reply-templates/{one.pk}/").status_code == 200
    assert "路灯已修好" in enter(world.he).get("/reply-templates/").content.decode()
    assert "路灯已修好" not in enter(world.qian).get("/reply-templates/").content.decode()


def test_nothing_else_can_be_left_open(world: World) -> None:
    with override("zh-hans"):
        with pytest.raises(Refused, match=r"姓名.*编号") as no:
            kept(world, words="{姓名}，您好")
        assert no.value.field == "words"
        with pytest.raises(Refused, match=r"括号"):
            kept(world, words="您反映的{date问题")
        assert kept(world, words="编号{编号}，｛单位｝答复").words == "编号{number}，{unit}答复"


def test_other_words_are_a_new_one_and_the_former_stay_readable(world: World, enter: Enter) -> None:
    one = kept(world)
    page = enter(world.gao).get(f"/reply-templates/{one.pk}/").context["form"]
    sent = {
        "once": page["once"].initial,
        "title": one.title,
        "topic": one.topic,
        "words": "已经修好，请放心。",
    }
    assert enter(world.gao).post(f"/reply-templates/{one.pk}/", sent).status_code == 302
    assert [row.words for row in ReplyTemplate.objects.live()] == ["已经修好，请放心。"]
    html = enter(world.he).get("/reply-templates/").content.decode()
    assert "已经修好" in html
    assert "已由{单位}办理" not in html
    assert "已由{单位}办理" in enter(world.he).get("/reply-templates/?list=gone").content.decode()
    with pytest.raises(Refused, match=r"重新查看"):
        actions.retire_template(template=one, by=world.gao, at=AT)
    assert offered(make.started(world)) == ["路灯已修好"]


def test_what_is_given_up_is_offered_no_more(world: World, enter: Enter) -> None:
    one, row = kept(world), make.started(world)
    page = enter(world.gao).get(f"/reply-templates/{one.pk}/withdrawal/")
    assert (
        enter(world.gao)
        .post(f"/reply-templates/{one.pk}/withdrawal/", {"once": page.context["form"]["once"].initial})
        .status_code
        == 302
    )
    assert offered(row) == []
    form = enter(world.he).get(f"/matters/{row.reference}/reply/?template={one.pk}").context["form"]
    assert form["opinion"].initial is None


def test_a_name_stands_once_for_a_topic_and_numbers_are_warned_of(world: World, enter: Enter) -> None:
    one = kept(world)
    desk = enter(world.gao)
    first = desk.get("/reply-templates/new/").context["form"]
    again = {"once": first["once"].initial, "title": one.title, "topic": one.topic, "words": "已经修好。"}
    twice = desk.post("/reply-templates/new/", {"unit": world.office.pk, **again})
    assert "已有" in twice.context["form"].errors["title"][0]
    first = desk.get("/reply-templates/new/").context["form"]
    sent = {
        "once": first["once"].initial,
        "unit": world.office.pk,
        "title": "电话",
        "words": "请打19900001234询问",
    }
    refused = desk.post("/reply-templates/new/", sent)
    assert refused.status_code == 422
    assert "keep_numbers" in refused.context["form"].errors
    again = {**sent, "once": refused.context["form"]["once"].value(), "keep_numbers": "on"}
    assert desk.post("/reply-templates/new/", again).status_code == 302
    assert ReplyTemplate.objects.get(title="电话").topic == ""


def test_a_long_list_is_read_a_page_at_a_time(world: World, enter: Enter) -> None:
    for n in range(SIZE + 3):
        kept(world, title=f"模板{n:02}")
    first = enter(world.he).get("/reply-templates/")
    assert sum(len(rows) for _unit, rows in first.context["by_unit"]) == SIZE
    second = enter(world.he).get(f"/reply-templates/{first.context['next_url']}")
    assert [row["template"].title for _unit, rows in second.context["by_unit"] for row in rows] == [
        "模板25", "模板26", "模板27",
    ]  # fmt: skip
