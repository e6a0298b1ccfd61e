"""The papers of a matter: each is opened and read; who is given which; where the person's name stands, and that it counts."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from huiyin.audit.models import Event
from huiyin.matters import actions, clock, papers
from huiyin.matters.models import Matter, Step
from huiyin.orgs.models import Official
from huiyin.people.models import Resident, Reveal
from tests import make
from tests.world import AT, SHANGHAI, World

Enter = Callable[[Official], Client]
LATE = datetime(2026, 4, 20, 9, 0, tzinfo=SHANGHAI)  # a Monday; the answer was due on the Tuesday before


def url_of(found: Matter, paper: str) -> str:
    return f"/matters/{found.reference}/" + ("letter/docx/" if paper == "letter" else f"papers/{paper}/docx/")


def read(content: bytes) -> str:
    """Everything a document says: its head, its text, its tables."""
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    head = [p.text for p in paper.sections[0].first_page_header.paragraphs]
    return "\n".join([*head, *(p.text for p in paper.paragraphs), *cells])


def words(client: Client, found: Matter, paper: str) -> str:
    answer = client.get(url_of(found, paper))
    assert answer.status_code == 200
    return read(answer.content)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set what time it is for requests."""

    def set_to(at: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at)

    set_to(AT)
    return set_to


@pytest.mark.usefixtures("now")
def test_the_slip_says_what_to_do_by_when_and_why(world: World, enter: Enter) -> None:
    found = make.routed(world, resident=world.wang)
    text = words(enter(world.gao), found, "slip")
    assert "交办单" in text
    assert f"{world.office.name}：" in text
    assert all(said in text for said in (found.reference, found.body, "2026年3月2日 10:00", world.liu.name))
    for kind in ("sign", "handle"):
        due = found.deadlines.get(kind=kind).due_on
        assert f"{due.year}年{due.month}月{due.day}日" in text
    assert "30个工作日" in text.replace(" ", "")
    assert "____" in text, "where the unit signs for it"
    assert world.wang.masked_name in text
    assert world.wang.name not in text
    assert world.wang.phone not in text


@pytest.mark.usefixtures("now")
def test_the_slip_of_what_was_accepted_names_who_signed_for_it(world: World, enter: Enter) -> None:
    text = words(enter(world.gao), make.accepted(world), "slip")
    assert f"{world.office.short_name} {world.gao.name}" in text
    assert "____" not in text
    assert "未留姓名" in text


@pytest.mark.usefixtures("now")
def test_nothing_to_pass_on_no_slip(world: World, enter: Enter) -> None:
    found, client = make.matter(world), enter(world.liu)
    for paper in ("slip", "letter", "chasing", "nothing"):
        assert client.get(url_of(found, paper)).status_code == 404
    html = client.get(f"/matters/{found.reference}/").content.decode()
    assert url_of(found, "record") in html
    assert url_of(found, "slip") not in html


@pytest.mark.usefixtures("now")
def test_the_record_says_who_did_what_when_and_what_came_of_it(world: World, enter: Enter) -> None:
    found = make.closed(world)
    text = words(enter(world.he), found, "record")
    for step in found.steps.select_related("by"):
        assert step.deed_words in text
        assert step.note in text
        assert step.by is None or step.by.name in text
    assert all(
        said in text for said in ("办理表", make.REPLY["opinion"], "满意", world.gao.name, "2026年3月3日")
    )


@pytest.mark.usefixtures("now")
def test_the_letter_bears_the_answer_and_all_it_needs(world: World, enter: Enter) -> None:
    why = (
        "按现行政策，这条路不在今年的改造计划内，我们把它报进了明年的计划，开工前会在村里公示具体的时间安排。"
    )
    refused = {"outcome": "explained_policy", "basis": "《村庄道路管理办法》第九条", "opinion": why}
    found = make.replied(world, reply=refused)
    text = words(enter(world.he), found, "letter")
    for said in (*refused.values(), *make.REPLY.values()):
        if said not in ("explained_policy", "resolved", "", None, make.REPLY["opinion"]):
            assert str(said) in text
    assert text.startswith(world.office.name), "in the head of a letter"
    rating = found.deadlines.get(kind="rating").due_on
    assert f"{rating.year}年{rating.month}月{rating.day}日前" in text
    assert "2026年3月2日" in text.splitlines(), "dated as it was approved"


@pytest.mark.usefixtures("now")
def test_the_letter_is_of_the_answer_that_was_approved(world: World, enter: Enter) -> None:
    client = enter(world.gao)
    assert client.get(url_of(make.drafted(world), "letter")).status_code == 404


