"""The statistician's page: every measure of an area with its definition, formula, unit, range, source and value."""

import math
from collections import Counter
from collections.abc import Container, Hashable
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.lib import breadth as lib
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Unit
from huiyin.reach import area_pages, cards, saying
from huiyin.reach.counts import Counts
from huiyin.reach.estimates import demand, issues
from huiyin.reach.figures import added
from huiyin.reach.measure import Measure, number
from huiyin.reach.mirror import Around, chips
from huiyin.reach.models import Tally
from huiyin.reach.stepped import KNOWN, Stepped, group_of
from huiyin.reach.told import OTHERS
from huiyin.reach.windows import Window, kept
from huiyin.ui.few import Count, Few, at_least, is_few

DRAWS: Final = 2000  # for the chance level
FEWER_DRAWS: Final = 400  # with more classes than MANY: the mean is as good, the quantile a little coarser
MANY: Final = 500
Table = tuple[dict[Hashable, int], dict[Hashable, int]]  # met, living


def of_area(seat: Unit, window: Window, at: datetime) -> dict[str, Any]:
    """Everything on the page."""
    around, today = Around.of(seat, at), local_day(at, seat.county)
    tallies = list(Tally.objects.within((seat.path,)).filter(window=window.code))
    stepped = Stepped.of(
        around, window, tallies, area_pages.owner_of(area_pages.parts_of(seat, around), around)
    )
    reached, met_here = (
        stepped.reached(added(tallies)),
        stepped.households(seat.pk, around.lives.estimated),
    )
    known = at_least(stepped.told(KNOWN), reached.households)
    parts = [_("by village") if seat.kind != Unit.Kind.COUNTY else _("by township")]
    parts.append(_("by group and village") if seat.kind != Unit.Kind.COUNTY else _("by group and township"))
    return {
        "unit": seat,
        "window": window,
        "window_name": saying.window_name(window),
        "mixes": [
            (
                _("by group; a household counts once, in the narrowest of the groups it declared"),
                mixture(area_pages.groups_told(stepped), stepped.seat["undeclared"].high),
            ),
            (parts[0], mixture(area_pages.homes_told(stepped), met_here=met_here)),
            (parts[1], mixture(by_cell(stepped))),
        ],
        "few": around.few,
        "is_small": is_few(reached.households, around.few),
        "shares": shares(reached, around, window, known, met_here),
        "silence": silence(reached, around, cards.last_day(window, today), stepped.few_groups),
        "estimates": [issues(seat, window, around.few), demand(seat, window, today, around.few)],
        "sources": sorted(around.lives.sources),
        "overlaps": around.lives.overlaps,
        "partial": [
            group.words.in_language(get_language() or "")
            for group in around.charter.groups
            if group.code in around.lives.partial
        ],
        "silent": [u for u in around.villages if u.pk not in around.lives.estimated],
        "chips": chips(kept(today), window, f"&unit={seat.code}"),
    }


# --- the mix ---


def by_cell(stepped: Stepped) -> Table:
    """Groups within the parts of the area; cells in which fewer live than may be told are taken together."""
    around = stepped.around
    compared = cards.living(around.lives)
    living: Counter[tuple[int, str]] = Counter()
    for place, stated in around.lives.by_place.items():
        part = stepped.owner.get(place)
        if part is not None:
            living.update({(part, group): n for group, n in stated.items() if group in compared})
    met: Counter[Hashable] = Counter()
    here: Counter[Hashable] = Counter()
    for (part, group), n in living.items():
        key: Hashable = (part, group) if n >= around.few else OTHERS
        here[key] += n
        met[key] += stepped.parts[part][group_of(group)].value or 0
    return dict(met), dict(here)


def mixture(table: Table, undeclared: int = 0, met_here: Count | None = None) -> list[Measure]:
    """The measures of the mix for one table; E also with those who declared nothing in every way they may belong.

    `met_here`: how many were met as it is told, where the table is only what is reckoned with."""
    met, living = table
    households, present = sum(met.values()), lib.groups_present(living)
    share, at_half = lib.effective_share(met, living), lib.groups_at_half(met, living)
    variation = lib.rate_variation(met, living)
    draws = DRAWS if present <= MANY else FEWER_DRAWS
    chance = lib.chance_level(living, households, draws) if households else None
    of = _("%(n)s met, %(all)d living here, %(g)d classes") % {
        "n": households if met_here is None else met_here,
        "all": sum(living.values()),
        "g": present,
    }
    if OTHERS in living:
        of = _("%(of)s; withheld ones taken together") % {"of": of}
    random = _("at random: mean %(mean)s, 5%% quantile %(low)s")
    half = "—" if at_half is None else str(at_half)
    return [
        Measure(
            _("Effective share E"), _("What part of the place the households met stand for; 1 is the same mix."),
            "E = 1 ÷ Σ p²/π", _("share"), "0–1", "Hill 1973; Jost 2006", number(share),
            _with_ends(
                random % {"mean": number(chance.mean), "low": number(chance.low)} if chance else "",
                lib.share_range(met, living, undeclared) if undeclared else None,
            ),
            of,
        ),
        Measure(
            _("Balance"), _("Nearness of the two mixes, by the Jensen–Shannon divergence."), "1 − JSD₂(p ‖ π)",
            _("none"), "0–1", "Lin 1991", number(lib.balance(met, living)),
            _("at random: mean %(mean)s") % {"mean": number(chance.balance)} if chance else "", of,
        ),
        Measure(
            _("Classes at half"), _("Classes met at least half as often as they live here."), "#{p/π ≥ ½}",
            _("classes"), f"0–{present}", "–", half, "", of,
        ),
        Measure(
            _("Variation of the rates"),
            _("How unequal the rates are at which the classes are met; 0 is equal. The same fact as E, as rates."),
            "CV = S(ρ) ÷ ρ̄ = √(1/E − 1)", _("none"), "≥ 0", "Schouten, Cobben, Bethlehem 2009; Särndal 2011",
            number(variation),
            _("at random: about %(mean)s") % {"mean": number(math.sqrt(max(0, 1 / chance.mean - 1)))} if chance else "",
            of,
        ),
    ]  # fmt: skip


