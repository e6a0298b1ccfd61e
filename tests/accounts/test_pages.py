"""The pages of the account: what I hand in, what comes in, one account with its numbers, its papers."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from docx import Document

from huiyin.accounts import actions
from huiyin.accounts.models import Account
from huiyin.contacts.actions import void
from huiyin.contacts.actions.promises import keep
from huiyin.contacts.actions.recording import Promised
from huiyin.contacts.models import Contact, Promise
from huiyin.lib import periods
from huiyin.orgs.models import Official, Unit
from tests.duties import made
from tests.world import AT, LONG_AGO, World, official, unit

Enter = Callable[[Official], Client]
FEB = periods.of("month", date(2026, 2, 1))
Q4 = periods.of("quarter", date(2025, 10, 1))
H2 = periods.of("half_year", date(2025, 10, 1))


@pytest.fixture
def note(world: World) -> Account:
    """Chen's note of February, with one visit in it, drafted."""
    made.contact(world, date(2026, 2, 10), points=[made.raised("路灯坏了", "matter")])
    for kind, period in (("month", FEB), ("sheet", Q4), ("quarter", Q4), ("half_year", H2)):
        actions.draft(kind=kind, period=period, county=world.county, at=AT)
    return Account.objects.get(kind="month")


def docx_text(client: Client, account: Account) -> str:
    """The paper, a paragraph a line."""
    answer: Any = client.get(f"/reports/accounts/{account.reference}/docx/")
    return "\n".join(part.text for part in Document(io.BytesIO(answer.content)).paragraphs)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_confirmed_with_one_sentence_and_taken_in(world: World, enter: Enter, note: Account) -> None:
    client, url = enter(world.chen), f"/accounts/{note.reference}/"
    assert note.reference in text(client, "/accounts/")
    answer = client.post(url + "confirmation/", {"version": "1", "sentence": "春节走访较多。"}, follow=True)
    assert "春节走访较多。" in answer.content.decode()
    client = enter(world.liu)
    assert note.reference in text(client, "/accounts/inbox/")
    version = Account.objects.get(pk=note.pk).version
    assert 'name="version"' in text(client, url)
    client.post(url + "acceptance/", {"version": version})
    assert Account.objects.get(pk=note.pk).state == "accepted"
    assert note.reference not in text(client, "/accounts/inbox/")


def test_the_page_of_an_account_still_says_who_is_signed_in(
    world: World, enter: Enter, note: Account
) -> None:
    assert f'<span class="account-name">{world.chen.name}</span>' in text(
        enter(world.chen), f"/accounts/{note.reference}/"
    )


def test_confirmed_now_and_handed_in_later(world: World, enter: Enter, note: Account) -> None:
    client, url = enter(world.chen), f"/accounts/{note.reference}/"
    client.post(url + "confirmation/", {"version": "1", "sentence": "", "later": "1"})
    assert Account.objects.get(pk=note.pk).state == "confirmed"
    client.post(url + "submission/", {"version": "2"})
    assert Account.objects.get(pk=note.pk).state == "submitted"


def test_a_refusal_keeps_what_was_typed(world: World, enter: Enter, note: Account) -> None:
    answer = enter(world.chen).post(
        f"/accounts/{note.reference}/confirmation/", {"version": "1", "sentence": "请打19900001234联系"}
    )
    assert answer.status_code == 422
    assert "请打19900001234联系" in answer.content.decode()
    assert Account.objects.get(pk=note.pk).state == "drafted"


def test_an_old_page_is_refused_in_words(world: World, enter: Enter, note: Account) -> None:
    url = f"/accounts/{note.reference}/"
    enter(world.chen).post(url + "confirmation/", {"version": "1", "sentence": ""})
    answer = enter(world.liu).post(url + "acceptance/", {"version": "1"}, follow=True)
    assert "刚刚有变动" in answer.content.decode()


