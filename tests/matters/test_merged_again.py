"""Who is merged into another matter can rate what they were answered, and have theirs taken up again (T20)."""

from typing import Any

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, sentences
from huiyin.matters.models import Matter, State
from huiyin.matters.rules import reopening
from huiyin.matters.story import story
from huiyin.notices.models import Notice
from tests import make, make_states
from tests.intake.test_web_deeds import form_token
from tests.matters.test_merged_answers import DAY, again, bring, join, of_wang
from tests.world import AT, World


def told(world: World) -> tuple[Matter, Matter]:
    """One that is answered, and Wang's, who has been told the answer of it two days later."""
    primary = make.replied(world)
    return primary, bring(world, of_wang(world, primary), days=2)


def test_t20_who_is_merged_has_theirs_taken_up_again_and_the_other_stays_answered(world: World) -> None:
    primary, row = told(world)
    row = actions.reopen(matter=row, words="我家门口的灯还是不亮", at=AT + 3 * DAY)
    row, primary = again(row), again(primary)
    assert (row.state, row.primary, row.reopened, row.right_used) == ("in_progress", None, 1, True)
    assert (row.handler, row.holding_unit, row.topic) == (world.he, world.office, "streetlight")
    assert (primary.state, primary.right_used, primary.merged.exists()) == ("replied", False, False)
    clock_of_it = row.deadlines.running().get()
    assert (clock_of_it.kind, clock_of_it.n, row.due_on) == ("handle", 15, clock_of_it.due_on)
    assert row.merges.get().undone_at == AT + 3 * DAY
    last = primary.steps.last()
    assert last is not None
    assert last.deed == "part"
    assert set(Notice.objects.filter(kind="reopened").values_list("to__username", flat=True)) == {
        "he",
        "gao",
        "liu",
    }
    row = actions.note(matter=row, words="换了镇流器", version=row.version, by=world.he, at=AT + 3 * DAY)
    actions.draft_reply(
        matter=row,
        version=row.version,
        by=world.he,
        at=AT + 3 * DAY,
        **{**make.REPLY, "opinion": "您家门口的灯也修好了。"},
    )
    row = again(row)
    actions.approve(matter=row, version=row.version, by=world.gao, at=AT + 3 * DAY)
    assert [one.reply.matter for one in row.deliveries.all()] == [primary, row]


def test_the_right_of_who_is_merged_is_counted_from_when_they_had_the_answer(world: World) -> None:
    _primary, row = told(world)
    assert reopening.objection_to_reopening(row, AT + 32 * DAY) is None
    assert "has passed" in (reopening.objection_to_reopening(row, AT + 33 * DAY) or "")


def test_while_the_work_goes_on_nothing_is_rated_or_taken_up_again(world: World) -> None:
    primary, row = told(world)
    actions.reopen(matter=primary, words="还是不亮，请再来看", at=AT + 3 * DAY)
    assert "not answered here" in (reopening.objection_to_reopening(again(row), AT + 3 * DAY) or "")
    with pytest.raises(Refused, match="no answer to rate"):
        actions.rate(matter=row, handled="yes", satisfied=4, words="", door="code", at=AT + 3 * DAY)


def a_petition_of_two(world: World) -> tuple[Matter, Matter]:
    """One that is answered, and Wang's of the same, which she was sent two days later."""
    primary = make_states.petition(world)
    mine = make.matter(world, resident=world.wang, raised_by=world.xia, profile="petition_claim")
    row = again(join(world, mine, primary))
    given: dict[str, Any] = {"way": "hand", "how": "王女士本人", "version": row.version, "by": world.he}
    return primary, actions.deliver(matter=row, at=AT + 2 * DAY, **given)


def test_t21_who_is_merged_asks_for_a_review_of_what_they_were_answered_in_their_own_days(
    world: World,
) -> None:
    primary, row = a_petition_of_two(world)
    window = row.deadlines.running().get()
    assert (window.kind, window.started_on) == ("review_request", (AT + 2 * DAY).date())
    assert "review" in reopening.remedy(row, AT), "so it is promised"
    with pytest.raises(Refused, match="has passed"):
        actions.ask_review(matter=row, words="没有到我家看过", at=AT + 33 * DAY)
    actions.ask_review(matter=row, words="没有到我家看过", at=AT + 32 * DAY)
    row, primary = again(row), again(primary)
    assert (row.state, row.primary, row.outcome, row.holding_unit) == (
        "under_review",
        None,
        "not_supported",
        world.root,
    )
    assert row.replied_at == AT + 2 * DAY
    assert {clock.kind for clock in row.deadlines.running()} == {"review_decide"}
    assert primary.state == "replied", "the other one stays answered"
    assert [one.matter for one in reopening.answers_to(row)] == [primary], "they keep what they were answered"
    actions.decide_review(
        matter=row, version=row.version, by=world.sun, at=AT + 32 * DAY, **make_states.OPINION
    )
    assert again(row).state == "reviewed"


