"""Who withdrew consent is rung by nobody for an inspection either (I-24)."""

import pytest

from huiyin.inspection.actions import calling
from huiyin.inspection.models import CallBack
from huiyin.lib.refusal import Refused
from huiyin.people.models import Reveal
from huiyin.privacy.actions import withdraw
from tests.inspection import inspections as made
from tests.world import AT, World


def test_a_record_of_somebody_who_withdrew_has_nobody_to_ask(world: World) -> None:
    made.visits(world)
    withdraw(person=world.wang, by=world.chen, at=AT)
    found = made.drawn(world)
    assert {call.result for call in found.call_backs.all()} == {CallBack.Result.NOBODY}


def test_the_number_of_somebody_who_withdrew_after_the_draw_stays_closed(world: World) -> None:
    made.visits(world)
    call = made.drawn(world).call_backs.first()
    assert call is not None
    withdraw(person=world.wang, by=world.chen, at=AT)
    call = CallBack.objects.get(pk=call.pk)
    with pytest.raises(Refused):
        calling.open_number(call_back=call, by=world.sun, at=AT)
    assert not Reveal.objects.exists()
