"""Who may be drawn: households of the register that agreed, less those invited lately; and the quotas that fit them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.contacts.models import Contact
from huiyin.forums.models import Forum
from huiyin.lots import rules
from huiyin.lots.models import Draw, DrawEntry
from huiyin.lots.rules import GROUP, PLACE, YES, Line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.reach.areas import villages_of
from huiyin.reach.population import Lives, living_in
from huiyin.reach.windows import rolling

MOST_PLACES = (
    60  # with more villages than this the places are not held to quotas: nobody could read the lines
)


@dataclass(frozen=True)
class Home:
    """What of a household the draw looks at."""

    pk: int
    code: str
    place: str
    groups: tuple[str, ...]


def agreed(households: QuerySet[Household]) -> QuerySet[Household]:
    """Those with somebody who speaks for them, is 18 or older (no other consent can be stored) and has not withdrawn."""
    consent = ConsentRecord.objects.live().filter(resident=OuterRef("pk"))
    person = Resident.objects.filter(
        Exists(consent), household=OuterRef("pk"), withheld_at=None, anonymised_at=None
    )
    return households.filter(Exists(person), voided_at=None)


def eligible(area: Unit, at: datetime, *, visitor: Official | None = None) -> QuerySet[Household]:
    """Households that live in the area and agreed; for a visitor only those they have not met in twelve months."""
    places = list(villages_of(area, at).order_by("pk").values_list("pk", flat=True))
    found = agreed(Household.objects.filter(place__in=places))
    if visitor is not None:
        window = rolling(local_day(at, area.county))
        met = Contact.objects.standing().filter(
            official=visitor,
            household=OuterRef("pk"),
            held_on__gte=window.first,
            held_on__lt=window.end,
        )
        found = found.exclude(Exists(met))
    return found


def homes_of(found: QuerySet[Household]) -> list[Home]:
    """The same as plain rows, in one query."""
    rows = found.order_by("pk").values_list("pk", "code", "place__code", "groups")
    return [Home(pk, code, place, tuple(groups)) for pk, code, place, groups in rows]


def invited_lately(since: date) -> set[int]:
    """Households that a draw held in public chose on that day or later."""
    rows = DrawEntry.objects.invited_since(since).exclude(draw__purpose=Draw.Purpose.NEW_HOUSEHOLD)
    return set(rows.values_list("household", flat=True))


def counts_of(homes: Sequence[Home]) -> Counter[tuple[str, str]]:
    """How many households of the pool fit each line: (category, value)."""
    found: Counter[tuple[str, str]] = Counter()
    for home in homes:
        found[PLACE, home.place] += 1
        found.update((GROUP + group, YES) for group in set(home.groups))
    return found


def default_quotas(
    *,
    area: Unit,
    size: int,
    at: datetime,
    forum: Forum | None,
    by_place: bool,
    by_group: bool,
    homes: Sequence[Home],
) -> list[Line]:
    """Proportional to who lives here; the groups of a forum as it wants them.

    Where nobody has stated how many live here, the mix of the register stands in.
    """
    have = counts_of(homes)
    places = list(villages_of(area, at))
    lives = living_in([place.pk for place in places], local_day(at, area.county))
    lines: list[Line] = []
    if by_place and 1 < len(places) <= MOST_PLACES:
        lines += rules.proportional(
            PLACE,
            _place_shares(places, lives),
            size,
            {place.code: have[PLACE, place.code] for place in places},
        )
    if not by_group:
        return lines
    if forum is not None:
        groups = forum.groups.filter(dropped=False, is_organisation=False)
        wanted = dict(groups.values_list("code", "wanted"))
        return lines + rules.wanted_lines(wanted, _of_groups(have, wanted))
    shares = _group_shares(at, lives, have, len(homes))
    return lines + rules.proportional(GROUP, shares, size, _of_groups(have, shares), value=YES)


def _of_groups(have: Counter[tuple[str, str]], codes: Mapping[str, object]) -> dict[str, int]:
    return {code: have[GROUP + code, YES] for code in codes}


def _place_shares(places: Sequence[Unit], lives: Lives) -> dict[str, float]:
    """The share of each village in the households of the area: by the aggregate where all state one, else by record."""
    silent = lives.silent([place.pk for place in places])
    number = {place.code: lives.known[place.pk] if silent else lives.estimated[place.pk] for place in places}
    whole = sum(number.values())
    return {code: n / whole for code, n in number.items()} if whole else {}


def _group_shares(at: datetime, lives: Lives, have: Counter[tuple[str, str]], pool: int) -> dict[str, float]:
    """The share of households of each group that lives here and that somebody in the pool declared."""
    whole = sum(lives.estimated.values())
    found = {}
    for group in charter_of(at).groups:
        n = have[GROUP + group.code, YES]
        if not n:
            continue
        stated = whole and group.code in lives.groups and group.code not in lives.partial
        found[group.code] = min(1.0, lives.groups[group.code] / whole) if stated else n / pool
    return found