def test_a_clerk_enters_it_for_who_is_merged(world: World) -> None:
    _primary, row = a_petition_of_two(world)
    signed = (AT + 3 * DAY).date()
    given: dict[str, Any] = {"words": "没有到我家看过", "signed_on": signed, "version": row.version}
    actions.ask_review_for(matter=row, by=world.xia, at=AT + 3 * DAY, **given)
    assert again(row).state == "under_review"


def test_no_review_of_what_is_worked_on_anew_nor_of_what_nobody_has(world: World) -> None:
    primary, row = a_petition_of_two(world)
    other = make.matter(world, resident=world.zhu, raised_by=world.xia, profile="petition_claim")
    other = join(world, other, primary)
    with pytest.raises(Refused, match="not on record yet"):
        actions.ask_review(matter=other, words="没有到我家看过", at=AT + 3 * DAY)
    actions.reopen(matter=primary, words="还是不亮，请再来看", at=AT + 3 * DAY)
    assert not again(row).deadlines.running().exists(), "it begins with the next answer"
    with pytest.raises(Refused, match="nothing to be reviewed"):
        actions.ask_review(matter=again(row), words="没有到我家看过", at=AT + 3 * DAY)


def test_who_is_merged_reads_by_when_they_are_told_whether_it_is_accepted(
    world: World, client: Client
) -> None:
    mine = make.lodged(world)
    join(world, mine.matter, make.routed(world, profile="petition_claim"))
    page = client.get(f"/c/heyang/r/{mine.link}/", follow=True).content.decode()
    assert "最晚告知是否受理的日期" in page
    assert "最晚答复日期" not in page


def test_who_is_merged_rates_what_they_were_answered(world: World) -> None:
    primary, row = told(world)
    actions.rate(matter=row, handled="no", satisfied=2, words="", door="code", at=AT + 3 * DAY)
    assert row.ratings.get().reply == primary.replies.get()
    assert not primary.ratings.exists()
    assert again(row).state == State.MERGED
    assert Notice.objects.filter(kind="unsolved", about=row.reference, to=world.he).exists()


def test_the_page_offers_it_and_keeps_the_first_answer(world: World, client: Client) -> None:
    primary = make.replied(world)
    mine = make.lodged(world)
    join(world, mine.matter, primary)
    reply = primary.replies.get()
    reply.remedy = "只有第一个人的话"
    reply.save(update_fields=["remedy"])
    page = client.get(f"/c/heyang/r/{mine.link}/", follow=True).content.decode()
    assert "只有第一个人的话" not in page
    there = f"/c/heyang/matters/{mine.matter.reference}"
    assert f'action="{there}/reopening/"' in page
    assert f'action="{there}/rating/"' in page
    said = {"rating": {"handled": "no", "satisfied": "2"}, "reopening": {"words": "我家门口的灯还是不亮"}}
    for door, words in said.items():
        sent = {**words, "once": form_token(client, f"{there}/{door}/")}
        assert client.post(f"{there}/{door}/", sent).status_code == 302
    page = client.get(f"/c/heyang/r/{mine.link}/", follow=True).content.decode()
    assert make.REPLY["opinion"] in page, "what was answered stays"
    assert make.REPLY["request"] not in page, "and is not theirs as a whole"


def test_who_is_merged_reads_that_the_other_is_taken_up_again(world: World) -> None:
    primary, row = told(world)
    actions.reopen(matter=primary, words="还是不亮，请再来看", at=AT + 3 * DAY)
    said = [words for _at, words in story(again(row), again(primary))]
    assert "It is being taken up again, as it is not solved yet." in said
    assert "You asked to have it taken up again." not in said


@pytest.mark.parametrize("by", ["resident", "official"])
def test_nobody_brings_an_answer_that_is_worked_on_anew_to_who_is_merged(world: World, by: str) -> None:
    primary = make.replied(world)
    row = of_wang(world, primary)
    assert row.to_bring == "phone"
    if by == "resident":
        actions.reopen(matter=primary, words="还是不亮", at=AT + DAY)
    else:
        again_ = again(primary)
        actions.take_up(matter=again_, words="还没解决", version=again_.version, by=world.sun, at=AT + DAY)
    row = again(row)
    assert (row.to_bring, row.deliveries.outstanding().count()) == ("", 0)
    assert not row.deadlines.running().exists()


@pytest.mark.parametrize("state", ["needs_info", "under_review", "under_recheck", "reviewed"])
def test_who_is_merged_does_not_read_that_they_asked_or_were_asked(world: World, state: str) -> None:
    main = make_states.MAKERS[state](world)
    own, other = sentences.standing(main), sentences.standing(main, rated=False)
    assert own != other
    assert not any(words in other for words in ("You asked", "below", "please answer"))
    row = make.matter(world)
    told = [words for _at, words in story(row, main)]
    assert not any("You asked" in words for words in told)
    assert any("review of the answer was asked" in words for words in told) is (state != "needs_info")
