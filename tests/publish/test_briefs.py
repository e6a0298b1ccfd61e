"""Policy briefs: a way to ask back before anybody reads them, expired ones marked, questions answered or a matter."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.publish import actions
from huiyin.publish.asking import collect_question
from huiyin.publish.models import BriefQuestion, PolicyBrief
from tests.house.parts import around
from tests.world import AT, SHANGHAI, World

Enter = Callable[[Official], Client]
LATER = datetime(2026, 6, 2, 9, 0, tzinfo=SHANGHAI)


def published(world: World, **fields: object) -> PolicyBrief:
    """A brief that anybody may read."""
    brief = around.brief(world, **fields)
    actions.publish_brief(brief=brief, version=1, by=world.liu, at=AT)
    brief.refresh_from_db()
    return brief


def test_s12_a_brief_without_a_reply_route_cannot_be_published(world: World, enter: Enter) -> None:
    brief = around.brief(world, reply_route="")
    with pytest.raises(Refused, match="where a question is answered"):
        actions.publish_brief(brief=brief, version=1, by=world.liu, at=AT)
    client = enter(world.liu)
    assert "没有咨询渠道的材料不能公开" in client.get(f"/briefs/{brief.pk}/").content.decode()
    assert client.post(f"/briefs/{brief.pk}/publication/", {"version": "1"}).status_code == 422
    with pytest.raises(IntegrityError, match="published_brief_has"), transaction.atomic():
        PolicyBrief.objects.filter(pk=brief.pk).update(published_at=AT)
    assert Client().get(f"/c/heyang/briefs/{brief.pk}/").status_code == 404


def test_s28_an_expired_brief_is_marked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = published(world, valid_until=date(2026, 6, 1))
    assert "已于" not in Client().get("/c/heyang/briefs/").content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    assert "到期" in Client().get("/c/heyang/briefs/").content.decode()
    assert "不再执行" in Client().get(f"/c/heyang/briefs/{brief.pk}/").content.decode()


def test_s80_an_expired_benefit_leaves_the_public_pages_on_its_date(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = published(world, kind="benefit", valid_until=date(2026, 6, 1), who_may="村里的老人")
    page = Client().get(f"/c/heyang/briefs/{brief.pk}/").content.decode()
    assert "村里的老人" in page
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    assert Client().get(f"/c/heyang/briefs/{brief.pk}/").status_code == 404
    assert brief.title not in Client().get("/c/heyang/briefs/").content.decode()


def test_s28_an_unanswered_question_becomes_a_matter(world: World, enter: Enter) -> None:
    brief = published(world)
    client = enter(world.liu)
    sent = {"once": "q", "text": "租房子的能不能申请", "place": str(world.village.pk)}
    assert client.post(f"/briefs/{brief.pk}/questions/", sent).status_code == 302
    question = BriefQuestion.objects.get()
    matter = Matter.objects.get(reference=question.matter_reference)
    assert "租房子的能不能申请" in matter.body
    assert (matter.intake_unit_id, matter.raised_by_id) == (world.town.pk, world.liu.pk)
    assert matter.due_on is not None, "its clock runs"
    shown = client.get(f"/matters/{matter.reference}/").content.decode()
    assert "政策明白纸答疑中提出" in shown
    assert "其他联系中提出" not in shown
    page = Client().get(f"/c/heyang/briefs/{brief.pk}/").content.decode()
    assert "租房子的能不能申请" not in page


def test_s28_an_answered_question_makes_none_and_is_shown_if_meant_for_it(world: World) -> None:
    brief = published(world)
    collect_question(brief=brief, text="鉴定要钱吗", answer="不要钱", is_public=True, by=world.liu, at=AT)
    collect_question(brief=brief, text="我家哪天来人", answer="周三", is_public=False, by=world.liu, at=AT)
    assert not Matter.objects.exists()
    page = Client().get(f"/c/heyang/briefs/{brief.pk}/").content.decode()
    assert "鉴定要钱吗" in page
    assert "我家哪天来人" not in page


def test_s28_a_question_is_never_left_with_neither(world: World) -> None:
    brief = published(world)
    with pytest.raises(IntegrityError, match="brief_question_is_followed_up"), transaction.atomic():
        BriefQuestion.objects.create(brief=brief, text="没人管的问题", asked_at=AT, entered_by=world.liu)


def test_s28_the_public_page_leads_to_the_public_form(world: World) -> None:
    brief = published(world)
    page = Client().get(f"/c/heyang/briefs/{brief.pk}/").content.decode()
    link = f"/c/heyang/say/?brief={brief.pk}"
    assert link in page
    assert f"关于《{brief.title}》" in Client().get(link).content.decode()
    draft = around.brief(world, title="还没公开的政策")
    assert "还没公开的政策" not in Client().get(f"/c/heyang/say/?brief={draft.pk}").content.decode()


def test_what_people_have_read_is_withdrawn_not_changed(world: World) -> None:
    brief = published(world)
    with pytest.raises(Refused, match="withdraw it"):
        actions.rewrite_brief(
            brief=brief,
            text=actions.BriefText(title="改", text="改", source="改", valid_from=AT.date()),
            version=2,
            by=world.liu,
            at=AT,
        )
    actions.withdraw_brief(brief=brief, reason="有错", version=2, by=world.liu, at=AT)
    assert Client().get(f"/c/heyang/briefs/{brief.pk}/").status_code == 404


def test_another_township_cannot_touch_it(world: World, enter: Enter) -> None:
    brief = around.brief(world)
    client = enter(world.qian)
    assert client.get(f"/briefs/{brief.pk}/").status_code == 404
    assert client.post(f"/briefs/{brief.pk}/publication/", {"version": "1"}).status_code == 404
