"""Who plans a draw, who is told of its lot, and who sees it."""

import pytest

from huiyin.forums.actions import cancel_forum
from huiyin.lib.refusal import Refused
from huiyin.lots import actions as draws
from huiyin.lots import rules
from huiyin.lots.actions import Announced, Wish
from huiyin.lots.models import Draw, DrawEntry
from huiyin.lots.rules import Deed
from huiyin.notices.models import Notice
from tests.forums.test_forum import planned as forum_of
from tests.lots import draw_world as make
from tests.world import AT, World

TODAY = AT.date()


def test_a_draw_for_a_forum_is_planned_once_while_it_lies_ahead(world: World) -> None:
    make.register(world)
    forum = forum_of(world)
    assert rules.may_draw_for(forum, world.liu, AT)
    assert not rules.may_draw_for(forum, world.chen, AT)
    wish = Wish(unit=world.town, area=world.town, subject="座谈", size=4, forum=forum)
    made = draws.plan_draw(wish=wish, by=world.liu, at=AT)
    with pytest.raises(Refused, match="already"):
        draws.plan_draw(wish=wish, by=world.liu, at=AT)
    assert Draw.objects.of_forum(forum).get() == made
    with pytest.raises(Refused, match="why the draw"):
        draws.cancel(draw=made, reason=" ", version=made.version, by=world.liu, at=AT)
    draws.cancel(draw=made, reason=" 雨 ", version=made.version, by=world.liu, at=AT)
    assert not Draw.objects.of_forum(forum).exists()
    assert draws.plan_draw(wish=wish, by=world.liu, at=AT).purpose == "forum"
    cancel_forum(forum=forum, reason="雨", version=1, by=world.chen, at=AT)
    forum.refresh_from_db()
    assert not rules.may_draw_for(forum, world.liu, AT)
    with pytest.raises(Refused, match="nobody left to invite"):
        draws.plan_draw(wish=Wish(world.town, world.town, "座谈", 4, forum), by=world.liu, at=AT)


def test_who_leads_the_unit_and_the_area_plans(world: World) -> None:
    def said(unit: str, area: str, who: str) -> str:
        given = {
            "unit": getattr(world, unit),
            "area": getattr(world, area),
            "by": getattr(world, who),
            "at": AT,
        }
        return rules.objection_to_planning(**given) or ""

    assert said("town", "town", "liu") == said("town", "village", "ma") == said("town", "root", "sun") == ""
    assert "plan a draw for it" in said("town", "town", "chen")
    assert "answer for" in said("town", "root", "liu")
    assert "answer for" in said("town", "sibling", "ma")
    with pytest.raises(Refused, match="what is drawn"):
        draws.plan_draw(wish=Wish(world.town, world.town, " ", 4), by=world.liu, at=AT)


def test_the_chair_is_told_of_the_lot_unless_they_drew_it_themselves(world: World) -> None:
    make.register(world)
    for chair, told in ((world.chen, 1), (world.liu, 0)):
        forum = forum_of(world, chair=chair, groups={"farmer": 2})
        wish = Wish(unit=world.town, area=world.town, subject="座谈", size=4, forum=forum)
        made = draws.plan_draw(wish=wish, by=world.liu, at=AT)
        Draw.objects.filter(pk=made.pk).update(panels_count=make.PANELS, quotas=[], rest_months=0)
        made.refresh_from_db()
        made = draws.fix_pool(draw=made, version=made.version, by=world.liu, at=AT)
        draws.ask_for_panels(draw=made, version=made.version, by=world.liu, at=AT)
        make.draw_clock.compute(at=AT)
        made.refresh_from_db()
        announced = Announced(way="dice", draws_on=TODAY, way_words=" x ")
        made = draws.publish(draw=made, announced=announced, version=made.version, by=world.liu, at=AT)
        draws.draw_number(draw=made, number=1, version=made.version, by=world.liu, at=AT)
        assert Notice.objects.filter(to=chair, kind="lot_drawn", about=made.reference).count() == told


def test_draws_are_seen_by_who_leads_plans_or_chairs_and_by_all_once_published(world: World) -> None:
    make.register(world)
    plain = make.planned(world)
    out = make.published(world)
    assert Draw.objects.public().get() == out
    Draw.objects.filter(pk=plain.pk).update(planned_by=world.he)
    sees = {
        name: set(Draw.objects.visible_to(getattr(world, name), AT))
        for name in ("he", "liu", "ma", "sun", "chen", "qian")
    }
    both = {plain, out}
    assert sees == {"he": {plain}, "liu": both, "ma": both, "sun": both, "chen": set(), "qian": set()}
    assert DrawEntry.objects.visible_to(world.liu, AT).count() == out.entries.count() == out.pool_size
    assert not DrawEntry.objects.visible_to(world.qian, AT).exists()
    assert rules.may_run(out, world.liu, AT)
    assert not rules.may_run(out, world.chen, AT)
    assert "sealed and can no longer" in (rules.objection(Deed.ADJUST, out, world.liu, AT) or "")
