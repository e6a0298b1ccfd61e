"""The invariants of rules §3.6 about who has no hand in a matter: whom it is about (I-19), and whom it touches (I-20)."""

from collections.abc import Iterator

from huiyin.matters.models import Matter, Step
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests.matters.kept import Kept, invariant

Deed = Step.Deed


@invariant("I-19")
def _whom_it_is_about_is_kept_out(kept: Kept) -> Iterator[str]:
    of, named = kept.matter, kept.did(Deed.NAME_COMPLAINED)
    if not named:
        return
    for one in Official.objects.filter(is_active=True):
        above = {int(key) for hat in one.standing(kept.at).hats for key in hat.path.strip("/").split("/")}
        under = of.complained_unit_id in above
        if not under and one.pk != of.complained_official_id:
            continue
        if any(step.by_id == one.pk and step.pk > named[-1].pk for step in kept.steps):
            yield f"{one.username} does something in what is about them"
        if one.pk in (of.handler_id, of.accountable_head_id):
            yield f"{one.username} handles, or answers for, what is about them"
        if Notice.objects.filter(to=one, about=of.reference).exists():
            yield f"{one.username} is told of what is about them"
        if Matter.objects.visible_to(one, kept.at).filter(pk=of.pk).exists():
            yield f"{one.username} sees what is about them"


# What nobody does in a matter that touches them: T12, T16, T18 and what is like them.
DECIDES = {
    *(
        Deed.ACCEPT,
        Deed.REASSIGN,
        Deed.TAKE_OVER,
        Deed.START,
        Deed.DRAFT,
        Deed.APPROVE,
        Deed.RETURN,
        Deed.AMEND,
    ),
    *(Deed.CORRECT_ANSWER, Deed.APPROVE_CORRECTION, Deed.RETURN_CORRECTION, Deed.ANSWER_NOW),
    *(Deed.EXTEND, Deed.REFUSE_MORE_TIME, Deed.DECIDE_REVIEW, Deed.DECIDE_RECHECK, Deed.HEAR),
    *(Deed.TAKE_PART, Deed.ANSWER_PART, Deed.DESIGNATE, Deed.CORRECT_RECORD, Deed.LEAVE_RECORD),
}


@invariant("I-20")
def _whom_it_touches_decides_nothing(kept: Kept) -> Iterator[str]:
    for said in kept.did(Deed.RECUSE):
        later = [step for step in kept.steps if step.pk > said.pk]
        if any(step.by_id == said.by_id and step.deed in DECIDES for step in later):
            yield f"{said.by} decides in what touches them"
        if any(said.by_id in (step.facts.get("handler"), step.facts.get("head")) for step in later):
            yield f"{said.by} is named for what touches them"
