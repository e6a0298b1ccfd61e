"""What only the console does to administrators: naming them, letting them in, ending a lock."""

from argparse import Namespace

import pytest

from huiyin.administration import command as console
from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official, Slip
from huiyin.orgs.slips import give_slip
from tests.world import AT, PASSWORD, World


@pytest.fixture
def idle(world: World) -> Official:
    return orgs.enrol(username="idle", name="闲人", password=PASSWORD, by="test", at=AT)


def test_who_is_named_gets_a_new_way_in_and_what_opened_before_opens_nothing(
    idle: Official, capsys: pytest.CaptureFixture[str]
) -> None:
    read_by_another = give_slip(official=idle, by="test", at=AT)
    assert console.name(Namespace(login=" IDLE ", duties=["audit"])) == 0
    idle.refresh_from_db()
    assert idle.administers == ["audit"]
    assert "/c/heyang/come-in/" in capsys.readouterr().out
    read_by_another.slip.refresh_from_db()
    assert read_by_another.slip.ended_at is not None
    assert Slip.objects.pending().filter(official=idle).count() == 1
    assert Event.objects.get(deed="administrator.named", on=idle.key).by == "command:administrator"


def test_the_last_one_is_not_unnamed_and_an_unknown_name_is_said(idle: Official) -> None:
    console.name(Namespace(login="idle", duties=["audit"]))
    with pytest.raises(Refused):
        console.name(Namespace(login="idle", duties=[]))
    with pytest.raises(Refused, match="nobody"):
        console.slip(Namespace(login="nobody"))


def test_a_slip_and_the_end_of_a_lock_come_from_the_console_too(
    idle: Official, capsys: pytest.CaptureFixture[str]
) -> None:
    Official.objects.filter(pk=idle.pk).update(is_active=False, locked_for="lost")
    with pytest.raises(Refused):
        console.slip(Namespace(login="idle"))
    assert console.unlock(Namespace(login="idle")) == 0
    assert console.slip(Namespace(login="idle")) == 0
    assert "idle: " in capsys.readouterr().out
    idle.refresh_from_db()
    assert idle.is_active
    assert set(Event.objects.filter(by__startswith="command:").values_list("deed", flat=True)) == {
        "official.unlocked",
        "slip.given",
    }
