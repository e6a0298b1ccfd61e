"""Planning sessions, publishing them, and what becomes of them: substituted, called off, moved, opened, closed."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.lib.refusal import Refused, refuse
from huiyin.notices.actions import tell, tell_page
from huiyin.orgs import claiming
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Appointment, Official
from huiyin.orgs.references import Register, next_reference
from huiyin.receptions import rules
from huiyin.receptions.models import Booking, ReceptionOffice, ReceptionSession, SessionChange
from huiyin.receptions.plan import Planned

State = ReceptionSession.State
Kind = SessionChange.Kind


def claim(session: ReceptionSession, version: int | None) -> ReceptionSession:
    """The session, locked for this deed, as it is now; refused when somebody was quicker."""
    return claiming.claim(ReceptionSession.objects.all(), session, version)


def title_of(official: Official, on: date) -> str:
    """The post under which an official is announced: of an organ before one of the party or a station, highest first."""
    live = Appointment.objects.filter(official=official).live_on(on)
    posts = [line.post for line in live.select_related("post__unit")]
    posts.sort(key=lambda post: (post.unit.level == "", post.unit.path.count("/"), post.pk))
    return f"{posts[0].unit.short_name} {posts[0].title}"[:80] if posts else ""


@transaction.atomic
def plan_sessions(
    *,
    office: ReceptionOffice,
    rows: Sequence[Planned],
    begins: time,
    ends: time,
    topic: str,
    by: Official,
    at: datetime,
) -> list[ReceptionSession]:
    """Keep the sessions of a plan as drafts, seen by staff only."""
    if not rules.runs(office, by, at):
        raise Refused(_("Only those who run this reception office can do this."))
    if not rows:
        raise Refused(_("Please choose at least one official, and days on which something falls."))
    minutes = int(charter_of(at).figure("reception.slot_minutes").value)
    refuse(rules.objection_to_hours(begins, ends, minutes))
    refuse(rules.objection_to_text(topic))
    made = []
    for row in rows:
        refuse(rules.objection_to_sitting(row.official, row.planned_on, begins, ends))
        session = ReceptionSession.objects.create(
            reference=next_reference(office.county, at, Register.RECEPTION),
            office=office,
            official=row.official,
            post_title=title_of(row.official, row.planned_on),
            topic=topic.strip(),
            planned_on=row.planned_on,
            begins=begins,
            ends=ends,
            slot_minutes=minutes,
        )
        made.append(session)
    audit(by=by.key, deed="reception.planned", on=f"office:{office.key}", at=at, sessions=len(made))
    return made


@transaction.atomic
def change_session(
    *,
    session: ReceptionSession,
    official: Official,
    planned_on: date,
    begins: time,
    ends: time,
    topic: str,
    version: int,
    by: Official,
    at: datetime,
) -> ReceptionSession:
    """Alter a draft; a published session is substituted, moved or called off instead."""
    found = claim(session, version)
    refuse(rules.objection(found, "change", by, at))
    refuse(rules.objection_to_hours(begins, ends, found.slot_minutes))
    refuse(rules.objection_to_text(topic))
    refuse(rules.objection_to_day(planned_on) if planned_on != found.planned_on else None)
    refuse(rules.objection_to_sitting(official, planned_on, begins, ends, without=found.pk))
    found.official, found.post_title = official, title_of(official, planned_on)
    found.planned_on, found.begins, found.ends, found.topic = planned_on, begins, ends, topic.strip()
    return _saved(found, "reception.changed", by, at)


@transaction.atomic
def remove_session(
    *, session: ReceptionSession, version: int, by: Official, at: datetime
) -> ReceptionSession:
    """Take a draft out of the plan; nobody outside ever saw it."""
    found = claim(session, version)
    refuse(rules.objection(found, "remove", by, at))
    found.state = rules.TRANSITIONS[found.state]["remove"]
    found.ended_reason = _("taken out of the plan before it was published")
    return _saved(found, "reception.removed", by, at)


@transaction.atomic
def publish_session(
    *, session: ReceptionSession, short_notice: str, version: int, by: Official, at: datetime
) -> ReceptionSession:
    """Announce a session (S20: an official and staff; so many days ahead, or a reason that everybody reads)."""
    found = claim(session, version)
    refuse(rules.objection(found, "publish", by, at))
    refuse(rules.objection_to_publishing(found, charter_of(at), short_notice, at))
    refuse(rules.objection_to_text(short_notice))
    found.state = rules.TRANSITIONS[found.state]["publish"]
    found.published_at = at
    found.short_notice = short_notice.strip()
    return _saved(found, "reception.published", by, at)


@transaction.atomic
def substitute(
    *, session: ReceptionSession, official: Official, reason: str, version: int, by: Official, at: datetime
) -> ReceptionSession:
    """Another official receives; everybody who booked is told, and it is marked when that was late."""
    found = claim(session, version)
    refuse(rules.objection(found, "substitute", by, at))
    refuse(rules.objection_to_reason(reason))
    if official.pk == found.official_id:
        raise Refused(_("This official receives on that day already."))
    refuse(rules.objection_to_sitting(official, found.planned_on, found.begins, found.ends, without=found.pk))
    before = found.official
    late = rules.is_late(found, charter_of(at), at)
    _note(found, Kind.SUBSTITUTED, reason, by, at, before=before, after=official, is_late=late)
    found.official, found.post_title, found.reminded_at = official, title_of(official, found.planned_on), None
    _saved(found, "reception.substituted", by, at)
    _tell(found, (before, official), "substituted", by, at)
    return found


@transaction.atomic
def cancel_session(
    *, session: ReceptionSession, reason: str, version: int, by: Official, at: datetime
) -> ReceptionSession:
    """Call a session off; everybody who booked is told and offered the next ones."""
    found = claim(session, version)
    refuse(rules.objection(found, "cancel", by, at))
    refuse(rules.objection_to_reason(reason))
    refuse(rules.objection_to_ending(found))
    _note(found, Kind.CANCELLED, reason, by, at)
    found.state = rules.TRANSITIONS[found.state]["cancel"]
    found.ended_reason = reason.strip()
    _saved(found, "reception.cancelled", by, at)
    _tell(found, (found.official,), "called_off", by, at)
    return found


@transaction.atomic
def move_session(
    *,
    session: ReceptionSession,
    planned_on: date,
    begins: time,
    reason: str,
    version: int,
    by: Official,
    at: datetime,
) -> ReceptionSession:
    """The session takes place on another day or at another hour; who booked keeps their place there. Gives the new one."""
    found = claim(session, version)
    refuse(rules.objection(found, "move", by, at))
    refuse(rules.objection_to_reason(reason))
    refuse(rules.objection_to_moving(found, planned_on, begins, at))
    ends = rules.end_of(begins, found)
    assert ends is not None  # noqa: S101 - refused above
    refuse(rules.objection_to_sitting(found.official, planned_on, begins, ends, without=found.pk))
    new = ReceptionSession.objects.create(
        reference=next_reference(found.county, at, Register.RECEPTION),
        office=found.office,
        official=found.official,
        post_title=found.post_title,
        topic=found.topic,
        planned_on=planned_on,
        begins=begins,
        ends=ends,
        slot_minutes=found.slot_minutes,
        state=State.PUBLISHED,
        published_at=at,
    )
    _note(found, Kind.MOVED, reason, by, at)
    found.state, found.ended_reason = rules.TRANSITIONS[found.state]["move"], reason.strip()
    found.moved_to = new
    _saved(found, "reception.moved", by, at)
    for booking in found.bookings.expected():
        booking.slot_at = rules.shifted(booking.slot_at, found, begins)
        booking.session = new
        booking.save(update_fields=["slot_at", "session"])
    _tell(new, (found.official,), "called_off", by, at)
    return new


@transaction.atomic
def open_session(*, session: ReceptionSession, version: int, by: Official, at: datetime) -> ReceptionSession:
    """The official sits; from now on tickets are given."""
    found = claim(session, version)
    refuse(rules.objection(found, "open", by, at))
    refuse(rules.objection_to_opening(found, at))
    found.state = rules.TRANSITIONS[found.state]["open"]
    found.opened_at = at
    return _saved(found, "reception.opened", by, at)


@transaction.atomic
def close_session(*, session: ReceptionSession, version: int, by: Official, at: datetime) -> ReceptionSession:
    """The session is over: refused while a visitor has no record. Who booked and never came is noted as such."""
    found = claim(session, version)
    refuse(rules.objection(found, "close", by, at))
    refuse(rules.objection_to_closing(found))
    found.bookings.expected().update(state=Booking.State.NO_SHOW)
    found.state = rules.TRANSITIONS[found.state]["close"]
    found.held_at = at
    return _saved(found, "reception.held", by, at)


def _saved(session: ReceptionSession, deed: str, by: Official, at: datetime) -> ReceptionSession:
    session.version += 1
    session.save()
    audit(by=by.key, deed=deed, on=session.reference, at=at)
    return session


def _note(
    session: ReceptionSession,
    kind: str,
    reason: str,
    by: Official,
    at: datetime,
    *,
    before: Official | None = None,
    after: Official | None = None,
    is_late: bool = False,
) -> None:
    SessionChange.objects.create(
        session=session,
        kind=kind,
        reason=reason.strip(),
        by=by,
        at=at,
        before=before,
        after=after,
        is_late=is_late,
    )


def _tell(
    session: ReceptionSession, officials: Sequence[Official], kind: str, by: Official, at: datetime
) -> None:
    """Officials by a notice, who booked on their page; who left a number goes onto the call list."""
    where = reverse("receptions:see", kwargs={"ref": session.reference})
    for official in officials:
        if official.pk != by.pk:
            tell(to=official, kind=kind, about=session.reference, where=where, at=at)
    expected = session.bookings.expected().select_related("person")
    for booking in expected:
        tell_page(page=booking.reference, kind=kind, at=at, session=session.reference)
    reachable = [booking.pk for booking in expected if booking.person and booking.person.phone]
    Booking.objects.filter(pk__in=reachable).update(ring_from=at, rung_at=None, rung_by=None)
