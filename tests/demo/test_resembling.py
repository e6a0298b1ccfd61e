"""The demo shows what is pointed out of households that resemble others, and of figures that took the place of others."""

from datetime import UTC
from typing import Any

import pytest
from django.test import Client

from huiyin.contacts.models import Signal
from huiyin.inspection.models import Inspection
from huiyin.orgs.models import County, Official
from huiyin.people.models import Resemblance
from huiyin.reach.models import PopulationChange
from huiyin.register.held_apart import to_decide
from tests.demo.demos import AT
from tests.house.conftest import signed_in

KINDS = {"phone", "namesake", "returned"}


def who(login: str) -> Official:
    return Official.objects.select_related("county").get(username=login)


@pytest.fixture
def now(county: County, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    return county


def read(client: Client, url: str) -> str:
    answer: Any = client.get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("login", "kind"), [("zhou", "twice"), ("li", "colleague"), ("sun", "returned"), ("chen", "table")]
)
def test_each_kind_is_pointed_out_to_who_entered_it(now: County, login: str, kind: str) -> None:
    signal = Signal.objects.visible_to(who(login), AT).open().get(kind=kind)
    page = read(signed_in(who(login)), f"/signals/{signal.pk}/")
    assert str(signal.get_kind_display()) in page


def test_who_leads_the_area_reads_them_with_their_reasons(now: County) -> None:
    homes = list(to_decide(who("chen"), AT))
    assert {one.kind for home in homes for one in home.resemblances.all()} == KINDS
    assert Resemblance.objects.open().count() == len(KINDS)
    page = read(signed_in(who("chen")), "/register/apart/")
    for home in homes:
        assert home.code in page
        for one in home.resemblances.all():
            assert one.reason
            assert one.reason in page
    assert "；所写理由" in page, "set as Chinese sets it, without a gap"
    assert "只是与干部同名的照常计入" in page


def test_a_family_that_left_and_is_back_counts_as_the_one_that_left(now: County) -> None:
    back = Resemblance.objects.get(kind="returned")
    assert back.other is not None
    assert back.household.counts_as == back.other


def test_changed_figures_stand_on_the_page_of_the_inspection_of_that_time(now: County) -> None:
    changes = PopulationChange.objects.all()
    assert {one.by for one in changes} == {who("chen").key}
    assert {one.group for one in changes} == {"", "mobile"}
    assert all(one.after > one.before for one in changes)
    day = changes[0].at.astimezone(now.zone).date()
    inspection = Inspection.objects.filter(first_on__lte=day, end_on__gt=day, kind="full").first()
    assert inspection is not None
    page = read(signed_in(who("sun")), f"/inspections/{inspection.reference}/")
    assert "柳河镇核对更正" in page
