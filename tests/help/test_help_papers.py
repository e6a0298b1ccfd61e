"""Papers of help, research and policies: what they hold, what they leave out, and that taking one is on record."""

import io
from collections.abc import Callable

from django.test import Client
from docx import Document

from huiyin.audit.models import Event
from huiyin.help import actions as help_actions
from huiyin.orgs.models import Official
from huiyin.research import actions
from tests.house.parts import around
from tests.house.parts.around import HELPED, MEASURE
from tests.world import AT, World

Enter = Callable[[Official], Client]


def words(client: Client, url: str) -> str:
    """Everything a document says, its tables too."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    paper = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_s22_the_plan_and_the_ledger_name_every_amount_and_nobody(world: World, enter: Enter) -> None:
    plan = around.aid_plan(world)
    client = enter(world.chen)
    for url in (f"/reports/aid/{plan.pk}/docx/", "/reports/aid/ledger/docx/"):
        text = words(client, url)
        assert all(word in text for word in (HELPED, "500.00", "镇慈善资金", "S-2026-018", "不得张贴"))
        assert "王秀兰" not in text
        assert "19900001234" not in text
    assert MEASURE in words(client, f"/reports/aid/{plan.pk}/docx/")
    assert Event.objects.filter(deed="report.taken").count() == 3


def test_s31_the_letter_leaves_the_name_to_the_person(world: World, enter: Enter) -> None:
    need = around.need(world)
    referral = help_actions.refer(need=need, organ="县残联", referred_on=AT.date(), by=world.chen, at=AT)
    text = words(enter(world.chen), f"/reports/referrals/{referral.pk}/docx/")
    assert all(word in text for word in ("县残联：", "缺轮椅一辆", "2026年5月1日", "由本人填写", "回执编号"))
    assert "王秀兰" not in text


def test_s26_plan_report_and_results(world: World, enter: Enter) -> None:
    plan = around.research(world)
    client = enter(world.chen)
    assert "尚未开展：农田灌溉" in words(client, "/reports/research/docx/")
    actions.record_trip(
        plan=plan, place=world.village, held_on=AT.date(), note="看了渠道", by=world.chen, at=AT
    )
    finding = actions.find(plan=plan, text="渗漏三处", is_problem=True, by=world.chen, at=AT)
    actions.resolve(finding=finding, text="维修。", who="镇农业办", due_on=around.LATER, by=world.chen, at=AT)
    assert "尚未开展" not in words(client, "/reports/research/docx/")
    report = words(client, f"/reports/research/{plan.pk}/docx/")
    assert all(
        word in report
        for word in ("关于农田灌溉的调研报告", "看了渠道", "渗漏三处", "维修；责任单位：镇农业办")
    )
    assert all(
        word in words(client, "/reports/research/results/docx/") for word in ("渗漏三处", "维修", "尚未")
    )


def test_s28_the_sheet_of_a_policy_says_where_to_ask(world: World, enter: Enter) -> None:
    brief = around.brief(world)
    text = words(enter(world.liu), f"/reports/briefs/{brief.pk}/docx/")
    assert all(word in text for word in (brief.title, "文件依据", "咨询渠道：镇便民服务中心"))
