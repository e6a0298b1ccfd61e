"""Paper typed in: whose contact it is, who typed it, ten in a row, and what is asked about."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.recording.paper import Paper, record_paper, written_day
from huiyin.register.actions import pair
from tests.world import AT, LONG_AGO, World, household

Enter = Callable[[Official], Client]
TODAY = AT.date()  # Monday, 2 March 2026
URL = "/paper/?official=chen"


def sheet(world: World, **changed: Any) -> Paper:
    words: dict[str, Any] = {
        "household": world.home,
        "person": world.wang,
        "held_on": TODAY,
        "points": [Raised("路灯坏了", "matter", "streetlight")],
        "promises": [],
    }
    return Paper(**{**words, **changed})


def form(once: str = "t1", **changed: str) -> dict[str, str]:
    words = {
        "once": once,
        "home": "001",
        "held_on": "3-2",
        "points-TOTAL_FORMS": "1",
        "points-INITIAL_FORMS": "0",
        "points-0-text": "村口路灯坏了",
        "points-0-disposition": "noted",
    }
    return {**words, **changed}


@pytest.fixture
def liu(world: World, enter: Enter) -> Client:
    return enter(world.liu)


def test_a_paper_is_the_officials_contact_and_says_who_typed_it_in(world: World) -> None:
    contact, lodged = record_paper(sheet(world), official=world.chen, root=world.root, by=world.liu, at=AT)
    assert (contact.official, contact.entered_by, contact.unit) == (world.chen, world.liu, world.branch)
    assert len(lodged) == 1
    assert Matter.objects.get().raised_by == world.chen
    assert Event.objects.get(deed="contact.recorded").by == world.liu.key


@pytest.mark.parametrize("who", ["qian", "he", "gao"])
def test_only_the_desk_of_the_officials_unit_types_in(world: World, who: str) -> None:
    with pytest.raises(Refused):
        record_paper(sheet(world), official=world.chen, root=world.root, by=getattr(world, who), at=AT)


def test_i38_a_paper_of_long_ago_needs_a_reason(world: World) -> None:
    held = TODAY - timedelta(days=14)
    given = {"official": world.chen, "root": world.root, "by": world.liu, "at": AT}
    record_paper(sheet(world, held_on=TODAY - timedelta(days=3)), **given)
    with pytest.raises(Refused, match="working days"):
        record_paper(sheet(world, held_on=held), **given)
    contact, _lodged = record_paper(sheet(world, held_on=held, late_reason="表格随车带回"), **given)
    assert contact.late_reason == "表格随车带回"


def test_the_page_keeps_official_and_day_and_what_was_typed_in(world: World, liu: Client) -> None:
    done = liu.post(URL, form())
    assert (done.status_code, done["Location"]) == (302, "/paper/?official=chen")
    html = liu.get(URL).content.decode()
    assert 'value="2026-03-02"' in html
    with county_scope(world.county.pk):
        contact = Contact.objects.get()
    assert contact.reference in html
    assert (contact.official, contact.household, contact.person) == (world.chen, world.home, world.wang)
    assert "刘芳" in liu.get(f"/contacts/{contact.reference}/").content.decode()


def test_a_second_sending_records_once(world: World, liu: Client) -> None:
    assert [liu.post(URL, form()).status_code for _ in range(2)] == [302, 302]
    with county_scope(world.county.pk):
        assert Contact.objects.count() == 1


def test_the_same_household_on_the_same_day_is_asked_about(world: World, liu: Client) -> None:
    liu.post(URL, form())
    asked = liu.post(URL, form("t2", **{"points-0-text": "另一件事"}))
    html = asked.content.decode()
    assert asked.status_code == 422
    assert "另一件事" in html, "what was typed is kept"
    assert 'name="again"' in html
    assert liu.post(URL, form("t2", again="on")).status_code == 302
    with county_scope(world.county.pk):
        assert Contact.objects.count() == 2


def test_an_old_paper_is_asked_for_its_reason_which_the_next_form_keeps(world: World, liu: Client) -> None:
    asked = liu.post(URL, form(held_on="2026-02-02"))
    assert asked.status_code == 422
    assert 'name="late_reason"' in asked.content.decode()
    assert liu.post(URL, form(held_on="2026-02-02", late_reason="山里没有信号")).status_code == 302
    assert "山里没有信号" in liu.get(URL).content.decode()


WRONG = [
    {"home": "999"},
    {"held_on": "昨天"},
    {"held_on": "2027-01-01"},
    {"points-0-text": ""},
    {"points-0-disposition": "answered"},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_mistake_is_a_sentence_and_nothing_is_lost(
    world: World, liu: Client, wrong: dict[str, str]
) -> None:
    page = liu.post(URL, form(**wrong))
    assert page.status_code == 422
    assert wrong.get("points-0-text", "村口路灯坏了") in page.content.decode()
    with county_scope(world.county.pk):
        assert not Contact.objects.exists()


def test_the_first_sheet_of_a_row_asks_for_the_reason_before_it_is_missing(world: World, liu: Client) -> None:
    asked = liu.get(URL).context
    assert asked["late"]
    assert asked["form"].fields["late_reason"].is_sometimes_needed, "so nobody reads that it is optional"
    assert "3个工作日" in asked["form"].fields["late_reason"].help_text
    liu.post(URL, form(held_on=AT.date().isoformat()))
    assert not liu.get(URL).context["late"], "those of today come in a row without it"


def test_papers_of_officials_elsewhere_are_not_ours(world: World, liu: Client, enter: Enter) -> None:
    assert "没有" in liu.get("/paper/?official=qian").content.decode()
    assert liu.get("/paper/?official=陈立").context["official"] == world.chen
    assert enter(world.chen).get("/paper/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_what_was_typed_in(
    world: World, liu: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(6):
        home, person = household(world.village, f"SH-20{n}", f"群众{n}", "", world.chen)
        consent = person.consents.get()
        pair(
            official=world.chen, unit=world.branch, household=home, person=person, consent=consent,
            started_on=LONG_AGO, by="test", at=AT,
        )  # fmt: skip
        liu.post(URL, form(f"t{n}", home=f"SH-20{n}"))
    with django_assert_max_num_queries(24):
        assert liu.get(URL).status_code == 200
    with django_assert_max_num_queries(20):
        page = liu.get("/visit-list/?official=chen")
    assert len(page.context["rows"]) == 7


DAYS = [
    ("3-2", TODAY),
    ("0302", TODAY),
    ("3.1", date(2026, 3, 1)),
    ("12月30日", date(2025, 12, 30)),
    ("2-30", None),
    ("x", None),
]


@pytest.mark.parametrize(("text", "found"), DAYS)
def test_month_and_day_are_enough(text: str, found: date | None) -> None:
    assert written_day(text, TODAY) == found


def test_a_day_of_a_promise_lies_ahead() -> None:
    assert written_day("1-15", TODAY, ahead=True) == date(2027, 1, 15)
    assert written_day("3-2", TODAY, ahead=True) == TODAY


def test_blank_forms_name_the_fields_of_the_screen(world: World, liu: Client) -> None:
    html = liu.get("/paper/forms/visit/?official=chen").content.decode()
    for word in ("SH-001", "chen", "王**", "群众说了什么", "当场答复", "承诺", "备注"):
        assert word in html, word
    assert "19900001234" not in html
    assert liu.get("/paper/forms/visit/?official=qian").status_code == 404
    assert liu.get("/paper/forms/reception/").status_code == 200
    assert liu.get("/paper/forms/nothing/").status_code == 404


def test_a_visit_list_shows_names_to_whose_it_is_last_day_and_promises(
    world: World, liu: Client, enter: Enter
) -> None:
    liu.post(URL, form(**{"points-0-promise": "周五前回话", "points-0-promise_due_on": "3-6"}))
    for who in (world.liu, world.chen):
        page = enter(who).get("/visit-list/?official=chen&from=2026-03-01&to=2026-03-31")
        (row,) = page.context["rows"]
        assert (row.last_on, row.met, [p.text for p in row.promises]) == (TODAY, 1, ["周五前回话"])
        assert ("王秀兰" in page.content.decode()) == (who == world.chen)
        assert ("19900001234" in page.content.decode()) == (who == world.chen)
    assert enter(world.qian).get("/visit-list/?official=chen").status_code == 422


def test_the_ordinary_visit_form_asks_about_a_second_visit_of_the_day(world: World, enter: Enter) -> None:
    chen = enter(world.chen)
    words = {**form(), "home": str(world.home.key), "held_on": "2026-03-02"}
    assert chen.post("/contacts/new/", words).status_code == 302
    assert chen.post("/contacts/new/", words).status_code == 302, "a retry is no second visit"
    asked = chen.post("/contacts/new/", {**words, "once": "t2"})
    assert asked.status_code == 422
    assert "已经有记录" in asked.content.decode()
    assert chen.post("/contacts/new/", {**words, "once": "t2", "again": "on"}).status_code == 302
