"""The month that still runs, on the page of one's own reports: each of its numbers opens the rows behind it."""

import re
from collections.abc import Callable
from datetime import date

from django.test import Client

from huiyin.accounts import actions
from huiyin.accounts.models import Account
from huiyin.contacts.actions import Raised
from huiyin.lib import periods
from huiyin.orgs.models import Official
from huiyin.recording.actions import Entry, record_entry
from tests.duties import made
from tests.world import AT, World

Enter = Callable[[Official], Client]


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_every_number_of_the_month_that_still_runs_opens_its_rows(world: World, enter: Enter) -> None:
    points = [Raised("路灯坏了", "matter", "streetlight")]
    entry = Entry(
        place=world.village,
        held_on=AT.date(),
        points=points,
        promises=[],
        household=world.home,
        person=world.wang,
    )
    (matter,) = (one.matter for one in record_entry(entry, root=world.root, by=world.chen, at=AT)[1])
    client = enter(world.chen)
    (running,) = re.findall(r'aria-labelledby="running">(.*?)</section>', text(client, "/accounts/"), re.S)
    there = re.findall(r'<a class="figure" href="([^"]+)">\s*(\d+)', running)
    assert [number for _url, number in there] == ["1", "1", "0"]
    assert "<strong>" not in running
    for url, _number in there:
        text(client, url.replace("&amp;", "&"))
    rows = text(client, "/accounts/running/matters_raised/")
    assert f'href="/matters/{matter.reference}/"' in rows
    assert 'href="/accounts/"' in rows, "the way back"
    assert matter.reference not in text(enter(world.liu), "/accounts/running/matters_raised/")
    assert client.get("/accounts/running/points/").status_code == 404


def test_behind_the_points_stand_only_the_contacts_that_have_some_with_how_many(
    world: World, enter: Enter
) -> None:
    two = made.contact(world, date(2026, 2, 10), points=[made.raised("路灯坏了"), made.raised("水管漏水")])
    none = made.contact(world, date(2026, 2, 11), points=[])
    february = periods.of("month", date(2026, 2, 1))
    actions.draft(kind="month", period=february, county=world.county, at=AT)
    note = Account.objects.get(kind="month")
    rows = text(enter(world.chen), f"/accounts/{note.reference}/rows/points/")
    assert "听取意见 · 2" in rows
    assert two.reference in rows
    assert "2条" in rows
    assert none.reference not in rows
    assert none.reference in text(enter(world.chen), f"/accounts/{note.reference}/rows/contacts/")
