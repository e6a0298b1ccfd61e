"""Ways out of a matter: shown the way of the law, declined (T05), taken back (T08); each with its notice (I-02)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, figures
from huiyin.matters.doors import MATTERS
from huiyin.matters.echo import line_of
from huiyin.matters.models import Matter, Referral, State, Step
from huiyin.matters.models.matter import LEFT
from huiyin.matters.rules import life, reopening, trips, ways_out
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.privacy.actions import withdraw as withdraw_consent
from huiyin.privacy.clock import erase_withdrawn
from huiyin.reports import work_summary
from tests import make, make_states
from tests.matters.reading import told, words_of
from tests.world import AT, World, moment

DAY = timedelta(days=1)
WAY: dict[str, Any] = {
    "route": "arbitration",
    "organ": "河阳县劳动人事争议仲裁委员会",
    "words": "请带劳动合同前往仲裁委员会，申请时效为一年。",
    "told": "page",
}
REASON: dict[str, Any] = {"reason": "outside_county", "words": "该路段由邻县养护。", "told": "phone"}


def redirect(
    world: World, found: Matter, *, by: Official | None = None, at: datetime = AT, **other: Any
) -> Referral:
    """Shown another way by Liu, unless said otherwise."""
    asked = {**WAY, **other}
    return actions.redirect(matter=found, version=found.version, by=by or world.liu, at=at, **asked)


def decline(world: World, found: Matter, *, at: datetime = AT, **other: Any) -> Referral:
    """Declined by Liu."""
    return actions.decline(matter=found, version=found.version, by=world.liu, at=at, **{**REASON, **other})


def test_what_left_by_a_merge_and_came_back_leaves_again_by_itself(world: World) -> None:
    """Its earlier receipt was that of the other one, which was handed over with it (T06)."""
    primary, row = make.matter(world), make.matter(world)
    given: dict[str, Any] = {"by": world.liu, "at": AT}
    actions.merge(matter=row, primary=primary, why="同一件事", version=row.version, **given)
    notice = {"way": "hand", "organ": "县应急管理局", "words": "已移送", "told": "page"}
    others = {row.pk: "page"}
    actions.hand_over(matter=primary, version=primary.version, others=others, **given, **notice)
    primary.refresh_from_db()
    receipt = {"number": "应急收〔2026〕7号", "received_on": AT.date()}
    actions.note_receipt(matter=primary, version=primary.version, **given, **receipt)
    row.refresh_from_db()
    assert row.referral.receipt_number
    actions.unmerge(matter=row, why="不是同一件事", version=row.version, **given)
    row.refresh_from_db()
    left = decline(world, row)
    assert (left.kind, left.receipt_number, left.receipt_on, left.receipt_by) == ("decline", "", None, None)


def test_s51_a_redirected_matter_names_the_way_the_organ_and_the_article(
    world: World, client: Client
) -> None:
    lodged = make.lodged(world)
    made = redirect(world, lodged.matter)
    found = Matter.objects.get(pk=lodged.matter.pk)
    assert (found.state, found.lead_unit, made.unit) == (State.REDIRECTED, None, world.town)
    assert not found.deadlines.running().exists(), "all clocks stop"
    assert Notice.objects.filter(page=found.reference, kind="told", facts__deed="redirect").exists()
    there = client.post("/c/heyang/ask/", {"reference": found.reference, "code": lodged.code})
    page = words_of(client.get(there["Location"]))
    for said in (WAY["organ"], "申请时效为一年", "第31条第（二）项", "法定途径告知书", "about=handling"):
        assert said in page
    assert "最晚答复" not in page, "no answer is promised any more"
    assert "Answer at the latest" not in page


def test_a_declined_matter_says_the_reason_and_who_can_help_instead(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    decline(world, lodged.matter, organ="邻县交通运输局")
    found = Matter.objects.get(pk=lodged.matter.pk)
    assert found.state == State.REDIRECTED
    there = client.post("/c/heyang/ask/", {"reference": found.reference, "code": lodged.code})
    page = words_of(client.get(there["Location"]))
    assert "不属于本县管辖" in page
    assert "该路段由邻县养护" in page
    assert "邻县交通运输局" in page


@pytest.mark.parametrize("deed", [redirect, decline])
@pytest.mark.parametrize(("raised_by", "hearing"), [("chen", ["chen"]), ("liu", []), (None, [])])
def test_whoever_brought_it_in_hears_that_it_cannot_be_decided_here(
    world: World, deed: Callable[[World, Matter], Referral], raised_by: str | None, hearing: list[str]
) -> None:
    found = make.matter(world, raised_by=getattr(world, raised_by) if raised_by else None)
    deed(world, found)
    assert told(found, "referred") == hearing, "not Liu of a deed of her own"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"route": "outside_county"}, "lists"),
        ({"route": ""}, "lists"),
        ({"organ": "  "}, "organ"),
        ({"words": " "}, "what the person is told"),
        ({"told": "rumour"}, "how the person is told"),
    ],
)
def test_a_notice_without_its_parts_is_refused(world: World, other: dict[str, str], said: str) -> None:
    found = make.matter(world)
    with pytest.raises(Refused, match=said):
        redirect(world, found, **other)
    found.refresh_from_db()
    assert (found.state, Referral.objects.filter(matter=found).count()) == (State.RECEIVED, 0)


def test_a_reason_is_one_of_the_reasons_not_a_way(world: World) -> None:
    with pytest.raises(Refused, match="lists"):
        decline(world, make.matter(world), reason="arbitration")


def test_only_the_desk_that_holds_it_shows_it_another_way_and_only_before_it_is_routed(world: World) -> None:
    found = make.matter(world)
    for somebody in (world.chen, world.he, world.gao, world.qian):
        assert not life.may(Step.Deed.REDIRECT, found, somebody, AT)
        with pytest.raises(Refused):
            redirect(world, found, by=somebody)
    with pytest.raises(Refused, match="does not follow"):
        redirect(world, make.routed(world))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 9)),
        (date(2026, 3, 5), date(2026, 3, 12)),  # over a weekend: working days, not days
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_a_notice_after_the_fifth_working_day_is_kept_as_late(
    world: World, received: date, due: date, late: bool
) -> None:
    found = make.matter(world, at=moment(received, 23))
    assert ways_out.to_be_told_by(found) == due
    decline(world, found, at=moment(due + DAY, 0) if late else moment(due, 23))
    facts = found.steps.get(deed="decline").facts
    assert facts.get("late_after") == (due.isoformat() if late else None)


def test_the_database_refuses_a_notice_that_says_nothing(world: World) -> None:
    found = make.matter(world)
    whole = {
        "matter": found,
        "unit": world.town,
        "by": world.liu,
        "at": AT,
        "kind": "redirect",
        "told": "page",
    }
    for gap, wall in (
        ("organ", "redirect_names_the_organ"),
        ("code", "referral_says_why"),
        ("words", "referral_tells_the_person"),
        ("told", "referral_tells_the_person"),
    ):
        said = {"code": "arbitration", "organ": "仲裁委", "words": "请前往", **whole, gap: ""}
        with pytest.raises(IntegrityError, match=wall), transaction.atomic():
            Referral.objects.create(**said)


def test_i02_the_database_refuses_a_matter_shown_another_way_without_its_notice(world: World) -> None:
    found = make.matter(world)
    with (
        pytest.raises(IntegrityError, match="left without a notice"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        Matter.objects.filter(pk=found.pk).update(state=State.REDIRECTED)
        cursor.execute("SET CONSTRAINTS who_left_was_told IMMEDIATE")
    redirect(world, found)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("state", [one for one in LEFT if one != State.SEALED])
def test_what_left_is_neither_answered_nor_open(world: World, state: str) -> None:
    found = make_states.MAKERS[state](world)
    assert not found.is_open
    assert not found.is_answered
    assert found.has_left
    assert "anew" in str(reopening.objection_to_reopening(found, AT))
    assert "any more" in str(trips.objection_to_trip(found, make_contact(world)))
    line = line_of(Matter.objects.for_lists().get(pk=found.pk), AT)
    assert [stage.state for stage in line.stages] == ["done", "done"]
    assert (line.tone, line.used, line.holder, line.next_words) == ("quiet", None, "", "")
    assert line.tone_word == found.state_words, "neither answered nor with anybody"
    assert found in MATTERS.found(), "its page stays open to who holds the code"


def make_contact(world: World) -> Any:
    """A contact in the village, as far as a trip asks for one."""
    from huiyin.contacts.models import Contact

    return Contact(place=world.village)


def test_i03_what_left_stands_apart_and_the_sums_hold_at_every_moment(world: World) -> None:
    shown, taken = make.matter(world), make.started(world)
    redirect(world, shown, at=AT + DAY)
    actions.withdraw(matter=taken, words="", at=AT + 2 * DAY)
    make.closed(world)

    def at(moment: datetime) -> work_summary.WorkSummary:
        period = figures.Extent(world.root, date(2026, 3, 1), date(2026, 4, 1), moment)
        return work_summary.build(period, world.county)

    before, between, after = at(AT), at(AT + DAY), at(AT + 2 * DAY)
    assert (before.referred, before.withdrawn, before.unrouted - after.unrouted) == (0, 0, 1)
    assert (between.referred, between.withdrawn, between.matters) == (1, 0, before.matters)
    assert (after.referred, after.withdrawn, after.matters) == (1, 1, before.matters - 1)
    assert after.in_handling == before.in_handling - 1
    assert at(AT).in_handling == before.in_handling, "and what was said of then stays"


@pytest.mark.parametrize("state", [State.REDIRECTED, State.WITHDRAWN])
def test_who_withdrew_consent_is_erased_once_the_matter_has_left(world: World, state: str) -> None:
    found = make_states.MAKERS[state](world, resident=world.wang)
    withdraw_consent(person=world.wang, by=world.chen, at=AT)
    assert erase_withdrawn(at=AT + 400 * DAY) == 1
    world.wang.refresh_from_db()
    assert (world.wang.name, world.wang.phone) == ("", "")
    assert world.wang.anonymised_at == AT + 400 * DAY
    found.refresh_from_db()
    assert (found.state, found.resident) == (state, world.wang), "the matter itself stays as it was"
