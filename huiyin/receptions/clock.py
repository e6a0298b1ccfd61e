"""What time does on reception days: it reminds who receives, and forgets codes and needs that are no longer needed."""

from datetime import datetime, time, timedelta

from django.urls import reverse

from huiyin.notices.actions import tell
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.handles import CODE_KEPT
from huiyin.receptions.models import Booking, ReceptionSession

OPENING = time(8, 30)
FROM_KEPT = timedelta(hours=24)


def remind_of_duty_days(*, at: datetime) -> int:
    """The working day before, whoever receives is reminded; with short notice, as soon as it is known."""
    due = ReceptionSession.objects.filter(state=ReceptionSession.State.PUBLISHED, reminded_at=None)
    done = 0
    for session in due.filter(planned_on__lte=at.date() + timedelta(days=20)).select_related(
        "official", "county"
    ):
        local = at.astimezone(session.county.zone)
        today = local.date()
        eve = calendar().before(session.planned_on, 1)
        if not (eve <= today <= session.planned_on) or local.time() < OPENING:
            continue
        claimed = due.filter(pk=session.pk, official=session.official).update(reminded_at=at)
        if claimed:
            where = reverse("receptions:see", kwargs={"ref": session.reference})
            tell(to=session.official, kind="duty_day", about=session.reference, where=where, at=at)
            done += 1
    return done


def forget_bookings(*, at: datetime) -> int:
    """Codes after three days, from where it came after one; what somebody needed in order to come, once the day is over."""
    codes = Booking.objects.filter(booked_at__lte=at - CODE_KEPT).exclude(receipt="").update(receipt="")
    Booking.objects.filter(booked_at__lte=at - FROM_KEPT).exclude(from_index="").update(from_index="")
    past = Booking.objects.exclude(access_needs="").select_related("session__county")
    over = [
        booking.pk
        for booking in past.filter(session__planned_on__lt=at.date() + timedelta(days=1))
        if booking.session.planned_on < local_day(at, booking.session.county)
    ]
    return codes + Booking.objects.filter(pk__in=over).update(access_needs="")
