"""Telephone numbers for the public: entered by page, read on the public pages, each bad line named."""

import pytest
from django.test import Client

from huiyin.administration.guide import steps_for
from huiyin.administration.numbers import hotlines_of, number_of
from huiyin.audit.models import Event
from huiyin.orgs.models import County, Official
from tests.administration.conftest import Enter
from tests.world import AT, World

THERE = "/administration/numbers/"


def test_numbers_are_kept_and_read_by_everybody(world: World, enter_as: Enter, client: Client) -> None:
    lines = "12345　政务服务便民热线\r\n\r\n0990-2000001：民政救助\r\n"
    done = enter_as("system").post(THERE, {"phone": "0990 2000000", "hotlines": lines})
    assert done.status_code == 302
    county = County.objects.get(pk=world.county.pk)
    assert county.phone == "0990 2000000"
    assert county.hotlines_listed == [("12345", "政务服务便民热线"), ("0990-2000001", "民政救助")]
    for page in ("", "about/"):
        html = client.get(f"/c/{county.slug}/{page}").content.decode()
        assert 'href="tel:12345"' in html
        assert "民政救助" in html
    assert Event.objects.get(deed="county.numbers_kept").facts["phone"] == "0990 2000000"
    again = enter_as("system").get(THERE).context["form"].initial
    assert again["hotlines"] == "12345 政务服务便民热线\n0990-2000001 民政救助"
    assert enter_as("security").get(THERE).status_code == 404


@pytest.mark.parametrize(
    ("phone", "lines", "field"),
    [
        ("没有", "", "phone"),
        ("12", "", "phone"),
        ("", "12345", "hotlines"),
        ("", "热线 12345", "hotlines"),
        ("", "12345 热线\n1-2345 又一条", "hotlines"),
        ("", "\n".join(f"1234{n} 热线" for n in range(9)), "hotlines"),
    ],
)
def test_what_is_no_number_is_said_beside_its_field(
    world: World, enter_as: Enter, phone: str, lines: str, field: str
) -> None:
    refused = enter_as("system").post(THERE, {"phone": phone, "hotlines": lines})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]
    assert County.objects.get(pk=world.county.pk).hotlines == ""


def test_a_bad_line_is_named_by_its_number() -> None:
    assert hotlines_of("12345 热线\n\n没有号码") == ([("12345", "热线")], [3])
    assert number_of("（0990）2000000") == "(0990)2000000"
    assert number_of("2000000 转 8") is None


def test_a_county_without_a_number_is_led_to_the_page(administered: dict[str, Official]) -> None:
    county = administered["system"].county
    county.phone = ""
    county.save()
    (step,) = [one for one in steps_for(administered["system"], AT) if one.url == THERE]
    assert not step.is_done
