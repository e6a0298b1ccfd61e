"""The invariants of rules §3.6 about answers and what is said of them (I-14 to I-18, I-23)."""

from collections.abc import Iterator

from huiyin.contacts.models import Promise
from huiyin.matters.models import CallBack, Rating, Reply, Review, Step
from huiyin.matters.models.matter import ANSWERED
from huiyin.matters.models.step import AGAIN
from tests.matters.kept import Kept, invariant

Deed = Step.Deed
APPROVES = (Deed.APPROVE, Deed.APPROVE_CORRECTION)


@invariant("I-14")
def _an_answer_has_its_fields(kept: Kept) -> Iterator[str]:
    for one in kept.replies:
        asked = (one.request, one.opinion, one.contact_name, one.contact_phone)
        found = () if one.on_the_spot else (one.facts, one.remedy)  # a question answered where it was asked
        if not all((*asked, *found)):
            yield "an answer lacks a field"


@invariant("merged")
def _whoever_is_merged_is_answered_too(kept: Kept) -> Iterator[str]:
    if kept.matter.state not in ANSWERED:
        return
    for other in kept.matter.merged.all():
        if not other.deliveries.filter(reply=kept.replies[-1], overtaken_at=None).exists():
            yield f"{other} is merged into it, and nobody answers its person"


@invariant("I-15")
def _a_refusal_names_its_basis(kept: Kept) -> Iterator[str]:
    charter = kept.matter.charter.charter
    for one in kept.replies:
        if "basis" in charter.outcome(one.outcome).needs and not one.basis:
            yield f"{one.outcome} without a basis"


@invariant("I-16")
def _solved_by_an_action_and_promised_with_a_promise(kept: Kept) -> Iterator[str]:
    for step in kept.did(*APPROVES):
        reply = next(one for one in kept.replies if one.pk == step.facts["reply"])
        since = [one for one in kept.steps if one.pk < step.pk]
        again = max((one.pk for one in since if one.deed in AGAIN), default=0)
        if reply.outcome == "resolved" and not any(
            one.deed in (Deed.START, Deed.NOTE) and one.pk > again for one in since
        ):
            yield "solved without an action"
        if reply.outcome == "promised" and not Promise.objects.filter(about=kept.matter.reference).exists():
            yield "promised without a promise"


@invariant("I-18")
def _approved_and_called_by_somebody_else(kept: Kept) -> Iterator[str]:
    handler = None
    for step in kept.steps:
        handler = step.facts.get("handler", handler)
        if step.deed in APPROVES:
            reply = next(one for one in kept.replies if one.pk == step.facts["reply"])
            if step.by_id in (handler, reply.drafted_by_id):
                yield "approved by who handled or wrote it"
    for call in CallBack.objects.filter(matter=kept.matter, caller__isnull=False).select_related("caller"):
        assert call.caller is not None
        assert call.settled_at is not None
        if call.handling_unit_id in call.caller.standing(call.settled_at).unit_ids:
            yield "rung by somebody of the unit that handled it"
    for one in Review.objects.filter(matter=kept.matter, decided_by__isnull=False).select_related(
        "decided_by"
    ):
        assert one.decided_by is not None
        assert one.decided_at is not None
        if one.answered_by_id in one.decided_by.standing(one.decided_at).unit_ids:
            yield "reviewed by somebody of the unit that answered"


@invariant("I-23")
def _rated_through_a_door_of_the_resident(kept: Kept) -> Iterator[str]:
    ratings = list(Rating.objects.filter(matter=kept.matter).select_related("call"))
    called = [one for one in ratings if one.door == Rating.Door.CALL]
    if any(one.door not in Rating.Door.values for one in ratings):
        yield "a rating came through no door"
    if len(ratings) - len(called) != len(kept.did(Deed.RATE)) or len(called) != len(kept.did(Deed.CALL)):
        yield "a rating came from nowhere"
    if any(one.call is None or one.call.result != CallBack.Result.REACHED for one in called):
        yield "a rating by telephone, and nobody was reached"


@invariant("T29")
def _a_corrected_answer_takes_the_place_of_one(kept: Kept) -> Iterator[str]:
    corrected = {one.version_of_id: one for one in kept.replies if one.version_of_id}
    for one in kept.replies:
        if (one.pk in corrected) != (one.replaced_at is not None):
            yield f"{one.pk} is corrected and stands, or is not and does not"
    done = [step.facts["reply"] for step in kept.did(Deed.APPROVE_CORRECTION)]
    if sorted(done) != sorted(one.pk for one in corrected.values()):
        yield "a version stands that nobody approved"
    waits = Reply.objects.filter(
        matter=kept.matter, approved_at=None, returned_at=None, version_of__isnull=False
    )
    if waits.exists() != (kept.matter.correcting_since is not None):
        yield "a corrected answer waits for nobody, or nothing is waited for"


@invariant("record")
def _a_record_is_put_right_by_two(kept: Kept) -> Iterator[str]:
    asked = {False: 0, True: 0}
    for one in kept.matter.record_corrections.all():
        asked[one.granted is None] += 1
        if one.granted is not None and one.decided_by_id == one.asked_by_id:
            yield "who asked for it put the record right"
    if asked[True] != (kept.matter.record_asked_by_id is not None):
        yield "a correction of the record waits for nobody, or nothing is waited for"
    if asked[False] != len(kept.did(Deed.CORRECT_RECORD, Deed.LEAVE_RECORD)):
        yield "a correction was decided and the trail does not say so"
