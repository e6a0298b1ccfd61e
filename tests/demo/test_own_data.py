"""What the demo shows of requests about one's own data: one answered, one of which nobody has seen yet who asks."""

from huiyin.orgs.models import County, Official
from huiyin.privacy import telling
from huiyin.privacy.models import DataRequest
from tests.demo.demos import AT


def test_one_has_been_answered_and_one_waits_for_its_check(county: County) -> None:
    sun = Official.objects.get(username="sun")
    seen = DataRequest.objects.visible_to(sun, AT)
    waits = seen.open().get()
    assert (waits.channel, waits.proof, waits.kind) == ("letter", "", "erase")
    told = seen.settled().get()
    assert telling.parts(told), "the list of what is held goes with it"
    assert not DataRequest.objects.visible_to(Official.objects.get(username="chen"), AT).exists()
