"""A forum's life: planning, inviting, holding, its points one by one, closing the minutes, cancelling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts.actions import let_be_told, owe_echo
from huiyin.contacts.actions.recording import record
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, Point
from huiyin.forums import rules
from huiyin.forums.models import Forum, ForumGroup, ForumOfficial
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell
from huiyin.orgs import claiming
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.references import Register, next_reference


@dataclass(frozen=True)
class Plan:
    """What is planned: everything that may still change before the forum is held."""

    unit: Unit
    chair: Official
    subject: str
    planned_on: date
    begins: time
    place: Unit
    groups: Mapping[str, int]  # code of the charter -> how many are wanted
    ends: time | None = None
    place_words: str = ""
    agenda: str = ""
    officials: Sequence[Official] = ()

    def columns(self) -> dict[str, object]:
        """As the columns of `Forum`."""
        return {
            "unit": self.unit,
            "chair": self.chair,
            "subject": self.subject.strip(),
            "planned_on": self.planned_on,
            "begins": self.begins,
            "ends": self.ends,
            "place": self.place,
            "place_words": self.place_words.strip(),
            "agenda": self.agenda.strip(),
        }


@transaction.atomic
def plan_forum(*, plan: Plan, by: Official, at: datetime) -> Forum:
    """Call a forum; the chair and those taking part are told."""
    if not Unit.objects.filter(rules.units_of(by, at), pk=plan.unit.pk).exists():
        raise Refused(_("You hold no post in that unit, so you cannot call a forum for it."))
    _check(plan, by, at)
    reference = next_reference(by.county, at, Register.FORUM)
    forum = Forum.objects.create(reference=reference, called_by=by, **plan.columns())
    _seat(forum, plan, at)
    audit(by=by.key, deed="forum.planned", on=reference, at=at, day=plan.planned_on.isoformat())
    _tell(forum, "invited", by=by, at=at)
    return forum


@transaction.atomic
def change_forum(*, forum: Forum, plan: Plan, version: int, by: Official, at: datetime) -> Forum:
    """Another day, place, chair or list of groups; those taking part are told when the day or place moved."""
    row = _claim(forum, version, "change", by, at)
    _check(plan, by, at)
    before = (row.planned_on, row.begins, row.place_id)
    for name, value in plan.columns().items():
        setattr(row, name, value)
    row.save()
    _seat(row, plan, at)
    audit(by=by.key, deed="forum.changed", on=row.reference, at=at, day=plan.planned_on.isoformat())
    if before != (row.planned_on, row.begins, row.place_id):
        _tell(row, "called_off", by=by, at=at)
    return row


@transaction.atomic
def invite(*, forum: Forum, invited: Mapping[str, int], version: int, by: Official, at: datetime) -> Forum:
    """Say how many of each group were asked to come."""
    row = _claim(forum, version, "invite", by, at)
    _count(row, "invited", invited)
    row.state, row.invited_at = Forum.State.INVITED, at
    row.save(update_fields=["state", "invited_at", "version"])
    audit(by=by.key, deed="forum.invited", on=row.reference, at=at, people=sum(invited.values()))
    return row


@transaction.atomic
def hold(
    *,
    forum: Forum,
    held_on: date,
    present: Mapping[str, int],
    version: int,
    by: Official,
    at: datetime,
    begins: time | None = None,
    ends: time | None = None,
    note: str = "",
    differing_view: bool = False,
) -> Forum:
    """It took place: one contact of its chair is recorded, with the people counted by group."""
    row = _claim(forum, version, "hold", by, at)
    _count(row, "present", present)
    came = [group.code for group in groups_of(row) if group.present and not group.is_organisation]
    details = Details(
        begins=begins if ends else None,
        ends=ends,
        subject=row.subject,
        headcount=sum(present.values()),
        groups=tuple(came),
        entered_by=None if by.pk == row.chair_id else by,
    )
    row.contact = record(
        kind=Contact.Kind.FORUM,
        place=row.place,
        held_on=held_on,
        points=[],
        promises=[],
        note=note.strip(),
        differing_view=differing_view,
        details=details,
        unit=row.unit,
        by=row.chair,
        at=at,
    )
    row.state, row.held_at = Forum.State.HELD, at
    row.save(update_fields=["state", "held_at", "contact", "version"])
    audit(by=by.key, deed="forum.held", on=row.reference, at=at, contact=row.contact.reference)
    return row


@transaction.atomic
def add_point(
    *,
    forum: Forum,
    text: str,
    by: Official,
    at: datetime,
    disposition: str = "",
    answer: str = "",
    topic: str = "",
) -> Point:
    """One thing that was raised, during the forum or afterwards; what becomes of it may be said later."""
    row = _claim(forum, None, "point", by, at)
    assert row.contact is not None  # noqa: S101 - held, so it has one
    refuse(rules.objection_to_point(text, disposition, answer))
    last = row.contact.points.order_by("-number").values_list("number", flat=True).first() or 0
    if last >= rules.MOST_POINTS:
        raise Refused(_("At most %(n)d points fit into the minutes.") % {"n": rules.MOST_POINTS})
    point = Point.objects.create(
        contact=row.contact,
        number=last + 1,
        text=text.strip(),
        topic=topic,
        disposition=disposition,
        answer=answer.strip(),
        entered_at=at,
    )
    owe_echo(row.contact, at=at, minutes_open=True)
    audit(by=by.key, deed="forum.point_added", on=row.reference, at=at, number=point.number)
    return point


@transaction.atomic
def dispose(
    *,
    forum: Forum,
    number: int,
    disposition: str,
    by: Official,
    at: datetime,
    answer: str = "",
    topic: str = "",
) -> Point:
    """Say what becomes of a point; it may be said again until the minutes close, but a matter stays a matter."""
    row = _claim(forum, None, "dispose", by, at)
    assert row.contact is not None  # noqa: S101 - held, so it has one
    point = row.contact.points.filter(number=number).first()
    if point is None:
        raise Refused(_("There is no point with this number."))
    if point.disposition == Point.Disposition.MATTER:
        raise Refused(_("This point has been registered as a matter already."))
    if not disposition:
        raise Refused(_("Please choose what is to become of each point."))
    refuse(rules.objection_to_point(point.text, disposition, answer))
    point.disposition, point.answer = disposition, answer.strip()
    point.topic = topic or point.topic
    point.save(update_fields=["disposition", "answer", "topic"])
    owe_echo(row.contact, at=at, minutes_open=True)
    audit(by=by.key, deed="forum.point_disposed", on=row.reference, at=at, number=number, what=disposition)
    return point


@transaction.atomic
def close_minutes(*, forum: Forum, version: int, by: Official, at: datetime) -> Forum:
    """Close the minutes; refused while a point has no disposition (S16)."""
    row = _claim(forum, version, "close", by, at)
    assert row.contact is not None  # noqa: S101 - held, so it has one
    refuse(rules.objection_to_closing(list(row.contact.points.hanging())))
    let_be_told(row.contact)
    row.state, row.closed_at, row.closed_by = Forum.State.CLOSED, at, by
    row.save(update_fields=["state", "closed_at", "closed_by", "version"])
    audit(by=by.key, deed="forum.closed", on=row.reference, at=at, points=row.contact.points.count())
    return row


@transaction.atomic
def cancel_forum(*, forum: Forum, reason: str, version: int, by: Official, at: datetime) -> Forum:
    """It does not take place; those taking part are told."""
    row = _claim(forum, version, "cancel", by, at)
    if not reason.strip():
        raise Refused(_("Please say why the forum is cancelled."))
    row.state, row.cancelled_at, row.cancel_reason = Forum.State.CANCELLED, at, reason.strip()
    row.save(update_fields=["state", "cancelled_at", "cancel_reason", "version"])
    audit(by=by.key, deed="forum.cancelled", on=row.reference, at=at)
    _tell(row, "called_off", by=by, at=at)
    return row


def groups_of(forum: Forum) -> list[ForumGroup]:
    """Whom it asks for, in the order in which they were named."""
    return list(forum.groups.filter(dropped=False))


def _check(plan: Plan, by: Official, at: datetime) -> None:
    charter = charter_of(at)
    if not plan.subject.strip():
        raise Refused(_("Please say what the forum is about."))
    if plan.ends is not None and plan.ends <= plan.begins:
        raise Refused(_("The hour of the end lies before that of the beginning."))
    refuse(
        rules.objection_to_planning(
            unit=plan.unit,
            place=plan.place,
            planned_on=plan.planned_on,
            today=local_day(at, by.county),
            codes=list(plan.groups),
            charter=charter,
        )
    )


def _claim(forum: Forum, version: int | None, deed: str, by: Official, at: datetime) -> Forum:
    """The forum, locked, if nobody was quicker; its version counted on where the deed changes the forum itself."""
    rows = Forum.objects.select_related("unit", "chair", "place", "contact")
    found = claiming.claim(rows, forum, None)
    refuse(rules.objection(deed, found, by, at))
    claiming.unchanged(found, version)
    found.version += version is not None
    return found


def _seat(forum: Forum, plan: Plan, at: datetime) -> None:
    orgs = {one.code for one in charter_of(at).listed("source_org")}
    forum.groups.exclude(code__in=plan.groups).update(dropped=True)
    for code, wanted in plan.groups.items():
        ForumGroup.objects.update_or_create(
            forum=forum,
            code=code,
            defaults={"wanted": wanted, "is_organisation": code in orgs, "dropped": False},
        )
    others = [official for official in plan.officials if official.pk != plan.chair.pk]
    forum.participants.exclude(official__in=others).update(dropped=True)
    for official in others:
        ForumOfficial.objects.update_or_create(forum=forum, official=official, defaults={"dropped": False})


def _count(forum: Forum, column: str, counts: Mapping[str, int]) -> None:
    groups = {group.code: group for group in groups_of(forum)}
    if set(counts) - set(groups) or any(n < 0 for n in counts.values()):
        raise Refused(_("Please count the groups that the forum asks for."))
    for code, group in groups.items():
        setattr(group, column, counts.get(code, 0))
        group.save(update_fields=[column])


def _tell(forum: Forum, kind: str, *, by: Official, at: datetime) -> None:
    others = forum.participants.filter(dropped=False).select_related("official")
    readers = {forum.chair_id: forum.chair, **{row.official_id: row.official for row in others}}
    where = reverse("forums:see", kwargs={"ref": forum.reference})
    for reader in readers.values():
        if reader.pk != by.pk:
            tell(to=reader, kind=kind, about=forum.reference, at=at, where=where)
