"""Contacts counted by form (S13): every number opens its rows, within what one may see; and the paper of a stay."""

import io
import re
from datetime import date, timedelta
from typing import Any

from docx import Document

from huiyin.contacts.actions import Raised, record, void
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World

TODAY = AT.date()
URL = "/reports/contact-forms/"


def contact(world: World, kind: str, day: date = TODAY, by: Official | None = None, **more: Any) -> Contact:
    given = {"place": world.village, "points": [], "promises": [], "note": "记录", **more}
    return record(kind=kind, held_on=day, by=by or world.chen, at=AT, **given)


def counted(client: Any, tail: str = "") -> dict[str, tuple[int, str]]:
    rows = client.get(URL + tail).context["rows"]
    return {url.partition("form=")[2]: (n, url) for _name, n, url in rows}


def test_s13_statistics_by_form_open_their_rows(world: World, enter: Any) -> None:
    for kind, times in (("visit", 3), ("paired_aid", 2), ("village_advice", 1)):
        for _n in range(times):
            contact(world, kind)
    gone = contact(world, "visit")
    void(contact=gone, reason="记重了", by=world.chen, at=AT)
    contact(world, "visit", date(2025, 6, 2))
    client = enter(world.ma)
    found = counted(client)
    assert list(found) == [form.code for form in charter_at(AT).charter.listed("form")]
    assert {kind: n for kind, (n, _url) in found.items() if n} == {
        "visit": 3,
        "paired_aid": 2,
        "village_advice": 1,
    }
    for n, url in found.values():
        assert len(client.get(url).context["contacts"]) == n
    page = client.get(URL).content.decode()
    assert "结对帮扶" in page
    assert client.get(URL).context["total"] == 6
    assert counted(client, "?from=2025-01-01&to=2025-12-31")["visit"][0] == 1


def test_s13_everybody_counts_what_they_may_see(world: World, enter: Any) -> None:
    contact(world, "visit")
    contact(world, "visit", by=world.qian, place=world.far_village)
    for official, n in ((world.chen, 1), (world.ma, 1), (world.qian, 1), (world.sun, 2), (world.he, 0)):
        assert counted(enter(official))["visit"][0] == n
    assert counted(enter(world.sun), f"?unit={world.sibling.code}")["visit"][0] == 1
    assert enter(world.ma).get(f"{URL}?unit={world.sibling.code}").status_code == 404
    assert enter(world.ma).get(f"{URL}?from=2026-02-30").status_code == 404


def test_s13_the_list_is_narrowed_and_paged_by_key(
    world: World, enter: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        contact(world, "village_advice", TODAY - timedelta(days=n))
    contact(world, "visit")
    client = enter(world.ma)
    first = client.get("/contacts/?form=village_advice&place=990100101201").context
    assert len(first["contacts"]) == 25
    rest = client.get("/contacts/" + first["next_url"]).context
    assert len(rest["contacts"]) == 5
    both = [c.pk for c in (*first["contacts"], *rest["contacts"])]
    assert len(set(both)) == 30
    with django_assert_max_num_queries(20):
        client.get("/contacts/")
    assert len(client.get(f"/contacts/?official={world.he.pk}").context["contacts"]) == 0
    assert client.get("/contacts/?form=nothing&since=never&official=x&from=zzz").status_code == 200
    assert "没有这样的联系记录" in client.get("/contacts/?form=talk").content.decode()


def test_s21_the_report_of_a_stay_is_a_paper(world: World, enter: Any) -> None:
    stay = contact(
        world, "field_stay", TODAY - timedelta(days=4), note="灌渠年久失修，三处漏水。",
        details=Details(until_on=TODAY - timedelta(days=2)),
        points=[Raised("希望冬前修好水渠", "answered", "", "已列入冬修计划")],
    )  # fmt: skip
    client = enter(world.ma)
    url = f"/reports/field-stay/{stay.reference}/docx/"
    assert url in client.get(f"/contacts/{stay.reference}/").content.decode()
    answer = client.get(url)
    text = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    for words in ("蹲点报告", "上河村", "共3天", "灌渠年久失修", "已列入冬修计划", stay.reference):
        assert words in text
    assert enter(world.qian).get(url).status_code == 404
    visit = contact(world, "visit")
    assert client.get(f"/reports/field-stay/{visit.reference}/docx/").status_code == 404


def test_s33_the_deputy_who_raised_it_is_told_of_the_answer(world: World) -> None:
    """A deputy heard it as an official of ours, or came as a person: either way the answer reaches them."""
    from huiyin.matters import actions
    from huiyin.notices.models import Notice
    from huiyin.recording.actions import Entry, record_entry

    entry = Entry(
        place=world.village, held_on=TODAY, points=[Raised("桥面护栏松动", "matter")], promises=[],
        name="代表老李", phone="19900005678", details=Details(source_org="npc_deputy"),
    )  # fmt: skip
    _contact, (lodged,) = record_entry(entry, root=world.root, by=world.chen, at=AT)
    matter = lodged.matter
    assert matter.source_org == "npc_deputy"
    matter = actions.route(
        matter=matter, to=world.office, topic="bridge", version=matter.version, by=world.liu, at=AT
    )
    matter = actions.accept(matter=matter, handler=world.he, version=matter.version, by=world.gao, at=AT)
    matter = actions.start(matter=matter, words="现场加固", version=matter.version, by=world.he, at=AT)
    actions.draft_reply(matter=matter, version=matter.version, by=world.he, at=AT, **make.REPLY)
    matter.refresh_from_db()
    actions.approve(matter=matter, version=matter.version, by=world.gao, at=AT)
    assert Notice.objects.filter(to=world.chen, about=matter.reference, kind="answered_through").exists()
    assert Notice.objects.filter(page=matter.reference, at=AT, facts__deed="approve").exists()


def test_the_list_is_dense_on_a_desk_and_names_each_cell_on_a_phone(world: World, enter: Any) -> None:
    found = contact(world, "visit")
    page = enter(world.chen).get("/contacts/").content.decode()
    row = page.split("<tbody>")[1].split("</tr>")[0]
    assert f'href="/contacts/{found.reference}/"' in row
    assert re.findall('data-label="(.+?)"', row) == ["地点", "联系形式", "干部", "群众说了什么"]
    assert "table-cards" in page
