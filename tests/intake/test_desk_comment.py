"""A clerk enters what somebody wrote in public under a post: with the address where it stands, and nothing is fetched."""

from django.test import Client

from huiyin.matters.models import Matter
from tests.intake.test_desk import refused, send
from tests.world import World

THERE = "https://mp.example.org/s/a-post?comment=7"


def test_a_comment_becomes_a_matter_with_the_address_where_it_stands(world: World, xia: Client) -> None:
    assert send(xia, channel="comment", comment_at=THERE).status_code == 302
    found = Matter.objects.get()
    assert (found.channel, str(found.channel_words)) == ("comment", "public comment")
    assert found.steps.get().note == f"Public comment at {THERE}"
    assert found.resident is None, "the name of an account is nobody's name"
    page = xia.get(f"/matters/{found.reference}/", headers={"accept-language": "en"}).content.decode()
    assert f"Public comment at {THERE}" in page


def test_a_comment_needs_its_address_and_no_other_address_will_do(world: World, xia: Client) -> None:
    assert "Please paste the address" in refused(xia, channel="comment")
    for wrong in ("under our last post", "javascript:alert(1)", "https://" + "a" * 500 + ".org"):
        said = refused(xia, channel="comment", comment_at=wrong)
        assert "Please paste the address" not in said
    assert send(xia, channel="phone", comment_at="").status_code == 302, "of a call nobody asks for one"
