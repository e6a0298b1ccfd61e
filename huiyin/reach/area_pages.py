"""The page of a county, township or village: from what is kept ready, so that its size costs no further query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from huiyin.lib.breadth import share_range
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit
from huiyin.reach import cards, saying
from huiyin.reach.cards import Breadth
from huiyin.reach.counts import ToldCounts, said
from huiyin.reach.depth import Deep, deep_in
from huiyin.reach.figures import added
from huiyin.reach.links import Whose
from huiyin.reach.maps import picture_of
from huiyin.reach.mirror import Around, chips, deep_shares
from huiyin.reach.models import Counting, Tally
from huiyin.reach.population import Lives
from huiyin.reach.scope import areas_led
from huiyin.reach.shares import Share, share_of_quarters, shares_of_breadth
from huiyin.reach.stepped import KNOWN, Stepped, group_of, told_within
from huiyin.reach.tilemap import blocks_of
from huiyin.reach.told import Met
from huiyin.reach.windows import Window, kept
from huiyin.ui.few import Count, Few, at_most


@dataclass(frozen=True)
class Part:
    """One township of a county, or one village of a township, in the table."""

    unit: Unit
    met: Count
    lives: int | None
    unstated: int  # villages without a number of households
    met_stated: Count  # households met in those with one
    known: Count
    silent: int  # villages too long without a contact
    groups: list[Count]
    url: str
    rows_url: str

    @property
    def share_words(self) -> str:
        """Households met of those said to live there."""
        stated = self.met_stated
        if isinstance(self.met, Few) or isinstance(stated, Few) or not self.lives or stated > self.lives:
            return "—"
        return saying.percent(stated / self.lives)


@dataclass(frozen=True)
class Table:
    """Parts by groups: counts of households in steps, with those of the whole area."""

    groups: list[tuple[str, str]]  # code and name
    parts: list[Part]
    columns: list[Count]


def of_area(seat: Unit, window: Window, reader: Official, at: datetime) -> dict[str, Any]:
    """Everything on the page of an area."""
    around, today = Around.of(seat, at), local_day(at, seat.county)
    tallies = list(Tally.objects.within((seat.path,)).filter(window=window.code))
    stepped = Stepped.of(around, window, tallies, owner_of(parts_of(seat, around), around))
    reached, table = stepped.reached(added(tallies)), table_of(stepped, today)
    breadth = breadth_of(reached, stepped, today)
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


def table_of(stepped: Stepped, today: date) -> Table:
    """The counts of each part as they are told."""
    around, language = stepped.around, get_language() or ""
    children = parts_of(around.seat, around)
    used = [group for group in around.charter.groups if _is_told(stepped, group.code)]
    words = [(group.code, group.words.in_language(language)) for group in used]
    return Table(
        words,
        [_part(child, stepped, [code for code, _name in words], today) for child in children],
        [stepped.told(group_of(code)) for code, _name in words],
    )


def _is_told(stepped: Stepped, code: str) -> bool:
    return any(line[group_of(code)].value for line in (stepped.seat, *stepped.parts.values()))


def owner_of(children: Sequence[Unit], around: Around) -> dict[int, int | None]:
    """By village (id) the part of the area in which it lies."""
    return {v.pk: next((c.pk for c in children if v.path.startswith(c.path)), None) for v in around.villages}


def _part(child: Unit, stepped: Stepped, codes: Sequence[str], today: date) -> Part:
    """One line of the table."""
    around, pk = stepped.around, child.pk
    here = [v.pk for v in around.villages if stepped.owner.get(v.pk) == child.pk]
    stated = {pk: around.lives.estimated[pk] for pk in here if pk in around.lives.estimated}
    return Part(
        unit=child,
        met=stepped.told("households", pk),
        lives=sum(stated.values()) if stated else None,
        unstated=len(here) - len(stated),
        met_stated=stepped.households(pk, stated) if pk in stepped.parts else 0,
        known=stepped.told(KNOWN, pk),
        silent=_silent(here, stepped, today),
        groups=[stepped.told(group_of(code), pk) for code in codes],
        url="" if child.pk == around.seat.pk else f"?unit={child.code}&window={stepped.window.code}",
        rows_url=Whose(area=child.code).households(stepped.window),
    )


def _silent(places: Sequence[int], stepped: Stepped, today: date) -> int:
    """Villages too long without a contact."""
    day = cards.last_day(stepped.window, today)
    heard = {pk: tally.last_on for pk, tally in stepped.rows.items() if tally.last_on}
    return sum((last := heard.get(pk)) is None or (day - last).days >= stepped.around.far for pk in places)


def breadth_of(reached: ToldCounts, stepped: Stepped, today: date) -> Breadth:
    """Whom the area's contacts reached, as it is told."""
    around, window = stepped.around, stepped.window
    lives, whose = around.lives, Whose(area=around.seat.code)
    groups = groups_told(stepped)
    undeclared = stepped.seat["undeclared"].value or 0
    mixed, chance = cards.mixed_of(groups, undeclared)
    met = {
        group.code: stepped.told(group_of(group.code))
        for group in around.charter.groups
        if lives.groups.get(group.code) or stepped.seat[group_of(group.code)].value
    }
    group_urls = {g.code: whose.households(window, group=g.code) for g in around.charter.groups}
    place_urls = {unit.pk: whose.contacts(window, home="", seen=unit.code) for unit in around.villages}
    silent = set(lives.silent(unit.pk for unit in around.villages))
    day = cards.last_day(window, today)
    return Breadth(
        window=window,
        reached=reached,
        lives=lives,
        mixed=mixed,
        chance=chance,
        strip=cards.strip_of(mixed, chance),
        bars=cards.bars(met, groups, lives, around.charter, group_urls, around.few, stepped.at_most),
        spots=cards.spots(around.villages, reached.last, place_urls, day, around.far),
        without_figures=[unit for unit in around.villages if unit.pk in silent],
        met_here=stepped.households(around.seat.pk, lives.estimated),
        estimated=sum(lives.estimated.values()) or None,
        known=stepped.told(KNOWN),
        least=around.few,
        step=around.few,
        between=share_range(*groups, stepped.seat["undeclared"].high),
        placed=cards.mixed_of(homes_told(stepped)) if len(around.villages) > 1 else None,
        charter=around.charter,
    )


