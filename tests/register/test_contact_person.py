"""Another person speaks for a household (S02): the line goes on, effective-dated, with the new person's consent."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.help import actions
from huiyin.help.models import AidPlan
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.people.models import ConsentRecord, Resident
from huiyin.privacy import actions as privacy_actions
from huiyin.register.actions import NewPerson
from huiyin.register.models import Assignment
from tests.duties import made
from tests.world import AT, LONG_AGO, World

TODAY = AT.date()
Enter = Callable[[Official], Client]


def change(world: World, **fields: Any) -> Assignment:
    who = NewPerson(name="王强", phone="19900007777", is_adult=fields.pop("is_adult", True))
    given = {
        "line": world.line,
        "who": who,
        "on": TODAY,
        "reason": "搬到县城",
        "by": world.chen,
        "at": AT,
        **fields,
    }
    return privacy_actions.change_person(**given)


def test_s02_the_line_goes_on_with_the_new_person_and_the_register_keeps_the_former(world: World) -> None:
    heir = change(world)
    assert (heir.official, heir.unit, heir.household) == (world.chen, world.branch, world.home)
    assert (heir.person.name, heir.consent.resident, heir.handed_from) == ("王强", heir.person, world.line)
    on = {
        day: Assignment.objects.live_on(day).get().person
        for day in (LONG_AGO, TODAY - timedelta(days=1), TODAY)
    }
    assert list(on.values()) == [world.wang, world.wang, heir.person]
    former = Assignment.objects.get(pk=world.line.pk)
    assert (former.ended_on, former.end_reason) == (TODAY, "搬到县城")
    told = set(Notice.objects.filter(kind="person_changed").values_list("to__username", flat=True))
    assert world.chen.username not in told, "nobody is told of what they did themselves"
    assert world.liu.username in told


def test_s02_the_former_person_is_shown_to_nobody_and_erased_later(world: World) -> None:
    change(world)
    former = Resident.objects.get(pk=world.wang.pk)
    assert (former.masked_name, former.masked_phone) == ("", "")
    assert ConsentRecord.objects.get(resident=former).erase_by is not None


def test_an_open_plan_of_paired_assistance_goes_on(world: World) -> None:
    made.aid(world, world.home, world.chen, date(2026, 1, 5))
    heir = change(world)
    plan = AidPlan.objects.get()
    assert (plan.state, plan.person, plan.consent) == ("open", heir.person, heir.consent)
    actions.note_aid(plan=plan, done_on=TODAY, text="送去肥料", by=world.chen, at=AT)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"is_adult": False}, "under 18"),
        ({"reason": " "}, "why"),
        ({"on": TODAY + timedelta(days=1)}, "future"),
        ({"on": date(2019, 1, 1)}, "began only"),
        ({"who": NewPerson(name=" ", is_adult=True)}, "name"),
    ],
)
def test_what_is_refused_changes_nothing(world: World, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        change(world, **fields)
    assert Assignment.objects.get().ended_on is None
    assert Resident.objects.filter(household=world.home).count() == 1


def test_only_who_keeps_the_line_changes_it(world: World) -> None:
    with pytest.raises(Refused):
        change(world, by=world.he)
    change(world, by=world.liu)
    with pytest.raises(Refused, match="ended already"):
        change(world)


def test_the_page_of_the_household_leads_there_and_a_double_click_makes_one(
    world: World, enter: Enter
) -> None:
    client = enter(world.chen)
    home, url = f"/register/households/{world.home.key}/", f"/register/lines/{world.line.pk}/person/"
    assert f'href="{url}"' in client.get(home).content.decode()
    data = {
        "once": "t1", "name": "王强", "phone": "", "method": "face", "is_adult": "on", "on": TODAY.isoformat(),
        "reason": "",
    }  # fmt: skip
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "王强" in refused.content.decode(), "nothing typed is lost"
    data["reason"] = "搬到县城"
    first, again = client.post(url, data), client.post(url, data)
    assert [first.status_code, again.status_code] == [302, 302]
    assert first["Location"] == again["Location"] == home
    assert Assignment.objects.count() == 2
    page = client.get(home).content.decode()
    assert "王强" in page, "of one's own register in clear"
    assert "王*" in enter(world.liu).get(home).content.decode()
    assert "搬到县城" in page
    assert enter(world.he).get(url).status_code == 404
    assert enter(world.qian).get(url).status_code == 404
