"""The county's townships and villages as the public list of divisions has them, and entering those that were chosen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.orgs.accounts import objection_to_far_day
from huiyin.orgs.actions import raise_units
from huiyin.orgs.models import County, Division, Succession, Unit
from huiyin.sheets.places import usual
from huiyin.sheets.unit_rules import Wanted, kind_of, sound
from huiyin.ui.listing import in_line

LONGEST = 40
AT_ONCE = 900  # villages in one step: a form of more fields is not read


@dataclass
class Offer:
    """A division as a unit: what it would be entered as, and what is there of it already, in a sentence.

    `against` says why it cannot be entered from the list though it is not there.
    """

    code: str
    name: str
    kind: Unit.Kind
    there: str = ""
    against: str = ""
    places: list["Offer"] = field(default_factory=list)

    @property
    def short(self) -> str:
        """As one says it, without its committee."""
        return (usual(self.name) if self.kind in Unit.PLACES else self.name)[:LONGEST]

    @property
    def left_by_kind(self) -> list[tuple[bool, list["Offer"]]]:
        """The same, communities and villages apart; True stands before communities."""
        apart = (
            (is_one, [one for one in self.left if (one.kind == Unit.Kind.COMMUNITY) == is_one])
            for is_one in (True, False)
        )
        return [(is_one, some) for is_one, some in apart if some]

    @property
    def left(self) -> list["Offer"]:
        """Of its villages those that are not there yet and can be entered."""
        return [one for one in self.places if not one.there and not one.against]

    @property
    def kept_out(self) -> list["Offer"]:
        """Of its villages those that the list cannot enter."""
        return [one for one in self.places if one.against]


def offered(county: County) -> list[Offer]:
    """Every township of the county by code, with its villages."""
    levels = (Division.Level.STREET, Division.Level.VILLAGE)
    known = _Known(Unit.objects.select_related("parent"))
    towns: dict[str, Offer] = {}
    for one in Division.objects.filter(code__startswith=county.division_code, level__in=levels).order_by(
        "level", "code"
    ):
        kind = kind_of(one.code, one.name)
        if kind is None:
            continue
        offer = Offer(one.code, one.name, kind)
        above = towns.get(one.code[:9])
        if above is None:
            offer.there = known.sentence(offer, county.division_code)
            towns[one.code] = offer
        else:
            offer.there = known.sentence(offer, *known.homes(above, county.division_code))
            offer.against = "" if offer.there else known.objection(above, county.division_code)
            above.places.append(offer)
    return list(towns.values())


def has_own_code(county: County) -> bool:
    """Whether the list is here and does not have the county: a new district, a development zone."""
    areas = Division.objects.filter(level=Division.Level.AREA)
    return areas.exists() and not areas.filter(pk=county.division_code).exists()


class _Known:
    """The units there are and were, by code, and by name under the same unit."""

    def __init__(self, units: Collection[Unit]) -> None:
        self.by_code = {unit.code: unit for unit in sorted(units, key=lambda unit: unit.valid_to is None)}
        self.by_name = {
            (unit.parent.code, usual(name)): unit
            for unit in units
            if unit.parent and unit.valid_to is None
            for name in (unit.name, unit.short_name)
        }
        self.after: dict[int, list[Unit]] = {}
        if any(unit.valid_to is not None for unit in units):
            for row in Succession.objects.select_related("after").order_by("-is_primary", "pk"):
                self.after.setdefault(row.before_id, []).append(row.after)

    def homes(self, town: Offer, county: str) -> list[str]:
        """The codes of the units that are this township today: its own, another, or those that came after it."""
        unit = self.by_code.get(town.code) or self.by_name.get((county, usual(town.name)))
        return [town.code] if unit is None else [one.code for one in self._today(unit)]

    def _today(self, unit: Unit) -> list[Unit]:
        """The unit, or what came of it, as far as that is there."""
        waiting, seen, found = [unit], {unit.pk}, []
        while waiting:
            here = waiting.pop(0)
            if here.valid_to is None:
                found.append(here)
            for after in self.after.get(here.pk, []) if here.valid_to is not None else []:
                if after.pk not in seen:
                    seen.add(after.pk)
                    waiting.append(after)
        return found

    def objection(self, town: Offer, county: str) -> str:
        """Why its villages cannot be entered: a code begins with that of the unit above, and there it begins otherwise."""
        unit = self.by_code.get(town.code)
        if unit is not None and unit.valid_to is not None:
            names = in_line(one.name for one in self._today(unit))
            facts = {
                "name": unit.name,
                "day": date_format(unit.valid_to, "DATE_FORMAT"),
                "units": names or "—",
            }
            return (
                _("%(name)s ended on %(day)s; please enter it one by one where it belongs now (%(units)s)")
                % facts
            )
        like = self.by_name.get((county, usual(town.name)))
        if unit is None and like is not None:
            facts = {"name": like.name, "code": like.code}
            return (
                _(
                    "%(name)s stands here under the code %(code)s; please enter it one by one, with a code that begins so"
                )
                % facts
            )
        return ""

    def sentence(self, offer: Offer, *above: str) -> str:
        """Whether it stands, has ended, or stands under another code; nothing where it is new."""
        unit = self.by_code.get(offer.code)
        if unit is not None and unit.valid_to is not None:
            return _("ended on %(day)s") % {"day": date_format(unit.valid_to, "DATE_FORMAT")}
        if unit is not None:
            return _("is there")
        named = (self.by_name.get((code, usual(offer.name))) for code in above)
        like = next((one for one in named if one is not None), None)
        return _("is there under the code %(code)s") % {"code": like.code} if like else ""


def matching(towns: Sequence[Offer], q: str) -> list[tuple[Offer, list[Offer]]]:
    """Those found by name or code, each with the villages that were found."""
    words = usual(q)
    if not words:
        return [(town, []) for town in towns]
    found = []
    for town in towns:
        places = [one for one in town.places if _fits(one, words)]
        if places or _fits(town, words):
            found.append((town, places))
    return found


def _fits(offer: Offer, words: str) -> bool:
    return words in usual(offer.name) or words in offer.name or offer.code.startswith(words)


def objection_to_choice(chosen: Sequence[Offer]) -> str | None:
    """Some township, and no more villages than one step takes."""
    if not chosen:
        return _("Please choose at least one township or street.")
    if (many := sum(len(town.places) for town in chosen)) > AT_ONCE:
        words = _("These have %(many)d villages and communities; please choose fewer, at most %(n)d at once.")
        return words % {"many": many, "n": AT_ONCE}
    return None


@dataclass(frozen=True)
class Entered:
    """How many came in."""

    towns: int
    places: int


@transaction.atomic
def enter_divisions(
    *,
    chosen: Sequence[Offer],
    codes: Collection[str],
    valid_from: date,
    by: str,
    county: County,
    at: datetime,
) -> Entered:
    """The townships that are not there yet, and of their villages those with these codes; all of them or none."""
    refuse(objection_to_far_day("valid_from", valid_from, county, at))
    towns = [town for town in chosen if not town.there]
    places = [one for town in chosen for one in town.left if one.code in codes]
    standing = {
        unit.code: unit for unit in Unit.objects.filter(valid_to=None).select_related("parent", "reports_to")
    }
    _check([*towns, *places], standing, county, valid_from)
    for group in (towns, places):
        units = [_unit(one, standing, valid_from) for one in group]
        raise_units(units=units, by=by, at=at)
        standing |= {unit.code: unit for unit in units}
    if not towns and not places:
        why = next((one.against for town in chosen for one in town.kept_out), "")
        raise Refused(why or _("All of these are there already; nothing was entered."))
    return Entered(len(towns), len(places))


def _above(offer: Offer) -> str:
    return offer.code[:9] if offer.kind in Unit.PLACES else offer.code[:6]


def _check(offers: Sequence[Offer], standing: Mapping[str, Unit], county: County, since: date) -> None:
    """As rows of a workbook are checked; and nothing is there before what it stands under."""
    wanted = {
        one.code: Wanted(n, one.code, one.kind, _above(one), "", since, {"name": one.name})
        for n, one in enumerate(offers, 1)
    }
    _good, against = sound(wanted, standing, county, lambda _unit: True)
    for objection in against.values():
        raise Refused(objection.reason)
    for one in offers:
        above = standing.get(_above(one))
        if above is not None and above.valid_from > since:
            facts = {"unit": above.name, "day": date_format(above.valid_from, "DATE_FORMAT")}
            raise Refused(Beside("valid_from", _("%(unit)s is there only since %(day)s.") % facts))


def _unit(offer: Offer, standing: Mapping[str, Unit], since: date) -> Unit:
    return Unit(
        code=offer.code,
        name=offer.name,
        short_name=offer.short,
        kind=offer.kind,
        parent=standing[_above(offer)],
        valid_from=since,
    )
