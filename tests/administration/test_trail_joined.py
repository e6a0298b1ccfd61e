"""The details of an event stand beside each other as the reader's language sets them."""

from tests.administration.conftest import Enter
from tests.administration.test_units import LIST
from tests.world import World


def test_the_details_of_an_event_are_joined_as_chinese_does(world: World, enter_as: Enter) -> None:
    words = {"name": "柳林镇建设管理办公室", "short_name": "镇建管办", "phone": "0990-2000001", "address": ""}
    assert enter_as("system").post(f"{LIST}{world.office.pk}/details/", words).status_code == 302
    audit = enter_as("audit")
    said = audit.get("/administration/trail/").content.decode()
    assert "柳林镇建设管理办公室；" in said
    assert "柳林镇建设管理办公室; " not in said
    audit.cookies["django_language"] = "en"
    assert "柳林镇建设管理办公室; " in audit.get("/administration/trail/").content.decode()
