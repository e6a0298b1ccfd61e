"""A matter is handed over to another organ, whose receipt is waited for until its number is there (T06)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock
from huiyin.matters.forms.ways_out import HandOverForm
from huiyin.matters.models import Deadline, Matter, Referral, State, Step
from huiyin.matters.rules import life
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told, words_of
from tests.world import AT, World, moment

Enter = Callable[[Official], Client]
DAY = timedelta(days=1)
DUE = date(2026, 3, 17)  # fifteen days after the receipt on 2 March
THERE: dict[str, Any] = {
    "way": "letter",
    "organ": "河阳县人民法院",
    "words": "已将材料移送县人民法院，由法院答复您。",
    "told": "page",
}


def hand_over(world: World, found: Matter, **other: Any) -> Referral:
    """Handed over by Liu."""
    return actions.hand_over(matter=found, version=found.version, by=world.liu, at=AT, **{**THERE, **other})


def receipt(
    world: World, found: Matter, *, number: str = "（2026）收字第7号", at: Any = AT, day: Any = None
) -> Any:
    """Its receipt, noted by Liu."""
    on = day or at.date()
    return actions.note_receipt(
        matter=found, number=number, received_on=on, version=found.version, by=world.liu, at=at
    )


def test_the_person_reads_where_it_is_and_then_under_which_number(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    hand_over(world, lodged.matter)
    found = Matter.objects.get(pk=lodged.matter.pk)
    assert (found.state, found.lead_unit, found.is_open) == (State.TRANSFERRED_OUT, None, False)
    assert set(found.deadlines.running().values_list("kind", flat=True)) == {"hand_over"}
    there = client.post("/c/heyang/ask/", {"reference": found.reference, "code": lodged.code})
    page = words_of(client.get(there["Location"]))
    for said in (THERE["organ"], THERE["words"], "about=handling"):
        assert said in page
    assert "收字第7号" not in page
    receipt(world, found, at=AT + 2 * DAY)
    assert "（2026）收字第7号" in words_of(client.get(there["Location"]))
    deeds = Notice.objects.filter(page=found.reference, kind="told").values_list("facts__deed", flat=True)
    assert set(deeds) == {"hand_over", "note_receipt"}


def test_it_stands_on_the_desk_until_the_receipt_is_there(world: World, enter: Enter) -> None:
    found = make.handed_over(world)
    assert found in Matter.objects.waiting_for(world.liu, AT)
    for somebody in (world.gao, world.he, world.xia, world.qian):
        assert found not in Matter.objects.waiting_for(somebody, AT)
    assert found.waits_for_receipt
    assert found.state_words != State.TRANSFERRED_OUT.label, "it says that the receipt is missing"
    client = enter(world.liu)
    button = f"/matters/{found.reference}/acknowledgement/"
    assert button in words_of(client.get("/matters/"))
    receipt(world, found)
    found.refresh_from_db()
    assert found not in Matter.objects.waiting_for(world.liu, AT)
    assert (found.waits_for_receipt, found.state_words) == (False, State.TRANSFERRED_OUT.label)
    for page in ("/matters/", "/matters/?list=left"):
        assert button not in words_of(client.get(page)), "nothing is asked any more"
    step = found.steps.get(deed="note_receipt")
    assert (step.state_after, step.facts) == (State.TRANSFERRED_OUT, {"received_on": "2026-03-02"})


def test_the_receipt_is_due_fifteen_days_after_it_came_in_and_the_desk_is_chased_for_it(world: World) -> None:
    found = make.handed_over(world, received_at=AT)
    deadline = Deadline.objects.get(matter=found, kind="hand_over")
    assert (deadline.due_on, deadline.moment, deadline.started_at) == (DUE, "received", AT)
    assert clock.remind_before_due(at=moment(DUE - 3 * DAY)) == 0
    assert clock.chase_overdue(at=moment(DUE, 23)) == 0
    assert clock.chase_overdue(at=moment(DUE + DAY)) == 1
    assert "liu" in told(found, "chased")
    clock.note_missed(at=moment(DUE + DAY))
    receipt(world, found, at=moment(DUE + DAY, 15))
    deadline.refresh_from_db()
    assert deadline.missed_at is not None, "that it came too late stays on record"
    assert deadline.stopped_at == moment(DUE + DAY, 15)
    assert clock.chase_overdue(at=moment(DUE + 9 * DAY)) == 0


def test_no_clock_for_a_receipt_runs_before_anything_was_handed_over(world: World) -> None:
    found = make.matter(world)
    assert not found.deadlines.filter(kind="hand_over").exists()
    after = actions.recall(matter=make.routed(world), reason="交错了", version=2, by=world.liu, at=AT)
    assert not after.deadlines.filter(kind="hand_over").exists()


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"way": "arbitration"}, "how it was handed over"),
        ({"way": ""}, "how it was handed over"),
        ({"organ": "  "}, "organ"),
        ({"words": " "}, "what the person is told"),
        ({"told": "rumour"}, "how the person is told"),
    ],
)
def test_what_names_no_organ_or_tells_nothing_is_refused(world: World, other: Any, said: str) -> None:
    found = make.matter(world)
    with pytest.raises(Refused, match=said):
        hand_over(world, found, **other)
    found.refresh_from_db()
    assert (found.state, Referral.objects.filter(matter=found).count()) == (State.RECEIVED, 0)


@pytest.mark.parametrize(("number", "day"), [(" ", 0), ("7", -1), ("7", 1)])
def test_a_receipt_has_a_number_and_a_day_between_the_handing_over_and_today(
    world: World, number: str, day: int
) -> None:
    found = make.handed_over(world)
    with pytest.raises(Refused):
        receipt(world, found, number=number, day=AT.date() + day * DAY)
    receipt(world, found, number="7", day=AT.date())
    found.refresh_from_db()
    with pytest.raises(Refused, match="noted already"):
        receipt(world, found, number="8")
    assert Referral.objects.get(matter=found).receipt_number == "7"


def test_only_the_desk_that_holds_it_hands_over_and_notes(world: World) -> None:
    fresh, gone = make.matter(world), make.handed_over(world)
    for somebody in (world.xia, world.chen, world.he, world.gao, world.qian):
        assert not life.may(Step.Deed.HAND_OVER, fresh, somebody, AT)
        assert not life.may(Step.Deed.NOTE_RECEIPT, gone, somebody, AT)
    assert life.objection(Step.Deed.HAND_OVER, make.routed(world), world.liu, AT) is not None


def test_the_database_refuses_half_a_receipt_and_a_handing_over_without_its_notice(world: World) -> None:
    found = make.handed_over(world)
    notice = Referral.objects.filter(matter=found)
    for half in ({"receipt_number": "7"}, {"receipt_on": AT.date()}, {"receipt_by": world.liu}):
        with pytest.raises(IntegrityError, match="receipt_whole"), transaction.atomic():
            notice.update(**half)
    with pytest.raises(IntegrityError, match="redirect_names_the_organ"), transaction.atomic():
        notice.update(organ="")
    with pytest.raises(IntegrityError, match="receipt_only_of"), transaction.atomic():
        Matter.objects.filter(pk=make.matter(world).pk).update(receipt_noted_at=AT)
    with (
        pytest.raises(IntegrityError, match="left without a notice"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        Matter.objects.filter(pk=make.matter(world).pk).update(state=State.TRANSFERRED_OUT)
        cursor.execute("SET CONSTRAINTS who_left_was_told IMMEDIATE")


@pytest.mark.parametrize(("raised_by", "hearing"), [("chen", ["chen"]), ("liu", [])])
def test_whoever_brought_it_in_hears_of_it(world: World, raised_by: str, hearing: list[str]) -> None:
    assert told(make.handed_over(world, raised_by=getattr(world, raised_by)), "referred") == hearing


def test_what_is_merged_goes_there_with_it_and_its_person_reads_the_same(
    world: World, client: Client
) -> None:
    primary, lodged = make.matter(world), make.lodged(world)
    other = lodged.matter
    Matter.objects.filter(pk=other.pk).update(holds_code_since=None)
    actions.merge(matter=other, primary=primary, why="同一件事", version=other.version, by=world.liu, at=AT)
    primary = Matter.objects.get(pk=primary.pk)
    with pytest.raises(Refused, match="how the person is told"):
        hand_over(world, primary)
    form = HandOverForm(None, matter=primary, by=world.liu, at=AT)
    assert f"told_{other.pk}" in form.fields
    hand_over(world, primary, others={other.pk: "phone"})
    there = client.post("/c/heyang/ask/", {"reference": other.reference, "code": lodged.code})
    assert THERE["organ"] in words_of(client.get(there["Location"]))
    receipt(world, Matter.objects.get(pk=primary.pk), at=AT + DAY)
    assert "（2026）收字第7号" in words_of(client.get(there["Location"]))
    told_of = Notice.objects.filter(page=other.reference, kind="told").order_by("pk")
    assert [one.facts["deed"] for one in told_of][-2:] == ["hand_over", "note_receipt"]
