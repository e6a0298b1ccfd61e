"""Whom a matter is about keeps out of it (I-19): sees nothing, decides nothing, is offered for nothing, hears of nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.forms import AcceptanceForm, RoutingForm
from huiyin.matters.forms.naming import NamingForm
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import firewall, life, revealing
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official, Unit
from huiyin.supervision import rules as supervising
from tests import make, make_states
from tests.matters.reading import told, words_of
from tests.world import AT, World, moment, official

Enter = Callable[[Official], Client]
OURS = ("chen", "liu", "he", "gao", "ma", "sun", "xia")


def name(world: World, found: Matter, *, unit: Unit | None = None, who: Official | None = None) -> Matter:
    """Liu notes whom it is about."""
    return actions.name_complained(
        matter=found, unit=unit, official=who, version=found.version, by=world.liu, at=AT
    )


def barred(world: World, found: Matter) -> set[str]:
    """Which of ours it is about."""
    found = Matter.objects.get(pk=found.pk)
    return {who for who in OURS if firewall.bars(found, getattr(world, who), AT)}


@pytest.mark.parametrize(
    ("unit", "who", "kept_out"),
    [
        ("office", None, {"he", "gao"}),
        ("town", None, {"chen", "liu", "he", "gao", "ma", "xia"}),
        ("branch", None, {"chen"}),
        ("village", None, set()),
        (None, "he", {"he"}),
        (None, "ma", {"ma"}),
        ("office", "ma", {"he", "gao", "ma"}),
    ],
)
def test_both_forms_of_the_rule_say_the_same(
    world: World, unit: str | None, who: str | None, kept_out: set[str]
) -> None:
    found = make.matter(world, raised_by=world.he)
    named = {"complained_unit": getattr(world, unit) if unit else None}
    Matter.objects.filter(pk=found.pk).update(
        **named, complained_official=getattr(world, who) if who else None
    )
    assert barred(world, found) == kept_out
    for one in OURS:
        free = Matter.objects.filter(Matter.objects.not_about(getattr(world, one), AT), pk=found.pk)
        assert free.exists() is (one not in kept_out), one


@pytest.mark.parametrize(
    "state", [state for state in make_states.MAKERS if state != "sealed"]
)  # which names nobody
def test_who_is_complained_of_sees_and_may_do_nothing_in_whatever_state(
    world: World, enter: Enter, state: str
) -> None:
    found = make_states.MAKERS[state](world, raised_by=world.he)
    Matter.objects.filter(pk=found.pk).update(complained_official=world.he, complained_unit=world.office)
    Notice.objects.exclude(to=None).update(about="", where="/matters/", read_at=AT)  # as the deed does
    found = Matter.objects.get(pk=found.pk)
    for who in (world.he, world.gao):
        assert not Matter.objects.visible_to(who, AT).filter(pk=found.pk).exists()
        assert not revealing.to_reveal(Matter.objects.all(), who, AT).filter(pk=found.pk).exists()
        assert not life.choices(found, who, AT)
        assert not revealing.may_reveal(found, who, AT)
        assert not life.may_write_to(found, who, AT)
        assert not supervising.may_supervise(found, who, AT)
        client = enter(who)
        assert client.get(f"/matters/{found.reference}/").status_code == 404
        for page in (
            "/matters/?list=open",
            "/matters/?list=answered",
            "/desk/",
            "/notices/",
            "/search/?q=路灯",
        ):
            assert found.reference not in words_of(client.get(page)), page
    assert found in Matter.objects.visible_to(world.sun, AT), "who stands above still looks into it"


def test_it_goes_neither_to_the_unit_complained_of_nor_to_the_person(world: World) -> None:
    found = name(world, make.matter(world), unit=world.office)
    form = RoutingForm(None, matter=found, by=world.liu, at=AT)
    offered = {str(key) for _label, rows in list(form.fields["to"].choices)[1:] for key, _name in rows}
    assert str(world.office.pk) not in offered
    assert str(world.village.pk) in offered
    with pytest.raises(Refused, match="about that unit"):
        actions.route(matter=found, to=world.office, topic="", version=found.version, by=world.liu, at=AT)
    other = name(world, make.matter(world), who=world.he)
    with pytest.raises(Refused, match="about that unit"):
        actions.route(matter=other, to=world.office, topic="", version=other.version, by=world.liu, at=AT)
    other = actions.route(
        matter=other, to=world.village, topic="neighbours", version=other.version, by=world.liu, at=AT
    )
    form_of_ma = AcceptanceForm(None, matter=other, by=world.ma, at=AT)
    assert world.he not in form_of_ma.fields["handler"].queryset  # type: ignore[attr-defined]
    assert world.liu in form_of_ma.fields["handler"].queryset  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="somebody else handles it"):
        actions.accept(matter=other, handler=world.he, version=other.version, by=world.ma, at=AT)
    actions.accept(matter=other, handler=world.liu, version=other.version, by=world.ma, at=AT)


def test_it_is_merged_with_nothing_that_they_might_handle(world: World) -> None:
    other, found = make.started(world), name(world, make.matter(world), who=world.he)
    with pytest.raises(Refused, match="by itself"):
        actions.merge(matter=found, primary=other, why="同一件事", version=found.version, by=world.liu, at=AT)


def test_who_hands_it_back_does_not_propose_the_unit_complained_of(world: World) -> None:
    found = make.matter(world)
    found = name(world, found, unit=world.traffic)
    found = actions.route(matter=found, to=world.office, topic="", version=found.version, by=world.liu, at=AT)
    with pytest.raises(Refused, match="about that unit"):
        make.handed_back(world, found)


@pytest.mark.parametrize(
    ("unit", "who", "home"),
    [
        ("office", None, "town"),
        ("town", None, "root"),
        (None, "he", "town"),
        (None, "gao", "town"),
        (None, "ma", "root"),
        (None, "liu", "root"),
    ],
)
def test_a_desk_that_is_free_of_them_holds_it(
    world: World, unit: str | None, who: str | None, home: str
) -> None:
    found = name(
        world,
        make.matter(world),
        unit=getattr(world, unit) if unit else None,
        who=getattr(world, who) if who else None,
    )
    assert (found.holding_unit, found.intake_unit) == (getattr(world, home), world.town)
    step = found.steps.get(deed="name_complained")
    assert (step.unit, step.state_after) == (found.holding_unit, "received")
    assert told(found, "routed").count("sun") == (1 if home == "root" else 0)
    holder = world.sun if home == "root" else world.liu
    assert life.objection(Step.Deed.ROUTE, found, holder, AT) is None


@pytest.mark.parametrize("who", ["unit", "official", "nobody"])
def test_what_nobody_here_stands_above_is_handed_over(world: World, who: str) -> None:
    found = make.matter(world)
    asked: dict[str, Any] = {"unit": None, "who": None}
    if who == "unit":
        asked["unit"] = world.root
    elif who == "official":
        asked["who"] = world.sun
        found = make.matter(world, intake_unit=world.root)
        asked_by_sun = {"matter": found, "version": found.version, "by": world.sun, "at": AT}
        with pytest.raises(Refused, match="hand it over"):
            actions.name_complained(unit=None, official=world.sun, **asked_by_sun)
        return
    with pytest.raises(Refused, match="hand it over" if who == "unit" else "which unit or whom"):
        name(world, found, **asked)
    found.refresh_from_db()
    assert (found.complained_unit, found.complained_official) == (None, None)


def test_they_hear_of_nothing_any_more_and_what_they_heard_leaves_their_desk(world: World) -> None:
    found = make.matter(world)
    assert told(found, "routed") == ["liu"]
    name(world, found, who=world.liu)
    assert not Notice.objects.filter(about=found.reference, to=world.liu, read_at=None).exists()
    assert not Notice.objects.filter(about=found.reference, to=world.liu).exists()
    before = Notice.objects.filter(to=world.liu).count()
    actions.flag_urgent(matter=found, kind="fire", words="已报119", version=None, by=world.xia, at=AT)
    clock.chase_overdue(at=moment(AT.date().replace(day=25)))
    actions.withdraw(matter=found, words="", at=AT)
    assert Notice.objects.filter(to=world.liu).count() == before
    assert "sun" in told(found, "chased")


def test_the_answer_is_for_a_head_who_is_free(world: World) -> None:
    found = make.matter(world)
    found = name(world, found, who=world.gao)
    with pytest.raises(Refused, match="about that unit"):
        actions.route(matter=found, to=world.office, topic="", version=found.version, by=world.liu, at=AT)
    found = actions.route(
        matter=found, to=world.village, topic="neighbours", version=found.version, by=world.liu, at=AT
    )
    assert not life.may(Step.Deed.ACCEPT, found, world.gao, AT)
    after = actions.accept(matter=found, handler=world.he, version=found.version, by=world.ma, at=AT)
    assert after.accountable_head == world.ma


@pytest.mark.parametrize(
    ("typed", "unit", "meant"),
    [
        ("何平", "", "he"),
        (" 何平 ", "", "he"),
        ("何不在", "", None),
        ("刘芳", "", None),
        ("刘芳", "town", "liu"),
    ],
)
def test_a_person_is_named_by_name_and_namesakes_by_their_unit(
    world: World, typed: str, unit: str, meant: str | None
) -> None:
    official("liu2", "刘芳", world.sibling, "干事", "officer")
    found = make.matter(world)
    data = {"version": found.version, "official": typed, "unit": getattr(world, unit).pk if unit else ""}
    form = NamingForm(data, matter=found, by=world.liu, at=AT)
    assert form.is_valid() is (meant is not None)
    if meant:
        given = form.cleaned_data
        assert (given["official"], given["unit"]) == (getattr(world, meant), None)


def test_triage_asks_and_whoever_noted_it_goes_on_though_it_is_about_them(world: World, enter: Enter) -> None:
    found, client = make.matter(world), enter(world.liu)
    url = f"/matters/{found.reference}/complained/"
    assert url in words_of(client.get("/triage/"))
    page = client.post(url, {"version": found.version, "unit": world.town.pk, "official": ""}, follow=True)
    assert page.status_code == 200
    assert client.get(f"/matters/{found.reference}/").status_code == 404
    sun = words_of(enter(world.sun).get(f"/matters/{found.reference}/"))
    assert world.town.name in sun
