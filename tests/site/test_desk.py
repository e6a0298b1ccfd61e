"""The desk: the next reception day, the accounts and what an inspection asks stand beside the matters."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client

from huiyin.accounts import actions
from huiyin.accounts.models import Account
from huiyin.administration import letting
from huiyin.inspection.actions import hearing
from huiyin.lib import periods
from huiyin.matters import actions as actions_of_matters
from huiyin.notices.actions import tell
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.orgs.slips import give_slip
from huiyin.register.models import Assignment
from tests import make, make_reception
from tests.duties import made
from tests.inspection import inspections
from tests.orgs.test_founding import OWN, begun
from tests.orgs.test_founding import PASSWORD as FIRST
from tests.world import AT, World
from tests.world import official as make_official

Enter = Callable[[Official], Client]
FEB = periods.of("month", date(2026, 2, 1))


def text(client: Client, url: str = "/desk/") -> str:
    """A page as it was sent."""
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_the_next_reception_day_is_told_to_who_receives_and_to_the_staff(world: World, enter: Enter) -> None:
    session = make_reception.published(world)
    assert f"/receptions/{session.reference}/" in (page := text(enter(world.ma)))
    assert "由您接访" in page
    assert "您在工作人员名单上" in text(enter(world.liu))
    assert "下一个接访日" not in text(enter(world.chen))


def test_a_draft_of_a_session_is_told_to_nobody(world: World, enter: Enter) -> None:
    make_reception.draft(world)
    assert "下一个接访日" not in text(enter(world.ma))


def test_a_report_to_confirm_is_one_tap_away(world: World, enter: Enter) -> None:
    made.contact(world, date(2026, 2, 10))
    actions.draft(kind="month", period=FEB, county=world.county, at=AT)
    note = Account.objects.get(kind="month", official=world.chen)
    assert f"/accounts/{note.reference}/" in text(enter(world.chen))
    actions.hand_in(account=note, version=note.version, by=world.chen, at=AT)
    assert f"/accounts/{note.reference}/" not in text(enter(world.chen)).split("新消息")[0]


def test_a_finding_waits_on_the_desk_until_it_is_answered(world: World, enter: Enter) -> None:
    inspections.visits(world)
    found, finding = inspections.sent(world)
    url = f"/inspections/{found.reference}/findings/{finding.number}/answer/"
    assert url in text(enter(world.chen)).split("新消息")[0]
    assert url not in text(enter(world.qian))
    words = "当天改在村委会见面，日期写错了。"
    hearing.answer(finding=finding, words=words, by=world.chen, at=AT)
    assert url not in text(enter(world.chen)).split("新消息")[0]


def test_the_desk_asks_the_database_no_more_with_more_reports(
    world: World, enter: Enter, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    actions.draft(kind="month", period=FEB, county=world.county, at=AT)
    make_reception.published(world)
    with django_assert_max_num_queries(60):
        text(enter(world.liu))


def test_while_the_register_is_empty_a_coordinator_reads_who_brings_it_in_and_where(
    world: World, enter: Enter
) -> None:
    assert "联系户名册还是空的" not in text(enter(world.liu))
    Assignment.objects.update(ended_on=AT.date())
    assert "联系户名册还是空的" not in text(enter(world.liu)), "it was brought in once"
    begun()
    client = Client()
    client.post("/login/", {"username": "jiang", "password": FIRST})
    words = {"current": FIRST, "password": OWN, "again": OWN}
    client.post(client.get("/desk/")["Location"], words)
    page = text(client)
    assert "联系户名册还是空的" in page
    assert "由联络员或单位负责人导入" in page
    assert 'href="/import/#register"' in page
    assert 'id="register"' in text(client, "/import/")


def test_many_who_came_in_are_one_line_on_the_desk_of_their_head_and_open_by_name(
    world: World, enter: Enter
) -> None:
    def come(official: Official) -> None:
        letting.come_in(
            slip=give_slip(official=official, by="test", at=AT).slip, password="kite-over-the-weir-3", at=AT
        )

    come(world.he)
    first = text(enter(world.gao)).split("新消息")[-1]
    assert "本单位的账号已凭登录凭条设置新密码" in first
    assert "<details>" not in first
    names = []
    for n in range(7):
        new = make_official(f"new{n}", f"新来{n}", world.office, "干事", "officer")
        names.append(new.name)
        come(new)
    page = text(enter(world.gao)).split("新消息")[-1]
    assert page.count("凭登录凭条") == 1
    assert "本单位有8人凭登录凭条登录" in page
    fold = page[page.index("<details>") : page.index("</details>")]
    assert all(name in fold for name in [world.he.name, *names])
    assert (
        "该账号已凭登录凭条设置新密码"
        in text(enter(Official.objects.get(pk=world.he.pk))).split("新消息")[-1]
    ), "to oneself as before"


def test_many_lines_of_one_kind_hide_none_of_the_other(world: World, enter: Enter) -> None:
    """That somebody came in by a slip is told also where a head has just been told of sixty slips."""
    tell(to=world.gao, kind="slip_used_here", about="何文 · 高明", at=AT, where="/notices/")
    for n in range(60):
        later = AT + timedelta(minutes=n + 1)
        tell(to=world.gao, kind="slip_given_here", about=f"新来{n}", at=later, where="/notices/")
    page = text(enter(world.gao)).split("新消息")[-1]
    assert "本单位的账号已凭登录凭条设置新密码" in page
    assert "60" in page
    assert "新来59" in page, "the newest of many first"


def test_a_notice_shows_a_reference_and_no_key_of_ours(world: World) -> None:
    for about, shown in (
        ("promise:7", False),
        ("2026-Q3", False),
        ("2026-03-02", False),
        ("QH-2026-000001-A", True),
        ("陈立", True),
    ):
        tell(to=world.chen, kind="signal", about=about, where="/desk/", at=AT)
        assert Notice.objects.latest("pk").shows_about is shown, about


def test_news_say_what_they_are_about_until_something_was_done(world: World, enter: Enter) -> None:
    found = make.routed(world, title="村口路灯坏了")
    client = enter(world.gao)
    for page in ("/desk/", "/notices/"):
        told = text(client, page).split("新消息")[-1]
        assert "村口路灯坏了" in told, page
    assert Notice.objects.filter(to=world.gao).unread().exists()
    actions_of_matters.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
    assert not Notice.objects.filter(to=world.gao).unread().exists()


def test_news_of_what_one_may_not_see_have_no_subject(world: World, enter: Enter) -> None:
    found = make.routed(world, title="村口路灯坏了")
    tell(to=world.qian, kind="routed", about=found.reference, at=AT)
    told = text(enter(world.qian), "/notices/")
    assert found.reference in told
    assert "村口路灯坏了" not in told
