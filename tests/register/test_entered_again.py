"""A household that is on record already is asked about where it is entered: on the page and in a list."""

from collections.abc import Callable

from django.test import Client

from huiyin.contacts.models import Contact
from huiyin.orgs.models import Official
from huiyin.people.models import Household, Resemblance
from huiyin.register import actions
from huiyin.register.actions import NewHome
from huiyin.register.models import Assignment
from huiyin.sheets.checking import Area
from huiyin.sheets.importing import moment_of, preview
from huiyin.sheets.reading import read
from tests.sheets.books import REGISTER, book, line, taken
from tests.world import AT, World

Enter = Callable[[Official], Client]


def test_2_the_page_asks_once_and_names_the_household(world: World, enter: Enter) -> None:
    made = NewHome(place=world.hamlet, name="梁甲", phone="19911112222", is_adult=True)
    line = actions.take_on(official=world.chen, who=made, started_on=AT.date(), by=world.chen, at=AT)
    first = line.household
    client = enter(world.liu)
    fields = {
        "official": "chen", "who": "new", "place": str(world.hamlet.pk), "name": "梁乙", "phone": "199 1111 2222",
        "method": "face", "is_adult": "on", "started_on": AT.date().isoformat(),
    }  # fmt: skip
    asked = client.post("/register/new/", {**fields, "once": "t1"})
    assert f"已登记在联系户{first.code}名下" in asked.content.decode()
    assert 'name="apart"' in asked.content.decode()
    without = client.post("/register/new/", {**fields, "once": "t2", "same": "other"})
    assert "请简单说明为什么是另一户" in without.content.decode()
    assert Household.objects.filter(place=world.hamlet).exclude(pk=world.second.pk).count() == 1
    same = {**fields, "once": "t3", "same": str(first.key)}
    assert client.post("/register/new/", {**same, "official": "he"}).status_code == 302
    assert {one.household for one in Assignment.objects.filter(household=first)} == {first}
    apart = {**fields, "once": "t4", "same": "other", "apart": "两家合住"}
    assert client.post("/register/new/", apart).status_code == 302
    other = Household.objects.get(counts_as=first)
    page = enter(world.ma).get(f"/register/households/{other.key}/").content.decode()
    assert "电话已登记在另一户名下" in page
    assert first.code in page


def test_2_a_list_says_in_its_preview_which_households_are_on_record(world: World) -> None:
    taken(world, "register", book(REGISTER, [line()]))
    rows = [
        line(code="SH-201", name="李小花", phone="138 0000 0000", address="东头5号"),
        line(code="SH-202", name="孙大", phone="", address="西头第一户"),
        line(code="SH-203", name="孙二", phone="", address="东头5号"),
        line(code="SH-204", name="孙三", phone="", address="东头6号"),
        line(code="SH-205", name=world.liu.name, phone="", address="东头7号"),
    ]
    content = book(REGISTER, rows)
    shown = preview(read("register", content, most_rows=100), Area(None), moment_of(world.county, "test", AT))
    said = [note for note in shown.notes if note.startswith("line")]
    named, neutral = "is like household SH-", "something of SH-205 is on record"
    assert [named in note or neutral in note for note in said] == [True] * 4
    assert neutral in said[-1]
    assert not Resemblance.objects.exists(), "nothing is written by a preview"
    taken(world, "register", content)
    counts = dict(Household.objects.filter(code__startswith="SH-2").values_list("code", "counts_as__code"))
    assert counts == {
        "SH-201": "SH-100",
        "SH-202": "SH-100",
        "SH-203": "SH-100",
        "SH-204": None,
        "SH-205": None,
    }
    assert Household.objects.get(code="SH-205").is_counted, "many have the name of an official"


def test_2_a_visit_to_somebody_else_asks_whose_telephone_it_is(world: World, enter: Enter) -> None:
    made = NewHome(place=world.village, name="梁甲", phone="19911112222", is_adult=True)
    line = actions.take_on(official=world.chen, who=made, started_on=AT.date(), by=world.chen, at=AT)
    words = {
        "home": "elsewhere", "place": str(world.village.pk), "name": "老梁", "phone": "199-1111-2222",
        "held_on": AT.date().isoformat(), "points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0",
        "points-0-text": "路灯不亮", "points-0-disposition": "noted",
    }  # fmt: skip
    client = enter(world.chen)
    asked = client.post("/contacts/new/", {**words, "once": "t1"})
    assert f"已登记在联系户{line.household.code}名下" in asked.content.decode()
    assert 'name="known"' in asked.content.decode()
    assert not Contact.objects.exists()
    assert (
        client.post("/contacts/new/", {**words, "once": "t2", "known": str(line.household.key)}).status_code
        == 302
    )
    contact = Contact.objects.get()
    assert (contact.household, contact.person) == (line.household, line.person)
    assert client.post("/contacts/new/", {**words, "once": "t3", "known": "elsewhere"}).status_code == 302
    assert Contact.objects.latest("pk").household is None
    assert client.post("/contacts/new/", {**words, "once": "t4", "phone": "19900000001"}).status_code == 302


def test_2_whose_household_one_may_not_see_is_not_told_by_their_telephone(world: World, enter: Enter) -> None:
    made = NewHome(place=world.hamlet, name="梁甲", phone="19911112222", is_adult=True)
    actions.take_on(official=world.he, who=made, started_on=AT.date(), by=world.he, at=AT)
    words = {
        "home": "elsewhere", "place": str(world.village.pk), "name": "", "phone": "19911112222",
        "held_on": AT.date().isoformat(), "points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0",
        "points-0-text": "路灯不亮", "points-0-disposition": "noted", "once": "t1",
    }  # fmt: skip
    assert enter(world.chen).post("/contacts/new/", words).status_code == 302
