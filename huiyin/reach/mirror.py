"""The mirror of an official or a branch: whom they met against who lives around them. One's own is seen by oneself alone."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.lib.breadth import effective_share, share_range
from huiyin.lib.charter import Charter
from huiyin.lib.disclosure import OneWay, suppress
from huiyin.orgs.calendar import local_day
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import Official, Unit
from huiyin.reach import cards, saying, told
from huiyin.reach.areas import area_of, seat_of, villages_of
from huiyin.reach.cards import Breadth
from huiyin.reach.counts import Counts
from huiyin.reach.depth import Deep, contacts_of, deep
from huiyin.reach.figures import Meetings, Reached, met_by_others
from huiyin.reach.links import Whose
from huiyin.reach.population import Lives, living_in
from huiyin.reach.shares import Share, share_of_quarters, shares_of_breadth
from huiyin.reach.tilemap import blocks_of
from huiyin.reach.which import Terms
from huiyin.reach.windows import YEAR, Window, kept
from huiyin.ui import strokes as drawing

T = TypeVar("T", bound=Hashable)
HEAPS: Final = 12


@dataclass(frozen=True)
class Chip:
    """A window one can choose."""

    name: str
    url: str
    current: bool


def chips(windows: Sequence[Window], chosen: Window, more: str = "") -> list[Chip]:
    """The last twelve months and the half-years, the latest first."""
    names = {YEAR: _("Last 12 months"), windows[1].code: _("This half-year")}
    return [
        Chip(
            names.get(window.code) or saying.window_name(window),
            f"?window={window.code}{more}",
            window.code == chosen.code,
        )
        for window in windows
    ]


@dataclass(frozen=True)
class Around:
    """Among whom somebody is looked at: the area, its villages, who lives there, the charter and the day."""

    seat: Unit
    villages: list[Unit]
    lives: Lives
    charter: Charter
    at: datetime

    @classmethod
    def of(cls, seat: Unit, at: datetime, ground: Ground | None = None) -> "Around":
        """Read it: two queries, and what of the ground nobody has read yet."""
        day = local_day(at, seat.county)
        villages = in_order(ground.tree.places_within(seat, day) if ground else villages_of(seat, at))
        lives = living_in([unit.pk for unit in villages], day)
        return cls(seat, villages, lives, (ground or Ground()).charter_of(at), at)

    @cached_property
    def since(self) -> date | None:
        """Since when records exist: before, nobody can be said to have been met or not. A query.

        The day by which as many contacts stand as make a number that is told: one old paper begins no record."""
        days = Contact.objects.standing().order_by("held_on").values_list("held_on", flat=True)
        return next(iter(days[self.few - 1 : self.few]), None)

    @property
    def terms(self) -> Terms:
        """By which its contacts count."""
        return Terms.by(self.charter)

    @property
    def far(self) -> int:
        """Days after which a village is pointed out."""
        return int(self.charter.figure("breadth.unvisited_days").value)

    @property
    def few(self) -> int:
        """The smallest count that is told of others."""
        return int(self.charter.figure("privacy.counts_min").value)

    @property
    def officials_min(self) -> int:
        """Officials below which a distribution would be about single ones."""
        return int(self.charter.figure("breadth.officials_min").value)

    @property
    def few_opinions(self) -> int:
        """The smallest count of opinions that is told of others."""
        return int(self.charter.figure("privacy.opinions_min").value)


def in_order(villages: Iterable[Unit]) -> list[Unit]:
    """Township by township, by their codes."""
    return sorted(villages, key=lambda unit: (unit.path.rsplit("/", 2)[0], unit.code))


def compared(reached: Reached, meetings: Meetings, around: Around, window: Window) -> Counter[str]:
    """The groups of those met in villages that state their groups: what can be set against who lives there."""
    stated = around.lives.by_place
    if all(place in stated for place in reached.places):
        return reached.groups
    return meetings.at_homes_in(stated).reached(window).groups


def shown(counts: Mapping[T, int], least: int) -> OneWay[T]:
    """Counts as others may read them, with their total; one's own are shown as they are."""
    return suppress(counts, least) if least else OneWay(dict(counts), sum(counts.values()))


