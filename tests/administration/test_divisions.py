"""Townships and villages are chosen from the public list, many at once: shown first, none twice, kinds by name."""

from argparse import Namespace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.administration import command, divisions
from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Unit
from huiyin.orgs.standing import step
from huiyin.sheets.unit_rules import kind_of
from tests.administration.conftest import Enter
from tests.orgs import lists
from tests.orgs.test_founding import begun
from tests.world import AT, World, unit

LIST = "/administration/units/divisions/"
VILLAGES = LIST + "villages/?town=990100101&town=990100103"
TODAY = AT.date()


@pytest.fixture
def system(world: World, enter_as: Enter) -> Client:
    lists.stand(lists.OURS)
    return enter_as("system")


def sent(client: Client, there: str, *codes: str, **words: str) -> Any:
    """Tick these villages and send."""
    form = client.get(there).context["form"]
    given = {"codes": list(codes), "valid_from": TODAY.isoformat(), "once": form.initial["once"], **words}
    return client.post(there, given)


def test_the_list_says_what_is_there_and_what_is_left(system: Client) -> None:
    text = system.get(LIST).content.decode()
    assert "990100103" in text
    assert "990100102" in text  # the code under which 石门镇 stands
    (whole, new, other, zone) = system.get(LIST).context["towns"]
    assert [bool(one["town"].there) for one in (whole, new, other, zone)] == [True, False, True, False]
    assert [one.name for one in whole["town"].left] == ["新塘村村委会"]
    assert other["is_whole"]


def test_chosen_ones_are_shown_then_entered_in_one_step_and_none_twice(system: Client, world: World) -> None:
    page = system.get(VILLAGES)
    assert page.context["ticked"] == {"990100101203", "990100103001", "990100103201"}, (
        "as a proposal, all of them"
    )
    before, units = Event.objects.filter(deed="unit.raised").count(), Unit.objects.count()
    assert units == Unit.objects.count(), "nothing is entered by looking"
    assert sent(system, VILLAGES, "990100101203", "990100103001").status_code == 302
    made = {one.code: one for one in Unit.objects.filter(code__in=lists.OURS)}
    assert (made["990100103"].kind, made["990100103"].parent) == ("township", world.root)
    new = made["990100103001"]
    assert (new.kind, new.name, new.short_name) == ("community", "东坪社区居委会", "东坪社区")
    assert new.path == made["990100103"].path + step(new.pk)
    assert (made["990100101203"].kind, made["990100101203"].parent) == ("village", world.town)
    assert "990100103201" not in made, "what was not ticked is left"
    assert Unit.objects.count() == units + 3
    assert Event.objects.filter(deed="unit.raised").count() == before + 3
    assert sent(system, VILLAGES, "990100103201").status_code == 302
    assert sent(system, VILLAGES).status_code == 422, "all of them are there"
    assert Unit.objects.count() == units + 4


def test_the_same_form_twice_enters_once(system: Client) -> None:
    once = system.get(VILLAGES).context["form"].initial["once"]
    given = {"codes": ["990100101203"], "valid_from": TODAY.isoformat(), "once": once}
    assert system.post(VILLAGES, given).status_code == 302
    assert system.post(VILLAGES, given).status_code == 302
    assert Unit.objects.filter(code="990100101203").count() == 1


def test_a_village_is_found_by_name_or_code_with_its_township(system: Client) -> None:
    for q in ("岭头村", "岭头村民委员会", "990100103201"):
        (found,) = system.get(LIST, {"q": q}).context["towns"]
        assert (found["town"].name, [one.name for one in found["found"]]) == ("东坪乡", ["岭头村村委会"])
    assert [one["town"].name for one in system.get(LIST, {"q": "柳林"}).context["towns"]] == ["柳林镇"]
    assert system.get(LIST, {"q": "火星"}).context["towns"] == []