def test_sent_back_with_a_reason(world: World, enter: Enter, note: Account) -> None:
    url = f"/accounts/{note.reference}/"
    enter(world.chen).post(url + "confirmation/", {"version": "1", "sentence": ""})
    client = enter(world.liu)
    assert client.post(url + "return/", {"version": "3", "reason": ""}).status_code == 422
    client.post(url + "return/", {"version": "3", "reason": "座谈会没有记"})
    fresh = Account.objects.current().get(kind="month")
    assert "座谈会没有记" in text(enter(world.chen), f"/accounts/{fresh.reference}/")
    assert "座谈会没有记" in text(enter(world.chen), url), "the old one stays readable"


def test_every_number_opens_its_rows(world: World, enter: Enter, note: Account) -> None:
    client, url = enter(world.chen), f"/accounts/{note.reference}/rows/"
    for figure in ("contacts", "form.visit", "points", "households"):
        assert "<li>" in text(client, url + f"{figure}/"), figure
    for figure in ("matters_raised", "promises_kept", "reception_days", "research_half_days", "villages"):
        text(client, url + f"{figure}/")
    assert client.get(url + "nothing/").status_code == 404


def test_a_changed_account_can_be_restated(world: World, enter: Enter, note: Account) -> None:
    client, url = enter(world.chen), f"/accounts/{note.reference}/"
    client.post(url + "confirmation/", {"version": "1", "sentence": ""})
    made.contact(world, date(2026, 2, 20), at=made.moment(AT.date(), 11))
    assert "可以重报" in text(client, url)
    client.post(url + "restatement/", {"version": "3"})
    assert Account.objects.current().get(kind="month").number == 2


def test_sheets_are_read_and_handed_in(world: World, enter: Enter, note: Account) -> None:
    sheet = Account.objects.get(kind="sheet")
    client, url = enter(world.chen), f"/accounts/{sheet.reference}/"
    assert "empty_reason" in text(client, url)
    client.post("/accounts/sheets/submission/")
    assert Account.objects.get(pk=sheet.pk).state == "drafted", "an empty one needs its reason"
    client.post(url + "confirmation/", {"version": "1", "empty_reason": "全家外出", "sentence": ""})
    assert Account.objects.get(pk=sheet.pk).state == "submitted"


def test_parents_show_children_and_the_missing(world: World, enter: Enter, note: Account) -> None:
    actions.draft(kind="month", period=periods.of("month", date(2025, 12, 1)), county=world.county, at=AT)
    quarter = Account.objects.get(kind="quarter")
    page = text(enter(world.liu), f"/accounts/{quarter.reference}/")
    assert "还没有报来，未计入" in page
    assert world.chen.name in page
    top = Account.objects.get(kind="half_year", unit=world.committee)
    assert quarter.unit.short_name in text(enter(world.ma), f"/accounts/{top.reference}/")


def test_who_may_not_read_finds_nothing(world: World, enter: Enter, note: Account) -> None:
    for who in (world.he, world.qian, world.zhao):
        assert enter(who).get(f"/accounts/{note.reference}/").status_code == 404
        assert enter(who).get(f"/reports/accounts/{note.reference}/docx/").status_code == 404