def groups_told(stepped: Stepped) -> tuple[Met, Met]:
    """Households of each group met and living, as far as the pages of the area tell them."""
    lives = stepped.around.lives
    here: Met = {group: n for group, n in cards.living(lives).items()}
    met = stepped.groups(lives.by_place)
    return {group: n for group, n in met.items() if group in here}, here


def homes_told(stepped: Stepped) -> tuple[Met, Met]:
    """Households met and living in each part of the area that states its number, as far as the pages tell them: what is
    reckoned with, and told nowhere."""
    lives, owner = stepped.around.lives, stepped.owner
    here: Met = {}
    for village, households in lives.estimated.items():
        part = owner.get(village)
        if part is not None:
            here[part] = here.get(part, 0) + households
    return {part: stepped.reckoned(part, lives.estimated) for part in stepped.parts if part in here}, here


def depth_of_area(seat: Unit, window: Window, at: datetime) -> list[Share]:
    """Promises and matters of an area, asked for after the page; told in steps like everything about it."""
    around = Around(seat, [], Lives(), charter_of(at), at)
    found = deep_in(seat, window, local_day(at, seat.county), around.terms)
    told = {
        what: said(told_within(seat, what, counts, around.few), around.few) for what, counts in found.items()
    }
    told["kept"], told["rated"] = at_most(told["kept"], told["due"]), at_most(told["rated"], told["raised"])
    return deep_shares(Deep(**told), Whose(area=seat.code), window, around.few)
