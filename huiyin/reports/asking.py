"""What is asked of a report: for which unit, which days, as of when; and whether it is the asker's to ask."""

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
from huiyin.orgs.models import Unit
from huiyin.orgs.models.unit import Units
from huiyin.orgs.standing import LEADING
from huiyin.ui.forms import Day, offer

DESKS = (Unit.Kind.COUNTY, Unit.Kind.TOWNSHIP, Unit.Kind.STREET)


class OwnDaysForm(forms.Form):
    """Unit and days of one's own choice; the last day is included."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))

    def __init__(self, data: Any, units: list[Unit]) -> None:
        super().__init__(data)
        offer(self, "unit", [(unit.code, unit.short_name) for unit in units])
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


def units_of(request: StaffRequest) -> Units:
    """Units whose summary the asker may open: those they coordinate, head or supervise, and all below."""
    return line.units_led(request.user, request.at)


@dataclass(frozen=True)
class Asked:
    """The unit asked about (None when it is not the asker's to ask), and those that the page offers."""

    unit: Unit | None
    offered: list[Unit]


def asked_of(request: StaffRequest) -> Asked:
    """The unit named in the address, or the asker's widest; offered are units with a desk, one's own, and this one."""
    code, day = request.GET.get("unit", ""), local_day(request.at, request.county)
    own = {hat.unit_id for hat in request.user.standing(request.at).hats if hat.capacity in LEADING}
    wanted = Q(kind__in=DESKS) | Q(pk__in=own) | Q(code=code)
    found = list(units_of(request).filter(wanted).select_related("parent").in_tree_order())
    if code:
        unit = max((one for one in found if one.code == code), key=lambda one: one.valid_from, default=None)
    else:
        unit = next((one for one in found if one.pk in own), None)
        if unit is not None and unit.kind == Unit.Kind.STATION:
            unit = unit.parent  # a station accounts for the township it stands in
    offered = [
        one
        for one in found
        if one == unit
        or ((one.kind in DESKS or one.pk in own) and (one.valid_to is None or one.valid_to > day))
    ]
    return Asked(unit, offered)


def unit_asked(request: StaffRequest) -> Unit | None:
    """The unit alone, for a page that offers no other."""
    return asked_of(request).unit


def period_asked(request: StaffRequest, unit: Unit) -> Extent | None:
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
    period = Extent(unit, begin, end, min(as_of, request.at))
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
