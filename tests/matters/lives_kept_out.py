"""A short history in which somebody has to be kept out of what is about them (I-19)."""

from tests.matters import plausible
from tests.matters.lives import with_values
from tests.matters.machine import Casework


def about_a_clerk(machine: Casework) -> None:
    """It is about a clerk of the desk that took it in, who says that it does not wait."""
    machine.lodge("page")
    clerk = machine.people["xia"]
    with_values(machine, "name_complained", "liu", unit=None, official=clerk)
    with_values(machine, "flag_urgent", "xia", kind="fire", words=plausible.WORDS)


def about_the_unit_of_a_clerk(machine: Casework) -> None:
    """The same of the township in which the clerk serves."""
    machine.lodge("page")
    with_values(machine, "name_complained", "liu", unit=machine.world.town, official=None)
    with_values(machine, "flag_urgent", "xia", kind="fire", words=plausible.WORDS)
