"""What is asked of a report: for which unit, which days, as of when; and whether it is the asker's to ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.lib import periods
from huiyin.lib.periods import EARLIEST, LATEST, Span
from huiyin.matters.figures import Extent
from huiyin.orgs import line
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.standing import LEADING
from huiyin.orgs.worded import Sets
from huiyin.orgs.worded import asked as in_words
from huiyin.ui.forms import Day, offer

DESKS = (Unit.Kind.COUNTY, Unit.Kind.TOWNSHIP, Unit.Kind.STREET)


class OwnDaysForm(forms.Form):
    """Unit and days of one's own choice; the last day is included."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))

    def __init__(self, data: Any, units: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        offer(self, "unit", list(units))
        self.fields["from"] = forms.DateField(label=gettext_lazy("First day"), widget=Day())
        self.fields["to"] = forms.DateField(label=gettext_lazy("Last day"), widget=Day())

    def clean(self) -> dict[str, Any]:
        """The first day does not come after the last, and both are days of living memory."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("from"), found.get("to")
        if first and last and not EARLIEST <= first <= last <= LATEST:
            self.add_error("to", _("The last day lies before the first."))
        return found


def spans(today: date) -> list[tuple[str, Span]]:
    """The choices of one tap, each with its name."""
    quarter, half, year = (periods.of(kind, today) for kind in ("quarter", "half_year", "year"))
    return [
        (_("This quarter"), quarter),
        (_("This half-year"), half),
        (_("This year"), year),
        (_("Last year"), year.before),
    ]


@dataclass(frozen=True)
class Asked:
    """The unit asked about (None when it is not the asker's to ask), those that the page offers, and on what it stands."""

    unit: Unit | None
    offered: list[Unit]
    ground: Ground

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Those offered, each by its code."""
        return [(unit.code, unit.short_name) for unit in self.offered]


def asked_of(request: StaffRequest) -> Asked:
    """The unit named in the address, or the asker's widest; offered are units with a desk, one's own, and this one."""
    code, day = request.GET.get("unit", ""), local_day(request.at, request.county)
    own = _own(request.user, request.at)
    found, _counts = in_words(_sets, request.user, request.at, code=code)
    units: list[Unit] = found["units"]
    if code:
        unit = max((one for one in units if one.code == code), key=lambda one: one.valid_from, default=None)
    else:
        unit = next((one for one in units if one.pk in own), None)
        if unit is not None and unit.kind == Unit.Kind.STATION:
            unit = unit.parent  # a station accounts for the township it stands in
    offered = [
        one
        for one in units
        if one == unit
        or ((one.kind in DESKS or one.pk in own) and (one.valid_to is None or one.valid_to > day))
    ]
    return Asked(unit, offered, Ground.of(found["stood"], found["adopted"]))


def _own(official: Official, at: datetime) -> set[int]:
    return {hat.unit_id for hat in official.standing(at).hats if hat.capacity in LEADING}


def _sets(by: Official, at: datetime, *, code: str) -> Sets:
    """The units that may be asked about, and on what their figures stand."""
    wanted = Q(kind__in=DESKS) | Q(pk__in=_own(by, at)) | Q(code=code)
    units = line.units_led(by, at).filter(wanted).select_related("parent").in_tree_order()
    return {"units": units, **Ground.sets()}, {}


def period_asked(request: StaffRequest, unit: Unit, ground: Ground) -> Extent | None:
    """The days and the moment named in the address, else this quarter and now; None: no sense."""
    first, last = request.GET.get("from", ""), request.GET.get("to", "")
    quarter = periods.of("quarter", local_day(request.at, request.county))
    try:
        begin = date.fromisoformat(first) if first else quarter.first
        end = date.fromisoformat(last) + timedelta(days=1) if last else quarter.end
        as_of = datetime.fromisoformat(request.GET["as_of"]) if request.GET.get("as_of") else request.at
    except (ValueError, OverflowError):
        return None
    if not EARLIEST <= begin < end or end.year > 9000 or as_of.tzinfo is None or as_of.year < EARLIEST.year:
        return None
    period = Extent(unit, begin, end, min(as_of, request.at), ground)
    return period if period.ground.charter_at(period.as_of) else None


def query_of(period: Extent) -> str:
    """The same question as the tail of an address."""
    return urlencode(
        {
            "unit": period.unit.code,
            "from": period.first.isoformat(),
            "to": (period.end - timedelta(days=1)).isoformat(),
            "as_of": period.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        }
    )