def comparable(
    reached: Reached, told_: OneWay[str], meetings: Meetings, around: Around, window: Window, least: int
) -> tuple[told.Met, told.Met]:
    """The groups of those met and of those who live there, as far as both may be told."""
    counts = compared(reached, meetings, around, window)
    here = cards.living(around.lives)
    return told.merged(told_.cells, counts, here, has_total=told_.total is not None, least=least)


def homes_of(reached: Reached, around: Around, least: int) -> tuple[told.Met, told.Met]:
    """Households met and living by village, as far as both may be told."""
    stated, places = around.lives.estimated, dict(reached.places)
    met = shown(places, least)
    return told.merged(met.cells, places, stated, has_total=met.total is not None, least=least)


def breadth_of(meetings: Meetings, around: Around, window: Window, whose: Whose, least: int = 0) -> Breadth:
    """Whom these contacts reached, against who lives around; counts under `least` are withheld, and others with them."""
    reached, lives = meetings.reached(window), around.lives
    met = shown(reached.groups, least)
    groups = comparable(reached, met, meetings, around, window, least)
    mixed, chance = cards.mixed_of(groups, reached.undeclared if reached.undeclared >= least else 0)
    group_urls = {g.code: whose.households(window, group=g.code) for g in around.charter.groups}
    place_urls = {unit.pk: whose.contacts(window, seen=unit.code) for unit in around.villages}
    day = cards.last_day(window, local_day(around.at, around.seat.county))
    silent = set(lives.silent(unit.pk for unit in around.villages))
    return Breadth(
        window=window,
        reached=reached,
        lives=lives,
        mixed=mixed,
        chance=chance,
        strip=cards.strip_of(mixed, chance),
        bars=cards.bars(met.cells, groups, lives, around.charter, group_urls, around.few),
        spots=cards.spots(around.villages, reached.last, place_urls, day, around.far),
        without_figures=[unit for unit in around.villages if unit.pk in silent],
        met_here=sum(n for place, n in reached.places.items() if place in lives.estimated),
        estimated=sum(lives.estimated.values()) or None,
        known=sum(lives.known_in(window).values()),
        least=least,
        between=share_range(*groups, reached.undeclared) if reached.undeclared >= least else None,
        placed=cards.mixed_of(homes_of(reached, around, least)) if len(around.villages) > 1 else None,
        charter=around.charter,
    )


def depth_shares(
    scope: Official | Unit, reached: Counts, whose: Whose, window: Window, around: Around, least: int
) -> list[Share]:
    """The panel of depth: three shares, none of them added to anything."""
    counts = deep(scope, window, local_day(around.at, around.seat.county), around.terms)
    quarters = share_of_quarters(reached, whose, window, least, around.since)
    return [*([quarters] if quarters else []), *deep_shares(counts, whose, window, least)]


def deep_shares(counts: Deep, whose: Whose, window: Window, least: int) -> list[Share]:
    """Promises kept, and matters brought through."""
    kept_, due = whose.rows("promises_kept", window), whose.rows("promises_due", window)
    rated, raised = whose.rows("rated", window), whose.rows("raised", window)
    return [
        Share(
            _("Promises kept by their day"),
            counts.kept,
            counts.due,
            kept_,
            due,
            _("Of those that were due."),
            least,
        ),
        Share(
            _("Matters raised that are closed and rated"),
            counts.rated,
            counts.raised,
            rated,
            raised,
            _("Of those that came out of these contacts."),
            least,
        ),
    ]


@dataclass(frozen=True)
class Trend:
    """One's own half-years, first to last: households met, and the likeness of their mix."""

    met: drawing.Line
    likeness: drawing.Line
    rows: list[tuple[str, int | None, str, str]]  # None: withheld


def trend_of(
    meetings: Meetings, around: Around, windows: Sequence[Window], whose: Whose, least: int = 0
) -> Trend | None:
    """Over the half-years kept; nothing where nobody was met in any. Numbers under `least` leave a gap."""
    halves = list(reversed(windows[1:]))
    found = [meetings.reached(window) for window in halves]
    if not any(reached.households for reached in found):
        return None
    likeness = [
        effective_share(*comparable(reached, shown(reached.groups, least), meetings, around, window, least))
        for reached, window in zip(found, halves, strict=True)
    ]
    names = [_short(window) for window in halves]
    numbers = [None if 0 < one.households < least else one.households for one in found]
    likeness = [None if n is None else share for n, share in zip(numbers, likeness, strict=True)]
    shares = [None if share is None else saying.about(share) for share in likeness]
    return Trend(
        drawing.line(names, numbers, [str(n) for n in numbers]),
        drawing.line(names, likeness, [share or "" for share in shares]),
        [
            (saying.window_name(window), n, share or "—", whose.households(window))
            for window, n, share in zip(halves, numbers, shares, strict=True)
        ],
    )


