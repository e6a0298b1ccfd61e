"""The forms of reception days: an office and its staff, the pattern of a year, and each deed on a session."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.lib import telephone
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.dated import live_on
from huiyin.orgs.fields import UnitSelect
from huiyin.orgs.models import Official, Unit
from huiyin.receptions.models import ReceptionOffice, ReceptionSession
from huiyin.receptions.plan import LAST, LONGEST, Pattern
from huiyin.ui.forms import ChipRadio, Clock, Day, DeedForm, OnceForm, Prose, VersionForm, offer

_PRIVATE = {"data-private": "", "autocomplete": "off"}
WEEKDAYS = (
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
)  # fmt: skip
RHYTHMS = (
    ("w1", _("every week")),
    ("w2", _("every second week")),
    ("w4", _("every fourth week")),
    ("m1", _("first of each month")),
    ("m2", _("second of each month")),
    ("m3", _("third of each month")),
    (f"m{LAST}", _("last of each month")),
    ("d0", _("on one day of each month")),
)


def officials_of(office: ReceptionOffice, by: Official, at: datetime) -> Any:
    """Who may receive here: in a post of the office's unit, or of a unit right below it, whatever it may do; by name."""
    day = local_day(at, by.county)
    unit, live = office.unit, live_on(day, "appointments__from_on", "appointments__to_on")
    at_unit = Q(appointments__post__unit=unit) | Q(appointments__post__unit__parent=unit)
    seen = Official.objects.visible_to(by, at).filter(is_active=True)
    return seen.filter(live, at_unit).distinct().order_by("name_key", "pk")


class WhoField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One official, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class WhoManyField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several officials, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class OfficeFields(DeedForm):
    """What the public reads of an office."""

    name = forms.CharField(label=_("Name of the office"), max_length=60)
    address = forms.CharField(label=_("Address"), max_length=120)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    duty_text = forms.CharField(
        label=_("Duties of the office"),
        help_text=_("one duty a line; they can be printed for the wall"),
        required=False,
        max_length=4000,
        widget=Prose(rows=6),
    )


class OfficeForm(OnceForm, OfficeFields):
    """A new office: of which unit, and what the public reads of it."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("please choose"), widget=UnitSelect
    )
    field_order = ("unit",)

    def __init__(self, *args: Any, by: Official, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            Unit.Kind.COUNTY,
            Unit.Kind.TOWNSHIP,
            Unit.Kind.STREET,
            Unit.Kind.DEPARTMENT,
            Unit.Kind.STATION,
        ]
        led = Unit.objects.led_by(by.standing(at), "coordinator", "unit_head")
        units = led.valid_on(local_day(at, by.county)).filter(kind__in=kinds).in_tree_order()
        offer(self, "unit", units)


class OfficeChangeForm(VersionForm, OfficeFields):
    """What the public reads of an office that is there."""


class StaffForm(DeedForm):
    """Who joins the staff of an office."""

    official = WhoField(
        label=_("Who joins the staff"), queryset=Official.objects.none(), empty_label=_("please choose")
    )
    from_on = forms.DateField(label=_("First day"), widget=Day)

    def __init__(
        self, *args: Any, office: ReceptionOffice, by: Official, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "official", officials_of(office, by, at))
        self.fields["from_on"].initial = local_day(at, by.county)


class PlanForm(OnceForm):
    """A pattern of days, and who receives in turn."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=RHYTHMS, widget=ChipRadio)
    weekday = forms.TypedChoiceField(
        label=_("On which weekday"),
        choices=WEEKDAYS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=ChipRadio,
    )
    month_day = forms.IntegerField(
        label=_("On which day of the month"),
        help_text=_("for “on one day of each month”, such as 15; a shorter month has its last day"),
        min_value=1,
        max_value=31,
        required=False,
    )
    begins = forms.TimeField(label=_("Begins at"), widget=Clock)
    ends = forms.TimeField(label=_("Ends at"), widget=Clock)
    first = forms.DateField(label=_("First day"), widget=Day)
    last = forms.DateField(
        label=_("Last day"), help_text=_("left empty: the end of that year"), required=False, widget=Day
    )
    officials = WhoManyField(
        label=_("Who receives, in turn"),
        help_text=_("one after another in the order of the list"),
        queryset=Official.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one official.")},
    )
    topic = forms.CharField(
        label=_("Topics"), help_text=_("for instance: land, water"), required=False, max_length=120
    )

    def __init__(
        self, *args: Any, office: ReceptionOffice, by: Official, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "officials", officials_of(office, by, at))
        self.today = local_day(at, by.county)
        ahead = int(charter_of(at).figure("reception.notice_days").value)
        self.initial.setdefault("first", self.today + timedelta(days=ahead))

    def clean(self) -> dict[str, Any]:
        """Days run forward, from today on, and not for years."""
        data = super().clean() or {}
        wanted = "month_day" if data.get("rhythm", "").startswith("d") else "weekday"
        if data.get(wanted) is None and wanted not in self.errors:
            self.add_error(wanted, _("Please choose a day."))
        first = data.get("first")
        if first is None:
            return data
        last = data["last"] = data.get("last") or date(first.year, 12, 31)
        if first < self.today:
            self.add_error("first", _("Please choose a day from today on."))
        elif first > self.today + 2 * LONGEST:
            self.add_error("first", _("Please choose a day within the next two years."))
        elif last < first:
            self.add_error("last", _("The last day lies before the first."))
        elif last - first > LONGEST:
            self.add_error("last", _("One plan spans at most a year; please make a second one."))
        return data

    def pattern(self) -> Pattern:
        """The pattern that was filled in."""
        data = self.cleaned_data
        rhythm, n = data["rhythm"][0], int(data["rhythm"][1:])
        span = data["first"], data["last"]
        match rhythm:
            case "d":
                return Pattern(*span, 0, month_day=data["month_day"])
            case "w":
                return Pattern(*span, data["weekday"], weeks=n)
        return Pattern(*span, data["weekday"], nth=n)


