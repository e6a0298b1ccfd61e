"""Who is on duty in a week: for each day that is not over a list to tick."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.intake.models import DutyDay
from huiyin.intake.team import rules
from huiyin.orgs.models import Official, Unit
from huiyin.ui.forms import ChipSelect, DeedForm


class WhoSelect(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several officials, by name."""

    widget = ChipSelect

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class WeekForm(DeedForm):
    """For each day of the week that is not over who is on duty; nobody need be.

    A week in which nobody is entered yet begins as the week before it was.
    """

    def __init__(
        self, *args: Any, unit: Unit, first: date, by: Official, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = rules.can_be_on_duty(unit, by, at)
        stood = _by_day(DutyDay.objects.filter(unit=unit).of_week(first, first + rules.WEEK))
        self.is_copied = not stood
        if self.is_copied:
            before = DutyDay.objects.filter(unit=unit).of_week(first - rules.WEEK, first)
            stood = {day + rules.WEEK: ones for day, ones in _by_day(before).items()}
            self.is_copied = bool(stood)
        self.days = {f"day{day.weekday()}": day for day in rules.days_to_set(first, by.county, at)}
        kept = list(people)
        for name, day in self.days.items():
            field = WhoSelect(people, required=False, label=_on(day))
            field.choices = [(one.pk, one.name) for one in kept]  # read once for all of them
            self.fields[name] = field
            self.initial.setdefault(name, stood.get(day, []))

    def given(self) -> dict[str, Any]:
        """By day who is on duty."""
        return {"on_duty": {day: list(self.cleaned_data[name]) for name, day in self.days.items()}}


def _by_day(rows: Iterable[DutyDay]) -> dict[date, list[int]]:
    found: dict[date, list[int]] = {}
    for row in rows:
        found.setdefault(row.day, []).append(row.official_id)
    return found


def _on(day: date) -> str:
    return _("%(weekday)s, %(day)s") % {
        "weekday": date_format(day, "l"),
        "day": date_format(day, "MONTH_DAY_FORMAT"),
    }


def address_of(day: date) -> str:
    """How an address names a week."""
    return rules.monday(day).isoformat()


def week_in(written: str, today: date) -> date:
    """The Monday that an address names; of nonsense, or of times nobody asks about, that of this week."""
    try:
        asked = date.fromisoformat(written)
    except ValueError:
        return rules.monday(today)
    return rules.monday(asked) if abs(asked - today) <= rules.ASKED_ABOUT else rules.monday(today)
