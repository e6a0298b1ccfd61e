"""A visit at phone width becomes a matter, is routed, taken over, handled, approved, and rated by the person."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from tests.stories.conftest import PHONE, Visitor
from tests.world import World

pytestmark = pytest.mark.story


def test_from_a_household_to_a_rated_answer(
    town: World, someone: Callable[..., Visitor], tmp_path: Path
) -> None:
    reference, code = an_official_records_a_visit(someone("visit-chen", PHONE))
    the_desk_passes_it_on(someone("visit-liu"), reference, town)
    the_head_takes_it_over(someone("visit-gao"), reference, town)
    the_handler_acts_and_answers(someone("visit-he", PHONE), reference)
    the_head_approves(someone("visit-gao2"), reference)
    the_person_rates(someone("visit-wang", PHONE), reference, code)
    the_summary_has_written_itself(someone("visit-ma"), town, tmp_path)
    with county_scope(town.county.pk):
        found = Matter.objects.get(reference=reference)
        assert (found.state, found.ratings.get().satisfied) == ("replied", 4)
        assert found.to_call == "result", (
            "an official had the code in hand first: somebody outside rings her as well"
        )


def an_official_records_a_visit(chen: Visitor) -> tuple[str, str]:
    page = chen.sign_in("chen").look("desk").page
    page.get_by_role("link", name="记一次联系").first.click()
    chen.look("empty-form")
    page.get_by_label("群众说了什么").first.fill("村口三盏路灯坏了，晚上老人出门看不见路。")
    page.get_by_text("登记交办").first.click()
    page.get_by_role("button", name="再加一条").click()
    page.get_by_label("群众说了什么").nth(1).fill("医保在哪里缴")
    page.get_by_text("当场答复").nth(1).click()
    page.get_by_label("您是怎么答复的").nth(1).fill("村委会每周三代缴，带身份证就行。")
    page.get_by_text("补充类别、承诺").nth(1).click()
    page.get_by_label("承诺").nth(1).fill("把缴费须知送到家")
    page.locator("[name=points-1-promise]").blur()
    page.locator("[name=points-1-promise_due_on]").fill("2099-01-15")
    chen.look("full-form")
    page.get_by_role("button", name="保存这次联系").click()
    expect(page.get_by_text("登记了 1 件事项")).to_be_visible()
    chen.look("saved")
    page.get_by_role("link", name="打印给群众的回执").click()
    chen.look("receipt")
    reference = page.locator(".receipt dd").first.inner_text().strip()
    return reference, page.locator(".code").inner_text().strip()


def the_desk_passes_it_on(liu: Visitor, reference: str, town: World) -> None:
    page = liu.sign_in("liu").look("desk").open("/triage/").page
    expect(page.get_by_text("村口三盏路灯坏了").first).to_be_visible()
    liu.look("triage")
    page.select_option("[name=to]", label="柳林镇村镇建设办公室")
    page.select_option("[name=topic]", value="streetlight")
    page.get_by_role("button", name="交办").click()
    expect(page.get_by_text("都交办完了")).to_be_visible()
    liu.look("triage-done")


def the_head_takes_it_over(gao: Visitor, reference: str, town: World) -> None:
    page = gao.sign_in("gao").look("desk").page
    page.get_by_role("link", name="村口三盏路灯坏了").first.click()
    gao.look("matter")
    page.get_by_role("link", name="签收").click()
    page.select_option("[name=handler]", label="何平")
    gao.look("acceptance")
    page.get_by_role("button", name="签收").click()
    expect(page.get_by_text("已签收。")).to_be_visible()


def the_handler_acts_and_answers(he: Visitor, reference: str) -> None:
    page = he.sign_in("he").open(f"/matters/{reference}/").page
    page.get_by_role("link", name="启动办理").click()
    page.get_by_label("做了什么").fill("到现场查看，线路老化，已安排更换。")
    page.get_by_role("button", name="启动办理").click()
    page.get_by_role("link", name="写答复").click()
    he.look("reply-empty")
    page.get_by_label("调查了解的情况").fill("三盏路灯线路老化。")
    page.get_by_text("已解决", exact=True).click()
    page.get_by_label("答复", exact=True).fill("三盏路灯已换新，当晚亮灯。")
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_text("已提交")).to_be_visible()
    he.look("handed-in")


def the_head_approves(gao: Visitor, reference: str) -> None:
    page = gao.sign_in("gao").open(f"/matters/{reference}/").page
    page.get_by_role("link", name="审核答复").click()
    gao.look("approval")
    page.get_by_role("button", name="审核通过并答复群众").click()
    expect(page.get_by_text("群众可以在查询页面看到")).to_be_visible()
    gao.look("answered")


def the_person_rates(wang: Visitor, reference: str, code: str) -> None:
    page = wang.open("/c/heyang/").look("home").open("/c/heyang/ask/").page
    page.fill("[name=reference]", reference.lower())
    page.fill("[name=code]", code)
    wang.look("ask")
    page.locator("main form button.btn-primary").first.click()
    expect(page.get_by_text("三盏路灯已换新")).to_be_visible()
    wang.look("my-matter")
    page.locator("[name=handled][value=yes]").check(force=True)
    page.locator("[name=satisfied][value='4']").check(force=True)
    page.locator("form[action$='/rating/'] button").first.click()
    expect(page.locator("#messages .message")).to_be_visible()
    wang.look("rated")


def the_summary_has_written_itself(ma: Visitor, town: World, tmp_path: Path) -> None:
    page = ma.sign_in("ma").open("/reports/work-summary/").page
    ma.look("summary")
    with page.expect_download() as waiting:
        page.locator("a[href*='docx']").first.click()
    text = "\n".join(p.text for p in Document(io.BytesIO(Path(waiting.value.path()).read_bytes())).paragraphs)
    assert "柳林镇" in text
    assert "镇级部门办理1件" in text.replace(" ", "")
    with county_scope(town.county.pk):
        assert Contact.objects.get().points.count() == 2
