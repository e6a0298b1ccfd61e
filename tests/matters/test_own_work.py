"""Who had a part in the work on a matter neither gives out its new code nor closes it; what follows a new code is shown."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, papers
from huiyin.matters.actions import Lodged
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import life
from huiyin.notices.models import Notice
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official, Post
from tests import make
from tests.matters.test_renewing import EN, renewed
from tests.world import AT, LONG_AGO, World, official

Enter = Callable[[Official], Client]


@pytest.mark.parametrize("who", ["handler", "accountable_head"])
def test_whoever_handles_it_or_answers_for_it_never_holds_its_code(world: World, who: str) -> None:
    row = make.accepted(world)
    Matter.objects.filter(pk=row.pk).update(**{who: world.liu})
    with pytest.raises(Refused, match="answers for it leaves this"):
        renewed(Lodged(row, "", ""), world.liu)
    renewed(Lodged(row, "", ""), world.xia)


def test_the_unit_in_the_lead_gives_out_no_code_of_what_it_answers(world: World) -> None:
    row = make.replied(world)
    ding = official("ding", "丁一", world.office, "窗口办事员", "desk_clerk", "coordinator")
    with pytest.raises(Refused, match="somebody else's post"):
        renewed(Lodged(row, "", ""), ding)
    above = make.matter(world)
    above = actions.route(
        matter=above, to=world.root, topic="streetlight", version=above.version, by=world.sun, at=AT
    )
    with pytest.raises(Refused, match="unit that handles the matter"):
        renewed(Lodged(above, "", ""), world.sun)
    renewed(Lodged(above, "", ""), world.xia)


def test_who_had_a_part_in_an_earlier_round_gives_out_no_code_and_closes_nothing(world: World) -> None:
    row = make.replied(world)
    actions.rate(matter=row, handled="no", satisfied=2, words="", door="code", at=AT)
    row.refresh_from_db()
    assert life.objection(Step.Deed.CLOSE, row, world.liu, AT) is None
    Step.objects.create(
        matter=row, deed=Step.Deed.DRAFT, at=AT, by=world.liu, unit=world.office, state_after=row.state
    )
    assert "had a part" in str(life.objection(Step.Deed.CLOSE, row, world.liu, AT))
    with pytest.raises(Refused, match="had a part"):
        renewed(Lodged(row, "", ""), world.liu)
    renewed(Lodged(row, "", ""), world.xia)


def test_the_officials_of_the_matter_hear_of_a_new_code_and_who_gave_it_out_does_not(world: World) -> None:
    row = make.started(world)
    renewed(Lodged(row, "", ""), world.xia)
    told = Notice.objects.filter(about=row.reference, kind="code_renewed").values_list("to", flat=True)
    assert set(told) == {world.he.pk, world.gao.pk, world.liu.pk}
    renewed(Lodged(row, "", ""), world.liu)
    told = Notice.objects.filter(about=row.reference, kind="code_renewed", to=world.liu)
    assert told.count() == 1


def test_a_rating_after_a_new_code_says_so_on_the_page_and_in_the_record(world: World, enter: Enter) -> None:
    row = make.replied(world)
    actions.rate(matter=row, handled="no", satisfied=2, words="", door="code", at=AT)
    renewed(Lodged(row, "", ""), world.xia, at=AT + timedelta(hours=1))
    here, words = f"/matters/{row.reference}/", "By a code that was given out anew"
    ma = enter(world.ma)
    assert words not in ma.get(here, headers=EN).content.decode()
    assert "补发" not in rated_in_record(row)
    actions.rate(matter=row, handled="yes", satisfied=5, words="", door="code", at=AT + timedelta(hours=2))
    assert ma.get(here, headers=EN).content.decode().count(words) == 1
    assert rated_in_record(row).count("凭补发的查询码评价") == 1


def rated_in_record(row: Matter) -> str:
    """What the record says that the resident thinks of the answers."""
    content = papers.PAPERS["record"].docx(Matter.objects.get(pk=row.pk), AT + timedelta(days=1))
    words = "\n".join(line.text for line in Document(BytesIO(content)).paragraphs)
    return words.split("群众的评价")[-1]


@pytest.mark.parametrize("part", ["handler", "accountable_head", "earlier work"])
def test_nobody_enters_that_their_own_work_was_withdrawn_and_the_person_always_may(
    world: World, part: str
) -> None:
    row = make.started(world)
    if part == "earlier work":
        past = {"at": AT, "by": world.liu, "unit": world.office, "state_after": row.state}
        Step.objects.create(matter=row, deed=Step.Deed.REFUSE_MORE_TIME, **past)
    else:
        Matter.objects.filter(pk=row.pk).update(**{part: world.liu})
    row.refresh_from_db()
    asked = {"matter": row, "signed_on": AT.date(), "words": "撤回申请书，窗口档案", "version": row.version}
    with pytest.raises(Refused, match="leaves this to somebody else"):
        actions.withdraw_for(by=world.liu, at=AT, **asked)
    assert life.objection(Step.Deed.WITHDRAW, row, world.xia, AT) is None
    assert actions.withdraw(matter=row, words="", at=AT).state == "withdrawn"


def test_the_unit_in_the_lead_does_not_enter_that_a_matter_was_withdrawn(world: World) -> None:
    row = make.matter(world)
    asked = {"to": world.root, "topic": "streetlight", "version": row.version, "by": world.sun}
    row = actions.route(matter=row, at=AT, **asked)
    assert "unit that handles" in str(life.objection(Step.Deed.WITHDRAW, row, world.sun, AT))
    assert life.objection(Step.Deed.WITHDRAW, row, world.xia, AT) is None


def test_the_trail_and_the_person_are_told_which_desk_gave_out_the_code(world: World) -> None:
    row = make.matter(world)
    for who, desk in ((world.xia, world.town), (world.sun, world.root)):
        renewed(Lodged(row, "", ""), who)
        step = row.steps.last()
        assert step is not None
        assert (step.deed, step.by, step.unit) == (Step.Deed.RENEW, who, desk)
        told = Notice.objects.filter(page=row.reference, facts__deed="renew").latest("pk")
        assert told.facts["unit"] == desk.short_name


def test_of_two_desks_the_nearer_one_did_it(world: World) -> None:
    row = make.matter(world, intake_unit=world.office)
    both = official("ding", "丁一", world.root, "县联系办干事", "desk_clerk")
    post = Post.objects.create(unit=world.town, title="窗口", capacities=["desk_clerk"], valid_from=LONG_AGO)
    orgs.appoint(official=both, post=post, from_on=LONG_AGO, by="test", at=AT)
    renewed(Lodged(row, "", ""), both)
    assert row.steps.get(deed=Step.Deed.RENEW).unit == world.town
