"""The life of a draw: what is fixed when, who may do it, that the number decides once, and whom a reserve replaces."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from huiyin.audit.models import Event
from huiyin.forums.actions import Plan, plan_forum
from huiyin.forums.models import Forum
from huiyin.lib.periods import back
from huiyin.lib.refusal import Refused
from huiyin.lots import actions as draws
from huiyin.lots import clock as draw_clock
from huiyin.lots import lottery
from huiyin.lots import rules as draw_rules
from huiyin.lots.actions import Wish
from huiyin.lots.models import Draw, DrawEntry, DrawPanels
from huiyin.lots.visits import drawn_for, proposed
from huiyin.notices.models import Notice
from huiyin.orgs.charter import charter_of
from huiyin.people import actions as people
from huiyin.people.models import Resident
from tests.lots import draw_world as make
from tests.world import AT, World

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=6)


def _forum(world: World, **groups: int) -> Forum:
    from datetime import time

    plan = Plan(
        unit=world.town,
        chair=world.ma,
        subject="春灌座谈会",
        planned_on=AT.date() + timedelta(days=9),
        begins=time(9),
        place=world.town,
        groups=groups or {"farmer": 3, "large_farmer": 2, "women": 2},
    )
    return plan_forum(plan=plan, by=world.liu, at=AT)


def test_s16_the_invitations_of_a_forum_are_drawn_and_counted(world: World) -> None:
    """As many as the forum wants of each walk of life; what came of it stands in the forum with one deed."""
    make.register(world, 16)
    forum = _forum(world)
    draw = make.drawn(world, size=5, forum=forum)
    lines = {(category, value): (least, most) for category, value, least, most in draw.quotas}
    assert lines["group:farmer", "yes"] == (3, 4)
    assert lines["group:large_farmer", "yes"] == (2, 3)
    assert "group:women" not in {category for category, _value in lines}
    chosen = list(draw.entries.filter(is_chosen=True))
    assert len(chosen) == 5
    assert sum("large_farmer" in entry.household.groups for entry in chosen) == 2
    draw = draws.note_invited(draw=draw, version=draw.version, by=world.liu, at=LATER)
    forum.refresh_from_db()
    invited = dict(forum.groups.values_list("code", "invited"))
    assert forum.state == Forum.State.INVITED
    assert invited == {"farmer": 3, "large_farmer": 2, "women": 0}
    assert Notice.objects.filter(to=world.ma, kind="lot_drawn").count() == 1


def test_the_number_decides_and_is_entered_once(world: World) -> None:
    make.register(world)
    draw = make.drawn(world)
    assert draw.number_words == "07"
    assert set(draw.entries.filter(is_chosen=True).values_list("lot", flat=True)) == set(
        draw.worked_out.panels[7]
    )
    with pytest.raises(Refused, match="drawn only once"):
        draws.draw_number(draw=draw, number=8, version=draw.version, by=world.liu, at=LATER)
    for change in ({"number": 8}, {"seed": "another"}, {"quotas": []}, {"pool_sha256": "0" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**change)
    with pytest.raises(IntegrityError, match="published"), transaction.atomic():
        DrawPanels.objects.filter(draw=draw).update(sha256="1" * 64)
    with pytest.raises(IntegrityError, match="is fixed"), transaction.atomic():
        DrawEntry.objects.filter(draw=draw, lot=0).update(commitment="0" * 64)


def test_nothing_is_drawn_before_everything_is_published(world: World) -> None:
    make.register(world)
    draw = make.computed(world)
    with pytest.raises(Refused, match="sealed before a number is drawn"):
        draws.draw_number(draw=draw, number=1, version=draw.version, by=world.liu, at=LATER)
    announced = draws.Announced(way="lottery", draws_on=AT.date())
    with pytest.raises(Refused, match="name the public lottery"):
        draws.publish(draw=draw, announced=announced, version=draw.version, by=world.liu, at=LATER)
    yesterday = draws.Announced(way="dice", draws_on=AT.date() - timedelta(days=1))
    with pytest.raises(Refused, match="past"):
        draws.publish(draw=draw, announced=yesterday, version=draw.version, by=world.liu, at=LATER)


def test_a_number_that_names_no_panel_is_refused(world: World) -> None:
    make.register(world)
    draw = make.published(world)
    for number in (20, -1, None):
        with pytest.raises(Refused, match="between 00 and 19"):
            draws.draw_number(draw=draw, number=number, version=draw.version, by=world.liu, at=LATER)


def test_the_system_draws_only_where_that_was_announced(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.register(world)
    monkeypatch.setattr(draws.secrets, "randbelow", lambda many: many - 1)
    draw = make.published(world, way="system")
    draw = draws.draw_number(draw=draw, number=3, version=draw.version, by=world.liu, at=LATER)
    assert draw.number == 19


def test_only_who_leads_the_unit_takes_a_step_and_only_on_a_fresh_page(world: World) -> None:
    make.register(world)
    draw = make.planned(world)
    for stranger in (world.chen, world.qian, world.he):
        with pytest.raises(Refused, match="Only who coordinates"):
            draws.fix_pool(draw=draw, version=draw.version, by=stranger, at=AT)
        assert not Draw.objects.visible_to(stranger, AT).exists()
    draws.fix_pool(draw=draw, version=draw.version, by=world.sun, at=AT)
    with pytest.raises(Refused, match="changed in the meantime"):
        draws.ask_for_panels(draw=draw, version=draw.version, by=world.liu, at=AT)
    with pytest.raises(Refused, match="villages that you answer for"):
        wish = Wish(unit=world.town, area=world.sibling, subject="邻镇", size=1)
        draws.plan_draw(wish=wish, by=world.liu, at=AT)


def test_the_pool_holds_who_agreed_and_nobody_who_withdrew(world: World) -> None:
    homes = make.register(world)
    person = Resident.objects.get(household=homes[0])
    people.withdraw_consent(resident=person, erase_by=AT.date(), by=world.chen, at=AT)
    people.enter_household(place=world.village, code="N-1", address="", groups=[], by="test", at=AT)
    draw = make.pooled(world)
    inside = set(draw.entries.values_list("household__code", flat=True))
    assert inside == {home.code for home in homes[1:]} | {world.home.code}
    assert draw.pool_size == len(inside) == draw.entries.values("household").distinct().count()
    assert [entry.lot for entry in draw.entries.order_by("commitment")] == list(range(len(inside)))


def test_who_was_invited_within_the_months_of_rest_is_left_out(world: World) -> None:
    make.register(world, 24)
    first = make.drawn(world)
    invited = set(first.entries.called().values_list("household", flat=True))
    second = make.pooled(world)
    assert not invited & set(second.entries.values_list("household", flat=True))
    assert (second.resting, second.let_in) == (len(invited), 0)
    Draw.objects.filter(pk=second.pk).update(rest_months=0)
    third = make.planned(world)
    Draw.objects.filter(pk=third.pk).update(rest_months=0)
    third = draws.fix_pool(draw=third, version=third.version, by=world.liu, at=AT)
    assert invited <= set(third.entries.values_list("household", flat=True))


def test_as_many_as_the_numbers_need_are_let_in_again(world: World) -> None:
    make.register(world, 6)  # two of them large farmers
    lines: list[list[object]] = [["group:large_farmer", "yes", 1, 2]]
    first = make.drawn(world, size=2, lines=lines)
    homes = [entry.household for entry in first.entries.filter(is_chosen=True)]
    both: list[list[object]] = [["group:large_farmer", "yes", 2, 2]]
    second = make.pooled(world, size=2, lines=both)
    large = sum("large_farmer" in home.groups for home in homes)
    assert (second.let_in, second.resting) == (large, len(homes) - large)
    assert large > 0


def test_who_declines_is_replaced_by_the_next_of_the_same_kind(world: World) -> None:
    make.register(world, 20)
    draw = make.drawn(world, size=4)
    declined = draw.entries.filter(is_chosen=True).first()
    assert declined is not None
    reserve = draws.answer(entry=declined, answer="declined", version=draw.version, by=world.liu, at=LATER)
    assert reserve is not None
    assert reserve.values == declined.values
    assert (reserve.stands_for, reserve.answer, reserve.is_chosen) == (declined, "open", False)
    draw.refresh_from_db()
    with pytest.raises(Refused, match="declined already"):
        draws.answer(entry=declined, answer="accepted", version=draw.version, by=world.liu, at=LATER)
    kept = draw.entries.filter(is_chosen=True).exclude(pk=declined.pk).first()
    assert kept is not None
    assert draws.answer(entry=kept, answer="accepted", version=draw.version, by=world.liu, at=LATER) is None
    assert draw.entries.get(pk=kept.pk).answer == "accepted"


def test_a_published_draw_is_cancelled_with_its_reason_and_a_drawn_one_never(world: World) -> None:
    make.register(world)
    draw = make.published(world)
    with pytest.raises(Refused, match="say why"):
        draws.cancel(draw=draw, reason=" ", version=draw.version, by=world.liu, at=LATER)
    draw = draws.cancel(draw=draw, reason="大厅停电", version=draw.version, by=world.liu, at=LATER)
    assert draw in Draw.objects.public()
    other = make.drawn(world)
    with pytest.raises(Refused, match="drawn only once"):
        draws.cancel(draw=other, reason="不合适", version=other.version, by=world.liu, at=LATER)


def test_somebody_new_to_visit_is_nobody_the_official_met(world: World) -> None:
    from huiyin.contacts.actions import record

    homes = make.register(world, 5)
    for home in homes[:3]:
        record(
            place=home.place,
            held_on=AT.date(),
            points=[],
            promises=[],
            by=world.chen,
            at=AT,
            household=home,
            note="走访",
        )
    draw = draws.plan_visits(visitor=world.chen, unit=world.town, size=2, by=world.liu, at=AT)
    Draw.objects.filter(pk=draw.pk).update(seed="7")
    assert not draw.is_public
    assert draw_clock.compute(at=AT) == 1
    draw.refresh_from_db()
    draw = draws.draw_number(draw=draw, version=draw.version, by=world.liu, at=AT)
    drawn = {entry.household_id for entry in draw.entries.filter(is_chosen=True)}
    assert drawn <= {homes[3].pk, homes[4].pk, world.home.pk}
    assert draw in Draw.objects.visible_to(world.chen, AT)
    charter = charter_of(AT)
    assert draw not in Draw.objects.public()
    assert Notice.objects.filter(to=world.chen, kind="lot_drawn").exists()
    assert {one.household.pk for one in proposed(drawn_for(world.chen, AT.date(), charter))} == drawn
    last = back(AT.date(), -12) - timedelta(days=1)
    assert len(proposed(drawn_for(world.chen, last, charter))) == len(drawn), "for twelve months"
    assert proposed(drawn_for(world.chen, last + timedelta(days=1), charter)) == []


def test_the_table_is_total_and_every_deed_leaves_a_trace(world: World) -> None:
    states = set(Draw.State.values)
    assert set(draw_rules.TRANSITIONS) == states | {""}
    assert {to for row in draw_rules.TRANSITIONS.values() for to in row.values()} == states
    make.register(world)
    draw = make.drawn(world)
    deeds = list(Event.objects.filter(on=draw.reference).order_by("pk").values_list("deed", flat=True))
    assert deeds == [
        "draw.planned", "draw.pooled", "draw.panels_asked", "draw.panels_made", "draw.published", "draw.drawn",
    ]  # fmt: skip
    assert lottery.public_proof(draw).number == 7
