"""Who is merged into another matter is answered like its own person: told, brought, rung, and nothing closes before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, clock, delivery_clock, letter
from huiyin.matters.models import Deadline, Matter, Referral, State
from huiyin.matters.rules import revealing
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.matters.test_papers import now as now
from tests.matters.test_papers import read, words
from tests.world import AT, World

DAY = timedelta(days=1)


def again(found: Matter) -> Matter:
    return Matter.objects.get(pk=found.pk)


def join(world: World, row: Matter, primary: Matter) -> Matter:
    """Liu merges the one into the other."""
    actions.merge(matter=row, primary=primary, why="同一处路灯", version=row.version, by=world.liu, at=AT)
    return again(row)


def of_wang(world: World, primary: Matter) -> Matter:
    """What Wang, who has no code, said at the desk, merged into that one."""
    return join(world, make.matter(world, resident=world.wang, raised_by=world.xia), primary)


def approve(world: World, primary: Matter) -> Matter:
    primary = again(primary)
    return actions.approve(matter=primary, version=primary.version, by=world.gao, at=AT)


def bring(world: World, row: Matter, days: int = 0) -> Matter:
    row = again(row)
    return actions.deliver(
        matter=row, way="phone", how="王女士本人", version=row.version, by=world.he, at=AT + days * DAY
    )


@pytest.mark.parametrize("when", ["before", "after"])
def test_i02_who_is_merged_is_told_by_who_gave_the_answer(world: World, when: str) -> None:
    """The desk may merge before the answer is given, and after it, while it is fresh."""
    primary = make.drafted(world)
    if when == "after":
        primary = approve(world, primary)
    row = of_wang(world, primary)
    if when == "before":
        assert not row.deliveries.exists()
        primary = approve(world, primary)
    row = again(row)
    sent = row.deliveries.get()
    assert (sent.reply, sent.way, sent.unit, row.to_bring) == (
        primary.replies.get(),
        "phone",
        world.office,
        "phone",
    )
    assert Deadline.objects.running().get(matter=row).kind == "delivery"
    told = Notice.objects.filter(kind="bring", about=row.reference).values_list("to__username", flat=True)
    assert list(told) == ["he"]
    assert row in Matter.objects.waiting_for(world.he, AT)
    assert row in Matter.objects.visible_to(world.he, AT)
    assert revealing.may_reveal(row, world.he, AT), "he rings her"
    assert row in revealing.to_reveal(Matter.objects.all(), world.he, AT)
    assert Notice.objects.filter(kind="answered", to=world.xia, about=row.reference).exists()


def test_it_is_brought_tried_and_then_on_record(world: World, enter: Callable[[Any], Client]) -> None:
    row = of_wang(world, make.replied(world))
    client = enter(world.he)
    assert f"/matters/{row.reference}/delivery/" in client.get(f"/matters/{row.reference}/").content.decode()
    page = client.get(f"/matters/{row.reference}/delivery/").content.decode()
    assert make.REPLY["opinion"] in page
    assert make.REPLY["request"] not in page, "what the other one asked for is not read out to her"
    actions.try_delivery(matter=row, words="无人接听", version=row.version, by=world.he, at=AT)
    row = bring(world, row)
    assert (row.state, row.to_bring, row.deliveries.get().done_by) == (State.MERGED, "", world.he)
    assert not Deadline.objects.running().filter(matter=row).exists()
    assert row.replies.count() == 0


def test_that_one_person_has_it_is_not_that_the_other_has_it(world: World) -> None:
    primary = make.replied(world)
    row = of_wang(world, primary)
    bring(world, row)
    assert primary.replies.get().delivered_at is None


def test_what_is_merged_holds_the_closing_until_its_person_has_the_answer(world: World) -> None:
    primary = make.replied(world)
    row = of_wang(world, primary)
    actions.rate(matter=primary, handled="yes", satisfied=4, words="", door="code", at=AT)
    assert again(primary).state == State.REPLIED
    assert clock.close_unrated(at=AT + 40 * DAY) == 0
    with pytest.raises(Refused, match="everybody"):
        actions.close(matter=primary, by=None, at=AT + 40 * DAY)
    bring(world, row, days=40)
    assert clock.close_unrated(at=AT + 40 * DAY) == 1
    assert again(primary).state == State.CLOSED


def test_a_page_that_nobody_opens_becomes_a_task(world: World) -> None:
    row = make.matter(world, resident=world.wang, channel="web")
    actions.opened(matter=row, at=AT)
    row = join(world, again(row), make.replied(world))
    assert (row.deliveries.get().way, row.to_bring) == ("page", "")
    delivery_clock.bring_unopened(at=AT + 10 * DAY)
    assert again(row).to_bring == "phone"


def test_the_page_brings_it_to_who_holds_the_code(world: World, client: Client) -> None:
    primary = make.drafted(world)
    mine = make.lodged(world)
    join(world, mine.matter, primary)
    approve(world, primary)
    client.get(f"/c/heyang/r/{mine.link}/", follow=True)
    assert again(mine.matter).deliveries.get().done_at is not None


def test_the_next_answer_takes_the_place_of_one_under_way(world: World) -> None:
    primary = make.replied(world)
    row = of_wang(world, primary)
    actions.reopen(matter=primary, words="还是不亮，请再来看", at=AT)
    primary = again(primary)
    actions.note(matter=primary, words="换了镇流器", version=primary.version, by=world.he, at=AT)
    primary = again(primary)
    actions.draft_reply(matter=primary, version=primary.version, by=world.he, at=AT, **make.REPLY)
    approve(world, primary)
    first, second = row.deliveries.all()
    assert first.overtaken_at is not None
    assert second.reply == primary.replies.last()
    assert Deadline.objects.running().filter(matter=row, kind="delivery").count() == 1


def test_undone_nobody_brings_it_any_more_and_merged_anew_it_is_not_told_twice(world: World) -> None:
    primary = make.replied(world)
    row = of_wang(world, primary)
    actions.unmerge(matter=row, why="不是同一盏灯", version=row.version, by=world.liu, at=AT)
    row = again(row)
    assert (row.state, row.to_bring, row.lead_unit, row.handler) == ("received", "", None, None)
    assert row.deliveries.get().overtaken_at is not None
    assert not Deadline.objects.running().filter(matter=row, kind="delivery").exists()
    row = bring(world, join(world, row, primary))
    actions.unmerge(matter=row, why="不是同一盏灯", version=row.version, by=world.liu, at=AT)
    assert join(world, again(row), primary).to_bring == ""


def test_the_letter_to_who_is_merged_says_nothing_of_what_the_other_asked_for(world: World) -> None:
    row = of_wang(world, make.replied(world))
    found = letter.last_answer(row)
    assert found is not None
    words = read(letter.docx(found, row))
    assert make.REPLY["opinion"] in words
    assert make.REPLY["request"] not in words


def test_a_way_out_is_told_to_everybody_and_how_is_asked_where_no_code_is_in_hand(
    world: World, enter: Callable[[Any], Client]
) -> None:
    primary = make.matter(world)
    theirs = join(world, make.lodged(world).matter, primary)
    row = of_wang(world, primary)
    url = f"/matters/{primary.reference}/redirect/"
    words = {"route": "arbitration", "organ": "仲裁委员会", "words": "请带劳动合同前往", "told": "page"}
    primary = again(primary)
    with pytest.raises(Refused, match="how the person is told"):
        actions.redirect(matter=primary, version=primary.version, by=world.liu, at=AT, **words)
    client, sent = enter(world.liu), {**words, "version": primary.version}
    assert client.post(url, sent).status_code == 422, "how is Wang told?"
    assert client.post(url, {**sent, f"told_{row.pk}": "phone"}).status_code == 302
    told = {one.matter: one.told for one in Referral.objects.all()}
    assert told == {primary: "page", theirs: "page", row: "phone"}
    pages = Notice.objects.filter(kind="told", facts__deed="redirect").values_list("page", flat=True)
    assert set(pages) == {primary.reference, theirs.reference, row.reference}


@pytest.mark.usefixtures("now")
def test_another_procedure_is_told_in_writing_to_whoever_is_merged_into_it_too(
    world: World, enter: Callable[[Official], Client]
) -> None:
    main = make.matter(world, profile="inquiry")
    other = of_wang(world, main)
    main.refresh_from_db()
    why = "经核实不属于咨询，需要现场处理"
    given: dict[str, Any] = {"profile": "contact_matter", "words": why, "by": world.liu, "at": AT}
    with pytest.raises(Refused, match="told in writing"):  # the one has a code, the other has none
        actions.reclassify(matter=main, version=main.version, told="page", **given)
    actions.reclassify(matter=main, version=main.version, told="post", **given)
    assert Notice.objects.filter(page=other.reference, facts__deed="reclassify").exists()
    assert why in words(enter(world.liu), other, "procedure")
