"""A telephone number leads only to where it may be opened, each look for one is kept, and nobody goes through a list."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.matters.models import Matter
from huiyin.matters.rules import revealing
from huiyin.orgs.models import Attempt, Official
from huiyin.people.actions import enter_resident
from huiyin.people.fields import phone_index
from huiyin.register.models import Assignment
from huiyin.search import finding, pace
from huiyin.search.asked import Asked
from tests import make
from tests.duties import made
from tests.search.sought import candidates
from tests.world import AT, World

Enter = Callable[[Official], Client]
NUMBER = "19900001234"  # of Wang
MAKERS = (
    make.matter,
    make.routed,
    make.disputed,
    make.accepted,
    make.started,
    make.drafted,
    make.replied,
    make.to_be_called,
    make.closed,
    make.redirected,
    make.withdrawn,
)


def found(text: str, by: Official) -> list[Matter]:
    """The matters that are shown."""
    meant = finding.meant(Asked(text), by, AT)
    return finding.shown(meant, candidates(meant, by, AT))


def test_who_may_open_a_number_is_one_rule_in_two_forms(world: World) -> None:
    held_as = [maker(world, resident=world.wang, household=world.home) for maker in MAKERS]
    rows = Matter.objects.filter(pk__in=[m.pk for m in held_as])
    everybody, seen_one_way = list(Official.objects.all()), set()
    variants: list[dict[str, Any]] = [
        {"raised_by": raiser, "holding_unit": holds, "intake_unit": intake, "household": home}
        for raiser, holds, intake, home in product(
            (None, world.chen, world.xia, world.qian),
            (world.town, world.office, world.sibling),
            (world.town, world.sibling),
            (world.home, None),
        )
    ]
    for variant in variants:
        rows.update(**variant)
        held = list(rows.select_related("holding_unit", "intake_unit", "lead_unit", "household"))
        for one in everybody:
            singly = {m.pk for m in held if revealing.may_reveal(m, one, AT)}
            assert set(revealing.to_reveal(rows, one, AT).values_list("pk", flat=True)) == singly, (
                variant,
                one.name,
            )
            seen_one_way.add((one.name, bool(singly)))
    assert {name for name, may in seen_one_way if may} >= {"何平", "高峰", "刘芳", "夏禾", "钱江", "孙敏"}
    not_hers = rows.exclude(handler=world.ma).exclude(accountable_head=world.ma)
    assert not revealing.to_reveal(not_hers, world.ma, AT).exists(), "a head above who has no part in it"


def test_who_sees_a_matter_and_may_not_open_its_number_finds_nothing_by_it(world: World) -> None:
    matter = make.accepted(world, resident=world.wang)
    assert matter in Matter.objects.visible_to(world.ma, AT)
    assert found(NUMBER, world.ma) == []
    assert found(NUMBER, world.liu) == found(NUMBER, world.he) == [matter]
    assert found(matter.reference, world.ma) == [matter]


@pytest.mark.parametrize(
    "kept", ["19900007777", "+86 199 0000 7777", "0086-19900007777", "１９９００００７７７７"]
)
def test_a_number_is_found_however_it_was_kept_and_however_it_is_asked(world: World, kept: str) -> None:
    person = enter_resident(name="李", phone=kept, place=world.village, by="test", at=AT)
    matter = make.matter(world, resident=person)
    for asked in ("19900007777", "199-0000-7777", "+8619900007777", "0086 199 0000 7777", "199/0000–7777"):
        assert found(asked, world.liu) == [matter], asked


def test_a_candidate_by_its_pieces_says_nothing_about_who_raised_it(world: World) -> None:
    pieces = "、".join(NUMBER[n : n + 2] for n in range(len(NUMBER) - 1))
    matter = make.accepted(world, resident=world.wang, body=f"号码写作{pieces}")
    assert candidates(finding.meant(Asked(NUMBER), world.ma, AT), world.ma, AT).get() == matter.pk
    assert found(NUMBER, world.ma) == []


def test_a_contact_is_found_by_a_number_only_where_the_register_opens_it(world: World) -> None:
    contact = made.contact(world, date(2026, 2, 10))
    made.contact(world, date(2026, 2, 11), household=None, person=world.wang)

    def many(by: Official) -> int:
        return finding.contacts(finding.meant(Asked(NUMBER), by, AT), by, AT).count()

    assert many(world.chen) == 2
    Assignment.objects.filter(household=world.home).update(ended_at=AT, ended_on=date(2026, 3, 1))
    assert many(world.chen) == 0, "kept by somebody else by now"
    assert contact.official == world.chen


def test_each_answer_to_a_number_is_kept_by_its_index(world: World, enter: Enter) -> None:
    make.matter(world, resident=world.wang)
    client = enter(world.liu)
    client.post("/search/", {"q": "路灯"}, follow=True)
    assert not Event.objects.filter(deed="search.telephone").exists(), "words are no number"
    client.post("/search/", {"q": "199 0000 1234"}, follow=True)
    client.post("/search/", {"q": "19900005555"}, follow=True)
    kept = Event.objects.filter(deed="search.telephone").order_by("pk")
    assert [(one.on, one.facts, one.by) for one in kept] == [
        (f"telephone:{phone_index(NUMBER)}", {"hits": 2}, world.liu.key),  # the matter and the household
        (f"telephone:{phone_index('19900005555')}", {"hits": 0}, world.liu.key),
    ]
    assert NUMBER not in str([one.__dict__ for one in kept])


def test_who_goes_through_a_list_of_numbers_has_to_wait(world: World, enter: Enter) -> None:
    client = enter(world.liu)

    def answer(n: int) -> int:
        return client.post("/search/", {"q": f"1990000{n:04d}"}).status_code

    assert {answer(n) for n in range(pace.LOOKING.free)} == {302}
    assert answer(999) == 429
    assert answer(3) == 302, "the same again costs nothing"
    waiting = client.post("/search/", {"q": "19900000999"})
    assert 1 <= int(waiting["Retry-After"]) <= pace.LOOKING.first
    assert "19900000999" in waiting.content.decode(), "nothing has to be typed again"
    assert client.post("/search/", {"q": "路灯"}).status_code == 302
    assert enter(world.xia).post("/search/", {"q": "19900000999"}).status_code == 302, (
        "others wait for nobody"
    )


@pytest.mark.parametrize(("seconds", "left"), [(0, 5), (4, 1), (5, 0), (3600, 0)])
def test_the_pause_ends_by_itself(world: World, seconds: int, left: int) -> None:
    for n in range(pace.LOOKING.free):
        assert pace.seconds_to_wait(f"1990000{n:04d}", world.liu, AT) == 0
    assert pace.seconds_to_wait("19900009999", world.liu, AT + timedelta(seconds=seconds)) == left
    assert Attempt.objects.count() == pace.LOOKING.free + (left == 0)
