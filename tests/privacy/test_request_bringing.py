"""Who hears of a request about one's own data where nobody answers, and how an answer is brought."""

import pytest

from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.privacy import deciding, requesting
from huiyin.privacy.models import DataRequest
from huiyin.privacy.requesting import Asked
from tests.privacy.asking import asked, checked, officer
from tests.world import AT, World


def answered(world: World, found: DataRequest) -> DataRequest:
    return deciding.answer(
        found=found, result="granted", answer="您的信息都列在下面。", version=found.version,
        by=officer(world), at=AT,
    )  # fmt: skip


def test_it_is_brought_once_by_hand_or_by_the_page(world: World) -> None:
    found = checked(world)
    with pytest.raises(Refused, match="not been answered"):
        deciding.deliver(found=found, way="hand", version=found.version, by=officer(world), at=AT)
    done = answered(world, found)
    deciding.opened(found=done, at=AT)
    done.refresh_from_db()
    assert (done.way, done.delivered_at, done.delivered_by) == ("page", AT, None)
    with pytest.raises(Refused, match="already"):
        deciding.deliver(found=done, way="hand", version=done.version, by=officer(world), at=AT)


def test_where_nobody_could_answer_the_supervisors_of_the_county_hear_so(world: World) -> None:
    asked(world)
    assert [(one.kind, one.to) for one in Notice.objects.all()] == [("data_request_idle", world.sun)]


def test_what_was_asked_on_the_page_is_read_there_and_what_came_by_letter_is_brought(world: World) -> None:
    answered(world, checked(world))
    form = Asked(kind="access", words="想看", name="王秀兰", phone="19900001234")
    letter = requesting.take_down(
        asked=form, channel="letter", received_at=AT, late_reason="", unit=world.root, by=world.xia, at=AT
    )
    assert DataRequest.objects.owed().get() == letter
    letter = requesting.prove(found=letter, proof="rung", version=letter.version, by=officer(world), at=AT)
    done = answered(world, letter)
    assert DataRequest.objects.to_bring().get() == done
    deciding.deliver(found=done, way="post", version=done.version, by=officer(world), at=AT)
    assert not DataRequest.objects.owed().exists()
    assert DataRequest.objects.settled().count() == 2


def test_numbers_are_understood_however_they_were_set_apart(world: World) -> None:
    assert asked(world, numbers="ａ-1，b-2、c-3;d-4；e-5\nF-6 a-1").numbers == "A-1 B-2 C-3 D-4 E-5 F-6"
    with pytest.raises(Refused, match="too many numbers"):
        asked(world, numbers="SH-001 XH-" * 20 + "9" * 121)
