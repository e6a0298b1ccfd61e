"""Review and recheck: who may ask until when, who decides, what a hearing does to the date, and how it ends (T21–T25)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock, window_clock
from huiyin.matters.actions.delivering import opened
from huiyin.matters.explaining import explained
from huiyin.matters.forms import ReplyForm
from huiyin.matters.models import Matter, Review
from huiyin.matters.rules import closing, life, reviewing
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make, make_states
from tests.world import AT, SHANGHAI, World

DAY = timedelta(days=1)
LAST = date(2026, 4, 1)  # thirty days after an answer of AT


def moment(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def running(found: Matter) -> dict[str, date]:
    return dict(found.deadlines.running().values_list("kind", "due_on"))


def decide(found: Matter, by: Official, **change: str) -> Review:
    act = actions.decide_recheck if found.state == "under_recheck" else actions.decide_review
    return act(matter=found, version=found.version, by=by, at=AT + DAY, **{**make_states.OPINION, **change})


def test_the_answer_to_a_petition_opens_the_days_and_says_so(world: World) -> None:
    found = make_states.petition(world)
    assert running(found)["review_request"] == LAST
    form = ReplyForm(None, matter=make.started(world, profile="petition_claim"), by=world.he, at=AT)
    assert form.initial["remedy"] == "如不服本答复，可自收到之日起30 日内向禾阳县请求复查。"


def test_a_review_lies_with_the_body_above_and_has_its_own_days(world: World) -> None:
    found = make_states.under_review(world)
    assert (found.state, found.holding_unit, found.lead_unit) == ("under_review", world.root, world.office)
    assert running(found) == {"review_decide": LAST}
    review = found.reviews.get()
    assert (review.unit, review.answered_by, review.words) == (world.root, world.office, "没有到现场看过")
    assert Notice.objects.filter(to=world.sun, kind="review_asked").exists()
    assert found in Matter.objects.waiting_for(world.sun, AT)


@pytest.mark.parametrize(("day", "taken"), [(LAST, True), (LAST + DAY, False)])
def test_it_is_asked_for_within_the_days_of_the_charter(world: World, day: date, taken: bool) -> None:
    found = make_states.petition(world)
    if taken:
        assert actions.ask_review(matter=found, words="不同意", at=moment(day, 23))
        return
    with pytest.raises(Refused, match="has passed"):
        actions.ask_review(matter=found, words="不同意", at=moment(day, 0))


def test_only_the_answer_to_a_petition_is_reviewed(world: World) -> None:
    with pytest.raises(Refused, match="Only the answer to a petition"):
        actions.ask_review(matter=make.replied(world), words="不同意", at=AT)
    with pytest.raises(Refused, match="nothing to be reviewed"):
        actions.ask_review(matter=make.started(world, profile="petition_claim"), words="不同意", at=AT)
    with pytest.raises(Refused, match="gets wrong"):
        actions.ask_review(matter=make_states.petition(world), words=" ", at=AT)


def test_never_by_the_unit_that_answered_nor_by_who_worked_on_it(world: World) -> None:
    found = make_states.under_review(world)
    for who in (world.he, world.gao, world.ma, world.liu):
        assert life.objection("decide_review", found, who, AT) is not None
    assert life.objection("decide_review", found, world.sun, AT) is None
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.filter(pk=found.reviews.get().pk).update(unit=world.office)


@pytest.mark.parametrize(
    ("gap", "said"),
    [("decision", "what was decided"), ("opinion", "the opinion"), ("basis", "law or policy")],
)
def test_an_opinion_is_whole(world: World, gap: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        decide(make_states.under_review(world), world.sun, **{gap: " "})


def test_after_the_review_the_days_for_a_recheck_run_and_the_unit_hears(world: World) -> None:
    found = make_states.under_review(world, resident=world.wang)
    decide(found, world.sun, decision="changed")
    found = Matter.objects.get(pk=found.pk)
    assert (found.state, found.holding_unit) == ("reviewed", world.office)
    assert running(found) == {}, "the opinion is on the page, and nobody has opened that yet"
    assert Notice.objects.filter(kind="review_decided", to__in=[world.he, world.gao]).count() == 2
    opened(matter=found, at=AT + 4 * DAY)
    clock = found.deadlines.running().get()
    assert (clock.kind, clock.moment, clock.started_on) == (
        "recheck_request",
        "delivered",
        (AT + 4 * DAY).date(),
    )
    assert reviewing.objection_to_asking(found, AT + 4 * DAY) is None


def test_a_body_above_the_county_is_named_and_ends_it(world: World) -> None:
    found = make_states.under_recheck(world)
    with pytest.raises(Refused, match="body above the county"):
        decide(found, world.sun)
    review = decide(found, world.sun, organ="禾阳市人民政府")
    assert (review.matter.state, review.body, running(review.matter)) == ("finalised", "禾阳市人民政府", {})
    assert review.deliveries.get().way == "page", "it is on its way to the person all the same"
    record = {"ask_record", "correct_record", "leave_record", "recuse"}  # put right wherever it stands
    assert set(life.TRANSITIONS["finalised"]) - record == {"deliver", "try_delivery", "ask_recheck"}


def test_a_village_is_reviewed_by_its_township_and_rechecked_by_the_county(world: World) -> None:
    found = make.matter(world)
    found.lead_unit = world.village
    assert reviewing.unit_for(found, Review.Stage.REVIEW, AT) == world.town
    found.lead_unit = world.traffic
    assert reviewing.unit_for(found, Review.Stage.REVIEW, AT) == world.root
    found.lead_unit = world.root
    assert reviewing.unit_for(found, Review.Stage.REVIEW, AT) is None


def test_only_a_hearing_at_the_recheck_stops_the_days(world: World) -> None:
    assert "hear" not in life.TRANSITIONS["under_review"]
    found = make_states.under_recheck(world)
    first, last = AT.date() + 3 * DAY, AT.date() + 5 * DAY
    with pytest.raises(Refused, match="and today"):
        actions.hear(
            matter=found, first=last, last=last, version=found.version, by=world.sun, at=AT + 2 * DAY
        )
    heard = {"first": first, "last": last, "by": world.sun, "at": AT + 6 * DAY}
    found = actions.hear(matter=found, version=found.version, **heard)  # type: ignore[arg-type]
    clock = found.deadlines.running().get()
    assert (clock.kind, clock.paused_days, clock.due_on) == ("recheck_decide", 3, date(2026, 4, 7))
    assert "The hearing does not count: 3 days." in explained(clock, found)
    step = found.steps.get(deed="hear")
    assert (step.facts["from"], step.facts["to"]) == ("2026-04-01", "2026-04-07"), (
        "after the holiday of Qingming"
    )
    with pytest.raises(Refused, match="entered already"):
        actions.hear(matter=found, version=found.version, **heard)  # type: ignore[arg-type]


def test_the_page_tells_of_the_end_once_and_then_it_lapses(world: World) -> None:
    found = make_states.reviewed(world)
    opened(matter=found, at=AT)
    assert window_clock.remind_of_windows(at=moment(date(2026, 3, 26))) == 0
    assert window_clock.remind_of_windows(at=moment(date(2026, 3, 27))) == 1
    assert window_clock.remind_of_windows(at=moment(date(2026, 3, 28))) == 0
    assert Notice.objects.filter(page=found.reference, kind="window").count() == 1
    assert window_clock.let_windows_lapse(at=moment(LAST)) == 0
    assert window_clock.let_windows_lapse(at=moment(LAST + DAY)) == 1
    assert Matter.objects.get(pk=found.pk).state == "finalised"


def test_an_answer_that_nobody_has_reviewed_only_loses_its_window(world: World) -> None:
    found = make_states.petition(world)
    assert window_clock.let_windows_lapse(at=moment(LAST + DAY)) == 1
    found = Matter.objects.get(pk=found.pk)
    assert found.state == "replied"
    assert "review_request" not in running(found)


def test_a_clerk_enters_what_was_signed(world: World, enter: Callable[[Official], Client]) -> None:
    found = make_states.petition(world)
    client = enter(world.xia)
    there = f"/matters/{found.reference}/review-request/"
    assert client.get(there).status_code == 200
    sent = {"version": found.version, "words": "没有到现场看过", "signed_on": "2026-03-02"}
    assert client.post(there, sent).status_code == 302
    review = Review.objects.get()
    assert (review.entered_by, review.signed_on) == (world.xia, AT.date())
    sun = enter(world.sun)
    there = f"/matters/{found.reference}/review-opinion/"
    sent = {"version": found.version + 1, **make_states.OPINION}
    assert sun.post(there, sent).status_code == 302
    assert make_states.OPINION["opinion"] in sun.get(f"/matters/{found.reference}/").content.decode()


def test_nobody_takes_up_again_what_is_being_reviewed(world: World) -> None:
    with pytest.raises(Refused, match="not taken up again"):
        actions.reopen(matter=make_states.under_review(world), words="没解决", at=AT)


def test_one_bad_matter_does_not_stop_the_windows_of_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make_states.petition(world), make_states.petition(world)

    def claim(matter: Matter, version: int | None) -> Matter:
        if matter.pk == bad.pk:
            raise ValueError
        return claimed(matter, version)

    claimed = clock.claim
    monkeypatch.setattr(clock, "claim", claim)
    monkeypatch.setattr(window_clock, "claim", claim)
    assert window_clock.remind_of_windows(at=moment(date(2026, 3, 27))) == 1
    assert window_clock.let_windows_lapse(at=moment(LAST + DAY)) == 1
    assert "review_request" not in running(good)
    assert "review_request" in running(bad)


def test_nobody_is_asked_to_rate_what_is_under_review(world: World) -> None:
    assert closing.reply_to_rate(make_states.petition(world)) is not None
    assert closing.reply_to_rate(make_states.under_review(world)) is None