def test_what_does_not_fit_is_said_and_nothing_is_entered(system: Client, world: World) -> None:
    before = Unit.objects.count()
    far = (TODAY + timedelta(days=9000)).isoformat()
    assert "valid_from" in sent(system, VILLAGES, "990100101203", valid_from=far).context["form"].errors
    early = sent(system, VILLAGES, "990100101203", valid_from="1990-01-01")
    assert "valid_from" in early.context["form"].errors, "before the township"
    assert sent(system, VILLAGES, "110101001001").status_code == 422, "of another county"
    assert system.get(LIST + "villages/?town=110101001").status_code == 302
    assert Unit.objects.count() == before


def test_a_county_with_more_villages_than_a_form_holds_is_taken_in_parts(
    system: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(divisions, "AT_ONCE", 4)
    assert system.get(VILLAGES)["Location"] == LIST
    assert system.get(LIST + "villages/?town=990100103").status_code == 200


def test_before_the_list_is_there_the_page_says_how_it_comes(world: World, enter_as: Enter) -> None:
    assert "huiyin import divisions" in enter_as("system").get(LIST).content.decode()


@pytest.mark.parametrize("there", [LIST, VILLAGES])
def test_it_is_for_the_system_administrator(
    system: Client, enter_as: Enter, world: World, there: str
) -> None:
    assert [enter_as(duty).get(there).status_code for duty in ("system", "security", "audit")] == [
        200,
        404,
        404,
    ]


def test_the_cost_does_not_grow_with_the_villages(
    system: Client, django_assert_max_num_queries: Any, world: World
) -> None:
    lists.stand({f"990100103{n}": f"{n}村村委会" for n in range(300, 400)})
    system.get(LIST)
    with django_assert_max_num_queries(8):
        system.get(LIST)
    with django_assert_max_num_queries(8):
        every = sorted(system.get(VILLAGES).context["ticked"])
    with django_assert_max_num_queries(37) as one:
        assert sent(system, VILLAGES, every[0]).status_code == 302
    with django_assert_max_num_queries(len(one)):  # however many villages
        assert sent(system, VILLAGES, *every[1:]).status_code == 302
    assert Unit.objects.filter(code__in=every).count() == 103


def test_one_that_has_ended_is_not_entered_again(system: Client, world: World) -> None:
    gone = unit("village", "990100101203", "新塘村", world.town)
    Unit.objects.filter(pk=gone.pk).update(valid_to=TODAY)
    assert "990100101203" not in system.get(VILLAGES).context["ticked"]


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("110105022", "将台地区", "street"),
        ("110101001", "东华门街道办事处", "street"),
        ("370704008", "凤凰街道", "street"),
        ("152221201", "满族屯满族乡", "township"),
        ("150429101", "天义镇", "township"),
        ("650121401", "某农场", "township"),
        ("110101001001", "多福巷社区居委会", "community"),
        ("150429101201", "巴彦嘎查", "village"),
        ("110105022205", "将台社区居民委员会", "community"),
        ("130102001498", "虚拟社区", "community"),
        ("659001500501", "一连生活区", "village"),
        ("130102", "长安区", "county"),
        ("13010", "短", None),
    ],
)
def test_the_kind_follows_from_the_name_then_from_the_code(code: str, name: str, kind: str | None) -> None:
    assert kind_of(code, name) == kind


def test_the_console_enters_all_of_a_county_that_has_just_begun(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    lists.stand({row[0]: row[1] for _head, rows in lists.LISTS.values() for row in rows})
    county = begun()
    assert command.places(Namespace(slug="baisha")) == 0
    assert "streets: 4; villages and communities: 8." in capsys.readouterr().out
    with county_scope(county.pk):
        assert Unit.objects.count() == 1 + 4 + 8


def test_the_console_says_where_the_list_has_nothing(world: World) -> None:
    begun()
    with pytest.raises(Refused, match="990327"):
        command.places(Namespace(slug="baisha"))
