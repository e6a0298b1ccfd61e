"""What a person is told in writing: each paper is opened and read, and is there only once there is something to tell."""

import io
from typing import Any

import pytest
from django.test import Client
from docx import Document

from huiyin.lib.paper import date_in_words
from huiyin.matters import actions, sentences, written_notices
from huiyin.matters.models import Matter
from huiyin.matters.written_notices import EVERY
from tests import make, make_states
from tests.matters.test_papers import Enter, now, read, url_of, words
from tests.world import AT, World

__all__ = ["now"]
MEDIATED = {"outcome": "mediated", "opinion": "双方同意各让半米，共同出资修整排水沟。"}


def there(found: Matter, world: World) -> set[str]:
    return {name for name, kind in EVERY.items() if kind.is_there(found, world.liu, AT)}


@pytest.mark.usefixtures("now")
def test_a_petition_is_accepted_and_forwarded_in_writing(world: World, enter: Enter) -> None:
    found = make.routed(world, profile="petition_claim")
    assert "forwarding" in there(found, world)
    assert "acceptance" not in there(found, world)
    text = words(enter(world.liu), found, "forwarding")
    assert "转送告知书" in text
    assert world.office.name in text
    found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
    text = words(enter(world.gao), found, "acceptance")
    assert "受理告知书" in text
    assert all(said in text for said in (found.reference, "第23条", "2026年5月6日", "2026年3月2日"))
    found.deadlines.filter(kind="handle").update(is_provisional=True)
    assert "该日期为暂定" in words(enter(world.gao), found, "acceptance")


@pytest.mark.usefixtures("now")
def test_the_notice_of_acceptance_says_the_date_that_was_set_then_also_after_it_was_moved(
    world: World, enter: Enter
) -> None:
    found = make.more_time_asked(world, profile="petition_claim")
    set_then = found.due_on
    found = actions.extend(matter=found, version=found.version, by=world.gao, at=AT)
    text = words(enter(world.gao), found, "acceptance")
    assert found.due_on != set_then
    assert "2026年5月6日" in text
    assert date_in_words(found.due_on) not in text


@pytest.mark.usefixtures("now")
def test_who_asked_for_a_review_has_it_in_writing_by_when_it_is_decided(world: World, enter: Enter) -> None:
    found = make_states.under_review(world)
    assert "review-receipt" in there(found, world)
    text = words(enter(world.sun), found, "review-receipt")
    assert all(said in text for said in (world.root.name, "2026年4月1日", "第35条"))
    assert "4月1日" in sentences.standing(found)
    assert "review-receipt" not in there(make_states.reviewed(world), world)


@pytest.mark.usefixtures("now")
def test_what_is_no_petition_has_no_notices_of_one(world: World, enter: Enter) -> None:
    found = make.accepted(world)
    assert there(found, world) == {"slip", "record"}
    for paper in ("acceptance", "forwarding", "review", "mediation", "extension", "legal-route"):
        assert enter(world.liu).get(url_of(found, paper)).status_code == 404


@pytest.mark.usefixtures("now")
def test_more_time_is_told_with_both_days_and_why(world: World, enter: Enter) -> None:
    found = make.more_time_asked(world)
    found = actions.extend(matter=found, version=found.version, by=world.gao, at=AT)
    text = words(enter(world.he), found, "extension")
    assert "延期告知书" in text
    assert all(said in text for said in ("2026年4月14日", "灯杆要重新采购"))
    assert found.due_on is not None
    assert f"{found.due_on.month}月{found.due_on.day}日" in text
    assert "暂定" not in text
    found.deadlines.filter(kind="handle").update(is_provisional=True)
    assert "该日期为暂定，放假安排公布后可能变动。" in words(enter(world.he), found, "extension")


@pytest.mark.usefixtures("now")
def test_the_way_of_the_law_and_a_refusal_name_article_organ_and_reason(world: World, enter: Enter) -> None:
    found = make.redirected(world)
    text = words(enter(world.liu), found, "legal-route")
    assert "法定途径告知书" in text
    assert all(
        said in text for said in ("第31条第（二）项", "河阳县劳动人事争议仲裁委员会", "申请时效为一年")
    )
    assert "non-acceptance" not in there(found, world)
    other = make.matter(world)
    reason = {"reason": "outside_county", "words": "该路段属于邻县管养。", "told": "hand"}
    actions.decline(matter=other, version=1, by=world.liu, at=AT, **reason)
    text = words(enter(world.liu), other, "non-acceptance")
    assert "不予受理告知书" in text
    assert "该路段属于邻县管养" in text


@pytest.mark.usefixtures("now")
def test_review_and_recheck_are_opinions_of_the_body_above(world: World, enter: Enter) -> None:
    found = make_states.finalised(world)
    assert {"review", "recheck"} <= there(found, world)
    sun = enter(world.sun)
    text = words(sun, found, "review")
    assert "复查意见书" in text
    assert all(
        said in text
        for said in (world.root.name, world.office.name, make_states.OPINION["opinion"], "30 日内")
    )
    text = words(sun, found, "recheck")
    assert "复核意见书" in text
    assert "禾阳市人民政府" in text
    assert "不再受理" in text


@pytest.mark.usefixtures("now")
def test_what_was_agreed_is_there_to_be_signed(world: World, enter: Enter) -> None:
    found = make.replied(world, reply=MEDIATED)
    text = words(enter(world.he), found, "mediation")
    assert "调解协议书" in text
    assert MEDIATED["opinion"] in text
    assert text.count("____") >= 3
    paper = Document(io.BytesIO(enter(world.he).get(url_of(found, "mediation")).content))
    signed = [one.paragraph_format.keep_with_next for one in paper.paragraphs if "____" in one.text]
    assert signed == [True] * 3, "who signs stands on one page with the others"


@pytest.mark.usefixtures("now")
def test_numbers_that_are_copied_begin_a_paragraph_so_that_no_line_ends_in_them(
    world: World, enter: Enter
) -> None:
    found = make.accepted(world, profile="petition_claim")
    lines = words(enter(world.gao), found, "acceptance").splitlines()
    assert [one for one in lines if one.startswith(f"编号{found.reference}，")]
    (asked,) = (one for one in lines if one.startswith("咨询电话："))
    assert world.office.on_paper in asked


@pytest.mark.usefixtures("now")
def test_the_person_is_named_on_none_of_them(world: World, enter: Enter) -> None:
    made: Any = {
        "acceptance": make.accepted(world, profile="petition_claim", resident=world.wang),
        "legal-route": make.redirected(world, resident=world.wang),
    }
    client: Client = enter(world.liu)
    for paper, found in made.items():
        answer = client.get(url_of(found, paper))
        assert world.wang.name not in read(answer.content)


def test_what_was_never_passed_on_has_no_notice_of_forwarding(world: World) -> None:
    found = make.matter(world, profile="petition_claim")
    found.lead_unit = world.office  # as where it is answered with another one
    assert not written_notices._forwarded(found, world.liu, AT)
    assert written_notices._forwarded(make.routed(world, profile="petition_claim"), world.liu, AT)
