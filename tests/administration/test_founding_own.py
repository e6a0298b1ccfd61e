"""Counties that the list of divisions does not have: new districts, development zones, cities without counties."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.orgs import founding_door
from huiyin.orgs.found_command import ASKED, command
from huiyin.orgs.founding import objection_to_founding
from huiyin.orgs.models import County
from tests.administration.conftest import Enter
from tests.administration.test_founding_pages import WORDS, sent
from tests.orgs import lists
from tests.orgs.test_founding import NEW, PASSWORD
from tests.world import AT, World

ZONE = {"name": "泽州高新技术产业开发区", "division_code": "990371", "slug": "zegao", "prefix": "ZG"}


@pytest.fixture
def door(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    lists.stand({row[0]: row[1] for _head, rows in lists.LISTS.values() for row in rows})
    lists.stand({"9919": "东安市"})  # a city without counties
    return founding_door.address(AT)


def test_a_zone_that_is_not_in_the_list_is_founded_with_a_code_of_its_own(door: str) -> None:
    client = Client()
    assert 'county/?division=9903"' in client.get(door + "?at=9903").content.decode()
    first = client.get(door + "county/?division=9903").context["form"].initial
    assert (first["division_code"], first["is_own_code"]) == ("990371", True)
    refused = sent(door, **ZONE)
    assert refused.status_code == 422
    assert "开发区" in str(refused.context["form"].errors["division_code"])
    assert sent(door, **ZONE, is_own_code="on").status_code == 200
    assert County.objects.get(division_code="990371").name == ZONE["name"]
    again = founding_door.address(AT)
    assert Client().get(again + "county/?division=9903").context["form"].initial["division_code"] == "990372"


@pytest.mark.parametrize(
    ("code", "is_own", "stands"),
    [
        ("990327", False, True),
        ("990327", True, False),
        ("990372", False, False),
        ("990372", True, True),
        ("995571", True, False),
    ],
    ids=["listed", "listed, said to be own", "a slip of the hand", "own", "of no city"],
)
def test_a_code_is_of_the_list_or_said_to_be_ones_own(
    door: str, world: World, code: str, is_own: bool, stands: bool
) -> None:
    new = replace(NEW, division_code=code, is_own_code=is_own)
    with county_scope(world.county.pk):
        objection = objection_to_founding(new, AT)
    assert getattr(objection, "field", None) == (None if stands else "division_code")


def test_the_console_says_it_by_an_option(
    door: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("huiyin.orgs.found_command._password", lambda _login: PASSWORD)
    facts = {name: str(getattr(NEW, name)) for name in ASKED} | {"division_code": "990371"}
    with pytest.raises(Refused, match="--own-code"):
        command(Namespace(**facts, charter=None, own_code=False))
    assert command(Namespace(**facts, charter=None, own_code=True)) == 0
    assert County.objects.filter(division_code="990371").exists()


def test_a_city_without_counties_begins_as_a_whole(door: str) -> None:
    page = Client().get(door + "?at=9919").content.decode()
    assert "东安市" in page
    assert "名录还没有导入" not in page
    first = Client().get(door + "county/?division=9919").context["form"].initial
    assert (first["division_code"], first["name"], first["slug"]) == ("991900", "东安市", "dongan")
    assert (
        sent(door, **{**WORDS, "name": "东安市", "division_code": "991900", "is_own_code": "on"}).status_code
        == 200
    )


def test_a_county_is_typed_among_those_of_its_province(door: str) -> None:
    page = Client().get(door + "?at=99")
    text = page.content.decode()
    assert 'data-seek="' in text
    assert 'data-find="990327 bsx"' in text
    assert '<optgroup label="泽州市">' in text
    assert Client().get(door).context["pick"] is None, "not the whole country"


def test_a_zone_reads_that_its_units_are_not_in_the_list(world: World, enter_as: Enter) -> None:
    lists.stand({"99": "江源省", "9903": "泽州市", "990327": "白沙县"})
    page = enter_as("system").get("/administration/units/divisions/").content.decode()
    assert "自编代码" in page
