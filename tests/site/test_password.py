"""One's own password: asked for by page, and asked for first when somebody else has set it."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.orgs.backend import log_in_check
from huiyin.orgs.many import set_password
from tests.house.conftest import signed_in
from tests.world import AT, PASSWORD, World

NEW = "kite-over-the-weir-3"


def sent(
    client: Client, current: str = PASSWORD, password: str = NEW, again: str = NEW, there: str = ""
) -> object:
    return client.post(f"/password/{there}", {"current": current, "password": password, "again": again})


def test_a_new_password_opens_and_the_old_one_no_longer(world: World) -> None:
    client, elsewhere = signed_in(world.chen), signed_in(world.chen)
    answer = sent(client)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200  # who changed it stays signed in
    assert elsewhere.get("/desk/").status_code == 302  # and nobody else does
    later = AT + timedelta(minutes=1)
    assert log_in_check(username="chen", password=NEW, at=later) is not None
    assert log_in_check(username="chen", password=PASSWORD, at=later) is None
    assert Event.objects.filter(on=world.chen.key, deed="official.password_chosen").count() == 1


@pytest.mark.parametrize(
    ("current", "password", "again", "field"),
    [
        ("wrong-wrong-1", NEW, NEW, "current"),
        (PASSWORD, NEW, NEW + "x", "again"),
        (PASSWORD, "short", "short", "password"),
        (PASSWORD, "12345678901", "12345678901", "password"),
        (PASSWORD, PASSWORD, PASSWORD, "password"),
    ],
)
def test_what_does_not_do_is_said_beside_its_field(
    world: World, current: str, password: str, again: str, field: str
) -> None:
    answer = sent(signed_in(world.chen), current, password, again)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    world.chen.refresh_from_db()
    assert world.chen.check_password(PASSWORD)


def test_guessing_the_present_password_on_the_page_locks_as_guessing_at_the_door_does(world: World) -> None:
    client = signed_in(world.chen)
    for _ in range(5):
        assert sent(client, "wrong-wrong-1").status_code == 422
    assert sent(client).status_code == 422
    world.chen.refresh_from_db()
    assert world.chen.locked_until is not None
    assert world.chen.check_password(PASSWORD)


def test_a_given_password_is_changed_before_anything_else(world: World) -> None:
    set_password(official=world.chen, password=NEW, by="test", at=AT)
    client = signed_in(world.chen)
    answer = client.get("/matters/?list=open")
    assert answer["Location"] == "/password/?next=/matters/%3Flist%3Dopen"
    assert "由他人设置" in client.get(answer["Location"]).content.decode()
    assert client.post("/notices/")["Location"].startswith("/password/")
    own = "sparrows-on-the-wire-8"
    assert sent(client, NEW, own, own, "?next=/matters/%3Flist%3Dopen")["Location"] == "/matters/?list=open"
    assert client.get("/matters/?list=open").status_code == 200


def test_the_page_sends_nobody_elsewhere_and_asks_a_stranger_to_sign_in(world: World, client: Client) -> None:
    assert sent(signed_in(world.chen), there="?next=https://example.org/")["Location"] == "/desk/"
    assert client.get("/password/")["Location"] == "/login/?next=/password/"
