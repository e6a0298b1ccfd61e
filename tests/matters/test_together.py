"""One step for several matters at once: looked through first, each done for itself, and what was not done is said."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
HERE, ROUTE, REASSIGN = "/matters/together/", "routing", "handler"


def fresh(*found: Matter) -> list[Matter]:
    return [Matter.objects.get(pk=one.pk) for one in found]


def looked(client: Client, step: str, *found: Matter) -> Any:
    """The page that shows what was chosen."""
    return client.get(HERE, {"step": step, "ref": [one.reference for one in found]})


def sent(page: Any, **said: Any) -> dict[str, Any]:
    """What its form sends: each as it was looked at."""
    keys = [one.key for one in page.context["ones"] if not one.objection]
    return {
        "step": page.context["noun"],
        "ref": keys,
        "version": page.context["form"].initial["version"],
        **said,
    }


def test_several_are_passed_on_at_once_each_with_its_own_step(world: World, enter: Enter) -> None:
    found = [make.matter(world, at=AT + timedelta(minutes=n)) for n in range(3)]
    client = enter(world.liu)
    page = looked(client, ROUTE, *found)
    assert page.status_code == 200
    assert [one.matter for one in page.context["ones"]] == found
    answer = client.post(HERE, sent(page, to=world.office.pk, topic="road", note=""), follow=True)
    assert "已办3件" in answer.content.decode()
    for row in fresh(*found):
        assert (row.state, row.lead_unit, row.topic) == ("routed", world.office, "road")
        assert row.steps.filter(deed="route", by=world.liu).count() == 1


def test_what_does_not_wait_is_marked_among_the_others(world: World, enter: Enter) -> None:
    plain, urgent = make.matter(world), make.urgent(world)
    client = enter(world.liu)
    assert "<strong>特急</strong>" not in looked(client, ROUTE, plain).content.decode()
    assert looked(client, ROUTE, plain, urgent).content.decode().count("<strong>特急</strong>") == 1


def test_what_cannot_go_along_is_left_out_with_its_reason_before_anything_is_done(
    world: World, enter: Enter
) -> None:
    waiting, started = make.matter(world), make.started(world)
    client = enter(world.liu)
    page = looked(client, ROUTE, waiting, started)
    objections = {one.matter.pk: one.objection for one in page.context["ones"]}
    assert objections[waiting.pk] == ""
    assert objections[started.pk] in page.content.decode()
    client.post(HERE, sent(page, to=world.office.pk, topic="", note=""))
    assert [row.state for row in fresh(waiting, started)] == ["routed", "in_progress"]


def test_one_that_somebody_changed_meanwhile_stops_none_of_the_others(world: World, enter: Enter) -> None:
    first, second = make.matter(world), make.matter(world)
    client = enter(world.liu)
    page = looked(client, ROUTE, first, second)
    actions.route(matter=first, to=world.traffic, topic="", version=first.version, by=world.liu, at=AT)
    answer = client.post(HERE, sent(page, to=world.office.pk, topic="", note=""), follow=True)
    after = fresh(first, second)
    assert [row.lead_unit for row in after] == [world.traffic, world.office]
    assert first.reference in answer.content.decode()


def test_work_of_one_unit_goes_to_another_handler(world: World, enter: Enter) -> None:
    found = [make.started(world), make.started(world)]
    elsewhere = make.started(world)
    Matter.objects.filter(pk=elsewhere.pk).update(lead_unit=world.town, holding_unit=world.town)
    client = enter(world.ma)
    page = looked(client, REASSIGN, *found, elsewhere)
    left = [one.matter for one in page.context["ones"] if one.objection]
    assert left == [elsewhere]
    client.post(HERE, sent(page, handler=world.gao.pk, note="他请假了"))
    assert [row.handler for row in fresh(*found, elsewhere)] == [world.gao, world.gao, world.he]


def test_the_table_offers_boxes_only_to_who_may(world: World, enter: Enter) -> None:
    found = make.matter(world)
    table = "/matters/?list=open&view=table"
    page = enter(world.liu).get(table)
    assert page.context["together"][0][0] == "routing"
    assert f'value="{found.reference}"' in page.content.decode()
    make.started(world)
    html = enter(world.he).get(table).content.decode()
    assert 'type="checkbox"' not in html


def test_nothing_chosen_nothing_seen_and_too_many_are_turned_back(world: World, enter: Enter) -> None:
    found = make.matter(world)
    liu = enter(world.liu)
    assert liu.get(HERE).status_code == 302
    assert liu.get(HERE, {"ref": [found.reference] * 51}).status_code == 302
    assert liu.get(HERE, {"step": "withdrawal"}).status_code == 404
    zhao = enter(world.zhao)
    assert looked(zhao, ROUTE, found).status_code == 302
    sent_anyway = {"ref": [f"{found.reference}:{found.version}"], "version": 1, "to": world.office.pk}
    zhao.post(HERE, sent_anyway)
    assert fresh(found)[0].state == "received"


def test_each_keeps_its_topic_unless_one_is_chosen_for_all(world: World, enter: Enter) -> None:
    found = make.matter(world), make.matter(world)
    topics = [one.code for one in found[0].charter.charter.topics][:3]
    for one, topic in zip(found, topics, strict=False):
        Matter.objects.filter(pk=one.pk).update(topic=topic)
    client = enter(world.liu)
    page = looked(client, ROUTE, *found)
    shown = page.context["form"]["topic"].value()
    client.post(HERE, sent(page, to=world.office.pk, topic=shown, note=""))
    assert [(row.state, row.topic) for row in fresh(*found)] == [("routed", one) for one in topics[:2]]


def test_afterwards_the_table_is_as_it_was(world: World, enter: Enter) -> None:
    found = make.matter(world)
    client = enter(world.liu)
    table = client.get("/matters/", {"list": "open", "view": "table", "state": "received"})
    assert 'name="back" value="?list=open&amp;view=table&amp;state=received"' in table.content.decode()
    asked = {"step": ROUTE, "ref": found.reference, "back": table.context["here"]}
    page = client.get(HERE, asked)
    assert 'name="back" value="?list=open&amp;view=table&amp;state=received"' in page.content.decode()
    answer = client.post(HERE, sent(page, to=world.office.pk, topic="", note="", back=asked["back"]))
    assert answer["Location"] == "/matters/?list=open&view=table&state=received"
    elsewhere = client.get(HERE, {"step": ROUTE, "back": "//example.org/?x"})
    assert elsewhere["Location"].startswith("/matters/?")


def test_the_table_says_what_is_urgent_and_what_is_late_and_names_the_column_of_boxes(
    world: World, enter: Enter
) -> None:
    late = make.started(world, at=AT - timedelta(days=90))
    make.matter(world)
    client = enter(world.liu)
    here = "/matters/?list=open&view=table"
    html = client.get(here).content.decode()
    assert html.count("state-overdue") == 1
    assert '<th scope="col" class="pick">' in html
    Matter.objects.filter(pk=late.pk).update(urgent_at=AT)
    html = client.get(here).content.decode()
    assert html.count("<strong>特急</strong>") == 1


def test_nobody_is_offered_whom_one_of_them_touches_and_no_unit_that_one_is_about(
    world: World, enter: Enter
) -> None:
    first, second = make.accepted(world), make.accepted(world)
    second.recusals.create(official=world.xia, at=AT)
    offered = looked(enter(world.gao), REASSIGN, first, second).context["form"].fields["handler"].queryset
    assert world.gao in offered
    assert world.xia not in offered
    plain, about = make.matter(world), make.matter(world)
    given: dict[str, Any] = {"official": None, "version": about.version, "by": world.liu, "at": AT}
    actions.name_complained(matter=about, unit=world.village, **given)
    units = looked(enter(world.liu), ROUTE, plain, about).context["form"].fields["to"].queryset
    assert world.office in units
    assert world.village not in units
