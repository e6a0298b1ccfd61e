"""What stands in the estate beside a visit and its matter: each part one thing of every kind it has, and its secrets."""

from collections.abc import Callable
from dataclasses import dataclass, field

from huiyin.contacts.models import Contact
from tests.world import World

Values = dict[tuple[str, str], list[str]]


@dataclass
class Part:
    """What each kwarg of its addresses stands for, and the words that somebody from elsewhere may never read."""

    values: Values
    secrets: list[str] = field(default_factory=list)


Stand = Callable[[World, Contact], Part]


def everything(world: World, contact: Contact) -> Part:
    """All parts, standing together; values of the same kwarg are put side by side."""
    from tests.house.parts import (
        administration,
        around,
        draws,
        duties,
        forms,
        forum,
        inspected,
        outbox,
        own_data,
        ready,
        reception,
        register,
        rounds,
        systems,
    )

    whole = Part({})
    for stand in (
        register.stand,
        around.stand,
        ready.stand,
        forms.stand,
        forum.stand,
        reception.stand,
        duties.stand,
        inspected.stand,
        draws.stand,
        rounds.stand,
        administration.stand,
        systems.stand,
        own_data.stand,
        outbox.stand,
    ):
        part = stand(world, contact)
        for kwarg, values in part.values.items():
            whole.values[kwarg] = [*whole.values.get(kwarg, []), *values]
        whole.secrets += part.secrets
    return whole
