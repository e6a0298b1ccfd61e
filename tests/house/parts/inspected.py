"""Three inspections of Chen's branch for the sweep: one concluded, one to be answered, one just drawn; and a ledger line."""

from datetime import date

from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.inspection.actions import calling, hearing, inspecting, rectifying
from huiyin.inspection.actions.calling import Said
from huiyin.inspection.models import Finding, Inspection
from huiyin.lib.periods import Span
from tests.house.doors import STEPS
from tests.house.parts import Part
from tests.world import AT, World

CRITICISM = "走访日期与住户所说不符"
PROBLEM = "走访记录集中在月底补填"


def stand(world: World, contact: Contact) -> Part:
    """Sun inspects three half-years of the branch."""
    final = _sent(world, 2024)
    hearing.answer(finding=final.findings.get(), words="日期写错了", by=world.chen, at=AT)
    _step(inspecting.conclude, final, world)
    _sent(world, 2025)
    asked = _drawn(world, 2023)
    calling.answered(call_back=asked.call_backs.get(), said=Said("yes", "yes"), by=world.sun, at=AT)
    line = rectifying.list_problem(unit=world.branch, problem=PROBLEM, by=world.ma, at=AT)
    rectifying.assign(
        rectification=line,
        cause="没有当天记录",
        measure="当天在手机上记",
        owner=world.chen,
        due_on=date(2026, 3, 20),
        version=line.version,
        by=world.ma,
        at=AT,
    )
    references = [*Inspection.objects.order_by("pk").values_list("reference", flat=True), line.reference]
    values = {
        ("inspection", "ref"): references,
        ("inspection", "noun"): STEPS,
        ("inspection", "number"): ["1"],
        ("reports", "ref"): references,
        ("*", "who"): ["chen"],
    }
    return Part(values, [*references, CRITICISM, PROBLEM])


def _drawn(world: World, year: int) -> Inspection:
    period = Span(date(year, 1, 1), date(year, 7, 1))
    contacts.record(
        place=world.village,
        held_on=date(year, 3, 3),
        points=[Raised(text="说到今年的春灌", disposition="noted")],
        promises=[],
        by=world.chen,
        at=AT,
        household=world.home,
        person=world.wang,
    )
    found = inspecting.plan(branch=world.branch, period=period, inspector=world.sun, by=world.sun, at=AT)
    _step(inspecting.freeze, found, world, way="system", source="")
    _step(inspecting.give_seed, found, world, number="")
    _step(inspecting.draw, found, world)
    return found


def _sent(world: World, year: int) -> Inspection:
    found = _drawn(world, year)
    call = found.call_backs.get()
    calling.answered(call_back=call, said=Said("yes", "missing"), by=world.sun, at=AT)
    _step(inspecting.finish_calls, found, world)
    made: Finding = hearing.find(
        inspection=found,
        kind="criticise",
        text=CRITICISM,
        records=[call.contact.reference],
        official=world.chen,
        by=world.sun,
        at=AT,
    )
    _step(inspecting.send_findings, found, world)
    assert made.number == 1
    return found


def _step(act, found: Inspection, world: World, **fields: object) -> None:  # type: ignore[no-untyped-def]
    found.refresh_from_db()
    act(inspection=found, version=found.version, by=world.sun, at=AT, **fields)
