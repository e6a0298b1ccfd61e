"""The pages of a request about one's own data: the public form and page, the clerk's form, those of whoever answers."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from docx import Document

from huiyin.audit.models import Event
from huiyin.orgs.models import Official
from huiyin.privacy import deciding, requesting
from huiyin.privacy.doors import REQUESTS
from huiyin.privacy.models import DataRequest
from huiyin.ui.quiet import new_stamp
from tests import make
from tests.privacy.asking import WORDS, asked, checked, officer
from tests.world import AT, World

Enter = Callable[[Official], Client]
ASK = "/c/heyang/data/"
FORM = {"kind": "access", "words": WORDS, "name": "王秀兰", "phone": "19900001234", "speaks": "self"}


def send(client: Client, path: str = ASK, **changed: str) -> Any:
    stamp = new_stamp(AT - timedelta(seconds=30))
    return client.post(path, {**FORM, "once": stamp, **changed})


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def docx(response: Any) -> str:
    document = Document(io.BytesIO(b"".join(response) if response.streaming else response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_public_form_gives_the_same_receipt_whether_or_not_somebody_is_on_record(
    world: World, client: Client
) -> None:
    officer(world)
    assert client.get(ASK).status_code == 200
    pages = []
    for name, phone in (("王秀兰", "19900001234"), ("无此人", "19912345678")):
        sent = send(client, name=name, phone=phone)
        assert sent.status_code == 302
        page = client.get(sent.headers["Location"])
        found = DataRequest.objects.latest("pk")
        held = REQUESTS.receipt_behind(sent.headers["Location"].rstrip("/").split("/")[-1], at=AT)
        assert held is not None
        pages.append(text_of(page).replace(found.reference, "").replace(held.code, ""))
    assert pages[0] == pages[1]
    assert send(client, name="").status_code == 422


def test_number_and_code_open_the_page_and_with_it_the_answer_has_arrived(
    world: World, client: Client
) -> None:
    found = checked(world)
    code = REQUESTS.receipt_behind(
        REQUESTS.receipt_url(found.reference, county="heyang").rstrip("/").split("/")[-1], at=AT
    )
    assert code is not None
    assert client.get(f"{ASK}{found.reference}/").status_code == 302, "nobody opens it without its code"
    wrong = client.post("/c/heyang/ask/", {"reference": found.reference, "code": "2222-2222"})
    assert wrong.status_code == 422
    right = client.post("/c/heyang/ask/", {"reference": found.reference, "code": code.code})
    assert right.headers["Location"].endswith(f"/data/{found.reference}/")
    assert "王秀兰" not in text_of(client.get(right.headers["Location"]))
    deciding.answer(
        found=found, result="granted", answer="您的信息都列在下面。", version=found.version,
        by=officer(world), at=AT,
    )  # fmt: skip
    page = text_of(client.get(right.headers["Location"]))
    assert "您的信息都列在下面。" in page
    assert "19900001234" in page
    assert "人民法院" in page
    found.refresh_from_db()
    assert found.way == "page"


def test_a_matter_opened_in_this_browser_says_who_asks(world: World, client: Client) -> None:
    lodged = make.lodged(world)
    ref = lodged.matter.reference
    strange = send(client, f"{ASK}?ref={ref}", name="", phone="")
    assert strange.status_code == 422, "a number alone opens nothing"
    client.get(f"/c/heyang/r/{lodged.link}/")
    assert send(client, f"{ASK}?ref={ref}", name="", phone="").status_code == 422, "a link may be passed on"
    client.post("/c/heyang/ask/", {"reference": ref, "code": lodged.code})
    assert ref in text_of(client.get(f"{ASK}?ref={ref}"))
    assert send(client, f"{ASK}?ref={ref}", kind="erase", name="", phone="").status_code == 422
    assert send(client, f"{ASK}?ref={ref}", name="", phone="").status_code == 302
    assert DataRequest.objects.get().proof == "code"


def test_a_clerk_takes_it_down_and_sees_no_more_than_the_receipt(world: World, enter: Enter) -> None:
    officer(world)
    client = enter(world.xia)
    page = client.get("/data-requests/new/")
    once = page.context["form"]["once"].value()
    sent = client.post("/data-requests/new/", {**FORM, "channel": "letter", "once": once})
    assert sent.status_code == 302
    found = DataRequest.objects.get()
    assert (found.channel, found.taken_by) == ("letter", world.xia)
    assert found.reference in text_of(client.get(sent.headers["Location"]))
    assert client.get(f"/data-requests/{found.reference}/").status_code == 404
    assert client.get("/data-requests/").context["rows"] == []
    assert enter(world.he).get("/data-requests/new/").status_code == 404


def test_what_came_long_ago_is_taken_down_by_the_coordinator_with_a_reason(
    world: World, enter: Enter
) -> None:
    officer(world)
    old = {**FORM, "channel": "letter", "received_on": "2026-02-02"}

    def post(who: Official, **more: str) -> Any:
        client = enter(who)
        once = client.get("/data-requests/new/").context["form"]["once"].value()
        return client.post("/data-requests/new/", {**old, "once": once, **more})

    assert post(world.xia, late_reason="压在信箱里").status_code == 422
    assert post(world.liu).status_code == 422
    assert post(world.liu, late_reason="压在信箱里").status_code == 302
    assert DataRequest.objects.get().started_on.isoformat() == "2026-02-02"


def test_who_answers_checks_answers_and_brings(world: World, enter: Enter) -> None:
    found, ding = asked(world), officer(world)
    home = f"/data-requests/{found.reference}/"
    client = enter(ding)
    assert f"{home}" in client.get("/data-requests/").content.decode()
    assert "1件待答复或送达" in text_of(client.get("/desk/"))
    assert "19900001234" in text_of(client.get(home)), (
        "what who asks gave stands there, nothing of the record"
    )
    assert world.home.code not in text_of(client.get(f"{home}answer/"))
    done = client.post(f"{home}missing/", {"missing": "请带身份证到窗口核对", "version": 1})
    assert done.status_code == 302
    assert client.post(f"{home}check/", {"proof": "rung", "numbers": "", "version": 1}).status_code == 422
    assert client.post(f"{home}check/", {"proof": "rung", "numbers": "", "version": 2}).status_code == 302
    assert "您的基本信息" in text_of(client.get(f"{home}answer/"))
    assert world.home.code not in text_of(client.get(f"{home}answer/")), "kinds and numbers, no words"
    told = {"result": "granted", "answer": "您的信息都列在下面，请核对。", "version": 3}
    assert client.post(f"{home}answer/", told).status_code == 302
    assert "您的基本信息" in text_of(client.get(home))
    assert world.home.code not in text_of(client.get(home)), "that stands in the paper, which is on record"
    assert client.post(f"{home}delivered/", {"way": "hand", "version": 4}).status_code == 302
    assert client.get("/data-requests/?list=done").context["rows"] == [found]


def test_its_papers_are_written_and_that_they_were_taken_is_on_record(world: World, enter: Enter) -> None:
    found, ding = checked(world), officer(world)
    client = enter(ding)
    home = f"/data-requests/{found.reference}/papers/"
    assert "2026年3月23日" in docx(client.get(f"{home}receipt/docx/"))
    DataRequest.objects.update(is_provisional=True)
    assert "该日期为暂定" in docx(client.get(f"{home}receipt/docx/"))
    assert client.get(f"{home}answer/docx/").status_code == 404
    assert client.get(f"{home}identity/docx/").status_code == 404
    deciding.answer(
        found=found, result="granted", answer="您的信息都列在下面。", version=found.version, by=ding, at=AT
    )
    taken = client.get(f"{home}answer/docx/")
    assert quote("个人信息申请答复书") in taken.headers["Content-Disposition"]
    paper = docx(taken)
    for words in ("王秀兰", "19900001234", world.home.code, "人民法院", "告知书"):
        assert words in paper
    assert "paper" not in paper, "what was signed on paper was of no version"
    assert Event.objects.filter(deed="report.taken", on=found.reference).count() == 3


@pytest.mark.parametrize(
    "step", ["", "check/", "missing/", "about/", "answer/", "delivered/", "papers/receipt/docx/"]
)
def test_nobody_else_opens_a_page_of_it(world: World, enter: Enter, step: str) -> None:
    officer(world)
    found = asked(world)
    for reader in (world.sun, world.liu, world.ma, world.xia, world.qian, world.zhao):
        assert enter(reader).get(f"/data-requests/{found.reference}/{step}").status_code == 404


def test_small_numbers_are_not_told(world: World, enter: Enter) -> None:
    checked(world)
    counts = dict(enter(world.sun).get("/data-requests/").context["counts"])
    assert counts["本年收到"] == "少于5"
    assert counts["不予办理"] == "0"


def test_the_desk_of_others_says_nothing_of_a_request(world: World, enter: Enter) -> None:
    officer(world)
    found = asked(world)
    for reader in (world.sun, world.liu, world.ma):
        page = text_of(enter(reader).get("/desk/"))
        assert found.reference not in page
        assert "待答复或送达" not in page


def test_only_what_cannot_be_undone_has_the_grave_button(world: World, enter: Enter) -> None:
    client = enter(officer(world))
    graves = {}
    for kind in ("access", "correct", "erase", "withdraw"):
        found = checked(world, kind=kind)
        page = client.get(f"/data-requests/{found.reference}/answer/").content.decode()
        graves[kind] = "btn-danger" in page
    assert graves == {"access": False, "correct": False, "erase": True, "withdraw": True}


def test_the_page_says_the_same_whether_or_not_the_number_is_on_record(world: World, client: Client) -> None:
    ding, pages = officer(world), []
    for phone in ("19900001234", "19999999999"):
        found = asked(world, phone=phone)
        held = REQUESTS.receipt_behind(
            REQUESTS.receipt_url(found.reference, county="heyang").rstrip("/").split("/")[-1], at=AT
        )
        assert held is not None
        there = client.post("/c/heyang/ask/", {"reference": found.reference, "code": held.code})
        if phone.endswith("1234"):
            requesting.prove(found=found, proof="rung", version=found.version, by=ding, at=AT)
        else:
            requesting.say_missing(
                found=found, missing="请带身份证到窗口核对", version=found.version, by=ding, at=AT
            )
        pages.append(text_of(client.get(there.headers["Location"])).replace(found.reference, ""))
    assert pages[0] == pages[1]
    assert "证件" in pages[0]
