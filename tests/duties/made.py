"""Plain makers for duties and reports: contacts, lines and sessions on a day, as the deeds keep them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from huiyin.contacts.actions import Promised, Raised, record
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, TalkNote
from huiyin.help.models import AidPlan
from huiyin.orgs.models import Official, Unit
from huiyin.people.models import Household
from huiyin.receptions.models import ReceptionOffice, ReceptionSession
from huiyin.register.actions import pair
from huiyin.register.models import Assignment, Exemption
from tests.world import LONG_AGO, SHANGHAI, World, household


def moment(day: date, hour: int = 18) -> datetime:
    """An hour of that day in the county."""
    return datetime.combine(day, time(hour), tzinfo=SHANGHAI)


def contact(world: World, day: date, kind: str = "visit", **fields: Any) -> Contact:
    """A contact of Chen with the Wang household, recorded on the evening of its day. A talk's words are the author's."""
    by: Official = fields.pop("by", world.chen)
    at: datetime = fields.pop("at", moment(day))
    details = Details(subject="" if kind == "talk" else "在村里", **fields.pop("details", {}))
    if kind == "talk":
        fields = {**fields, "points": [], "own": TalkNote(text="谈了谈家里的事")}
    given: dict[str, Any] = {
        "place": world.village,
        "household": world.home,
        "points": [],
        "promises": [],
        **fields,
    }
    return record(held_on=day, kind=kind, by=by, at=at, details=details, **given)


def line(world: World, code: str, official: Official, start: date, end: date | None = None) -> Assignment:
    """Another household, in touch with this official for a while."""
    home, person = household(world.village, code, "张三", "", world.chen)
    made = pair(
        official=official,
        unit=world.branch,
        household=home,
        person=person,
        consent=person.consents.get(),
        started_on=start,
        by="test",
        at=moment(start),
    )
    if end:
        Assignment.objects.filter(pk=made.pk).update(ended_on=end)
    return made


def aid(world: World, home: Household, official: Official, start: date, end: date | None = None) -> AidPlan:
    """Paired assistance with a household, from a day on; carried out by the end."""
    person = home.members.get()
    over = {"state": "done", "ended_at": moment(end), "result": "水渠修好了"} if end else {}
    return AidPlan.objects.create(
        official=official, unit=world.branch, household=home, person=person, consent=person.consents.get(),
        need="水渠漏水", measure="联系水利站维修", due_on=end or start + timedelta(days=300), started_on=start,
        started_at=moment(start), **over,
    )  # fmt: skip


def exemption(world: World, official: Official, first: date, last: date) -> Exemption:
    """Granted by Liu."""
    at = moment(LONG_AGO)
    return Exemption.objects.create(
        official=official, unit=world.branch, reason="长期学习", from_on=first, until_on=last,
        asked_by=official, asked_at=at, is_granted=True, decided_by=world.liu, decided_at=at,
    )  # fmt: skip


def session(world: World, official: Official, day: date, *, held: bool = True) -> ReceptionSession:
    """A reception day at the township."""
    office, _new = ReceptionOffice.objects.get_or_create(
        unit=world.town, name="群众接待室", defaults={"address": "镇政府一楼", "valid_from": LONG_AGO}
    )
    return ReceptionSession.objects.create(
        reference=f"HYR-{ReceptionSession.objects.count():06d}",
        office=office,
        official=official,
        post_title="镇长",
        planned_on=day,
        begins=time(9),
        ends=time(11),
        slot_minutes=20,
        state="held" if held else "published",
        held_at=moment(day) if held else None,
    )


def raised(text: str = "路灯坏了", disposition: str = "noted") -> Raised:
    """One point."""
    return Raised(text=text, disposition=disposition, answer="已答复" if disposition == "answered" else "")


def promised(day: date) -> Promised:
    """One promise."""
    return Promised(text="把须知送到家", due_on=day)


def days(first: date, count: int) -> list[date]:
    """So many days from the first on."""
    return [first + timedelta(days=n) for n in range(count)]


__all__ = [
    "Household",
    "Unit",
    "contact",
    "days",
    "exemption",
    "line",
    "moment",
    "promised",
    "raised",
    "session",
]
