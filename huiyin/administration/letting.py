"""Letting somebody in is never silent: its official and the heads of their units are told of a slip, and of its use."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.notices.actions import tell
from huiyin.orgs import line, slips
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official, Slip
from huiyin.orgs.slips import Given, give_slip

ABOUT = 40  # characters that a notice keeps of what it is about


@transaction.atomic
def give(*, official: Official, by: str, at: datetime) -> Given:
    """A slip: whoever gives one could use it themselves, so others hear of it at once."""
    given = give_slip(official=official, by=by, at=at)
    _tell("slip_given", given.slip, at)
    return given


@transaction.atomic
def come_in(*, slip: Slip, password: str, at: datetime) -> Official:
    """A password of one's own; told again, since it may have been somebody else who chose it."""
    official = slips.come_in(slip=slip, password=password, at=at)
    _tell("slip_used", slip, at)
    return official


def giver(slip: Slip) -> str:
    """Who gave it, by name; at the console it was somebody at the machine."""
    key = slip.given_by.removeprefix("official:")
    found = Official.objects.filter(pk=int(key)).first() if key.isdigit() else None
    return found.name if found else _("at the console")


def _tell(kind: str, slip: Slip, at: datetime) -> None:
    """On the desks of who serves; administrators have none, and theirs come from the console."""
    official = slip.official
    if official.administers:
        return
    readers = {official.pk: official}
    day = local_day(at, official.county)
    for held in Appointment.objects.live_on(day).filter(official=official).select_related("post__unit"):
        readers |= {one.pk: one for one in line.heads(held.post.unit, day, without=official)}
    about = f"{official.name} · {giver(slip)}"[:ABOUT]
    for reader in readers.values():
        tell(to=reader, kind=kind, about=about, at=at, where="/notices/", by=slip.given_by)
