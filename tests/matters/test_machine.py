"""Any history of several matters keeps the invariants; and each invariant was seen to fail on a planted fault."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.matters.kept import CHECKS
from tests.matters.lives import Lived
from tests.matters.machine import Casework
from tests.matters.planted import FAULTS
from tests.matters.planting import Fault
from tests.matters.red import Broken
from tests.matters.written import WRITTEN
from tests.world import World

ANY = settings(
    max_examples=7,
    stateful_step_count=10,
    derandomize=True,  # the same histories for the same code: what is red stays red
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def test_any_history_of_several_matters_keeps_the_invariants(world: World) -> None:
    Casework.world = world
    Casework.done.clear()
    Casework.refused.clear()
    run_state_machine_as_test(Casework, settings=ANY)
    assert Casework.done.total() > 20, f"hardly anything happened: {Casework.done} {Casework.refused}"


@pytest.mark.parametrize(("lived", "deeds"), WRITTEN)
def test_histories_that_are_written_out_keep_the_invariants(
    world: World, lived: Lived, deeds: set[str]
) -> None:
    Casework.world = world
    Casework.done.clear()
    machine = Casework()
    try:
        lived(machine)
    finally:
        machine.undo()
    assert set(Casework.done) >= deeds, Casework.refused


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.words.replace(" ", "-"))
def test_a_planted_fault_turns_its_invariant_red(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    Casework.world = world
    machine = Casework()
    try:
        fault.plant(monkeypatch)
        with pytest.raises(Broken) as red:
            fault.lived(machine)
    finally:
        monkeypatch.undo()
        machine.undo()
    assert fault.turns_red in str(red.value), fault.words


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.words.replace(" ", "-"))
def test_without_the_fault_the_same_history_holds(world: World, fault: Fault) -> None:
    """Refused with a sentence, or as it should be."""
    Casework.world = world
    machine = Casework()
    try:
        if fault.turns_red != "I-23":  # a door that is none is refused by the database alone
            fault.lived(machine)
    finally:
        machine.undo()
    assert set(CHECKS) >= {fault.turns_red} - {"retry"}


def test_every_invariant_of_a_matter_was_seen_to_fail() -> None:
    assert set(CHECKS) - {fault.turns_red for fault in FAULTS} == set(), "plant a fault for it"
