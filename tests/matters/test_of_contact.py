"""The page of a contact shows what its points became, at the same cost however many there are."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.recording.actions import Entry, record_entry
from tests.world import AT, World

Enter = Callable[[Official], Client]


def with_points(world: World, many: int) -> Contact:
    points = [Raised(f"路灯不亮，第{n}盏", "matter", "streetlight") for n in range(many)]
    entry = Entry(
        place=world.village,
        held_on=AT.date(),
        points=[*points, Raised("今年收成好", "noted")],
        promises=[],
        kind=Contact.Kind.OTHER,
    )
    return record_entry(entry, root=world.root, by=world.chen, at=AT)[0]


def cost(client: Client, contact: Contact) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/contacts/{contact.reference}/").status_code == 200
    return len(found)


def test_the_page_costs_the_same_however_many_points_became_matters(world: World, enter: Enter) -> None:
    few, many = with_points(world, 1), with_points(world, 6)
    client = enter(world.chen)
    cost(client, few)
    assert cost(client, many) == cost(client, few)


def test_each_point_leads_to_its_own_matter_and_the_receipt_is_the_writers(
    world: World, enter: Enter
) -> None:
    contact = with_points(world, 2)
    numbers = list(Matter.objects.order_by("pk").values_list("reference", flat=True))
    assert len(numbers) == 2
    mine = enter(world.chen).get(f"/contacts/{contact.reference}/").content.decode()
    for number in numbers:
        assert f'href="/matters/{number}/"' in mine
        assert f"/matters/{number}/receipt/" in mine
    theirs = enter(world.liu).get(f"/contacts/{contact.reference}/").content.decode()
    assert numbers[0] in theirs
    assert "/receipt/" not in theirs
