"""The addresses that other systems call: a key opens them, and no login does."""

from itertools import product

from django.test import Client

from tests.house import tree
from tests.house.conftest import Estate, ask, signed_in
from tests.house.test_doors import ALL, _leaks, _urls, trace


def test_other_systems_come_in_by_a_key_and_nobody_by_a_login(estate: Estate) -> None:
    """Whoever is signed in has no key, neither a stranger nor an official; so no form of another site does anything."""
    before, wrong = trace(estate), []
    people = [Client(), *(signed_in(getattr(estate.world, who)) for who in ("sun", "qian", "zhao"))]
    urls = _urls([one for one in ALL if one.is_by_key], estate)
    assert len(urls) > 3
    for client, url, method in product(people, urls, ("GET", "POST")):
        response = ask(client, method, url)
        if response.status_code != 401 or _leaks(estate, response, url):
            wrong.append((url, method, response.status_code))
    tree.nothing(wrong)
    assert trace(estate) == before