def test_all_accounts_in_tree_order_with_constant_queries(
    world: World, enter: Enter, note: Account, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(30):
        official(f"o{number:02}", f"干部{number:02}", world.branch, "干事", "officer")
    actions.draft(kind="month", period=FEB, county=world.county, at=AT)
    client = enter(world.liu)
    for url in ("/accounts/all/?kind=month&period=2026-02", "/accounts/inbox/", "/accounts/"):
        with django_assert_max_num_queries(40):
            page = text(client, url)
    page = text(client, "/accounts/all/?kind=month&period=2026-02")
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "干部29" in page + text(client, "/accounts/all/" + following)
    assert client.get("/accounts/all/?kind=nothing").status_code == 404


def test_papers_carry_the_frozen_numbers(world: World, enter: Enter, note: Account) -> None:
    made.line(world, "SH-002", world.chen, LONG_AGO)
    client = enter(world.chen)
    client.post(f"/accounts/{note.reference}/confirmation/", {"version": "1", "sentence": "春节走访较多。"})
    made.contact(world, date(2026, 2, 20), at=made.moment(AT.date(), 11))
    for account in Account.objects.all():
        who = world.chen if account.official_id else world.sun
        answer = enter(who).get(f"/reports/accounts/{account.reference}/docx/")
        assert answer.status_code == 200, account.kind
        paper = Document(io.BytesIO(answer.content))
        words = "\n".join(p.text for p in paper.paragraphs)
        cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
        assert account.get_kind_display()
        if account.pk == note.pk:
            assert "春节走访较多。" in words
            assert cells[cells.index("联系次数（各种形式）") + 1] == "1", "the frozen number, not today's"


def test_the_note_is_of_the_person_and_tells_what_was_heard_done_and_comes(
    world: World, enter: Enter, note: Account
) -> None:
    made.contact(
        world,
        date(2026, 2, 12),
        points=[made.raised("井水发浑，电话13912345678")],
        promises=[
            Promised(text="把水样送去化验", due_on=date(2026, 3, 20)),
            Promised(text="秋天再来看", due_on=date(2026, 9, 20)),
        ],
    )
    page = text(enter(world.chen), f"/accounts/{note.reference}/")
    paper = docx_text(enter(world.chen), note)
    assert paper.startswith(f"{note.unit.name} {world.chen.name}")
    assert paper.strip().splitlines()[-2] == world.chen.name, "signed by who accounts, not by the branch"
    for said in (page, paper):
        assert "路灯坏了" in said
        assert "井水发浑" in said
        assert "13912345678" not in said
        assert "把水样送去化验" in said
        assert "秋天再来看" not in said, "beyond the month to come"
    actions.hand_in(account=note, version=1, by=world.chen, at=AT)
    promise = Promise.objects.get(text="把水样送去化验")
    keep(
        promise=promise,
        how="结果已告诉本人",
        version=promise.version,
        by=world.chen,
        at=AT + timedelta(days=1),
    )
    assert "把水样送去化验" in docx_text(enter(world.chen), note), "as it was when the figures were frozen"
    assert [line for line in ("听到的", "办了的", "接下来要办的") if line in paper] == [
        "听到的",
        "接下来要办的",
    ]


def test_words_of_a_contact_struck_out_since_stand_in_no_note(
    world: World, enter: Enter, note: Account
) -> None:
    actions.hand_in(account=note, version=1, by=world.chen, at=AT)
    assert "路灯坏了" in docx_text(enter(world.chen), note)
    contact = Contact.objects.get(points__text="路灯坏了")
    void(contact=contact, reason="记错了日期", by=world.chen, at=AT)
    assert "路灯坏了" not in docx_text(enter(world.chen), note)


def test_the_units_stand_above_their_reports_and_each_opens_its_own(world: World, enter: Enter) -> None:
    other = unit("branch", "990100102-ZB", "石门支部", world.sibling)
    an = official("zi", "子安", other, "干事", "officer")
    actions.draft(kind="month", period=FEB, county=world.county, at=AT)
    shown = enter(world.sun).get(url := "/accounts/all/?kind=month&period=2026-02")
    lines = shown.context["units"]
    codes = [line.code for line in lines]
    assert codes == [one.code for one in Unit.objects.in_tree_order() if one.code in codes], "in tree order"
    there = next(line for line in lines if line.code == other.code)
    assert (there.due, there.open, there.handed_in, there.taken_in) == (1, 1, 0, 0)
    assert sum(line.due for line in lines) == Account.objects.filter(kind="month").count()
    page = text(enter(world.sun), f"{url}&unit={other.code}")
    assert an.name in page
    assert world.chen.name not in page
    assert 'id="units"' not in page
