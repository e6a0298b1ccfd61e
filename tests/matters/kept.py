"""Everything that is on record of one matter, and how an invariant is asked of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from huiyin.matters.models import Deadline, Matter, Reply, State, Step
from huiyin.notices.models import Notice


@dataclass(frozen=True)
class Before:
    """What the machine remembers of a matter from the step before."""

    promised_on: date | None
    due_on: date | None
    charter: int
    steps: int


@dataclass
class Kept:
    """Everything that is on record of a matter."""

    matter: Matter
    before: Before
    at: datetime

    def __post_init__(self) -> None:
        of = self.matter
        self.steps = list(of.steps.select_related("matter", "unit", "by").order_by("pk"))
        self.clocks = list(Deadline.objects.filter(matter=of))
        self.replies = list(Reply.objects.filter(matter=of, approved_at__isnull=False))
        self.told = list(Notice.objects.filter(page=of.reference))

    def did(self, *deeds: str) -> list[Step]:
        """The steps of these deeds, in order."""
        return [step for step in self.steps if step.deed in deeds]

    def was_told(self, step: Step) -> bool:
        """Whether the page says so, from that moment."""
        return any(one.facts.get("deed") == step.deed and one.at == step.at for one in self.told)


Check = Callable[[Kept], Iterator[str]]
CHECKS: dict[str, Check] = {}
TOLD = {
    "I-02",
    "I-10",
    "I-44",
}  # that the person reads of it; of what was sealed as a report nobody does any more


def invariant(number: str) -> Callable[[Check], Check]:
    """Names what a check holds; what it yields is what is wrong."""

    def named(check: Check) -> Check:
        CHECKS[number] = check
        return check

    return named


def broken(kept: Kept) -> list[str]:
    """What does not hold, each with its number."""
    asked = {n: check for n, check in CHECKS.items() if not (kept.matter.state == State.SEALED and n in TOLD)}
    return [f"{number}: {kept.matter} {said}" for number, check in asked.items() for said in check(kept)]
