"""A made-up place of 6,000 households in 14 groups, and an official whose contacts there are counted."""

import random
from collections import Counter
from dataclasses import dataclass, field

from huiyin.lib import breadth

SIZES = (900, 800, 700, 600, 550, 500, 450, 400, 350, 250, 200, 150, 100, 50)
POPULATION = {f"g{number:02}": size for number, size in enumerate(SIZES, 1)}
HOUSEHOLDS = [(group, number) for group, size in POPULATION.items() for number in range(size)]

Household = tuple[str, int]


@dataclass
class History:
    """Every contact of one official in the window, in order; a household is its group and a number in it."""

    contacts: list[Household] = field(default_factory=list)

    @property
    def households(self) -> set[Household]:
        return set(self.contacts)

    @property
    def met(self) -> dict[str, int]:
        """Distinct households met, by group."""
        return dict(Counter(group for group, _ in self.households))

    @property
    def visits(self) -> dict[str, int]:
        """Contacts by group: what E must not be computed from."""
        return dict(Counter(group for group, _ in self.contacts))

    @property
    def tally(self) -> dict[int, int]:
        """{contacts: households}."""
        return dict(Counter(Counter(self.contacts).values()))

    def then(self, *more: Household) -> "History":
        return History([*self.contacts, *more])

    def unmet(self, group: str, number: int) -> list[Household]:
        """The next households of a group that were never met."""
        fresh = [(group, one) for one in range(POPULATION[group]) if (group, one) not in self.households]
        return fresh[:number]


@dataclass(frozen=True)
class Seen:
    """One line of the table."""

    households: int
    share: float
    share_of_contacts: float
    at_half: int
    effective: float
    familiar: float


def seen(history: History) -> Seen:
    share = breadth.effective_share(history.met, POPULATION)
    over_contacts = breadth.effective_share(history.visits, POPULATION)
    at_half = breadth.groups_at_half(history.met, POPULATION)
    effective = breadth.effective_households(history.tally)
    familiar = breadth.familiar_share(history.tally)
    assert share is not None
    assert over_contacts is not None
    assert at_half is not None
    assert effective is not None
    assert familiar is not None
    return Seen(len(history.households), share, over_contacts, at_half, effective, familiar)


# Whom the official met: three groups piled up, 25 familiar households among them, six groups never.
MET = {"g01": 42, "g02": 40, "g03": 8, "g04": 40, "g05": 7, "g06": 2, "g07": 2, "g08": 2}
EASY = "g04"
FAMILIAR: list[Household] = [
    *[("g01", one) for one in range(8)],
    *[("g02", one) for one in range(7)],
    *[("g04", one) for one in range(10)],
]


def as_described() -> History:
    """240 contacts, half of them with 25 familiar households; 143 households in all."""
    often = [*FAMILIAR, *random.Random(4).choices(FAMILIAR, k=95)]
    everybody = [(group, one) for group, count in MET.items() for one in range(count)]
    others = [one for one in everybody if one not in FAMILIAR]
    return History([*often, *others, *others[:2]])
