"""The page of a county, township or village: from what is kept ready, so that its size costs no further query."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from huiyin.lib.disclosure import TwoWay, suppress, suppress_two_way
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit
from huiyin.reach import cards, saying
from huiyin.reach.cards import Breadth
from huiyin.reach.figures import NUMBERS, Reached
from huiyin.reach.links import Whose
from huiyin.reach.maps import picture_of
from huiyin.reach.mirror import Around, chips, depth_shares
from huiyin.reach.models import Counting, Tally
from huiyin.reach.population import Lives
from huiyin.reach.scope import areas_led
from huiyin.reach.shares import Share, share_of_quarters, shares_of_breadth
from huiyin.reach.tilemap import blocks_of
from huiyin.reach.told import Met, merged
from huiyin.reach.windows import Window, kept


@dataclass(frozen=True)
class Part:
    """One township of a county, or one village of a township, in the table: None is withheld."""

    unit: Unit
    met: int | None
    lives: int | None
    unstated: int  # villages without a number of households
    met_stated: int  # households met in those with one
    known: int
    silent: int  # villages too long without a contact
    groups: list[int | None]
    total: int | None
    url: str
    rows_url: str

    @property
    def share_words(self) -> str:
        """Households met of those said to live there."""
        if self.met is None or not self.lives or self.met_stated > self.lives:
            return "—"
        return saying.percent(self.met_stated / self.lives)


@dataclass(frozen=True)
class Table:
    """Parts by groups: counts of households, small ones withheld so that no sum tells them."""

    groups: list[tuple[str, str]]  # code and name
    parts: list[Part]
    columns: list[int | None]
    total: int | None
    homes: int | None  # households of all parts together


def added(tallies: Sequence[Tally]) -> Reached:
    """Tallies of villages added up; households live in one village each."""
    found = Reached()
    for tally in tallies:
        for name in NUMBERS:
            setattr(found, name, getattr(found, name) + getattr(tally, name))
        found.groups.update(tally.groups)
        found.spread.update({int(contacts): n for contacts, n in tally.spread.items()})
        if tally.households:
            found.places[tally.place_id] = tally.households
        if tally.last_on is not None:
            found.saw(tally.place_id, tally.last_on)
        for group, text in tally.group_last.items():
            day = date.fromisoformat(text)
            found.group_last[group] = max(found.group_last.get(group, day), day)
    return found


def of_area(seat: Unit, window: Window, reader: Official, at: datetime) -> dict[str, Any]:
    """Everything on the page of an area."""
    around, today = Around.of(seat, at), local_day(at, seat.county)
    tallies = list(Tally.objects.within((seat.path,)).filter(window=window.code))
    reached, children = added(tallies), parts_of(seat, around)
    table = table_of(children, tallies, around, window, today)
    breadth = breadth_of(reached, tallies, table, around, window, today, seat.code)
    whose = Whose(area=seat.code)
    least = around.few
    quarters = share_of_quarters(reached, whose, window, least, around.since)
    return {
        "unit": seat,
        "around": around,
        "breadth": breadth,
        "headline": cards.headline(breadth, seat.short_name),
        "all_url": whose.households(window),
        "contacts_url": whose.households(window),
        "shares": shares_of_breadth(reached, whose, window, least, around.few_opinions, around.since),
        "quarters": [quarters] if quarters else [],
        "table": table,
        "picture": picture_of(seat, breadth.spots),
        "blocks": blocks_of(breadth.spots),
        "counting": Counting.objects.first(),
        "above": next(iter(areas_led(reader, at).filter(pk=seat.parent_id or 0)), None),
        "chips": chips(kept(today), window, f"&unit={seat.code}"),
    }


def parts_of(seat: Unit, around: Around) -> list[Unit]:
    """The townships of a county, the villages of a township, or the village itself: in tree order."""
    if seat.kind != Unit.Kind.COUNTY:
        return around.villages
    above = {unit.parent_id or 0 for unit in around.villages}
    return list(Unit.objects.filter(pk__in=above).order_by("code", "pk"))


def table_of(
    children: Sequence[Unit], tallies: Sequence[Tally], around: Around, window: Window, today: date
) -> Table:
    """The counts of each part, small cells withheld in both directions.

    Where the number of households of a part is withheld, so is its whole line by group: the two tables would tell on
    each other. Of such parts only sums over all of them can be worked out.
    """
    owner = owner_of(children, around)
    codes = [group.code for group in around.charter.groups]
    cells: Counter[tuple[int, str]] = Counter()
    homes: Counter[int] = Counter({child.pk: 0 for child in children})
    day = cards.last_day(window, today)
    heard = {t.place_id: t.last_on for t in tallies if t.last_on}
    for tally in tallies:
        part = owner.get(tally.place_id)
        if part is not None:
            homes[part] += tally.households
            cells.update({(part, code): n for code, n in tally.groups.items() if code in codes})
    used = [code for code in codes if any(n for (_part, group), n in cells.items() if group == code)]
    safe = suppress_two_way([c.pk for c in children], used, cells, around.few)
    shown = suppress(homes, around.few)
    far: Counter[int | None] = Counter(
        owner[v.pk]
        for v in around.villages
        if (last := heard.get(v.pk)) is None or (day - last).days >= around.far
    )
    met = {tally.place_id: tally.households for tally in tallies}
    within: dict[int, dict[int, int]] = {child.pk: {} for child in children}
    for village, part in owner.items():
        if part is not None:
            within[part][village] = met.get(village, 0)
    parts = [
        _part(c, around, window, safe, used, shown.cells.get(c.pk), far[c.pk], within[c.pk]) for c in children
    ]
    names = {g.code: g for g in around.charter.groups}
    words = [(code, names[code].words.in_language(get_language() or "")) for code in used]
    return Table(words, parts, [safe.columns[code] for code in used], safe.total, shown.total)


def owner_of(children: Sequence[Unit], around: Around) -> dict[int, int | None]:
    """By village (id) the part of the area in which it lies."""
    return {v.pk: next((c.pk for c in children if v.path.startswith(c.path)), None) for v in around.villages}


def _part(
    child: Unit,
    around: Around,
    window: Window,
    safe: TwoWay[int, str],
    used: Sequence[str],
    met: int | None,
    silent: int,
    homes: Mapping[int, int],
) -> Part:
    """One line of the table; `homes` are the households met in each of its villages."""
    stated = {pk: around.lives.estimated[pk] for pk in homes if pk in around.lives.estimated}
    return Part(
        unit=child,
        met=met,
        lives=sum(stated.values()) if stated else None,
        unstated=len(homes) - len(stated),
        met_stated=sum(homes[pk] for pk in stated),
        known=sum(around.lives.known[pk] for pk in homes),
        silent=silent,
        groups=[None if met is None else safe.cells[child.pk, code] for code in used],
        total=None if met is None else safe.rows[child.pk],
        url="" if child.pk == around.seat.pk else f"?unit={child.code}&window={window.code}",
        rows_url=Whose(area=child.code).households(window),
    )


def breadth_of(
    reached: Reached,
    tallies: Sequence[Tally],
    table: Table,
    around: Around,
    window: Window,
    today: date,
    code: str,
) -> Breadth:
    """Whom the area's contacts reached. Counts of groups are those of the table, so that the two never tell on each
    other."""
    lives, whose = around.lives, Whose(area=code)
    met = {code: n for (code, _name), n in zip(table.groups, table.columns, strict=True)}
    groups = groups_told(tallies, table, around)
    mixed, chance = cards.mixed_of(groups)
    group_urls = {g.code: whose.households(window, group=g.code) for g in around.charter.groups}
    place_urls = {unit.pk: whose.contacts(window, home=unit.code) for unit in around.villages}
    silent = set(lives.silent(unit.pk for unit in around.villages))
    day = cards.last_day(window, today)
    return Breadth(
        window=window,
        reached=reached,
        lives=lives,
        mixed=mixed,
        chance=chance,
        strip=cards.strip_of(mixed, chance),
        bars=cards.bars(met, groups, lives, around.charter, group_urls, around.few),
        spots=cards.spots(around.villages, reached.last, place_urls, day, around.far),
        without_figures=[unit for unit in around.villages if unit.pk in silent],
        met_here=sum(n for place, n in reached.places.items() if place in lives.estimated),
        estimated=sum(lives.estimated.values()) or None,
        known=sum(lives.known.values()),
        least=around.few,
        charter=around.charter,
    )


def groups_told(tallies: Sequence[Tally], table: Table, around: Around) -> tuple[Met, Met]:
    """Memberships of groups met and living, as far as the table of the area tells them."""
    counts = added([tally for tally in tallies if tally.place_id in around.lives.by_place]).groups
    met = {code: n for (code, _name), n in zip(table.groups, table.columns, strict=True)}
    here = cards.living(around.lives)
    return merged(met, counts, here, has_total=table.total is not None, least=around.few)


def depth_of_area(seat: Unit, window: Window, at: datetime) -> list[Share]:
    """Promises and matters of an area, asked for after the page."""
    around = Around(seat, [], Lives(), charter_of(at), at)
    return depth_shares(seat, Reached(), Whose(area=seat.code), window, around, around.few)[-2:]
