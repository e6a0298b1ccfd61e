"""Three administrators apart: none serves, none sees residents' data, and one reads what the other two did."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from huiyin.administration import trail
from huiyin.audit.actions import record
from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.lib.charter import shipped
from huiyin.lib.refusal import Refused
from huiyin.orgs import actions as orgs
from huiyin.orgs.administrators import name_administrator, objection_to_vacancy
from huiyin.orgs.models import Official, Post, Slip
from huiyin.orgs.slips import give_slip
from tests.administration.conftest import Enter
from tests.house.conftest import signed_in
from tests.world import AT, LONG_AGO, PASSWORD, World

Administered = dict[str, Official]
LIST = "/administration/officials/"


def test_an_administrator_comes_to_pages_of_their_own_and_finds_none_of_the_service(
    world: World, administered: Administered, client: Client
) -> None:
    there = client.post("/login/", {"username": "xi", "password": PASSWORD})["Location"]
    assert there == "/administration/"
    for onward, home in (("/desk/", "/administration/"), ("/administration/trail/", "/administration/")):
        sent = client.post("/login/", {"username": "xi", "password": PASSWORD, "next": onward})
        assert sent["Location"] == home, "no page of theirs"
    sent = client.post("/login/", {"username": "xi", "password": PASSWORD, "next": "/administration/units/"})
    assert sent["Location"] == "/administration/units/"
    page = client.get(there).content.decode()
    assert "系统管理员" in page
    assert "/matters/" not in page
    assert "/search/" not in page
    for closed in ("/desk/", "/matters/", "/register/", "/search/", "/notices/", "/import/"):
        assert client.get(closed).status_code == 404, closed
    assert client.get("/password/").status_code == 200
    assert signed_in(world.sun).get("/administration/").status_code == 404


@pytest.mark.parametrize(("duty", "status"), [("system", 404), ("security", 404), ("audit", 200)])
def test_the_trail_is_read_by_one_of_them(enter_as: Enter, duty: str, status: int) -> None:
    client = enter_as(duty)
    assert client.get("/administration/trail/").status_code == status
    own_words = (
        client.get("/administration/").content.decode().partition('class="rows"')[2].partition("</main>")[0]
    )
    assert ('href="/administration/trail/"' in own_words) == (status == 200), "not only in the menu"


def test_who_administers_holds_no_post_and_who_holds_one_does_not_administer(
    world: World, administered: Administered
) -> None:
    post = Post.objects.create(unit=world.town, title="干事", capacities=["officer"], valid_from=LONG_AGO)
    with pytest.raises(Refused):
        orgs.appoint(official=administered["system"], post=post, from_on=LONG_AGO, by="test", at=AT)
    with pytest.raises(Refused):
        name_administrator(official=world.chen, duties=["audit"], by="test", at=AT)
    Official.objects.filter(pk=world.chen.pk).update(administers=["audit"])
    world.chen.refresh_from_db()
    assert world.chen.standing(AT).hats == ()  # nor would a hat do anything for them
    assert signed_in(world.chen).get("/contacts/").status_code == 404


def test_one_person_carries_no_more_of_the_three_than_the_charter_allows(
    world: World, administered: Administered
) -> None:
    with pytest.raises(Refused, match="1"):
        name_administrator(official=administered["system"], duties=["system", "audit"], by="test", at=AT)
    text = Path(shipped()["direct-contact"]).read_text(encoding="utf-8")
    loose = text.replace("duties_max = { value = 1", "duties_max = { value = 2").replace(
        'version = "', 'version = "x', 1
    )
    orgs.adopt_charter(text=loose, effective_at=AT, by="test", at=AT)
    named = name_administrator(official=administered["system"], duties=["system", "audit"], by="test", at=AT)
    assert named.administers == ["system", "audit"]


def test_none_of_the_three_stays_vacant(administered: Administered) -> None:
    assert objection_to_vacancy(administered["audit"], ["audit"]) is not None
    with pytest.raises(Refused):
        name_administrator(official=administered["audit"], duties=[], by="test", at=AT)
    other = orgs.enrol(username="shu", name="舒文", password=PASSWORD, by="test", at=AT)
    name_administrator(official=other, duties=["audit"], by="test", at=AT)
    assert name_administrator(official=administered["audit"], duties=[], by="test", at=AT).administers == []


def test_no_administrator_is_let_in_or_named_in_the_browser(
    world: World, enter_as: Enter, administered: dict[str, Official]
) -> None:
    security, system = enter_as("security"), administered["system"]
    refused = security.post(f"{LIST}{system.pk}/slip/")
    assert refused.status_code == 422
    assert "huiyin slip xi" in refused.content.decode()
    assert not Slip.objects.exists()
    system.refresh_from_db()
    assert system.has_usable_password()
    idle = orgs.enrol(username="idle", name="闲人", password=None, by="test", at=AT)
    assert "huiyin administrator idle" in security.get(f"{LIST}{idle.pk}/").content.decode()
    assert security.post(f"{LIST}{idle.pk}/duties/", {"duties": ["system"]}).status_code == 404


def test_the_trail_shows_deeds_of_administration_and_of_administrators_and_no_others(
    world: World, administered: Administered, enter_as: Enter
) -> None:
    key = administered["security"].key
    give_slip(official=world.xia, by=key, at=AT)
    Event.objects.create(county=world.county.pk, at=AT, by=key, deed="official.logged_in", on=key)
    Event.objects.create(
        county=world.county.pk, at=AT, by=world.chen.key, deed="official.logged_in", on="HIDDEN-1"
    )
    Event.objects.create(
        county=world.county.pk, at=AT, by=world.chen.key, deed="matter.routed", on="HIDDEN-2"
    )
    with county_scope(world.other.pk):
        Event.objects.create(county=world.other.pk, at=AT, by="test", deed="unit.raised", on="HIDDEN-3")
    client = enter_as("audit")
    page = client.get("/administration/trail/").content.decode()
    assert "夏禾（xia）" in page
    assert "安洁（an）" in page
    assert "HIDDEN" not in page
    of_one = client.get(f"/administration/trail/?by={key}")
    assert {line.by for line in of_one.context["lines"]} == {"安洁（an）"}
    assert len(client.get("/administration/trail/?by=official:0").context["lines"]) > len(
        of_one.context["lines"]
    )  # of nobody: everything


def test_the_trail_names_units_posts_and_people_and_shows_no_codes(world: World, enter_as: Enter) -> None:
    made = orgs.raise_unit(
        code="990100101-XX", name="新设信访办公室", short_name="镇信访办", kind="office", parent=world.town,
        valid_from=date(2026, 1, 1), by="demo", at=AT,
    )  # fmt: skip
    orgs.end_unit(unit=made, successors=[world.office], on=AT.date(), by="demo", at=AT)
    rows = Event.objects.filter(on=f"unit:{made.code}").order_by("pk")
    raised, ended = trail.lines(rows)
    assert (raised.by, raised.on, ended.on) == ("the trial itself", "新设信访办公室", "新设信访办公室")
    assert raised.facts == "kind township office"
    assert ended.facts == "successor 柳林镇村镇建设办公室"
    page = enter_as("audit").get("/administration/trail/").content.decode()
    assert "table-cards" in page
    assert "unit:990100" not in page


def test_the_trail_has_a_word_for_each_detail(world: World) -> None:
    details = {
        "before": "民政所",
        "after": "民政办",
        "to": world.liu.pk,
        "official": world.chen.pk,
        "locked": True,
    }
    record(by="demo", deed="unit.revised", on=f"unit:{world.office.code}", at=AT, **details)
    with override("zh-hans"):
        (line,) = trail.lines(Event.objects.filter(deed="unit.revised"))
        people = [f"干部 {trail.named(world.chen)}", f"交给 {trail.named(world.liu)}"]
    said = [*people, "原为 民政所", "现为 民政办", "停用账号 是"]
    assert sorted(line.facts.split("；")) == sorted(said)


def test_the_trail_goes_on_by_key_and_asks_the_same_of_the_database_however_long_it_is(
    world: World, enter_as: Enter, django_assert_max_num_queries: object
) -> None:
    client = enter_as("audit")
    client.get("/administration/trail/")
    for n in range(120):
        orgs.raise_unit(
            code=f"X{n}", name=f"处{n}", short_name="处", kind="office", parent=world.town,
            valid_from=date(2026, 1, 1), by="test", at=AT,
        )  # fmt: skip
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        first = client.get("/administration/trail/")
    second = client.get("/administration/trail/" + first.context["next_url"])
    assert len(first.context["lines"]) == len(second.context["lines"]) == 50
    assert not {line.on for line in first.context["lines"]} & {line.on for line in second.context["lines"]}
