"""The pages of the register: what is typed is kept, what is refused says why, everybody sees their own area."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.contacts import actions as contacts_actions
from huiyin.contacts.actions import Promised, Raised
from huiyin.people.models import Household, Resident
from huiyin.receptions.actions import sessions as receptions
from huiyin.register import actions
from huiyin.register.models import Assignment
from tests import make_reception
from tests.house.pages import read
from tests.world import AT, World, household

TODAY = AT.date()


def form(**fields: Any) -> dict[str, Any]:
    return {
        "once": "t1",
        "official": "chen",
        "who": "new",
        "place": "",
        "name": "赵大爷",
        "phone": "19900005555",
        "address": "西头第一户",
        "groups": ["farmer"],
        "method": "face",
        "is_adult": "on",
        "started_on": "2026-03-02",
        **fields,
    }


def test_an_official_pairs_with_a_new_household_and_a_double_click_makes_one(
    world: World, enter: Callable[..., Client]
) -> None:
    client = enter(world.chen)
    data = form(place=str(world.hamlet.pk))
    first, again = client.post("/register/new/", data), client.post("/register/new/", data)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    line = Assignment.objects.get(household__place=world.hamlet)
    assert (line.official, line.unit, line.household.code) == (world.chen, world.branch, "HY-101202-001")
    assert line.household.groups == ["farmer"]
    page = client.get(first["Location"]).content.decode()
    assert "赵大爷" in page, "who visits the household knows who lives there"
    assert "西头第一户" in page
    page = enter(world.liu).get(first["Location"]).content.decode()
    assert "赵**" in page
    assert "赵大爷" not in page
    assert "西头第一户" not in page


@pytest.mark.parametrize(
    "change", [{"is_adult": ""}, {"method": ""}, {"name": " "}, {"started_on": "2026-03-03"}]
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    world: World, enter: Callable[..., Client], change: dict[str, str]
) -> None:
    before = Household.objects.count(), Resident.objects.count()
    answer = enter(world.chen).post("/register/new/", form(place=str(world.hamlet.pk), **change))
    assert answer.status_code == 422
    assert "西头第一户" in answer.content.decode()
    assert (Household.objects.count(), Resident.objects.count()) == before


def test_at_most_seven_answers_are_needed(world: World, enter: Callable[..., Client]) -> None:
    needed = read(enter(world.chen).get("/register/new/").content.decode()).required
    assert 4 <= len(needed) <= 7


def test_a_household_on_record_is_paired_without_asking_again(
    world: World, enter: Callable[..., Client]
) -> None:
    home, person = household(world.hamlet, "XH-7", "周立", "", world.liu)
    client = enter(world.liu)
    page = client.get("/register/new/").content.decode()
    assert "XH-7" in page
    assert "SH-001" not in page, "somebody is in touch with it already"
    assert "SH-001" in client.get(f"/register/new/?home={world.home.key}").content.decode()
    data = {"once": "t", "official": "he", "who": str(person.key), "started_on": "2026-03-02"}
    assert client.post("/register/new/", data).status_code == 302
    assert Assignment.objects.get(household=home).official == world.he


def test_the_register_is_narrowed_by_branch_official_village_and_day(
    world: World, enter: Callable[..., Client]
) -> None:
    _home, person = household(world.hamlet, "XH-7", "周立", "", world.liu)
    actions.take_on(official=world.he, who=person, started_on=TODAY, by=world.liu, at=AT)
    client = enter(world.liu)

    def shown(query: str) -> list[bool]:
        page = client.get(f"/register/?{query}").content.decode()
        return ["SH-001" in page, "XH-7" in page]

    assert shown("") == [True, True]
    assert shown("official=he") == [False, True]
    assert shown(f"unit={world.branch.code}") == [True, False]
    assert shown(f"village={world.hamlet.code}") == [False, True]
    assert shown(f"on={TODAY - timedelta(days=1)}") == [True, False]
    assert shown("on=2199-01-01") == shown("on=nonsense") == [True, True]
    assert shown("from=99999999") == [True, True]


def test_the_card_names_the_official_and_the_promise_and_no_resident(
    world: World, enter: Callable[..., Client]
) -> None:
    contacts_actions.record(
        place=world.village,
        held_on=TODAY,
        points=[Raised("水压低", "noted")],
        promises=[Promised("三月底前查水管", TODAY + timedelta(days=20))],
        household=world.home,
        by=world.chen,
        at=AT,
    )
    page = enter(world.chen).get(f"/register/households/{world.home.key}/card/").content.decode()
    for words in ("陈立", "0990-3000000", "三月底前查水管", "不愿再作为联系户", 'class="receipt'):
        assert words in page
    assert "王" not in page.split("<main")[1]


def test_a_household_adds_an_address_and_groups_and_there_is_no_other_field(
    world: World, enter: Callable[..., Client]
) -> None:
    """G17."""
    url = f"/register/households/{world.home.key}/details/"
    keeper = enter(world.chen).get(url).content.decode()
    assert read(keeper).names - {"language", "next", "q"} == {"address"}, "who keeps the line notes no groups"
    client = enter(world.liu)
    page = client.get(url).content.decode()
    assert "东头第三户" not in page, "opened with a reason only"
    names = read(page).names
    assert names - {"language", "next", "q", "version"} == {"address", "groups"}

    def send(address: str, groups: list[str]) -> int:
        version = client.get(url).context["form"]["version"].value()
        sent = {"address": address, "groups": groups, "version": version}
        return client.post(url, sent).status_code

    assert send("西头", ["worker"]) == 302
    home = Household.objects.get(pk=world.home.pk)
    assert (home.address, home.groups) == ("西头", ["worker"])
    assert send("西头", ["made-up"]) == 422
    assert send("", []) == 302
    home.refresh_from_db()
    assert (home.address, home.groups) == ("西头", [])
    opened = (
        enter(world.chen).post(f"/people/{world.wang.key}/reveal/", {"purpose": "visit"}).content.decode()
    )
    assert "西头" in opened


def test_a_handover_on_the_page(world: World, enter: Callable[..., Client]) -> None:
    url = f"/register/lines/{world.line.pk}/handover/"
    assert enter(world.chen).get(url).status_code == 404
    client = enter(world.liu)
    assert "钱江" not in client.get(url).content.decode()
    data = {"once": "t", "to": "he", "on": "2026-03-02", "note": "请先打电话"}
    assert client.post(url, {**data, "on": "2026-03-09"}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302
    assert Assignment.objects.count() == 2


def test_consent_is_withdrawn_on_the_page_only_when_one_is_sure(
    world: World, enter: Callable[..., Client]
) -> None:
    url = f"/register/people/{world.wang.key}/withdrawal/"
    client = enter(world.chen)
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"sure": "on"}).status_code == 302
    assert client.get(url).status_code == 404, "the household is no longer the official's"
    client = enter(world.liu)
    page = client.get(f"/register/households/{world.home.key}/").content.decode()
    assert "姓名不予显示" in page
    assert "2027" in page, "the day by which the details are erased"
    consent = f"/register/people/{world.wang.key}/consent/"
    assert client.post(consent, {"method": "face"}).status_code == 422
    assert client.post(consent, {"method": "face", "is_adult": "on"}).status_code == 302


def test_a_refusal_keeps_every_group_that_was_chosen(world: World, enter: Callable[..., Client]) -> None:
    """Only the last of several chips had stayed."""
    data = form(place=str(world.hamlet.pk), groups=["farmer", "worker"], started_on="2026-03-03")
    answer = enter(world.chen).post("/register/new/", data)
    assert answer.status_code == 422
    shown = answer.content.decode()
    for code in ("farmer", "worker"):
        assert "checked" in shown.partition(f'value="{code}"')[2].partition(">")[0]


def test_the_card_names_the_next_reception_day_once_it_is_published(
    world: World, enter: Callable[..., Client]
) -> None:
    url = f"/register/households/{world.home.key}/card/"
    session = make_reception.draft(world)
    assert "下一个接访日" not in enter(world.chen).get(url).content.decode()
    receptions.publish_session(session=session, short_notice="", version=session.version, by=world.liu, at=AT)
    page = enter(world.chen).get(url).content.decode()
    assert "下一个接访日" in page
    assert f"{session.official.name}，" in page
