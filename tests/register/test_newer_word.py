"""The newer word of a household holds: an older page at the counter does not take its place, and none is a word too."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from huiyin.orgs.models import Official
from huiyin.people.actions import describe_household, erase_details
from huiyin.people.models import Household
from huiyin.privacy.actions import change_person
from huiyin.register import group_slips
from huiyin.register.actions import NewPerson
from tests.world import AT, World

Enter = Callable[[Official], Client]


def says(world: World, groups: list[str]) -> None:
    slip = group_slips.give_slip(household=world.home, by=world.liu, at=AT).slip
    group_slips.use_slip(slip=slip, groups=groups, at=AT)


def now(world: World) -> tuple[str, list[str]]:
    home = Household.objects.get(pk=world.home.pk)
    return home.address, home.groups


def test_a_page_opened_before_does_not_take_the_place_of_what_was_said_since(
    world: World, enter: Enter
) -> None:
    page = f"/register/households/{world.home.key}/details/"
    client = enter(world.liu)
    version = client.get(page).context["form"]["version"].value()
    says(world, ["worker"])
    old = {"address": "西头", "groups": ["farmer"], "version": version}
    assert client.post(page, old).status_code == 422
    assert now(world)[1] == ["worker"]
    fresh = client.get(page).context["form"]["version"].value()
    assert client.post(page, old | {"version": fresh}).status_code == 302
    assert now(world) == ("西头", ["farmer"])


def test_a_new_address_leaves_the_groups_alone_whatever_was_read_before(world: World) -> None:
    before = Household.objects.get(pk=world.home.pk)
    says(world, ["worker"])
    describe_household(household=before, address="西头", groups=None, by=world.chen, at=AT)
    assert now(world) == ("西头", ["worker"])


def test_none_is_shown_with_its_day_until_the_details_are_erased(world: World, enter: Enter) -> None:
    page = f"/register/households/{world.home.key}/"
    says(world, [])

    def text() -> str:
        return enter(world.liu).get(page, headers={"accept-language": "en"}).content.decode()

    assert "belongs to none of the groups" in text()
    assert "said by the household itself, with a slip" in text()
    world.wang.consents.update(withdrawn_at=AT)
    erase_details(resident=world.wang, at=AT + timedelta(days=1))
    assert "belongs to none of the groups" not in text()


def test_none_stays_a_word_when_only_the_details_of_who_spoke_before_are_erased(
    world: World, enter: Enter
) -> None:
    heir = change_person(
        line=world.line,
        who=NewPerson("王小明", is_adult=True),
        on=AT.date(),
        reason="搬走",
        by=world.liu,
        at=AT,
    )
    says(world, [])
    erase_details(resident=world.wang, at=AT + timedelta(days=1))
    page = f"/register/households/{world.home.key}/"
    shown = enter(world.liu).get(page, headers={"accept-language": "en"}).content.decode()
    assert "belongs to none of the groups" in shown
    heir.person.consents.update(withdrawn_at=AT + timedelta(days=2))
    erase_details(resident=heir.person, at=AT + timedelta(days=3))
    gone = enter(world.liu).get(page, headers={"accept-language": "en"}).content.decode()
    assert "belongs to none of the groups" not in gone, "with the last who agreed what was said is gone"


def test_number_and_code_are_read_as_a_chinese_keyboard_writes_them(world: World, client: Client) -> None:
    code = group_slips.give_slip(household=world.home, by=world.liu, at=AT).code
    wide = {ord(one): ord(one) + 0xFEE0 for one in "SH-001" + code}
    sent = {"number": f" {world.home.code.translate(wide)} ", "code": code.translate(wide)}
    answer = client.post(f"/c/{world.county.slug}/groups/", sent)
    assert answer.status_code == 302
    assert answer["Cache-Control"] == "no-store"


def test_who_guesses_is_told_how_long_to_wait(world: World, client: Client) -> None:
    for n in range(7):
        sent = {"number": "SH-001", "code": f"2222-2222-222{n + 2}"}
        answer = client.post(f"/c/{world.county.slug}/groups/", sent)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