class OnSession(VersionForm):
    """A deed on a session knows the version it was looked at in."""

    def __init__(
        self,
        *args: Any,
        session: ReceptionSession,
        by: Official,
        at: datetime,
        initial: Any = None,
        **kwargs: Any,
    ) -> None:
        self.session = session
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = session.version
        if "official" in self.fields:
            offer(self, "official", officials_of(session.office, by, at))


class PlainForm(OnSession):
    """Nothing to fill in."""


class PublishForm(OnSession):
    """The reason, where it is late."""

    short_notice = forms.CharField(
        label=_("If it is published late: why"),
        help_text=_("shown to the public; leave empty when there is time enough"),
        required=False,
        max_length=200,
    )


class ReasonForm(OnSession):
    """Why, for everybody who booked."""

    reason = forms.CharField(label=_("Why"), help_text=_("shown to everybody who booked"), max_length=200)


class SubstituteForm(ReasonForm):
    """Who receives instead, and why."""

    official = WhoField(
        label=_("Who receives instead"), queryset=Official.objects.none(), empty_label=_("please choose")
    )
    field_order = ("official", "reason")


class MoveForm(ReasonForm):
    """To when, and why."""

    planned_on = forms.DateField(label=_("New day"), widget=Day)
    begins = forms.TimeField(label=_("Begins at"), widget=Clock)
    field_order = ("planned_on", "begins", "reason")

    def __init__(self, *args: Any, session: ReceptionSession, **kwargs: Any) -> None:
        super().__init__(*args, session=session, **kwargs)
        self.fields["begins"].initial = session.begins


class ChangeForm(OnSession):
    """A draft, in full."""

    official = WhoField(label=_("Who receives"), queryset=Official.objects.none(), empty_label=None)
    planned_on = forms.DateField(label=_("Day"), widget=Day)
    begins = forms.TimeField(label=_("Begins at"), widget=Clock)
    ends = forms.TimeField(label=_("Ends at"), widget=Clock)
    topic = forms.CharField(label=_("Topics"), required=False, max_length=120)

    def __init__(self, *args: Any, session: ReceptionSession, **kwargs: Any) -> None:
        super().__init__(*args, session=session, **kwargs)
        for name in ("official", "planned_on", "begins", "ends", "topic"):
            self.fields[name].initial = getattr(session, name)


class TicketForm(OnceForm):
    """Somebody who walks in: how many they are; a name only if they like."""

    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=9999, initial=1)
    name = forms.CharField(
        label=_("Name or form of address"), required=False, max_length=40, widget=forms.TextInput(_PRIVATE)
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=telephone.LONGEST,
        widget=forms.TextInput({**_PRIVATE, "inputmode": "tel"}),
    )
