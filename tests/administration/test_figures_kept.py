"""What was once a number in the program is the county's to say: its charter decides, and the words take the figure."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.formats import date_format

from huiyin.administration.numbers import objection_to_numbers
from huiyin.lib.refusal import Refused
from huiyin.orgs import actions as orgs
from huiyin.orgs.accounts import give_post, objection_to_far_day
from huiyin.orgs.machines import WORKS_HERE, remember
from huiyin.orgs.models import Official
from huiyin.people.models import Household
from huiyin.register import group_slips
from huiyin.ui.templatetags.ui import day
from tests.administration.test_documents import keep
from tests.world import AT, PASSWORD, World, charter_text

Enter = Callable[[Official], Client]
OWN = {
    "group_slip_days": 3,
    "document_ahead_days": 20,
    "works_here_days": 5,
    "hotlines_max": 2,
    "ahead_days": 30,
}
THREE = [(f"1234{n}", "热线") for n in range(3)]


@pytest.fixture
def _own(world: World) -> None:
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    for name, value in OWN.items():
        text, times = re.subn(rf"(\n{name} = {{ value = )\d+", rf"\g<1>{value}", text)
        assert times == 1, name
    orgs.adopt_charter(text=text, effective_at=AT, by="test", at=AT)


@pytest.mark.usefixtures("_own")
def test_a_slip_for_groups_is_good_for_as_many_days_as_the_page_says(world: World, enter: Enter) -> None:
    home = Household.objects.get(code="SH-001")
    assert "3 天内" in enter(world.liu).get(f"/register/households/{home.key}/slip/").content.decode()
    given = group_slips.give_slip(household=home, by=world.liu, at=AT)
    assert given.slip.expires_at == AT + timedelta(days=3)


@pytest.mark.usefixtures("_own")
def test_a_document_comes_into_force_by_the_day_that_the_refusal_names(world: World) -> None:
    last = AT.date() + timedelta(days=20)
    keep(world, 1, on=last)
    with pytest.raises(Refused, match=re.escape(day(last))):
        keep(world, 1, version="2", on=last + timedelta(days=1))


@pytest.mark.usefixtures("_own")
def test_more_hotlines_than_the_county_says_are_refused_with_its_number() -> None:
    assert objection_to_numbers("", THREE[:2], AT) is None
    assert "2" in str(objection_to_numbers("", THREE, AT))


@pytest.mark.usefixtures("_own")
def test_a_post_begins_by_the_day_that_the_refusal_names(world: World) -> None:
    last = AT.date() + timedelta(days=30)
    assert objection_to_far_day("from_on", last, world.county, AT) is None
    refused = objection_to_far_day("from_on", last + timedelta(days=1), world.county, AT)
    assert refused is not None
    assert date_format(last, "DATE_FORMAT") in refused
    with pytest.raises(Refused, match=re.escape(date_format(last, "DATE_FORMAT"))):
        give_post(
            official=world.he, unit=world.office, title="干事", role="", from_on=last + timedelta(days=1), by=world.sun, at=AT
        )  # fmt: skip


@pytest.mark.usefixtures("_own")
def test_a_browser_is_one_of_those_who_work_here_for_as_long_as_the_county_says(
    world: World, client: Client
) -> None:
    client.post("/login/", {"username": "chen", "password": PASSWORD})
    assert client.cookies[WORKS_HERE]["max-age"] == 5 * 24 * 3600


def test_before_a_county_has_rules_a_browser_is_marked_all_the_same(world: World) -> None:
    answer = remember(HttpResponse(), world.chen, AT - timedelta(days=36500))
    assert answer.cookies[WORKS_HERE]["max-age"] == 90 * 24 * 3600