def _with_ends(words: str, ends: tuple[float, float] | None) -> str:
    if ends is None:
        return words
    between = _("whatever the undeclared are: %(low)s–%(high)s") % {
        "low": number(ends[0]),
        "high": number(ends[1]),
    }
    return saying.said([f"{words};", between]) if words else between


# --- shares ---


def shares(reached: Counts, around: Around, window: Window, known: Count, met_here: Count) -> list[Measure]:
    """Parts of wholes, and the concentration on few households. All records are counted, no sample: so no intervals.

    `known`: households on record, `met_here`: met in villages with a figure; both as they are told."""

    def early(first: date) -> bool:
        return around.since is not None and around.since > first

    return [
        _part(
            _("Reach"), _("Distinct households met, of those said to live in villages with a figure."),
            "n ÷ N", met_here, sum(around.lives.estimated.values()),
        ),
        _part(
            _("Reach among known households"), _("Distinct households met, of those on record."),
            "n ÷ N", reached.households, known, around.few,
        ),
        _part(
            _("First-time share"), _("Households not met in the twelve months before, of those met."),
            "new ÷ n", reached.is_new, 0 if early(window.before) else reached.households, around.few,
        ),
        _part(
            _("Differing views heard"), _("Contacts with a differing view ticked, of those with talk."),
            "d ÷ c", reached.differing, reached.talked, around.few_opinions, "E20",
        ),
        _part(
            _("Met in every quarter"), _("Households met in each ended quarter of the window, of those met."),
            "q ÷ n", reached.steady,
            0 if early(window.quarters_from) or not window.quarters else reached.households, around.few,
        ),
        _part(
            _("Undeclared"), _("Households met that declare no group, of those met."),
            "u ÷ n", reached.undeclared, reached.households, around.few,
        ),
        *concentration(reached),
    ]  # fmt: skip


def concentration(reached: Counts) -> list[Measure]:
    """How much the contacts go to the same few households."""
    effective = lib.effective_households(reached.spread)
    familiar, homes = number(lib.familiar_share(reached.spread)), reached.households
    if isinstance(homes, Few) or homes < lib.FAMILIAR_FROM:
        familiar = _("told from %(n)d households on") % {"n": lib.FAMILIAR_FROM}
    of = _("%(n)s contacts") % {"n": reached.contacts}
    return [
        Measure(
            _("Familiar share"),
            _("Contacts with the most familiar tenth of households (three at least), of all with households."),
            "Σ c (top 10 %) ÷ Σ c", _("share"), "0–1", "CR; HHI", familiar, "", of,
        ),
        Measure(
            _("Effective households"), _("How many equally often met households would be as concentrated."),
            "1 ÷ Σ (c_i/c)²", _("households"), "≥ 1", "Hill 1973",
            "—" if effective is None else f"{effective:.0f}", "", of,
        ),
    ]  # fmt: skip


def _part(
    name: str,
    definition: str,
    formula: str,
    part: Count,
    whole: Count,
    least: int = 0,
    source: str = "–",
) -> Measure:
    if not whole:
        return Measure(name, definition, formula, _("share"), "0–1", source, "—", "", _("no denominator"))
    few = next((one for one in (whole, part) if isinstance(one, Few)), Few(least))
    if isinstance(whole, Few) or isinstance(part, Few):
        return Measure(name, definition, formula, _("share"), "0–1", source, str(few))
    if is_few(whole, least) or is_few(part, least) or is_few(whole - part, least) or part > whole:
        words = str(few) if part <= whole else _("more met than stated")
        return Measure(name, definition, formula, _("share"), "0–1", source, words)
    return Measure(
        name, definition, formula, _("share"), "0–1", source, number(part / whole), of=f"{part} ÷ {whole}"
    )


# --- silence ---


def silence(reached: Counts, around: Around, day: date, few: Container[str] = ()) -> list[Measure]:
    """Days since the last contact, over villages and for each group that lives here; not of groups of which only few were
    met, or nobody: the day would tell which."""
    places = [unit.pk for unit in around.villages]
    last = [reached.last[place] for place in places if place in reached.last]
    found = lib.days_since(last, day)
    unmet = _("%(n)d of %(all)d not once") % {"n": len(places) - len(last), "all": len(places)}
    rows = [
        Measure(
            _("Days since the last contact, villages"),
            _("Median over the villages with a contact; the maximum beside it."),
            _("day − last contact"),
            _("days"),
            "≥ 0",
            "–",
            "—" if found is None else f"{found.median:g}",
            _("maximum %(n)d") % {"n": found.maximum} if found else "",
            unmet,
        )
    ]
    for group in around.charter.groups:
        if around.lives.groups.get(group.code, 0) >= around.few:
            on, hidden = reached.group_last.get(group.code), group.code in few
            rows.append(
                Measure(
                    group.words.in_language(get_language() or ""),
                    _("Last contact with anybody of the group, at home or at an occasion."),
                    _("day − last contact"),
                    _("days"),
                    "≥ 0",
                    "–",
                    "—" if hidden else _("not once") if on is None else str(max(0, (day - on).days)),
                    of=str(Few(around.few)) if hidden else "",
                )
            )
    return rows
