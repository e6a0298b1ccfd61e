"""What stands around founding: the secret it is signed with, options of the console, and the address that is printed."""

from argparse import Namespace
from typing import Any

import pytest
from django.test import Client

from huiyin.administration import command
from huiyin.administration.stations import official_named
from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.lib.sentences import Stop
from huiyin.orgs import founding_door
from huiyin.orgs.models import Official, Unit
from huiyin.site import env
from huiyin.site.cli import main
from tests.administration.conftest import Enter
from tests.administration.test_founding_pages import sent
from tests.orgs import lists
from tests.orgs.test_founding import begun
from tests.world import AT, World, county


def test_the_secret_that_everybody_knows_opens_no_door(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    open_here = founding_door.address(AT)
    assert Client().get(open_here).status_code == 200
    settings.SECRET_KEY = settings.TRIAL_SECRET
    with monkeypatch.context() as away:
        away.setattr(founding_door, "_is_trial", lambda: False)
        forged = founding_door.address(AT)  # as anybody could sign it
    assert Client().get(forged).status_code == 404
    with pytest.raises(Refused, match="HUIYIN_SECRET_KEY"):
        founding_door.address(AT)


@pytest.mark.parametrize("beside", [["--with-divisions"], ["--slug", "baisha"], ["--own-code"]])
def test_nothing_that_is_asked_for_beside_the_browser_is_dropped(
    beside: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["found", "--browser", *beside]) != 0
    assert "--browser" in capsys.readouterr().err


def test_the_divisions_go_to_the_county_that_was_founded_though_another_began_since(world: World) -> None:
    lists.stand({row[0]: row[1] for _head, rows in lists.LISTS.values() for row in rows})
    ours = begun()
    later = county("later", "LA", "后来县")
    assert command.places(Namespace(slug="baisha")) == 0
    with county_scope(later.pk):
        assert not Unit.objects.exists()
    with county_scope(ours.pk):
        assert Unit.objects.count() == 1 + 4 + 8


def test_a_login_name_in_capitals_is_the_same_name(world: World, administered: dict[str, Official]) -> None:
    assert official_named(" CHEN ") == world.chen


def test_slips_name_the_address_of_the_installation(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    settings.HUIYIN_ADDRESS = "https://huiyin.example.gov.cn"
    text = sent(founding_door.address(AT)).content.decode()
    assert "https://huiyin.example.gov.cn/c/baisha/come-in/" in text
    assert "testserver" not in text


def test_without_one_they_name_the_address_of_the_browser(world: World, enter_as: Enter) -> None:
    text = sent(founding_door.address(AT)).content.decode()
    assert "http://testserver/c/baisha/come-in/" in text


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ""),
        ("https://huiyin.example.gov.cn/", "https://huiyin.example.gov.cn"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
        ("huiyin.example.gov.cn", None),
        ("https://huiyin.example.gov.cn/c/heyang/", None),
        ("https://a@huiyin.example.gov.cn", None),
    ],
)
def test_the_address_is_one_that_a_browser_opens(
    monkeypatch: pytest.MonkeyPatch, given: str, read: str | None
) -> None:
    monkeypatch.setenv("HUIYIN_ADDRESS", given)
    if read is None:
        with pytest.raises(Stop):
            env.ADDRESS.read()
    else:
        assert env.ADDRESS.read() == read
