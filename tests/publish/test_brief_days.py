"""A policy text at its edges: its first and last day, what it must say, who may see to it, and each question once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from huiyin.lib.refusal import Refused
from huiyin.publish import actions, policies, rules
from huiyin.publish.models import BriefQuestion, PolicyBrief
from tests.house.parts import around
from tests.publish.test_briefs import published
from tests.world import AT, World

TODAY = AT.date()
DAY = timedelta(days=1)
TEXT: dict[str, Any] = {"title": "补助", "text": "可以申请", "source": "3号文", "valid_from": TODAY}


def test_a_text_has_a_title_words_and_a_source(world: World) -> None:
    for name in ("title", "text", "source"):
        with pytest.raises(Refused, match="give a title"):
            around.brief(world, **{name: " "})
    with pytest.raises(Refused, match="what kind"):
        around.brief(world, kind="rumour")
    assert around.brief(world, kind="benefit").kind == "benefit"


def test_its_last_day_is_not_before_its_first(world: World) -> None:
    with pytest.raises(Refused, match="before the first"):
        around.brief(world, valid_from=TODAY, valid_until=TODAY - DAY)
    assert around.brief(world, valid_from=TODAY, valid_until=TODAY).valid_until == TODAY
    assert around.brief(world, valid_from=TODAY).valid_until is None


def test_it_is_published_on_its_last_day_and_not_on_the_next(world: World) -> None:
    brief, open_end = around.brief(world, valid_until=TODAY), around.brief(world)
    assert rules.objection_to_publishing(brief, world.liu, AT, TODAY) is None
    assert "time is over" in (rules.objection_to_publishing(brief, world.liu, AT, TODAY + DAY) or "")
    assert not open_end.is_over(TODAY + 9999 * DAY)
    with pytest.raises(Refused, match="in the meantime"):
        actions.publish_brief(brief=brief, version=2, by=world.liu, at=AT)
    actions.publish_brief(brief=brief, version=1, by=world.liu, at=AT)
    with pytest.raises(Refused, match="in the meantime"):
        actions.publish_brief(brief=brief, version=2, by=world.liu, at=AT)
    brief.refresh_from_db()
    open_end.refresh_from_db()
    assert (brief.version, brief.published_by, brief.is_public) == (2, world.liu, True)
    assert (open_end.published_at, open_end.is_public) == (None, False)
    assert "published already" in (rules.objection_to_publishing(brief, world.liu, AT, TODAY) or "")


def test_the_public_reads_it_from_its_first_day_and_a_benefit_through_its_last(world: World) -> None:
    brief = published(world, valid_from=TODAY, valid_until=TODAY + DAY)
    benefit = published(world, kind="benefit", valid_from=TODAY, valid_until=TODAY + DAY)
    around.brief(world)
    public = [set(PolicyBrief.objects.public_on(TODAY + n * DAY)) for n in (-1, 0, 1, 2)]
    assert public == [set(), {brief, benefit}, {brief, benefit}, {brief}]
    actions.withdraw_brief(brief=brief, reason=" 有错 ", version=2, by=world.liu, at=AT)
    assert set(PolicyBrief.objects.public_on(TODAY)) == {benefit}


def test_only_what_is_public_is_withdrawn_once_with_a_reason(world: World) -> None:
    draft, brief, other = around.brief(world), published(world), published(world)
    assert "not public" in (rules.objection_to_withdrawing(draft, world.liu, AT) or "")
    for reason, version, sentence in ((" ", 2, "why it is"), ("有错", 1, "meantime")):
        with pytest.raises(Refused, match=sentence):
            actions.withdraw_brief(brief=brief, reason=reason, version=version, by=world.liu, at=AT)
    actions.withdraw_brief(brief=brief, reason=" 有错 ", version=2, by=world.liu, at=AT)
    with pytest.raises(Refused, match="in the meantime"):
        actions.withdraw_brief(brief=brief, reason="有错", version=3, by=world.liu, at=AT)
    brief.refresh_from_db()
    other.refresh_from_db()
    assert (brief.withdrawn_reason, brief.version, brief.is_public) == ("有错", 3, False)
    assert (other.is_public, other.version) == (True, 2)
    assert "not public" in (rules.objection_to_withdrawing(brief, world.liu, AT) or "")


def test_a_draft_is_rewritten_from_the_page_it_was_read_on(world: World) -> None:
    brief, other = around.brief(world), around.brief(world)
    text = actions.BriefText(**TEXT)
    with pytest.raises(Refused, match="in the meantime"):
        actions.rewrite_brief(brief=brief, text=text, version=2, by=world.liu, at=AT)
    actions.rewrite_brief(brief=brief, text=text, version=1, by=world.liu, at=AT)
    brief.refresh_from_db()
    other.refresh_from_db()
    assert (brief.title, brief.version) == ("补助", 2)
    assert (other.title, other.version) == ("农村危房改造补助", 1)


def test_the_author_and_who_leads_its_unit_see_to_it(world: World) -> None:
    brief = actions.write_brief(text=actions.BriefText(**TEXT), by=world.chen, at=AT)
    assert brief.unit == world.town, "the organ in which the party branch stands"
    may = {
        name: rules.may_change(brief, getattr(world, name), AT)
        for name in ("chen", "liu", "ma", "sun", "xia", "he", "qian")
    }
    yes = {name for name, can in may.items() if can}
    assert yes == {"chen", "liu", "ma", "sun"}
    sees = {
        name for name in may if PolicyBrief.objects.visible_to(getattr(world, name), AT).filter(pk=brief.pk)
    }
    assert sees == {"chen", "liu", "ma", "sun", "xia"}, "the desk reads what it is asked about"


def test_a_question_has_an_answer_or_a_matter(world: World) -> None:
    brief = published(world)
    for words in ({"text": " ", "answer": "不要钱"}, {"text": "要钱吗", "answer": " "}):
        with pytest.raises(Refused, match=r"what was asked|answered, or registered"):
            actions.keep_question(brief=brief, by=world.liu, at=AT, **words)
    told = actions.keep_question(brief=brief, text=" 要钱吗 ", answer=" 不要 ", by=world.liu, at=AT)
    assert (told.text, told.answer, told.answered_at, told.is_public) == ("要钱吗", "不要", AT, False)
    kept = actions.keep_question(brief=brief, text="租房呢", matter_reference="HY-1", by=world.liu, at=AT)
    assert (kept.answer, kept.answered_at) == ("", None)


def test_a_question_is_answered_once_and_shown_when_meant_for_it(world: World) -> None:
    brief = published(world)
    first, second = (
        actions.keep_question(brief=brief, text=text, matter_reference="HY-1", by=world.liu, at=AT)
        for text in ("租房呢", "借房呢")
    )

    def answer(question: BriefQuestion, words: str = " 可以 ", is_public: bool = True) -> None:
        actions.answer_question(question=question, answer=words, is_public=is_public, by=world.liu, at=AT)

    with pytest.raises(Refused, match="what you answered"):
        answer(first, " ")
    answer(first)
    with pytest.raises(Refused, match="answered already"):
        answer(first)
    first.refresh_from_db()
    with pytest.raises(Refused, match="answered already"):
        answer(first)
    assert (first.answer, first.answered_at) == ("可以", AT)
    assert "Only its author" in (rules.objection_to_answering(second, world.qian, AT) or "")
    assert list(BriefQuestion.objects.shown()) == [first]
    answer(second, is_public=False)
    assert list(BriefQuestion.objects.shown()) == [first]


def test_a_policy_is_explained_in_the_name_of_ones_organ_before_that_of_ones_branch(world: World) -> None:
    names = {name: rules.unit_for(getattr(world, name), AT).name for name in ("chen", "liu", "he", "sun")}
    assert names == {
        "chen": world.town.name, "liu": world.town.name, "he": world.office.name, "sun": world.root.name,

    }  # fmt: skip


def test_the_public_pages_hold_thirty_texts_a_page_and_one_where_it_may_be_read(
    world: World, rf: RequestFactory
) -> None:
    request: Any = rf.get("/")
    request.county, request.at = world.county, AT + DAY
    brief, draft = published(world, valid_until=TODAY), around.brief(world)
    found = policies.one(request, brief.pk) or {}
    assert (found["brief"], found["is_over"], found["questions"]) == (brief, True, [])
    assert policies.one(request, draft.pk) is None
    assert policies.listing(request)["briefs"] == [(brief, True)]
    for more, shown, follows in ((29, 30, False), (1, 30, True)):
        for _n in range(more):
            brief.pk, brief.valid_until = None, None
            brief.save(force_insert=True)
        listing = policies.listing(request)
        assert (len(listing["briefs"]), bool(listing["next_url"])) == (shown, follows)
    assert not any(is_over for _brief, is_over in listing["briefs"]), (
        "the one that is over is on the next page"
    )
