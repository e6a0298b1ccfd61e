"""A page that does not exist, for who is signed in: in their own frame; for the public: the public page."""

import pytest
from django.test import Client

from huiyin.orgs import actions as orgs
from huiyin.orgs.administrators import name_administrator
from tests.house.conftest import signed_in
from tests.world import AT, PASSWORD, World


@pytest.mark.parametrize("page", ["/matters/HY-2026-999999-X/", "/nowhere/at/all/"])
def test_an_official_stays_in_the_frame_of_the_service(world: World, page: str) -> None:
    answer = signed_in(world.liu).get(page)
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "刘芳" in html
    assert 'role="search"' in html
    assert 'href="/desk/"' in html


def test_an_administrator_stays_in_theirs(world: World) -> None:
    one = orgs.enrol(username="xi", name="席远", password=PASSWORD, by="test", at=AT)
    name_administrator(official=one, duties=["system"], by="test", at=AT)
    html = signed_in(one).get("/matters/").content.decode()
    assert 'href="/administration/"' in html
    assert "/search/" not in html


def test_the_public_gets_the_public_page_also_on_the_machine_of_an_official(
    world: World, client: Client
) -> None:
    for who in (client, signed_in(world.liu)):
        answer = who.get("/c/heyang/nothing-here/")
        assert answer.status_code == 404
        assert "刘芳" not in answer.content.decode()
