"""Plain makers: a branch with a half-year of contacts, and an inspection brought as far as a test needs."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from huiyin.contacts import actions as contacts
from huiyin.contacts.actions import Raised
from huiyin.contacts.models import Contact
from huiyin.inspection.actions import calling, hearing, inspecting
from huiyin.inspection.actions.calling import Said
from huiyin.inspection.models import Finding, Inspection
from huiyin.lib.periods import Span
from tests.world import AT, World

HALF = Span(date(2025, 7, 1), date(2026, 1, 1))
RIGHT = Said(met="yes", as_said="yes")
WRONG = Said(met="no", as_said="no")


def visits(world: World, n: int = 6, *, first: date = date(2025, 8, 1)) -> list[Contact]:
    """Chen met the Wang household so many times in the last half-year."""
    return [
        contacts.record(
            place=world.village,
            held_on=first + timedelta(days=number),
            points=[Raised(text=f"第{number + 1}次说到村口的路灯", disposition="noted")],
            promises=[],
            by=world.chen,
            at=AT,
            household=world.home,
            person=world.wang,
        )
        for number in range(n)
    ]


def fresh(inspection: Inspection) -> Inspection:
    """As it stands now."""
    return Inspection.objects.select_related("branch", "charter", "inspector").get(pk=inspection.pk)


def planned(world: World, **fields: Any) -> Inspection:
    """Sun of the county plans it and carries it out."""
    given = {"branch": world.branch, "period": HALF, "inspector": world.sun, "by": world.sun, "at": AT}
    return inspecting.plan(**{**given, **fields})


def frozen(world: World, *, way: str = "public", source: str = "体彩排列五 第26050期") -> Inspection:
    """The list is fixed."""
    found = planned(world)
    inspecting.freeze(inspection=found, way=way, source=source, version=found.version, by=world.sun, at=AT)
    return fresh(found)


def seeded(world: World, number: str = "48213", **fields: Any) -> Inspection:
    """The number is known."""
    found = frozen(world, **fields)
    inspecting.give_seed(inspection=found, number=number, version=found.version, by=world.sun, at=AT)
    return fresh(found)


def drawn(world: World, number: str = "48213", **fields: Any) -> Inspection:
    """The sample is there."""
    found = seeded(world, number, **fields)
    inspecting.draw(inspection=found, version=found.version, by=world.sun, at=AT)
    return fresh(found)


def checked(world: World, *, said: Iterable[Said] = (), at: datetime = AT, **fields: Any) -> Inspection:
    """Everybody was reached; those without an answer given here confirm the record."""
    found = drawn(world, **fields)
    answers = iter(said)
    for call in found.call_backs.filter(result=""):
        calling.answered(call_back=call, said=next(answers, RIGHT), by=world.sun, at=at)
    found = fresh(found)
    inspecting.finish_calls(inspection=found, version=found.version, by=world.sun, at=at)
    return fresh(found)


def criticism(world: World, inspection: Inspection, **fields: Any) -> Finding:
    """Sun criticises a record of Chen's."""
    given = {
        "inspection": inspection,
        "kind": "criticise",
        "text": "记录的走访没有发生。",
        "records": inspection.sample[:1],
        "official": world.chen,
        "by": world.sun,
        "at": AT,
    }
    return hearing.find(**{**given, **fields})


def sent(world: World, **fields: Any) -> tuple[Inspection, Finding]:
    """A criticism has been sent to Chen."""
    found = checked(world, **fields)
    finding = criticism(world, found)
    inspecting.send_findings(inspection=found, version=found.version, by=world.sun, at=AT)
    return fresh(found), Finding.objects.get(pk=finding.pk)


def concluded(world: World, **fields: Any) -> tuple[Inspection, Finding]:
    """Chen has answered, and it is final."""
    found, finding = sent(world, **fields)
    hearing.answer(finding=finding, words="当天改在村委会见面，日期写错了。", by=world.chen, at=AT)
    found = fresh(found)
    inspecting.conclude(inspection=found, version=found.version, by=world.sun, at=AT)
    return fresh(found), Finding.objects.get(pk=finding.pk)
