"""A household says itself, with a slip, which groups it belongs to: once, dated, with no official in between (S08)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.people.actions import void_household
from huiyin.people.models import GroupDeclaration, Household
from huiyin.register import group_slips
from huiyin.register.models import GroupSlip
from tests.world import AT, World

Enter = Callable[[Official], Client]


def home(world: World) -> Household:
    return Household.objects.get(code="SH-001")


def slip_page(household: Household) -> str:
    return f"/register/households/{household.key}/slip/"


def made(world: World, enter: Enter, by: Official) -> tuple[str, str, str]:
    """Give a slip at the counter; says its code, the address of the question and its link, as they are printed."""
    text = enter(by).post(slip_page(home(world))).content.decode()
    (code,) = re.findall(r"<strong>([-0-9A-Z]{14})</strong>", text)
    (ask,) = re.findall(r"<dd>http://testserver(\S+)</dd>", text)
    (link,) = re.findall(r"words.>http://testserver(\S+)</p>", text)
    return code, ask, link


def test_the_household_says_it_and_it_counts_from_then(world: World, enter: Enter, client: Client) -> None:
    code, ask, link = made(world, enter, world.liu)
    assert code not in str(list(GroupSlip.objects.values_list())), "it cannot be read back"
    sent = client.post(ask, {"number": "sh-001", "code": code.lower()})
    say = f"/c/{world.county.slug}/groups/say/"
    assert sent["Location"] == say, "what is typed lets on as the link does"
    page = client.get(link, follow=True)
    assert page.redirect_chain == [(say, 302)], "the address, and the history, say nothing of the slip"
    assert page["Cache-Control"] == "no-store"
    codes = [one for one, _words in page.context["form"].fields["groups"].choices][:2]
    assert world.wang.name not in page.content.decode()
    assert client.post(say, {"groups": codes}).status_code == 200
    said = GroupDeclaration.objects.filter(household=home(world)).last()
    assert said is not None
    assert (said.groups, said.how, said.at, said.by) == (codes, "slip", AT, None)
    assert home(world).groups == codes
    assert Event.objects.get(deed="groups.declared").by == "resident"
    assert client.post(say, {"groups": []})["Location"] == ask, "the browser has forgotten the slip"
    assert "已使用或已过期" in Client().get(link).content.decode(), "used: a sentence, and nothing more"
    assert Client().post(link, {"groups": []}).status_code == 405
    assert home(world).groups == codes
    assert client.post(ask, {"number": "SH-001", "code": code}).status_code == 422


def test_none_is_an_answer_and_is_dated_too(world: World, enter: Enter, client: Client) -> None:
    before = GroupDeclaration.objects.filter(household=home(world)).count()
    _code, _ask, link = made(world, enter, world.liu)
    client.post(client.get(link)["Location"], {})
    assert home(world).groups == []
    assert GroupDeclaration.objects.filter(household=home(world)).count() == before + 1


def test_what_was_said_before_is_not_told_to_whoever_holds_the_slip(
    world: World, enter: Enter, client: Client
) -> None:
    _code, _ask, link = made(world, enter, world.liu)
    choices = client.get(link, follow=True).context["form"].fields["groups"].choices
    Household.objects.filter(pk=home(world).pk).update(groups=[choices[0][0]])
    assert "checked" not in client.get(link, follow=True).content.decode()


def test_who_is_measured_by_the_household_gives_no_slip(world: World, enter: Enter) -> None:
    with pytest.raises(Refused):
        group_slips.give_slip(household=home(world), by=world.chen, at=AT)
    assert enter(world.chen).post(slip_page(home(world))).status_code == 302
    assert (
        slip_page(home(world))
        not in enter(world.chen).get(f"/register/households/{home(world).key}/").content.decode()
    )
    assert (
        slip_page(home(world))
        in enter(world.liu).get(f"/register/households/{home(world).key}/").content.decode()
    )
    assert not GroupSlip.objects.exists()


def test_a_new_slip_ends_the_one_before_and_each_ends_by_itself(
    world: World, enter: Enter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = f"/c/{world.county.slug}/groups/say/"
    _code, _ask, first = made(world, enter, world.liu)
    early, late = Client(), Client()
    assert early.get(first)["Location"] == say
    _code, _ask, second = made(world, enter, world.liu)
    assert late.get(second)["Location"] == say
    assert early.post(say, {"groups": []}).status_code == 200, "who was let on before is told that it is over"
    assert not GroupDeclaration.objects.filter(how="slip").exists()
    later: Any = AT + timedelta(days=14, minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert late.post(say, {"groups": []}).status_code in (200, 302)
    assert not GroupDeclaration.objects.filter(how="slip").exists()
    assert client.get(second[:-5] + "xxxx/").status_code == 404


def test_a_household_that_was_taken_off_says_nothing_any_more(world: World) -> None:
    given = group_slips.give_slip(household=home(world), by=world.liu, at=AT)
    void_household(household=home(world), reason="录重", by=world.sun, at=AT)
    with pytest.raises(Refused):
        group_slips.use_slip(slip=given.slip, groups=[], at=AT)
    with pytest.raises(Refused):
        group_slips.give_slip(household=home(world), by=world.liu, at=AT)


def test_guessing_is_slowed_down(world: World, client: Client) -> None:
    group_slips.give_slip(household=home(world), by=world.liu, at=AT)
    ask = f"/c/{world.county.slug}/groups/"
    for n in range(7):
        answer = client.post(ask, {"number": "SH-001", "code": f"2222-2222-222{n + 2}"})
        assert answer.status_code == (422 if n < 5 else 429)
    assert "请等" in answer.content.decode()
