"""Where what is typed is on record somewhere the asker may not see, the same is said whatever it is, and it is kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official, Unit
from huiyin.people.fields import phone_index
from huiyin.people.models import Household, Resident
from huiyin.register import actions
from huiyin.register.actions import NewHome
from huiyin.sheets.checking import Area
from huiyin.sheets.importing import moment_of, preview
from huiyin.sheets.reading import read
from tests.sheets.books import REGISTER, book, line
from tests.world import AT, World

Enter = Callable[[Official], Client]
PHONES = {"household": "19911112222", "official": "19955556666"}
NEUTRAL = "其中有内容已登记在册"


def entered(world: World, place: Unit, by: Official, **more: str) -> Household:
    """A household of that village, paired with who enters it."""
    home = NewHome(place=place, is_adult=True, **{"name": "梁甲", "phone": PHONES["household"], **more})
    return actions.take_on(official=by, who=home, started_on=AT.date(), by=by, at=AT).household


@pytest.fixture(autouse=True)
def on_record(world: World) -> Household:
    """A household of the other township, and an official with a mobile number."""
    world.gao.phone = PHONES["official"]
    world.gao.save()
    return entered(world, world.far_village, world.qian, address="老街9号")


def fields(world: World, **more: str) -> dict[str, str]:
    """What the coordinator of the township types."""
    return {
        "official": "chen", "who": "new", "place": str(world.hamlet.pk), "name": "李某", "method": "face",
        "is_adult": "on", "started_on": AT.date().isoformat(), "once": "t", **more,
    }  # fmt: skip


def said(page: str) -> list[str]:
    """What stands beside the question."""
    return [row.strip() for row in page.splitlines() if NEUTRAL in row]


def test_the_page_says_the_same_of_a_household_elsewhere_and_of_an_official(
    world: World, enter: Enter
) -> None:
    client = enter(world.liu)
    pages = [
        client.post("/register/new/", fields(world, phone=phone, once=f"t{n}")).content.decode()
        for n, phone in enumerate(PHONES.values())
    ]
    assert said(pages[0])
    assert said(pages[0]) == said(pages[1])
    kept = Event.objects.filter(deed="household.asked_unseen").order_by("pk")
    assert [(one.by, one.on) for one in kept] == [
        (world.liu.key, f"telephone:{phone_index(phone)}") for phone in PHONES.values()
    ]


def test_who_goes_through_a_list_of_numbers_waits(world: World, enter: Enter) -> None:
    client = enter(world.liu)
    for n in range(5):
        typed = fields(world, phone=PHONES["household"], name=f"李{'一二三四五'[n]}", once=f"t{n}")
        assert NEUTRAL in client.post("/register/new/", typed).content.decode()
    page = client.post(
        "/register/new/", fields(world, phone=PHONES["official"], once="last")
    ).content.decode()
    assert NEUTRAL not in page
    assert "请等待5秒" in page
    assert Event.objects.filter(deed="household.asked_unseen").count() == 5


def test_what_one_may_see_is_asked_about_by_its_number_and_not_kept(world: World, enter: Enter) -> None:
    entered(world, world.village, world.chen, phone="19933334444")
    page = enter(world.liu).post("/register/new/", fields(world, phone="19933334444")).content.decode()
    assert "已登记在联系户" in page
    assert not Event.objects.filter(deed="household.asked_unseen").exists()


def test_the_preview_of_a_list_names_no_household_that_its_importer_may_not_see(
    world: World, on_record: Household
) -> None:
    near = entered(world, world.village, world.chen, phone="19933334444")
    phones = (*PHONES.values(), "19933334444")
    rows = [line(code=f"SH-3{n}", name=f"孙{n}", phone=phone, address="") for n, phone in enumerate(phones)]
    table = read("register", book(REGISTER, rows), most_rows=100)
    area = Area(world.liu.standing(AT).paths_of("coordinator"), world.liu)
    notes = [
        note
        for note in preview(table, area, moment_of(world.county, world.liu.key, AT)).notes
        if note.startswith("line")
    ]
    assert on_record.code not in " ".join(notes)
    assert near.code in notes[2]
    first, second = (note.partition("something of SH-3")[2][1:] for note in notes[:2])
    assert first
    assert first == second


def test_the_same_household_stays_in_its_own_village(world: World) -> None:
    first = entered(world, world.village, world.chen, phone="19933334444")
    home = NewHome(place=world.hamlet, name="梁乙", phone="19933334444", is_adult=True, same=first)
    actions.take_on(official=world.he, who=home, started_on=AT.date(), by=world.liu, at=AT)
    assert Resident.objects.latest("pk").place == world.village


def test_one_that_was_taken_off_is_put_back_instead(world: World, enter: Enter) -> None:
    first = entered(world, world.village, world.chen, phone="19933334444")
    found = first.assignments.get()
    actions.end(line=found, on=AT.date(), reason="搬走", by=world.liu, at=AT)
    actions.take_off(household=first, reason="重复", by=world.liu, at=AT)
    typed = fields(world, phone="19933334444", place=str(world.village.pk))
    page = enter(world.liu).post("/register/new/", typed).content.decode()
    assert f"联系户{first.code}已移出名册" in page
    assert f'value="{first.key}"' not in page, "it cannot be chosen, as it could not be paired"
    home = NewHome(place=world.village, name="梁甲", phone="19933334444", is_adult=True, same=first)
    with pytest.raises(Refused, match="移回名册"):
        actions.take_on(
            official=world.he, who=home, started_on=AT.date(), by=world.liu, at=AT + timedelta(hours=1)
        )
