"""Whom to meet next, in a sentence (S10): groups and places, never a resident, no group so small that it is one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.orgs.calendar import local_day
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import Official
from huiyin.reach import cards, saying
from huiyin.reach.areas import area_of
from huiyin.reach.figures import Meetings, Reached, asked_between
from huiyin.reach.mirror import Around
from huiyin.reach.which import Terms
from huiyin.reach.windows import half_year, rolling


@dataclass(frozen=True)
class Suggestion:
    """Groups not met in this half-year, and villages too long without a contact."""

    groups: tuple[str, ...]
    places: tuple[str, ...]
    days: int
    group_codes: tuple[str, ...] = ()
    place_codes: tuple[str, ...] = ()

    @property
    def plan(self) -> str:
        """The tail of the address at which a half-day is planned that begins with the first of each."""
        firsts = {"group": self.group_codes[:1], "place": self.place_codes[:1]}
        return urlencode({name: found[0] for name, found in firsts.items() if found})

    @property
    def words(self) -> str:
        """One sentence; empty where there is nothing to suggest."""
        parts = []
        if self.groups:
            names = {"groups": saying.listed_groups(self.groups)}
            parts.append(_("no contact yet this half-year with: %(groups)s") % names)
        if self.places:
            facts = {"places": saying.listed_places(self.places), "n": self.days}
            parts.append(_("not visited for %(n)d days or more: %(places)s") % facts)
        return pgettext("between parts of a spoken list", "; ").join(parts)


def suggestion(met: Reached, year: Reached, around: Around) -> Suggestion:
    """What follows from the contacts of this half-year and of the last twelve months."""
    here = cards.living(around.lives)
    language = get_language() or ""
    groups = [
        group
        for group in around.charter.groups
        if here.get(group.code, 0) >= around.few and group.code not in met.group_last
    ]
    day = local_day(around.at, around.seat.county)
    places = [
        unit
        for unit in around.villages
        if (last := year.last.get(unit.pk)) is None or (day - last).days >= around.far
    ]
    return Suggestion(
        tuple(group.words.in_language(language) for group in groups),
        tuple(unit.short_name for unit in places),
        around.far,
        tuple(group.code for group in groups),
        tuple(unit.code for unit in places),
    )


def days_of_suggestions(day: date) -> tuple[date, date]:
    """From when to when one's contacts are asked for on that day: the first of them, and the first no more."""
    windows = (rolling(day), half_year(day, today=day))
    return min(one.before for one in windows), max(one.end for one in windows)


def contacts_of(official: Official, first: date, end: date, terms: Terms) -> QuerySet[Any]:
    """Those of one official, as `suggestion_for` reads them."""
    return asked_between(Contact.objects.filter(official=official), first, end, terms)


def suggestion_for(
    official: Official, at: datetime, met: Iterable[Any], ground: Ground | None = None
) -> Suggestion | None:
    """For one official's own eyes, from their contacts; None for somebody without a single one, who need not be told."""
    day, ground = local_day(at, official.county), ground or Ground()
    meetings = Meetings.read(met)
    return suggested(meetings, lambda: Around.of(area_of(official, at, ground.tree), at, ground), day)


def suggested(meetings: Meetings, around: Callable[[], Around], day: date) -> Suggestion | None:
    """The same for a page that has read the contacts; whom they are set against is looked up only if there are any."""
    year = meetings.reached(rolling(day))
    if not year.all_contacts:
        return None
    return suggestion(meetings.reached(half_year(day, today=day)), year, around())
