"""Lives of matters that do not go straight: to the wrong unit, past the date, not to one's liking, by telephone, sealed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from huiyin.audit.scope import county_scope
from huiyin.files.models import Attachment
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.sealed.models import SealedReport
from tests import make
from tests.files.samples import photo
from tests.house.conftest import signed_in
from tests.sealed.keys import entered
from tests.stories.conftest import PHONE, Visitor
from tests.world import AT, World

pytestmark = pytest.mark.story
Someone = Callable[..., Visitor]
Wall = Callable[[datetime], None]


def said(page: Page, words: str) -> None:
    """What stands above the page after a deed."""
    expect(page.locator("#messages")).to_contain_text(words)


def begun(town: World, found: Matter) -> Matter:
    """Passed on to the office, taken over and begun, as other stories walk through it in the browser."""
    to = {"to": town.office, "topic": "streetlight", "version": found.version}
    found = actions.route(matter=found, **to, by=town.liu, at=AT)
    found = actions.accept(matter=found, handler=town.he, version=found.version, by=town.gao, at=AT)
    return actions.start(matter=found, words="换了灯头", version=found.version, by=town.he, at=AT)


def written(found: Matter, by: Official, head: Official, **reply: Any) -> None:
    """Drafted by the one, approved by the other."""
    actions.draft_reply(matter=found, version=found.version, by=by, at=AT, **{**make.REPLY, **reply})
    found = Matter.objects.get(pk=found.pk)
    actions.approve(matter=found, version=found.version, by=head, at=AT)


def test_handed_back_prolonged_answered_and_taken_up_again(
    town: World, someone: Someone, wall_clock: Wall
) -> None:
    wall_clock(AT)
    with county_scope(town.county.pk):
        told = make.lodged(town)
        found = told.matter
        to = {"to": town.office, "topic": "streetlight", "version": found.version}
        actions.route(matter=found, **to, by=town.liu, at=AT)
        yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
    there = f"/matters/{found.reference}/"
    gao = someone("life-gao").goes_on(signed_in(town.gao)).open(f"{there}handing-back/")
    gao.page.get_by_label("为什么不属于本单位").fill("国道照明由县交通局负责，见权责清单第十二条。")
    gao.page.select_option("[name=proposed]", label="禾阳县交通运输局")
    gao.press("退回交办部门")
    said(gao.page, "由交办部门审定")

    liu = someone("life-liu").goes_on(signed_in(town.liu)).open(there)
    liu.page.get_by_role("link", name="同意改派").first.click()
    expect(liu.page.locator("[name=to] option:checked")).to_have_text("禾阳县交通运输局")
    liu.look("disputed").press("同意改派")
    said(liu.page, "已交办")

    with county_scope(town.county.pk):
        found = Matter.objects.get(pk=found.pk)
        found = actions.accept(matter=found, handler=tu, version=found.version, by=yu, at=AT)
        actions.start(matter=found, words="到现场看了线路", version=found.version, by=tu, at=AT)
    handler = someone("life-tu").goes_on(signed_in(tu)).open(f"{there}extension/")
    handler.page.locator("[name=n]").fill("10")
    handler.page.get_by_label("延期理由").fill("灯杆要重新采购，供货要两周。")
    handler.press("申请延期")
    said(handler.page, "由单位负责人审批")
    head = someone("life-yu").goes_on(signed_in(yu)).open(there)
    head.page.get_by_role("link", name="批准延期").first.click()
    head.press("批准并告知群众")
    said(head.page, "群众页面已告知")

    person = someone("life-person", PHONE).open(f"/c/heyang/r/{told.link}/")
    expect(person.page.locator("main")).to_contain_text("灯杆要重新采购，供货要两周。")
    person.look("prolonged")
    with county_scope(town.county.pk):
        written(Matter.objects.get(pk=found.pk), tu, yu, opinion="两盏已修好，另一盏等灯杆。")
    person.page.reload()
    person.page.locator("[name=handled][value=no]").check(force=True)
    person.page.locator("[name=satisfied][value='1']").check(force=True)
    person.press("提交我的评价")
    person.page.locator("#reopening textarea").fill("还有一盏没有亮。")
    person.press("要求重新办理")
    said(person.page, "重新办理")
    handler.open(there)
    expect(handler.page.locator("main")).to_contain_text("还有一盏没有亮。")
    handler.look("taken-up-again")
    with county_scope(town.county.pk):
        found = Matter.objects.get(pk=found.pk)
        assert (found.state, found.reopened, found.lead_unit) == ("in_progress", 1, town.traffic)


def test_a_call_is_taken_answered_by_telephone_and_rated_in_the_call_back(
    town: World, someone: Someone, wall_clock: Wall
) -> None:
    wall_clock(AT)
    xia = someone("call-xia").goes_on(signed_in(town.xia)).open("/calls/new/")
    xia.page.get_by_label("事项内容").fill("村口路灯不亮，老人出门看不见路。")
    xia.page.fill("[name=name]", "王大姐")
    xia.page.fill("[name=phone]", "19900005678")
    xia.press("登记并显示回执")
    expect(xia.page.locator(".code").first).to_be_visible()
    with county_scope(town.county.pk):
        found = begun(town, Matter.objects.get())
        words = "您反映的{number}，{unit}已经修好。"
        actions.keep_template(unit=town.office, title="已修好", words=words, by=town.gao, at=AT)
    there = f"/matters/{found.reference}/"
    he = someone("call-he", PHONE).goes_on(signed_in(town.he)).open(f"{there}reply/")
    begins_with_what_is_kept_ready(he, f"您反映的{found.reference}，柳林镇村镇建设办公室已经修好。")
    with county_scope(town.county.pk):
        written(found, town.he, town.gao)
    he.open(there)
    he.page.get_by_role("link", name="送达答复").first.click()
    expect(he.page.locator("main")).to_contain_text(make.REPLY["opinion"])
    he.page.locator("[name=way][value=phone]").check(force=True)
    he.page.get_by_label("送达情况").fill("本人接听，逐条念了答复")
    he.look("bringing").press("确认已送达")
    said(he.page, "已记录送达")

    wall_clock(AT + timedelta(days=4))
    xia.goes_on(signed_in(town.xia)).open("/call-backs/")
    xia.page.locator("main .rows").get_by_role("link", name="回访").first.click()
    xia.page.locator("[name=handled][value=yes]").check(force=True)
    xia.page.locator("[name=satisfied][value='5']").check(force=True)
    xia.look("ringing").press("记下对方的回答")
    said(xia.page, "对方的回答已记下")
    with county_scope(town.county.pk):
        rating = Matter.objects.get(pk=found.pk).ratings.get()
        assert (rating.door, rating.satisfied, rating.call.caller) == ("call", 5, town.xia)


def begins_with_what_is_kept_ready(he: Visitor, words: str) -> None:
    """Into the empty field at once; over what is written only when that is said once more."""
    answer, begin = he.page.locator("[name=opinion]"), he.page.get_by_role("link", name="用作答复开头")
    he.page.locator("summary", has_text="已修好").click()
    begin.click()
    expect(answer).to_have_value(words)
    answer.fill("自己写的答复")
    begin.click()
    expect(answer).to_have_value("自己写的答复")
    he.look("kept-ready").page.get_by_role("button", name="用模板替换").click()
    expect(answer).to_have_value(words)


def test_an_answer_to_a_petition_is_reviewed(town: World, someone: Someone, wall_clock: Wall) -> None:
    wall_clock(AT)
    with county_scope(town.county.pk):
        told = make.lodged(town, profile="petition_claim")
        why = "经核实，该路段不在今年的改造计划内，按规定不予支持，已当面说明。" * 2
        reply = {"outcome": "not_supported", "basis": "《某办法》第三条", "opinion": why}
        written(begun(town, told.matter), town.he, town.gao, **reply)
    person = someone("review-person", PHONE).open(f"/c/heyang/r/{told.link}/")
    person.page.locator("#review summary").click()
    person.page.locator("#review textarea").fill("没有到现场看过就答复了。")
    person.press("提交请求")
    sun = someone("review-sun").goes_on(signed_in(town.sun)).open(f"/matters/{told.matter.reference}/")
    sun.page.get_by_role("link", name="作出复查意见").first.click()
    for words in ("没有到现场看过就答复了。", "不在今年的改造计划内"):
        expect(sun.page.locator("main")).to_contain_text(words)
    sun.page.locator("[name=decision][value=upheld]").check(force=True)
    sun.page.get_by_label("意见", exact=True).fill("经复查，到现场核实，原答复事实清楚，予以维持。")
    sun.page.get_by_label("法律或政策依据").fill("信访工作条例第三十五条")
    sun.look("deciding").press("作出意见")
    said(sun.page, "群众可在查询页上看到")
    person.page.reload()
    expect(person.page.locator("main")).to_contain_text("予以维持")
    person.look("reviewed")


def test_from_a_phone_come_photos_and_a_report_of_which_its_subject_finds_nothing(
    town: World, someone: Someone, wall_clock: Wall
) -> None:
    wall_clock(AT)
    with county_scope(town.county.pk):
        entered(town)
    person = someone("phone", PHONE).open("/c/heyang/say/")
    page = person.page
    page.fill("[name=body]", "村口的桥面塌了一块，照片里看得见钢筋。")
    taken = [
        {"name": f"桥{n}.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(640, 480), color=color)}
        for n, color in enumerate(("gray", "brown", "green"))
    ]
    page.set_input_files("[name=files]", taken)  # type: ignore[arg-type]
    wall_clock(AT + timedelta(minutes=1))
    person.look("photos").press("交给工作人员")
    expect(page.locator(".code").first).to_be_visible()
    with county_scope(town.county.pk):
        found = Matter.objects.get()
        assert Attachment.objects.count() == len(taken)
    sun = someone("phone-sun", PHONE).goes_on(signed_in(town.sun)).open(f"/matters/{found.reference}/")
    pictures = sun.page.locator("main img")
    expect(pictures).to_have_count(len(taken))
    pictures.last.scroll_into_view_if_needed()
    sun.page.wait_for_load_state("networkidle")
    assert all(pictures.evaluate_all("all => all.map(one => one.naturalWidth > 0)"))
    sun.look("photos-seen")

    person.open("/c/heyang/report/")
    page.fill("[name=body]", f"{town.gao.name}收了施工队的红包，在村口收的。")
    wall_clock(AT + timedelta(minutes=2))
    person.press("加密提交")
    expect(page.locator("main")).to_contain_text("河阳县纪委监委信访室")
    person.look("report-kept")
    with county_scope(town.county.pk):
        number = SealedReport.objects.get().reference
    for who in (town.gao, town.ma, town.sun):
        client = signed_in(who)
        for address in (f"/matters/{number}/", f"/sealed/{number}/"):
            assert client.get(address).status_code == 404, (who, address)
    gao = someone("phone-gao").goes_on(signed_in(town.gao)).open("/matters/?list=open")
    for words, says in ((number, "密件只由"), ("红包", "没有"), (town.gao.name, "没有")):
        gao.page.fill("[data-search]:visible", words)
        gao.page.keyboard.press("Enter")
        expect(gao.page.locator("main")).to_contain_text(says)
        assert number not in gao.page.locator("main").inner_text().replace(words, "")
    gao.look("found-nothing")
