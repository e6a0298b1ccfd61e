"""The county's own document on which its periods rest: asked for where a county begins, and entered on the same day."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from huiyin.administration import charters
from huiyin.audit.scope import county_scope
from huiyin.lib.charter import shipped
from huiyin.matters.explaining import explained
from huiyin.orgs import actions as orgs
from huiyin.orgs import founding_door
from huiyin.orgs.charter import charter_for, is_gone_by
from huiyin.orgs.models import AdoptedCharter, County, Official
from tests import make
from tests.administration.conftest import Enter
from tests.administration.test_charter_fields import PAGE, filled
from tests.administration.test_founding_pages import WORDS
from tests.orgs import lists
from tests.world import AT, World

LIVE = Path(shipped()["direct-contact"]).read_text(encoding="utf-8")
NAMED = {"basis_name": "白沙县办理办法", "basis_number": "白办发〔2026〕3号", "basis_day": "2026-01-15"}
BASIS = "《白沙县办理办法》（白办发〔2026〕3号，2026年1月15日）"


@pytest.fixture
def door(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    lists.stand({row[0]: row[1] for _head, rows in lists.LISTS.values() for row in rows})
    return founding_door.address(AT)


def test_the_first_version_of_a_county_names_its_own_document_from_the_first_moment(door: str) -> None:
    assert Client().post(door + "county/", WORDS | NAMED).status_code == 200
    county = County.objects.get(slug="baisha")
    with county_scope(county.pk):
        (adopted,) = AdoptedCharter.objects.all()
        assert adopted.charter.local_basis == BASIS
        assert adopted.charter.clocks["contact_matter.handle"].source == BASIS
        assert charter_for(AT, AT).pk == adopted.pk


def test_it_may_be_left_for_later_and_a_number_alone_is_asked_for_its_title(door: str) -> None:
    refused = Client().post(door + "county/", WORDS | {"basis_number": "白办发〔2026〕3号"})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["basis_name"]
    assert Client().post(door + "county/", WORDS).status_code == 200
    with county_scope(County.objects.get(slug="baisha").pk):
        assert AdoptedCharter.objects.get().charter.local_basis == ""


def adopted_today(text: str, by: Official) -> AdoptedCharter:
    return charters.adopt(text=text, effective_on=AT.date(), is_read=True, seen="", shown="", by=by, at=AT)


def version(n: str) -> str:
    return LIVE.replace('version = "', f'version = "{n}.', 1)


def test_a_version_of_this_morning_by_which_nothing_goes_yet_is_replaced_from_its_first_moment(
    world: World, administered: dict[str, Official]
) -> None:
    morning = AT - timedelta(hours=1)
    orgs.adopt_charter(text=version("a"), effective_at=morning, by="test", at=morning)
    new = adopted_today(version("b"), administered["system"])
    assert new.effective_at == morning
    found = make.matter(world, received_at=AT - timedelta(minutes=20))
    assert found.charter == new, "also what was received before it was adopted"
    assert is_gone_by(new)
    last = adopted_today(version("c"), administered["system"])
    assert last.effective_at == AT, "a matter goes by the one before: from now on, never backwards"
    assert [one.version[:1] for one in charters.adopted_by(administered["system"])][:3] == ["c", "b", "a"]


def test_one_that_has_long_been_in_force_is_not_replaced_backwards(
    world: World, administered: dict[str, Official]
) -> None:
    assert adopted_today(version("b"), administered["system"]).effective_at == AT


def test_today_is_proposed_until_something_goes_by_the_version_in_force(
    world: World, enter_as: Enter
) -> None:
    for page in (PAGE, "/administration/charter/new/"):
        form = enter_as("system").get(page).context["form"]
        assert form.initial["effective_on"] == AT.date()
        assert "可以从今天起生效" in str(form.fields["effective_on"].help_text)
    make.matter(world)
    for page in (PAGE, "/administration/charter/new/"):
        form = enter_as("system").get(page).context["form"]
        assert form.initial["effective_on"] == AT.date() + timedelta(days=1)
        assert not form.fields["effective_on"].help_text


def test_a_matter_of_the_first_day_names_the_document_that_was_entered_before_it(
    world: World, enter_as: Enter
) -> None:
    client = enter_as("system")
    said = filled(client) | {"effective_on": str(AT.date()), **NAMED}
    seen = client.post(PAGE, said | {"look": "changes"}).context["form"].data["seen"]
    assert client.post(PAGE, said | {"is_read": "on", "seen": seen}).status_code == 302
    found = make.matter(world, at=AT + timedelta(minutes=1))
    told = " ".join(explained(found.deadlines.get(kind="handle"), found))
    assert BASIS in told
    assert "名称待填" not in told
