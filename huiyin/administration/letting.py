"""Letting somebody in is never silent: its official and the heads of their units are told of a slip, and of its use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from huiyin.notices.actions import tell
from huiyin.notices.models import Notice
from huiyin.orgs import line, slips
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official, Slip
from huiyin.orgs.slips import Given, give_slip

ABOUT = 40  # characters that a notice keeps of what it is about
PAGE = "/notices/"
# What a head is told of the accounts of others: many at once where an office begins, so one line of each on the desk.
FOLDED: Mapping[str, Any] = {
    "slip_given_here": ngettext_lazy(
        "%(n)d account of your unit was given a slip to sign in with",
        "%(n)d accounts of your unit were given slips to sign in with",
        "n",
    ),
    "slip_used_here": ngettext_lazy(
        "%(n)d colleague signed in with a slip and chose a password",
        "%(n)d colleagues signed in with their slips and chose a password",
        "n",
    ),
}
OF_OTHERS = tuple(FOLDED)


@dataclass(frozen=True)
class Told:
    """Notices of one kind, the newest, and how many there are."""

    rows: list[Notice]
    all: int

    @property
    def words(self) -> str:
        """How many, in a sentence."""
        return str(FOLDED[self.rows[0].kind] % {"n": self.all})


@transaction.atomic
def give(*, official: Official, by: str, at: datetime) -> Given:
    """A slip: whoever gives one could use it themselves, so others hear of it at once."""
    given = give_slip(official=official, by=by, at=at)
    about = _about(given.slip)
    for reader, is_own in _readers(given.slip, at):
        kind = "slip_given" if is_own else "slip_given_here"
        tell(to=reader, kind=kind, about=about, at=at, where=PAGE, by=by)
    return given


@transaction.atomic
def come_in(*, slip: Slip, password: str, at: datetime) -> Official:
    """A password of one's own; told again, since it may have been somebody else who chose it."""
    official = slips.come_in(slip=slip, password=password, at=at)
    about = _about(slip)
    for reader, is_own in _readers(slip, at):
        kind = "slip_used" if is_own else "slip_used_here"
        tell(to=reader, kind=kind, about=about, at=at, where=PAGE, by=slip.given_by)
    return official


def giver(slip: Slip) -> str:
    """Who gave it, by name; at the console it was somebody at the machine."""
    key = slip.given_by.removeprefix("official:")
    found = Official.objects.filter(pk=int(key)).first() if key.isdigit() else None
    return found.name if found else _("at the console")


def folded(told: Sequence[Notice]) -> list[Told]:
    """What heads were told of others, one line for each kind, with how many there are in all: they count them along."""
    kinds: dict[str, list[Notice]] = {}
    for one in told:
        kinds.setdefault(one.kind, []).append(one)
    return [Told(rows, int(vars(rows[0])["of_kind"])) for rows in kinds.values()]


def _about(slip: Slip) -> str:
    return f"{slip.official.name} · {giver(slip)}"[:ABOUT]


def _readers(slip: Slip, at: datetime) -> list[tuple[Official, bool]]:
    """On whose desks it is told, and whether it is their own account; administrators have no desk.

    Theirs come from the console.
    """
    official = slip.official
    if official.administers:
        return []
    heads: dict[int, Official] = {}
    day = local_day(at, official.county)
    for held in Appointment.objects.live_on(day).filter(official=official).select_related("post__unit"):
        heads |= {one.pk: one for one in line.heads(held.post.unit, day, without=official)}
    return [(official, True), *((one, False) for one in heads.values())]
