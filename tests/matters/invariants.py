"""The invariants of rules §3.6 as far as they concern one matter: who has it, its clocks, its trail."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from huiyin.audit.models import Event
from huiyin.lib.charter import load, shipped
from huiyin.matters import process_map, sentences
from huiyin.matters.models import HandBack, Matter, State, Step, Words
from huiyin.matters.models.deadline import WINDOWS
from huiyin.matters.models.matter import AFTER_REVIEW, LEFT, UNDER
from huiyin.matters.models.step import PAST
from huiyin.matters.rules import life, procedures, reviewing
from huiyin.matters.rules.table import MOVES
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import local_day
from huiyin.sealed.models import SealedReport
from tests.matters.kept import Kept, invariant

Deed = Step.Deed
BEFORE_ACCEPTANCE = {State.RECEIVED, State.NEEDS_INFO, State.ROUTED, State.RETURN_DISPUTED}
PASSED_ON = {Deed.ROUTE, Deed.UPHOLD, Deed.RECALL, Deed.UNMERGE, Deed.TAKE_AWAY}
TAKEN_OVER = {Deed.ACCEPT, Deed.DESIGNATE, Deed.TAKE_OVER, Deed.ANSWER_NOW}
CHANGE_PROCEDURE = (Deed.RECLASSIFY, Deed.ANSWER_NOW, Deed.REDIRECT)


@cache
def may_run(profile: str) -> dict[str, set[str]]:
    """Which clocks may run in each state, followed along the table."""
    return process_map.running(MOVES, load(shipped()["direct-contact"]), profile)


@invariant("I-01")
def _somebody_has_it(kept: Kept) -> Iterator[str]:
    of = kept.matter
    if not of.holding_unit_id:
        yield "nobody holds it"
    if of.state in (*LEFT, State.RECEIVED, State.NEEDS_INFO):
        return
    at_the_desk = of.level == Matter.Level.DESK and kept.did(Deed.ANSWER_NOW)
    if of.lead_unit is None or not (at_the_desk or of.level == of.lead_unit.level):
        yield "no lead, or of another level"
    if of.state not in BEFORE_ACCEPTANCE and not (of.handler_id and of.accountable_head_id):
        yield "nobody handles it or answers for it"


@invariant("I-02")
def _the_person_was_told_of_the_end(kept: Kept) -> Iterator[str]:
    if kept.matter.state in (*LEFT, State.CLOSED, State.FINALISED) and not kept.was_told(
        kept.did(*_leads_to(kept.matter.state))[-1]
    ):
        yield f"ended as {kept.matter.state} and the page says nothing"


def _leads_to(state: str) -> set[str]:
    return {str(move.deed) for move in MOVES if move.target == state}


@invariant("I-04")
def _the_trail_replays(kept: Kept) -> Iterator[str]:
    state, at = "", kept.matter.registered_at
    for step in kept.steps:
        if step.at < at:
            yield f"{step.deed} stands before what it waited for"
        if step.deed not in life.BESIDE and life.TRANSITIONS[state].get(step.deed) != step.state_after:
            yield f"{step.deed} does not lead from {state} to {step.state_after}"
        state, at = step.state_after, step.at
    if state != kept.matter.state:
        yield f"replays to {state}, not {kept.matter.state}"


@invariant("I-05")
def _the_old_owner_holds_until_the_new_one_accepts(kept: Kept) -> Iterator[str]:
    of = kept.matter
    alone = [
        step for was, step in pairwise(kept.steps) if was.state_after == State.MERGED != step.state_after
    ]
    again = [step for step in alone if step.deed == Deed.REOPEN]  # by who answered it, for itself
    moved = sorted([*kept.did(*PASSED_ON, *TAKEN_OVER), *again], key=lambda step: step.pk)
    taken = bool(moved) and moved[-1].deed not in PASSED_ON
    named = kept.did(Deed.NAME_COMPLAINED)  # the desk that is free of whom it is about holds it
    desk = named[-1].unit_id if named else of.intake_unit_id
    owner = of.lead_unit_id if taken else desk
    if of.state in UNDER:
        waits = reviewing.open_review(of)
        owner = waits.unit_id if waits else None
    if of.holding_unit_id != owner:
        yield "held by another unit than the one that took it over"


@invariant("I-06")
def _no_second_return(kept: Kept) -> Iterator[str]:
    lapsed = HandBack.objects.filter(matter=kept.matter, lapsed_at__isnull=False).count()
    if len(kept.did(Deed.HAND_BACK)) - lapsed > 1:
        yield "handed back twice"


@invariant("I-07")
def _duties_of_the_county_are_not_pushed_down(kept: Kept) -> Iterator[str]:
    if kept.matter.level != "village" or kept.matter.state == State.SEALED:
        return  # of what is sealed neither topic nor reason is left
    topic = next((one for one in kept.matter.charter.charter.topics if one.code == kept.matter.topic), None)
    routed = kept.did(Deed.ROUTE, Deed.UPHOLD)[-1]
    if topic is not None and topic.duty in ("", "village"):
        return
    if not routed.note:
        yield f"“{kept.matter.topic}” lies with a village without a reason"
    for step in kept.did(Deed.ACCEPT, Deed.DESIGNATE):
        lead = kept.matter.lead_unit
        assert step.by is not None
        assert lead is not None
        if step.pk > routed.pk and not step.by.standing(step.at).over(lead.parent, "unit_head"):
            yield f"“{kept.matter.topic}” lies with a village and nobody approved it"


@invariant("I-13")
def _the_charter_of_its_receipt_holds(kept: Kept) -> Iterator[str]:
    of, charter = kept.matter, kept.matter.charter.charter
    if of.charter_id != kept.before.charter:
        yield "goes by another charter now"
    gone = bool(kept.did(*CHANGE_PROCEDURE))  # what was stopped ran by the procedure of then
    for clock in kept.clocks:
        if clock.printed_on is not None or (gone and clock.stopped_at is not None):
            continue
        again = clock.kind == "handle" and clock.round > 1
        rule = charter.reopened_handle(of.profile) if again else charter.clock(clock.kind, of.profile)
        if (clock.n, clock.unit) != (rule.n, rule.unit):
            yield f"{clock.kind} runs {clock.n} {clock.unit}"


@invariant("I-36")
def _every_step_is_on_record(kept: Kept) -> Iterator[str]:
    names = list(Event.objects.filter(on=kept.matter.reference).values_list("deed", flat=True))
    for deed in {step.deed for step in kept.steps}:
        if names.count(f"matter.{PAST[deed]}") < len(kept.did(deed)):
            yield f"{deed} is not on record as often as it was done"


@invariant("I-38")
def _received_before_registered_before_now(kept: Kept) -> Iterator[str]:
    of = kept.matter
    if of.received_at is None or not of.received_at <= of.registered_at <= kept.at:
        yield "received after it was registered, or to come"


@invariant("I-44")
def _every_change_is_told_in_a_sentence(kept: Kept) -> Iterator[str]:
    pages = {str(move.deed) for move in MOVES if move.page}
    for step in kept.steps:
        if step.deed in pages and not (kept.was_told(step) and sentences.told(step)):
            yield f"{step.deed} is not told to the person"


@invariant("clocks")
def _only_those_run_that_may(kept: Kept) -> Iterator[str]:
    running = {clock.kind for clock in kept.clocks if clock.stopped_at is None}
    if wrong := running - may_run(kept.matter.profile)[kept.matter.state]:
        yield f"{sorted(wrong)} run while it is {kept.matter.state}"
    answer = {"handle", "notify"} if procedures.awaits_acceptance(kept.matter) else {"handle"}
    if kept.matter.is_open and not answer & running:
        yield "no date of answer runs while it is open"
    if any(clock.put_off_until for clock in kept.clocks):
        yield "a clock failed at it"


@invariant("open")
def _nothing_is_left_to_do_for_what_has_ended(kept: Kept) -> Iterator[str]:
    of = kept.matter
    to_bring = [one for one in of.deliveries.outstanding() if one.unit_id or one.turns_at]
    calls = [one.kind for one in of.call_backs.open()]
    if [of.to_call] * bool(of.to_call) != calls:
        yield f"to be called: “{of.to_call}”, and open are {calls}"
    if of.to_bring and not any(one.way == of.to_bring and one.unit_id for one in to_bring):
        yield f"to be brought: “{of.to_bring}”, and it is nobody's task"
    if not of.is_open and of.sub_tasks.open().exists():
        yield "a part of it is still waited for"
    if of.state in (State.REDIRECTED, State.WITHDRAWN, State.CLOSED) and to_bring:
        yield "an answer is still under way"
    if of.state in AFTER_REVIEW and (to_bring or calls):
        yield "somebody still brings or rings what is reviewed"
    if (of.state in LEFT and calls) or (of.state == State.CLOSED and "result" in calls):
        yield "somebody still has to ring"


@invariant("missed")
def _what_came_too_late_says_so(kept: Kept) -> Iterator[str]:
    for clock in kept.clocks:
        ended = clock.stopped_at
        late = ended is not None and local_day(ended, kept.matter.county) > clock.due_on
        if late and clock.missed_at is None and clock.kind not in WINDOWS:
            yield f"{clock.kind} ended too late and does not say so"


@invariant("I-21")
def _of_a_sealed_one_nothing_is_left(kept: Kept) -> Iterator[str]:
    of = kept.matter
    if of.state != State.SEALED:
        return
    if of.data_key or of.body or any(step.note for step in kept.steps):
        yield "its words can be read"
    if Words.objects.filter(matter=of).exists():
        yield "it can be found by its words"
    if Notice.objects.filter(about=of.reference).exclude(kind="sealed_arrived").exists():
        yield "it stands among what somebody was told"
    if Matter.objects.live().filter(pk=of.pk).exists() or not SealedReport.objects.filter(
        reference=of.reference
    ):
        yield "it is still a matter, or no report"
