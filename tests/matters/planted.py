"""Faults, each planted in one rule or deed, and the shortest history that meets it: which invariant has to turn red."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from huiyin.matters import dates
from huiyin.matters.actions import advance as moving
from huiyin.matters.actions import hearing
from huiyin.matters.models import Matter
from huiyin.orgs.models import AdoptedCharter
from huiyin.orgs.standing import DESK
from tests.matters.lives import (
    accepted,
    after,
    asked_for_forty,
    changed_rules,
    drafted,
    handed_back_twice,
    late,
    lived,
    pushed_down,
    rated_at_the_desk,
    routed,
    said_tomorrow,
    sent_twice,
    solved_again,
    taken_over_by_who_passed_it_down,
)
from tests.matters.lives_kept_out import about_a_clerk, about_the_unit_of_a_clerk
from tests.matters.planting import ACTIONS, RULES, Fault, altered, always, leaves_only_the_first, says_nothing
from tests.matters.written import (
    answered_with_another,
    called_by_their_own,
    corrected,
    left_with_a_part,
    named_later,
    put_right,
    solved_by_being_taken_up,
)


def _of_today(matter: Matter, kind: str) -> Any:
    newest = AdoptedCharter.objects.order_by("-effective_at").first()
    assert newest is not None
    return newest.charter.clock(kind, matter.profile)


def _any_version(patch: pytest.MonkeyPatch) -> None:
    claim = moving.claim
    for module in ("advance", "handling", "answering", "extending", "handing_back"):
        patch.setattr(f"{ACTIONS}.{module}.claim", lambda matter, _version: claim(matter, None))


def _skips_the_step(patch: pytest.MonkeyPatch) -> None:
    real = moving.leave_step

    def leave(matter: Matter, deed: str, **named: Any) -> Any:
        state, matter.state = matter.state, "routed"
        step = real(matter, deed, **named)
        matter.state = state
        return step

    patch.setattr(f"{ACTIONS}.advance.leave_step", leave)


def _a_week_later(matter: Matter) -> Any:
    assert matter.due_on is not None
    return matter.due_on + timedelta(days=7)


def _whoever_sits_at_the_desk(patch: pytest.MonkeyPatch) -> None:
    for place in (f"{RULES}.capacity", f"{RULES}.calling", f"{ACTIONS}.calling"):
        patch.setattr(
            f"{place}.caller_hat", lambda row, by, at: by.standing(at).nearest(row.intake_unit, *DESK)
        )
    says_nothing(f"{RULES}.calling.objection_to_own_work")(patch)


def _at_once(*_args: Any) -> datetime:
    return datetime.fromisoformat("2020-01-01T00:00+08:00")


FAULTS = (
    Fault("routing writes the level down wrongly", "I-01", altered("handling", level="village"), routed),
    Fault(
        "nobody is told how it ended",
        "I-02",
        says_nothing(f"{ACTIONS}.advance.tell_page"),
        lived("withdraw:"),
    ),
    Fault("the trail says otherwise", "I-04", _skips_the_step, after(accepted)()),
    Fault("acceptance leaves it with the desk", "I-05", altered("handling", holding_unit=None), accepted),
    Fault(
        "handed back a second time",
        "I-06",
        says_nothing(f"{RULES}.hand_back.handed_back"),
        handed_back_twice,
    ),
    Fault(
        "a duty of the county is pushed down without a reason",
        "I-07",
        says_nothing(f"{RULES}.routing.objection_to_routing"),
        pushed_down,
    ),
    Fault(
        "who passed it down to a village takes it over there",
        "I-07",
        says_nothing(f"{RULES}.life.objection"),
        taken_over_by_who_passed_it_down,
    ),
    Fault("routing moves the date", "I-09", altered("handling", due_on=_a_week_later), routed),
    Fault(
        "more time than the charter allows",
        "I-10",
        says_nothing(f"{RULES}.extending.objection_to_request"),
        asked_for_forty,
    ),
    Fault(
        "the first promise is written anew", "I-12", altered("handling", promised_on=_a_week_later), accepted
    ),
    Fault(
        "clocks run by the charter of today",
        "I-13",
        lambda patch: patch.setattr(dates, "rule_of", _of_today),
        changed_rules,
    ),
    Fault(
        "an answer without what was found",
        "I-14",
        says_nothing(f"{RULES}.replying.objection_to_reply"),
        lambda machine: drafted(machine, facts=""),
    ),
    Fault(
        "a refusal without its basis",
        "I-15",
        says_nothing(f"{RULES}.replying.objection_to_reply"),
        after(lambda machine: drafted(machine, outcome="not_supported"))("approve:gao"),
    ),
    Fault(
        "solved without an action since it was taken up again",
        "I-16",
        always(f"{RULES}.replying._acted_since_reopening", True),
        solved_again,
    ),
    Fault(
        "whoever wrote the answer approves it",
        "I-18",
        says_nothing(f"{RULES}.life.objection"),
        after(lambda machine: drafted(machine, "gao"))("approve:gao"),
    ),
    Fault(
        "solved without an action since somebody above took it up",
        "I-16",
        always(f"{RULES}.replying._acted_since_reopening", True),
        solved_by_being_taken_up,
    ),
    Fault("somebody of the handling unit rings", "I-18", _whoever_sits_at_the_desk, called_by_their_own),
    Fault(
        "whom it is about has a hand in it",
        "I-19",
        always(f"{RULES}.firewall.bars", False),
        about_a_clerk,
    ),
    Fault(
        "whose unit it is about has a hand in it",
        "I-19",
        always(f"{RULES}.firewall.bars", False),
        about_the_unit_of_a_clerk,
    ),
    Fault(
        "it stays with whom it is about",
        "I-19",
        always(f"{RULES}.firewall.lies_with_them", False),
        named_later,
    ),
    Fault(
        "what others were asked for goes on without the matter",
        "open",
        says_nothing(f"{ACTIONS}.advance.let_parts_go"),
        left_with_a_part,
    ),
    Fault(
        "an answer goes to one of two who told the same",
        "merged",
        says_nothing(f"{ACTIONS}.answering.send_to_each"),
        answered_with_another,
    ),
    Fault(
        "told of, though sealed", "I-21", says_nothing(f"{ACTIONS}.sealing.forget"), after(routed)("seal:liu")
    ),
    Fault(
        "whom it touches takes it over",
        "I-20",
        always(f"{RULES}.recusal.keeps_out", False),
        after(routed)("recuse:gao", "accept:gao"),
    ),
    Fault(
        "a correction of the record goes on waiting",
        "record",
        altered("putting_right", record_asked_by=None),
        put_right,
    ),
    Fault(
        "a corrected answer goes on waiting",
        "T29",
        altered("correcting", correcting_since=None),
        corrected,
    ),
    Fault("rated at the desk", "I-23", lambda _patch: None, rated_at_the_desk),
    Fault("a deed that is not on record", "I-36", leaves_only_the_first(f"{ACTIONS}.advance.add"), routed),
    Fault(
        "received on a day to come",
        "I-38",
        lambda patch: patch.setattr(hearing, "_checked", lambda body, _received, _at: body),
        said_tomorrow,
    ),
    Fault(
        "a change that the person is not told", "I-44", says_nothing(f"{ACTIONS}.advance.tell_page"), routed
    ),
    Fault(
        "a clock that nobody stops",
        "clocks",
        lambda patch: patch.setattr(dates, "stop_these", lambda *_a, **_k: None),
        routed,
    ),
    Fault(
        "what came too late does not say so",
        "missed",
        lambda patch: patch.setattr(dates, "missed_since", lambda *_a, **_k: None),
        late,
    ),
    Fault(
        "a clock chases again at once",
        "clocks",
        lambda patch: patch.setattr(dates, "next_chase", _at_once),
        lived("+120", "+50", "clocks"),
    ),
    Fault("a page counts twice", "retry", _any_version, sent_twice),
)