@pytest.mark.usefixtures("now")
def test_i22_the_name_stands_on_the_letter_only_when_asked_for_and_that_counts(
    world: World, enter: Enter
) -> None:
    found, client = make.replied(world, resident=world.wang), enter(world.he)
    text = words(client, found, "letter")
    assert "反映人：" in text
    assert world.wang.name not in text
    assert not Reveal.objects.exists()
    page = client.get(f"/matters/{found.reference}/").content.decode()
    assert "写上姓名" in page
    answer = client.post(url_of(found, "letter"))
    assert f"{world.wang.name}：" in read(answer.content)
    assert world.wang.phone not in read(answer.content)
    look = Reveal.objects.get(resident=world.wang)
    assert (look.by, look.purpose, look.about) == (world.he, "letter", found.reference)
    assert found.steps.last().deed == Step.Deed.REVEAL
    taken = Event.objects.filter(deed="report.taken", on=found.reference).order_by("pk")
    assert [event.facts["rows"] for event in taken] == [0, 1]


@pytest.mark.usefixtures("now")
def test_i24_a_name_that_was_withdrawn_stands_on_no_letter(world: World, enter: Enter) -> None:
    found, client = make.replied(world, resident=world.wang), enter(world.he)
    Resident.objects.filter(pk=world.wang.pk).update(withheld_at=AT)
    assert "写上姓名" not in client.get(f"/matters/{found.reference}/").content.decode()
    answer = client.post(url_of(found, "letter"), follow=True)
    assert "没有可以写在答复意见书上的姓名" in answer.content.decode()
    assert not Reveal.objects.exists()


@pytest.mark.usefixtures("now")
def test_the_letter_is_for_who_answers_or_holds_the_desk(world: World, enter: Enter) -> None:
    found = make.replied(world, resident=world.wang, raised_by=world.chen)
    for who, there in ((world.he, True), (world.gao, True), (world.chen, False), (world.qian, False)):
        client = enter(who)
        codes = {
            client.get(url_of(found, "letter")).status_code,
            client.post(url_of(found, "letter")).status_code,
        }
        assert codes == ({200} if there else {404}), who.name
        seen = who.pk != world.qian.pk
        assert client.get(url_of(found, "record")).status_code == (200 if seen else 404)
    assert Reveal.objects.count() == 2


def test_the_chasing_slip_names_what_has_passed(
    world: World, enter: Enter, now: Callable[[datetime], None]
) -> None:
    found = make.started(world)
    client = enter(world.liu)
    assert client.get(url_of(found, "chasing")).status_code == 404, "nothing has passed yet"
    clock.note_missed(at=LATE)
    clock.chase_overdue(at=LATE)
    now(LATE)
    text = words(enter(world.liu), found, "chasing")
    assert f"{world.office.name}：" in text
    assert all(said in text for said in ("催办单", found.title, "2026年4月14日", "已超4个工作日"))
    assert "已逐级催办1次" in text
    assert "2026年4月20日" in text.splitlines()
    assert enter(world.he).get(url_of(found, "chasing")).status_code == 404, "nobody chases themselves"


@pytest.mark.usefixtures("now")
def test_a_paper_is_in_chinese_on_an_english_screen_and_that_it_was_taken_is_kept(
    world: World, enter: Enter
) -> None:
    found, client = make.routed(world), enter(world.gao)
    client.cookies["django_language"] = "en"
    answer = client.get(url_of(found, "slip"))
    assert "交办时间" in read(answer.content)
    assert f"交办单-{found.reference}.docx" in unquote(answer.headers["Content-Disposition"])
    event = Event.objects.get(deed="report.taken", on=found.reference)
    assert event.facts["file"] == f"交办单-{found.reference}.docx"


def test_a_provisional_date_says_so(world: World) -> None:
    found = make.routed(world)
    found.deadlines.filter(kind="handle").update(is_provisional=True)
    text = read(papers.PAPERS["slip"].docx(found, AT))
    due: date = found.deadlines.get(kind="handle").due_on
    assert f"{due.year}年{due.month}月{due.day}日（暂定）" in text
    assert found.deadlines.get(kind="sign").due_on < due + timedelta(days=1)


def test_the_slip_of_what_was_left_with_the_unit_says_that_it_was_decided(world: World) -> None:
    found = make.disputed(world)
    assert "____" in read(papers.PAPERS["slip"].docx(found, AT))
    said = "属于你办职责范围，请继续办理"
    left = actions.designate(matter=found, words=said, version=found.version, by=world.liu, at=AT)
    text = read(papers.PAPERS["slip"].docx(left, AT))
    assert "____" not in text
    assert "指定办理（不再退件）" in text


def test_the_slip_of_what_was_passed_on_after_an_objection_goes_to_the_other_unit(world: World) -> None:
    found = make.disputed(world)
    passed = actions.uphold(
        matter=found, to=world.traffic, version=found.version, by=world.liu, at=AT, note="改派"
    )
    text = read(papers.PAPERS["slip"].docx(passed, AT))
    assert f"{world.traffic.name}：" in text
    assert "改派" in text
