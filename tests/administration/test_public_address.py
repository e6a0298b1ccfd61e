"""An address that opens on this machine only is said to who prints it, and is a step of the guide; a public one is not."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from huiyin.administration.guide import steps_for
from huiyin.orgs.doors import is_of_this_machine
from huiyin.orgs.models import Official
from tests import make
from tests.administration.conftest import Enter
from tests.house.conftest import ask, signed_in
from tests.world import AT, World

SAID = "只能在这台机器上打开"
PUBLIC = "https://huiyin.example"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("http://127.0.0.1:8000/", True), ("http://localhost:8000/", True), ("http://[::1]:8000/", True),
        ("http://127.8.0.1/", True), ("http://x.localhost/", True), ("https://huiyin.example/", False),
        ("http://10.0.0.5:8000/", False), ("http://localhost.example/", False),
    ],
)  # fmt: skip
def test_which_addresses_open_on_one_machine_only(address: str, found: bool) -> None:
    assert is_of_this_machine(address) is found


def test_who_prints_a_slip_or_receipt_is_told_while_the_address_is_of_this_machine(
    world: World, enter_as: Enter, enter: Callable[..., Client], settings: LazySettings
) -> None:
    settings.HUIYIN_ADDRESS = "http://127.0.0.1:8000"
    security = enter_as("security")
    shown = security.post(f"/administration/officials/{world.xia.pk}/slip/")["Location"]
    matter = make.matter(world, raised_by=world.liu)
    pages = {
        "slip": lambda: security.get(shown).content.decode(),
        "many": lambda: security.get("/administration/officials/slips/").content.decode(),
        "groups": lambda: ask(
            signed_in(world.liu), "POST", f"/register/households/{world.home.key}/slip/"
        ).content.decode(),
        "receipt": lambda: enter(world.liu).get(f"/matters/{matter.reference}/receipt/").content.decode(),
    }
    for name, page in pages.items():
        html = page()
        assert SAID in html, name
        assert "HUIYIN_ADDRESS" in html, name
    settings.HUIYIN_ADDRESS = PUBLIC
    for name, page in pages.items():
        assert SAID not in page(), name


def test_nothing_is_said_to_residents(world: World, settings: LazySettings) -> None:
    settings.HUIYIN_ADDRESS = "http://localhost:8000"
    html = ask(signed_in(world.liu), "GET", "/c/heyang/").content.decode()
    assert SAID not in html


def test_the_guide_names_the_public_address_while_it_is_missing(
    administered: dict[str, Official], settings: LazySettings
) -> None:
    def step() -> tuple[bool, str]:
        return next(
            (one.is_done, one.said)
            for one in steps_for(administered["system"], AT)
            if one.title == "Public address"
        )

    for missing in ("", "http://localhost:8000"):
        settings.HUIYIN_ADDRESS = missing
        assert not step()[0]
        assert "HUIYIN_ADDRESS" in step()[1]
    settings.HUIYIN_ADDRESS = PUBLIC
    assert step() == (True, PUBLIC)