def _short(window: Window) -> str:
    return _("%(year)d H%(half)d") % {"year": window.first.year, "half": window.half.number}


def of_official(official: Official, window: Window, at: datetime) -> dict[str, Any]:
    """Everything on one's own page."""
    ground, windows = Ground(), kept(local_day(at, official.county))
    around = Around.of(area_of(official, at, ground.tree), at, ground)
    meetings = Meetings.of(Contact.objects.filter(official=official), windows, around.terms)
    homes = {row.household for row in meetings.rows}
    meetings = meetings.met_before(met_by_others(official.pk, homes, windows))
    whose = Whose(official=official.pk)
    breadth = breadth_of(meetings, around, window, whose)
    return {
        "around": around,
        "meetings": meetings,
        "breadth": breadth,
        "alone": meetings.alone(window),
        "headline": cards.headline(breadth, ""),
        "all_url": whose.households(window),
        "contacts_url": whose.contacts(window),
        "shares": shares_of_breadth(breadth.reached, whose, window, 0, 0, around.since),
        "depth": depth_shares(official, breadth.reached, whose, window, around, 0),
        "blocks": blocks_of(breadth.spots),
        "trend": trend_of(meetings, around, windows, whose),
        "chips": chips(windows, window),
    }


# --- the branch ---


@dataclass(frozen=True)
class Spread:
    """How the officials of a branch differ, without a name and in no order."""

    households: drawing.Dots
    likeness: drawing.Dots | None


def spread_of(
    meetings: Meetings, around: Around, window: Window, ids: set[int], reader: Official
) -> Spread | None:
    """The distribution over those who serve in the branch; None where there are too few to be nobody in particular."""
    if len(ids) < around.officials_min:
        return None
    theirs = meetings.of_officials(ids)
    found = {one: Reached() for one in ids} | theirs.by_official(window)
    here, stated = cards.living(around.lives), around.lives.by_place
    inside = {} if _all_stated(found, stated) else theirs.at_homes_in(stated).by_official(window)
    shares = {
        one: share
        for one, reached in found.items()
        if (share := effective_share(inside.get(one, reached if not inside else Reached()).groups, here))
        is not None
    }
    numbers = [reached.households for reached in found.values()]
    own = found[reader.pk].households if reader.pk in found else None
    step = max(1, -(-(max(numbers) + 1) // HEAPS))
    return Spread(
        drawing.dots(numbers, own, step=step, bins=max(2, max(numbers) // step + 1), digits=0),
        drawing.dots(list(shares.values()), shares.get(reader.pk), step=0.1, bins=11, digits=1)
        if len(shares) >= around.officials_min
        else None,
    )


def _all_stated(found: dict[int, Reached], stated: dict[int, dict[str, int]]) -> bool:
    return all(place in stated for reached in found.values() for place in reached.places)


def of_branch(
    branch: Unit, window: Window, reader: Official, *, opens: bool, ids: set[int], at: datetime
) -> dict[str, Any]:
    """Everything on the page of a branch."""
    around, windows = Around.of(seat_of(branch), at), kept(local_day(at, branch.county))
    meetings = Meetings.of(contacts_of(branch), windows, around.terms)
    whose, least = Whose(branch=branch.code, opens=opens), around.few
    breadth = breadth_of(meetings, around, window, whose, least)
    return {
        "unit": branch,
        "around": around,
        "breadth": breadth,
        "headline": cards.headline(breadth, branch.short_name),
        "all_url": whose.households(window),
        "contacts_url": whose.contacts(window),
        "shares": shares_of_breadth(breadth.reached, whose, window, least, around.few_opinions, around.since),
        "depth": depth_shares(branch, breadth.reached, whose, window, around, least),
        "blocks": blocks_of(breadth.spots),
        "trend": trend_of(meetings, around, windows, whose, least),
        "spread": spread_of(meetings, around, window, ids, reader),
        "officials": len(ids),
        "fewest": around.officials_min,
        "chips": chips(windows, window, f"&unit={branch.code}"),
    }
