"""Which contacts count and as what: said once, read by the counts in the database and by those of officials and branches."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Coalesce

from huiyin.audit.scope import current_county
from huiyin.contacts.models import Point
from huiyin.contacts.models.contact import Contacts
from huiyin.forums.models import Forum
from huiyin.lib.charter import Charter, base
from huiyin.orgs.charter import charter_on
from huiyin.orgs.models import County
from huiyin.people.again import has_an_officials_number
from huiyin.reach.windows import Window

# Forms at which something is said as a matter of course; at any other, a point on record shows that it was.
SPOKEN: Final = ("talk", "forum", "reception", "village_meeting")
# A visit that names nobody, and a forum to which nobody was invited before its day: an occasion that only its author knows
# of. It is counted, and says neither where somebody was nor whom or what they heard.
ALONE: Final = ("visit", "outreach", "paired_aid")


NAMES: Final = ("mistake_days", "in_time_days", "promise_days", "matches_min")


@dataclass(frozen=True)
class Terms:
    """Figures of the charter.

    `slip`: what is struck out so long after it was recorded was no slip of the pen: it counts no more as a contact, but
    whoever was met stays known, how often they were met, and so do the groups declared then. `in_time`: what is recorded so
    long after its day counts, but does not show that somebody was met again and again. `promise`: what was promised for so
    few days, and kept by then, took no keeping. `matches`: households on two lists below which nothing is estimated of both.
    """

    slip: timedelta
    in_time: timedelta
    promise: timedelta
    matches: int

    @classmethod
    def by(cls, charter: Charter) -> "Terms":
        *days, matches = (int(charter.figure(f"breadth.{name}").value) for name in NAMES)
        slip, in_time, promise = (timedelta(days=n) for n in days)
        return cls(slip, in_time, promise, matches)

    @classmethod
    def of(cls, window: Window) -> "Terms":
        """By the charter in force as the window ends."""
        county = County.objects.get(pk=current_county() or 0)
        return cls.by(charter_on(window.last, county) or base())


def counted(contacts: Contacts, terms: Terms) -> Contacts:
    """With what is counted of each: `home` (the household as which it counts), `of_home` (its village), and whether it
    `counts` with that household, `stands`, was recorded `in_time`, was `witnessed` and `talked`.

    A household taken off the register counts with what was up to that day; one that is an official's own, or seems to be
    one on record under another number, counts not or as that one.
    """
    on_register = Q(household__voided_at=None) | Q(household__voided_at__date__gte=F("held_on"))
    return on_record(contacts, terms).annotate(
        home=Coalesce("household__counts_as", "household"),
        of_home=Coalesce("household__counts_as__place", "household__place"),
        counts=_flag(is_counted("household__") & on_register),
        stands=_flag(Q(voided_at=None)),
        in_time=_flag(Q(recorded_at__date__lt=F("held_on") + terms.in_time)),
        witnessed=_flag(witnessed()),
        talked=_flag(
            Q(differing_view=True)
            | Q(kind__in=SPOKEN)
            | Q(Exists(Point.objects.filter(contact=OuterRef("pk"))))
        ),
    )


def is_counted(road: str = "") -> Q:
    """A household that is not an official's own, nor counts as one that is."""
    own = Q(**{f"{road}is_counted": True})
    return own & (Q(**{f"{road}counts_as": None}) | Q(**{f"{road}counts_as__is_counted": True}))


def witnessed() -> Q:
    """Whether somebody else knows of it: not a visit that names nobody or a colleague, nor a forum to which nobody was
    invited before its day."""
    called = Exists(Forum.objects.filter(contact=OuterRef("pk"), invited_at__date__lt=OuterRef("held_on")))
    home = is_counted("household__")
    person = Q(household=None, person__isnull=False) & ~has_an_officials_number("person")
    nobody = Q(household=None, person=None) & ~Q(kind__in=(*ALONE, "forum"))
    return home | person | nobody | Q(called, kind="forum")


def on_record(contacts: Contacts, terms: Terms) -> Contacts:
    """Those that stand, and those struck out so late that whoever was met stays known."""
    return contacts.filter(Q(voided_at=None) | Q(voided_at__gte=F("recorded_at") + terms.slip))


def with_homes(contacts: Contacts, homes: Any) -> Contacts:
    """Those with these households, and with what counts as one of them."""
    return contacts.filter(Q(household__in=homes) | Q(household__counts_as__in=homes))


def _flag(says: Q) -> Any:
    return ExpressionWrapper(says, output_field=BooleanField())
