"""Every address as a stranger, as an official of another county, and as one of the sibling township."""

import io
import zipfile
from collections import Counter
from itertools import product
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from huiyin.audit.scope import county_scope
from huiyin.matters.models import Matter, Step
from huiyin.people.models import Reveal
from tests.house import doors, questions, tree
from tests.house.conftest import Estate, ask, close_the_wall, signed_in
from tests.house.machines import FOR_SYSTEMS
from tests.house.seen import ADMINISTRATORS, Readers, administrator, readers_of

ALL = list(doors.addresses())
STAFF = [address for address in ALL if address.name in doors.OBJECTS | doors.PAGES]
OBJECTS = [address for address in ALL if address.name in doors.OBJECTS]
PAGES = [address for address in ALL if address.name in doors.PAGES]
OPEN = [address for address in ALL if address.name in set(doors.PUBLIC) | set(doors.HELD)]
GET_ONLY = 405


def readable(response: Any) -> str:
    """What a reader gets: the page's text, or the words inside a document."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return str(content.decode("utf-8", "replace"))


def trace(estate: Estate) -> object:
    """What would have changed if somebody had done something."""
    with county_scope(estate.world.county.pk):
        rows = sorted(Matter.objects.values_list("pk", "state", "version"))
        found = rows, Step.objects.count(), Reveal.objects.count()
    close_the_wall()
    return found


def test_every_address_has_been_thought_of(estate: Estate) -> None:
    tree.nothing(doors.unknown(ALL, estate.values()))


def test_a_name_leads_to_one_address() -> None:
    """A second address of the same name with the same parts is never reversed to: it is dead."""
    counted = Counter((address.name, address.kwargs) for address in ALL)
    tree.nothing(sorted(name for (name, _parts), many in counted.items() if many > 1))


def test_a_new_address_that_nobody_thought_of_is_noticed(estate: Estate) -> None:
    planted = path("matters/<str:ref>/<int:secret>/", lambda request: HttpResponse(), name="leak")
    address = doors.Address(f"matters:{planted.name}", tuple(planted.pattern.converters), planted.callback)
    problems = doors.unknown([*ALL, address], estate.values())
    assert problems == [
        "matters:leak has 0 doors in tests/house/doors.py",
        "matters:leak takes secret, for which the sweep has no value",
    ]


def test_every_public_door_says_why() -> None:
    assert all(len(reason) > 20 for reason in {**doors.PUBLIC, **doors.HELD}.values())


def test_a_stranger_is_shown_the_login(estate: Estate) -> None:
    before, wrong = trace(estate), []
    for url, method in product(_urls(STAFF, estate), ("GET", "POST")):
        response = ask(Client(raise_request_exception=False), method, url)
        login = response.status_code == 302 and response["Location"].startswith("/login/?next=")
        refused = response.status_code in ({404, GET_ONLY} if method == "POST" else {404})
        if not (login or refused) or _leaks(estate, response, url):
            wrong.append((method, url, response.status_code))
    tree.nothing(wrong)
    assert trace(estate) == before


@pytest.mark.parametrize("who", ["zhao", "qian"])
def test_what_is_ours_does_not_exist_for_others(estate: Estate, who: str) -> None:
    before, wrong = trace(estate), []
    client = signed_in(getattr(estate.world, who))
    for url in _urls(OBJECTS, estate):
        codes = ask(client, "GET", url).status_code, ask(client, "POST", url).status_code
        if codes[0] != 404 or codes[1] not in {404, GET_ONLY}:
            wrong.append((url, codes))
    tree.nothing(wrong)
    assert trace(estate) == before


def test_the_same_addresses_are_there_for_us(estate: Estate) -> None:
    """Else the test above would pass on addresses that nobody has."""
    readers, missing = Readers(estate), []
    for address in OBJECTS:
        tries = product(_urls([address], estate), readers_of(address))
        if not any(readers.see(who, url).status in {200, 302} for url, who in tries):
            missing.append(address.name)
    tree.nothing(missing)


@pytest.mark.parametrize("who", ["zhao", "qian"])
def test_no_page_of_others_shows_what_is_ours(estate: Estate, who: str) -> None:
    client, wrong = signed_in(getattr(estate.world, who)), []
    town, home = estate.world.town.code, estate.world.home.key
    queries = ("?list=open", "?list=answered", f"?unit={town}", f"?home={home}", "?from=0")
    for url in _urls(PAGES, estate):
        for query, response in questions.each(client, url, queries):
            if response.status_code not in {200, 302, 400, 404, 422} or _leaks(estate, response, query):
                wrong.append((url + query, response.status_code))
    tree.nothing(wrong)


@pytest.mark.parametrize("who", sorted(ADMINISTRATORS))
def test_no_page_of_the_service_is_there_for_an_administrator(estate: Estate, who: str) -> None:
    """So none of residents' data: an administrator has the own password and the manual besides.

    Every address is asked for with all our things, and something sent to it once: the door stands before its view, and
    refuses without having looked what for.
    """
    before, wrong = trace(estate), []
    client = signed_in(administrator(estate, ADMINISTRATORS[who]))
    for address in STAFF:
        if who in address.view.of:
            continue
        urls = _urls([address], estate)
        for method, url in [*product(["GET"], urls), *product(["POST"], urls[:1])]:
            if (code := ask(client, method, url).status_code) not in {404, GET_ONLY}:
                wrong.append((method, url, code))
    tree.nothing(wrong)
    assert trace(estate) == before


@pytest.mark.parametrize("who", sorted(ADMINISTRATORS))
def test_an_administrators_own_pages_show_nothing_of_residents(estate: Estate, who: str) -> None:
    client, wrong = signed_in(administrator(estate, ADMINISTRATORS[who])), []
    for url in _urls([one for one in STAFF if who in one.administered_by], estate):
        response = ask(client, "GET", url)
        if _leaks(estate, response, url):
            wrong.append(url)
    tree.nothing(wrong)


def test_no_page_of_the_administration_is_there_for_who_serves(estate: Estate) -> None:
    readers, wrong = Readers(estate), []
    for url, who in product(_urls([one for one in STAFF if one.administered_by], estate), ("sun", "liu")):
        if readers.see(who, url).status not in {404, GET_ONLY}:
            wrong.append((who, url))
    tree.nothing(wrong)


def test_our_own_pages_do_show_it(estate: Estate) -> None:
    """Else the test above would pass on empty pages."""
    shown = readable(ask(signed_in(estate.world.liu), "GET", "/matters/?list=open"))
    assert estate.matter.reference in shown
    assert estate.fresh.matter.reference in shown
    assert estate.contact.reference in readable(ask(signed_in(estate.world.chen), "GET", "/contacts/"))


def test_public_doors_tell_a_stranger_nothing_of_anybody(estate: Estate) -> None:
    before, wrong = trace(estate), []
    for url, method in product(_urls(OPEN, estate), ("GET", "POST")):
        response = ask(Client(raise_request_exception=False), method, url)
        if response.status_code >= 500 or _leaks(estate, response, url):
            wrong.append((method, url, response.status_code))
    tree.nothing(wrong)
    assert trace(estate) == before


def test_a_form_from_another_site_is_refused(estate: Estate) -> None:
    """Each address once: the middleware refuses before anybody looks what stands in it."""
    client = signed_in(estate.world.gao, csrf=True)
    urls = [_urls([one], estate)[0] for one in ALL if not (one.is_by_key or one.name in FOR_SYSTEMS)]
    assert [url for url in urls if ask(client, "POST", url).status_code != 403] == []


def _urls(found: list[doors.Address], estate: Estate) -> list[str]:
    return [url for address in found for url in doors.paths(address, estate.values())]


def _leaks(estate: Estate, response: Any, said: str) -> list[str]:
    """Words of ours in an answer, save those that the asker put into the address."""
    shown = readable(response)
    return [secret for secret in estate.secrets if secret in shown and secret not in said]
