"""The invariants of rules §3.6 about the date of an answer: what may move it, and what was promised (I-09 to I-12)."""

from collections.abc import Iterator

from huiyin.matters.models import Extension, Step
from huiyin.matters.rules import extending
from tests.matters.kept import Kept, invariant

Deed = Step.Deed
# What may move the date of an answer, by rules §3.3 and §3.6; taking over only where the days run from there.
MOVES = (Deed.REOPEN, Deed.TAKE_UP, Deed.REDATE, Deed.EXTEND, Deed.RECLASSIFY)
TAKES_OVER = (Deed.ACCEPT, Deed.DESIGNATE)


def may_move(kept: Kept) -> tuple[str, ...]:
    """The deeds that may have moved the date of this matter."""
    petition = kept.matter.profile.startswith("petition") or bool(kept.did(Deed.RECLASSIFY))
    return (*MOVES, *TAKES_OVER) if petition else MOVES


@invariant("I-09")
def _a_date_moves_only_by_what_may_move_it(kept: Kept) -> Iterator[str]:
    fresh = kept.steps[kept.before.steps :]
    if kept.matter.due_on != kept.before.due_on and kept.before.due_on is not None:
        moved = [step for step in fresh if step.deed in may_move(kept)]
        if not moved or moved[-1].facts.get("to") != str(kept.matter.due_on):
            yield f"from {kept.before.due_on} to {kept.matter.due_on} by {[step.deed for step in fresh]}"


@invariant("I-10")
def _more_time_once_asked_before_and_decided_by_another(kept: Kept) -> Iterator[str]:
    granted = list(Extension.objects.filter(matter=kept.matter, granted=True))
    most = None if kept.did(Deed.RECLASSIFY) else extending.at_most(kept.matter)
    if len({one.round for one in granted}) != len(granted):
        yield "twice in a round"
    for one in granted:
        if (
            (most is not None and one.n > most.n)
            or one.asked_on > one.due_was
            or one.decided_by_id == one.asked_by_id
        ):
            yield "too long, too late, or granted by who asked"
    if any(not kept.was_told(step) for step in kept.did(Deed.EXTEND)):
        yield "granted and the page says nothing"


def _moved(kept: Kept) -> bool:
    """Whether a step that may says from which day to which it moved the date."""
    return any({"from", "to"} <= set(step.facts) for step in kept.did(*may_move(kept)))


@invariant("I-12")
def _never_later_than_promised_but_by_more_time_or_again(kept: Kept) -> Iterator[str]:
    of = kept.matter
    if of.promised_on != kept.before.promised_on and kept.before.promised_on is not None:
        yield "what was promised first is another day now"
    if of.due_on and of.promised_on and of.due_on > of.promised_on and not _moved(kept):
        yield "due later than promised"
