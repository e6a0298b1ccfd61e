"""The form that notes which unit or whom a matter is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import DeedForm
from huiyin.matters.forms.routing import offer_units
from huiyin.orgs.calendar import local_day
from huiyin.orgs.fields import UnitSelect
from huiyin.orgs.models import Official, Unit
from huiyin.ui.forms import sometimes


class NamingForm(DeedForm):
    """A unit, or a person by name; nobody is offered in a list."""

    unit = sometimes(
        forms.ModelChoiceField(
            label=_("Unit it is about"),
            help_text=_("from then on whoever serves there, or is named below, sees nothing of it"),
            queryset=Unit.objects.none(),
            required=False,
            widget=UnitSelect,
        )
    )
    official = sometimes(
        forms.CharField(
            label=_("Official it is about"),
            help_text=_("the full name; where several are called so, choose the unit as well"),
            required=False,
            max_length=40,
            widget=forms.TextInput({"autocomplete": "off"}),
        )
    )

    def shape(self) -> None:
        """Every unit of the county."""
        root = self.matter.holding_unit.path.strip("/").split("/")[0]
        offer_units(self, "unit", [f"/{root}/"])

    def clean(self) -> dict[str, Any]:
        """Whoever serves under that name; where a unit only tells namesakes apart, it is about the person."""
        data = super().clean() or {}
        name = (data.get("official") or "").strip()
        data["official"] = None
        if not name:
            return data
        day, unit = local_day(self.at, self.by.county), data.get("unit")
        found = list(Official.objects.serving(day).filter(name=name))
        if len(found) > 1 and unit is not None:
            found = [
                one for one in found if any(h.path.startswith(unit.path) for h in one.standing(self.at).hats)
            ]
            data["unit"] = None
        if len(found) != 1:
            words = gettext("Several are called so; please choose the unit as well.") if found else ""
            self.add_error("official", words or gettext("Nobody of that name serves here at present."))
            return data
        data["official"] = found[0]
        return data
